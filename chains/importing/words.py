"""Words of lists in the cells of a sheet: what each means, and what becomes of those that are on no list."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.utils.translation import gettext_noop as _

from chains.choices import SkipReason, ValueAction
from chains.models.sheet_values import VALUE_LENGTH, value_form
from chains.sheets import cells

from .faults import CellFaultError, CleanRow, fault
from .vocabulary import Vocabulary

#: Kinds of columns whose cells hold words of a list on record, besides the parts of a place.
LISTS = frozenset(
    (
        "segment",
        "segments",
        "chain",
        "chains",
        "labels",
        "region",
        "source",
        "country",
        "province",
        "city",
        "place",
        "layer",
        "provinces",
    )
)

#: Faults of words that are on no list, or may be several on it: the word is asked about, once for all its rows.
_ASKED = re.compile("unknown|ambiguous")

_LEFT = _("“%(value)s” is left out, as was decided for this value.")
_SKIPPED = _("The row is left out, as was decided for “%(value)s”.")

#: Why a row is passed over that has a value whose rows are skipped.
SKIPPED_BY_VALUE = SkipReason.VALUE.value

#: How many different words are remembered with what they mean; a sheet that has more looks them up anew.
_MOST_KEPT = 4096


class ValueDecision(NamedTuple):
    """What was decided on a value of a column: a :class:`ValueAction`, and the code of what it uses or makes."""

    action: str
    code: str = ""


#: By column and form of the value (:func:`chains.models.sheet_values.value_form`).
ValueDecisions = Mapping[tuple[str, str], ValueDecision]


class _Settled(NamedTuple):
    """A word that is on no list: why, and what was decided on it, with the meaning where it has one by that."""

    error: cells.CellError | CellFaultError
    decision: ValueDecision | None
    meaning: Any = None


class SheetWords:
    """The words in a sheet, by column.

    One that is on no list is left out of its row, and noted there, so that a word never costs the row: only in the
    columns ``told_by``, which say which record a row is of or may not be empty, is the row refused. ``decisions`` say
    otherwise for single values; ``applied`` counts the cells that they were applied to. With ``places`` the cell of a
    province may hold any place, such as 宁波市.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        kinds: Mapping[str, str],
        choices: Mapping[str, Mapping[str, list[str]]],
        decisions: ValueDecisions | None,
        told_by: Collection[str],
        *,
        places: bool = False,
    ) -> None:
        self.kinds = kinds
        self.choices = choices
        self.decisions = decisions or {}
        self.told_by = told_by
        self.applied: Counter[tuple[str, str]] = Counter()
        #: These values, as they are written first.
        self.written: dict[tuple[str, str], str] = {}
        #: How often a word was met that is on no list.
        self.settled = 0
        self._kept: dict[tuple[str, str, Any], Any] = {}
        self._look_up: dict[str, Callable[..., Any]] = {
            "segment": vocabulary.segment,
            "segments": vocabulary.segment,
            "chain": vocabulary.chain,
            "chains": vocabulary.chain,
            "labels": vocabulary.label,
            "region": vocabulary.region,
            "layer": vocabulary.layer,
            "provinces": vocabulary.province,
            "source": vocabulary.source,
            "country": vocabulary.country,
            "province": partial(vocabulary.place, what="province") if places else vocabulary.province,
            "city": vocabulary.city,
            "place": vocabulary.place,
        }

    def meaning(self, row: CleanRow, code: str, text: str, within: Any = None) -> Any:
        """Return what a word in the column of this code means; None where it is left out of ``row``, which is noted.

        ``within`` is what tells words of one name apart: of a segment its chain, of a city its province. Raises
        ``CellError`` and ``CellFaultError`` for what is no word at all.
        """
        key = (code, text, within)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._found_or_settled(*key)
        found = self._kept[key]
        return self._as_decided(row, code, text, found) if type(found) is _Settled else found

    def refuse(self, row: CleanRow, code: str, cell: Any, error: cells.CellError | CellFaultError) -> None:
        """Note what is wrong with a cell, unless something was decided on its value."""
        decision = self.decisions.get((code, value_form(str(cell)))) if self.decisions else None
        if decision is None:
            row.faults.append(fault(code, cell, error) | {"is_cell": True})
        else:
            self._leave(row, code, cell, decision)

    def _found_or_settled(self, code: str, text: str, within: Any) -> Any:
        try:
            return self._found(code, text, within)
        except (cells.CellError, CellFaultError) as error:
            if not _ASKED.match(error.code):
                raise
            decision = self.decisions.get((code, value_form(text)))
            if decision is None or decision.action not in (ValueAction.USE, ValueAction.MAKE):
                return _Settled(error, decision)
            try:
                return _Settled(error, decision, self.named(code, decision.code))
            except (cells.CellError, CellFaultError):
                # What was to be used is no longer there: the word is asked about again.
                return _Settled(error, None)

    def named(self, code: str, text: str) -> Any:
        """Return what is on the list of a column under this code or name; raises as :meth:`meaning` does."""
        return self._found(code, text)

    def _found(self, code: str, text: str, within: Any = None) -> Any:
        if code in self.choices:
            return cells.as_choice(text, self.choices[code])
        look_up = self._look_up[self.kinds[code]]
        return look_up(text, within) if within else look_up(text)

    def _as_decided(self, row: CleanRow, code: str, text: str, settled: _Settled) -> Any:
        """Note in a row what becomes of a word that is on no list; return what it means, None for nothing."""
        self.settled += 1
        if settled.meaning is not None:
            self._apply(code, text)
            return settled.meaning
        if settled.decision is not None:
            self._leave(row, code, text, settled.decision)
        else:
            noted = row.faults if code in self.told_by else row.notes
            noted.append(fault(code, text, settled.error) | {"is_word": True})
        return None

    def _leave(self, row: CleanRow, code: str, value: Any, decision: ValueDecision) -> None:
        """Leave a cell, or its row, out as was decided."""
        self._apply(code, str(value))
        error = CellFaultError("value_left", _LEFT, value=value)
        if decision.action == ValueAction.SKIP:
            row.skip_reason = SKIPPED_BY_VALUE
            error = CellFaultError(SKIPPED_BY_VALUE, _SKIPPED, value=value)
        row.notes.append(fault(code, value, error))

    def _apply(self, code: str, value: str) -> None:
        """Count a cell that something was decided on."""
        key = (code, value_form(value))
        self.applied[key] += 1
        self.written.setdefault(key, value[:VALUE_LENGTH])
