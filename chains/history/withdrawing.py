"""Withdrawing records: placements are marked as withdrawn, records without that status are deleted.

Each is one batch under one reason, so that it can be undone; the histories keep everything.
"""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from chains.choices import BatchKind, PlacementStatus
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.models import Batch, Company, Placement
from chains.permissions import Permission, require


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The result of a withdrawal: its batch (None where it had been withdrawn before), and the number of placements."""

    batch: Batch | None
    placements: int


@transaction.atomic
def withdraw(row: models.Model, user: AbstractBaseUser | None, reason: str) -> Withdrawn:
    """Withdraw ``row``: a placement, a company with all its placements, or a record that then leaves the atlas.

    A company stays on record, with its id and its names, and works nowhere any more. Raises ``PermissionDenied``,
    also where one of a company's placements is not the user's to change, and ``ProtectedError`` where something else
    rests on a record.
    """
    require(user, Permission.EDIT, row)
    if not isinstance(row, Company | Placement):
        batch = open_batch(BatchKind.EDIT, user, reason)
        curation.delete(row, change_in(batch))
        return Withdrawn(batch, 0)
    own = Placement.objects.filter(**{"company" if isinstance(row, Company) else "pk": row.pk})
    keys = list(own.exclude(status=PlacementStatus.WITHDRAWN).values_list("pk", flat=True))
    if not keys:
        return Withdrawn(None, 0)
    batch = open_batch(BatchKind.SETTLE, user, reason)
    return Withdrawn(batch, curation.settle(keys, PlacementStatus.WITHDRAWN, change_in(batch)))
