"""One run of a commit, which stands on its batch: who writes it, how far it has come, and how it is taken back.

A commit writes in several transactions, so that what a run has written may outlive it. What is written is noted with
the rows themselves, under the token of the run. A later run puts its own token there: so the earlier one, should it
still be about, stops, and whoever comes later knows what to take back.
"""

import os
import secrets
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from chains.choices import BatchStatus
from chains.models import Batch
from chains.models.workers import is_lost, this_machine
from chains.services.batches import take_back
from chains.services.outages import patiently

from .faults import ImportRefusedError

#: Under what the counts of a batch keep its run, while there is one: the token, the last row written, the process that
#: writes, and when it was last heard of.
RUN = "run"

#: Key of the lock that lets one commit write at a time on PostgreSQL; SQLite has one writer anyway.
_ONE_AT_A_TIME = 7_226_411


class TakenOverError(ImportRefusedError):
    """Another run has begun to commit the batch, and does all of it."""


def is_alive(batch: Batch) -> bool:
    """Return whether somebody commits the batch, for all we know."""
    run = batch.counts.get(RUN, {})
    return "heard" in run and not is_lost(run["machine"], run["process"], datetime.fromisoformat(run["heard"]))


@patiently
@transaction.atomic
def begin(key: int) -> str:
    """Take back what an earlier run of the batch has left, and return the token of a new one.

    Raises :class:`TakenOverError` where the earlier one is alive, in another process.
    """
    batch = _locked(key)
    if is_alive(batch) and batch.counts[RUN]["process"] != os.getpid():
        raise TakenOverError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    _take_back(batch)
    token = secrets.token_hex(8)
    batch.counts[RUN] = {"token": token, "machine": this_machine(), "process": os.getpid()}
    _note(batch, 0)
    return token


def write_on(key: int, token: str, number: int) -> None:
    """Note that the run is about to write up to row ``number``; belongs into the transaction that does it.

    Two commits that would make the same company do not write at once. Raises :class:`TakenOverError`.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
    batch = _locked(key)
    if batch.counts.get(RUN, {}).get("token") != token:
        raise TakenOverError(_("This batch is %(status)s."), status=BatchStatus(batch.status).label)
    _note(batch, number)


@patiently
@transaction.atomic
def give_up(key: int, token: str | None = None) -> None:
    """Take back what the run has written, whichever it is, or that of this token if it still has the batch."""
    batch = _locked(key)
    run = batch.counts.get(RUN)
    if run is None or (token is not None and run["token"] != token):
        return
    _take_back(batch)
    batch.save(update_fields=["counts"])


def _take_back(batch: Batch) -> None:
    run = batch.counts.pop(RUN, None)
    if run is not None and run["written"]:
        take_back(batch, gettext("The import broke off on its way."))


def _note(batch: Batch, number: int) -> None:
    batch.counts[RUN] |= {"written": number, "heard": timezone.now().isoformat()}
    batch.save(update_fields=["counts"])


def _locked(key: int) -> Batch:
    # The batch alone, without the file that was uploaded for it.
    return Batch.objects.select_for_update().get(pk=key)
