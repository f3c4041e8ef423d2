"""Query budgets: every query has a name, and their number does not grow with the rows."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

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

pytestmark = pytest.mark.django_db

#: Every page asks for the chains of its navigation.
FRAME = 1

#: A gap table: its provinces, segments, placements and assessments.
GAPS = 4

#: Rows of companies: names, listings, labels, placements, evidence.
COMPANY_ROWS = 5

#: Of those, what the list of companies shows: listings, labels, placements.
LIST_ROWS = 3

#: Facets, each its values and its counts: chain, layer, segment, province, city (2 each); groups with their cities
#: (3); label (2); listed, which counts all and the listed ones (2); status, whose values the code knows (1).
FACETS = 18

#: On SQLite the keys of a file's rows are read before the rows themselves.
KEYS = 1 if connection.vendor == "sqlite" else 0
BUDGETS = {
    # the chains with their regions, a table for each of the two, the four numbers: companies, placements, verified
    # ones, sources
    "/": 1 + 2 * GAPS + 4 + FRAME,
    "/about/": FRAME,
    # the chain with its region, its table, placements, flows, alliances, research bases, platforms, parks, sources,
    # the newest date, labels for the filter
    "/chains/ic/": 1 + GAPS + 8 + FRAME,
    # besides: the province and the label that were asked for
    "/chains/ic/?view=gaps&province=310000&label=little-giant&q=a": 1 + 2 + GAPS + 8 + FRAME,
    # the chain with its region, its table, its links
    "/chains/ic/flow/": 1 + GAPS + 1 + FRAME,
    # besides: the segment, and whether it has anything below
    "/chains/ic/flow/?segment=ic.equipment": 1 + 2 + GAPS + 1 + FRAME,
    # values to choose: chains, provinces, cities, parks
    "/compare/": 4 + FRAME,
    # the chains, the provinces, those of the region; a table; bases, platforms and parks with their chains; the values
    # to choose
    "/compare/?chain=ic&province=310000&province=320000": 3 + GAPS + 6 + 4 + FRAME,
    # the same with two chains
    "/compare/?chain=ic&chain=ai&province=310000": 4 + 2 * GAPS + 6 + 4 + FRAME,
    # the chains, the cities, a table, what is in the cities
    "/compare/?chain=ic&city=310000&city=320500": 2 + GAPS + 1 + 6 + 4 + FRAME,
    # the region, its provinces, cities; the two facets, companies in no city; values to choose: chain, segment, label
    "/regions/yangtze-delta/": 1 + 2 + 4 + 1 + 3 + FRAME,
    # the chain, its region, its table, what the counts rest on, its sources, its targets, which have supply shares and
    # what they are, the snapshots it can be compared with, the trends
    "/gaps/?chain=ic": 2 + GAPS + 7 + FRAME,
    # besides: the segment, and whether it has anything below
    "/gaps/?chain=ic&segment=ic.equipment": 2 + 2 + GAPS + 7 + FRAME,
    # besides: the snapshot with its chain and region, its cells, the evidence that has come since
    "/gaps/?chain=ic&against={snapshot}": 2 + 3 + GAPS + 7 + FRAME,
    # the chains with their regions, a table for each of the two, what counts rest on, its sources, which have supply
    # shares, the targets of both; values to choose: chain, segment, province
    "/gaps/ranked/": 1 + 2 * GAPS + 3 + 2 + 3 + FRAME,
    # besides: the province that was asked for
    "/gaps/ranked/?province=310000": 1 + 1 + 2 * GAPS + 3 + 2 + 3 + FRAME,
    # count, page
    "/companies/": 2 + LIST_ROWS + FACETS + FRAME,
    # besides: the segment and the province that were asked for
    "/companies/?segment=ic.equipment&province=310000": 2 + 2 + LIST_ROWS + FACETS + FRAME,
    # the company, its names and listings with their sources, its labels with theirs and what they are, platforms,
    # memberships with their bases, projects, placements, evidence, the old ids of folded placements
    "{company}": 1 + 2 + 2 + 3 + 1 + 2 + 1 + 1 + 1 + 1 + FRAME,
    # the segment, its table, placements, listings, assessments, technologies, research bases, projects, upstream,
    # downstream, shares of the supply, targets, its numbers at the last snapshots
    "/segments/ic.equipment/": 1 + GAPS + 11 + FRAME,
    # the province, placements, listings, the chains over it with a table each, cities, research bases, platforms,
    # parks, alliances, projects
    "/provinces/310000/": 4 + 2 * GAPS + 6 + FRAME,
    # the source, and the thirteen kinds of rows that may rest on it
    "{source}": 1 + 13 + FRAME,
    # twelve kinds; of those with more than fit (all but chains, provinces, cities and sources) their number; the
    # rows of the companies
    # of companies the keys of the best and then their rows; on PostgreSQL also what the planner expects of the text,
    # and their number by their own columns first
    "/search/?q=统计": 12 + 8 + 1 + (2 if connection.vendor == "postgresql" else 0) + COMPANY_ROWS + FRAME,
    # count, page, evidence; values to choose: chain, segment, province
    "/placements/?segment=ic.equipment": 3 + 3 + 1 + FRAME,
    # count, page; chain, layer
    "/segments/": 2 + 2 + FRAME,
    # count, page; region
    "/provinces/": 2 + 1 + FRAME,
    # count, page, groups; province, group
    "/cities/": 3 + 2 + FRAME,
    # count, page, chains, members; chain, province
    "/research-bases/": 4 + 2 + FRAME,
    # count, page, chains; chain, province
    "/platforms/": 3 + 2 + FRAME,
    "/parks/": 3 + 2 + FRAME,
    # count, page; chain, province
    "/alliances/": 2 + 2 + FRAME,
    # count, page, segments; chain, segment
    "/technologies/": 3 + 2 + FRAME,
    # count, page; chain, segment, province
    "/projects/": 2 + 3 + FRAME,
    # count, page; chain, segment
    "/assessments/": 2 + 2 + FRAME,
    # count, page; chain, segment, province
    "/targets/": 2 + 3 + FRAME,
    # count, page; chain, segment, source
    "/supply-shares/": 2 + 3 + FRAME,
    # count, page with what each supports
    "/sources/": 2 + FRAME,
    # the base; its chains, segments, members with company and base, the bases it is a member of
    "{base}": 1 + 2 + 3 + 2 + FRAME,
    # the row, its chains
    "{platform}": 2 + FRAME,
    "{park}": 2 + FRAME,
    # the row
    "{alliance}": 1 + FRAME,
    "{project}": 1 + FRAME,
    # the row, its segments with layer and chain
    "{technology}": 2 + 2 + FRAME,
    # files: the rows
    # names, listings, labels, placements; a file shows no evidence
    "/companies.csv": KEYS + 1 + 4,
    "/placements.xlsx": KEYS + 2,
    # besides: its targets
    "/gaps.json?chain=ic": 2 + GAPS + 1,
    # as the page, without values to choose
    "/gaps/ranked.csv": 1 + 2 * GAPS + 3 + 2,
    "/sources.csv": KEYS + 1,
    "/targets.csv": KEYS + 1,
}


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
    asked = {}
    for path in BUDGETS:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path.format(**vars(pages)))
            assert response.status_code == 200, path
            content(response)
        asked[path] = [query["sql"] for query in queries.captured_queries]
    return asked


def over(asked: dict[str, list[str]]) -> str:
    """Return the pages that do not keep their budget, with their queries."""
    return "\n".join(
        f"{path}: {len(sqls)} instead of {BUDGETS[path]}\n" + "\n".join(f"   {sql[:200]}" for sql in sqls)
        for path, sqls in asked.items()
        if len(sqls) != BUDGETS[path]
    )


def test_every_page_keeps_its_budget_however_many_rows_there_are(client, monkeypatch):
    # Files read their rows by stretches; here all of them make one.
    monkeypatch.setattr("chains.tables.base.CHUNK", 1000)
    source = make_source(issuer="统计")
    company = grow_companies(9, source)
    # More than a search shows of a kind, so that it has to count them.
    pages = grow_the_rest(9, source, company)
    assert not over(spent(client, pages))
    grow_companies(30, source)
    grow_the_rest(6, source, company)
    assert not over(spent(client, pages))


def test_a_refused_filter_asks_for_nothing_but_the_codes_in_it(client, django_assert_num_queries):
    # whether the chain exists
    with django_assert_num_queries(1 + FRAME):
        client.get("/companies/?chain=nonsense&page=x")
