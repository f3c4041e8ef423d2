"""One run of a commit: rows are written in chunks ahead, and one transaction publishes them all."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_noop as _

from chains.changelog import clock
from chains.choices import ARRIVING, BatchStatus, RowDecision, RowOutcome, SheetKind, UnplacedAction
from chains.history import snapshots
from chains.history.batches import change_in
from chains.history.bulk_loading import new_keys
from chains.history.bulk_writing import keys_in_chunks
from chains.history.curation import save
from chains.models import Company, ImportBatch, ImportRow
from chains.services.outages import patiently

from . import run_state
from .company_writing import CompanyWriter, count_anew, let_in, remove_written_ahead, write_ahead, write_late
from .concurrent_changes import ConcurrentChanges
from .faults import CleanRow, ImportRefusedError, RowPlan, in_every_language
from .pacing import Pace
from .planning import CHUNK, planner_of
from .register_rows import RegisterWriter
from .sheet_values import cleaner_of, remember
from .sources import settle_source
from .structure_rows import announce_segments
from .subjects import RowEntry
from .vocabulary import Vocabulary
from .waiting_entries import WaitingEntries

#: Outcomes of rows that a commit has nothing to do with.
_PASSED_OVER = (RowOutcome.ERROR, RowOutcome.DUPLICATE, RowOutcome.SKIPPED)


#: How the target of a row begins that is about a company which an earlier row makes (:attr:`.subjects.Subject.target`).
_MADE_BY = "row:"


class StalePlanError(ImportRefusedError):
    """Rows would now come to something else than was planned."""


class _Row(NamedTuple):
    """The part of a planned row that a commit needs."""

    number: int
    cells: dict[str, Any]
    decision: str
    decided: str
    until: int
    outcome: str
    target: str
    changes: dict[str, list[Any]]


class Commit:
    """The commit of one batch by a run that has begun: its rows are planned once more, and compared with the plan.

    ``told`` is called with the rows done and in all, after every chunk.
    """

    def __init__(self, batch: ImportBatch, token: str, told: Callable[[int, int], None]) -> None:
        self.batch = batch
        self.token = token
        self.told = told
        self.began = clock.now()
        self.cleaner, self.new = cleaner_of(batch, Vocabulary())
        self.new.give_keys(new_keys)
        if batch.sheet_kind == SheetKind.SEGMENTS:
            self.new.announced = announce_segments(self.cleaner, self._rows().values_list("number", "cells"))
        self.planner = planner_of(batch, self.new)
        self.done = {RowOutcome.NEW.value: 0, RowOutcome.CHANGED.value: 0}
        self.stale: set[int] = set()

    def write(self) -> dict[str, int]:
        """Write the rows and close the batch; return what was done, by outcome. Raises :class:`StalePlanError`."""
        seen, total = 0, self.batch.counts["rows"]
        pace = Pace(CHUNK)
        for rows in self._chunks(pace):
            cleaned, plans = self._planned(self.planner, rows)
            for row, each in zip(rows, plans, strict=True):
                if not _as_planned(row, each) or _maker(row) in self.stale:
                    self.stale.add(row.number)
            # Where all are wanted and one has changed, the rest are only looked at, to say how many have.
            good = [each for each in plans if each.number not in self.stale] if self._goes_on() else []
            self._take(cleaned, plans, good, pace)
            for each in good:
                if each.writes:
                    self.done[each.outcome] += 1
            seen += len(rows)
            self.told(seen, total)
        self._look_again()
        self._refuse_stale()
        if any(self.done.values()):
            # Before anything changes in public: a sheet that changes nothing leaves no snapshot.
            patiently(snapshots.take_before)(self.batch)
        self._prepare()
        self._come_in()
        return self.done

    # -- what the kinds of sheets do in their own ways

    def _prepare(self) -> None:
        """Do what the last transaction is quicker for; nobody sees anything of it."""

    def _take(self, cleaned: Sequence[CleanRow], plans: Sequence[RowPlan], good: Sequence[RowPlan], pace: Pace) -> None:
        """Take the writes of a chunk of rows: make them ahead, or keep them for the end."""
        raise NotImplementedError

    def _look_again(self) -> None:
        """Look whether somebody has changed, since they were planned, what rows are about; note the stale ones."""
        raise NotImplementedError

    def _write_in_public(self) -> None:
        """Write what was kept, and let in what was written ahead; belongs into the last transaction."""
        raise NotImplementedError

    # -- what they share

    @patiently
    @transaction.atomic
    def _come_in(self) -> None:
        """Do in one transaction all that anybody can see."""
        run_state.hold(self.batch.pk, self.token, alone=True)
        self._look_again()
        self._refuse_stale()
        self.planner.source = settle_source(self.batch)
        for row in self.new.rows:
            save(row, change_in(self.batch))
        self._write_in_public()
        remember(self.batch, self.cleaner.words)
        self._close()

    def _close(self) -> None:
        batch = self.batch
        for numbers in keys_in_chunks(self.stale):
            batch.rows.filter(number__in=numbers).update(outcome=RowOutcome.ERROR, errors=[stale_error()])
        batch.status, batch.committed_at, batch.error = BatchStatus.COMMITTED, clock.now(), {}
        batch.counts = {name: number for name, number in batch.counts.items() if name != run_state.RUN}
        batch.counts |= {"committed": self.done, "stale": len(self.stale)}
        batch.save(update_fields=["status", "committed_at", "error", "counts"])

    def _goes_on(self) -> bool:
        # Of a sheet whose rows stand below each other, no row goes in without the one that it stands below.
        return (self.batch.good_rows and not self.new.announced) or not self.stale

    def _refuse_stale(self) -> None:
        if self._goes_on():
            return
        message = _(
            "%(count)d rows would now come to something else than was planned. The plan was made anew: look again."
        )
        raise StalePlanError(message, count=len(self.stale))

    def _planned(self, planner: Any, rows: Sequence[_Row]) -> tuple[list[CleanRow], list[RowPlan]]:
        """Return what rows come to now."""
        cleaned = [self.cleaner.clean(row.number, row.cells, row.decision, row.decided, row.until) for row in rows]
        return cleaned, planner.plan(cleaned)

    def _rows(self) -> QuerySet:
        """Return the rows that the commit goes through, in order: neither skipped nor undecided ones."""
        rows = self.batch.rows.exclude(outcome__in=_PASSED_OVER).exclude(decision=RowDecision.SKIP)
        return rows.decided().order_by("number")

    def _chunks(self, pace: Pace) -> Iterator[list[_Row]]:
        """Yield the rows at the pace."""
        last = -1
        while rows := list(self._rows().filter(number__gt=last).values_list(*_Row._fields)[: pace.rows]):
            yield list(map(_Row._make, rows))
            last = rows[-1][0]


class CompanyCommit(Commit):
    """The commit of a sheet of companies: those that it makes are written ahead, with all that hangs on them."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.overtaking = ConcurrentChanges(self.began)
        #: The rows that make companies, in order, and the keys of these.
        self.makers, self.made = array("L"), array("q")
        self.waiting: WaitingEntries | None = None

    def write(self) -> dict[str, int]:
        """Write the rows and close the batch."""
        with WaitingEntries() as self.waiting:
            return super().write()

    def _take(self, cleaned: Sequence[CleanRow], plans: Sequence[RowPlan], good: Sequence[RowPlan], pace: Pace) -> None:
        self.overtaking.note(cleaned, plans)
        work = {each.number: each.work for each in good if each.writes}
        if self.new.rows:
            self._keep_all(work)
            return
        ahead = {number: each for number, each in work.items() if each.subject.made_by is not None}
        source = self.planner.source
        rest = self._write_ahead(ahead, pace)
        pace.let_in()
        self.waiting.add([RowEntry.of(number, each, source) for number, each in work.items() if number not in ahead])
        self.waiting.add(rest)
        makers = [number for number, each in ahead.items() if each.makes]
        self.makers.extend(makers)
        self.made.extend(ahead[number].subject.pk for number in makers)

    def _keep_all(self, work: dict[int, Any]) -> None:
        """Keep all for the end: what rests on a word that the sheet makes cannot be there before it."""
        for each in work.values():
            if each.makes:
                each.subject.pk = -each.subject.made_by
        self.waiting.add([RowEntry.of(number, each, self.planner.source) for number, each in work.items()])

    @patiently
    @transaction.atomic
    def _write_ahead(self, work: dict[int, Any], pace: Pace) -> list[RowEntry]:
        pace.begin()
        run_state.hold(self.batch.pk, self.token)
        return write_ahead(work, change_in(self.batch), self.planner.source) if work else []

    def _look_again(self) -> None:
        concerned = self.overtaking.concerned()
        if not concerned:
            return
        rows = self._with_their_companies(concerned)
        planner = planner_of(self.batch, self.new)
        for start in range(0, len(rows), CHUNK):
            some = rows[start : start + CHUNK]
            _cleaned, plans = self._planned(planner, some)
            for row, each in zip(some, plans, strict=True):
                if row.number not in self.stale and not _as_planned(row, each):
                    self._leave_out(row)

    def _with_their_companies(self, numbers: set[int]) -> list[_Row]:
        """Return these rows with all others about the same companies, in order: together they come to what they do."""
        targets: set[str] = set()
        for some in keys_in_chunks(numbers):
            found = ImportRow.objects.filter(batch=self.batch, number__in=some).values_list("number", "target")
            targets |= {target or f"{_MADE_BY}{number}" for number, target in found}
        rows: dict[int, _Row] = {}
        for some in keys_in_chunks(targets):
            makers = [int(target.removeprefix(_MADE_BY)) for target in some if target.startswith(_MADE_BY)]
            same = self._rows().filter(Q(target__in=some) | Q(number__in=makers)).values_list(*_Row._fields)
            rows |= {row.number: row for row in map(_Row._make, same)}
        return [rows[number] for number in sorted(rows)]

    def _leave_out(self, stale: _Row) -> None:
        """Note a row as stale, and with it all that are about the same company where the sheet makes it."""
        on_record = stale.target and _maker(stale) is None
        for row in [stale] if on_record else self._with_their_companies({stale.number}):
            if row.number not in self.stale:
                self.stale.add(row.number)
                if row.outcome in self.done:
                    self.done[row.outcome] -= 1

    def _prepare(self) -> None:
        patiently(count_anew)(len(self.makers))

    def _write_in_public(self) -> None:
        change = change_in(self.batch)
        made = [key for number in self.stale if (key := self._made_by(number)) is not None]
        for some in keys_in_chunks(made):
            remove_written_ahead(self.batch, some)
        writer, late = (CompanyWriter(change, self.batch.source) for _each in range(2))
        late.stage, keys = ARRIVING, {}
        for entries in self.waiting.chunks():
            good = [each for each in entries if each.number not in self.stale]
            if self.new.rows:
                write_late(good, keys, writer, late)
            else:
                writer.write(good)
        drafts = self.planner.unplaced > 0 and self.batch.unplaced == UnplacedAction.DRAFT
        let_in(self.batch, change, self.began, drafts=drafts)

    def _made_by(self, number: int) -> int | None:
        at = bisect_left(self.makers, number)
        return self.made[at] if at < len(self.makers) and self.makers[at] == number else None


