"""Values of a sheet with which something is wrong: each once with its rows, and what is decided on it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chains.choices import SheetKind, ValueAction
from chains.history.batches import change_in
from chains.history.curation import save
from chains.models import ImportBatch, SheetValue, ValueMapping
from chains.models.sheet_values import VALUE_LENGTH, value_form
from chains.sheets.cells import CellError
from chains.sheets.shares import SHARE_UNIT, UnitFound

from .cleaning import LIST_CELLS, Cleaner
from .faults import CellFaultError, ImportRefusedError, RowPlan, said
from .new_words import NewWords
from .places import Place
from .registers import REGISTERS
from .suggestions import suggestions
from .vocabulary import Vocabulary
from .words import SKIPPED_BY_VALUE, SheetWords, ValueDecision

#: How many different words of lists, and how many other different faults, are kept of a sheet.
MOST = 1000

#: How many of the rows that have a value are named with it.
FIRST_ROWS = 20

#: What only tells what was decided.
_AS_DECIDED = frozenset({"value_left", SKIPPED_BY_VALUE})

#: A value of a column, by its form, with the code of what is wrong with it.
_Key = tuple[str, str, str]


@dataclass(slots=True)
class FaultGroup:
    """The rows that have one fault."""

    fault: dict[str, Any]
    rows: int = 0
    first_rows: list[int] = field(default_factory=list)


class FaultGroups:
    """The faults in the rows of a sheet, each once; memory does not grow with the sheet."""

    def __init__(self) -> None:
        self._groups: dict[_Key, FaultGroup] = {}
        self._kept: Counter[bool] = Counter()
        #: How many rows have a word, or another fault, that was not kept as there are too many.
        self.left_out: Counter[bool] = Counter()

    def __iter__(self) -> Iterator[FaultGroup]:
        return iter(self._groups.values())

    def add(self, plans: Iterable[RowPlan]) -> None:
        """Take what is wrong with rows."""
        for plan in plans:
            for fault in (*plan.errors, *plan.notes):
                if fault["code"] not in _AS_DECIDED:
                    self._add(plan.number, fault)

    def _add(self, number: int, fault: dict[str, Any]) -> None:
        key = (fault["column"], value_form(fault["value"]), fault["code"])
        is_word = fault.get("is_word", False)
        if (group := self._groups.get(key)) is None:
            if self._kept[is_word] >= MOST:
                self.left_out[is_word] += 1
                return
            self._kept[is_word] += 1
            group = self._groups[key] = FaultGroup(fault)
        group.rows += 1
        if len(group.first_rows) < FIRST_ROWS:
            group.first_rows.append(number)

    def rows_of(self, batch: ImportBatch, words: SheetWords, vocabulary: Vocabulary) -> list[SheetValue]:
        """Return the faults as rows of ``batch``, not saved; of words also what they may mean."""
        return [
            SheetValue(
                batch=batch,
                column=column,
                form=form,
                fault_code=code,
                value=group.fault["value"],
                is_word=group.fault.get("is_word", False),
                fault=group.fault,
                rows=group.rows,
                first_rows=group.first_rows,
                suggestions=_suggested(group.fault, words, vocabulary),
            )
            for (column, form, code), group in self._groups.items()
        ]


def _suggested(fault: Mapping[str, Any], words: SheetWords, vocabulary: Vocabulary) -> list[dict[str, str]]:
    column = fault["column"]
    if not fault.get("is_word"):
        return []
    return suggestions(fault["value"], words.kinds[column], vocabulary, words.choices.get(column), fault["params"])


def decisions_of(batch: ImportBatch) -> dict[tuple[str, str], ValueDecision]:
    """Return what is decided on values of ``batch``: on its own ones, else what is remembered for its kind."""
    kept = ValueMapping.objects.filter(kind=batch.sheet_kind)
    return {
        (column, form): ValueDecision(action, code)
        for rows in (kept, batch.sheet_values.decided())
        for column, form, action, code in rows.values_list("column", "form", "action", "code")
    }


def store(batch: ImportBatch, groups: FaultGroups, words: SheetWords, vocabulary: Vocabulary) -> None:
    """Keep the faults of a plan, and how often each decision was applied; belongs into a transaction."""
    own = list(batch.sheet_values.decided())
    batch.sheet_values.exclude(pk__in=[each.pk for each in own]).delete()
    for each in own:
        each.rows = words.applied.get((each.column, each.form), 0)
    SheetValue.objects.bulk_update(own, ["rows"], batch_size=500)
    known = {(each.column, each.form) for each in own}
    remembered = [
        SheetValue(
            batch=batch,
            column=column,
            form=form,
            value=words.written[column, form],
            is_word=column in words.kinds,
            rows=rows,
            remembered=True,
            **words.decisions[column, form]._asdict(),
        )
        for (column, form), rows in words.applied.items()
        if (column, form) not in known
    ]
    SheetValue.objects.bulk_create([*groups.rows_of(batch, words, vocabulary), *remembered], batch_size=500)


def cleaner_of(batch: ImportBatch, vocabulary: Vocabulary) -> tuple[Cleaner, NewWords]:
    """Return what cleans the rows of ``batch`` as was decided, and the words that it makes."""
    decisions = decisions_of(batch)
    kind = SheetKind(batch.sheet_kind)
    told_by = REGISTERS[kind].told_by if kind in REGISTERS else ()
    share_unit = UnitFound(**batch.findings.get(SHARE_UNIT, {"unit": ""}))
    cleaner = Cleaner(kind, vocabulary, decisions, batch.whole_sheet, told_by, share_unit)
    new = NewWords(vocabulary)
    for each in batch.sheet_values.decided().filter(action=ValueAction.MAKE).order_by("pk"):
        new.make(cleaner.words.kinds[each.column], each.value, each.code)
    return cleaner, new


def checked_whole_sheet(batch: ImportBatch, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells that all rows are to have, by the code of their column, without the empty ones.

    Raises ``ImportRefusedError`` for a column that there is not or that is a record's own, and for what it cannot hold.
    """
    cells = {code: cell.strip() for code, cell in cells.items() if cell.strip()}
    cleaner = Cleaner(SheetKind(batch.sheet_kind), Vocabulary())
    shared = {code for code, column in cleaner.columns.items() if not column.identifies}
    if unknown := cells.keys() - shared:
        message = _("There is no column “%(columns)s” that a whole sheet can have one value in.")
        raise ImportRefusedError(message, columns=", ".join(sorted(unknown)))
    row = cleaner.clean(0, cells)
    for each in (*row.faults, *row.notes):
        if each["column"] in cells:
            # Said in the language in which the whole of it is said.
            why = lazy(said, str)(each["message"], each["params"])
            raise ImportRefusedError(_("For the whole sheet: %(why)s"), why=why)
    single = cells.keys() & {code for code, kind in cleaner.words.kinds.items() if kind not in LIST_CELLS}
    return cells | {code: _code_in_full(cleaner.words, code, cells[code]) for code in single}


