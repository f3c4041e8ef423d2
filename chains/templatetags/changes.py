"""Display of what has changed: marks for kinds of change, the change of one cell. No queries."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.text import capfirst

from chains.analysis.changes import LOOKS
from chains.analysis.wording import name_of
from chains.choices import BatchKind, CellChange

register = template.Library()


@register.filter
def mark(kind: CellChange) -> str:
    """Return the sign of a kind of change."""
    return LOOKS[kind].sign


@register.filter
def shift_at(comparison: Any, part: Any) -> Any:
    """Return the change of a cell or of a whole segment."""
    return comparison.at(part.segment, getattr(part, "province", None))


@register.filter
def moved_at(trends: Mapping[tuple[str, str | None], Any], part: Any) -> Any:
    """Return the trend of a cell or of a whole segment, ``None`` where its number has not moved."""
    trend = trends.get((part.segment, getattr(part, "province", None)))
    return trend if trend is not None and trend.direction != "level" else None


@register.filter
def by_code(rows: Iterable[Any], code: str) -> Any:
    """Return the row with this code, ``None`` where there is none."""
    return next((row for row in rows if row.code == code), None)


@register.filter
def work(kind: str) -> str:
    """Return what sort of work a batch of this kind is, as the beginning of a sentence."""
    return capfirst(str(BatchKind(kind).label))


@register.filter
def scope(assessment: Any) -> str:
    """Return the province or the region that a verdict was given for, in the reader's language."""
    return name_of(assessment.province or assessment.region)
