"""The pages of a segment, a province and an institution."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from chains.analysis import gaps
from chains.analysis.coverage import Branch
from chains.analysis.targets import Attainment
from chains.choices import Stage
from chains.figures.sparklines import Trend
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    City,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Listing,
    Park,
    Placement,
    Platform,
    Project,
    Province,
    Region,
    ResearchBase,
    Segment,
    Source,
    SupplyShare,
    Target,
    Technology,
)

from .changes import trends_of
from .gaps import GapView, gap_view
from .supply import SegmentSupply, supply_of


@dataclass(frozen=True)
class ProvinceShare:
    """A province's part in a segment: its gap cell, the companies with a live placement there, and what is wanted."""

    province: Province
    cell: gaps.Cell
    companies: tuple[Company, ...]
    target: Target | None
    attainment: Attainment | None


@dataclass(frozen=True)
class SegmentPresence:
    """A place where a company works in a segment: a placement there, and those of the segments below, if any."""

    placement: Placement
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Elsewhere:
    """A company that fills a segment outside the region, with the places."""

    company: Company
    stands: tuple[SegmentPresence, ...]


@dataclass(frozen=True)
class SegmentProfile:
    """A segment with who fills it where, what stands below it, and what it is tied to.

    ``lineage`` runs from the top level down to the segment's parent. ``elsewhere`` holds the companies with live
    placements outside the region. ``assessments`` are those of the segment and of the segments above it, newest first.
    ``trends`` says how many companies there were at the last snapshots: by province, ``None`` for the whole region.
    ``branches`` say which sub-segments have nobody: in the whole region, then in each province.
    """

    segment: Segment
    view: GapView
    row: gaps.Row
    lineage: tuple[Segment, ...]
    children: tuple[tuple[Segment, gaps.Row], ...]
    branches: tuple[tuple[Region | Province, Branch], ...]
    shares: tuple[ProvinceShare, ...]
    elsewhere: tuple[Elsewhere, ...]
    assessments: tuple[Assessment, ...]
    technologies: tuple[Technology, ...]
    research_bases: tuple[ResearchBase, ...]
    projects: tuple[Project, ...]
    upstream: tuple[Segment, ...]
    downstream: tuple[Segment, ...]
    trends: dict[str | None, Trend]
    supply: SegmentSupply


def segment_profile(code: str) -> SegmentProfile:
    """Return the profile of one segment; raises ``Segment.DoesNotExist``."""
    segment = Segment.objects.select_related("layer__chain__region", "parent").get(code=code)
    view = gap_view(segment.layer.chain, parent=segment.parent)
    row = next(row for row in view.table.rows if row.segment == code)
    lineage = gaps.Tree(view.nodes).lineage(code)
    inside = view.inside(code).rows if row.coverage.defined else ()

    placements = list(
        Placement.objects.live()
        .in_subtree([code])
        .select_related("company", "province", "city", "segment")
        .prefetch_related("company__listings")
        .order_by("pk")
    )
    companies: dict[str | None, dict[int, Company]] = defaultdict(dict)
    for placement in placements:
        companies[placement.province_id].setdefault(placement.company_id, placement.company)
    region = {province.code for province in view.provinces}
    subtree = Segment.objects.in_subtree([code])
    return SegmentProfile(
        segment=segment,
        view=view,
        row=row,
        lineage=tuple(view.segments[above] for above in reversed(lineage[1:])),
        children=tuple((view.segments[child.segment], child) for child in inside),
        branches=(
            (view.region, view.occupancy.branch(code)),
            *((province, view.occupancy.branch(code, province.code)) for province in view.provinces),
        ),
        shares=tuple(
            ProvinceShare(
                province,
                cell,
                tuple(companies[province.code].values()),
                view.targets.get((code, province.code)),
                view.attainment(cell),
            )
            for province, cell in zip(view.provinces, row.cells, strict=True)
        ),
        elsewhere=_elsewhere(segment, [each for each in placements if each.province_id not in region]),
        assessments=tuple(
            Assessment.objects.filter(segment__code__in=lineage).select_related(
                "segment", "province", "region", "source"
            )
        ),
        technologies=tuple(Technology.objects.filter(segments__in=subtree).distinct()),
        research_bases=tuple(ResearchBase.objects.filter(segments__in=subtree).distinct()),
        projects=tuple(Project.objects.filter(segment__in=subtree).select_related("province", "city")),
        upstream=tuple(Segment.objects.filter(links_down__downstream=segment).select_related("layer__chain")),
        downstream=tuple(Segment.objects.filter(links_up__upstream=segment).select_related("layer__chain")),
        trends={province: trend for (segment, province), trend in trends_of(view).items() if segment == code},
        supply=supply_of(segment),
    )


def _elsewhere(segment: Segment, placements: Iterable[Placement]) -> tuple[Elsewhere, ...]:
    """Return the companies of these placements, each once, in the order of their first, and where each works."""
    found: dict[int, dict[Any, list[Placement]]] = {}
    for placement in placements:
        place = (placement.province_id, placement.city_id, placement.country.code)
        found.setdefault(placement.company_id, {}).setdefault(place, []).append(placement)
    return tuple(
        Elsewhere(
            next(iter(places.values()))[0].company,
            tuple(
                SegmentPresence(here[0], tuple(each.segment for each in here if each.segment_id != segment.pk))
                for here in places.values()
            ),
        )
        for places in found.values()
    )


