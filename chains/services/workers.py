"""Heartbeats of the background workers."""

import os

from django.utils import timezone

from chains.models import Worker
from chains.models.workers import this_machine

from .outages import patiently

#: How often a worker is heard of, in seconds.
BEAT = 5


@patiently
def begin(name: str) -> None:
    """Note that a worker of this name is at work in this process."""
    now = timezone.now()
    Worker.objects.create(name=name, machine=this_machine(), process=os.getpid(), started=now, heard=now)


def beat(name: str) -> None:
    """Note that the worker is alive."""
    if not Worker.objects.filter(name=name).update(heard=timezone.now()):
        # Somebody has taken it for dead: the machine may have slept.
        begin(name)


def end(name: str) -> None:
    """Note that the worker has ended, with nothing left at work."""
    Worker.objects.filter(name=name).delete()


def living(*, but: str = "") -> list[str]:
    """Return the names of those that are alive, leaving out one, and forget the dead."""
    workers = list(Worker.objects.exclude(name=but))
    lost = [each.pk for each in workers if each.is_lost]
    Worker.objects.filter(pk__in=lost).delete()
    return [each.name for each in workers if each.pk not in lost]
