"""The city a placement counts for: its own, a municipality's only one, or where the firm is registered nearby."""

import pytest

from chains.models import Placement
from tests.factories import (
    JIANGSU,
    SHANGHAI,
    ZHEJIANG,
    make_city,
    make_city_group,
    make_company,
    make_placement,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def cities(empty_database):
    for code in (SHANGHAI, "320500", "320200", "330100"):
        make_city(code)


def city_of(placement):
    return Placement.objects.with_effective_city().get(pk=placement.pk).effective_city


def registered_in(city):
    return make_company(city=city)


@pytest.mark.parametrize(
    ("registered", "place", "city"),
    [
        (None, {"city": "320500"}, "320500"),
        ("320200", {"city": "320500"}, "320500"),
        ("330100", {"city": "320500"}, "320500"),
        (None, {"province": SHANGHAI}, SHANGHAI),
        ("320500", {"province": SHANGHAI}, SHANGHAI),
        ("320500", {"province": JIANGSU}, "320500"),
        ("330100", {"province": JIANGSU}, None),
        (SHANGHAI, {"province": JIANGSU}, None),
        (None, {"province": JIANGSU}, None),
        ("320500", {"province": ZHEJIANG}, None),
        ("320500", {"country": "DE"}, None),
    ],
)
def test_the_rules(registered, place, city):
    assert city_of(make_placement(make_company(city=registered), **place)) == city


def test_a_firm_registered_in_a_province_only_gives_no_city():
    assert city_of(make_placement(make_company(province=JIANGSU), province=JIANGSU)) is None


def test_cities_are_chosen_by_it():
    own = make_placement(city="320500")
    nearby = make_placement(make_company(city="320500"), province=JIANGSU)
    make_placement(make_company(city="320500"), province=ZHEJIANG)
    make_placement(make_company(city="320500"), city="320200")
    municipal = make_placement(make_company(city="330100"), province=SHANGHAI)
    assert set(Placement.objects.in_cities(["320500"])) == {own, nearby}
    assert set(Placement.objects.in_cities(["320500", SHANGHAI])) == {own, nearby, municipal}
    assert not Placement.objects.in_cities([]).exists()


def test_and_so_are_groups_of_cities():
    group = make_city_group(SHANGHAI, "320500")
    inside = {make_placement(province=SHANGHAI), make_placement(city="320500")}
    make_placement(city="320200")
    assert set(Placement.objects.at({"city_group": [group.slug]})) == inside
