"""Planning an undo from the histories: the state that every row is to have.

Every entry of the history that was made in a batch names it. A row's values are those that the newest batches not
undone have given it (``analysis/retracing.py``); what other rows rest on stays, and what is made with a row stays or
goes with it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models

from chains.analysis.retracing import HistoryEntry, RowState, given, resulting_state, staying
from chains.choices import BatchKind, BatchStatus
from chains.history.bulk_writing import keys_in_chunks
from chains.history.entries import columns_of, entries_of, histories, pointing_at, references_of, rows_now, wholes_of
from chains.history.reassignments import Moves
from chains.models import (
    Batch,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Listing,
    Placement,
    Region,
    RegionProvince,
    ResearchBase,
    ResearchBaseMember,
)

#: What is made with a row is a part of it: it is no reason for the row to stay, and does not go where the row stays.
PARTS: dict[type[models.Model], tuple[tuple[type[models.Model], str], ...]] = {
    Company: ((CompanyName, "company_id"), (Listing, "company_id"), (CompanyLabel, "company_id")),
    Placement: ((Evidence, "placement_id"),),
    ResearchBase: ((ResearchBaseMember, "base_id"),),
    Region: ((RegionProvince, "region_id"),),
}

#: Statuses of a batch that no longer counts, of whatever there is left.
UNDONE = (BatchStatus.UNDONE, BatchStatus.PARTLY_UNDONE)

#: Under what an undo notes in its counts that the batch had broken off, and may have been committed anew since.
TOOK_BACK = "took_back"

#: A row: its model and its key.
Row = tuple[type[models.Model], Any]


@dataclass(frozen=True, slots=True)
class Left:
    """A row, or some fields of it, that an undo left as something else has given it since, or rests on it.

    ``fields`` names the fields left alone; it is empty where the whole row stays, or stays away.
    """

    model: str
    key: Any
    name: str
    fields: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Step:
    """What an undo does to one row: the entries of its history, the row as it is ``now``, and what it comes to.

    ``now`` is None where the row is not there. ``comes_to`` is by the batches that count alone, until it is known what
    has to stay. ``stuck`` is a row that cannot come back, as something it rests on is gone for good.
    """

    model: type[models.Model]
    key: Any
    entries: list[HistoryEntry]
    now: tuple[Any, ...] | None
    comes_to: RowState
    stuck: bool = False

    @property
    def row(self) -> Row:
        """Return which row it is."""
        return self.model, self.key

    @property
    def made_by(self) -> int | None:
        """Return the batch that the row was made in, if there was one."""
        return self.entries[0].batch

    @property
    def restores(self) -> tuple[int, ...]:
        """Return the places of the columns that change."""
        if self.now is None or not self.comes_to.exists:
            return ()
        return tuple(at for at, value in enumerate(self.comes_to.values) if value != self.now[at])

    @property
    def removes(self) -> bool:
        """Whether the row goes."""
        return self.now is not None and not self.comes_to.exists

    @property
    def remakes(self) -> bool:
        """Whether the row is made again."""
        return self.now is None and self.comes_to.exists

    @property
    def writes(self) -> bool:
        """Whether there is anything to do."""
        return self.removes or self.remakes or bool(self.restores)

    def references(self, values: tuple[Any, ...]) -> Iterator[tuple[int, Row]]:
        """Yield the rows that the row refers to by these values, each with the place of the column."""
        for at, model in references_of(self.model):
            held = values[at]
            for key in held if isinstance(held, frozenset) else (held,):
                if key is not None and key != "":
                    yield at, (model, key)

    def give_way(self) -> None:
        """Leave the row as it is now."""
        self.comes_to = RowState(self.now is not None, self.comes_to.values if self.now is None else self.now)


class Retracing:
    """What becomes of every row when ``batch`` is undone, or when what an undo has undone counts again.

    Nothing is written here. ``steps`` holds what was looked at, by row; ``root`` is the batch that is undone in the
    end, or counts again.
    """

    def __init__(self, batch: Batch) -> None:
        self.chain = [batch]
        while self.chain[-1].undoes is not None:
            self.chain.append(self.chain[-1].undoes)
        self.root = self.chain[-1]
        self.counts_again = len(self.chain) % 2 == 0
        undone = set(Batch.objects.filter(status__in=UNDONE).values_list("pk", flat=True))
        self.undone = undone - {self.root.pk} if self.counts_again else undone | {self.root.pk}
        undos = Batch.objects.filter(kind=BatchKind.UNDO)
        self.undos = set(undos.values_list("pk", flat=True))
        self.took_back = dict(undos.filter(counts__has_key=TOOK_BACK).values_list("pk", "undoes"))
        self.moves = Moves(self.root, self.counts)
        self.steps: dict[Row, Step] = {}
        #: The rows that would go by themselves, and stay or come back as others rest on them.
        self.kept: set[Row] = set()

    def goes(self, model: type[models.Model], key: Any) -> bool:
        """Return whether a row is removed."""
        return (step := self.steps.get((model, key))) is not None and step.removes

    def counts(self, batch: int | None) -> bool:
        """Return whether what was done in this batch counts: it is neither undone nor itself an undo."""
        return batch not in self.undone and batch not in self.undos

    def plan(self) -> None:
        """Find out what becomes of the rows that the batch has touched, and of those that come back for their sake."""
        touched = {
            model: set(model.history.filter(batch=self.root).values_list(model._meta.pk.attname, flat=True))
            for model in histories()
        }
        while any(touched.values()):
            steps = [step for model, keys in touched.items() for step in self._look_at(model, keys)]
            touched = self._look_around(steps)
        self._let_stay()
        self._let_rest_on_what_is_there()

    def left(self, blocked: Collection[Step]) -> list[Left]:
        """Return what really differs from what undoing wants, given the steps that could not be taken."""
        for step in blocked:
            step.give_way()
        found = [(step, self._left_of(step)) for step in self.steps.values()]
        return [
            Left(step.model._meta.label_lower, step.key, _name_of(step), fields)
            for step, fields in found
            if fields is not None
        ]

    def _look_at(self, model: type[models.Model], keys: Collection[Any]) -> list[Step]:
        """Read the rows of these keys, with their histories."""
        entries, now = entries_of(model, keys), rows_now(model, keys)
        steps = []
        for key, own in entries.items():
            row = now.get(key)
            if not own[0].exists:
                # Deleted before anything had been entered: it was there until then.
                own.insert(0, HistoryEntry(None, True, own[0].values))
            if (row is not None) != own[-1].exists or (row is not None and row != own[-1].values):
                # Changed by somebody who has entered nothing.
                own.append(HistoryEntry(None, row is not None, own[-1].values if row is None else row))
            if self.took_back:
                self._sign_over(own)
            step = Step(model, key, own, row, resulting_state(own, self.counts, wholes_of(model)))
            self.steps[step.row] = step
            steps.append(step)
        return steps

    def _sign_over(self, entries: list[HistoryEntry]) -> None:
        """Sign what a batch had written when it broke off as the undo that took it back: what it wrote anew counts."""
        for last, entry in enumerate(entries):
            if (batch := self.took_back.get(entry.batch)) is not None:
                entries[:last] = [
                    each._replace(batch=entry.batch) if each.batch == batch else each for each in entries[:last]
                ]

    def _look_around(self, steps: Iterable[Step]) -> dict[type[models.Model], set[Any]]:
        """Return the rows, not looked at yet, that come back if these do: what they rest on, and their parts.

        Only what was made in a batch that no longer counts is there, or is not, for the sake of others.
        """
        near: dict[type[models.Model], set[Any]] = defaultdict(set)
        owners: dict[tuple[type[models.Model], int | None], list[Any]] = defaultdict(list)
        for step in steps:
            if step.remakes or step.restores:
                for _at, (model, key) in step.references(step.comes_to.values):
                    near[model].add(key)
            if step.now is None and step.made_by != self.root.pk and not self.counts(step.made_by):
                owners[step.model, step.made_by].append(step.key)
        for (model, batch), keys in owners.items():
            for part, owner in PARTS.get(model, ()):
                for chunk in keys_in_chunks(keys):
                    made = part.history.filter(batch=batch, history_type="+", **{f"{owner}__in": chunk})
                    near[part].update(made.values_list(part._meta.pk.attname, flat=True))
        return {
            model: self._made_for_nothing(model, {key for key in keys if (model, key) not in self.steps})
            for model, keys in near.items()
            if model in histories()
        }

    def _made_for_nothing(self, model: type[models.Model], keys: Collection[Any]) -> set[Any]:
        """Return those of ``keys`` whose rows were made in a batch that does not count."""
        pk = model._meta.pk.attname
        found = set()
        for chunk in keys_in_chunks(keys):
            made = model.history.filter(**{f"{pk}__in": chunk}, history_type="+", batch__isnull=False)
            found |= {key for key, batch in made.values_list(pk, "batch_id") if not self.counts(batch)}
        return found

    def _let_stay(self) -> None:
        """Let stay, or come back, what has to: what others rest on, and the parts of what stays."""
        candidates = {
            row
            for row, step in self.steps.items()
            if not step.comes_to.exists and (step.now is not None or not self._is_deleted(step))
        }
        ties: dict[Row, list[Row]] = defaultdict(list)
        for row, step in self.steps.items():
            references = [other for _at, other in step.references(step.comes_to.values)]
            ties[row] += references
            if row in candidates:
                for owner in references:
                    if self._is_part(step, owner):
                        ties[owner].append(row)
        held = {row for row, step in self.steps.items() if step.comes_to.exists or self._was_left(step)}
        self.kept = staying(candidates, held | self._held(), ties)
        for row in self.kept:
            self.steps[row].comes_to = RowState(True, self.steps[row].comes_to.values)

    def _was_left(self, step: Step) -> bool:
        """Return whether the row is there although another batch made it that is undone: until that is undone again."""
        return step.now is not None and step.made_by != self.root.pk and not self._is_deleted(step)

    def _is_deleted(self, step: Step) -> bool:
        """Return whether what counts has deleted the row at last."""
        return next((not entry.exists for entry in reversed(step.entries) if self.counts(entry.batch)), False)

    def _is_part(self, step: Step, owner: Row) -> bool:
        """Return whether the row was made as a part of ``owner``, in the same batch, which no longer counts."""
        of, found = owner[0], self.steps.get(owner)
        together = found is not None and found.made_by == step.made_by and not self.counts(step.made_by)
        return together and step.model in dict(PARTS.get(of, ()))

    def _held(self) -> set[Row]:
        """Return the rows that would go and that something rests on that does not go."""
        coming = {
            step.comes_to.values[columns_of(step.model).index("public_id")]
            for step in self.steps.values()
            if step.remakes and "public_id" in columns_of(step.model)
        }
        going: dict[type[models.Model], list[Any]] = defaultdict(list)
        for step in self.steps.values():
            if step.removes:
                going[step.model].append(step.key)
        return {
            (model, at)
            for model, keys in going.items()
            for other, key, at in pointing_at(model, keys)
            if (other, key) not in self.steps
            and not (other is Batch and not self.counts(key))
            and not self.moves.lets_go(other, key, coming)
        }

    def _let_rest_on_what_is_there(self) -> None:
        """Let no row refer to one that is gone: where it cannot do without, it stays as it is, or away."""
        waiting = [step for step in self.steps.values() if step.remakes or step.restores]
        there = self._there(waiting)
        missing = True
        while missing:
            missing = [
                (step, at, other)
                for step in waiting
                if step.comes_to.exists
                for at, other in step.references(step.comes_to.values)
                if not (self.steps[other].comes_to.exists if other in self.steps else other in there)
            ]
            for step, at, other in missing:
                if step.now is not None and step.comes_to.values[at] == step.now[at]:
                    self.steps[other].give_way()
                else:
                    _do_without(step, at, other)

    def _there(self, steps: Iterable[Step]) -> set[Row]:
        """Return those of the rows that these steps refer to, and that are not looked at, that are on record."""
        keys: dict[type[models.Model], set[Any]] = defaultdict(set)
        for step in steps:
            for _at, (model, key) in step.references(step.comes_to.values):
                if (model, key) not in self.steps:
                    keys[model].add(key)
        return {
            (model, key)
            for model, wanted in keys.items()
            for chunk in keys_in_chunks(wanted)
            for key in model._base_manager.filter(pk__in=chunk).values_list("pk", flat=True)
        }

    def _left_of(self, step: Step) -> tuple[str, ...] | None:
        """Return the fields of a row that differ from what undoing wants; () for the whole row, None for none."""
        own = [number for number, entry in enumerate(step.entries) if entry.batch == self.root.pk]
        if not own:
            return None if not step.stuck else ()
        wholes = wholes_of(step.model)
        if self.counts_again:
            last = step.entries[own[-1]]
            wanted = RowState(last.exists, last.values)
        elif own[0] == 0:
            wanted = RowState(False, ())
        else:
            wanted = resulting_state(step.entries[: own[0]], self.counts, wholes)
        if step.comes_to.exists != wanted.exists:
            edited_only = own[0] and all(step.entries[number].exists for number in (own[0] - 1, *own))
            if not (edited_only and step.comes_to.exists):
                return ()
        if not step.comes_to.exists:
            return None
        columns, changed = columns_of(step.model), frozenset().union(*(given(step.entries, at, wholes) for at in own))
        fields = tuple(columns[at] for at in sorted(changed) if step.comes_to.values[at] != wanted.values[at])
        return fields or None


def _do_without(step: Step, at: int, other: Row) -> None:
    """Let a row do without ``other``, that it refers to and that is gone."""
    values = list(step.comes_to.values)
    name = columns_of(step.model)[at]
    if isinstance(values[at], frozenset):
        values[at] -= {other[1]}
    elif step.now is not None:
        values[at] = step.now[at]
    elif step.model._meta.get_field(name).remote_field.on_delete is models.SET_NULL:
        values[at] = None
    else:
        step.stuck = True
        step.give_way()
        return
    step.comes_to = RowState(True, tuple(values))


def _name_of(step: Step) -> str:
    """Return what the row is called, or was; its key, where what it was of is gone as well."""
    row = step.model._default_manager.filter(pk=step.key).first()
    if row is not None:
        return str(row)
    former = step.model.history.filter(**{step.model._meta.pk.attname: step.key}).order_by("-history_id").first()
    try:
        return str(former.instance)
    except ObjectDoesNotExist:
        return f"{step.model._meta.verbose_name} {step.key}"
