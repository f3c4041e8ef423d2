"""What Python's collector has to go through while a sheet is planned or committed."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_old_collected() -> Iterator[None]:
    """Collect only what is made meanwhile.

    The rows of a stretch are so many that by the time they go, the collector takes them for what stays, and goes
    through all that the process has ever loaded, again every few stretches. Safe to nest, and in threads: whoever ends
    first ends it for all.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
