"""Rows whose companies were changed or created by others while the sheet was being committed."""

from array import array
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from chains.history.bulk_writing import keys_in_chunks
from chains.models import Company, CompanyName, CompanyRedirect, Listing

from .cleaning import CleanRow
from .faults import RowPlan
from .identity import code_in_words, known_by

#: How long before it was committed a change may have been stamped, at most: so far back they are looked for.
_UNDER_WAY = timedelta(minutes=2)


class ConcurrentChanges:
    """Remembers by what each row may mean a company, and finds those that a change of a company concerns.

    It keeps hashes, as :func:`.linking.linked_rows` does: where two happen to be equal, a row is looked at once more.
    """

    def __init__(self, began: datetime) -> None:
        self._since = began - _UNDER_WAY
        self._keys, self._numbers = array("q"), array("L")
        self._seen: dict[int, datetime] = {}

    def note(self, rows: Sequence[CleanRow], plans: Sequence[RowPlan]) -> None:
        """Remember rows, in their order, with what they were planned to be about."""
        for row, plan in zip(rows, plans, strict=True):
            own = {hash((kind, key)) for kind, key, _written in known_by(row)} | {hash(("id", plan.target))}
            self._keys.extend(own)
            self._numbers.extend([row.number] * len(own))

    def concerned(self) -> set[int]:
        """Return the rows that changes concern which were not looked at before."""
        changed = dict(Company.objects.filter(updated__gte=self._since).order_by().values_list("pk", "updated"))
        fresh = [pk for pk, updated in changed.items() if self._seen.get(pk) != updated]
        self._seen = changed
        keys = {hash(key) for some in keys_in_chunks(fresh) for key in _keys_of(some)}
        if not keys:
            return set()
        return {number for key, number in zip(self._keys, self._numbers, strict=True) if key in keys}


def _keys_of(companies: Sequence[int]) -> Iterator[tuple[str, str]]:
    """Yield all by which rows may mean these companies, as :func:`.identity.known_by` has it of rows."""
    rows = Company.objects.filter(pk__in=companies).order_by()
    for public_id, uscc, *names in rows.values_list("public_id", "uscc", "name_key", "legal_key", "name_en_key"):
        yield "id", public_id
        yield "uscc", uscc
        yield from (("name", key) for key in names)
    of_these = {"company__in": companies}
    for key in CompanyName.objects.filter(**of_these).values_list("name_key", flat=True):
        yield "name", key
    for public_id in CompanyRedirect.objects.filter(**of_these).values_list("public_id", flat=True):
        yield "id", public_id
    for pair in Listing.objects.filter(**of_these).values_list("exchange", "ticker"):
        yield "tickers", code_in_words(("tickers", pair))
