"""The companies that rows are about, and the writes that each row needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, Self

from chains.choices import NameKind
from chains.models import Company, Placement, Segment, Source

from .contradictions import Said
from .places import Place

#: Stands for the key of the source that the commit makes.
NEW_SOURCE = 0

#: What is empty is one for all: most companies of a sheet have a single row, and most rows little to do.
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


def _nothing() -> Mapping[Any, Any]:
    return _NOTHING


class NewName(NamedTuple):
    """Another name that a row gives a company, and when it was used, where it is a former one."""

    name: str
    kind: str = NameKind.PRINTED
    used_from: date | None = None
    used_until: date | None = None


class Amendment(NamedTuple):
    """What a row changes of a name or label that a company has on record: model, key, and the fields."""

    model: str
    key: int
    fields: Mapping[str, Any]


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
    #: Whether rows of this sheet make it and none so far places it.
    unplaced: bool = False
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
    """The writes that one row needs."""

    subject: Subject
    makes: bool = False
    #: The company that the row's own was merged into since: of it, only the claim and its evidence are taken.
    heir: Company | None = None
    fields: dict[str, Any] = field(default_factory=dict)
    #: All that the row says of the company and its placement, as shown, whether that changes anything or not.
    says: dict[Any, str] = field(default_factory=dict)
    names: Sequence[NewName] = ()
    labels: Sequence[int] = ()
    #: What is said of each of the labels.
    label_fields: Mapping[str, Any] = field(default_factory=_nothing)
    amendments: Sequence[Amendment] = ()
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


class RowEntry(NamedTuple):
    """The writes that one row needs, in keys and plain values, so that they may wait in a file.

    ``placement`` is the key of the one that the row is about: None where it is to be made, by this row or by an earlier
    one that waits as well. ``source`` is what the row rests on: the key, :data:`NEW_SOURCE`, or None for nothing.
    """

    number: int
    company: int
    makes: bool
    fields: Mapping[str, Any]
    names: Sequence[NewName]
    labels: Sequence[int]
    label_fields: Mapping[str, Any]
    amendments: Sequence[Amendment]
    tickers: Sequence[tuple[str, str]]
    segment: int | None
    place: Place | None
    placement: int | None
    makes_placement: bool
    placement_fields: Mapping[str, Any]
    source: int | None
    has_evidence: bool
    printed_name: str
    locator: str

    @classmethod
    def of(cls, number: int, work: Work, source: Source | None) -> Self:
        """Return the entry of a row whose company has its key; ``source`` is that of the sheet."""
        subject, segment = work.subject, work.segment
        key = None if segment is None else segment.pk
        made = subject.made_placements.get((key, work.place))
        rests_on = work.source or source
        return cls(
            number=number,
            company=subject.pk,
            makes=work.makes,
            fields=work.fields,
            names=work.names,
            labels=work.labels,
            label_fields=dict(work.label_fields),
            amendments=work.amendments,
            tickers=work.tickers,
            segment=key,
            place=work.place,
            placement=made if work.placement is None else work.placement.pk,
            makes_placement=work.makes_placement,
            placement_fields=dict(work.placement_fields),
            source=None if rests_on is None else rests_on.pk or NEW_SOURCE,
            has_evidence=work.source is not None and segment is not None,
            printed_name=work.printed_name,
            locator=work.locator,
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (
            self.makes
            or self.fields
            or self.names
            or self.labels
            or self.amendments
            or self.tickers
            or self.makes_placement
            or self.placement_fields
            or self.has_evidence
        )

    def rest(self) -> Self:
        """Return what of a row about a company that is written ahead has to wait for the commit.

        Tickers have to be unique from the moment on that they are written, and a new source is made by the commit.
        """
        rest = self._replace(makes=False, fields={}, makes_placement=False, placement_fields={})
        return rest if self.source == NEW_SOURCE else rest._replace(names=(), labels=(), has_evidence=False)

    def ahead(self) -> Self:
        """Return what of such a row is written ahead."""
        ahead = self._replace(tickers=())
        return ahead if self.source != NEW_SOURCE else ahead._replace(names=(), labels=(), has_evidence=False)
