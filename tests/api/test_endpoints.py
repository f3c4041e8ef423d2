"""Every public model has its endpoint; each record stands in a list and under its own address."""

from datetime import date

import pytest
from django.apps import apps

from chains.api.urls import LISTS
from chains.models import Chain, CompanyLabel, CompanyName, Label, Source
from tests.factories import make_snapshot
from tests.staff_only import INTERNAL, LOG

pytestmark = pytest.mark.django_db

#: Models without an address of their own, and the field of an endpoint in which they are read.
PARTS = {
    "Layer": ("chains", "layers"),
    "SegmentLink": ("segments", "feeds"),
    "RegionProvince": ("regions", "provinces"),
    "CityGroup": ("cities", "groups"),
    "CompanyName": ("companies", "names"),
    "Listing": ("companies", "listings"),
    "Label": ("companies", "labels"),
    "CompanyLabel": ("companies", "labels"),
    "Evidence": ("placements", "evidence"),
    "ResearchBaseMember": ("research-bases", "members"),
}

SEED = {
    "chains": 2,
    "segments": 25,
    "regions": 1,
    "cities": 41,
    "companies": 162,
    "placements": 185,
    "research-bases": 21,
    "platforms": 8,
    "parks": 14,
    "alliances": 26,
    "technologies": 98,
    "projects": 4,
}


def test_every_public_model_has_an_endpoint():
    served = {viewset.queryset.model.__name__ for viewset in LISTS.values()}
    public = {
        model.__name__
        for model in apps.get_app_config("chains").get_models()
        if not model.__name__.startswith("Historical") and model not in LOG | set(INTERNAL)
    }
    # The cells of a snapshot stand under its own address alone: its list only says when each was taken.
    assert served | set(PARTS) | {"SnapshotCell"} == public
    assert not served & set(PARTS)


@pytest.mark.parametrize(("endpoint", "field"), PARTS.values())
def test_parts_stand_in_their_records(read, endpoint, field):
    assert any(record[field] for record in read(f"{endpoint}/", limit=1000, fields=field)["results"]) or (
        field in {"names", "labels", "members"}  # the seed may have none
    )


def test_the_root_lists_addresses_that_answer(read, client):
    snapshot = make_snapshot(chain=Chain.objects.get(slug="ic"))
    endpoints = read("")
    assert set(endpoints) == {
        *LISTS,
        *(f"{name}.{{suffix}}" for name in LISTS),
        *("companies/facets", "chains/map", "chains/flow", "chains/nested", "chains/graph", "cities.geojson"),
        *("compare", "candidates"),
        *("gaps", "gaps/ranked", "gaps/changes", "changes"),
    }
    for address in endpoints.values():
        filled = address.replace("{suffix}", "ndjson").replace("{slug}", "ic").replace("{segment}", "ic.lithography")
        filled = (
            filled.replace("{province}", "310000").replace("{another}", "320000").replace("{id}", snapshot.public_id)
        )
        assert client.get(filled).status_code == 200, address


def test_the_root_leaves_out_what_is_for_the_staff(read):
    for name in ("saved-filters", "shortlists", "imports"):
        read(f"{name}/", 401)
        assert not [address for address in read("").values() if name in address]


@pytest.mark.parametrize(("endpoint", "count"), SEED.items())
def test_the_seed_is_all_there(read, endpoint, count):
    assert read(f"{endpoint}/", limit=1)["count"] == count


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("endpoint", LISTS)
def test_a_record_is_the_same_in_the_list_and_under_its_address(read, client, endpoint):
    for record in read(f"{endpoint}/", limit=3)["results"]:
        # A snapshot has its cells under its own address alone.
        found = client.get(record["url"]).json()
        assert {name: value for name, value in found.items() if name != "cells"} == record
        key = LISTS[endpoint].lookup_url_kwarg
        assert record["url"].endswith(f"/api/v1/{endpoint}/{record[key]}/")


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("endpoint", LISTS)
def test_a_record_has_what_the_serializer_declares_in_that_order(read, endpoint):
    columns = LISTS[endpoint].serializer_class.columns()
    assert all(list(record) == columns for record in read(f"{endpoint}/", limit=5)["results"])


