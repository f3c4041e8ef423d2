"""The facets beside a list: the plain values that they are written from. Display only, no queries.

A page has some three hundred values, each a link that changes one parameter. Their template is one of Jinja2: Django's
own would take longer than everything else on the page together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from chains.analysis.wording import in_english, name_of
from chains.index import FACETS

register = template.Library()

#: What is said of the numbers of a facet in which something is chosen.
ALONE = _(
    "Each number is of that value alone. Several chosen values add up: a company that fits more than one counts once."
)

_BY_PARAMETER = {facet.parameter: facet for facet in FACETS}

#: A value with its name, its number, its link, how deep it stands in its tree, and whether it is chosen.
_Value = tuple[str, str, int, str, int, bool]


@dataclass(frozen=True, slots=True)
class FacetPanel:
    """A facet as the page has it: its values in place, and those without a company that are folded away."""

    parameter: str
    heading: str | Promise
    note: str | Promise
    open: bool
    shown: Sequence[_Value]
    empty: Sequence[_Value]

    @property
    def rest(self) -> str:
        """What is said of the values that are folded away."""
        words = ngettext("%(n)s more without a company", "%(n)s more without a company", len(self.empty))
        return words % {"n": len(self.empty)}


@register.filter
def option_name(option: Any, parameter: str) -> str:
    """Return what a value of a facet is called in the reader's language."""
    return str(_BY_PARAMETER[parameter].words.get(option.value) or name_of(option))


@register.simple_tag
def chosen_values(facets: Iterable[Any]) -> list[tuple[Any, str]]:
    """Return the values that are chosen, each with its parameter; most of some three hundred are not."""
    return [(option, facet.parameter) for facet in facets for option in facet.options if option.selected]


@register.simple_tag(takes_context=True)
def facet_panel(context: RequestContext, facets: Iterable[Any]) -> SafeString:
    """Return the facets, each a list of links that add a value to the query or take it away again."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    panels = [_panel(each, query) for each in facets if each.options]
    return SafeString(get_template("facet_panel.html", using="jinja2").template.render(facets=panels))


def _panel(counted: Any, query: QueryDict) -> FacetPanel:
    facet, parameter = counted.facet, counted.parameter
    (before, behind), english, words = _adding(query, parameter), in_english(), facet.words
    shown: list[_Value] = []
    empty: list[_Value] = []
    is_chosen = False
    for value, chinese, name_en, count, selected, depth in map(_values, counted.options):
        if selected:
            is_chosen = True
            link = _without(query, parameter, value)
        else:
            link = f"{before}{quote_plus(value)}{behind}"
        name = str(words[value] if words else (english and name_en) or chinese)
        in_place = count or selected or facet.keeps_empty
        (shown if in_place else empty).append((value, name, count, link, depth, selected))
    note = ALONE if is_chosen else ""
    return FacetPanel(parameter, facet.heading, note, is_chosen or not facet.folded, shown, empty)


def _values(option: Any) -> tuple[str, Any, Any, int, bool, int]:
    return option.value, option.name, option.name_en, option.count, option.selected, option.depth


def _adding(query: QueryDict, parameter: str) -> tuple[str, str]:
    """Return what stands before and behind a value that is added to a parameter."""
    pairs = [(name, value) for name, values in query.lists() for value in values]
    last = max((place for place, (name, _value) in enumerate(pairs) if name == parameter), default=len(pairs) - 1) + 1
    before, behind = urlencode(pairs[:last]), urlencode(pairs[last:])
    return f"?{before}&{parameter}=" if before else f"?{parameter}=", f"&{behind}" if behind else ""


def _without(query: QueryDict, parameter: str, value: str) -> str:
    """Return the query without one value of a parameter."""
    changed = query.copy()
    changed.setlist(parameter, [other for other in query.getlist(parameter) if other != value])
    if not changed.getlist(parameter):
        del changed[parameter]
    return f"?{changed.urlencode()}" if changed else "?"
