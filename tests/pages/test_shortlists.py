"""Shortlists on the site: companies are put on one where a gap could be filled, and kept on its page. Staff only."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from chains.choices import Role
from chains.models import Company, Shortlist
from chains.views.lists import PAGE_SIZE
from tests.factories import (
    credit_code,
    make_company,
    make_company_redirect,
    make_listing,
    make_placement,
    make_shortlist,
    make_shortlist_entry,
)
from tests.pages.reading import content, page
from tests.queries import no_more, queries_of
from tests.staff import make_user

pytestmark = pytest.mark.django_db

GAP = "segment=ic.photoresist&province=340000"


@pytest.fixture
def li(db):
    return make_user(Role.VIEWER)


@pytest.fixture
def logged_in(client, li):
    client.force_login(li)
    return client


def ticked(client, query=GAP):
    """Return the ids that the page of a gap lets one tick, in order."""
    boxes = page(client, f"/candidates/?{query}").all("input", name="company")
    return [box.attributes["value"] for box in boxes]


def standing(row):
    entries = row.entries.select_related("company").order_by("order", "pk")
    return [(entry.company.public_id, entry.reason) for entry in entries]


def test_ticked_companies_are_put_on_a_new_list_with_why_they_stood_there(logged_in, li):
    first, *_others, last = ticked(logged_in)
    answer = logged_in.post("/shortlists/", {"query": GAP, "company": [last, first], "name": "光刻胶"})
    row = Shortlist.objects.get()
    assert answer["Location"] == f"/shortlists/{row.public_id}/"
    assert (row.user, row.name, row.shared, row.segment.code, row.province_id) == (
        li,
        "光刻胶",
        False,
        "ic.photoresist",
        "340000",
    )
    # In the order of the page, whatever the order of the ticks.
    (one, why_one), (two, why_two) = standing(row)
    assert (one, two) == (first, last)
    rows = {each["id"]: each for each in json.loads(content(logged_in.get(f"/candidates.json?{GAP}")))}
    assert why_one in rows[first]["why"]
    assert why_two in "; ".join(rows[last]["why"]) or why_two in "；".join(rows[last]["why"])


def test_all_that_were_found_are_put_on_a_list_at_once(logged_in):
    whole = [row["id"] for row in json.loads(content(logged_in.get("/candidates.json?segment=ic.manufacturing")))]
    assert len(whole) > 50
    logged_in.post("/shortlists/", {"query": "segment=ic.manufacturing", "all": "1", "name": "全部"})
    assert [key for key, _why in standing(Shortlist.objects.get())] == whole


def test_they_are_put_on_a_list_that_is_there(logged_in, li):
    row = make_shortlist(li)
    first, second, *_others = ticked(logged_in)
    make_shortlist_entry(row, Company.objects.get(public_id=first), reason="旧")
    logged_in.post("/shortlists/", {"query": GAP, "company": [first, second], "list": row.public_id})
    assert [key for key, _why in standing(row)] == [first, second]
    assert standing(row)[0][1] == "旧"


def test_a_company_is_put_on_one_from_its_own_page(logged_in, li):
    company = Company.objects.get(name="扬杰科技")
    form = page(logged_in, company.get_absolute_url()).one("form", action="/shortlists/")
    assert form.one("input", name="company").attributes["value"] == company.public_id
    logged_in.post("/shortlists/", {"company": company.public_id, "name": "x", "reason": "谈过"})
    assert standing(Shortlist.objects.get()) == [(company.public_id, "谈过")]


@pytest.mark.parametrize(
    ("sent", "back"),
    [
        ({"query": GAP, "name": "x"}, f"/candidates/?{GAP}"),
        ({"query": GAP, "name": "", "all": "1"}, f"/candidates/?{GAP}"),
        ({"query": GAP, "company": ["0000000000"], "name": "x"}, f"/candidates/?{GAP}"),
        ({"query": GAP, "all": "1", "list": "0000000000"}, f"/candidates/?{GAP}"),
        ({"company": "0000000000", "name": "x"}, "/companies/0000000000/"),
        ({"name": " "}, "/shortlists/"),
    ],
)
def test_what_cannot_be_put_on_a_list_leads_back_and_says_why(logged_in, sent, back):
    answer = logged_in.post("/shortlists/", sent)
    assert answer["Location"] == back
    assert page(logged_in, "/shortlists/").one(class_="notices").text
    assert not Shortlist.objects.exists()


def test_nothing_is_put_on_anothers_list(logged_in):
    row = make_shortlist(shared=True)
    logged_in.post("/shortlists/", {"query": GAP, "all": "1", "list": row.public_id})
    assert standing(row) == []


def form_of(client, row):
    """Return what the form of a list would send, as it stands."""
    form = page(client, f"/shortlists/{row.public_id}/").one("form", class_="keeping")
    sent = {
        each.attributes["name"]: each.attributes.get("value", "")
        for each in form.all("input")
        if each.attributes.get("type") not in ("checkbox", "hidden")
    }
    return sent | {each.attributes["name"]: each.text for each in form.all("textarea")}


@pytest.fixture
def row(li):
    """A list of three: 甲, 乙 and 丙."""
    row = make_shortlist(li, name="光刻")
    for number, name in enumerate("甲乙丙", 1):
        make_shortlist_entry(row, make_company(f"{name}微电子"), reason=f"因为{name}", order=number)
    return row


def test_its_form_sent_as_it_stands_changes_nothing(logged_in, row):
    before = standing(row)
    logged_in.post(f"/shortlists/{row.public_id}/", form_of(logged_in, row))
    row.refresh_from_db()
    assert (row.name, standing(row)) == ("光刻", before)


def test_it_is_changed_by_one_form(logged_in, row):
    one, two, three = (key for key, _why in standing(row))
    new = make_company("丁微电子")
    sent = form_of(logged_in, row) | {
        "name": "刻蚀",
        "shared": "on",
        "note": "备注",
        f"reason-{one}": "改了",
        f"order-{three}": "0",
        "remove": [two],
        "add": "丁微电子",
        "add-reason": "新来",
    }
    answer = logged_in.post(f"/shortlists/{row.public_id}/", sent)
    assert answer["Location"] == f"/shortlists/{row.public_id}/"
    row.refresh_from_db()
    assert (row.name, row.shared, row.note) == ("刻蚀", True, "备注")
    assert standing(row) == [(three, "因为丙"), (one, "改了"), (new.public_id, "新来")]


@pytest.mark.parametrize("called", ["查无此名", "0000000000", "两家"])
def test_who_cannot_be_found_is_said_and_what_was_written_stays(logged_in, row, called):
    for _each in range(2):
        make_company("两家")
    one = standing(row)[0][0]
    sent = form_of(logged_in, row) | {"add": called, f"reason-{one}": "写了很久"}
    answer = logged_in.post(f"/shortlists/{row.public_id}/", sent)
    assert answer.status_code == 200
    assert called in answer.text
    assert "写了很久" in answer.text
    assert len(standing(row)) == 3


def test_an_old_id_is_found(logged_in, row):
    redirect = make_company_redirect()
    logged_in.post(f"/shortlists/{row.public_id}/", form_of(logged_in, row) | {"add": redirect.public_id})
    assert standing(row)[-1][0] == redirect.company.public_id


def test_a_name_that_is_taken_is_refused_and_shown_again(logged_in, li, row):
    make_shortlist(li, name="有了")
    answer = logged_in.post(f"/shortlists/{row.public_id}/", form_of(logged_in, row) | {"name": "有了"})
    assert 'value="有了"' in answer.text
    row.refresh_from_db()
    assert row.name == "光刻"


def test_it_is_deleted(logged_in, row):
    assert logged_in.get(f"/shortlists/{row.public_id}/delete/").status_code == 405
    assert logged_in.post(f"/shortlists/{row.public_id}/delete/")["Location"] == "/shortlists/"
    assert not Shortlist.objects.exists()


def test_those_that_colleagues_share_come_in_pages(logged_in):
    colleague = make_user(Role.CURATOR)
    rows = [make_shortlist(user=colleague, shared=True) for _ in range(PAGE_SIZE + 1)]
    pages = [set(page(logged_in, f"/shortlists/?page={number}").one("main").links) for number in (1, 2)]
    found = [len({f"/shortlists/{row.public_id}/" for row in rows} & links) for links in pages]
    assert found == [PAGE_SIZE, 1]
    assert logged_in.get("/shortlists/?page=3").status_code == 404


def test_a_shared_one_is_read_by_colleagues_and_changed_by_its_owner_alone(client, row):
    client.force_login(make_user(Role.CURATOR))
    address = f"/shortlists/{row.public_id}/"
    for path in (address, f"/shortlists/{row.public_id}.csv"):
        assert client.get(path).status_code == 404
    assert client.post(address, {"name": "x"}).status_code == 404
    Shortlist.objects.update(shared=True)
    assert address in page(client, "/shortlists/").links
    shown = page(client, address)
    assert not shown.all("form", class_="keeping")
    assert "因为甲" in shown.text
    assert client.post(address, {"name": "x"}).status_code == 403
    assert client.post(f"{address}delete/").status_code == 403
    row.refresh_from_db()
    assert row.name == "光刻"


def test_it_is_taken_away_as_a_file(logged_in, row):
    company = Company.objects.get(public_id=standing(row)[0][0])
    Company.objects.filter(pk=company.pk).update(uscc=credit_code(7), legal_name="=HYPERLINK(1)", province="310000")
    make_placement(company, "ic.design", city="320500")
    make_listing(company, "699009")
    Shortlist.objects.update(note="备注")
    base = f"/shortlists/{row.public_id}"
    record, *others = json.loads(content(logged_in.get(f"{base}.json")))
    assert record == {
        "id": company.public_id,
        "name": "甲微电子",
        "legal_name": "=HYPERLINK(1)",
        "name_en": "",
        "uscc": credit_code(7),
        "place": "上海",
        "segments": ["ic.design"],
        "segment_names": ["设计"],
        "places": ["江苏 苏州"],
        "tickers": ["699009"],
        "reason": "因为甲",
        "note": "备注",
    }
    assert len(others) == 2
    text = content(logged_in.get(f"{base}.csv")).decode("utf-8-sig")
    [first, *_others] = csv.DictReader(io.StringIO(text))
    assert (first["legal_name"], first["segments"]) == ("'=HYPERLINK(1)", "ic.design")
    sheet = load_workbook(io.BytesIO(content(logged_in.get(f"{base}.xlsx")))).active
    assert [sheet.cell(number, 1).value for number in (2, 3, 4)] == [key for key, _why in standing(row)]
    assert sheet.cell(2, 3).value == "'=HYPERLINK(1)"
    assert logged_in.get(f"{base}.pdf").status_code == 404


def test_nobody_else_keeps_it_in_between(logged_in, row):
    for path in ("/shortlists/", f"/shortlists/{row.public_id}/", f"/shortlists/{row.public_id}.csv"):
        assert "no-store" in logged_in.get(path)["Cache-Control"]


def test_the_public_meets_nothing_of_it(client, row):
    Shortlist.objects.update(shared=True)
    company = Company.objects.get(public_id=standing(row)[0][0])
    for path in (f"/candidates/?{GAP}", company.get_absolute_url(), "/segments/ic.photoresist/"):
        text = client.get(path).text
        assert "shortlist" not in text.replace("candidates.css", "")
    for path in ("/shortlists/", f"/shortlists/{row.public_id}/", f"/shortlists/{row.public_id}.csv"):
        assert client.get(path)["Location"].startswith("/admin/login/")
    assert client.post("/shortlists/", {"name": "x"})["Location"].startswith("/admin/login/")
    client.force_login(make_user(is_staff=False))
    assert client.get("/shortlists/").status_code == 403
    assert client.post("/shortlists/", {"name": "x"}).status_code == 403
    assert Shortlist.objects.count() == 1


def test_somebody_without_a_role_keeps_none(client):
    client.force_login(make_user())
    assert client.get("/shortlists/").status_code == 403
    assert not page(client, f"/candidates/?{GAP}").all("input", name="company")


def test_a_company_that_is_not_public_any_more_says_so_and_leads_nowhere(logged_in, row):
    company = Company.objects.get(public_id=standing(row)[0][0])
    Company.objects.filter(pk=company.pk).update(stage="review")
    shown = page(logged_in, f"/shortlists/{row.public_id}/")
    assert company.name in shown.text
    assert company.get_absolute_url() not in shown.links


def test_the_null_character_is_no_trouble(logged_in, row):
    logged_in.post("/shortlists/", {"name": "a\x00b", "query": "segment=\x00", "company": ["\x00"], "list": "\x00"})
    sent = form_of(logged_in, row) | {"name": "a\x00b", "remove": ["\x00"], "add": "\x00"}
    assert logged_in.post(f"/shortlists/{row.public_id}/", sent).status_code == 302


def test_the_number_of_queries_does_not_grow(logged_in, row):
    paths = (
        "/shortlists/",
        f"/shortlists/{row.public_id}/",
        f"/shortlists/{row.public_id}.xlsx",
        "/api/v1/shortlists/",
    )
    asked = []
    for _each in range(2):
        for number in range(5):
            company = make_company()
            make_placement(company, "ic.design", province="310000")
            make_listing(company)
            make_shortlist_entry(row, company, order=number)
        make_shortlist(row.user)
        asked.append({path: queries_of(lambda path: content(logged_in.get(path)), path) for path in paths})
    few, many = asked
    assert all(no_more(few[path], many[path]) for path in paths)
