"""Snapshots: the cells of a chain are stored, so that a later state can be compared with them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from chains.analysis import gaps
from chains.analysis.changes import CellReading, readings
from chains.changelog import clock
from chains.models import Assessment, Batch, Chain, Placement, Segment, Snapshot, SnapshotCell
from chains.permissions import Permission, require

#: How long a note may be.
NOTE_LENGTH = Snapshot._meta.get_field("note").max_length

_CHUNK = 500


class NothingToKeepError(ValueError):
    """The chain has no company yet, so that there is nothing to hold a later day against."""


class Taken(NamedTuple):
    """A snapshot that shows the chain as it is now, and whether it was made for that or is an earlier one."""

    snapshot: Snapshot
    is_new: bool


def take(chain: Chain, note: str, user: AbstractBaseUser | None, batch: Batch | None = None) -> Taken:
    """Keep the cells of ``chain`` over its region, every level of it.

    Where nothing has changed since the latest snapshot, that one is returned as it is and none is made. A fixed number
    of queries, whatever the number of companies. Raises ``PermissionDenied`` where the user is no reviewer,
    ``ValidationError`` for a note that is too long, and :class:`NothingToKeepError` for a chain without companies.
    """
    require(user, Permission.SNAPSHOT)
    note = note.strip()
    if len(note) > NOTE_LENGTH:
        raise ValidationError(_("A note has at most %(length)d characters.") % {"length": NOTE_LENGTH})
    taken = _take(chain, clock.now(), note, user, batch)
    if taken is None:
        raise NothingToKeepError(chain.slug)
    return taken


def take_before(batch: Batch) -> list[Snapshot]:
    """Keep every chain that has companies as it is before ``batch`` changes anything; return the new snapshots.

    Nobody's right is asked: the batch has its own, and what it is about to change is kept whoever makes it.
    """
    chains, moment = Chain.objects.select_related("region").order_by("pk"), clock.now()
    taken = [_take(chain, moment, "", batch.user, batch) for chain in chains]
    return [each.snapshot for each in taken if each is not None and each.is_new]


def cells_of(chain: Chain) -> list[CellReading]:
    """Return the cells of ``chain`` over its region as they are now, those of every level and every whole segment.

    Empty for a chain without companies.
    """
    claims = Placement.objects.live().of_chain(chain.slug).claims()
    if not claims:
        return []
    provinces = list(chain.region.provinces.order_by("code").values_list("pk", flat=True))
    segments = Segment.objects.of_chain(chain.slug).order_by("path").values_list("code", "parent__code")
    nodes = [gaps.Node(code, parent) for code, parent in segments]
    assessments = Assessment.objects.filter(segment__layer__chain=chain).select_related("segment")
    here = Q(region=chain.region) | Q(province__in=provinces)
    rulings = [assessment.ruling for assessment in assessments.filter(here)]
    parents = dict.fromkeys(node.parent for node in nodes)
    return readings(gaps.gap_table(nodes, provinces, claims, rulings, parent=parent) for parent in parents)


@transaction.atomic
def _take(
    chain: Chain, moment: datetime, note: str, user: AbstractBaseUser | None, batch: Batch | None
) -> Taken | None:
    """Return a new snapshot, the latest one where nothing has changed since, or None where there is nothing."""
    cells = cells_of(chain)
    if not cells:
        return None
    latest = Snapshot.objects.filter(chain=chain, region=chain.region).order_by("-taken_at").first()
    if latest is not None and set(latest.readings()) == set(cells):
        return Taken(latest, is_new=False)
    snapshot = Snapshot(chain=chain, region=chain.region, taken_at=moment, note=note, user=user, batch=batch)
    snapshot.stamp = moment
    snapshot.save()
    _keep(snapshot, cells)
    return Taken(snapshot, is_new=True)


def _keep(snapshot: Snapshot, cells: Iterable[CellReading]) -> None:
    keys = dict(Segment.objects.of_chain(snapshot.chain.slug).values_list("code", "pk"))
    SnapshotCell.objects.bulk_create(
        (
            SnapshotCell(
                snapshot=snapshot,
                segment_id=keys[cell.segment],
                province_id=cell.province,
                companies=cell.companies,
                dedicated=cell.dedicated,
                verified=cell.verified,
                listed=cell.listed,
                signal=cell.signal,
                verdict=cell.verdict,
            )
            for cell in cells
        ),
        batch_size=_CHUNK,
    )
