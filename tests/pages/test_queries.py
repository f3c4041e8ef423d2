"""Query budgets: on five pages every query has a name; elsewhere their number does not grow with the rows."""

import re
from types import SimpleNamespace

import pytest

from chains.models import Chain, Company, Label, Platform, Segment, Source
from tests.factories import (
    make_alliance,
    make_assessment,
    make_city,
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_link,
    make_listing,
    make_member,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_segment,
    make_snapshot,
    make_source,
    make_supply_share,
    make_target,
    make_technology,
)
from tests.pages.reading import content
from tests.queries import no_more, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

#: Every page asks for the chains of its navigation.
FRAME = 1

#: A gap table: its provinces, segments, placements and assessments.
GAPS = 4

#: What the list of companies shows of its rows: listings, labels, placements.
LIST_ROWS = 3

#: Facets, each its values and its counts: chain, layer, segment, province, city (2 each); groups with their cities
#: (3); label (2), of which those that have expired are counted apart (1); listed, which counts all and the listed ones,
#: and dissolved (2 each); status and registration status, whose values the code knows (1 each).
FACETS = 22

#: Whoever changes these numbers says which query came or went.
BUDGETS = {
    # the chains with their regions, a table for each of the two, the four numbers: companies, placements, verified
    # ones, sources
    "/": 1 + 2 * GAPS + 4 + FRAME,
    # the chain with its region, its table, placements, flows, alliances, research bases, platforms, parks, sources,
    # the newest date, labels for the filter
    "/chains/ic/": 1 + GAPS + 8 + FRAME,
    # the chain, its region, its table, what the counts rest on, its sources, its targets, which have supply shares and
    # what they are, the snapshots it can be compared with, the trends
    "/gaps/?chain=ic": 2 + GAPS + 7 + FRAME,
    # count, page
    "/companies/": 2 + LIST_ROWS + FACETS + FRAME,
    # the company, its names and listings with their sources, its labels with theirs and what they are, platforms,
    # memberships with their bases, projects, placements, evidence, the old ids of folded placements
    "{company}": 1 + 2 + 2 + 3 + 1 + 2 + 1 + 1 + 1 + 1 + FRAME,
}

#: Everything else takes no more queries for many rows than for few.
ELSEWHERE = (
    "/about/",
    "/chains/ic/?view=gaps&province=310000&label=little-giant&q=a",
    "/chains/ic/flow/",
    "/chains/ic/flow/?segment=ic.equipment",
    "/compare/",
    "/compare/?chain=ic&province=310000&province=320000",
    "/compare/?chain=ic&chain=ai&province=310000",
    "/compare/?chain=ic&city=310000&city=320500",
    "/regions/yangtze-delta/",
    "/gaps/?chain=ic&segment=ic.equipment",
    "/gaps/?chain=ic&against={snapshot}",
    "/gaps/ranked/",
    "/gaps/ranked/?province=310000",
    "/companies/?segment=ic.equipment&province=310000",
    "/segments/ic.equipment/",
    "/provinces/310000/",
    "{source}",
    "/search/?q=统计",
    "/placements/?segment=ic.equipment",
    "/segments/",
    "/provinces/",
    "/cities/",
    "/research-bases/",
    "/platforms/",
    "/parks/",
    "/alliances/",
    "/technologies/",
    "/projects/",
    "/assessments/",
    "/targets/",
    "/supply-shares/",
    "/sources/",
    "{base}",
    "{platform}",
    "{park}",
    "{alliance}",
    "{project}",
    "{technology}",
    "/companies.csv",
    "/placements.xlsx",
    "/gaps.json?chain=ic",
    "/gaps/ranked.csv",
    "/sources.csv",
    "/targets.csv",
)


