"""Columns of the gap table compared with a snapshot."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from .base import TableColumn
from .gaps import GapResource


def _before(name: str) -> Callable[[Any], Any]:
    """Return a reader of what a cell was at the snapshot; empty where the cell was not there."""
    return lambda triple: getattr(triple[2].before, name) if triple[2].before else ""


class ComparedGapResource(GapResource):
    """The cells of a gap table, then and now; instances are triples of a ``GapView``, a ``Cell`` and its ``Shift``."""

    change = TableColumn(_("change"), read=lambda triple: triple[2].kind.value)
    companies_before = TableColumn(_("companies before"), read=_before("companies"))
    signal_before = TableColumn(_("signal before"), read=_before("signal"))
    verdict_before = TableColumn(_("verdict before"), read=_before("verdict"))
    verdict_changed = TableColumn(_("verdict changed"), read=lambda triple: triple[2].verdict_changed)
