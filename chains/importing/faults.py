"""Faults of cells and rows with their texts, and the planned outcome of a row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, override

from chains.choices import RowOutcome
from chains.sheets.cells import REASONS, CellError

#: Longest piece of a cell that a fault quotes.
_QUOTED = 80


def in_every_language(text: str | Promise, **params: Any) -> dict[str, str]:
    """Return the msgid (or lazy text) ``text``, filled with ``params``, by language."""

    def say() -> str:
        words = gettext(text) if isinstance(text, str) and text else str(text)
        return words % params if params else words

    return said_in_every_language(say)


def said_in_every_language(say: Callable[[], str]) -> dict[str, str]:
    """Return what ``say`` returns in each language, by language."""
    said = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            said[language] = say()
    return said


def said(text: Any, params: Mapping[str, Any] | None = None) -> str:
    """Return a message that is kept, as msgid and parameters or in every language, in the language of the reader."""
    if isinstance(text, dict):
        if "message" in text:
            return said(text["message"], text["params"])
        return text.get(get_language()) or text.get("en") or ""
    words = gettext(text) if text else ""
    return words % params if params else words


class ImportRefusedError(ValueError):
    """The batch cannot be planned or committed as it stands; ``said`` is why, in every language.

    Whoever reads of it later may read another language than the worker that met it.
    """

    def __init__(self, message: str | Promise, **params: Any) -> None:
        super().__init__(message)
        self.said = in_every_language(message, **params)

    def __str__(self) -> str:
        return said(self.said)


class CellFaultError(ValueError):
    """A cell that cannot be understood: a code, and as msgids, filled by ``params``, what is wrong and the way out."""

    def __init__(self, code: str, message: str | dict[str, str], hint: str = "", **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.hint = hint
        self.params = params


def fault(column: str, value: Any, error: CellError | CellFaultError) -> dict[str, Any]:
    """Return ``error`` as a row keeps it, for :func:`said` to say in the language of whoever reads of it later."""
    message, hint = REASONS[error.code] if isinstance(error, CellError) else (error.message, error.hint)
    return {
        "column": column,
        "value": str("" if value is None else value)[:_QUOTED],
        "code": error.code,
        "message": message,
        "hint": hint,
        "params": {name: each if isinstance(each, int) else str(each) for name, each in error.params.items()},
    }


def shown(value: Any) -> str | None:
    """Return a value as a plan shows it; None for an empty one."""
    if type(value) is str:
        return value or None
    if isinstance(value, tuple):
        return " ".join(part for part in value if part) or None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if value not in (None, "") else None


@dataclass(slots=True)
class CleanRow:
    """A row as the planners take it: its values by column, what was decided on it, and what is wrong with it."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[dict[str, Any]] = field(default_factory=list)
    #: Cells that are left out of a row that is taken otherwise, in the form of faults.
    notes: list[dict[str, Any]] = field(default_factory=list)
    #: Why it is passed over (:class:`SkipReason`); empty for a record.
    skip_reason: str = ""
    #: What is asked before it can be planned, in the form of errors; empty where nothing is.
    questions: list[dict[str, Any]] = field(default_factory=list)
    decision: str = ""
    decided: str = ""
    #: The last row of the sheet that may be about the same company; 0 where this is the only one.
    until: int = 0

    def refuse(self, column: str, value: Any, error: Any) -> None:
        """Note what is wrong with the cell of a column."""
        self.faults.append(fault(column, value, error))


@dataclass(slots=True)
class RowPlan:
    """The plan of a row: its outcome, its record, and what would change, as a page shows it.

    ``work`` is what the writer of the kind needs to do it; it is not stored.
    """

    number: int
    outcome: RowOutcome
    target: str = ""
    changes: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[dict[str, Any]] = field(default_factory=list)
    #: What is not taken of a row that is taken otherwise, in the form of errors.
    notes: list[dict[str, Any]] = field(default_factory=list)
    candidates: list[dict[str, Any]] = field(default_factory=list)
    work: Any = None

    @property
    def writes(self) -> bool:
        """Whether committing the row changes anything."""
        return self.outcome in (RowOutcome.NEW, RowOutcome.CHANGED)
