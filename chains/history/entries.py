"""Reading histories: entries by column, current rows, and the rows that refer to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from chains.analysis.retracing import HistoryEntry
from chains.history.bulk_writing import GOES_ALONG, keys_in_chunks
from chains.models.history import History

#: What no undo restores: that a row was changed, and when, stays true whatever became of the change.
TIMES = frozenset({"created", "updated"})

#: Columns that are one value together: half a place, or the day of a verification without it, says nothing.
WHOLES = (("province_id", "city_id", "country"), ("status", "verified_on", "verified_by_id"))


@cache
def histories() -> tuple[type[models.Model], ...]:
    """Return the models that have a history, those first on which others rest."""
    models_ = apps.get_app_config("chains").get_models()
    tracked = [model for model in models_ if hasattr(model._meta, "simple_history_manager_attribute")]
    ordered: list[type[models.Model]] = []

    def visit(model: type[models.Model]) -> None:
        if model in ordered:
            return
        for each in model._meta.concrete_fields:
            if each.related_model in tracked and each.related_model is not model:
                visit(each.related_model)
        ordered.append(model)

    for model in tracked:
        visit(model)
    return tuple(ordered)


@cache
def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns and many-to-many fields whose values go back: all but the key, the times and what follows."""
    follows = {name for names in getattr(model, "DERIVED", {}).values() for name in names}
    own = [
        each.attname
        for each in model.history.model.tracked_fields
        if not each.primary_key and each.name not in TIMES | follows
    ]
    return (*own, *(each.name for each in model.history.model._history_m2m_fields))


@cache
def references_of(model: type[models.Model]) -> tuple[tuple[int, type[models.Model]], ...]:
    """Return the places of the columns by which rows of ``model`` refer to others, with the model of these."""
    fields = {getattr(each, "attname", each.name): each for each in (*model._meta.fields, *model._meta.many_to_many)}
    found = [(at, fields[name].related_model) for at, name in enumerate(columns_of(model))]
    return tuple((at, related) for at, related in found if related is not None)


@cache
def wholes_of(model: type[models.Model]) -> tuple[frozenset[int], ...]:
    """Return the places of the columns of ``model`` that are one value together."""
    columns = columns_of(model)
    return tuple(frozenset(map(columns.index, whole)) for whole in WHOLES if set(whole) <= set(columns))


def entries_of(model: type[models.Model], keys: Iterable[Any]) -> dict[Any, list[HistoryEntry]]:
    """Return the entries of the rows with these keys, the oldest first."""
    pk, relations = model._meta.pk.attname, model.history.model._history_m2m_fields
    own = columns_of(model)[: len(columns_of(model)) - len(relations)]
    found: dict[Any, list[HistoryEntry]] = defaultdict(list)
    for chunk in keys_in_chunks(sorted(keys)):
        rows = model.history.filter(**{f"{pk}__in": chunk}).order_by("history_id")
        rows = list(rows.values_list(pk, "history_id", "batch_id", "history_type", *own))
        related = [
            _related(History.m2m_models[each], "history_id", each, [row[1] for row in rows]) for each in relations
        ]
        for key, number, batch, kind, *values in rows:
            values += [each.get(number, frozenset()) for each in related]
            found[key].append(HistoryEntry(batch, kind != "-", tuple(values)))
    return found


def rows_now(model: type[models.Model], keys: Iterable[Any]) -> Mapping[Any, tuple[Any, ...]]:
    """Return the values, by key, of those rows that are there."""
    relations = model.history.model._history_m2m_fields
    own = columns_of(model)[: len(columns_of(model)) - len(relations)]
    found = {}
    for chunk in keys_in_chunks(sorted(keys)):
        related = [
            _related(each.remote_field.through, f"{each.m2m_field_name()}_id", each, chunk) for each in relations
        ]
        for key, *values in model._base_manager.filter(pk__in=chunk).values_list("pk", *own):
            found[key] = (*values, *(each.get(key, frozenset()) for each in related))
    return found


def _related(
    through: type[models.Model], by: str, relation: models.ManyToManyField, keys: Collection[Any]
) -> Mapping[Any, frozenset[Any]]:
    """Return, by a column of the table ``through`` which it leads, the keys that a many-to-many field holds."""
    held: dict[Any, set[Any]] = defaultdict(set)
    for chunk in keys_in_chunks(keys):
        rows = through._base_manager.filter(**{f"{by}__in": chunk})
        for key, other in rows.values_list(by, f"{relation.m2m_reverse_field_name()}_id"):
            held[key].add(other)
    return {key: frozenset(others) for key, others in held.items()}


def pointing_at(model: type[models.Model], keys: Iterable[Any]) -> Iterator[tuple[type[models.Model], Any, Any]]:
    """Yield every row that refers to one of ``keys`` and does not go with it: its model and key, and at which."""
    # Those that have no name on the model refer to it as well: all that is placed has a province and a city.
    for relation in model._meta.get_fields(include_hidden=True):
        other = relation.related_model
        if relation.concrete or not relation.auto_created or other._meta.auto_created:
            continue
        if other.__name__.startswith("Historical") or other is GOES_ALONG.get(model):
            continue
        name = relation.field.name
        for chunk in keys_in_chunks(keys):
            for key, at in other._base_manager.filter(Q(**{f"{name}__in": chunk})).values_list("pk", name):
                yield other, key, at
