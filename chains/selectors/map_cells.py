"""Who stands in the cells of a map: by the index where it can answer, and else placement by placement."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, QuerySet

from chains import indexing
from chains.analysis.cells import RANKS, Ground
from chains.analysis.cells import Occupants as Occupied
from chains.analysis.codes import public_id_of
from chains.choices import PlacementStatus
from chains.models import Company, CompanyLabel, Listing
from chains.querysets import Choice

from .facets import is_answered


@dataclass(frozen=True, slots=True)
class MapCompany:
    """A company as a cell shows it, with the status of its best-known placement there."""

    public_id: str
    name: str
    name_en: str
    listed: bool
    labelled: bool
    status: str


@dataclass(frozen=True)
class Shown:
    """Companies in a cell or a sub-segment: how many, the first of them, and how many more the filter hides."""

    count: int = 0
    companies: tuple[MapCompany, ...] = ()
    hidden: int = 0


NOBODY = Shown()


@dataclass
class Occupants:
    """Who is on a map: by (code of the top-level segment, province), and by the code of a segment right below one.

    ``placements``, ``companies`` and ``verified`` count what the map shows.
    """

    cells: Mapping[tuple[str, str], Shown] = field(default_factory=dict)
    below: Mapping[str, Shown] = field(default_factory=dict)
    placements: int = 0
    companies: int = 0
    verified: int = 0


def by_index(
    chain: str, tops: Sequence[str], below: Sequence[str], provinces: Sequence[str], choice: Choice, most: int
) -> Occupants | None:
    """Return who fits the choice, up to ``most`` in each place in the order of the list; ``None`` where it cannot tell.

    Two queries, one of which asks for the names that are not known yet. What is in a segment is kept until a company
    there changes, where nothing is chosen.
    """
    if not is_answered(choice):
        return None
    with indexing.current() as state:
        if state is None:
            return None
        labels = [entry.value for entry in state.catalogue.entries["label"]]
        ground = Ground(state.index, chain, provinces, choice)

        def reckon(codes: Sequence[str]) -> dict[str, dict[str | None, Shown]]:
            asked_tops, asked_below = ([code for code in kind if code in codes] for kind in (tops, below))
            return _named(ground.occupants(asked_tops, asked_below, labels, most), state.number)

        codes = [*tops, *below]
        kind = ("occupants", chain, tuple(provinces), most)
        shown = reckon(codes) if ground.filtered else state.by_segment(kind, codes, reckon)
        placements, companies, verified = ground.totals
    return Occupants(
        {(code, province): shown[code].get(province, NOBODY) for code in tops for province in provinces},
        {code: shown[code].get(None, NOBODY) for code in below},
        placements,
        companies,
        verified,
    )


def _named(found: Occupied, revision: int) -> dict[str, dict[str | None, Shown]]:
    """Return who is in each segment, by province (``None``: anywhere), with their names; one query for unknown ones."""
    ids = list({each.key: public_id_of(each.key) for first in found.first.values() for each in first}.values())
    names = indexing.fragments("names", ids, revision, _names)
    shown: dict[str, dict[str | None, Shown]] = defaultdict(dict)
    for place, (count, hidden) in found.counts.items():
        code, province = place if isinstance(place, tuple) else (place, None)
        companies = tuple(
            MapCompany(public_id, *names[public_id].split("\n"), each.listed, each.labelled, each.status)
            for each in found.first[place]
            if (public_id := public_id_of(each.key)) in names
        )
        shown[code][province] = Shown(count, companies, hidden)
    return shown


def _names(ids: list[str]) -> dict[str, str]:
    rows = Company.objects.filter(public_id__in=ids).order_by().values_list("public_id", "name", "name_en")
    # Names have no line breaks: they are tidied.
    return {public_id: f"{name}\n{name_en}" for public_id, name, name_en in rows}


def by_placement(
    placements: QuerySet, live: Iterable[tuple[str, str | None, int]], most: int | None, *, as_listed: bool
) -> Occupants:
    """Return who has one of these placements, up to ``most`` in each place: in the order of the list, or of entry.

    ``live`` are (top-level segment, province, company) without a filter, to tell how many are hidden.
    """
    order = ("company__pinyin", "company__public_id", "pk") if as_listed else ("pk",)
    found = list(_rows(placements, order))
    cells: dict[tuple[str, str], dict[int, MapCompany]] = defaultdict(dict)
    below: dict[str, dict[int, MapCompany]] = defaultdict(dict)
    for placement in found:
        chain, top, *rest = placement["segment__path"].rstrip("/").split("/")
        company = MapCompany(
            public_id=placement["company__public_id"],
            name=placement["company__name"],
            name_en=placement["company__name_en"],
            listed=placement["listed"],
            labelled=placement["labelled"],
            status=placement["status"],
        )
        groups = [cells[f"{chain}.{top}", placement["province_id"]]]
        if rest:
            groups.append(below[f"{chain}.{rest[0]}"])
        for group in groups:
            known = group.get(placement["company_id"])
            if known is None or RANKS[company.status] < RANKS[known.status]:
                group[placement["company_id"]] = company
    everybody: dict[tuple[str, str | None], set[int]] = defaultdict(set)
    for top, province, company in live:
        everybody[top, province].add(company)
    return Occupants(
        {
            # Not a difference of numbers: a filter for withdrawn placements shows others than those it hides.
            place: _shown(cells.get(place, {}), most, len(everybody.get(place, set()) - cells.get(place, {}).keys()))
            for place in everybody.keys() | cells.keys()
        },
        {code: _shown(group, most, 0) for code, group in below.items()},
        placements=len(found),
        companies=len({placement["company_id"] for placement in found}),
        verified=sum(placement["status"] == PlacementStatus.VERIFIED for placement in found),
    )


def _shown(group: Mapping[int, MapCompany], most: int | None, hidden: int) -> Shown:
    return Shown(len(group), tuple(group.values())[:most], hidden)


def _rows(placements: QuerySet, order: Sequence[str]) -> QuerySet:
    on_exchange = Listing.objects.filter(company=OuterRef("company"), delisted_on__isnull=True)
    labels = CompanyLabel.objects.filter(company=OuterRef("company"))
    return (
        placements.annotate(listed=Exists(on_exchange), labelled=Exists(labels))
        .order_by(*order)
        .values(
            "company_id",
            "company__public_id",
            "company__name",
            "company__name_en",
            "segment__path",
            "province_id",
            "status",
            "listed",
            "labelled",
        )
    )
