"""Validation of cells that hold a code or a value of a closed vocabulary."""

import re
from collections.abc import Iterable

from chains.analysis.codes import SLUG_PATTERN

from .sheets import SeedRow


def codes(choices: Iterable[str], *, empty: bool = False) -> dict[str, str]:
    """Return the codes of a closed vocabulary as choices for a cell; ``empty`` allows an empty one."""
    return ({"": ""} if empty else {}) | {str(code): str(code) for code in choices}


def code_of(row: SeedRow, column: str, pattern: str) -> str:
    """Return the cell, which must match ``pattern``."""
    text = row.needed(column)
    if not re.fullmatch(pattern, text):
        row.fail(column, f"“{text}” does not have the right form")
    return text


def slug_of(row: SeedRow) -> str:
    """Return the slug of the row: lower-case letters, digits and single hyphens."""
    return code_of(row, "slug", SLUG_PATTERN)
