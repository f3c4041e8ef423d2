"""The admin offers what the role and the provinces allow, refuses the rest, and loses nothing that was written."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from chains.choices import Role, Stage
from chains.models import Company, Evidence, Placement, Segment, Source
from chains.permissions import provinces_of, role_of
from tests.admin.rows_and_forms import error_texts, make_company, make_evidence, make_placement, messages_of, page, sent
from tests.staff import make_user

pytestmark = pytest.mark.django_db

OWN, OTHER = "320000", "310000"


@pytest.fixture
def local(client):
    """The browser of a curator of 江苏."""
    client.force_login(make_user(Role.CURATOR, [OWN]))
    return client


def placed(province, name="试验微电子", **fields):
    return make_placement(make_company(name), province_id=province, **fields)


def change(client, row, **changes):
    address = page(row, "change")
    return client.post(address, sent(client.get(address), **{"change_reason": "核对", **changes}))


def values_of(response, field):
    return [value for value, _name in response.context["adminform"].form.fields[field].choices]


# -- forms


def test_own_rows_can_be_changed_and_others_only_looked_at(local):
    own, other = placed(OWN, "甲"), placed(OTHER, "乙")
    assert 'name="_save"' in local.get(page(own, "change")).text
    shown = local.get(page(other, "change"))
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.text
    assert local.post(page(other, "change"), {"note": "x"}).status_code == 403
    assert change(local, own, note="看过").status_code == 302


@pytest.mark.parametrize("role", [None, Role.VIEWER])
def test_whoever_is_no_curator_changes_nothing(client, role):
    client.force_login(make_user(role))
    row = placed(OWN)
    assert client.get(page(row, "change")).status_code == (403 if role is None else 200)
    assert client.post(page(row, "change"), {"note": "x"}).status_code == 403
    assert client.get(page(Placement, "add")).status_code == 403


def test_a_curator_without_a_province_changes_nothing(client):
    client.force_login(make_user(Role.CURATOR))
    assert client.get(page(Source, "add")).status_code == 403
    assert 'name="_save"' not in client.get(page(Source.objects.first(), "change")).text


def test_a_move_to_another_province_is_refused_in_words_and_what_was_written_stays(local):
    row = placed(OWN)
    response = change(local, row, province=OTHER, note="写了很久的说明")
    assert response.status_code == 200
    assert "you look after" in error_texts(response)
    assert "写了很久的说明" in response.text
    row.refresh_from_db()
    assert (row.province_id, row.note) == (OWN, "")


def test_the_rows_of_a_company_in_other_provinces_are_closed_on_its_page(local):
    own = placed(OWN)
    other = make_placement(own.company, "ic.equipment", province_id=OTHER)
    response = local.get(page(own.company, "change"))
    [formset] = [
        each.formset for each in response.context["inline_admin_formsets"] if each.formset.prefix == "placements"
    ]
    closed = {form.instance.pk: form.fields["segment"].disabled for form in formset.initial_forms}
    assert closed == {own.pk: False, other.pk: True}


def test_the_structure_is_for_administrators(local, client, reviewer, desk):
    client.force_login(reviewer)
    segment = Segment.objects.first()
    assert 'name="_save"' not in client.get(page(segment, "change")).text
    assert client.post(page(segment, "change"), {"name": "x"}).status_code == 403
    assert page(Segment, "add") not in client.get(reverse("admin:index")).text
    client.force_login(make_user(Role.ADMINISTRATOR))
    assert 'name="_save"' in client.get(page(segment, "change")).text


def test_stages_are_offered_by_role(local, client, reviewer):
    draft, public = placed(OWN, "甲", stage=Stage.DRAFT), placed(OWN, "乙")
    assert values_of(local.get(page(draft, "change")), "stage") == ["draft", "review"]
    assert values_of(local.get(page(public, "change")), "stage") == ["published"]
    assert change(local, draft, stage="published").status_code == 200
    assert change(local, draft, stage="review").status_code == 302
    client.force_login(reviewer)
    assert values_of(client.get(page(draft, "change")), "stage") == ["draft", "review", "published"]
    assert change(client, draft, stage="published").status_code == 302


def test_only_reviewers_are_offered_to_verify(local, client, reviewer):
    row, checked = placed(OWN, "甲"), placed(OWN, "乙", status="verified", verified_on="2026-01-01")
    assert "verified" not in values_of(local.get(page(row, "change")), "status")
    assert values_of(local.get(page(checked, "change")), "status") == ["verified"]
    assert change(local, row, status="verified").status_code == 200
    assert change(local, checked, note="看过").status_code == 302
    assert 'value="verify"' not in local.get(page(Placement, "changelist")).text
    client.force_login(reviewer)
    assert change(client, row, status="verified").status_code == 302
    assert 'value="verify"' in client.get(page(Placement, "changelist")).text


def test_deletion_is_offered_where_it_is_permitted(local, client, chief):
    own, other = make_evidence(placed(OWN, "甲")), make_evidence(placed(OTHER, "乙"))
    assert page(own, "delete") in local.get(page(own, "change")).text
    assert page(other, "delete") not in local.get(page(other, "change")).text
    assert local.post(page(other, "delete"), {"post": "yes", "change_reason": "x"}).status_code == 403
    assert local.post(page(own, "delete"), {"post": "yes", "change_reason": "重复"}).status_code == 302
    assert set(Evidence.objects.filter(pk__in=[own.pk, other.pk])) == {other}


def new_company(client, **fields):
    data = sent(client.get(page(Company, "add")), name="新微电子", stage="review")
    segment = Segment.objects.get(code="ic.design")
    data |= {"placements-TOTAL_FORMS": 1, "placements-0-segment": segment.pk, "placements-0-status": "reported"}
    return client.post(page(Company, "add"), data | fields)


def test_a_curator_adds_a_company_of_elsewhere_that_works_here_and_it_waits_for_review(local):
    assert new_company(local, province=OTHER, **{"placements-0-province": OWN}).status_code == 302
    company = Company.objects.get(name="新微电子")
    assert (company.stage, company.placements.get().stage) == (Stage.REVIEW, Stage.REVIEW)


def test_a_company_that_works_elsewhere_only_is_not_added(local):
    response = new_company(local, province=OTHER, **{"placements-0-province": OTHER})
    assert response.status_code == 200
    assert "you look after" in error_texts(response)
    assert not Company.objects.filter(name="新微电子").exists()


def test_what_a_reviewer_adds_is_published_at_once(client, reviewer):
    client.force_login(reviewer)
    data = sent(client.get(page(Company, "add")))
    assert data["stage"] == "published"
    new_company(client, stage="published", **{"placements-0-province": OWN})
    company = Company.objects.get(name="新微电子")
    assert (company.stage, company.placements.get().stage) == (Stage.PUBLISHED, Stage.PUBLISHED)


# -- many rows at once


def run(client, model, action, rows, **more):
    data = {"action": action, "_selected_action": [str(row.pk) for row in rows], **more}
    return client.post(page(model, "changelist"), data)


def test_a_bulk_edit_shows_what_would_change_and_what_is_left_and_then_does_it(local):
    own, other = placed(OWN, "甲微电子"), placed(OTHER, "乙微电子")
    asked = run(local, Placement, "edit_together", [own, other])
    assert asked.status_code == 200
    assert 'name="confirmed"' not in asked.text
    keys = f"{own.pk},{other.pk}"
    shown = run(local, Placement, "edit_together", [own], keys=keys, shown="yes", note="普查")
    assert "1 would change." in shown.text
    assert "1 is not yours to change and is left." in shown.text
    assert "<ins>普查</ins>" in shown.text
    assert "上海" in shown.text
    own.refresh_from_db()
    assert own.note == ""
    more = {"keys": keys, "shown": "yes", "confirmed": "yes", "change_reason": "整批", "seen": shown.context["seen"]}
    again = run(local, Placement, "edit_together", [own], **more, note="换了主意")
    assert "<ins>换了主意</ins>" in again.text
    own.refresh_from_db()
    assert own.note == ""
    more |= {"note": "普查"}
    done = run(local, Placement, "edit_together", [own], **more)
    assert "1 row was changed." in messages_of(done)
    assert "1 row was left" in messages_of(done)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.note, other.note) == ("普查", "")
    batch = own.history.first().batch
    assert reverse("admin:batch", args=[batch.pk]) in messages_of(done)


def test_a_bulk_edit_without_a_reason_or_with_a_contradiction_asks_again(desk):
    row = placed(OWN)
    more = {"keys": str(row.pk), "shown": "yes", "note": "普查", "confirmed": "yes"}
    more["seen"] = run(desk, Placement, "edit_together", [row], **more).context["seen"]
    assert "Say why" in run(desk, Placement, "edit_together", [row], **more, change_reason=" ").text
    refused = run(desk, Placement, "edit_together", [row], keys=str(row.pk), shown="yes", province=OTHER, country="SG")
    assert "Give either a province" in refused.text


def test_all_rows_of_a_filter_are_edited_over_the_pages(desk):
    rows = Company.objects.filter(province=None)
    assert rows.count() > 50
    number = rows.count()
    address = page(Company, "changelist") + "?province__isnull=True"
    data = {"action": "edit_together", "select_across": "1", "_selected_action": str(rows.first().pk)}
    asked = desk.post(address, data)
    keys = ",".join(str(key) for key in asked.context["keys"])
    assert f"{number} rows are chosen." in asked.text
    more = {"keys": keys, "shown": "yes", "description": "普查", "confirmed": "yes", "change_reason": "整批"}
    more["seen"] = desk.post(address, {**data, "select_across": "0", **more}).context["seen"]
    desk.post(address, {**data, "select_across": "0", **more})
    assert Company.objects.filter(description="普查").count() == number


# -- accounts


def test_an_administrator_makes_a_curator_and_gives_the_provinces(desk):
    data = {
        "username": "li",
        "password1": "a long pass word",
        "password2": "a long pass word",
        "usable_password": "true",
    }
    made = desk.post(reverse("admin:auth_user_add"), data)
    user = get_user_model().objects.get(username="li")
    assert made.status_code == 302
    assert user.is_staff
    address = reverse("admin:auth_user_change", args=[user.pk])
    data = {
        "username": "li",
        "is_active": "on",
        "is_staff": "on",
        "role": "curator",
        "province_grants-TOTAL_FORMS": 1,
        "province_grants-INITIAL_FORMS": 0,
        "province_grants-0-province": OWN,
        "province_grants-0-user": user.pk,
    }
    response = desk.post(address, data)
    assert response.status_code == 302, response.context["errors"]
    user = get_user_model().objects.get(pk=user.pk)
    assert (role_of(user), provinces_of(user)) == (Role.CURATOR, {OWN})
    assert "江苏" in desk.get(reverse("admin:auth_user_changelist")).text


def test_an_administrator_makes_no_superuser_and_changes_none(desk, chief, curator):
    address = reverse("admin:auth_user_change", args=[curator.pk])
    assert 'name="is_superuser"' not in desk.get(address).text
    assert desk.post(reverse("admin:auth_user_change", args=[chief.pk]), {"username": "x"}).status_code == 403
    none = {"province_grants-TOTAL_FORMS": 0, "province_grants-INITIAL_FORMS": 0}
    data = {"username": "wang", "is_active": "on", "is_staff": "on", "role": "administrator", "is_superuser": "on"}
    assert desk.post(address, data | none).status_code == 302
    curator.refresh_from_db()
    assert not curator.is_superuser


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CURATOR, Role.REVIEWER])
def test_accounts_are_for_administrators(client, role):
    client.force_login(make_user(role, [OWN]))
    assert client.get(reverse("admin:auth_user_changelist")).status_code == 403
    assert client.get(reverse("admin:auth_group_changelist")).status_code == 403
