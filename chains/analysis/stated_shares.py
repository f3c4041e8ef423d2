"""How shares of supply are stated: how exactly, in what words, and what bare numbers are. No ORM."""

from decimal import Decimal

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _


class SharePrecision(TextChoices):
    """How exactly a share is known that is a number; a number as it stands has none of them."""

    ABOUT = "about", _("about")
    BELOW = "below", _("below")
    AT_MOST = "at-most", _("at most")
    ABOVE = "above", _("above")
    AT_LEAST = "at-least", _("at least")
    RANGE = "range", _("between the two")


#: Bounds whose number is the upper end; the lower one is 0.
FROM_BELOW = frozenset({SharePrecision.BELOW, SharePrecision.AT_MOST})
#: Bounds whose number is the lower end; the upper one is the whole.
FROM_ABOVE = frozenset({SharePrecision.ABOVE, SharePrecision.AT_LEAST})

#: How a share is put into words, by its precision.
_IN_WORDS = {
    "": "%(share)s",
    SharePrecision.ABOUT: _("about %(share)s"),
    SharePrecision.BELOW: _("below %(until)s"),
    SharePrecision.AT_MOST: _("at most %(until)s"),
    SharePrecision.ABOVE: _("above %(share)s"),
    SharePrecision.AT_LEAST: _("at least %(share)s"),
    SharePrecision.RANGE: _("%(share)s to %(until)s"),
}


def per_cent(value: Decimal) -> str:
    """Return per cent with no more decimals than there are: ``52.5%``."""
    digits = value.normalize()
    return f"{number_format(digits, max(-int(digits.as_tuple().exponent), 0))}%"


def share_in_words(share: Decimal, until: Decimal | None = None, precision: str = "") -> str:
    """Return a share as its source has it, in the reader's language: 62.5%, about 90%, below 1%, 70% to 80%."""
    ends = {"share": per_cent(share), "until": "" if until is None else per_cent(until)}
    return (str(_IN_WORDS[precision]) if precision else _IN_WORDS[""]) % ends


class ShareUnit(TextChoices):
    """What the bare numbers in a column of shares are."""

    PER_CENT = "percent", _("per cent (62.5)")
    PART = "part", _("parts of one (0.625)")


class UnitReason(TextChoices):
    """How it is known what the bare numbers in a column of shares are."""

    CHOSEN = "chosen", _("as was said for the whole sheet")
    HEADING = "heading", _("as the heading says")
    ABOVE_ONE = "above-one", _("as some are greater than 1")
    FORMAT = "format", _("as other cells of the column have the format of per cent, in which Excel keeps parts of one")
    WHOLE = "whole", _("as the shares of one whole add up to 1")
    TOO_MUCH = "too-much", _("as parts of one they would add up to more than the whole")
