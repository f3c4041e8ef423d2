"""The API leads from the id of a merged company to the one it was merged into, and says so in its description."""

import pytest

from chains.history.batches import undo
from chains.history.merging import merge
from chains.models import Placement
from tests.factories import make_company, make_placement

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged():
    winner, loser = make_company("甲科技"), make_company("乙科技")
    return winner, loser, merge(winner, [loser], {}, None, "同一家")


def test_the_old_id_leads_to_the_new_record(client, merged):
    winner, loser, _batch = merged
    response = client.get(f"/api/v1/companies/{loser.public_id}/", {"fields": "id,name"})
    assert response.status_code == 308
    assert response.content == b""
    assert response["Location"] == f"http://testserver/api/v1/companies/{winner.public_id}/?fields=id%2Cname"
    assert client.get(response["Location"]).json() == {"id": winner.public_id, "name": "甲科技"}


def test_once_undone_the_record_is_back(read, merged):
    _winner, loser, batch = merged
    undo(batch, None, "不是同一家")
    assert read(f"companies/{loser.public_id}/")["name"] == "乙科技"


def test_unknown_ids_and_parameters_are_refused_as_ever(read, merged):
    _winner, loser, _batch = merged
    assert read("companies/0000000000/", 404)["status"] == 404
    assert "nonsense" in read(f"companies/{loser.public_id}/", 400, nonsense="1")["errors"]


def test_the_old_id_of_a_folded_placement_leads_to_the_one_that_is_kept(client, read):
    winner, loser = make_company("甲科技"), make_company("乙科技")
    kept, folded = (make_placement(each, "ic.design", province="310000") for each in (winner, loser))
    batch = merge(winner, [loser], {}, None, "同一家")
    response = client.get(f"/api/v1/placements/{folded.public_id}/", {"fields": "id"})
    assert response.status_code == 308
    assert response["Location"] == f"http://testserver/api/v1/placements/{kept.public_id}/?fields=id"
    assert client.get(response["Location"]).json() == {"id": kept.public_id}
    undo(batch, None, "不是同一家")
    assert read(f"placements/{folded.public_id}/")["company"] == loser.public_id


def test_the_old_id_of_a_placement_does_not_tell_of_one_that_is_not_public(client):
    winner, loser = make_company("甲科技"), make_company("乙科技")
    kept, folded = (make_placement(each, "ic.design", province="310000") for each in (winner, loser))
    merge(winner, [loser], {}, None, "同一家")
    Placement.objects.filter(pk=kept.pk).update(stage="draft")
    assert client.get(f"/api/v1/placements/{folded.public_id}/").status_code == 404


def test_the_description_says_so_where_it_happens_and_only_there(client):
    paths = client.get("/api/schema/", headers={"Accept": "application/json"}).json()["paths"]
    leading = {path for path, methods in paths.items() if "308" in methods.get("get", {"responses": {}})["responses"]}
    assert leading == {"/api/v1/companies/{id}/", "/api/v1/placements/{id}/"}
    for path in leading:
        assert "Location" in paths[path]["get"]["responses"]["308"]["headers"]