def grow_companies(number: int, source: Source) -> Company:
    """Add companies in one segment at three places each, with all that a page could show of them."""
    equipment, label, city = Segment.objects.get(code="ic.equipment"), Label.objects.first(), make_city("310000")
    first = Company.objects.count()
    for each in range(first, first + number):
        company = make_company(f"统计微电子{each}", city=city, province_id="310000")
        for where in ({"city": "320500"}, {"province": "310000"}, {"country": "SG"}):
            make_evidence(make_placement(company, equipment, **where), source, printed_name="统计", locator="图1")
        make_company_name(company, f"别名{each}", source=source)
        make_listing(company, source=source)
        make_company_label(company, label, source=source)
    return company


def grow_the_rest(number: int, source: Source, company: Company) -> SimpleNamespace:
    """Add ``number`` of everything else, tied to one company and segment, and return the pages of the last ones."""
    ic = Chain.objects.get(slug="ic")
    equipment = Segment.objects.get(code="ic.equipment")
    place = {"city": make_city("310000"), "source": source}
    base = make_research_base(**place)
    first = Platform.objects.count()
    for each in range(first, first + number):
        name = f"统计{each}"
        # Each base is a member of the one before and has it as a member.
        before, base = base, make_research_base(name, **place)
        make_member(base, company=company)
        make_member(base, member_base=before)
        make_member(before, member_base=base)
        platform, park = make_platform(name, host=company, **place), make_park(name, **place)
        for record in (base, platform, park):
            record.chains.add(ic)
        base.segments.add(equipment)
        project = make_project(name, chain=ic, segment=equipment, investor_company=company, **place)
        alliance = make_alliance(name, chain=ic, heads_map=True, **place)
        technology = make_technology(name, field="集成电路", chain=ic, source=source)
        technology.segments.add(equipment)
        make_link(equipment, make_segment(layer=equipment.layer, name=name))
        make_link(make_segment(parent=equipment), equipment)
        make_assessment(equipment, source=make_source(), province="310000")
        make_assessment(equipment, source=make_source())
        make_supply_share(equipment, source=source, year=2000 + each)
        make_supply_share("ic.lithography", source=make_source())
        make_target(make_segment(parent=equipment), "310000", source=source)
    last = {
        "company": company,
        "source": source,
        "base": before,
        "platform": platform,
        "park": park,
        "alliance": alliance,
        "project": project,
        "technology": technology,
    }
    pages = {kind: record.get_absolute_url() for kind, record in last.items()}
    return SimpleNamespace(**pages, snapshot=make_snapshot(ic).public_id)


def spent(client, pages: SimpleNamespace) -> dict[str, list[str]]:
    """Return the queries of every page; ``pages`` are those of single records."""

    def read(path: str) -> None:
        response = client.get(path.format(**vars(pages)))
        assert response.status_code == 200, path
        content(response)

    return {path: queries_of(read, path) for path in (*BUDGETS, *ELSEWHERE)}


def over(asked: dict[str, list[str]]) -> str:
    """Return the pages that do not keep their budget, with their queries."""
    return "\n".join(
        f"{path}: {len(asked[path])} instead of {budget}\n" + "\n".join(f"   {sql[:200]}" for sql in asked[path])
        for path, budget in BUDGETS.items()
        if len(asked[path]) != budget
    )


def test_five_pages_keep_their_budget_and_no_page_takes_more_for_more_rows(client, monkeypatch):
    # Files read their rows by chunks; here all of them make one.
    monkeypatch.setattr("chains.tables.base.CHUNK", 1000)
    source = make_source(issuer="统计")
    company = grow_companies(9, source)
    # More than a search shows of a kind, so that it has to count them.
    pages = grow_the_rest(9, source, company)
    few = spent(client, pages)
    assert not over(few)
    grow_companies(30, source)
    grow_the_rest(6, source, company)
    many = spent(client, pages)
    assert not over(many)
    assert all(no_more(few[path], many[path]) for path in ELSEWHERE)


def test_a_refused_filter_asks_for_nothing_but_the_codes_in_it(client):
    asked = queries_of(client.get, "/companies/?chain=nonsense&page=x")
    assert {table for sql in asked for table in re.findall(r'FROM "(\w+)"', sql)} == {"chains_chain"}
