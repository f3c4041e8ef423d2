"""The state of a commit's run on its batch: who runs it, whether it is alive, and how it is taken back.

A commit writes ahead what nobody sees yet, in many transactions, so that it may outlive its run. A run is known by its
token: a later one puts its own there, so that the earlier one, should it still be about, stops.
"""

import os
import secrets
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chains.choices import BatchStatus
from chains.history.batches import take_back
from chains.history.bulk_writing import keys_in_chunks
from chains.models import Batch, Company, Snapshot
from chains.models.workers import is_lost, this_machine
from chains.services.outages import patiently

from .company_writing import remove_written_ahead, written_ahead
from .faults import ImportRefusedError

#: Under what the counts of a batch keep its run, while there is one: the token, the process, when it was last heard of,
#: and whether somebody has cancelled it.
RUN = "run"

#: What a run of an earlier version has there, which wrote in public, if it has written anything.
_IN_PUBLIC = "written"

#: Key of the lock that lets one commit come in at a time on PostgreSQL; SQLite has one writer anyway.
_ONE_AT_A_TIME = 7_226_411


class CancelledError(Exception):
    """Somebody has cancelled the commit."""


class TakenOverError(ImportRefusedError):
    """Another run has begun to commit the batch, and does all of it."""


def is_alive(batch: Batch) -> bool:
    """Return whether somebody commits the batch, for all we know."""
    run = batch.counts.get(RUN, {})
    return "heard" in run and not is_lost(run["machine"], run["process"], datetime.fromisoformat(run["heard"]))


def begin(key: int) -> str:
    """Return the token of a new run of the batch; :func:`clear` has to follow, after the transaction.

    Raises :class:`TakenOverError` where an earlier run is alive, in another process.
    """
    batch = _locked(key)
    if is_alive(batch) and batch.counts[RUN]["process"] != os.getpid():
        raise TakenOverError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    return _take_over(batch)


def hold(key: int, token: str, *, alone: bool = False) -> None:
    """Note that the run goes on, and keep the batch from others until the transaction ends.

    With ``alone`` no other commit comes in meanwhile: two that would make the same company do it one after the other.
    Raises :class:`TakenOverError` and :class:`CancelledError`.
    """
    if alone and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    batch = _locked(key)
    run = batch.counts.get(RUN, {})
    if run.get("token") != token:
        raise TakenOverError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    if run.get("cancelled"):
        raise CancelledError
    run["heard"] = timezone.now().isoformat()
    batch.save(update_fields=["counts"])


@patiently
@transaction.atomic
def cancel(key: int) -> None:
    """Let the batch no longer wait, and its run, if there is one, stop at its next step."""
    batch = _locked(key)
    if batch.status in (BatchStatus.QUEUED, BatchStatus.FAILED):
        batch.status = BatchStatus.CANCELLED
    if RUN in batch.counts:
        batch.counts[RUN]["cancelled"] = True
    batch.save(update_fields=["status", "counts"])


def give_up(key: int, token: str | None = None) -> None:
    """Take back what the run has written, whichever it is, or that of this token if it still has the batch."""
    if (own := _taken_from(key, token)) is not None:
        clear(key, own)
        _end(key, own)


@patiently
@transaction.atomic
def _taken_from(key: int, token: str | None) -> str | None:
    """Return the token by which the batch is had now, where a run had it, that of this token if one is named."""
    batch = _locked(key)
    run = batch.counts.get(RUN)
    return None if run is None or token not in (None, run["token"]) else _take_over(batch)


def _take_over(batch: Batch) -> str:
    """Put a token of this process in the place of the present one, if there is any; return it."""
    if batch.counts.get(RUN, {}).get(_IN_PUBLIC):
        take_back(batch, gettext("The import broke off on its way."))
    token, now = secrets.token_hex(8), timezone.now().isoformat()
    batch.counts[RUN] = {"token": token, "machine": this_machine(), "process": os.getpid(), "heard": now}
    batch.save(update_fields=["counts"])
    return token


def clear(key: int, token: str) -> None:
    """Take away what earlier runs have written ahead, some at a time, so that others can write in between."""
    batch = Batch.objects.get(pk=key)
    for companies in keys_in_chunks(written_ahead(Company, batch).values_list("pk", flat=True)):
        _remove(key, token, companies)
    # Of each run that had come to its end, and to nothing.
    Snapshot.objects.filter(batch=key).delete()


@patiently
@transaction.atomic
def _remove(key: int, token: str, companies: list[int]) -> None:
    hold(key, token)
    remove_written_ahead(Batch(pk=key), companies)


@patiently
@transaction.atomic
def _end(key: int, token: str) -> None:
    batch = _locked(key)
    if batch.counts.get(RUN, {}).get("token") == token:
        del batch.counts[RUN]
        batch.save(update_fields=["counts"])


def _locked(key: int) -> Batch:
    # The batch alone, without the file that was uploaded for it.
    return Batch.objects.select_for_update().get(pk=key)