@dataclass(frozen=True)
class ProvinceChain:
    """A province's column of one chain: per top-level segment its gap cell and its companies.

    ``branches`` are the segments with sub-segments, as this province fills them.
    """

    view: GapView
    cells: tuple[tuple[Segment, gaps.Cell, tuple[Company, ...]], ...]
    total: int
    branches: tuple[tuple[Segment, Branch], ...]


@dataclass(frozen=True)
class ProvinceProfile:
    """A province with its part in each chain and its institutions. ``companies`` are distinct."""

    province: Province
    companies: int
    chains: tuple[ProvinceChain, ...]
    cities: tuple[tuple[City, int], ...]
    research_bases: tuple[ResearchBase, ...]
    platforms: tuple[Platform, ...]
    parks: tuple[Park, ...]
    alliances: tuple[Alliance, ...]
    projects: tuple[Project, ...]


def province_profile(code: str) -> ProvinceProfile:
    """Return the profile of one province; raises ``Province.DoesNotExist``."""
    province = Province.objects.get(code=code)
    placements = list(
        Placement.objects.live()
        .filter(province=province)
        .with_effective_city()
        .select_related("company", "segment")
        .prefetch_related("company__listings")
        .order_by("pk")
    )
    companies: dict[str, dict[int, Company]] = defaultdict(dict)
    in_city: dict[str, set[int]] = defaultdict(set)
    for placement in placements:
        chain, top, *_below = placement.segment.path.split("/")
        companies[f"{chain}.{top}"].setdefault(placement.company_id, placement.company)
        in_city[placement.effective_city].add(placement.company_id)

    chains = []
    for chain in Chain.objects.filter(region__provinces=province).select_related("region"):
        view = gap_view(chain)
        position = view.table.provinces.index(code)
        cells = tuple(
            (view.segments[row.segment], row.cells[position], tuple(companies[row.segment].values()))
            for row in view.table.rows
        )
        branches = tuple(
            (view.segments[row.segment], view.occupancy.branch(row.segment, code))
            for row in view.table.rows
            if row.coverage.defined
        )
        chains.append(ProvinceChain(view, cells, view.table.columns[position], branches))
    return ProvinceProfile(
        province=province,
        companies=len({placement.company_id for placement in placements}),
        chains=tuple(chains),
        cities=tuple((city, len(in_city[city.code])) for city in City.objects.filter(province=province)),
        research_bases=tuple(ResearchBase.objects.filter(province=province).select_related("city")),
        platforms=tuple(Platform.objects.filter(province=province)),
        parks=tuple(Park.objects.filter(province=province)),
        alliances=tuple(Alliance.objects.filter(province=province)),
        projects=tuple(Project.objects.filter(province=province).select_related("segment")),
    )


def source_profile(slug: str) -> tuple[Source, dict[str, QuerySet]]:
    """Return a source with what rests on it, by kind; raises ``Source.DoesNotExist``."""
    source = Source.objects.get(slug=slug)
    evidence = (
        _public(Evidence)
        .filter(source=source)
        .select_related(
            "placement__company", "placement__segment__layer__chain", "placement__province", "placement__city"
        )
    )
    return source, {
        "evidence": evidence.order_by("locator", "pk"),
        "assessments": source.assessments.select_related("segment", "province", "region"),
        "research_bases": source.researchbase_set.select_related("province"),
        "platforms": source.platform_set.select_related("province"),
        "parks": source.park_set.select_related("province"),
        "alliances": source.alliance_set.select_related("city"),
        "projects": source.project_set.select_related("province"),
        "technologies": source.technology_set.all(),
        "supply_shares": source.supply_shares.select_related("segment"),
        "targets": source.targets.select_related("segment__layer__chain", "province"),
        "listings": _public(Listing).filter(source=source).select_related("company").order_by("ticker"),
        "names": _public(CompanyName).filter(source=source).select_related("company"),
        "registrations": Company.objects.published().filter(registration_status_source=source),
        "labels": _public(CompanyLabel).filter(source=source).select_related("company", "label"),
    }


def supported_counts(sources: QuerySet) -> QuerySet:
    """Return the sources, each with the numbers of what rests on it: ``n_evidence``, ``n_listings`` and so on."""
    kinds = {
        "n_evidence": Evidence,
        "n_assessments": Assessment,
        "n_research_bases": ResearchBase,
        "n_platforms": Platform,
        "n_parks": Park,
        "n_alliances": Alliance,
        "n_projects": Project,
        "n_technologies": Technology,
        "n_supply_shares": SupplyShare,
        "n_targets": Target,
        "n_listings": Listing,
    }
    # A subquery each: joined, the eleven tables would multiply each other's rows.
    return sources.annotate(**{name: _number_of(model) for name, model in kinds.items()})


def _public(model: type[Model]) -> QuerySet:
    """Return the rows of ``model`` that rest on a source, without those of what is not published."""
    if model is Evidence:
        # By the two columns rather than by a subquery of all placements.
        published = {"placement__stage": Stage.PUBLISHED, "placement__company__stage": Stage.PUBLISHED}
    elif model in (CompanyName, Listing, CompanyLabel):
        published = {"company__stage": Stage.PUBLISHED}
    else:
        published = {}
    return model.objects.filter(**published)


def _number_of(model: type[Model]) -> Coalesce:
    resting = (
        _public(model).filter(source=OuterRef("pk")).order_by().values("source").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(resting), 0)
