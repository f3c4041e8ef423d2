"""The same table at every door: the API one by one, in lists and nested, the admin, bulk edits, sheets, reviews."""

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from chains.choices import RowOutcome, Stage
from chains.history import bulk_edits, curation, reviewing
from chains.history.curation import Change
from chains.importing import committing
from chains.importing.faults import said
from chains.models import Company, Evidence, Placement
from chains.permissions import NotPermitted, Permission, may
from chains.services import notes
from tests.factories import make_company, make_label, make_placement, make_source, segment_of
from tests.importing.sheets import as_csv, planned
from tests.permissions.companies import HERE, MAKER, STANDINGS, THERE, make_people
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

WHY = "核对"


@shared
def standings():
    people = make_people()
    return people, [stands.make(people[MAKER]) for stands in STANDINGS]


@pytest.fixture
def people(standings):
    return standings[0]


@pytest.fixture
def curator(people):
    """Somebody who looks after one province."""
    return people[MAKER]


@pytest.fixture
def companies(standings):
    """A company for each standing, in the order of the table."""
    return standings[1]


@pytest.fixture
def send(client, curator):
    """Call the API as the curator; return the answer."""
    client.force_login(curator)

    def call(method: str, address: str, body):
        return client.generic(method, f"/api/v1/{address}", json.dumps(body), content_type="application/json")

    return call


def may_change(group: str) -> list[bool]:
    """Return for each standing whether the curator may change the identity, or what else is said."""
    return [MAKER in getattr(stands, group) for stands in STANDINGS]


#: One standing for each thing that the curator may do of it, public and not.
SAMPLES = sorted(
    {
        (MAKER in stands.identity, MAKER in stands.said, stands.stage == Stage.PUBLISHED): index
        for index, stands in enumerate(STANDINGS)
    }.values()
)


# -- the API


def test_a_claim_that_nobody_has_approved_opens_no_company(send):
    company = make_company("浦江甲", province=THERE)
    address, rename = f"companies/{company.public_id}/", {"name": "恒睿甲", "reason": WHY}
    assert send("PATCH", address, rename).status_code == 403
    evidence = [{"source": make_source().slug}]
    claim = {"company": company.public_id, "segment": "ic.design", "province": HERE, "evidence": evidence}
    made = send("POST", "placements/", claim)
    assert (made.status_code, made.json()["stage"]) == (201, "review")
    assert send("PATCH", address, rename).status_code == 403
    Placement.objects.update(stage=Stage.PUBLISHED)
    assert send("PATCH", address, rename).status_code == 403
    assert send("PATCH", address, {"description": "设计", "reason": WHY}).status_code == 200
    company.refresh_from_db()
    assert (company.name, company.description) == ("浦江甲", "设计")


@pytest.mark.parametrize(
    ("group", "sent"),
    [("identity", {"name": "恒睿甲"}), ("said", {"description": "设计"})],
    ids=["identity", "what is said"],
)
def test_the_api_changes_what_may_be_changed(group, sent, companies, send):
    answers = [
        send("PATCH", f"companies/{company.public_id}/", {**sent, "reason": WHY}).status_code for company in companies
    ]
    assert answers == [200 if may else 403 for may in may_change(group)]


@pytest.mark.parametrize(
    ("group", "sent"),
    [
        ("identity", {"names": []}),
        ("identity", {"listings": []}),
        ("identity", {"description": "设计", "website": "https://hengrui.example"}),
        ("said", {"labels": []}),
    ],
    ids=["other names", "listings", "an identity with what is said", "labels"],
)
def test_what_comes_with_a_company_is_judged_as_the_table_says(group, sent, companies, send):
    for index in SAMPLES:
        answer = send("PATCH", f"companies/{companies[index].public_id}/", {**sent, "reason": WHY})
        assert answer.status_code == (200 if may_change(group)[index] else 403), STANDINGS[index].english


def test_a_list_is_refused_with_each_record_that_is_not_theirs(companies, send):
    answer = send("POST", f"companies/?reason={WHY}", [{"id": row.public_id, "website": ""} for row in companies])
    assert answer.status_code == 200, "nothing differs"
    sent = [{"id": row.public_id, "website": f"https://{row.public_id}.example"} for row in companies]
    answer = send("POST", f"companies/?reason={WHY}", sent)
    assert answer.status_code == 403
    refused = [index for index, may in enumerate(may_change("identity")) if not may]
    assert [row["index"] for row in answer.json()["rows"]] == refused
    assert not Company.objects.filter(website__endswith=".example").exists()


