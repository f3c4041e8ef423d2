"""The database engine: Django's own for SQLite, whose file and journals are closed to other accounts."""

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base

#: What only its owner reads and writes.
PRIVATE = 0o600

#: What stands beside the database while it is written to.
_JOURNALS = ("-wal", "-shm", "-journal")


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to the database, in a file that is private from the first moment."""

    def get_new_connection(self, conn_params: Mapping[str, Any]) -> Any:
        """Open the file once it is private."""
        if not self.is_in_memory_db():
            make_private(Path(conn_params["database"]))
        return super().get_new_connection(conn_params)


def make_private(file: Path) -> None:
    """Make the database file, or close the one that is there, and its journals, to all but their owner.

    SQLite itself would make it readable by everybody; journals take the mode of the file.
    """
    # Only a file that is new is opened: to close one that is in use would end the locks that this process has on it.
    # What cannot be made SQLite refuses in its own words.
    with suppress(OSError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
    for each in (file, *(file.with_name(file.name + journal) for journal in _JOURNALS)):
        # A file that does not exist, or belongs to another account, is left alone.
        with suppress(OSError):
            if stat.S_IMODE(each.stat().st_mode) & ~PRIVATE:
                each.chmod(PRIVATE)
