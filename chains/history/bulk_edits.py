"""Bulk edits and bulk verification: a plan to check first, then one batch.

Rows that the user may not change, or that would leave their provinces, are left and listed; so are those that are so
already. What is shown by a preview and what is made rest on one plan.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chains.choices import BatchKind, PlacementStatus
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.bulk_writing import keys_in_chunks, update
from chains.models import Batch, Company, Placement
from chains.models.base import PLACE_FIELDS, PLACE_IS_ONE, Placed
from chains.models.columns import COLUMNS, Use
from chains.permissions import NotPermitted, Permission, permitted_of, refusal, require, role_refusal
from chains.permissions.jurisdiction import IDENTITY

#: The fields that can be set on many rows at once; the status is settled, the stage reviewed.
EDITABLE: dict[type[models.Model], tuple[str, ...]] = {
    model: columns.names(Use.BULK) for model, columns in COLUMNS.items() if Use.BULK in columns.uses
}

#: So many refused rows are named in the counts of a batch; the rest is counted.
NAMED = 50


class NothingToDoError(ValueError):
    """All chosen rows are so already."""


@dataclass(frozen=True, slots=True)
class RowEdit:
    """The planned change of one row: field → (old, new), or why it is refused."""

    row: models.Model
    changes: dict[str, tuple[Any, Any]]
    refused: str = ""


@dataclass(frozen=True, slots=True)
class EditPlan:
    """The planned changes of the chosen rows: those that change, those that need no change, those that are refused."""

    changed: tuple[RowEdit, ...]
    unchanged: tuple[RowEdit, ...]
    refused: tuple[RowEdit, ...]


def plan_edit(
    model: type[models.Model], pks: Iterable[Any], values: Mapping[str, Any], user: AbstractBaseUser | None
) -> EditPlan:
    """Return what :func:`edit` would do. Raises ``NotPermitted`` and ``ValidationError`` as it does."""
    require(user, Permission.EDIT)
    values = _checked(model, values)
    rows = _read(model, pks)
    permission = Permission.IDENTIFY if model is Company and values.keys() & set(IDENTITY) else Permission.EDIT
    permitted = {row.pk for row in permitted_of(user, permission, rows)}
    plans = [RowEdit(row, _differences(row, values)) for row in rows]
    wanted = [_with(each.row, each.changes) for each in plans if each.changes and each.row.pk in permitted]
    staying = {row.pk for row in permitted_of(user, permission, wanted)}
    changed, unchanged, refused = [], [], []
    for each in plans:
        if each.row.pk not in permitted:
            refused.append(RowEdit(each.row, {}, refusal(user, permission, each.row)))
        elif not each.changes:
            unchanged.append(each)
        elif each.row.pk not in staying:
            why = _("It would leave your provinces: ask a reviewer to move it.")
            refused.append(RowEdit(each.row, each.changes, why))
        else:
            changed.append(each)
    return EditPlan(tuple(changed), tuple(unchanged), tuple(refused))


@transaction.atomic
def edit(
    model: type[models.Model],
    pks: Iterable[Any],
    values: Mapping[str, Any],
    user: AbstractBaseUser | None,
    reason: str,
) -> Batch:
    """Give the rows of ``model`` with these keys the ``values``, in one batch that can be undone; return it.

    A new province takes the place of a city or country elsewhere, and a city brings its province. The counts of the
    batch say how many rows were ``changed``, ``unchanged`` and ``refused``, and which were refused, each with why.
    Raises ``NotPermitted`` where all are refused, :class:`NothingToDoError` where all are so already, and
    ``ValidationError`` for a field that is not edited in bulk and for values that contradict other rows.
    """
    plan = plan_edit(model, pks, values, user)
    batch = _open(BatchKind.EDIT, plan, user, reason)
    change = change_in(batch)
    rows = [each.row for each in plan.changed]
    fields = {name for each in plan.changed for name in each.changes}
    for each in plan.changed:
        for name, (_old, new) in each.changes.items():
            setattr(each.row, name, new)
    try:
        with transaction.atomic():
            update(model, rows, fields, change)
    except IntegrityError as error:
        raise ValidationError(
            _("Nothing was changed: with these values some rows would contradict others on record, or each other.")
        ) from error
    curation.touch(rows, change.moment)
    return batch


def plan_settle(pks: Iterable[Any], status: PlacementStatus, user: AbstractBaseUser | None) -> EditPlan:
    """Return what :func:`settle` would do with the placements of these keys. Raises ``NotPermitted``."""
    require(user, Permission.EDIT)
    rows = _read(Placement, pks)
    permitted = {row.pk for row in permitted_of(user, Permission.EDIT, rows)}
    unverified = role_refusal(user, Permission.VERIFY)
    changed, unchanged, refused = [], [], []
    for row in rows:
        changes = {"status": (row.status, status.value)}
        if row.status == status != PlacementStatus.VERIFIED:
            unchanged.append(RowEdit(row, {}))
        elif row.pk not in permitted:
            refused.append(RowEdit(row, {}, refusal(user, Permission.EDIT, row)))
        elif unverified and PlacementStatus.VERIFIED in (row.status, status):
            refused.append(RowEdit(row, {}, unverified))
        else:
            changed.append(RowEdit(row, changes))
    return EditPlan(tuple(changed), tuple(unchanged), tuple(refused))


@transaction.atomic
def settle(
    pks: Iterable[Any],
    status: PlacementStatus,
    user: AbstractBaseUser | None,
    reason: str,
    *,
    verified_on: date | None = None,
) -> Batch:
    """Give the placements of these keys ``status``, in one batch that can be undone; return it.

    Counts and errors as for :func:`edit`. Verifying again renews date and verifier.
    """
    plan = plan_settle(pks, status, user)
    batch = _open(BatchKind.SETTLE, plan, user, reason)
    for keys in keys_in_chunks([each.row.pk for each in plan.changed]):
        curation.settle(keys, status, change_in(batch), verified_on=verified_on)
    return batch


def verify(pks: Iterable[Any], user: AbstractBaseUser | None, reason: str, *, verified_on: date | None = None) -> Batch:
    """Mark the placements of these keys as verified, by ``user``; return the batch, see :func:`settle`."""
    return settle(pks, PlacementStatus.VERIFIED, user, reason, verified_on=verified_on)


def _open(kind: BatchKind, plan: EditPlan, user: AbstractBaseUser | None, reason: str) -> Batch:
    """Return the batch that a plan is made in, with its counts."""
    if not plan.changed and plan.refused:
        raise NotPermitted(plan.refused[0].refused)
    if not plan.changed:
        raise NothingToDoError
    batch = open_batch(kind, user, reason)
    batch.counts = {
        "changed": len(plan.changed),
        "unchanged": len(plan.unchanged),
        "refused": len(plan.refused),
        "left": [
            {"model": each.row._meta.label_lower, "key": each.row.pk, "name": str(each.row), "why": each.refused}
            for each in islice(plan.refused, NAMED)
        ],
    }
    batch.save(update_fields=["counts"])
    return batch


def _checked(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values to set, places made whole; raises ``ValidationError``."""
    if not values:
        raise ValidationError(_("Choose what to change."))
    if unknown := [name for name in values if name not in EDITABLE.get(model, ())]:
        raise ValidationError(_("Not edited in bulk: %(fields)s.") % {"fields": ", ".join(unknown)})
    whole = dict(values)
    if issubclass(model, Placed) and set(PLACE_FIELDS) & whole.keys():
        city, country = whole.get("city"), whole.get("country") or ""
        province = whole.get("province") or (city.province if city is not None else None)
        if province is not None and country:
            raise ValidationError(PLACE_IS_ONE)
        if city is not None and city.province_id != province.pk:
            raise ValidationError({"city": _("The city does not lie in the province.")})
        whole |= {"province": province, "city": city, "country": country}
    probe = model(**whole)
    # Shape and length; whether rows contradict each other only the database can say.
    probe.clean_fields(exclude={field.name for field in model._meta.fields if field.name not in whole})
    return whole


