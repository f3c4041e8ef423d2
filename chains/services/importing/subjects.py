"""What the rows of a sheet of companies are about, and what has to be done for each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from chains.models import Company, Placement, Segment, Source

from .contradictions import Said
from .vocabulary import Place

#: What is empty is one for all: most companies of a sheet have a single row, and most rows little to do.
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


def _nothing() -> Mapping[Any, Any]:
    return _NOTHING


@dataclass(slots=True, eq=False)
class Subject:
    """The company that rows are about: one on record (``pk``), or one that row ``made_by`` makes."""

    pk: int | None = None
    public_id: str = ""
    made_by: int | None = None
    #: The last row of the sheet that may be about it; after that it is forgotten.
    until: int = 0
    #: What rows of this sheet have said so far, and which did; only where several may be about it.
    said: Said | None = None
    #: What rows of this sheet have added so far: names, labels, listings, and by placement the evidence.
    names: frozenset[str] = frozenset()
    labels: frozenset[int] = frozenset()
    tickers: frozenset[tuple[str, str]] = frozenset()
    placements: Mapping[tuple[int, Place], int] = field(default_factory=_nothing)
    evidence: Mapping[tuple[Any, ...], int] = field(default_factory=_nothing)
    #: Those of the placements that rows of this sheet make, and their keys once they are written.
    made_placements: Mapping[tuple[int, Place], int | None] = field(default_factory=_nothing)

    @property
    def on_record(self) -> int | None:
        """The key of a company that was on record before this sheet; what the sheet makes is known from its rows."""
        return self.pk if self.made_by is None else None

    @property
    def target(self) -> str:
        """How a plan names it: by its id, or by the row that makes it."""
        return self.public_id if self.made_by is None else f"row:{self.made_by}"


@dataclass(slots=True)
class Work:
    """What the writer has to do for one row."""

    subject: Subject
    makes: bool = False
    #: The company that the row's own was merged into since: of it, only the claim and its evidence are taken.
    heir: Company | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    #: All that the row says of the company and its placement, as shown, whether that changes anything or not.
    says: dict[Any, str] = field(default_factory=dict)
    names: Sequence[str] = ()
    labels: Sequence[int] = ()
    tickers: Sequence[tuple[str, str]] = ()
    segment: Segment | None = None
    place: Place | None = None
    #: The placement on record, or None for one to be made (unless an earlier row makes it).
    placement: Placement | None = None
    makes_placement: bool = False
    placement_fields: Mapping[str, Any] = field(default_factory=_nothing)
    source: Source | None = None
    printed_name: str = ""
    locator: str = ""
