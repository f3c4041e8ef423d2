"""The facets beside a list, as HTML. Display only, no queries.

Written here and not in a template, because a page has some three hundred values, each a link that changes one
parameter: as included templates they took longer than everything else on the page together.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote_plus, urlencode

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chains.analysis.wording import in_english, name_of

register = template.Library()

HEADINGS = {
    "chain": _("Chain"),
    "layer": _("Layer"),
    "segment": _("Segment"),
    "province": _("Province"),
    "city": _("City"),
    "city_group": _("City group"),
    "label": _("Label"),
    "listed": _("Listed"),
    "status": _("Status"),
}
LISTED = {"true": _("listed"), "false": _("not listed on an exchange")}
#: What is said of the numbers of a facet in which something is chosen.
ALONE = _(
    "Each number is of that value alone. Several chosen values add up: a company that fits more than one counts once."
)
#: Facets that show their empty values in place: short vocabularies do, long registers fold them away.
KEEP_ZEROS = frozenset(("chain", "label", "listed", "city_group"))
#: Facets that stay folded until something in them is chosen.
FOLDED = frozenset(("status",))


@register.filter
def option_name(option: Any, parameter: str) -> str:
    """Return what a value of a facet is called in the reader's language."""
    return str(LISTED[option.value] if parameter == "listed" else name_of(option))


@register.simple_tag
def chosen_values(facets: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return the values that are chosen, each with its parameter; most of some three hundred are not."""
    return [(option, facet.parameter) for facet in facets for option in facet.options if option.selected]


@register.simple_tag(takes_context=True)
def facet_panel(context: RequestContext, facets: Iterable[Any]) -> SafeString:
    """Return the facets, each a list of links that add a value to the query or take it away again."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return SafeString("".join(_facet(facet, query) for facet in facets if facet.options))


def _facet(facet: Any, query: QueryDict) -> str:
    parameter, options = facet.parameter, facet.options
    adding, english = _adding(query, parameter), in_english()
    shown, zeros = [], []
    for option in options:
        if option.selected:
            kept = [value for value in query.getlist(parameter) if value != option.value]
            link, state = _with(query, parameter, kept), ' aria-current="true"'
        else:
            link, state = adding[0] + quote_plus(option.value) + adding[1], ""
        name = LISTED[option.value] if parameter == "listed" else (english and option.name_en) or option.name
        value = escape(option.value)
        deep = f' class="deep{option.depth}"' if option.depth else ""
        zero = "" if option.count else ' class="zero"'
        text = (
            f'<li{deep}><a id="{parameter}-{value}" rel="nofollow" href="{link}"{state}{zero}>'
            f"<span>{escape(str(name))}</span><b>{option.count}</b></a></li>"
        )
        in_place = option.count or option.selected or parameter in KEEP_ZEROS
        (shown if in_place else zeros).append(text)
    chosen = any(option.selected for option in options)
    heading, note = escape(HEADINGS[parameter]), ""
    if chosen:
        # A link adds to the choice; the number beside it does not know of that, so that it can be compared.
        note = f'<p class="note">{escape(ALONE)}</p>\n'
    return (
        f"<details{' open' if chosen or parameter not in FOLDED else ''}><summary>{heading}</summary>\n{note}"
        f"<ul>{''.join(shown)}</ul>\n{_rest(zeros)}</details>\n"
    )


def _rest(zeros: Sequence[str]) -> str:
    if not zeros:
        return ""
    words = ngettext("%(n)s more without a company", "%(n)s more without a company", len(zeros)) % {"n": len(zeros)}
    return f'<details class="rest"><summary>{escape(words)}</summary><ul>{"".join(zeros)}</ul></details>'


def _adding(query: QueryDict, parameter: str) -> tuple[str, str]:
    """Return what stands before and behind a value that is added to a parameter, as it stands in an attribute."""
    pairs = [(name, value) for name, values in query.lists() for value in values]
    last = max((place for place, (name, _value) in enumerate(pairs) if name == parameter), default=len(pairs) - 1) + 1
    before, behind = urlencode(pairs[:last]), urlencode(pairs[last:])
    front = f"?{before}&{parameter}=" if before else f"?{parameter}="
    return escape(front), escape(f"&{behind}" if behind else "")


def _with(query: QueryDict, parameter: str, values: list[str]) -> str:
    changed = query.copy()
    changed.setlist(parameter, values)
    if not values:
        del changed[parameter]
    return escape(f"?{changed.urlencode()}" if changed else "?")
