"""The number of queries of an endpoint does not grow with the rows."""

import re
from datetime import date

import pytest

from chains.api.urls import LISTS
from chains.models import Chain, CompanyLabel, CompanyName, Label, ResearchBase, ResearchBaseMember, Source
from tests.factories import make_snapshot, make_supply_share, make_target
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db

#: Records, tables and what is counted.
SINGLE = (
    "chains/ic/",
    "chains/ic/flow/",
    "chains/ic/map/",
    "companies/facets/",
    "companies/{company}/",
    "compare/?chain=ic&province=310000&province=320000",
    "gaps/?chain=ic",
    "gaps/?chain=ic&segment=ic.equipment",
    "gaps/ranked/",
    "segments/ic.equipment/",
)


def read(client, path: str) -> None:
    assert client.get(f"/api/v1/{path}").status_code == 200


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


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.usefixtures("company")
def test_a_list_takes_as_many_queries_for_a_hundred_rows_as_for_one(client, name):
    one, hundred = (queries_of(read, client, f"{name}/?limit={limit}") for limit in (1, 100))
    assert no_more(one, hundred)


def test_records_and_tables_take_no_more_queries_when_there_are_more_companies(client, company, make_placement):
    paths = [path.format(company=company.public_id) for path in SINGLE]
    few = {path: queries_of(read, client, path) for path in paths}
    for number in range(30):
        make_placement(f"更多微电子{number}", "ic.design", "340000")
        CompanyName.objects.create(company=company, name=f"又名{number}", source=Source.objects.last())
    assert all(no_more(few[path], queries_of(read, client, path)) for path in paths)


def test_a_refusal_asks_the_database_for_nothing_but_the_codes(client):
    asked = queries_of(client.get, "/api/v1/companies/?chain=nonsense&limit=x&fields=y")
    # whether the chain exists; when anything last changed is not asked by a model
    assert {table for sql in asked for table in re.findall(r'FROM "(\w+)"', sql)} == {"chains_chain"}