class RegisterCommit(Commit):
    """The commit of a sheet whose rows are one record each: such sheets are short, and all is kept for the end."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.plans: list[RowPlan] = []
        self.signs = self._signs()

    def _take(self, cleaned: Sequence[CleanRow], plans: Sequence[RowPlan], good: Sequence[RowPlan], pace: Pace) -> None:
        self.plans += [each for each in good if each.writes]

    def _look_again(self) -> None:
        """Where any record of the kind was made, changed or taken away since, all rows are planned once more."""
        signs = self._signs()
        if signs == self.signs:
            return
        self.signs, self.plans = signs, []
        self.done = dict.fromkeys(self.done, 0)
        planner = planner_of(self.batch, self.new)
        for rows in self._chunks(Pace(CHUNK)):
            _cleaned, plans = self._planned(planner, rows)
            for row, each in zip(rows, plans, strict=True):
                if not _as_planned(row, each):
                    self.stale.add(row.number)
                elif each.writes and row.number not in self.stale:
                    self.plans.append(each)
                    self.done[each.outcome] += 1

    def _signs(self) -> list[Any]:
        """Return what differs where somebody has written what rows are compared with."""
        register = self.planner.register
        models = [register.model, *([Company] if register.companies else [])]
        return [model.objects.aggregate(number=Count("pk"), latest=Max("updated")) for model in models]

    def _write_in_public(self) -> None:
        RegisterWriter(change_in(self.batch), self.planner.source).write(self.plans)


def _maker(row: _Row) -> int | None:
    """Return the row that makes the company which this one is about; None where it makes it, or none does."""
    return int(row.target.removeprefix(_MADE_BY)) if row.target.startswith(_MADE_BY) else None


def _as_planned(row: _Row, now: RowPlan) -> bool:
    """Return whether a row still comes to what was planned."""
    return row.outcome == now.outcome and row.target == now.target and row.changes == now.changes


def stale_error() -> dict[str, Any]:
    """Return what a row says that was left out because the records have changed since it was planned."""
    return {
        "column": "",
        "value": "",
        "code": "changed_since",
        "message": in_every_language(_("The record has changed since the plan was made.")),
        "hint": in_every_language(_("Import the file again.")),
    }
