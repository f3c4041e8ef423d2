"""Companies as lists show them: plain values with the attribute names of the models.

A page of fifty companies shows some three hundred rows of seven tables, and making instances of them takes longer than
all else on the page: :func:`rows_by_id` makes none. Where a queryset has the companies at hand, :func:`row_of` makes
the same of an instance.
"""

from collections import namedtuple
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.utils.timezone import localdate

from chains.analysis.labels import is_expired
from chains.models import Chain, City, Company, CompanyLabel, Evidence, Label, Listing, Province, Segment
from chains.models.columns import COLUMNS, Column, Use

from .catalogue import Catalogue, read_catalogue
from .company_columns import given_labels, live_placements, names
from .prepared_queries import PreparedRows


class SourceOfRow(NamedTuple):
    """A source, by what is shown of it."""

    slug: str


class NameOfRow(NamedTuple):
    """Another name of a company."""

    name: str
    kind: str
    locator: str
    used_from: date | None
    used_until: date | None
    source: SourceOfRow | None


class ListingOfRow(NamedTuple):
    """A listing."""

    exchange: str
    ticker: str
    listed_on: date | None
    delisted_on: date | None
    source: SourceOfRow | None


class LabelOfRow(namedtuple("_LabelOfRow", COLUMNS[CompanyLabel].names(Use.READ))):
    """A label as a company has it, with its chain and source where it has such."""

    __slots__ = ()

    @property
    def expired(self) -> bool:
        """Whether the company has it no more."""
        return is_expired(self.valid_until, self.reexamination, localdate())


class EvidenceOfRow(NamedTuple):
    """Evidence for a placement."""

    printed_name: str
    locator: str
    source: SourceOfRow


class PlacementOfRow(NamedTuple):
    """A live placement."""

    public_id: str
    segment: Segment
    province: Province | None
    city: City | None
    province_id: str | None
    city_id: str | None
    country: str
    status: str
    verified_on: date | None
    evidence: Sequence[EvidenceOfRow]


def _path(column: Column) -> tuple[str, str]:
    """Return the attribute that shows a column, and where its value stands: a source is shown by its slug."""
    of = column.field
    refers = of.is_relation and column.key != of.target_field.name
    return (column.name, f"{column.name}__{column.key}") if refers else (of.attname, of.attname)


#: The columns of a company itself that readers are given, as its declaration has them, and where each stands.
_PATHS = dict(_path(column) for column in COLUMNS[Company] if column.has(Use.READ))
_OWN = ("pk", "public_id", "created", "updated", *_PATHS)
_SOURCES = [place for place, name in enumerate(_OWN) if _PATHS.get(name, name) != name]
_RELATED = ("listings", "labels", "live_placements", "names")


class CompanyRow(namedtuple("_CompanyRow", (*_OWN, *_RELATED))):
    """A company with all that a list shows of it; without other names and evidence, where a list shows neither.

    After its own columns come its ``listings``, ``labels``, ``live_placements`` and other ``names``.
    """

    __slots__ = ()


_PLACED = ("public_id", "segment_id", "province_id", "city_id", "country", "status", "verified_on")

_companies = PreparedRows(
    lambda: Company.objects.published().order_by(), "public_id", *(_PATHS.get(name, name) for name in _OWN)
)
_listings = PreparedRows(Listing.objects.all, "company", "company_id", *ListingOfRow._fields[:-1], "source__slug")
#: As ``given_labels`` and ``live_placements``, but for the order of labels and chains, which are at hand: a join takes
#: longer to plan than fifty rows to fetch.
_labels = PreparedRows(
    lambda: given_labels().order_by("year", "pk"),
    "company",
    *("company_id", "label_id", "chain_id", *LabelOfRow._fields[2:-1], "source__slug"),
)
_placements = PreparedRows(
    lambda: live_placements().order_by("segment__path", "province_id", "pk"), "company", "company_id", "pk", *_PLACED
)
_names = PreparedRows(names, "company", "company_id", *NameOfRow._fields[:-1], "source__slug")
_evidence = PreparedRows(
    lambda: Evidence.objects.order_by("pk"), "placement", "placement_id", "printed_name", "locator", "source__slug"
)


