"""Companies as lists show them: plain values under the names that the models have, without an instance for any row.

A page of fifty companies shows some three hundred rows of seven tables, and making instances of them took longer than
all else on the page. Which rows belong to a company, and in what order, is said for both in ``selectors.companies``.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from chains import indexing
from chains.models import Chain, City, Company, Evidence, Label, Listing, Province, Segment

from .companies import given_labels, live_placements, names
from .prepared import Prepared


class ShownSource(NamedTuple):
    """A source, by what is shown of it."""

    slug: str


class ShownName(NamedTuple):
    """Another name of a company."""

    name: str
    kind: str
    locator: str
    source: ShownSource | None


class ShownListing(NamedTuple):
    """A listing."""

    exchange: str
    ticker: str
    listed_on: date | None
    delisted_on: date | None


class ShownLabel(NamedTuple):
    """A label as a company has it."""

    label: Label
    chain: Chain | None
    year: int | None
    issuer: str
    source: ShownSource | None


class ShownEvidence(NamedTuple):
    """Evidence for a placement."""

    printed_name: str
    locator: str
    source: ShownSource


class ShownPlacement(NamedTuple):
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
    evidence: Sequence[ShownEvidence]


class ShownCompany(NamedTuple):
    """A company with all that a list shows of it; without other names and evidence, where a list shows neither."""

    pk: int
    public_id: str
    name: str
    legal_name: str
    name_en: str
    uscc: str
    province_id: str | None
    city_id: str | None
    country: str
    founded_on: date | None
    website: str
    description: str
    created: datetime
    updated: datetime
    listings: Sequence[ShownListing]
    labels: Sequence[ShownLabel]
    live_placements: Sequence[ShownPlacement]
    names: Sequence[ShownName]


_OWN = ShownCompany._fields[:-4]
_PLACED = ("public_id", "segment_id", "province_id", "city_id", "country", "status", "verified_on")

_companies = Prepared(lambda: Company.objects.published().order_by(), "public_id", *_OWN)
_listings = Prepared(Listing.objects.all, "company", "company_id", *ShownListing._fields)
#: As ``given_labels`` and ``live_placements``, but for the order of labels and chains, which are at hand: a join takes
#: longer to plan than fifty rows to fetch.
_labels = Prepared(
    lambda: given_labels().order_by("year", "pk"),
    "company",
    *("company_id", "label_id", "chain_id", "year", "issuer", "source__slug"),
)
_placements = Prepared(
    lambda: live_placements().order_by("segment__path", "province_id", "pk"), "company", "company_id", "pk", *_PLACED
)
_names = Prepared(names, "company", "company_id", "name", "kind", "locator", "source__slug")
_evidence = Prepared(
    lambda: Evidence.objects.order_by("pk"), "placement", "placement_id", "printed_name", "locator", "source__slug"
)


def shown(ids: Sequence[str], catalogue: indexing.Catalogue, *, whole: bool) -> dict[str, ShownCompany]:
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

    def read(records: Mapping[Any, Mapping[Any, Any]]) -> Iterable[ShownCompany]:
        for row in companies:
            yield ShownCompany(
                *row,
                [ShownListing(*rest) for _company, *rest in listings.get(row[0], ())],
                sorted((_label(records, rest) for _company, *rest in labels.get(row[0], ())), key=_order_of_label),
                sorted(
                    (
                        _placement(records, evidence.get(pk, ()), rest)
                        for _company, pk, *rest in placements.get(row[0], ())
                    ),
                    key=_order_of_chain,
                ),
                [ShownName(*rest, _source(slug)) for _company, *rest, slug in others.get(row[0], ())],
            )

    try:
        return {company.public_id: company for company in read(catalogue.records)}
    except KeyError:
        # Somebody has just made a segment, or a place, and put a company there.
        return {company.public_id: company for company in read(indexing.read_catalogue().records)}


def _order_of_label(held: ShownLabel) -> int:
    return held.label.order


def _order_of_chain(placement: ShownPlacement) -> int:
    return placement.segment.layer.chain.order


def _source(slug: str | None) -> ShownSource | None:
    return None if slug is None else ShownSource(slug)


def _label(records: Mapping[Any, Mapping[Any, Any]], row: Sequence[Any]) -> ShownLabel:
    label, chain, year, issuer, slug = row
    return ShownLabel(
        records[Label][label], None if chain is None else records[Chain][chain], year, issuer, _source(slug)
    )


def _placement(
    records: Mapping[Any, Mapping[Any, Any]], evidence: Iterable[Sequence[Any]], row: Sequence[Any]
) -> ShownPlacement:
    public_id, segment, province, city, *rest = row
    return ShownPlacement(
        public_id,
        records[Segment][segment],
        None if province is None else records[Province][province],
        None if city is None else records[City][city],
        province,
        city,
        *rest,
        [ShownEvidence(name, locator, ShownSource(slug)) for _placement, name, locator, slug in evidence],
    )
