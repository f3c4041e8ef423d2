"""A place is a province, with a city in it if that is known, or a country: one of the two."""

import pytest

from chains.models import City, Company, Placement
from tests.factories import (
    ANHUI,
    JIANGSU,
    SHANGHAI,
    make_alliance,
    make_city,
    make_company,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_province,
    make_research_base,
)
from tests.models.refusal import refused, refused_by_database, said_against, taken

pytestmark = pytest.mark.django_db

PLACED = {
    "alliance": make_alliance,
    "company": make_company,
    "park": make_park,
    "placement": make_placement,
    "platform": make_platform,
    "project": make_project,
    "researchbase": make_research_base,
}


@pytest.fixture(params=PLACED)
def placed(request):
    """The name of a model with a place, and a row of it in 苏州."""
    return request.param, PLACED[request.param](city="320500")


def test_a_province_or_a_country_but_not_both(placed):
    name, row = placed
    taken(row, province=make_province(JIANGSU), city=None, country="")
    taken(row, province=None, city=None, country="DE")
    refused(row, f"{name}_place_is_one", province=make_province(JIANGSU), city=None, country="DE")


def test_a_city_needs_its_province_in_the_database(placed):
    name, row = placed
    with refused_by_database(f"{name}_place_is_one"):
        type(row)._base_manager.filter(pk=row.pk).update(province=None)


def test_no_city_abroad(placed):
    name, row = placed
    refused(row, f"{name}_place_is_one", province=None, country="DE")


def test_a_city_lies_in_its_province(placed):
    name, row = placed
    refused(row, f"{name}_city_in_province", province=make_province(SHANGHAI))


def test_china_is_the_country_of_what_lies_in_no_known_province(placed):
    name, row = placed
    taken(row, province=None, city=None, country="CN")
    refused(row, f"{name}_place_is_one", province=make_province(JIANGSU), city=None, country="CN")
    refused(row, f"{name}_place_is_one", province=None, city=make_city("320500"), country="CN")


@pytest.mark.parametrize("country", ["de", "1A", "D"])
def test_a_country_is_two_capitals(placed, country):
    name, row = placed
    with refused_by_database(f"{name}_country_is_iso_3166"):
        type(row)._base_manager.filter(pk=row.pk).update(province=None, city=None, country=country)


def test_a_claim_has_a_place(placed):
    name, row = placed
    nowhere = {"province": None, "city": None, "country": ""}
    if name == "placement":
        refused(row, "placement_place_is_one", **nowhere)
    else:
        taken(row, **nowhere)


def test_many_claims_at_once_need_their_places_too():
    placement = make_placement()
    nowhere = Placement(company=placement.company, segment=placement.segment)
    with refused_by_database("placement_place_is_one"):
        Placement.objects.bulk_create([nowhere])


def test_a_form_fills_in_the_province_of_a_city():
    company = Company(name="苏州试验", city=make_city("320500"))
    company.full_clean()
    assert company.province_id == JIANGSU


def test_but_it_overrides_nobody():
    company = Company(name="苏州试验", city=make_city("320500"), province=make_province(ANHUI))
    assert "__all__" in said_against(company)
    assert company.province_id == ANHUI


def test_the_code_of_a_city_begins_as_its_province_does():
    refused(make_city("450100"), "city_code_in_province", province=make_province("460000"))
    make_province("470000")
    with refused_by_database("city_code_in_province"):
        City.objects.bulk_create([City(code="480100", province_id="470000", name="错市")])


def test_a_municipality_is_its_own_city():
    assert make_city(SHANGHAI).province_id == SHANGHAI


@pytest.mark.parametrize(
    ("longitude", "latitude"), [(181, 0), (-181, 0), (120, 91), (120, -91), (120, None), (None, 30)]
)
def test_coordinates_are_both_on_earth_or_both_missing(longitude, latitude):
    refused(make_city("450100"), "city_coordinates_on_earth", longitude=longitude, latitude=latitude)


@pytest.mark.parametrize(("longitude", "latitude"), [(180, 90), (-180, -90), (0, 0), (None, None)])
def test_the_edges_of_the_earth_are_on_it(longitude, latitude):
    taken(make_city("450100"), longitude=longitude, latitude=latitude)
