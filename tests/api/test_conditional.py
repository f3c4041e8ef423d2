"""Weak ETags: 304 as long as nothing has changed, whatever it was that the answer showed."""

import pytest

from chains.models import Evidence

pytestmark = pytest.mark.django_db

PATHS = ["", "chains/ic/", "companies/", "companies/facets/", "chains/ic/map/", "gaps/?chain=ic", "cities/310000/"]


@pytest.mark.parametrize("path", PATHS)
def test_an_unchanged_answer_is_304(client, path):
    first = client.get(f"/api/v1/{path}")
    assert first["ETag"].startswith('W/"')
    again = client.get(f"/api/v1/{path}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in again["Vary"].split(",")}


def test_any_of_several_etags_will_do(client):
    etag = client.get("/api/v1/chains/")["ETag"]
    assert client.get("/api/v1/chains/", headers={"If-None-Match": f'"x", {etag}'}).status_code == 304
    assert client.get("/api/v1/chains/", headers={"If-None-Match": "*"}).status_code == 304
    assert client.get("/api/v1/chains/", headers={"If-None-Match": '"x"'}).status_code == 200


def test_a_change_in_a_part_and_a_deletion_change_it(client, make_placement):
    placement = make_placement("标签微电子")
    path = f"/api/v1/companies/{placement.company.public_id}/"
    etags = [client.get(path)["ETag"]]
    placement.company.listings.create(exchange="sse", ticker="699998")
    etags.append(client.get(path)["ETag"])
    placement.status = "withdrawn"
    placement.save()
    etags.append(client.get(path)["ETag"])
    assert len(set(etags)) == 3
    before = client.get("/api/v1/placements/?limit=1000")["ETag"]
    Evidence.objects.first().delete()
    assert client.get("/api/v1/placements/?limit=1000", headers={"If-None-Match": before}).status_code == 200


def test_it_is_another_one_in_another_language(client):
    answers = [
        client.get("/api/v1/research-bases/", headers={"Accept-Language": language}) for language in ("zh-hans", "en")
    ]
    assert [answer["Content-Language"] for answer in answers] == ["zh-hans", "en"]


def test_head_has_it_as_well(client):
    head, get = client.head("/api/v1/chains/"), client.get("/api/v1/chains/")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", get["ETag"])


def test_errors_have_none(client):
    assert "ETag" not in client.get("/api/v1/companies/?nonsense=1")
