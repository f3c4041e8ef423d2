"""Display only: names in the reader's language, words for codes, links that change one parameter. No queries."""

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import RequestContext
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from chains import choices
from chains.analysis import signals
from chains.analysis.markdown import as_html
from chains.analysis.segment_order import in_tree_order
from chains.analysis.wording import (
    beneath,
    cited,
    decimals,
    in_english,
    label_of,
    language_tag,
    name_of,
    other_name,
    percent,
    place_of,
    rule_of_signals,
    stated,
    why_nobody,
)
from chains.models import Segment

register = template.Library()
register.filter("percent", percent)
register.filter("decimals", decimals)
register.filter("cited", cited)
register.filter("other_name", other_name)
register.filter("stated", stated)
register.filter("place", place_of)
register.filter("beneath", beneath)
register.filter("why_nobody", why_nobody)
register.filter("label", label_of)
register.filter("language_tag", language_tag)
register.simple_tag(rule_of_signals, name="signal_rule")

_VOCABULARIES = {
    "signal": signals.Signal,
    "verdict": choices.Verdict,
    "action": choices.Action,
    "status": choices.PlacementStatus,
}


@register.filter
def localized(row: Any) -> str:
    """Return the row's name in the reader's language: English where there is one, Chinese otherwise."""
    return "" if row is None else name_of(row)


@register.filter
def described(row: Any) -> SafeString:
    """Return the row's description in the reader's language, its Markdown as HTML; empty where there is none."""
    return mark_safe(as_html((in_english() and row.description_en) or row.description))


@register.filter
def word_for(code: str, vocabulary: str) -> str:
    """Return the word for a code of ``signal``, ``verdict``, ``action`` or ``status``."""
    return str(_VOCABULARIES[vocabulary](code).label) if code else ""


@register.filter
def meaning(signal: str) -> str:
    """Return what a signal means, as a sentence."""
    return str(signals.LEVELS[signal].meaning)


@register.simple_tag
def signal_legend() -> tuple[signals.Level, ...]:
    """Return the levels of the signal as legends show them, the fullest first."""
    return signals.FULLEST_FIRST


@register.simple_tag
def conflict_rule() -> str:
    """Return which signals contradict which verdicts."""
    return str(signals.CONFLICT)


@register.filter
def money(project: Any) -> str:
    """Return the amount of a project in words: ``超过 100 亿美元``, ``over US dollar 10 bn``."""
    if project.amount is None:
        return ""
    currency = choices.Currency(project.currency).label
    qualifier = "" if project.qualifier == choices.AmountQualifier.EXACT else project.get_qualifier_display()
    if in_english():
        amount, unit = project.amount / Decimal(10**9), "bn"
    else:
        amount, unit = project.amount / Decimal(10**8), "亿"
    text = number_format(amount.normalize(), None if amount % 1 else 0)
    parts = (qualifier, currency, text, unit) if in_english() else (qualifier, f"{text} {unit}{currency}")
    return " ".join(str(part) for part in parts if part)


@register.filter
def on_exchange(company: Any) -> bool:
    """Return whether a company has a listing that has not ended; its listings have to be fetched beforehand."""
    return any(not listing.delisted_on for listing in company.listings.all())


@register.filter
def attainment(view: Any, part: Any) -> Any:
    """Return how far the target of a row or a cell of a gap view is reached, ``None`` where there is none."""
    return view.attainment(part)


@register.filter
def get(mapping: dict, key: Any) -> Any:
    """Return the value under a key, ``None`` where there is none."""
    return mapping.get(key)


@register.filter
def names_in(codes: Any, segments: dict) -> str:
    """Return the names of segment codes, looked up in ``segments``."""
    return joined(segments[code] for code in codes)


@register.filter
def joined(rows: Any) -> str:
    """Return the names of rows in the reader's language, separated as the language does."""
    return gettext(", ").join(localized(row) for row in rows)


