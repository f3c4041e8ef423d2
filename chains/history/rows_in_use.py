"""Rows that others stand on: why the undo of a sheet is refused, with the names of those others."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from chains.choices import SheetKind
from chains.history.entries import pointing_at
from chains.history.retracing import PARTS, Retracing
from chains.models import Batch, Source

#: How many rows that have to stay a refusal names, and how many of those that stand on each.
_ROWS, _NAMES = 3, 3


class RowInUse(NamedTuple):
    """A row that cannot go, and the first of the rows that stand on it, of how many."""

    row: models.Model
    others: Sequence[models.Model]
    number: int


class RowsInUseError(ValueError):
    """A batch cannot be undone, as others stand on rows that it made. Its text names them, in the reader's language."""

    def __init__(self, standing: Sequence[RowInUse]) -> None:
        super().__init__(standing)
        self.standing = standing

    def __str__(self) -> str:
        rows = "; ".join(map(_said, self.standing[:_ROWS]))
        if (more := len(self.standing) - _ROWS) > 0:
            rows = _("%(rows)s; and on %(more)d further rows") % {"rows": rows, "more": more}
        return _(
            "Nothing was undone, as others stand on what this batch made: %(rows)s. Move them or take them away first."
        ) % {"rows": rows}


def _said(standing: RowInUse) -> str:
    names = "、".join(map(_called, standing.others))
    if (more := standing.number - len(standing.others)) > 0:
        names = _("%(names)s and %(more)d more") % {"names": names, "more": more}
    return _("on %(row)s: %(names)s") % {"row": _called(standing.row), "names": names}


def _called(row: models.Model) -> str:
    return _("%(kind)s “%(name)s”") % {"kind": capfirst(str(row._meta.verbose_name)), "name": row}


def refuse_where_others_stand(retracing: Retracing) -> None:
    """Raise :class:`RowsInUseError` where undoing a sheet with one record per row would leave some of these.

    Such a sheet is undone as a whole or not at all. In a list of companies others may go on with some of them: those
    stay, and the rest is undone. A source that the sheet named stays, too, where others name it.
    """
    batch = retracing.root
    sheet = getattr(batch, "importbatch", None)
    if sheet is None or sheet.sheet_kind == SheetKind.COMPANIES:
        return
    if standing := list(_rows_in_use(retracing)):
        raise RowsInUseError(standing)


def _rows_in_use(retracing: Retracing) -> Iterator[RowInUse]:
    kept: dict[type[models.Model], list[Any]] = defaultdict(list)
    for model, key in retracing.kept:
        step = retracing.steps[model, key]
        if model is not Source and step.now is not None and step.made_by == retracing.root.pk:
            kept[model].append(key)
    for model, keys in kept.items():
        others: dict[Any, list[tuple[type[models.Model], Any]]] = defaultdict(list)
        parts = {part for part, _column in PARTS.get(model, ())}
        for other, key, at in pointing_at(model, keys):
            own = (other, key) in retracing.kept and (other in parts or other is model)
            if not (own or other is Batch or retracing.goes(other, key)):
                others[at].append((other, key))
        rows = model._base_manager.in_bulk(list(others))
        for at, found in others.items():
            first = [other._base_manager.get(pk=key) for other, key in found[:_NAMES]]
            yield RowInUse(rows[at], first, len(found))
