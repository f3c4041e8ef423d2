"""Garbage collection during long imports: objects that stay are not scanned again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_old_collected() -> Iterator[None]:
    """Collect only what is made meanwhile.

    The rows of a chunk are so many that by the time they go, the collector takes them for what stays, and goes
    through all that the process has ever loaded, again every few chunks. Safe to nest, and in threads: whoever ends
    first ends it for all.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