@register.simple_tag(takes_context=True)
def query_with(context: RequestContext, parameter: str, value: object) -> str:
    """Return the query string with ``parameter`` set to ``value`` alone, on the first page."""
    query = _query(context)
    query[parameter] = str(value)
    return _written(query)


@register.simple_tag(takes_context=True)
def query_adding(context: RequestContext, parameter: str, value: object) -> str:
    """Return the query string with ``value`` added to ``parameter``, on the first page."""
    query = _query(context)
    query.appendlist(parameter, str(value))
    return _written(query)


@register.simple_tag(takes_context=True)
def query_without(context: RequestContext, parameter: str = "", value: object = None) -> str:
    """Return the query string without ``parameter``, or without one of its values, on the first page."""
    query = _query(context)
    if parameter in query:
        kept = [] if value is None else [kept for kept in query.getlist(parameter) if kept != str(value)]
        query.setlist(parameter, kept)
        if not kept:
            del query[parameter]
    return _written(query)


@register.simple_tag(takes_context=True)
def query_page(context: RequestContext, number: int) -> str:
    """Return the query string of another page of the same list."""
    query = _query(context)
    query["page"] = str(number)
    return _written(query)


#: What the filters of a map hand on to the lists that its cells lead to, besides the place and the segment.
HANDED_ON = (
    *("city", "city_group", "label", "expired_label", "listed", "registration_status", "dissolved", "status", "q"),
)


@register.simple_tag
def company_query(filters: Mapping[str, Any] | str = "", /, **parameters: Any) -> str:
    """Return the query string of the parameters and of what a map's ``filters`` hand on, without the empty ones."""
    query = QueryDict(mutable=True)
    handed_on = {parameter: filters[parameter] for parameter in HANDED_ON if parameter in filters} if filters else {}
    for parameter, value in (parameters | handed_on).items():
        if isinstance(value, list | tuple):
            query.setlist(parameter, [str(item) for item in value])
        elif value:
            query[parameter] = str(value)
    return _written(query)


@register.simple_tag(takes_context=True)
def hidden_fields(context: RequestContext, *without: str | Collection[str]) -> SafeString:
    """Return hidden inputs that carry the current query along in a form, without the named parameters (or lists)."""
    left_out = {name for names in without for name in ([names] if isinstance(names, str) else names)}
    fields = [
        format_html('<input type="hidden" name="{}" value="{}">', parameter, value)
        for parameter, values in _query(context).lists()
        if parameter not in left_out
        for value in values
    ]
    return SafeString("".join(fields))


def _query(context: RequestContext) -> QueryDict:
    query = context["request"].GET.copy()
    query.pop("page", None)
    return query


def _written(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"


@register.filter
def several(field: Any, request: Any) -> bool:
    """Return whether more than one value of a form field is chosen, so that one drop-down could not hold them."""
    return len(request.GET.getlist(field.name)) > 1


@register.filter
def in_tree(segments: Iterable[Segment]) -> list[Segment]:
    """Return the segments with every child right after its parent."""
    return in_tree_order(segments)


@register.filter
def indent(row: Any) -> str:
    """Return what stands before a segment in a list to choose from, the more the deeper it lies; else nothing."""
    return "– " * getattr(row, "depth", 0)


@register.filter
def options_of(field: Any, request: Any) -> list[tuple[str, str, bool]]:
    """Return the values of a form field as (code, name in the reader's language, whether it is chosen)."""
    chosen_codes = request.GET.getlist(field.name)
    queryset = getattr(field.field, "queryset", None)
    if queryset is None:
        pairs = [(code, str(label)) for code, label in field.field.choices if code]
    else:
        key = field.field.to_field_name
        # A source has a title instead of a name.
        rows = in_tree(queryset) if queryset.model is Segment else queryset
        pairs = [
            (getattr(row, key), indent(row) + (localized(row) if hasattr(row, "name") else str(row))) for row in rows
        ]
    return [(code, name, code in chosen_codes) for code, name in pairs]