def test_a_company_tells_all_that_is_known(read, make_placement):
    source = Source.objects.first()
    placement = make_placement("测试微电子", "ic.design", "320000", status="verified", verified_on=date(2026, 1, 2))
    placement.evidence.create(source=source, printed_name="测试微", locator="图1")
    company = placement.company
    company.legal_name, company.uscc, company.province_id = "测试微电子有限公司", "91310000MA1FL70B67", "310000"
    company.save()
    CompanyName.objects.create(company=company, name="测试微", source=source, locator="图1")
    company.listings.create(exchange="sse", ticker="699999", listed_on=date(2020, 3, 4))
    CompanyLabel.objects.create(company=company, label=Label.objects.get(slug="little-giant"), year=2021, source=source)

    record = read(f"companies/{company.public_id}/")

    assert record | {"created": "", "updated": "", "url": ""} == {
        "id": company.public_id,
        "name": "测试微电子",
        "legal_name": "测试微电子有限公司",
        "name_en": "",
        "uscc": "91310000MA1FL70B67",
        "uscc_exception": "",
        "names": [
            {"name": "测试微", "kind": "printed", "kind_label": record["names"][0]["kind_label"]}
            | {"used_from": None, "used_until": None, "source": source.slug, "locator": "图1"}
        ],
        "province": "310000",
        "city": None,
        "country": None,
        "founded_on": None,
        "website": None,
        "description": "",
        "registration_status": None,
        "registration_status_label": None,
        "registration_status_on": None,
        "registration_status_source": None,
        "dissolved": False,
        "listings": [
            {
                "exchange": "sse",
                "exchange_label": record["listings"][0]["exchange_label"],
                "ticker": "699999",
                "listed_on": "2020-03-04",
                "delisted_on": None,
                "source": None,
            }
        ],
        "listed": True,
        "labels": [
            {
                "label": "little-giant",
                "name": "专精特新小巨人",
                "name_en": record["labels"][0]["name_en"],
                "chain": None,
                "year": 2021,
                "batch_number": None,
                "valid_from": None,
                "valid_until": None,
                "reexamination": None,
                "reexamination_label": None,
                "expired": False,
                "issuer": "",
                "source": source.slug,
            }
        ],
        "placements": [
            {
                "id": placement.public_id,
                "chain": "ic",
                "layer": "ic.midstream",
                "segment": "ic.design",
                "province": "320000",
                "city": None,
                "country": None,
                "status": "verified",
                "status_label": record["placements"][0]["status_label"],
                "verified_on": "2026-01-02",
                "evidence": [{"source": source.slug, "printed_name": "测试微", "locator": "图1"}],
            }
        ],
        "created": "",
        "updated": "",
        "url": "",
    }


def test_a_withdrawn_placement_is_listed_only_when_asked_for(read, make_placement):
    placement = make_placement("撤回微电子", status="withdrawn")
    company = placement.company.public_id
    assert read(f"companies/{company}/")["placements"] == []
    assert read("placements/", company=company)["count"] == 0
    withdrawn = read("placements/", company=company, status="withdrawn")["results"]
    assert [record["id"] for record in withdrawn] == [placement.public_id]
    # Its address stays, for whoever has kept it.
    assert read(f"placements/{placement.public_id}/")["status"] == "withdrawn"


def test_a_place_outside_china_is_a_country(read, make_placement):
    placement = make_placement("海外微电子", country="US")
    record = read(f"placements/{placement.public_id}/")
    assert (record["province"], record["city"], record["country"]) == (None, None, "US")


def test_the_tree_of_a_chain_is_nested(read):
    chain = read("chains/ic/")
    assert [layer["code"] for layer in chain["layers"]] == ["ic.upstream", "ic.midstream"]
    upstream = {segment["code"]: segment["children"] for segment in chain["layers"][0]["segments"]}
    assert {code: len(children) for code, children in upstream.items()} == {"ic.materials": 4, "ic.equipment": 7}
    assert all(child["children"] == [] for children in upstream.values() for child in children)


def test_a_segment_keeps_its_parts_and_its_flows_apart(read):
    materials = read("segments/ic.materials/")
    assert "ic.photoresist" in materials["children"]
    assert materials["feeds"] == ["ic.manufacturing", "ic.packaging-test"]
    assert materials["fed_by"] == []
    assert read("segments/ic.photoresist/")["parent"] == "ic.materials"


def test_notes_and_users_are_not_shown():
    shown = {name for viewset in LISTS.values() for name in viewset.serializer_class.columns()}
    assert not shown & {"note", "verified_by", "history", "pk"}