def test_what_comes_with_a_new_company_is_its_makers(send):
    record = {"name": "恒睿甲", "names": [{"name": "恒睿"}], "listings": [{"exchange": "szse", "ticker": "399998"}]}
    made = send("POST", "companies/", record)
    assert (made.status_code, made.json()["stage"]) == (201, "review")
    assert send("PATCH", f"companies/{made.json()['id']}/", {"name": "恒睿乙", "reason": WHY}).status_code == 200
    Company.objects.update(stage=Stage.PUBLISHED)
    assert send("PATCH", f"companies/{made.json()['id']}/", {"name": "恒睿丙", "reason": WHY}).status_code == 403


# -- the admin


def test_forms_show_what_may_not_be_changed_with_the_reason(companies, curator, settings):
    settings.LANGUAGE_CODE = "en"
    client = Client()
    client.force_login(curator)
    for index in SAMPLES:
        company, identity, said_of_it = companies[index], may_change("identity")[index], may_change("said")[index]
        answer = client.get(reverse("admin:chains_company_change", args=[company.pk]))
        fields = answer.context["adminform"].form.fields if said_of_it else {}
        inlines = {each.opts.model._meta.model_name: each for each in answer.context["inline_admin_formsets"]}
        assert ("name" in fields, "description" in fields) == (identity, said_of_it), company
        assert {name: each.has_change_permission for name, each in inlines.items() if name != "placement"} == {
            "companyname": identity,
            "listing": identity,
            "companylabel": said_of_it,
        }
        assert bool(answer.context["closed"]) != identity, company
        assert escape(answer.context["closed"]) in answer.text


def test_a_form_keeps_what_may_not_be_changed_however_it_is_sent(curator):
    company = make_company("浦江甲", province=THERE)
    make_placement(company, "ic.design", province=HERE)
    client = Client()
    client.force_login(curator)
    address = reverse("admin:chains_company_change", args=[company.pk])
    counts = {
        f"{prefix}-{which}_FORMS": 0
        for prefix in ("names", "placements", "listings", "labels")
        for which in ("TOTAL", "INITIAL")
    }
    sent = {"name": "恒睿甲", "province": HERE, "description": "设计", "change_reason": WHY, **counts}
    more = {"names-TOTAL_FORMS": 1, "names-0-name": "恒睿", "names-0-kind": "former"}
    assert client.post(address, sent | more).status_code == 302
    company.refresh_from_db()
    assert (company.name, company.province_id, company.description) == ("浦江甲", THERE, "设计")
    assert not company.names.exists()


def test_what_is_published_of_one_company_is_not_said_of_another(people, curator):
    row = make_placement(make_company(), "ic.design", province=HERE)
    row.company = make_company(province=THERE)
    with pytest.raises(NotPermitted):
        curation.save(row, Change(curator, WHY))
    client = Client()
    client.force_login(curator)
    form = client.get(reverse("admin:chains_placement_change", args=[row.pk])).context["adminform"].form
    assert form.fields["company"].disabled
    curation.save(row, Change(people["reviewer"], WHY))


# -- many at once


@pytest.mark.parametrize(("group", "field"), [("identity", "website"), ("said", "description")])
def test_a_bulk_edit_leaves_what_may_not_be_changed(group, field, companies, curator):
    keys = [row.pk for row in companies]
    plan = bulk_edits.plan_edit(Company, keys, {field: "https://hengrui.example"}, curator)
    may_be = {row.pk for row, may in zip(companies, may_change(group), strict=True) if may}
    assert {each.row.pk for each in plan.changed} == may_be
    assert all(each.refused for each in plan.refused)


def test_sheets_bring_the_placement_and_leave_the_identity(companies, curator):
    label = make_label()
    rows = [
        (
            row.public_id,
            f"恒睿{index}",
            f"https://{row.public_id}.example",
            "设计",
            label.name,
            "ic.packaging-test",
            "浙江",
        )
        for index, row in enumerate(companies)
    ]
    headers = ("id", "name", "website", "description", "labels", "segment", "province")
    batch = planned(as_csv(headers, *rows), user=curator)
    assert {row.outcome for row in batch.rows.all()} == {RowOutcome.CHANGED}
    committing.commit(batch)
    taken = [row.evidence for row in Placement.objects.filter(company__in=companies, segment__slug="packaging-test")]
    assert len(taken) == len(companies)
    assert all(evidence.exists() for evidence in taken)
    for row, company, identity, said_of_it in zip(
        batch.rows.order_by("number"), companies, may_change("identity"), may_change("said"), strict=True
    ):
        before = company.name
        company.refresh_from_db()
        assert (company.name != before, bool(company.website), bool(company.description)) == (
            identity,
            identity,
            said_of_it,
        )
        assert company.labels.filter(label=label).exists() == said_of_it
        left = {note["column"]: note["code"] for note in row.notes}
        assert left == ({} if identity else dict.fromkeys(("name", "website"), "identity_left")) | (
            {} if said_of_it else dict.fromkeys(("description", "labels"), "company_left")
        )