def keep_decisions(batch: ImportBatch, decisions: Iterable[Mapping[str, str]], user: AbstractBaseUser | None) -> None:
    """Remember what was decided on values: mappings of column, value, do (a :class:`ValueAction`) and code.

    An empty ``do`` takes a decision back; one for another ``kind`` of sheet is passed over. The sheet has to be planned
    anew then. Raises ``ImportRefusedError`` for what cannot be used or made, and ``NotPermitted`` where the user may
    not make it.
    """
    cleaner, new = cleaner_of(batch, Vocabulary())
    wanted: dict[tuple[str, str], SheetValue] = {}
    # What is made may be used by others.
    ours = [each for each in decisions if each.get("kind", batch.sheet_kind) == batch.sheet_kind]
    # A file of all that is remembered has the values of supply chains among those of shares.
    ours = [each for each in ours if "kind" not in each or each.get("column") in cleaner.columns]
    for each in sorted(ours, key=lambda each: each.get("do") != ValueAction.MAKE):
        column, value, do, code = (str(each.get(name) or "").strip() for name in ("column", "value", "do", "code"))
        if column not in cleaner.columns:
            raise ImportRefusedError(_("There is no column “%(columns)s”."), columns=column)
        if do not in ("", *ValueAction.values):
            message = _("“%(value)s” is none of: %(known)s.")
            raise ImportRefusedError(message, value=do, known=", ".join(ValueAction.values))
        if do in (ValueAction.USE, ValueAction.MAKE):
            code = _code(cleaner.words, new, column, value, ValueDecision(do, code))
        else:
            code = ""
        row = SheetValue(batch=batch, column=column, form=value_form(value), value=value[:VALUE_LENGTH])
        row.is_word, row.action, row.code = column in cleaner.words.kinds, do, code
        wanted[column, row.form] = row
    new.require(user)
    _write(batch, wanted)


