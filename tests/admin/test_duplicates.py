"""The queue of look-alikes, the page on which companies are merged, and the one on which one is split."""

import pytest
from django.urls import reverse

from chains.analysis.match_weights import score_of_weight
from chains.choices import Role
from chains.history.merging import FIELDS
from chains.models import Batch, Company, CompanyRedirect, DuplicateDecision, Placement
from chains.services.accounts import give_provinces, give_role
from tests.admin.rows_and_forms import messages_of, page
from tests.factories import (
    credit_code,
    make_company,
    make_company_name,
    make_evidence,
    make_listing,
    make_placement,
    make_source,
)

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def desk(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def pair(empty_database):
    first = make_company("海康", website="https://example.org/a")
    second = make_company("海康威视", legal_name="杭州海康威视数字技术股份有限公司", uscc=credit_code(1))
    kept = make_placement(first, province="330000")
    make_evidence(
        make_placement(second, kept.segment, province="330000", status="disputed"),
        make_source(),
        printed_name="海康威视",
    )
    return first, second


# After `pair`, which empties the tables; the reviewer then is made anew.
@pytest.fixture
def queue(pair, desk):
    return lambda **query: desk.get(reverse("admin:duplicates"), query)


def merge_address(*companies):
    return reverse("admin:merge") + "?" + "&".join(f"id={company.public_id}" for company in companies)


def decide(client, first, second, verdict, **more):
    low, high = sorted((first.public_id, second.public_id))
    return client.post(reverse("admin:duplicate-decide", args=[low, high]), {"verdict": verdict, **more})


def test_the_queue_shows_both_companies_with_score_and_reasons(queue, pair):
    [found] = queue().context["pairs"]
    assert [text for text, _points in found["reasons"]] == [
        "海康威视 begins with 海康",
        "one name names 杭州, where the other firm is",
        "one name names a trade: 数字技术",
        "both are in the same province",
    ]
    points = sum(float(points) for _text, points in found["reasons"])
    assert (found["weight"], found["score"]) == (f"{points:+.1f}", score_of_weight(points))
    text = queue().text
    assert "Placements that move in a merger: 1, in segments: 1" in text
    assert "杭州海康威视数字技术股份有限公司" in text
    assert credit_code(1) in text
    assert text.count('class="status') == 2


@pytest.mark.parametrize("verdict", ["different", "same"])
def test_what_is_decided_leaves_the_queue_with_its_reason(queue, desk, reviewer, pair, verdict):
    response = decide(desk, *pair, verdict, reason="两家", page="1")
    assert response.status_code == 302
    assert response["Location"].endswith("?page=1")
    decision = DuplicateDecision.objects.get()
    assert (decision.verdict, decision.reason, decision.user) == (verdict, "两家", reviewer)
    assert queue().context["pairs"] == []
    assert "No two companies look alike" in queue().text


def test_what_is_put_off_says_by_whom_and_why(queue, desk, pair):
    decide(desk, *pair, "later", reason="等年报")
    assert "by zhao: 等年报" in queue().text


def test_a_decision_that_makes_no_sense_is_refused(queue, desk, pair):
    assert "Select a valid choice" in messages_of(decide(desk, *pair, "perhaps"))
    assert not DuplicateDecision.objects.exists()
    gone = Company(public_id="0000000000")
    assert decide(desk, pair[0], gone, "same").status_code == 404


def test_the_queue_comes_in_pages_of_as_many_queries(queue, num_queries):
    queue()
    few = num_queries(queue)
    for number in range(30):
        for name in (f"{chr(0x6C5F + number)}海芯片", f"{chr(0x6C5F + number)}海芯威视"):
            make_placement(make_company(name))
    queue()
    assert num_queries(queue) == few
    response = queue(page="2")
    assert response.context["page"].number == 2
    assert 'rel="prev"' in response.text


def test_the_front_page_says_how_many_pairs_wait(queue, desk):
    work = {each["title"]: each for each in desk.get(reverse("admin:index")).context["work"]}
    assert work["Duplicates"]["waiting"] == 1


def test_the_merge_page_shows_what_differs_what_moves_and_what_folds(queue, desk, pair):
    response = desk.get(merge_address(*pair))
    first, second = pair
    # The one with the credit code stays, and lacks only the website.
    assert response.context["staying"] == second
    picked = {
        name: [key for key, _value, checked in cells if checked] for name, _title, cells in response.context["rows"]
    }
    assert picked["name"] == [str(second.pk)]
    assert picked["website"] == [str(first.pk)]
    assert picked["founded_on"] == []
    assert response.context["plan"].moves == {"placements": 1}
    [fold] = response.context["folds"]
    assert (fold["status"], len(fold["of"])) == ("disputed", 2)


def test_merging_takes_each_field_from_where_it_was_chosen(queue, desk, reviewer, pair):
    first, second = pair
    data = {name: str(second.pk) for name in FIELDS} | {"winner": str(first.pk), "change_reason": "同一家企业"}
    response = desk.post(merge_address(*pair), data | {"website": str(first.pk)})
    assert response.status_code == 302
    assert response["Location"] == page(first, "change")
    assert "Merged into “海康威视”." in messages_of(response)
    row = Company.objects.get()
    assert (row.pk, row.name, row.uscc, row.website) == (first.pk, "海康威视", credit_code(1), "https://example.org/a")
    assert Placement.objects.get().status == "disputed"
    assert CompanyRedirect.objects.get().public_id == second.public_id
    assert Batch.objects.get().user == reviewer


def test_merging_asks_for_a_reason_and_can_be_looked_at_first(queue, desk, pair):
    first, second = pair
    data = {name: str(second.pk) for name in FIELDS} | {"winner": str(first.pk), "change_reason": ""}
    response = desk.post(merge_address(*pair), data)
    assert "Say why, in a few words" in response.text
    response = desk.post(merge_address(*pair), data | {"preview": "1"})
    assert "Say why" not in response.text
    assert response.context["staying"] == first
    assert response.context["plan"].moves == {"placements": 1, "evidence": 1}
    assert Company.objects.count() == 2


def test_a_merge_of_too_few_leads_back_to_the_list(queue, desk, pair):
    for address in (merge_address(pair[0]), merge_address(pair[0], pair[0]), reverse("admin:merge")):
        response = desk.get(address)
        assert response["Location"] == page(Company, "changelist")
        assert "Choose two companies or more" in messages_of(response)


def test_the_list_of_companies_leads_to_merging_the_chosen_ones(queue, desk, pair):
    data = {"action": "merge_selected", "_selected_action": [str(company.pk) for company in pair]}
    response = desk.post(page(Company, "changelist"), data)
    assert response["Location"] == merge_address(*pair)
    response = desk.post(page(Company, "changelist"), data | {"_selected_action": [str(pair[0].pk)]})
    assert "Choose two companies or more" in messages_of(response)


def test_a_company_is_split_from_its_own_page(queue, desk, pair):
    first, _second = pair
    name, listing = make_company_name(first, "另一家"), make_listing(first)
    address = reverse("admin:split", args=[first.public_id])
    assert address in desk.get(page(first, "change")).text
    assert "另一家" in desk.get(address).text
    data = {"name": "另一家", "uscc": credit_code(2).lower(), "names": [name.pk], "listings": [listing.pk]}
    assert "Say why, in a few words" in desk.post(address, data).text
    response = desk.post(address, data | {"change_reason": "两家企业"})
    new = Company.objects.get(name="另一家")
    assert response["Location"] == page(new, "change")
    assert new.uscc == credit_code(2)
    assert [row.pk for row in new.listings.all()] == [listing.pk]
    assert first.placements.count() == 1


def test_a_new_company_that_cannot_be_is_refused_in_words(queue, desk, pair):
    first, second = pair
    address = reverse("admin:split", args=[first.public_id])
    data = {"name": "另一家", "change_reason": "两家企业"}
    assert "A credit code has 18 characters" in desk.post(address, data | {"uscc": "123"}).text
    assert "Another company has this credit code" in desk.post(address, data | {"uscc": second.uscc}).text
    assert "a name of its own" in desk.post(address, data | {"name": "海康"}).text
    assert Company.objects.count() == 2
    assert desk.get(reverse("admin:split", args=["0000000000"])).status_code == 404


def test_curators_see_neither_queue_nor_buttons(client, pair, django_user_model):
    curator = django_user_model.objects.create_user("qian", is_staff=True)
    give_role(curator, Role.CURATOR)
    give_provinces(curator, ["330000"])
    client.force_login(curator)
    first, second = pair
    for address in (reverse("admin:duplicates"), merge_address(*pair), reverse("admin:split", args=[first.public_id])):
        assert client.get(address).status_code == 403
    assert decide(client, first, second, "different").status_code == 403
    assert "merge_selected" not in client.get(page(Company, "changelist")).text
    assert reverse("admin:split", args=[first.public_id]) not in client.get(page(first, "change")).text
    assert "Duplicates" not in [each["title"] for each in client.get(reverse("admin:index")).context["work"]]
    assert not DuplicateDecision.objects.exists()
