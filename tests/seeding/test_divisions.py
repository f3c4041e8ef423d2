"""The provinces and prefectures of China on record: what is missing is added, what is there is left as it is."""

import pytest
from django.core.management import call_command

from chains.models import City, Province, Region
from chains.seeding.divisions import load_divisions

pytestmark = pytest.mark.django_db


def test_all_provinces_with_their_cities():
    names = dict(City.objects.values_list("code", "name_en"))
    load_divisions()
    assert Province.objects.count() == 31
    assert City.objects.count() == 337
    for code, name, province in (
        ("440300", "深圳", "440000"),
        ("110000", "北京", "110000"),
        ("222400", "延边", "220000"),
    ):
        assert City.objects.filter(code=code, name=name, province=province).exists()
    assert dict(City.objects.filter(code__in=names).values_list("code", "name_en")) == names
    # Found by search, and with a first entry in their history.
    assert Province.objects.search("guangdong").get().history.count() <= 1
    assert City.objects.get(code="440300").history.get().history_type == "+"


def test_none_of_them_is_mapped():
    regions = {region.slug: region.provinces.count() for region in Region.objects.all()}
    load_divisions()
    assert {region.slug: region.provinces.count() for region in Region.objects.all()} == regions


def test_what_is_on_record_is_left(capsys):
    Province.objects.create(code="510000", name="四川（改）", full_name="四川")
    City.objects.create(code="511900", name="成都", province_id="510000")
    load_divisions()
    assert Province.objects.get(code="510000").name == "四川（改）"
    assert City.objects.filter(name="成都").get().code == "511900"
    call_command("load_divisions")
    assert "nothing was changed" in capsys.readouterr().out


def test_an_empty_city_of_no_map_is_offered_in_no_facet(client):
    load_divisions()
    cities = {each["value"] for each in client.get("/api/v1/companies/facets/").json()["facets"]["city"]}
    assert "320500" in cities
    assert "440300" not in cities
    assert client.get("/api/v1/companies/?city=440300").json()["count"] == 0
