"""What the rows of a sheet of companies are about, and what has to be done for each row."""

from dataclasses import dataclass, field
from typing import Any

from chains.models import Placement, Segment, Source

from .vocabulary import Place


@dataclass(slots=True, eq=False)
class Subject:
    """The company that rows are about: one on record (``pk``), or one that row ``made_by`` makes."""

    pk: int | None = None
    public_id: str = ""
    made_by: int | None = None
    #: The last row of the sheet that may be about it; after that it is forgotten.
    until: int = 0
    #: What rows of this sheet have set so far, and which row did.
    fields: dict[str, tuple[Any, int]] = field(default_factory=dict)
    #: What rows of this sheet have added so far: names, labels, listings, and by placement the evidence.
    names: set[str] = field(default_factory=set)
    labels: set[int] = field(default_factory=set)
    tickers: set[tuple[str, str]] = field(default_factory=set)
    placements: dict[tuple[int, Place], Any] = field(default_factory=dict)
    evidence: dict[tuple[Any, ...], int] = field(default_factory=dict)
    #: Those of the placements that rows of this sheet make, and their keys once they are written.
    made_placements: dict[tuple[int, Place], int | None] = field(default_factory=dict)

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
    fields: dict[str, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    tickers: list[tuple[str, str]] = field(default_factory=list)
    segment: Segment | None = None
    place: Place | None = None
    #: The placement on record, or None for one to be made (unless an earlier row makes it).
    placement: Placement | None = None
    makes_placement: bool = False
    placement_fields: dict[str, Any] = field(default_factory=dict)
    source: Source | None = None
    printed_name: str = ""
    locator: str = ""