def rows_by_id(ids: Sequence[str], catalogue: Catalogue, *, whole: bool) -> dict[str, CompanyRow]:
    """Return the published companies with these ids, by id, in no order; four queries, or six for them as a ``whole``.

    A row of the page shows neither other names nor evidence, so it does without.
    """
    companies = _companies.of(ids)
    keys = [row[0] for row in companies]
    placements, labels, listings = _placements.by_key(keys), _labels.by_key(keys), _listings.by_key(keys)
    others, evidence = {}, {}
    if whole:
        others = _names.by_key(keys)
        evidence = _evidence.by_key([row[1] for rows in placements.values() for row in rows])

    def read(records: Mapping[Any, Mapping[Any, Any]]) -> Iterable[CompanyRow]:
        for row in companies:
            yield CompanyRow(
                *(_source(value) if place in _SOURCES else value for place, value in enumerate(row)),
                [ListingOfRow(*rest, _source(slug)) for _company, *rest, slug in listings.get(row[0], ())],
                sorted((_label(records, rest) for _company, *rest in labels.get(row[0], ())), key=_order_of_label),
                sorted(
                    (
                        _placement(records, evidence.get(pk, ()), rest)
                        for _company, pk, *rest in placements.get(row[0], ())
                    ),
                    key=_order_of_chain,
                ),
                [NameOfRow(*rest, _source(slug)) for _company, *rest, slug in others.get(row[0], ())],
            )

    try:
        return {company.public_id: company for company in read(catalogue.records)}
    except KeyError:
        # Somebody has just made a segment, or a place, and put a company there.
        return {company.public_id: company for company in read(read_catalogue().records)}


def row_of(company: Company, *, whole: bool) -> CompanyRow:
    """Return the row of an instance that has its related rows: as :func:`~.company_columns.with_row_columns` gives it.

    As a ``whole`` with those of :func:`~.company_columns.with_whole_rows`. No query.
    """
    sources = {
        _OWN[place]: SourceOfRow(source.slug) if whole and (source := getattr(company, _OWN[place])) else None
        for place in _SOURCES
    }
    return CompanyRow(
        *(sources[name] if name in sources else _value(company, name) for name in _OWN),
        [
            ListingOfRow(
                *_values(each, ListingOfRow._fields[:-1]),
                _source(each.source.slug) if whole and each.source else None,
            )
            for each in company.listings.all()
        ],
        [
            LabelOfRow(
                held.label,
                held.chain if whole else None,
                *_values(held, LabelOfRow._fields[2:-1]),
                _source(held.source.slug) if whole and held.source else None,
            )
            for held in company.labels.all()
        ],
        [
            PlacementOfRow(
                *_values(placement, PlacementOfRow._fields[:-1]),
                [
                    EvidenceOfRow(each.printed_name, each.locator, SourceOfRow(each.source.slug))
                    for each in (placement.evidence.all() if whole else ())
                ],
            )
            for placement in company.live_placements
        ],
        [
            NameOfRow(*_values(each, NameOfRow._fields[:-1]), _source(each.source.slug) if each.source else None)
            for each in (company.names.all() if whole else ())
        ],
    )


def _values(row: Any, names: Iterable[str]) -> list[Any]:
    return [_value(row, name) for name in names]


def _value(row: Any, name: str) -> Any:
    # A country as its code, which is what a column holds.
    return str(getattr(row, name)) if name == "country" else getattr(row, name)


def _order_of_label(held: LabelOfRow) -> int:
    return held.label.order


def _order_of_chain(placement: PlacementOfRow) -> int:
    return placement.segment.layer.chain.order


def _source(slug: str | None) -> SourceOfRow | None:
    return None if slug is None else SourceOfRow(slug)


def _label(records: Mapping[Any, Mapping[Any, Any]], row: Sequence[Any]) -> LabelOfRow:
    label, chain, *rest, slug = row
    return LabelOfRow(records[Label][label], None if chain is None else records[Chain][chain], *rest, _source(slug))


def _placement(
    records: Mapping[Any, Mapping[Any, Any]], evidence: Iterable[Sequence[Any]], row: Sequence[Any]
) -> PlacementOfRow:
    public_id, segment, province, city, *rest = row
    return PlacementOfRow(
        public_id,
        records[Segment][segment],
        None if province is None else records[Province][province],
        None if city is None else records[City][city],
        province,
        city,
        *rest,
        [EvidenceOfRow(name, locator, SourceOfRow(slug)) for _placement, name, locator, slug in evidence],
    )
