"""Cells that must have the shape of a code or be one of a closed vocabulary."""

import re
from collections.abc import Iterable

from chains.analysis.codes import SLUG_PATTERN

from .sheets import Row


def codes(choices: Iterable[str], *, empty: bool = False) -> dict[str, str]:
    """Return the codes of a closed vocabulary as choices for a cell; ``empty`` allows an empty one."""
    return ({"": ""} if empty else {}) | {str(code): str(code) for code in choices}


def code_of(row: Row, column: str, pattern: str) -> str:
    """Return the cell, which must match ``pattern``."""
    text = row.needed(column)
    if not re.fullmatch(pattern, text):
        row.fail(column, f"“{text}” does not have the right form")
    return text


def slug_of(row: Row) -> str:
    """Return the slug of the row: lower-case letters, digits and single hyphens."""
    return code_of(row, "slug", SLUG_PATTERN)
