"""The columns of every record, declared once; forms, sheets, files, API, merging, splitting and bulk edit read them."""

from collections.abc import Mapping

from django.db import models

from chains.choices import SheetKind
from chains.sheets.sheet_columns import SheetLayout

from . import assessment, companies, institutions, structure
from .column import KEPT, Column, Columns, Use
from .widgets import CELL_WIDGETS

#: Record → its columns.
COLUMNS: Mapping[type[models.Model], Columns] = {
    each.model: each
    for room in (companies, institutions, assessment, structure)
    for each in vars(room).values()
    if isinstance(each, Columns)
}

#: Kind of sheet → what its columns are.
SHEETS: Mapping[SheetKind, SheetLayout] = {
    each.kind: each
    for room in (companies, institutions, assessment, structure)
    for each in vars(room).values()
    if isinstance(each, SheetLayout)
}

__all__ = ["CELL_WIDGETS", "COLUMNS", "KEPT", "SHEETS", "Column", "Columns", "Use"]
