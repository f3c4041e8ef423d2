"""What the machine is doing: whether its processors are idle, and what memory a process has."""

import sys
import time
from pathlib import Path

#: Idle enough to measure: at most this part of the processors' time in a second is anybody else's.
BUSY_AT_MOST = 0.08
#: How long to wait for that, in seconds, before measuring all the same.
PATIENCE = 60.0

#: How often the wait was in vain; told below the table.
impatient = [0]


def _times() -> tuple[int, int]:
    """Return busy and total ticks of all processors."""
    ticks = [int(each) for each in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    idle = ticks[3] + ticks[4]
    return sum(ticks) - idle, sum(ticks)


def wait_until_idle(patience: float | None = None) -> bool:
    """Return once the processors have been idle for a second; False where they were busy for too long."""
    deadline = time.monotonic() + (PATIENCE if patience is None else patience)
    while True:
        busy, total = _times()
        time.sleep(1)
        later_busy, later_total = _times()
        if (later_busy - busy) <= BUSY_AT_MOST * (later_total - total):
            return True
        if time.monotonic() > deadline:
            impatient[0] += 1
            print("  (the machine is busy; measuring all the same)", file=sys.stderr)
            return False


def memory(process: int) -> dict[str, float]:
    """Return the megabytes of a process: RSS, and PSS, which shares among processes what they have in common."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()[1:]
    found = {name: int(value.split()[0]) / 1024 for name, value in (line.split(":", 1) for line in lines)}
    return {"RSS": found["Rss"], "PSS": found["Pss"]}


def children(process: int) -> list[int]:
    """Return the processes that a process has started."""
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def holder(processes: list[int], server_port: int, client_port: int) -> int | None:
    """Return which of some processes has accepted the connection between two ports of the loopback interface."""
    wanted = (f"0100007F:{server_port:04X}", f"0100007F:{client_port:04X}")
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, remote, inode = (line.split()[column] for column in (1, 2, 9))
        if (local, remote) == wanted:
            for process in processes:
                for file in Path(f"/proc/{process}/fd").iterdir():
                    try:
                        if file.readlink().name == f"socket:[{inode}]":
                            return process
                    except OSError:
                        continue
    return None
