"""Batches of changes: their list, and which records one of them has touched, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import QuerySet

from chains.choices import PlacementStatus
from chains.models import Batch, Company, Placement


@dataclass(frozen=True, slots=True)
class Touched:
    """One record that a batch has touched: what it did (``+`` made, ``~`` changed, ``-`` deleted), and the record now.

    ``row`` is None where it is gone; ``name`` is then what it was called.
    """

    key: Any
    action: str
    name: str
    row: models.Model | None


@cache
def tracked() -> tuple[type[models.Model], ...]:
    """Return the models of the atlas that have a history."""
    found = apps.get_app_config("chains").get_models()
    return tuple(model for model in found if hasattr(model._meta, "simple_history_manager_attribute"))


def all_batches(*, kind: str = "", status: str = "", user: str = "") -> QuerySet:
    """Return the batches, the newest first: of a kind, a status and a user, where these are given."""
    wanted = {name: value for name, value in (("kind", kind), ("status", status)) if value}
    if user:
        wanted["user__username"] = user
    found = Batch.objects.filter(**wanted).select_related("user", "source", "undoes", "importbatch")
    return found.defer("importbatch__content", "importbatch__mapping").order_by("-pk")


def batch_users() -> list[str]:
    """Return the names of those who have made a batch."""
    model = get_user_model()
    made = Batch.objects.exclude(user=None).order_by().values("user")
    return list(model.objects.filter(pk__in=made).order_by("username").values_list("username", flat=True))


def batch_with(key: int) -> Batch | None:
    """Return the batch with this key, with who made it and what it undoes."""
    found = Batch.objects.select_related("user", "source", "undoes", "importbatch")
    return found.defer("importbatch__content", "importbatch__mapping").filter(pk=key).first()


def unplaced_companies(batch: Batch) -> QuerySet[Company]:
    """Return the companies that a batch has made and that are placed nowhere as yet, drafts among them."""
    made = Company.history.filter(batch=batch, history_type="+").values("id")
    live = Placement.objects.filter(company=models.OuterRef("pk")).exclude(status=PlacementStatus.WITHDRAWN)
    return Company.objects.filter(pk__in=made).exclude(models.Exists(live)).order_by("pinyin", "public_id")


def undoings_of(batch: Batch) -> QuerySet:
    """Return the batches that undo ``batch``."""
    return Batch.objects.filter(undoes=batch).select_related("user").order_by("pk")


def touched_models(batch: Batch) -> list[tuple[type[models.Model], int]]:
    """Return the models that ``batch`` has touched records of, and how many; a query for each model with a history."""
    counted = []
    for model in tracked():
        pk = model._meta.pk.attname
        number = model.history.filter(batch=batch).aggregate(number=models.Count(pk, distinct=True))["number"]
        if number:
            counted.append((model, number))
    return counted


def touched_keys(batch: Batch, model: type[models.Model]) -> QuerySet:
    """Return the keys of the records of ``model`` that ``batch`` has touched, in order; to be paged."""
    pk = model._meta.pk.attname
    return model.history.filter(batch=batch).order_by(pk).values_list(pk, flat=True).distinct()


def touched(batch: Batch, model: type[models.Model], keys: Sequence[Any]) -> list[Touched]:
    """Return what ``batch`` did to the records of ``model`` with these ``keys`` (those of a page), in their order."""
    pk = model._meta.pk.attname
    entries: dict[Any, list[Any]] = {}
    for entry in model.history.filter(**{"batch": batch, f"{pk}__in": list(keys)}).order_by("history_id"):
        entries.setdefault(getattr(entry, pk), []).append(entry)
    related = [field.name for field in model._meta.concrete_fields if field.many_to_one and field.name != "parent"]
    rows = model._default_manager.select_related(*related).in_bulk(list(keys))
    return [_touched(key, own, rows.get(key)) for key, own in entries.items()]


def _touched(key: Any, entries: Sequence[Any], row: models.Model | None) -> Touched:
    action = "-" if entries[-1].history_type == "-" else "+" if entries[0].history_type == "+" else "~"
    return Touched(key, action, str(row if row is not None else _former(entries[-1])), row)


def _former(entry: Any) -> Any:
    """Return what a record was called that is gone; its key, where what it was of is gone as well."""
    try:
        return str(entry.instance)
    except models.ObjectDoesNotExist:
        return f"{entry.instance_type._meta.verbose_name} {entry.pk}"
