"""Choices that several filters share."""

from collections.abc import Iterator

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django_countries import countries

YES_NO = (("true", _("yes")), ("false", _("no")))


class Countries:
    """The countries of ISO 3166, named in the language that is active when they are asked for."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(countries)


class Years:
    """The years that a share may be of: from this one back, then those to come."""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        this = localdate().year
        return ((str(year), str(year)) for year in (*range(this, 1948, -1), *range(this + 1, 2101)))
