"""The history says in words what was changed, of the row and of those that belong to it."""

import pytest
from django.contrib import admin

from chains.history import curation
from chains.history.curation import Change
from chains.models import City, Company, CompanyName, Evidence, Placement, Platform, Province, Segment
from tests.admin.rows_and_forms import make_company, make_evidence, make_placement, make_whole_company, page, sent

pytestmark = pytest.mark.django_db


def entries(client, row):
    return list(client.get(page(row, "history")).context["entries"])


def fields(row_change):
    return {field.name: (field.old, field.new) for field in row_change.fields}


def save(row, user, reason, **values):
    for name, value in values.items():
        setattr(row, name, value)
    curation.save(row, Change(user, reason))


def test_it_shows_who_when_why_and_what(desk, curator):
    company = make_company(province=Province.objects.get(code="310000"))
    save(
        company,
        curator,
        "核对登记",
        name="改名微电子",
        legal_name="改名微电子有限公司",
        province=Province.objects.get(code="320000"),
        city=City.objects.get(code="320500"),
    )
    newest, made = entries(desk, company)
    assert (newest.user, newest.reason) == ("wang", "核对登记")
    [row] = newest.rows
    assert (row.kind, row.page) == ("~", None)
    assert fields(row) == {
        "Name": ("试验微电子", "改名微电子"),
        "Legal name": ("", "改名微电子有限公司"),
        "Province": ("上海", "江苏"),
        "City": ("", "苏州（江苏）"),
    }
    assert made.rows[0].kind == "+"
    html = desk.get(page(company, "history")).text
    for text in ("核对登记", "wang", "<del>试验微电子</del>", "<ins>改名微电子</ins>", "<del>上海</del>"):
        assert text in html
    assert "name_key" not in html


def test_choices_dates_countries_and_yes_and_no_are_words(desk, curator):
    placement = make_placement()
    save(placement, curator, "核实", status="verified")
    save(placement, curator, "迁往国外", province=None, country="DE")
    abroad, verified, _made = entries(desk, placement)
    assert fields(verified.rows[0])["Status"] == ("reported", "verified")
    assert fields(verified.rows[0])["Verified by"] == ("", "wang")
    assert fields(abroad.rows[0])["Country, or China if its province is not known"] == ("", "Germany")
    label = make_whole_company(3).labels.first().label
    save(label, curator, "改", per_chain=not label.per_chain)
    assert set(fields(entries(desk, label)[0].rows[0])["Given per chain"]) == {"yes", "no"}


def test_many_to_many_fields_are_compared_by_name(desk, curator):
    platform = Platform.objects.exclude(chains__slug="ic").first()
    address = page(platform, "change")
    both = [
        str(pk)
        for pk in admin.site.get_model_admin(Platform)
        .choices()
        .model.chains.field.related_model.objects.values_list("pk", flat=True)
    ]
    desk.post(address, sent(desk.get(address), chains=both, change_reason="两链共用", name_en="Shared"))
    newest = entries(desk, platform)[0]
    [row] = newest.rows
    assert newest.reason == "两链共用"
    assert fields(row)["Chains"] == ("人工智能", "人工智能、集成电路")
    assert fields(row)["English name"][1] == "Shared"


def test_a_company_shows_the_history_of_what_belongs_to_it(desk, curator):
    company = make_whole_company(4)
    name, placement = company.names.first(), company.placements.first()
    evidence = placement.evidence.first()
    of_the_name = page(name, "history")
    save(name, curator, "甲", kind="brand")
    save(placement, curator, "乙", status="disputed")
    save(evidence, curator, "丙", locator="图8")
    curation.delete(name, Change(curator, "丁"))
    shown = {entry.reason: entry.rows for entry in entries(desk, company)}
    assert fields(shown["甲"][0]) == {"Kind": ("as printed", "brand")}
    assert shown["甲"][0].page == of_the_name
    assert fields(shown["乙"][0]) == {"Status": ("reported", "disputed")}
    assert fields(shown["丙"][0]) == {"Locator": ("图0", "图8")}
    assert shown["丁"][0].kind == "-"
    assert "别名4" in shown["丁"][0].label
    links = desk.get(page(company, "history")).text
    assert page(placement, "history") in links
    assert page(evidence, "history") in links


