"""The worklist of reviews: what waits, oldest first; approved or returned with a comment; what came back to whom."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from chains.choices import Role, Stage
from chains.models import Company, Placement
from tests.admin.rows_and_forms import make_company, make_evidence, make_placement, messages_of
from tests.staff import make_user

pytestmark = pytest.mark.django_db

OWN, OTHER = "320000", "310000"
REVIEWS = reverse("admin:reviews")


@pytest.fixture
def reviewing(client, reviewer):
    """The browser of a reviewer."""
    client.force_login(reviewer)
    return client


@pytest.fixture
def local(client):
    """The browser of a curator of 江苏."""
    client.force_login(make_user(Role.CURATOR, [OWN]))
    return client


def waiting(name, province=OWN, segment="ic.design", stage=Stage.REVIEW, **fields):
    return make_placement(make_company(name), segment, province_id=province, stage=stage, **fields)


def listed(response):
    return [item.key for item, _place in response.context["items"]]


def key(row):
    return f"{row._meta.model_name}-{row.pk}"


def test_companies_and_placements_wait_the_oldest_first(reviewing):
    company = make_company("丙", stage=Stage.REVIEW)
    rows = [waiting("甲"), waiting("乙", OTHER), company, waiting("丁")]
    for days, row in enumerate(rows):
        type(row).objects.filter(pk=row.pk).update(updated=timezone.now() - timedelta(days=10 - days))
    assert listed(reviewing.get(REVIEWS)) == [key(row) for row in rows]


def test_the_list_is_narrowed_by_province_and_segment(reviewing):
    design, below = waiting("甲"), waiting("乙", OTHER, "ic.lithography")
    firm = make_company("丙", stage=Stage.REVIEW)
    make_placement(firm, "ic.equipment", province_id=OTHER)
    assert listed(reviewing.get(REVIEWS, {"province": OWN})) == [key(design)]
    assert set(listed(reviewing.get(REVIEWS, {"segment": "ic.equipment"}))) == {key(below), key(firm)}


def test_the_list_is_paged(reviewing):
    for number in range(27):
        waiting(f"样本{number}")
    first = reviewing.get(REVIEWS, {"province": OWN})
    assert len(listed(first)) == 25
    assert "province=320000" in first.text.split('rel="next"')[1][:120]
    assert len(listed(reviewing.get(REVIEWS, {"province": OWN, "page": 2}))) == 2


def test_what_is_chosen_is_published(reviewing, reviewer):
    row, other = waiting("甲"), waiting("乙")
    answer = reviewing.post(REVIEWS, {"row": [key(row)], "do": "approve", "comment": "资料齐全"})
    assert answer.status_code == 302
    assert "1 row was moved on." in messages_of(answer)
    assert [Placement.objects.get(pk=each.pk).stage for each in (row, other)] == ["published", "review"]
    entry = row.history.first()
    assert (entry.history_user, entry.history_change_reason) == (reviewer, "资料齐全")
    assert reverse("admin:batch", args=[entry.batch_id]) in messages_of(answer)


def test_a_return_needs_a_comment_and_keeps_the_choice(reviewing):
    row = waiting("甲")
    asked = reviewing.post(REVIEWS, {"row": [key(row)], "do": "return", "comment": " "})
    assert asked.status_code == 200
    assert "Say what is missing" in asked.text
    assert re.search(rf'id="{key(row)}"\s+checked>', asked.text)
    assert reviewing.post(REVIEWS, {"row": [key(row)], "do": "return", "comment": "缺依据"}).status_code == 302
    row.refresh_from_db()
    assert (row.stage, row.review_note) == ("draft", "缺依据")


def test_curators_see_what_came_back_to_their_provinces_and_submit_it_again(local):
    mine = waiting("甲", stage=Stage.DRAFT, review_note="缺依据")
    waiting("乙", OTHER, stage=Stage.DRAFT, review_note="不清楚")
    shown = local.get(REVIEWS)
    assert listed(shown) == [key(mine)]
    assert "缺依据" in shown.text
    assert 'value="approve"' not in shown.text
    make_evidence(mine)
    assert local.post(REVIEWS, {"row": [key(mine)], "do": "submit"}).status_code == 302
    mine.refresh_from_db()
    assert (mine.stage, mine.review_note) == ("review", "")


def test_curators_approve_nothing(local):
    row = waiting("甲")
    shown = local.get(REVIEWS, {"lane": "waiting"})
    assert listed(shown) == [key(row)]
    assert 'value="approve"' not in shown.text
    for step in ("approve", "return"):
        answer = local.post(REVIEWS, {"row": [key(row)], "do": step, "comment": "x"})
        assert "Only reviewers publish" in answer.text
    assert Placement.objects.get(pk=row.pk).stage == "review"


@pytest.mark.parametrize("sent", [{}, {"row": ["company-0"]}, {"row": ["x"]}, {"do": "fly"}])
def test_what_makes_no_sense_is_answered_in_words(reviewing, sent):
    answer = reviewing.post(REVIEWS, {"do": "approve", **sent})
    assert answer.status_code == 200
    assert "Choose something first." in messages_of(answer)


def test_the_front_page_counts_what_the_user_has_to_do(reviewing, client):
    waiting("甲")
    make_company("乙", stage=Stage.REVIEW)
    work = {page["url"]: page["waiting"] for page in reviewing.get(reverse("admin:index")).context["work"]}
    assert work[REVIEWS] == 2
    client.force_login(make_user(Role.CURATOR, [OWN]))
    work = {page["url"]: page["waiting"] for page in client.get(reverse("admin:index")).context["work"]}
    assert work[REVIEWS] == 0


def test_viewers_do_not_review(client):
    client.force_login(make_user(Role.VIEWER))
    assert client.get(REVIEWS).status_code == 403
    assert REVIEWS not in client.get(reverse("admin:index")).text


def test_an_unknown_list_is_not_there(reviewing):
    assert reviewing.get(REVIEWS, {"lane": "nothing"}).status_code == 404


def test_more_rows_take_no_more_queries(reviewing, num_queries):
    make_evidence(waiting("甲"))
    make_company("乙", stage=Stage.REVIEW)
    few = num_queries(lambda: reviewing.get(REVIEWS))
    for number in range(8):
        make_evidence(waiting(f"样本{number}"))
        firm = make_company(f"公司{number}", stage=Stage.REVIEW)
        make_placement(firm, "ic.design", province_id=OWN, stage=Stage.REVIEW)
    assert num_queries(lambda: reviewing.get(REVIEWS)) == few
    assert Company.objects.filter(stage=Stage.REVIEW).count() == 9
