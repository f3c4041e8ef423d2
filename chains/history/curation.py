"""Changes of single rows by a person, signed with who, why and when; and verification of placements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models.deletion import Collector
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_update_with_history

from chains.changelog import clock
from chains.choices import PlacementStatus, Stage
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
    Segment,
    SegmentLink,
)
from chains.models.base import Staged
from chains.permissions import Permission, require, require_each

#: How long a reason may be: a sentence or two, not a report.
REASON_LENGTH = 500

#: The rows that a row is shown with, which whoever follows them by ``updated`` must hear of: their model, how they
#: are found, and by which of the row's own columns.
_SHOWN_WITH: dict[type[models.Model], tuple[tuple[type[models.Model], str, str], ...]] = {
    CompanyName: ((Company, "pk", "company_id"),),
    Listing: ((Company, "pk", "company_id"),),
    CompanyLabel: ((Company, "pk", "company_id"),),
    Placement: ((Company, "pk", "company_id"),),
    Evidence: ((Placement, "pk", "placement_id"), (Company, "placements", "placement_id")),
    ResearchBaseMember: ((ResearchBase, "pk", "base_id"),),
    RegionProvince: ((Region, "pk", "region_id"),),
    SegmentLink: ((Segment, "pk", "upstream_id"), (Segment, "pk", "downstream_id")),
}

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes something and why, at one moment that all rows changed together share, and in which batch.

    The moment is later than any on record, even if the machine's clock went back.

    ``reason`` may be empty when a row is made. Raises ``ValueError`` for one that is too long to be kept.
    """

    user: AbstractBaseUser | None
    reason: str
    moment: datetime = field(default_factory=clock.now)
    batch: Batch | None = None

    def __post_init__(self) -> None:
        if len(self.reason) > REASON_LENGTH:
            raise ValueError(f"A reason has at most {REASON_LENGTH} characters.")

    def sign(self, row: models.Model) -> None:
        """Leave on ``row`` what the history records of its next change, and of its relations' changes."""
        row._history_user = self.user
        row._change_reason = self.reason or None
        row._history_date = self.moment
        row._history_batch = self.batch

    def stamp(self, row: models.Model) -> None:
        """Say on ``row`` that it was changed, and never before somebody else who was quicker."""
        row.updated = self.moment if row.updated <= self.moment else row.updated + timedelta(microseconds=1)


@transaction.atomic
def save(row: models.Model, change: Change) -> None:
    """Save ``row`` under the signature of ``change``; a placement also gets its verifier.

    Raises what ``row.save()`` raises, and ``PermissionDenied`` where the user may not change the row, verify it or
    publish it. What is published stays so when a curator of its province edits it.
    """
    require(change.user, Permission.EDIT, row)
    if not row._state.adding:
        keep_first_states(type(row), [row.pk])
    if isinstance(row, Staged):
        before = _on_record(row)
        _require_stage(row, before, change)
        if isinstance(row, Placement):
            _require_company(row, before, change)
            _require_verification(row, before, change)
            _note_verifier(row, before, change)
    change.sign(row)
    row.save()
    touch([row], change.moment)


@transaction.atomic
def delete(row: models.Model, change: Change) -> None:
    """Delete ``row``, and what goes with it, under the signature of ``change``.

    Raises ``ProtectedError`` where something else rests on the row, and ``PermissionDenied``: companies and
    placements are withdrawn or merged, outside of a batch only administrators delete them.
    """
    require(change.user, Permission.EDIT, row)
    if isinstance(row, Staged) and change.batch is None:
        require(change.user, Permission.ADMINISTER)
    collector = Collector(using=row._state.db, origin=row)
    collector.collect([row])
    for model, rows in collector.data.items():
        if hasattr(model._meta, "simple_history_manager_attribute"):
            keep_first_states(model, [each.pk for each in rows])
        for each in rows:
            change.sign(each)
    touch([row], change.moment)
    collector.delete()


@transaction.atomic
def settle(
    placements: Iterable[Any], status: PlacementStatus, change: Change, *, verified_on: date | None = None
) -> int:
    """Give the placements with these primary keys ``status``; return how many it changed.

    Placements that have the status are left alone, except that verifying again renews date and verifier.
    ``verified_on`` is the day of the check, the day of the change by default. Raises ``PermissionDenied``, and
    changes nothing, where one of them is not the user's to change, or to verify.
    """
    require(change.user, Permission.EDIT)
    rows = Placement.objects.select_for_update().filter(pk__in=list(placements)).order_by("pk")
    if status != PlacementStatus.VERIFIED:
        rows = rows.exclude(status=status)
    settled = list(rows)
    require_each(change.user, Permission.EDIT, settled)
    if settled and (status == PlacementStatus.VERIFIED or any(map(is_verified, settled))):
        require(change.user, Permission.VERIFY)
    keep_first_states(Placement, [row.pk for row in settled])
    for row in settled:
        row.status = status
        change.stamp(row)
        if status == PlacementStatus.VERIFIED:
            row.verified_on = verified_on or timezone.localdate(change.moment)
            row.verified_by = change.user
        elif status == PlacementStatus.REPORTED:
            row.verified_on = row.verified_by = None
    bulk_update_with_history(
        settled,
        Placement,
        ["status", "verified_on", "verified_by", "updated"],
        batch_size=_BATCH,
        default_user=change.user,
        default_change_reason=change.reason or None,
        default_date=change.moment,
        custom_historical_attrs={"batch": change.batch},
    )
    mark_changed(Company, {row.company_id for row in settled}, change.moment)
    return len(settled)


