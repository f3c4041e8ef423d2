"""Figures and briefs are built in separate processes, two at a time, and cached until the data changes.

What they show is public and the same for every reader of a language, whoever asks.
"""

import fcntl
import hashlib
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.core.cache import caches
from django.urls import get_resolver
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from chains import index
from chains.changelog.latest import newest_committed
from chains.processes import BrokenOffError, Limits, TooLongError, Workshop
from chains.services.unavailable import BUSY_SECONDS, MENDING_SECONDS, UnavailableError

Job = Callable[..., Iterator[bytes]]

#: How many are made at once, over all processes of the site.
AT_ONCE = 2

#: When the site was started: another version of it may draw the same otherwise.
_BEGUN = timezone.now()


def _import_views() -> None:
    """Import once what every document is made by."""
    get_resolver().url_patterns  # noqa: B018


_workshop = Workshop(django.setup, _import_views, **index.WITHOUT)

#: Stands in for the turns where the folder cannot be used in which they are taken.
_only_turn = threading.Lock()


def made(job: Job, *arguments: Any, version: Any = None) -> bytes:
    """Return what ``job`` yields for these arguments in the reader's language, as it was kept or anew.

    ``version`` is of whatever else it depends on, beside the records. Raises what the job raises, and
    ``UnavailableError`` where others are being made, or where this one takes too long.
    """
    revision = newest_committed()
    if revision is None:
        # Nobody else sees what this transaction has written.
        return b"".join(_in_language(get_language(), job, arguments))
    parts = (_BEGUN, *revision, timezone.localdate(), get_language(), job.__qualname__, *arguments, version)
    key = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()
    kept: bytes | None = caches["documents"].get(key)
    if kept is None:
        kept = made_apart(job, *arguments)
        caches["documents"].set(key, kept)
    return kept


def made_apart(job: Job, *arguments: Any) -> bytes:
    """Return what ``job`` yields in a process of its own, when it is its turn; raises as :func:`made` does."""
    seconds = settings.FIGURE_SECONDS
    with _turn():
        try:
            pieces = _workshop.run(_in_language, get_language(), job, arguments, limits=Limits(seconds))
            return b"".join(pieces)
        except TooLongError as error:
            message = _(
                "This takes more than %(limit)s seconds. Choose fewer provinces, companies or segments, "
                "or try again when the site is less busy."
            )
            raise UnavailableError(message % {"limit": seconds}, MENDING_SECONDS) from error
        except BrokenOffError as error:
            message = _("Making this broke off. Please try again later, or tell an administrator.")
            raise UnavailableError(message, MENDING_SECONDS) from error


def _in_language(language: str, job: Job, arguments: tuple[Any, ...]) -> Iterator[bytes]:
    with override(language):
        yield from job(*arguments)


@contextmanager
def _turn() -> Iterator[None]:
    """Take one of the turns; raises ``UnavailableError`` where all are taken, as waiting would hold up others."""
    try:
        taken = _taken_turn()
    except OSError:
        taken = -1 if _only_turn.acquire(blocking=False) else None
    if taken is None:
        message = _("Other figures and briefs are being made at the moment. Please try again in a few seconds.")
        raise UnavailableError(message, BUSY_SECONDS)
    try:
        yield
    finally:
        if taken < 0:
            _only_turn.release()
        else:
            os.close(taken)


def _taken_turn() -> int | None:
    """Return the open file whose lock is the turn, which also ends with this process; ``None`` where all are taken."""
    folder = Path(settings.TURNS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(AT_ONCE):
        file = os.open(folder / f"document-{number}.lock", os.O_CREAT | os.O_RDWR, 0o600)
        with suppress(BlockingIOError):
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return file
        os.close(file)
    return None
