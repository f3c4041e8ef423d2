"""Background workers and their heartbeats."""

import os
import socket
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: After how long without a heartbeat a worker is taken for dead. What it had at work is then another's, and it cannot
#: write any more of it, should it still be about.
LOST_AFTER = timedelta(seconds=60)


def this_machine() -> str:
    """Return what tells the processes that this one can see from those of other machines and containers."""
    visible = ""
    with suppress(OSError):
        visible = os.readlink("/proc/self/ns/pid")
    return f"{socket.gethostname()} {visible}"[:100]


def is_lost(machine: str, process: int, heard: datetime) -> bool:
    """Return whether the process is dead for all we know: gone from this machine, or silent for long.

    A time of the future is one from before the clock was set back, as whoever lives says anew when it is.
    """
    if machine == this_machine():
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
    return abs(timezone.now() - heard) > LOST_AFTER


class Worker(models.Model):
    """A process that does long work 后台进程, such as committing an import, from its start to its end.

    ``heard`` is its heartbeat. Its ``name`` is what the tasks know it by that it has taken.
    """

    name = models.CharField(_("name"), max_length=64, unique=True)
    machine = models.CharField(_("machine"), max_length=100)
    process = models.PositiveIntegerField(_("number of the process"))
    started = models.DateTimeField(_("started"))
    heard = models.DateTimeField(_("last heard of"))

    class Meta:
        verbose_name = _("background worker")
        verbose_name_plural = _("background workers")

    def __str__(self) -> str:
        return self.name

    @property
    def is_lost(self) -> bool:
        """Whether its heartbeat is so old that it must be dead."""
        return is_lost(self.machine, self.process, self.heard)
