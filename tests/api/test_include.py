"""`include` adds related records in short form, in a number of queries that does not depend on the rows."""

import pytest

from chains.api.urls import LISTS
from chains.choices import Stage
from chains.models import Company
from tests.api.test_schema import schema, validator
from tests.pages.test_unpublished import add_unpublished, shown
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db

__all__ = ["schema", "shown"]

INCLUDING = {name: viewset.serializer_class.includes for name, viewset in LISTS.items()}


def test_every_list_but_the_sources_includes_something():
    assert [name for name, includes in INCLUDING.items() if not includes] == ["sources"]


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("name", [name for name, includes in INCLUDING.items() if includes])
def test_lists_and_records_include_all_there_is_as_described(client, schema, name):
    everything = ",".join(INCLUDING[name])
    path = f"/api/v1/{name}/?include={everything}"
    assert no_more(queries_of(client.get, f"{path}&limit=50"), queries_of(client.get, f"{path}&limit=100"))
    answer = client.get(f"{path}&limit=100").json()
    assert all(list(row["included"]) == list(INCLUDING[name]) for row in answer["results"])
    assert list(validator(schema, f"/api/v1/{name}/").iter_errors(answer)) == []
    first = answer["results"][0]
    assert client.get(f"{first['url']}?include={everything}").json()["included"] == first["included"]


def test_what_is_included(read, make_placement):
    placement = make_placement("包含微电子", "ic.lithography", "320000", city_id="320500")
    make_placement("包含微电子", "ic.equipment", "310000")
    company = placement.company.public_id
    [row] = read("placements/", company=company, city="320500", include="company,city", fields="id")["results"]
    assert list(row) == ["id", "included"]
    assert row["included"]["company"]["name"] == "包含微电子"
    assert row["included"]["city"] == {"code": "320500", "name": "苏州", "name_en": "Suzhou", "province": "320000"}
    included = read(f"companies/{company}/", include=["segments", "provinces"])["included"]
    assert [segment["code"] for segment in included["segments"]] == ["ic.equipment", "ic.lithography"]
    assert [province["code"] for province in included["provinces"]] == ["310000", "320000"]
    assert "included" not in read(f"companies/{company}/")


def test_who_is_not_published_is_not_included(read, shown):
    add_unpublished(shown, Stage.REVIEW)
    assert read(f"platforms/{shown.platform.public_id}/", include="host")["included"] == {"host": None}
    project = read(f"projects/{shown.project.public_id}/", include="investor_company")
    assert project["included"] == {"investor_company": None}
    Company.objects.filter(pk=shown.platform.__class__.objects.get(pk=shown.platform.pk).host_id).update(
        stage=Stage.PUBLISHED
    )
    assert read(f"platforms/{shown.platform.public_id}/", include="host")["included"]["host"]["id"]


@pytest.mark.parametrize("path", ["placements/", "segments/ic.design/", "companies/"])
@pytest.mark.parametrize("value", ["nonsense", "company,nonsense", ",", "province,", ""])
def test_what_cannot_be_included_is_refused_by_name(read, path, value):
    problem = read(path, 400, include=value)
    assert list(problem["errors"]) == ["include"]
    if value == "nonsense":
        assert "province" in problem["errors"]["include"][0] or "parent" in problem["errors"]["include"][0]


def test_sources_have_no_such_parameter(read):
    assert list(read("sources/", 400, include="chain")["errors"]) == ["include"]
    assert list(read("companies/facets/", 400, include="chain")["errors"]) == ["include"]
