"""Placements are verified, disputed, withdrawn and put back, one or many, with a reason."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from chains.models import Company, Placement
from tests.admin.rows_and_forms import error_texts, make_company, make_placement, messages_of, page, sent

pytestmark = pytest.mark.django_db

ACTIONS = {"verify": "verified", "dispute": "disputed", "withdraw": "withdrawn", "report": "reported"}


@pytest.fixture
def pair(db):
    return [make_placement(make_company(name)) for name in ("甲微电子", "乙微电子")]


def run(client, action, rows, **more):
    data = {"action": action, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(page(Placement, "changelist"), data)


def change(client, row, **changes):
    address = page(row, "change")
    return client.post(address, sent(client.get(address), **{"change_reason": "核对", **changes}))


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_asks_for_the_reason_first(desk, pair, action):
    response = run(desk, action, pair)
    assert response.status_code == 200
    assert 'name="change_reason"' in response.text
    assert "甲微电子" in response.text
    assert "Say why" not in response.text
    response = run(desk, action, pair, change_reason="  ")
    assert "Say why, in a few words" in response.text
    assert set(Placement.objects.filter(pk__in=[row.pk for row in pair]).values_list("status", flat=True)) == {
        "reported"
    }


@pytest.mark.parametrize(("action", "status"), ACTIONS.items())
def test_an_action_settles_all_chosen_and_keeps_the_reason(desk, curator, pair, action, status):
    start = "withdrawn" if status == "reported" else "reported"
    Placement.objects.filter(pk__in=[row.pk for row in pair]).update(status=start)
    before = {row.pk: row.updated for row in pair}
    response = run(desk, action, pair, change_reason="年度核查")
    assert response.status_code == 302
    assert "2 placements are now on record as" in messages_of(response)
    for row in Placement.objects.filter(pk__in=before):
        assert row.status == status
        assert row.updated > before[row.pk]
        assert row.company.updated == row.updated
        assert (row.verified_on, row.verified_by) == (
            (timezone.localdate(), curator) if status == "verified" else (None, None)
        )
        record = row.history.first()
        assert (record.history_type, record.history_user) == ("~", curator)
        assert (record.history_change_reason, record.status) == ("年度核查", status)


def test_verifying_again_renews_the_date_and_other_actions_leave_what_is_so(desk, curator, pair):
    first, second = pair
    Placement.objects.filter(pk=first.pk).update(status="verified", verified_on=date(2020, 6, 1))
    run(desk, "verify", pair, change_reason="复核")
    first.refresh_from_db()
    assert (first.verified_on, first.verified_by) == (timezone.localdate(), curator)
    run(desk, "dispute", [first], change_reason="有疑")
    count = first.history.count()
    response = run(desk, "dispute", pair, change_reason="有疑")
    assert "1 placement is now on record as" in messages_of(response)
    assert "The others were so already." in messages_of(response)
    assert first.history.count() == count
    assert second.history.first().history_change_reason == "有疑"


def test_a_loaded_placement_keeps_its_first_state_when_it_is_settled(desk):
    placement = Placement.objects.first()
    assert not placement.history.exists()
    run(desk, "withdraw", [placement], change_reason="误列")
    assert [record.status for record in placement.history.all()] == ["withdrawn", "reported"]


def test_all_rows_of_a_filter_can_be_settled_over_the_pages(desk):
    number = Placement.objects.filter(segment__layer__chain__slug="ic").count()
    assert number > 50
    data = {
        "action": "dispute",
        "select_across": "1",
        "index": "0",
        "_selected_action": str(Placement.objects.first().pk),
    }
    address = (
        page(Placement, "changelist")
        + "?segment__layer__chain__id__exact="
        + str(Placement.objects.filter(segment__layer__chain__slug="ic").first().segment.layer.chain_id)
    )
    response = desk.post(address, data)
    assert len(response.context["keys"]) == number
    assert f"and {number - 50} more" in response.text
    keys = [str(key) for key in response.context["keys"]]
    desk.post(address, {"action": "dispute", "_selected_action": keys, "change_reason": "整批存疑"})
    assert Placement.objects.filter(status="disputed").count() == number


def test_settling_many_takes_no_more_queries_than_few(desk, num_queries):
    keys = list(Placement.objects.values_list("pk", flat=True))
    rows = [Placement(pk=key) for key in keys]
    # The first batch of all is preceded by a snapshot.
    run(desk, "dispute", rows[:1], change_reason="x")
    few = num_queries(lambda: run(desk, "dispute", rows[1:3], change_reason="x"))
    assert num_queries(lambda: run(desk, "dispute", rows[3:40], change_reason="x")) == few


def test_actions_need_the_permission_to_change(client, curator, pair):
    curator.groups.clear()
    curator.user_permissions.add(Permission.objects.get(codename="view_placement"))
    client.force_login(curator)
    assert 'value="verify"' not in client.get(page(Placement, "changelist")).text
    run(client, "verify", pair, change_reason="x")
    assert not Placement.objects.filter(status="verified").exists()


def test_the_form_fills_in_day_and_name_of_a_verification(desk, curator, pair):
    [row, _other] = pair
    assert change(desk, row, status="verified").status_code == 302
    row.refresh_from_db()
    assert (row.verified_on, row.verified_by) == (timezone.localdate(), curator)
    assert change(desk, row, status="verified", verified_on="2026-01-05").status_code == 302
    row.refresh_from_db()
    assert row.verified_on == date(2026, 1, 5)
    assert change(desk, row, status="disputed").status_code == 302
    row.refresh_from_db()
    assert row.verified_by == curator
    assert change(desk, row, status="reported").status_code == 302
    row.refresh_from_db()
    assert (row.verified_on, row.verified_by) == (None, None)


def test_a_second_placement_in_the_same_place_is_refused(desk, pair):
    company = pair[0].company
    other = make_placement(company, province=None, country="JP")
    response = change(desk, other, country="", province="310000")
    assert response.status_code == 200
    assert "already placed in this segment at this place" in error_texts(response)


def test_a_placement_needs_a_place(desk, pair):
    response = change(desk, pair[0], province="")
    assert "either a province (with a city, if known) or a country" in error_texts(response)


def test_a_withdrawn_placement_no_longer_counts(desk, pair):
    company = pair[0].company
    run(desk, "withdraw", [pair[0]], change_reason="撤回")
    rows = desk.get(page(Company, "changelist"), {"q": company.name}).context["cl"].result_list
    assert [row.live for row in rows] == [0]
    assert desk.get(page(Placement, "changelist"), {"q": "甲微电子"}).context["cl"].result_count == 1
