"""``manage.py build_index``: build the facet index in this process, and say how long it took and what it holds."""

import resource
import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from chains import index


class Command(BaseCommand):
    """Builds the facet index, which lives in memory: the server calls it before it makes its workers."""

    help = "Build the facet index in this process, and say how long it takes and how much memory."

    def handle(self, *args: Any, **options: Any) -> None:
        """Build it; where the index is switched off there is nothing to say."""
        before, started = _memory(), time.perf_counter()
        index.prepare()
        described = index.describe()
        if described is None or options["verbosity"] == 0:
            return
        words = _("%(n)d companies in %(seconds).1f s, %(memory).0f MB at most, as of revision %(revision)d.")
        self.stdout.write(
            words
            % {
                "n": described.companies,
                "seconds": time.perf_counter() - started,
                "memory": _memory() - before,
                "revision": described.revision,
            }
        )


def _memory() -> float:
    """Return the most memory that this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