def _read(model: type[models.Model], pks: Iterable[Any]) -> list[Any]:
    """Return the rows of these keys, locked inside a transaction, with what their names need."""
    related = ("company", "segment", "province", "city") if model is Placement else ("province", "city")
    rows: list[Any] = []
    for keys in keys_in_chunks(dict.fromkeys(pks)):
        found = model._default_manager.filter(pk__in=keys).select_related(*related).order_by("pk")
        rows += found.select_for_update(of=("self",)) if transaction.get_connection().in_atomic_block else found
    return rows


def _differences(row: models.Model, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what the values would change of a row, and empty with that: field → (old, new)."""
    given = {**values, **COLUMNS[type(row)].emptied_with(row, values)}
    return {
        name: (getattr(row, name), value) for name, value in given.items() if _key(getattr(row, name)) != _key(value)
    }


def _with(row: models.Model, changes: Mapping[str, tuple[Any, Any]]) -> models.Model:
    """Return the row as it would stand, apart from the row itself."""
    wanted = copy(row)
    # A copy shares with its row what it remembers of other rows.
    wanted._state = copy(row._state)
    wanted._state.fields_cache = dict(row._state.fields_cache)
    for name, (_old, new) in changes.items():
        setattr(wanted, name, new)
    return wanted


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else str(value if value is not None else "")
