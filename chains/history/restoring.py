"""Applying the steps of an undo: rows get their values back, are deleted, or are created again."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from chains.history import curation
from chains.history.bulk_writing import CHUNK, enter, keys_in_chunks, remove, update
from chains.history.curation import Change
from chains.history.entries import columns_of, histories, pointing_at
from chains.history.reassignments import Moves
from chains.history.retracing import Step


def take(steps: Sequence[Step], moves: Moves, change: Change) -> list[Step]:
    """Take all steps, and put what has no history where it belongs; return the steps that something prevents."""
    try:
        with transaction.atomic():
            blocked = _take(steps, moves, change)
    except IntegrityError:
        # Two rows exchange what must be unique, so the order matters: one by one, as long as something gives way.
        blocked = _take_in_turn(steps, moves, change)
    moves.put_back()
    return blocked


def _take(steps: Sequence[Step], moves: Moves, change: Change) -> list[Step]:
    """Take all steps at once: restore, then remove, then make again; return those that something else prevents.

    Raises ``IntegrityError`` where the order does not work out.
    """
    kinds = {model: [step for step in steps if step.model is model] for model in histories()}
    for model, own in kinds.items():
        _restore(model, [step for step in own if step.restores], change)
    moves.put_back()
    blocked: list[Step] = []
    for model, own in reversed(kinds.items()):
        blocked += _remove(model, [step for step in own if step.removes], change)
    for model, own in kinds.items():
        _remake(model, [step for step in own if step.remakes], change)
    return blocked


def _take_in_turn(steps: Sequence[Step], moves: Moves, change: Change) -> list[Step]:
    """Take the steps one by one, again and again until none more gives way; return those that never did."""
    waiting, before = list(steps), -1
    while waiting and len(waiting) != before:
        before, still = len(waiting), []
        for step in waiting:
            try:
                with transaction.atomic():
                    prevented = _take([step], moves, change)
            except IntegrityError:
                prevented = [step]
            still += prevented
        waiting = still
    return waiting


def _restore(model: type[models.Model], steps: Sequence[Step], change: Change) -> None:
    """Give the rows of these steps their values, with one entry for each row."""
    columns, by_column = columns_of(model), {each.attname: each.name for each in model._meta.concrete_fields}
    relations = {each.name for each in model._meta.local_many_to_many}
    rows, written = _rows(model, steps), set()
    for step in steps:
        changed = {columns[at]: step.comes_to.values[at] for at in step.restores}
        for name in changed.keys() & relations:
            _relate(model, name, step.key, changed[name])
        for column in changed.keys() - relations:
            setattr(rows[step.key], column, changed[column])
        written |= changed.keys() - relations
        written |= _derive(rows[step.key], (by_column.get(column, column) for column in changed))
    update(model, list(rows.values()), {by_column[column] for column in written}, change)
    if "path" in written:
        for row in rows.values():
            row.follow_with_children()
    curation.touch(rows.values(), change.moment)


def _remove(model: type[models.Model], steps: Sequence[Step], change: Change) -> list[Step]:
    """Remove the rows of these steps, unless something rests on them; return the steps to those that stay."""
    going = {step.key: step for step in steps}
    resting: set[Any] = {None}
    while resting:
        resting = {
            at for other, key, at in pointing_at(model, going) if at in going and not (other is model and key in going)
        }
        going = {key: step for key, step in going.items() if key not in resting}
    rows = list(_rows(model, list(going.values())).values())
    remove(model, rows, change)
    curation.touch(rows, change.moment)
    return [step for step in steps if step.key not in going]


def _remake(model: type[models.Model], steps: Sequence[Step], change: Change) -> None:
    """Make the rows of these steps again under their former keys, with their relations."""
    if not steps:
        return
    columns, relations = columns_of(model), {each.name for each in model._meta.local_many_to_many}
    rows = [_former(model, step, relations) for step in steps]
    model._default_manager.bulk_create(rows, batch_size=CHUNK)
    # The time of the last change is that of coming back.
    for keys in keys_in_chunks([row.pk for row in rows]):
        model._default_manager.filter(pk__in=keys).update(updated=change.moment)
    for step in steps:
        for name in relations & set(columns):
            _relate(model, name, step.key, step.comes_to.values[columns.index(name)])
    enter(model, rows, change, "+")
    curation.touch(rows, change.moment)


def _former(model: type[models.Model], step: Step, relations: Iterable[str]) -> models.Model:
    """Return the row as it is to be made again, under its own key."""
    values = dict(zip(columns_of(model), step.comes_to.values, strict=True))
    row = model(pk=step.key, **{name: value for name, value in values.items() if name not in relations})
    _derive(row, {each.name for each in model._meta.concrete_fields if each.attname in values})
    return row


def _derive(row: models.Model, changed: Iterable[str]) -> set[str]:
    """Set the columns that follow from those ``changed``, and return their names."""
    derived = {name for each in changed for name in getattr(row, "DERIVED", {}).get(each, ())}
    if derived:
        # A code that was taken before its check was as strict goes back as it was.
        with suppress(ValidationError):
            row.derive()
    return derived


def _rows(model: type[models.Model], steps: Sequence[Step]) -> dict[Any, Any]:
    keys = [step.key for step in steps]
    found: dict[Any, Any] = {}
    for chunk in keys_in_chunks(keys):
        found |= model._default_manager.in_bulk(chunk)
    return found


def _relate(model: type[models.Model], name: str, key: Any, others: Iterable[Any]) -> None:
    """Set a many-to-many relation without an entry in the history: the row gets one of its own."""
    relation = model._meta.get_field(name)
    through = relation.remote_field.through
    own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    through._default_manager.filter(**{own: key}).delete()
    through._default_manager.bulk_create([through(**{own: key, other: each}) for each in sorted(others)])
