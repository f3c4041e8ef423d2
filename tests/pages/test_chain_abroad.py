"""A chain whose companies are all outside the region: nothing is counted, and the pages say why in words."""

import pytest

from chains.seeding.supply_chain import plan_supply_chain
from chains.seeding.supply_chain_writing import import_supply_chain
from tests.factories import make_company, make_placement, make_segment
from tests.pages.reading import page
from tests.supply_chain_files import INPUTS, SEQUENCE, five_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(client):
    """Import a small chain of the world, and read in English."""
    client.cookies["django_language"] = "en"
    import_supply_chain(plan_supply_chain(five_files()), slug="world", name="World chain")


@pytest.mark.usefixtures("world")
def test_the_map_says_that_nobody_is_in_the_region_and_where_they_are_found(client):
    note = page(client, "/chains/world/").one(class_="nobody-here")
    assert "All 2 companies on record work elsewhere." in note.text
    assert {"/companies/?chain=world", "/supply-shares/?chain=world"} <= set(note.links)


@pytest.mark.usefixtures("world")
def test_the_note_goes_once_somebody_is_there(client):
    make_placement(make_company(), "world.n2", province="310000")
    assert not page(client, "/chains/world/").all(class_="nobody-here")


def test_a_chain_without_any_company_has_no_such_note(client):
    chain = make_segment().layer.chain
    assert not page(client, chain.get_absolute_url()).all(class_="nobody-here")


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize("path", ["/gaps/?chain=world", "/segments/world.n6/", "/companies/?chain=world", "/"])
def test_the_other_pages_show_the_chain_as_well(client, path):
    assert page(client, path).one("h1").text


def test_a_map_of_many_columns_keeps_them_wide(client):
    tools = [{"input_id": f"M{n}", "input_name": f"Part {n}"} for n in range(20)]
    sequence = [{"input_id": f"M{n}", "goes_into_id": "N2"} for n in range(20)]
    plan = plan_supply_chain(five_files(inputs=[*INPUTS, *tools], sequence=[*SEQUENCE, *sequence]))
    import_supply_chain(plan, slug="world", name="World chain")
    assert page(client, "/chains/world/").all("div", class_="long")
    assert not page(client, "/chains/ic/").all("div", class_="long")
