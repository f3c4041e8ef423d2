"""Values of the five files that are on no list, or missing for all: what is decided on them, and what is asked. No ORM.

They have the shape of those of sheets: a column, a value, what to do (:class:`~chains.choices.ValueAction`) and a code.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from chains.choices import ValueAction
from chains.sheets.shares import SHARE_UNIT

#: The columns in which values are asked about.
TYPE, PROVIDER_TYPE, COUNTRY, YEAR = "type", "provider_type", "country", "year"
ASKED_IN = (TYPE, PROVIDER_TYPE, COUNTRY, SHARE_UNIT, YEAR)

#: What was decided: an action and, to use something, its code.
Decision = tuple[str, str]


class FileValues:
    """The values that are asked about, each with the number of its rows, and those that something was decided on.

    ``decisions`` are by column and form of the value, as ``form`` gives it.
    """

    def __init__(
        self,
        decisions: Mapping[tuple[str, str], Decision] | None = None,
        form: Callable[[str], str] = str.casefold,
    ) -> None:
        self.decisions = decisions or {}
        self.form = form
        self.asked: Counter[tuple[str, str]] = Counter()
        self.applied: Counter[tuple[str, str]] = Counter()
        #: The values as they are written first, by column and form.
        self.written: dict[tuple[str, str], str] = {}

    def used(self, column: str, value: str) -> str:
        """Return the code of what a value of a row stands for by decision, empty for nothing; count the row.

        Where nobody has decided on the value, it is asked about.
        """
        key = column, self.form(value)
        self.written.setdefault(key, value)
        (self.applied if key in self.decisions else self.asked)[key] += 1
        return self.decisions.get(key, ("", ""))[1]

    def is_settled(self, column: str, value: str) -> bool:
        """Return whether something was decided on a value, so that its rows need no fault."""
        return (column, self.form(value)) in self.decisions

    def is_skipped(self, column: str, value: str) -> bool:
        """Return whether the rows of a value are to be left out."""
        action, _code = self.decisions.get((column, self.form(value)), ("", ""))
        return action == ValueAction.SKIP
