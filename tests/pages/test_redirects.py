"""The page of a company that was merged leads to the one it was merged into, until the merge is undone."""

import pytest
from django.urls import reverse

from chains.history.batches import undo
from chains.history.merging import merge
from chains.models import Company, Suggestion
from tests.factories import make_company, make_placement
from tests.pages.reading import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged():
    winner, loser = make_company("甲科技"), make_company("乙科技")
    address = reverse("company", args=[loser.public_id])
    return winner, loser, address, merge(winner, [loser], {}, None, "同一家")


def test_the_old_address_leads_to_the_new_page_with_its_query(client, merged):
    winner, _loser, address, _batch = merged
    response = client.get(address, {"from": "map"})
    assert response.status_code == 301
    assert response["Location"] == f"{winner.get_absolute_url()}?from=map"
    assert client.get(address)["Location"] == winner.get_absolute_url()
    assert "甲科技" in client.get(address, follow=True).text


@pytest.mark.parametrize("page", ["company-suggestion", "company-suggestion-thanks"])
def test_so_do_the_pages_for_suggestions(client, merged, page):
    winner, loser, _address, batch = merged
    old, new = (reverse(page, args=[each.public_id]) for each in (loser, winner))
    response = client.get(old)
    assert response.status_code == 301
    assert response["Location"] == new
    undo(batch, None, "不是同一家")
    assert client.get(old).status_code == 200


def test_a_suggestion_that_is_sent_after_the_merge_is_not_lost(client, merged):
    winner, loser, _address, _batch = merged
    response = client.post(reverse("company-suggestion", args=[loser.public_id]), {"text": "电话写错了"})
    assert response["Location"] == reverse("company-suggestion-thanks", args=[winner.public_id])
    assert Suggestion.objects.get().company == winner


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_does_so_in_every_language(client, merged, language):
    response = client.get(merged[2], headers={"Accept-Language": language}, follow=True)
    assert response.status_code == 200
    assert response.headers["Content-Language"] == language


def test_an_undone_merge_gives_the_page_back_and_no_browser_has_kept_the_redirect(client, merged):
    _winner, loser, address, batch = merged
    assert client.get(address)["Cache-Control"] == "no-cache"
    undo(batch, None, "不是同一家")
    response = client.get(address)
    assert response.status_code == 200
    assert response.context["company"].pk == loser.pk


def test_a_chain_of_merges_leads_to_its_end_at_once(client, merged):
    winner, _loser, address, _batch = merged
    last = make_company("丙科技")
    merge(last, [winner], {}, None, "还是同一家")
    assert client.get(address)["Location"] == last.get_absolute_url()


def test_the_old_address_of_a_folded_placement_is_where_the_one_that_is_kept_stands(client):
    """What stands behind # is no affair of the server: the page has a place of that name."""
    winner, loser = make_company("甲科技"), make_company("乙科技")
    kept, folded = (make_placement(each, "ic.design", province="310000") for each in (winner, loser))
    path, _mark, name = folded.get_absolute_url().partition("#")
    batch = merge(winner, [loser], {}, None, "同一家")
    [item] = [each for each in page(client, client.get(path)["Location"]).all("li") if each.attributes.get("id")]
    assert item.attributes["id"] == kept.public_id
    assert name in [each.attributes.get("id") for each in item.all("span")]
    undo(batch, None, "不是同一家")
    assert name not in client.get(winner.get_absolute_url()).text


def test_an_old_id_does_not_tell_of_a_company_that_is_not_public(client, merged):
    winner, _loser, address, _batch = merged
    Company.objects.filter(pk=winner.pk).update(stage="draft")
    assert client.get(address).status_code == 404


def test_an_id_that_never_was_is_not_found(client):
    assert client.get(reverse("company", args=["0000000000"])).status_code == 404
