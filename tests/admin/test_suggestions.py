"""The reviewers' worklist of suggested corrections."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from chains.choices import Role, SuggestionStatus
from chains.models import Segment, Suggestion
from chains.services import suggestions
from chains.services.accounts import give_role
from tests.admin.rows_and_forms import make_company, make_placement, messages_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(client, reviewer):
    """The reviewer's browser."""
    client.force_login(reviewer)
    return client


def worklist(**query):
    return reverse("admin:suggestions", query=query or None)


def settled(bench, row, status, comment=""):
    return bench.post(reverse("admin:suggestion-settle", args=[row.pk]), {"status": status, "comment": comment})


def test_what_waits_is_shown_as_text_with_the_way_to_the_record(bench):
    placement = make_placement()
    suggestions.make(placement.company, "<script>x</script>", evidence="<i>", contact="a@b.cn", placement=placement)
    segment = Segment.objects.get(code="ic.design")
    suggestions.make(segment, "Outdated.")
    shown = bench.get(worklist()).text
    assert "&lt;script&gt;x&lt;/script&gt;" in shown
    assert "<script>x" not in shown
    assert "&lt;i&gt;" in shown
    assert "a@b.cn" in shown
    for row in (placement, placement.company, segment):
        assert f'href="{page(row, "change")}"' in shown


def test_the_front_page_says_how_many_wait(bench):
    waiting = [suggestions.make(make_company(f"试验{n}"), "Wrong.") for n in range(3)]
    settled(bench, waiting[0], "accepted")
    work = {str(each["url"]): each["waiting"] for each in bench.get(reverse("admin:index")).context["work"]}
    assert work[worklist()] == 2


@pytest.mark.parametrize("status", ["accepted", "declined"])
def test_one_is_settled_with_a_comment_and_leaves_the_list(bench, reviewer, status):
    row = suggestions.make(make_company(), "They moved.")
    response = settled(bench, row, status, "Register checked.")
    assert response["Location"] == worklist()
    row.refresh_from_db()
    assert (row.status, row.comment, row.user) == (status, "Register checked.", reviewer)
    assert "They moved." not in bench.get(worklist()).text
    shown = bench.get(worklist(status=status)).text
    assert "They moved." in shown
    assert "Register checked." in shown


def test_what_cannot_be_done_is_said(bench):
    row = suggestions.make(make_company(), "They moved.")
    assert "Say why" in messages_of(settled(bench, row, "declined"))
    settled(bench, row, "accepted")
    assert "already" in messages_of(settled(bench, row, "declined", "No."))
    assert settled(bench, Suggestion(pk=0), "accepted").status_code == 404
    assert bench.get(worklist(status="nonsense")).status_code == 404
    assert bench.get(reverse("admin:suggestion-settle", args=[row.pk])).status_code == 405
    row.refresh_from_db()
    assert row.status == SuggestionStatus.ACCEPTED


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CURATOR, None])
def test_it_is_for_reviewers(client, role):
    row = suggestions.make(make_company(), "They moved.")
    user = get_user_model().objects.create_user("sun", is_staff=True)
    give_role(user, role)
    client.force_login(user)
    assert client.get(worklist()).status_code == 403
    assert settled(client, row, "accepted").status_code == 403
    row.refresh_from_db()
    assert row.status == "open"
    assert worklist() not in client.get(reverse("admin:index")).text


def test_many_take_no_more_queries(bench, num_queries):
    def look():
        assert bench.get(worklist()).status_code == 200

    def add():
        placement = make_placement(make_company())
        suggestions.make(placement.company, "Wrong.", placement=placement)

    add()
    look()
    one = num_queries(look)
    for _ in range(6):
        add()
    assert num_queries(look) == one
