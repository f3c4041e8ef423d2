"""Small valid rows of values of sheets, and of what is remembered of them."""

from itertools import count
from typing import Any

from chains.models import ImportBatch, SheetValue, ValueMapping
from tests.factories import make_import_batch

_numbers = count(1)


def make_sheet_value(batch: ImportBatch | None = None, **fields: Any) -> SheetValue:
    """Return a new value of a sheet, a word that is on no list, in one row."""
    value = f"环节{next(_numbers)}"
    defaults = {"column": "segment", "value": value, "form": value, "is_word": True, "rows": 1}
    return SheetValue.objects.create(batch=batch or make_import_batch(), **defaults | fields)


def make_value_mapping(value: str = "", **fields: Any) -> ValueMapping:
    """Return a new mapping of a value of sheets of companies, which is left out."""
    defaults = {"kind": "companies", "column": "segment", "action": "empty"}
    return ValueMapping.objects.create(value=value or f"环节{next(_numbers)}", **defaults | fields)
