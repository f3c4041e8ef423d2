"""Display only: shares of the world supply in figures and words. What is not known is always said."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.analysis.supply import Supply
from chains.models import SupplyShare

register = template.Library()


@register.filter
def per_cent(value: Decimal) -> str:
    """Return per cent with no more decimals than there are: ``52.5%``."""
    digits = value.normalize()
    return f"{number_format(digits, max(-int(digits.as_tuple().exponent), 0))}%"


@register.filter
def amount(share: SupplyShare | None) -> str:
    """Return a country's share in figures or, where no number is known, in words."""
    if share is None:
        return _("not stated")
    return per_cent(share.share) if share.share is not None else str(share.get_qualifier_display())


@register.filter
def countries_needed(supply: Supply) -> str:
    """Return in words how many countries give three quarters of the supply, or why that cannot be said."""
    needed = supply.needed
    if needed is None:
        return _("cannot be said: the shares add up to %(sum)s") % {"sum": per_cent(supply.stated)}
    if needed.exact:
        return ngettext("%(n)d country", "%(n)d countries", needed.least) % {"n": needed.least}
    if needed.most is not None:
        return _("%(least)d to %(most)d countries") % {"least": needed.least, "most": needed.most}
    if needed.least > 1:
        said = _("at least %(least)d countries; how many cannot be said: %(unknown)s unknown")
        return said % {"least": needed.least, "unknown": per_cent(supply.unknown)}
    return _("cannot be said: %(unknown)s unknown") % {"unknown": per_cent(supply.unknown)}


@register.filter
def concentration(supply: Supply) -> str:
    """Return the Herfindahl–Hirschman index as a number, as a range where shares are open, or a dash."""
    if supply.concentration is None:
        return "–"
    least, greatest = (number_format(round(bound, 2), 2) for bound in supply.concentration)
    return least if least == greatest else f"{least}–{greatest}"
