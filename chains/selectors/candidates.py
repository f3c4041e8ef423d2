"""Candidates for a gap, and other records tied to the segment, for page, API and export."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext

from chains.analysis import candidates as analysis
from chains.analysis.gaps import Node
from chains.analysis.wording import name_of
from chains.choices import Relation
from chains.index import with_list_columns
from chains.models import (
    City,
    Company,
    Listing,
    Placement,
    Platform,
    Province,
    ResearchBase,
    Segment,
    SegmentLink,
    Technology,
)

#: Companies read at once where all of a long list are.
_CHUNK = 500


@dataclass(frozen=True)
class CandidateView:
    """A gap with who could fill it, best first. ``segments`` maps the code of every segment to the segment."""

    segment: Segment
    provinces: tuple[Province, ...]
    cities: tuple[City, ...]
    segments: dict[str, Segment]
    found: analysis.Found

    @property
    def places(self) -> tuple[Province | City, ...]:
        """The places where the gap is, the narrower where both are given; none is anywhere."""
        return self.cities or self.provinces

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many candidates there are in each part of the list, see :meth:`CandidateRow.part`."""
        return Counter(_part(each.relation) for each in self.found.candidates)

    @cached_property
    def by_company(self) -> dict[Any, analysis.Candidate]:
        """The candidates by the key of their company."""
        return {each.company: each for each in self.found.candidates}

    def why(self, candidate: analysis.Candidate) -> list[str]:
        """Return why a candidate stands there, in the language of the reader, the nearest first."""
        return [analysis.in_words(reason, lambda code: name_of(self.segments[code])) for reason in candidate.reasons]

    def why_in_short(self, candidate: analysis.Candidate) -> str:
        """Return the same in one line, as a shortlist keeps it."""
        return gettext("; ").join(self.why(candidate))


@dataclass(frozen=True)
class CandidateRow:
    """A candidate with its company, which has all that the columns of a list show."""

    company: Company
    candidate: analysis.Candidate
    view: CandidateView

    @property
    def part(self) -> str:
        """The part of the list it stands in: ``same``, ``above`` or ``linked``, which are always shown apart."""
        return _part(self.candidate.relation)

    @property
    def why(self) -> list[str]:
        """Why it stands there, in the language of the reader."""
        return self.view.why(self.candidate)

    @property
    def placements(self) -> list[Placement]:
        """The placements behind that, in the same order."""
        own = {placement.pk: placement for placement in self.company.live_placements}
        return [own[key] for key in self.candidate.placements if key in own]


@dataclass(frozen=True)
class SegmentTies:
    """Other records tied to a segment: key technologies, research bases and platforms.

    Each base and platform carries ``tied``: to the segment or one below it; otherwise it is of the whole chain, and
    of a base it is not on record what in the chain it works on. A platform is tied by its host.
    """

    technologies: tuple[Technology, ...]
    research_bases: tuple[ResearchBase, ...]
    platforms: tuple[Platform, ...]


def candidate_view(segment: Segment, provinces: Iterable[Province] = (), cities: Iterable[City] = ()) -> CandidateView:
    """Return who could fill ``segment`` at these places (anywhere by default); see ``chains.analysis.candidates``.

    Four queries, whatever the number of rows: segments, links, companies, their placements.
    """
    provinces, cities = tuple(provinces), tuple(cities)
    segments = {
        each.code: each
        for each in Segment.objects.select_related("layer__chain", "parent").order_by(
            "layer__chain__order", "layer__order", "path"
        )
    }
    nodes = tuple(Node(each.code, each.parent.code if each.parent else None) for each in segments.values())
    links = SegmentLink.objects.order_by().values_list("upstream__code", "downstream__code")
    near = analysis.ties(nodes, [analysis.FeedLink(*ends) for ends in links], segment.code)
    close = Company.objects.working_in(near)
    gap = analysis.Gap(
        segment.code, frozenset(each.code for each in provinces), frozenset(each.code for each in cities)
    )
    found = analysis.candidates(gap, near, nodes, _stands(near), _traits(close))
    return CandidateView(segment, provinces, cities, segments, found)


def candidate_rows(view: CandidateView, candidates: Sequence[analysis.Candidate]) -> Iterator[CandidateRow]:
    """Yield these candidates of ``view`` with their companies: six queries for every 500 of them."""
    for start in range(0, len(candidates), _CHUNK):
        chunk = candidates[start : start + _CHUNK]
        wanted = Company.objects.published().filter(pk__in=[each.company for each in chunk])
        companies = {company.pk: company for company in with_list_columns(wanted)}
        for candidate in chunk:
            if company := companies.get(candidate.company):
                yield CandidateRow(company, candidate, view)


def support_of(segment: Segment) -> SegmentTies:
    """Return what else is tied to ``segment`` and what is below it, in three queries; ``tied`` stands first."""
    subtree = Segment.objects.in_subtree([segment.code])
    chain = segment.layer.chain
    technologies = Technology.objects.filter(pk__in=Technology.objects.filter(segments__in=subtree).values("pk"))
    bases = ResearchBase.objects.annotate(
        tied=_exists(ResearchBase.segments.through, researchbase=OuterRef("pk"), segment__in=subtree),
        elsewhere=_exists(ResearchBase.segments.through, researchbase=OuterRef("pk")),
    ).filter(Q(tied=True) | Q(elsewhere=False, chains=chain))
    hosts = Placement.objects.live().filter(segment__in=subtree, company=OuterRef("host"))
    platforms = Platform.objects.annotate(tied=Exists(hosts)).filter(chains=chain)
    return SegmentTies(
        technologies=tuple(technologies),
        research_bases=_tied_first(bases),
        platforms=_tied_first(platforms.select_related("host")),
    )


def _exists(model: type[Model], **conditions: Any) -> Exists:
    return Exists(model._default_manager.filter(**conditions))


def _tied_first(rows: QuerySet) -> tuple[Any, ...]:
    return tuple(rows.select_related("province", "city").distinct().order_by("-tied", "pinyin", "public_id"))


def _stands(codes: Iterable[str]) -> Iterator[analysis.LivePlacement]:
    """Yield every live placement of who works in these segments, with its city as far as that is known."""
    # Placements chosen by placements: by way of the companies, which are chosen by placements in turn, PostgreSQL
    # compares each with each three deep on tables that it has no statistics of yet, and takes half a minute.
    near = Placement.objects.live().filter(segment__code__in=list(codes))
    rows = Placement.objects.live().filter(company__in=near.values("company")).with_effective_city().order_by()
    columns = ("pk", "company_id", "segment__code", "province_id", "effective_city", "status")
    return (analysis.LivePlacement(*row) for row in rows.values_list(*columns).iterator())


def _traits(companies: QuerySet) -> dict[Any, analysis.Traits]:
    on_exchange = Listing.objects.filter(company=OuterRef("pk"), delisted_on__isnull=True)
    rows = companies.annotate(on_exchange=Exists(on_exchange), held=Count("labels")).order_by()
    columns = ("pk", "on_exchange", "held", "pinyin", "public_id")
    return {key: analysis.Traits(*about) for key, *about in rows.values_list(*columns)}


def _part(relation: Relation) -> str:
    if relation in analysis.SAME:
        return "same"
    return "above" if relation == Relation.ABOVE else "linked"