def test_what_was_saved_together_is_one_entry(desk):
    company = make_whole_company(5)
    response = desk.get(page(company, "change"))
    prefixes = {form.prefix for inline in response.context["inline_admin_formsets"] for form in inline.formset.forms}
    data = sent(response, name_en="Sample", change_reason="整体核对")
    data |= {f"{prefix}-locator": "表1" for prefix in prefixes if prefix.startswith("names-")}
    assert desk.post(page(company, "change"), data).status_code == 302
    newest = entries(desk, company)[0]
    assert newest.reason == "整体核对"
    assert sorted(row.model for row in newest.rows) == ["Company", "Other name", "Other name"]


def test_the_first_change_of_a_loaded_row_is_compared_with_what_was_loaded(desk, curator):
    company = Company.objects.get(name="埃夫特")
    assert not company.history.exists()
    assert "No change is on record" in desk.get(page(company, "history")).text
    address = page(company, "change")
    assert desk.post(address, sent(desk.get(address), name_en="EFORT", change_reason="改大写")).status_code == 302
    newest, loaded = entries(desk, company)
    assert fields(newest.rows[0]) == {"English name": ("Efort", "EFORT")}
    assert (loaded.user, loaded.reason, loaded.rows[0].kind) == ("", "", "+")
    assert company.history.count() == 2


def test_loading_relations_leaves_one_entry_with_what_they_were(desk):
    platform = Platform.objects.first()
    shown = entries(desk, platform)
    assert len(shown) <= 1
    assert all(row.kind == "+" for entry in shown for row in entry.rows)


def test_the_history_of_a_deleted_row_can_still_be_read(desk, curator):
    placement = make_placement()
    evidence = make_evidence(placement, printed_name="旧名", locator="图1")
    address, missing = page(evidence, "history"), page(Evidence(pk=999999), "history")
    curation.delete(evidence, Change(curator, "重复"))
    response = desk.get(address)
    assert response.status_code == 200
    assert [entry.reason for entry in response.context["entries"]] == ["重复", ""]
    assert "旧名" in response.text
    assert desk.get(missing).status_code == 302


def test_nothing_can_be_turned_back_or_rewritten_from_it(desk, curator):
    company = make_company()
    save(company, curator, "改", name="改名微电子")
    oldest = company.history.last()
    html = desk.get(page(company, "history")).text
    assert "Revert" not in html
    assert 'type="submit" value' not in html
    assert desk.post(f"{page(company, 'history')}{oldest.pk}/", {"name": "x"}).status_code in (302, 404)
    assert Company.objects.get(pk=company.pk).name == "改名微电子"
    assert not any("Historical" in model.__name__ for model in admin.site._registry)


def test_it_takes_no_more_queries_when_there_is_more_of_it(desk, curator, num_queries):
    company = make_whole_company(6)
    few = num_queries(lambda: desk.get(page(company, "history")))
    for number in range(12):
        placement = make_placement(
            company,
            segment="ai.software",
            province=None,
            country=("DE", "FR", "US", "JP", "KR", "NL", "GB", "IT", "ES", "SE", "CH", "AT")[number],
        )
        make_evidence(placement, locator=f"表{number}")
        save(placement, curator, f"第{number}次", status="disputed")
        CompanyName.objects.create(company=company, name=f"又名{number}")
    assert num_queries(lambda: desk.get(page(company, "history"))) <= few + 1  # the user, who is new


def test_moving_a_segment_shows_its_parent(desk, curator):
    segment = Segment.objects.get(code="ic.lithography")
    save(segment, curator, "归类", parent=None)
    assert fields(entries(desk, segment)[0].rows[0])["Parent segment"] == ("设备（集成电路）", "")


def test_a_placement_names_its_rows_as_the_lists_do(desk, curator):
    placement = Placement.objects.first()
    save(placement, curator, "看过", note="x")
    title = desk.get(page(placement, "history")).context["title"]
    assert str(placement) in title
