"""The filters of the pages, over HTTP: what fits is listed, what is not understood is refused by name."""

import pytest
from django.http import QueryDict

from chains.api.urls import LISTS
from chains.models import CompanyLabel, Label

pytestmark = pytest.mark.django_db

#: Endpoint, query, and how many rows of the seed fit.
GOOD = [
    ("companies", "chain=ic", 74),
    ("companies", "chain=ai", 89),
    ("companies", "chain=ic&chain=ai", 162),
    ("companies", "segment=ic.equipment", 2),
    ("companies", "segment=ic.design&province=310000", None),
    ("companies", "segment=ic.design&segment=ic.equipment&province=310000&province=320000", None),
    ("companies", "layer=ai.product", None),
    ("companies", "city_group=g60-corridor", None),
    ("companies", "city=310000", None),
    ("companies", "label=little-giant", 0),
    ("companies", "listed=true", None),
    ("companies", "listed=true&listed=false", 162),
    ("companies", "status=verified", 0),
    ("companies", "status=reported&status=verified", 162),
    ("companies", "q=中芯", None),
    ("companies", "q=slw", None),
    ("companies", "q=海康威视", 1),
    ("companies", "q=扬杰科技", 1),
    ("companies", "q=杨杰科技", 1),
    ("companies", "q=300373", 1),
    ("companies", "q=nothing-has-this-name", 0),
    ("companies", "ordering=-placements,name", 162),
    ("companies", "updated_since=2020-01-01", 162),
    ("companies", "updated_since=2020-01-01T00:00:00Z", 162),
    ("companies", "updated_since=2099-01-01T00:00:00%2B08:00", 0),
    ("companies", "updated_since=2020-01-01T00:00:00-17:48", 162),
    ("companies", "updated_since=2099-01-01T00:00:00%2B23:59", 0),
    ("placements", "chain=ic", 84),
    ("placements", "chain=ai", 101),
    ("placements", "segment=ic.materials", 37),
    ("placements", "ordering=-segment", 185),
    ("segments", "chain=ic", 16),
    ("segments", "parent=ic.equipment", 7),
    ("segments", "layer=ic.upstream&q=光刻", 2),
    ("provinces", "region=yangtze-delta", 4),
    ("cities", "city_group=g60-corridor", 9),
    ("cities", "city_group=central-area&province=340000", None),
    ("chains", "region=yangtze-delta", 2),
    ("research-bases", "chain=ic", 13),
    ("research-bases", "chain=ai", 13),
    ("research-bases", "chain=ic&chain=ai", 21),
    ("research-bases", "kind=university&province=320000", None),
    ("platforms", "kind=open-innovation", 5),
    ("parks", "kind=park&kind=incubator", None),
    ("alliances", "province=310000", None),
    ("projects", "chain=ai", None),
    ("projects", "segment=ai.support", None),
    ("technologies", "segment=ic.equipment", None),
    ("technologies", "chain=ic", None),
    ("assessments", "segment=ic.equipment&import_dependent=true", 1),
    ("assessments", "verdict=weak", None),
    ("assessments", "region=yangtze-delta&choke_point=false", 5),
    ("sources", "kind=publication", None),
    ("regions", "q=csj", 1),
]

