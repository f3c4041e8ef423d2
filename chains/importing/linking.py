"""Groups of rows that may be about the same company, found before planning.

A planner has to remember what earlier rows set, but only for companies that come again: the memory of a plan then goes
by the companies that are open at a time, and not by the length of the sheet.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from .cleaning import CleanRow
from .existing_companies import Known, identify
from .identity import codes_of, keys_of, known_by


def linked_rows(chunks: Iterable[Sequence[CleanRow]]) -> dict[int, int]:
    """Return, for each row that may be about the company of another row, the number of the last such row.

    The rows need no columns but those of ``identity.NAMED_BY``. Two rows are linked by a name, a code, an id, or by a
    company on record that both may mean. Keys are kept as hashes, eight bytes each: where two happen to be equal, a
    company is remembered for longer than needed, and nothing else.
    """
    keys, numbers = array("q"), array("L")
    for rows in chunks:
        known = identify(rows)
        for row in rows:
            own = {hash(key) for key in _keys(row, known) if key is not None}
            keys.extend(own)
            numbers.extend([row.number] * len(own))
    repeated = {key for key, following in pairwise(sorted(keys)) if key == following}
    last = {key: number for key, number in zip(keys, numbers, strict=True) if key in repeated}
    linked: dict[int, int] = {}
    for key, number in zip(keys, numbers, strict=True):
        if key in repeated:
            linked[number] = max(linked.get(number, 0), last[key])
    return linked


def _keys(row: CleanRow, known: Known) -> Iterator[Any]:
    """Yield all by which a row may mean a company: what it says, and what is on record by it, or None."""
    for kind, key, _written in known_by(row):
        yield kind, key
        if kind == "id":
            yield known.by_id.get(key)
    for kind, value in codes_of(row.values):
        yield (known.by_uscc if kind == "uscc" else known.by_ticker).get(value)
    for key in keys_of(row.values, "name", "legal_name"):
        yield from known.by_legal_key.get(key, ())
        yield from known.by_name_key.get(key, ())
