"""Display only: shares of the world supply in figures and words. What is not known is always said."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.analysis.stated_shares import per_cent
from chains.analysis.supply import Supply
from chains.models import SupplyShare

register = template.Library()


register.filter(per_cent)


@register.filter
def amount(share: SupplyShare | None) -> str:
    """Return a country's share as its source has it: a number, a bound, a range, or a word where no number is known."""
    return _("not stated") if share is None else share.stated


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