#: Endpoint, query, and the parameters that are refused.
BAD = [
    ("companies", "chain=nonsense", ["chain"]),
    ("companies", "chain=ic&chain=nonsense", ["chain"]),
    ("companies", "chain=IC", ["chain"]),
    ("companies", "chain=1", ["chain"]),
    ("companies", "segment=equipment", ["segment"]),
    ("companies", "layer=ic", ["layer"]),
    ("companies", "province=上海", ["province"]),
    ("companies", "city=999999&label=x", ["city", "label"]),
    ("companies", "province=", ["province"]),
    ("companies", "province=310000&province=&q=", ["province", "q"]),
    ("companies", "updated_since=", ["updated_since"]),
    ("companies", "listed=1", ["listed"]),
    ("companies", "listed=True", ["listed"]),
    ("companies", "status=live", ["status"]),
    ("companies", f"q={'长' * 101}", ["q"]),
    ("companies", "q=a%00b", ["q"]),
    ("companies", "chain=%00", ["chain"]),
    ("companies", "%00=1", ["\x00"]),
    ("companies", "ordering=legal_name", ["ordering"]),
    ("companies", "ordering=name,password", ["ordering"]),
    ("companies", "updated_since=yesterday", ["updated_since"]),
    ("companies", "updated_since=2020-13-01", ["updated_since"]),
    ("companies", "updated_since=2020-01-01T25:00:00Z", ["updated_since"]),
    ("placements", "company=0000000000", ["company"]),
    ("placements", "company=x%00", ["company"]),
    ("segments", "parent=ic", ["parent"]),
    ("cities", "province=31", ["province"]),
    ("research-bases", "kind=pub", ["kind"]),
    ("platforms", "kind=university", ["kind"]),
    ("projects", "segment=ic.", ["segment"]),
    ("technologies", f"field={'x' * 101}", ["field"]),
    ("assessments", "verdict=bad", ["verdict"]),
    ("assessments", "choke_point=yes", ["choke_point"]),
    ("sources", "kind=book", ["kind"]),
    ("chains", "region=delta", ["region"]),
    ("regions", "updated_since=0", ["updated_since"]),
]


@pytest.mark.parametrize(("endpoint", "query", "count"), GOOD)
def test_what_fits_is_listed(client, endpoint, query, count):
    answer = client.get(f"/api/v1/{endpoint}/?{query}&limit=1000").json()
    viewset = LISTS[endpoint]
    filterset = viewset.filterset_class(QueryDict(query), viewset.queryset.model.objects.all())
    assert filterset.is_valid()
    field = viewset.lookup_field
    key = viewset.lookup_url_kwarg
    assert [record[key] for record in answer["results"]] == list(filterset.qs.values_list(field, flat=True))
    if count is None:
        # Neither everything nor nothing, or the filter would show nothing of itself.
        assert 0 < answer["count"] < viewset.queryset.model.objects.count()
    else:
        assert answer["count"] == count


@pytest.mark.parametrize(("endpoint", "query", "refused"), BAD)
def test_what_is_not_understood_is_refused_by_name(client, endpoint, query, refused):
    response = client.get(f"/api/v1/{endpoint}/?{query}")
    assert response.status_code == 400, response.content.decode()[:500]
    assert list(response.json()["errors"]) == refused
    assert all(messages for messages in response.json()["errors"].values())


def test_segment_and_province_meet_in_one_placement(read, make_placement):
    make_placement("两地微电子", "ic.design", "310000")
    company = make_placement("两地微电子", "ic.manufacturing", "340000").company.public_id
    for segment, province, found in (
        ("ic.design", "310000", True),
        ("ic.manufacturing", "340000", True),
        ("ic.design", "340000", False),
        ("ic.manufacturing", "310000", False),
    ):
        answer = read("companies/", segment=segment, province=province, q="两地微电子")
        assert (company in [record["id"] for record in answer["results"]]) == found


def test_a_segment_includes_those_below_it(read, make_placement):
    company = make_placement("光刻微电子", "ic.lithography", "310000").company.public_id
    assert company in [record["id"] for record in read("companies/", segment="ic.equipment")["results"]]


def test_a_label_is_found_by_its_slug(read, make_placement):
    company = make_placement("小巨人微电子").company
    CompanyLabel.objects.create(company=company, label=Label.objects.get(slug="little-giant"))
    assert [record["id"] for record in read("companies/", label="little-giant")["results"]] == [company.public_id]


def test_updated_since_takes_a_moment_as_the_api_writes_it(read, make_placement):
    company = make_placement("新近微电子").company
    moment = read(f"companies/{company.public_id}/")["updated"]
    assert company.public_id in [record["id"] for record in read("companies/", updated_since=moment)["results"]]
    assert moment.endswith("Z")