def keep_first_states(model: type[models.Model], keys: Iterable[Any]) -> None:
    """Record the present state of those rows of ``model`` that have no history yet.

    Loaded rows start without one, and the first change to them would have nothing to be compared with. The
    record carries neither user nor reason, and the time when the row last changed.
    """
    keys = list(keys)
    pk = model._meta.pk.attname
    recorded = model.history.filter(**{f"{pk}__in": keys}).values(pk)
    rows = list(model._default_manager.filter(pk__in=keys).exclude(pk__in=recorded))
    for row in rows:
        Change(user=None, reason="", moment=row.updated).sign(row)
    records = model.history.bulk_history_create(rows, batch_size=_BATCH, default_change_reason=None)
    if model.history.model._history_m2m_fields:
        # Recording many rows at once leaves out their many-to-many fields.
        for row, record in zip(rows, records, strict=True):
            HistoricalRecords().create_historical_record_m2ms(record, row)


def is_verified(placement: Placement) -> bool:
    """Return whether the placement stands as verified."""
    return placement.status == PlacementStatus.VERIFIED


def _on_record(row: models.Model) -> Any:
    """Return the row as it stands on record, None for a new one."""
    return None if row._state.adding else type(row)._default_manager.filter(pk=row.pk).first()


def _require_stage(row: Staged, before: Staged | None, change: Change) -> None:
    """Ask who may publish whether the user may, where the row becomes public or ceases to be."""
    was, comes = before and before.stage, row.stage
    if was != comes and Stage.PUBLISHED in (was, comes):
        require(change.user, Permission.PUBLISH)


def _require_company(row: Placement, before: Placement | None, change: Change) -> None:
    """Ask who may publish whether the user may, where what is published of one company is said of another."""
    if before is not None and before.stage == Stage.PUBLISHED and before.company_id != row.company_id:
        require(change.user, Permission.PUBLISH)


def _require_verification(row: Placement, before: Placement | None, change: Change) -> None:
    """Ask whether the user may verify, where the mark of it is set, renewed or taken away."""
    was, comes = before is not None and is_verified(before), is_verified(row)
    if was != comes or (comes and (row.verified_on, row.verified_by_id) != (before.verified_on, before.verified_by_id)):
        require(change.user, Permission.VERIFY)


def _note_verifier(row: Placement, before: Placement | None, change: Change) -> None:
    """Let the fields on verification follow from the status, when that changes."""
    if is_verified(row):
        same_day = row.verified_on == (before and before.verified_on)
        if before is not None and is_verified(before) and same_day:
            return
        if row.verified_on is None or same_day:
            row.verified_on = timezone.localdate(change.moment)
        row.verified_by = change.user
    elif row.status == PlacementStatus.REPORTED:
        row.verified_on = row.verified_by = None


def touch(rows: Iterable[models.Model], moment: datetime) -> None:
    """Mark the rows that ``rows`` (of one model) are shown with as changed."""
    rows = list(rows)
    for owner, lookup, column in _SHOWN_WITH.get(type(rows[0]), ()) if rows else ():
        mark_changed(owner, {getattr(row, column) for row in rows}, moment, lookup=lookup)


def touch_by(model: type[models.Model], column: str, keys: Iterable[int], moment: datetime) -> None:
    """Mark the rows that rows of ``model`` with these ``keys`` in ``column`` are shown with as changed."""
    keys = set(keys)
    for owner, lookup, known_by in _SHOWN_WITH.get(model, ()):
        if known_by == column:
            mark_changed(owner, keys, moment, lookup=lookup)


def mark_changed(owner: type[models.Model], keys: Iterable[int], moment: datetime, *, lookup: str = "pk") -> None:
    """Mark the rows of ``owner`` as changed that have one of ``keys`` in ``lookup``."""
    keys = sorted(keys)
    for start in range(0, len(keys), _BATCH):
        found = owner._default_manager.filter(**{f"{lookup}__in": keys[start : start + _BATCH]})
        # Never back: somebody else may have changed one since the moment that all these share.
        found = owner._default_manager.filter(pk__in=found.values("pk"), updated__lt=moment)
        found.update(updated=moment)
