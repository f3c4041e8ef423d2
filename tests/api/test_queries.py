"""Query budgets: every query has a name, and their number does not grow with the rows."""

from datetime import date

import pytest

from chains.models import Chain, CompanyLabel, CompanyName, Label, ResearchBase, ResearchBaseMember, Source
from tests.factories import make_snapshot, make_supply_share, make_target

pytestmark = pytest.mark.django_db

#: On top of each: when anything last changed.
CHANGED = 1

BUDGETS = {
    # count, rows with their region, layers, segments
    "chains/": 4,
    # count, rows with layer, chain and parent, children, feeds, fed_by
    "segments/": 5,
    # count, rows, provinces in order
    "regions/": 3,
    # count, rows, regions
    "provinces/": 3,
    # count, rows, groups
    "cities/": 3,
    # count, rows, names, their sources, listings, labels with chain, their sources, live placements with
    # segment, layer and chain, evidence with source
    "companies/": 9,
    # count, rows with company, segment, layer and chain, evidence with source
    "placements/": 3,
    # count, rows with source, chains, segments, members with company and base
    "research-bases/": 5,
    # count, rows with source and host, chains
    "platforms/": 3,
    # count, rows with source, chains
    "parks/": 3,
    # count, rows with source and chain
    "alliances/": 2,
    # count, rows with source and chain, segments
    "technologies/": 3,
    # count, rows with source, investor, chain and segment
    "projects/": 2,
    # count, rows with segment, chain, region and source
    "assessments/": 2,
    # count, rows with segment, chain and source
    "targets/": 2,
    # count, rows with segment, chain and source
    "supply-shares/": 2,
    # count, rows
    "sources/": 2,
    # count, rows with chain, region and batch; what is public changes without them
    "snapshots/": 2 - CHANGED,
}

SINGLE = {
    # the company, names, their sources, listings, labels, their sources, placements, evidence
    "companies/{company}/": 8,
    # the chain, layers, segments
    "chains/ic/": 3,
    # the segment, children, feeds, fed_by
    "segments/ic.equipment/": 4,
    # the chain, its region, provinces, segments, claims, assessments, targets
    "gaps/?chain=ic": 7,
    # the same; and the segment that was asked for, and whether it has children
    "gaps/?chain=ic&segment=ic.equipment": 9,
    # the chains with their regions; for both provinces, segments, claims, assessments and targets; evidence; segments
    # with supply shares
    "gaps/ranked/": 14,
    # the chain with its region; provinces, segments, claims, assessments; placements, links, alliances,
    # research bases, platforms, parks, sources
    "chains/ic/map/": 12,
    # the chain with its region; provinces, segments, claims, assessments; links
    "chains/ic/flow/": 6,
    # the chain with its region, the provinces, those of the region; provinces, segments, claims, assessments;
    # research bases, platforms, parks, each with their chains
    "compare/?chain=ic&province=310000&province=320000": 13,
    # per facet its counts and its values (status and listed have their values in the code; listed counts all
    # and listed ones; city groups need their cities, and cities the municipalities): 18; the list's own count
    "companies/facets/": 19,
}


@pytest.fixture
def company(make_placement):
    """Return a company that stands first in the list and has one of everything."""
    source = Source.objects.first()
    placement = make_placement("阿阿微电子", status="verified", verified_on=date(2026, 1, 1))
    placement.evidence.create(source=source, printed_name="阿微")
    company = placement.company
    CompanyName.objects.create(company=company, name="阿微", source=source)
    company.listings.create(exchange="sse", ticker="699997")
    CompanyLabel.objects.create(company=company, label=Label.objects.first(), source=source)
    for base in ResearchBase.objects.all():
        ResearchBaseMember.objects.create(base=base, name="阿微", company=company)
    make_target("ic.design", source=source)
    make_snapshot(Chain.objects.get(slug="ic"))
    make_supply_share("ic.design", "NL", source=source)
    make_supply_share("ic.lithography", "JP")
    return company


@pytest.mark.parametrize(("path", "budget"), BUDGETS.items())
def test_a_list_keeps_its_budget_whatever_its_length(client, django_assert_num_queries, company, path, budget):
    for limit in (1, 100):
        with django_assert_num_queries(budget + CHANGED):
            assert client.get(f"/api/v1/{path}?limit={limit}").status_code == 200


@pytest.mark.parametrize(("path", "budget"), SINGLE.items())
def test_a_record_and_a_table_keep_theirs(client, django_assert_num_queries, company, path, budget):
    with django_assert_num_queries(budget + CHANGED):
        assert client.get(f"/api/v1/{path.format(company=company.public_id)}").status_code == 200


@pytest.mark.parametrize("path", ["gaps/?chain=ic", "gaps/ranked/", "chains/ic/map/", "companies/facets/"])
def test_more_companies_cost_no_more_queries(client, django_assert_num_queries, make_placement, path):
    for number in range(30):
        make_placement(f"更多微电子{number}", "ic.design", "340000")
    with django_assert_num_queries(SINGLE[path] + CHANGED):
        assert client.get(f"/api/v1/{path}").status_code == 200


def test_a_refusal_asks_the_database_for_nothing_but_the_codes(client, django_assert_num_queries):
    # whether the chain exists
    with django_assert_num_queries(1 + CHANGED):
        assert client.get("/api/v1/companies/?chain=nonsense&limit=x&fields=y").status_code == 400
