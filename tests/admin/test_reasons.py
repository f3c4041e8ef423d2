"""Whoever changes something says why; the history keeps who, when and why, also of the rows saved along."""

import pytest
from django.urls import reverse

from chains.history.curation import REASON_LENGTH
from chains.models import Chain, Company, CompanyName, Evidence, Label, Listing, Placement, Platform
from tests.admin.rows_and_forms import (
    error_texts,
    make_company,
    make_evidence,
    make_placement,
    make_whole_company,
    page,
    sent,
)

pytestmark = pytest.mark.django_db

WHY = "年度核对工商登记"


def change(client, row, **changes):
    """Open the form of ``row``, change something and send it; return the answer."""
    address = page(row, "change")
    return client.post(address, sent(client.get(address), **changes))


def latest(row):
    return type(row).history.filter(**{row._meta.pk.attname: row.pk}).first()


def test_without_a_reason_nothing_is_changed(desk):
    company = make_company()
    response = change(desk, company, name="改名微电子")
    assert response.status_code == 200
    assert "Say why, in a few words" in error_texts(response)
    assert "Say why, in a few words" in response.text
    company.refresh_from_db()
    assert company.name == "试验微电子"


def test_the_reason_is_kept_with_who_and_when(desk, curator):
    company = make_company()
    before = company.updated
    assert change(desk, company, legal_name="试验微电子有限公司", change_reason=WHY).status_code == 302
    record = latest(company)
    assert (record.history_type, record.history_user, record.history_change_reason) == ("~", curator, WHY)
    company.refresh_from_db()
    assert company.updated > before


def test_a_reason_fits_into_the_history(desk):
    company = make_company()
    assert change(desk, company, name_en="Test", change_reason="因" * REASON_LENGTH).status_code == 302
    assert latest(company).history_change_reason == "因" * REASON_LENGTH
    response = change(desk, company, name_en="Again", change_reason="因" * (REASON_LENGTH + 1))
    assert response.status_code == 200


def test_rows_saved_along_carry_the_same_reason(desk, curator):
    company = make_whole_company(7)
    name, listing = company.names.first(), company.listings.first()
    response = desk.get(page(company, "change"))
    data = sent(response, change_reason=WHY)
    forms = {inline.formset.prefix: inline.formset for inline in response.context["inline_admin_formsets"]}
    row = next(form.prefix for form in forms["names"].forms if form.instance == name)
    data[f"{row}-locator"] = "图9"
    row = next(form.prefix for form in forms["listings"].forms if form.instance == listing)
    data[f"{row}-DELETE"] = "on"
    total = int(data["names-TOTAL_FORMS"])
    data |= {"names-TOTAL_FORMS": total + 1, f"names-{total}-name": "又名微电子", f"names-{total}-kind": "brand"}
    data[f"names-{total}-company"] = company.pk
    assert desk.post(page(company, "change"), data).status_code == 302

    added = CompanyName.objects.get(name="又名微电子")
    records = [latest(name), latest(listing), latest(added)]
    assert [record.history_type for record in records] == ["~", "-", "+"]
    assert {(record.history_user, record.history_change_reason) for record in records} == {(curator, WHY)}
    assert len({record.history_date for record in records}) == 1
    assert not Listing.objects.filter(pk=listing.pk).exists()


def test_what_was_not_changed_leaves_no_trace(desk):
    company = make_whole_company(8)
    records = Company.history.filter(id=company.pk).count(), CompanyName.history.count(), Placement.history.count()
    assert change(desk, company, change_reason=WHY).status_code == 302
    after = Company.history.filter(id=company.pk).count(), CompanyName.history.count(), Placement.history.count()
    assert after == records


def test_a_change_of_a_name_or_placement_is_a_change_of_the_company(desk):
    placement = make_placement()
    company = placement.company
    for row, changes in (
        (CompanyName.objects.create(company=company, name="旧名"), {"name": "旧名称"}),
        (placement, {"note": "看过"}),
        (make_evidence(placement), {"locator": "图3"}),
    ):
        before = Company.objects.get(pk=company.pk).updated
        assert change(desk, row, change_reason=WHY, **changes).status_code == 302
        assert Company.objects.get(pk=company.pk).updated > before


def test_adding_asks_for_no_reason_and_keeps_one_that_is_given(desk, curator):
    for name, reason in (("新一微电子", ""), ("新二微电子", "新上市")):
        data = sent(desk.get(page(Company, "add")), name=name, change_reason=reason)
        assert desk.post(page(Company, "add"), data).status_code == 302
        record = latest(Company.objects.get(name=name))
        assert (record.history_type, record.history_user, record.history_change_reason or "") == ("+", curator, reason)


def test_many_to_many_changes_carry_the_reason(desk, curator):
    platform = Platform.objects.exclude(chains=Chain.objects.get(slug="ic")).first()
    chains = [str(chain.pk) for chain in Chain.objects.all()]
    assert change(desk, platform, chains=chains, change_reason=WHY).status_code == 302
    record = latest(platform)
    assert (record.history_user, record.history_change_reason) == (curator, WHY)
    assert record.chains.count() == 2


@pytest.mark.parametrize("reason", ["", "   "])
def test_deleting_asks_why(desk, reason):
    evidence = make_evidence(make_placement())
    response = desk.get(page(evidence, "delete"))
    assert 'name="change_reason"' in response.text
    response = desk.post(page(evidence, "delete"), {"post": "yes", "change_reason": reason})
    assert response.status_code == 200
    assert "Say why, in a few words" in response.text
    assert Evidence.objects.filter(pk=evidence.pk).exists()


def test_a_deletion_is_kept_with_its_reason(desk, curator):
    evidence = make_evidence(make_placement())
    record = Evidence.history.filter(id=evidence.pk)
    response = desk.post(page(evidence, "delete"), {"post": "yes", "change_reason": "重复"})
    assert response.status_code == 302
    assert not Evidence.objects.filter(pk=evidence.pk).exists()
    assert (record.first().history_type, record.first().history_user) == ("-", curator)
    assert record.first().history_change_reason == "重复"


@pytest.mark.parametrize("model", [Company, Placement])
def test_companies_and_placements_are_deleted_by_administrators_only(client, reviewer, chief, model):
    placement = make_placement()
    row = placement if model is Placement else placement.company
    client.force_login(reviewer)
    assert page(row, "delete") not in client.get(page(row, "change")).text
    assert client.post(page(row, "delete"), {"post": "yes", "change_reason": "x"}).status_code == 403
    client.force_login(chief)
    assert page(row, "delete") in client.get(page(row, "change")).text
    assert client.post(page(row, "delete"), {"post": "yes", "change_reason": "x"}).status_code == 302
    assert not model.objects.filter(pk=row.pk).exists()


def test_what_goes_with_a_deleted_row_carries_the_reason_too(client, chief):
    company = make_whole_company(9)
    placement = company.placements.first()
    client.force_login(chief)
    client.post(page(company, "delete"), {"post": "yes", "change_reason": "误建"})
    record = Placement.history.filter(id=placement.pk).first()
    assert (record.history_type, record.history_user, record.history_change_reason) == ("-", chief, "误建")


def test_nothing_is_deleted_by_the_dozen(client, chief):
    client.force_login(chief)
    for model in (Company, Placement, Label):
        assert "delete_selected" not in client.get(page(model, "changelist")).text


def test_the_recent_actions_link_to_the_rows(desk):
    company = make_company()
    change(desk, company, name_en="Test", change_reason=WHY)
    assert page(company, "change") in desk.get(reverse("admin:index")).text