def test_rows_do_not_contradict_each_other_in_what_is_left(curator):
    company = make_company("浦江甲", province=THERE)
    headers = ("id", "name", "website", "segment", "province")
    rows = [
        (company.public_id, "浦江甲", f"https://{number}.example", segment, "浙江")
        for number, segment in enumerate(("ic.design", "ic.packaging-test"))
    ]
    batch = planned(as_csv(headers, *rows), user=curator)
    assert [row.outcome for row in batch.rows.all()] == [RowOutcome.CHANGED] * 2
    committing.commit(batch)
    assert company.placements.count() == 2


def test_a_sheet_says_in_both_languages_what_was_left(curator):
    company = make_company("浦江甲", province=THERE)
    sheet = as_csv(("id", "name", "segment", "province"), (company.public_id, "恒睿甲", "ic.design", "浙江"))
    batch = planned(sheet, user=curator)
    [note] = batch.rows.get().notes
    assert (note["column"], note["value"]) == ("name", "恒睿甲")
    client = Client()
    client.force_login(curator)
    page = reverse("admin:import-plan", args=[batch.pk])
    for language, words in (("en", "Left as on record"), ("zh-hans", "保留在录信息")):
        assert words in client.get(page, headers={"Accept-Language": language}).text
        told = client.get(f"/api/v1/imports/{batch.pk}/rows/", headers={"Accept-Language": language})
        assert words in told.json()["results"][0]["notes"][0]["message"]
    assert said(note["message"])


def test_a_row_that_brings_nothing_else_is_refused(curator):
    company = make_company("浦江甲", province=THERE)
    sheet = as_csv(("id", "name"), (company.public_id, "恒睿甲"))
    row = planned(sheet, user=curator, source=None).rows.get()
    assert (row.outcome, [each["code"] for each in row.errors]) == (RowOutcome.ERROR, ["not_your_province"])
    sheet = as_csv(("id", "name"), (company.public_id, "浦江甲"))
    assert planned(sheet, user=curator, source=None).rows.get().outcome == RowOutcome.UNCHANGED


def test_a_sheet_moves_no_company_out_of_the_province(curator):
    company = make_company("浦江甲", province=HERE)
    headers = ("id", "name", "registered_province", "website", "segment", "province")
    sheet = as_csv(headers, (company.public_id, "浦江甲", "上海", "https://hengrui.example", "ic.design", "浙江"))
    batch = planned(sheet, user=curator)
    committing.commit(batch)
    company.refresh_from_db()
    assert (company.province_id, company.website) == (HERE, "https://hengrui.example")
    assert [note["column"] for note in batch.rows.get().notes] == ["registered"]
    assert Evidence.objects.filter(placement__company=company).exists()


# -- on the way to the public


def test_drafts_are_submitted_by_whom_they_are_for(companies, curator):
    for company, stands in zip(companies, STANDINGS, strict=True):
        if stands.stage == Stage.PUBLISHED:
            continue
        Company.objects.filter(pk=company.pk).update(stage=Stage.DRAFT)
        if MAKER in stands.identity:
            assert reviewing.submit([company], Change(curator, WHY)).companies == 1
        else:
            with pytest.raises(NotPermitted):
                reviewing.submit([company], Change(curator, WHY))


def test_what_was_returned_reaches_its_maker(people):
    client = Client()
    for person, listed in ((MAKER, True), ("another curator here", False)):
        company = next(each for each in STANDINGS if each.stage == Stage.DRAFT).make(people[MAKER])
        client.force_login(people[person])
        answer = client.get(reverse("admin:reviews"), {"lane": "drafts"})
        assert (f"company-{company.pk}" in [item.key for item, _place in answer.context["items"]]) == listed


def test_notes_in_the_journal_take_the_right_to_what_is_said(companies, curator):
    for company, may_note in zip(companies, may_change("said"), strict=True):
        if may_note:
            notes.add(company, "见公告", curator)
        else:
            with pytest.raises(NotPermitted):
                notes.add(company, "见公告", curator)


def test_placements_are_open_whatever_company_they_are_of(companies, curator):
    for company in companies:
        own = Placement(company=company, segment=segment_of("ic.packaging-test"), province_id=HERE, stage=Stage.REVIEW)
        assert may(curator, Permission.EDIT, own)
        own.province_id = THERE
        assert not may(curator, Permission.EDIT, own)