def _code(words: SheetWords, new: NewWords, column: str, value: str, decision: ValueDecision) -> str:
    """Return the code of what a decision uses or makes, in full. Raises ``ImportRefusedError``."""
    if column not in words.kinds:
        message = _("“%(value)s” is no word of a list: leave the cell empty, or skip its rows.")
        raise ImportRefusedError(message, value=value)
    if decision.action == ValueAction.MAKE:
        return new.make(words.kinds[column], value, decision.code)
    if not decision.code:
        raise ImportRefusedError(_("Say what is to be used for “%(value)s”."), value=value)
    try:
        return _code_in_full(words, column, decision.code)
    except (CellError, CellFaultError) as error:
        message = _("“%(code)s”, to be used for “%(value)s”, is not on record.")
        raise ImportRefusedError(message, code=decision.code, value=value) from error


def _code_in_full(words: SheetWords, column: str, code: str) -> str:
    """Return the code on record of what is on the list of a column under a code or name."""
    meant = words.named(column, code)
    if isinstance(meant, Place):
        return meant.city or meant.province or meant.country
    return meant if isinstance(meant, str) else getattr(meant, "code", None) or meant.slug


@transaction.atomic
def _write(batch: ImportBatch, wanted: dict[tuple[str, str], SheetValue]) -> None:
    """Put decisions on the values that they are about, on record or not."""
    rows = list(batch.sheet_values.filter(column__in={column for column, _form in wanted}))
    asked = [row for row in rows if (row.column, row.form) in wanted]
    for row in asked:
        decided = wanted[row.column, row.form]
        row.action, row.code, row.remembered = decided.action, decided.code, False
    SheetValue.objects.bulk_update(asked, ["action", "code", "remembered"], batch_size=500)
    known = {(row.column, row.form) for row in asked}
    fresh = [row for key, row in wanted.items() if key not in known and row.action]
    SheetValue.objects.bulk_create(fresh, batch_size=500)


def remember(batch: ImportBatch, words: SheetWords) -> None:
    """Keep what was decided on words of ``batch`` for the sheets that follow; belongs into the transaction of its rows.

    What it made is used from then on. Undoing the batch takes it back.
    """
    own = {(each.column, each.form): each for each in batch.sheet_values.decided().filter(is_word=True, rows__gt=0)}
    kept = ValueMapping.objects.filter(kind=batch.sheet_kind, form__in={form for _column, form in own})
    on_record = {(each.column, each.form): each for each in kept}
    change = change_in(batch)
    for key, each in own.items():
        mapping = on_record.get(key) or ValueMapping(kind=batch.sheet_kind, column=each.column, value=each.value)
        action, code = each.action, each.code
        if action == ValueAction.MAKE:
            action, code = ValueAction.USE, _code_in_full(words, each.column, code)
        if (mapping.action, mapping.code) != (action, code):
            mapping.action, mapping.code = action, code
            save(mapping, change)
