"""Where the programs of a PostgreSQL server are."""

import shutil
from pathlib import Path


def server_programs() -> Path | None:
    """Return the folder with ``initdb`` and ``postgres``, of the newest version found, or None."""
    if (initdb := shutil.which("initdb")) and (folder := Path(initdb).resolve().parent / "postgres").exists():
        return folder.parent
    # Debian keeps the server's programs out of the PATH.
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: float(path.parent.name), default=None)
