"""The form of a company says what is wrong, in words, and the database never has to."""

import pytest
from django.urls import reverse

from chains.models import City, Company, CompanyName, Label, Listing, Placement, Province, Segment
from tests.admin.rows_and_forms import (
    error_texts,
    make_company,
    make_placement,
    make_whole_company,
    messages_of,
    page,
    sent,
)

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"


@pytest.fixture
def company(db):
    return make_company()


def change(client, company, **changes):
    address = page(company, "change")
    changes = {"change_reason": "核对", **changes}
    return client.post(address, sent(client.get(address), **changes))


def row_of(prefix, number, company, **values):
    """Return what one more row of a part of the form sends."""
    row = {f"{prefix}-{number}-{name}": value for name, value in values.items()}
    return row | {f"{prefix}-{number}-company": company.pk}


@pytest.mark.parametrize(
    ("code", "cause"),
    [
        ("9111000060003734", "has 18 characters"),
        ("91110000600037341I", "not the form of a credit code"),
        ("91990000600037341L", "last character of the credit code does not fit"),
        ("911100006000373410", "last character of the credit code does not fit"),
        ("919800006000373417", "name no division of GB/T 2260"),
    ],
)
def test_a_faulty_credit_code_names_the_cause(desk, company, code, cause):
    response = change(desk, company, uscc=code)
    assert response.status_code == 200
    assert cause in error_texts(response)
    assert cause in response.text


def test_a_credit_code_may_be_pasted_with_spaces_and_in_small_letters(desk, company):
    assert change(desk, company, uscc=" 9111 0000 6000 37341l ").status_code == 302
    company.refresh_from_db()
    assert company.uscc == CODE


def test_what_nobody_sees_is_gone_before_the_form_is_checked(desk, company):
    sent = {"uscc": f"\u202a{CODE}\u202c", "website": "https://www.example.com\u200b", "founded_on": "2010-01-05\u200b"}
    assert change(desk, company, **sent, name="恒睿\u200b甲").status_code == 302
    company.refresh_from_db()
    assert (company.name, company.uscc, company.website) == ("恒睿甲", CODE, "https://www.example.com")
    found = desk.get(reverse("admin:chains_company_changelist"), {"q": "恒\u200b睿甲"})
    assert [row.pk for row in found.context["cl"].result_list] == [company.pk]


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        ({"name": "——"}, "is no name"),
        ({"legal_name": "无"}, "is no name"),
        ({"name_en": "N/A"}, "is no name"),
        ({"founded_on": "0001-01-01"}, "cannot be meant"),
    ],
)
def test_what_stands_for_nothing_is_no_name_and_no_date(desk, company, sent, cause):
    assert cause in error_texts(change(desk, company, **sent))


def test_a_credit_code_belongs_to_one_company(desk, company):
    make_company("先有微电子", uscc=CODE)
    response = change(desk, company, uscc=CODE.lower())
    assert "Another company has this credit code." in error_texts(response)


def test_a_place_is_a_province_or_a_country(desk, company):
    response = change(desk, company, province="310000", country="DE")
    assert "either a province (with a city, if known) or a country" in error_texts(response)
    suzhou = City.objects.get(code="320500")
    response = change(desk, company, province="310000", city=suzhou.pk)
    assert "The city does not lie in the province." in error_texts(response)
    assert change(desk, company, city=suzhou.pk).status_code == 302
    company.refresh_from_db()
    assert company.province == Province.objects.get(code="320000")


def test_the_public_id_is_shown_and_cannot_be_set(desk, company):
    html = desk.get(page(company, "change")).text
    assert company.public_id in html
    assert 'name="public_id"' not in html
    change(desk, company, name_en="Test", public_id="0123456789")
    assert Company.objects.get(pk=company.pk).public_id == company.public_id


def test_a_new_name_brings_its_spelling(desk, company):
    change(desk, company, name=" 长电  试验 ", pinyin_override="chang dian shi yan")
    company.refresh_from_db()
    assert (company.name, company.name_key) == ("长电 试验", "长电试验")
    assert (company.pinyin, company.initials) == ("changdianshiyan", "cdsy")


def test_placements_are_added_on_the_page_and_those_without_evidence_pointed_at(desk, company):
    design = Segment.objects.get(code="ic.design")
    data = {"placements-TOTAL_FORMS": 1}
    data |= row_of("placements", 0, company, segment=design.pk, province="310000", status="reported")
    response = change(desk, company, **data)
    assert response.status_code == 302
    placement = company.placements.get()
    assert "A placement has no evidence yet:" in messages_of(response)
    assert f"{page(placement, 'change')}#evidence-group" in messages_of(response)


def test_a_placement_set_to_verified_on_the_page_gets_day_and_name(desk, company, curator):
    make_placement(company)
    assert change(desk, company, **{"placements-0-status": "verified"}).status_code == 302
    placement = company.placements.get()
    assert placement.verified_by == curator
    assert placement.verified_on is not None


def test_the_evidence_of_placements_is_shown_on_the_page(desk):
    company = make_whole_company(1)
    html = desk.get(page(company, "change")).text
    for placement in company.placements.all():
        assert page(placement, "change") in html
        evidence = placement.evidence.get()
        assert f"{evidence.source.title}</a> {evidence.locator} {evidence.printed_name}" in html
    bare = make_placement(company, segment="ai.software")
    assert f'<a href="{page(bare, "change")}#evidence-group">Add evidence</a>' in desk.get(page(company, "change")).text


@pytest.mark.parametrize(
    ("prefix", "rows", "cause"),
    [
        ("placements", [{"province": "310000"}, {"province": "310000"}], "repeats another one"),
        ("placements", [{"province": ""}], "either a province"),
        ("placements", [{"province": "310000", "city": "320500"}], "does not lie in the province"),
        ("listings", [{"exchange": "sse", "ticker": "12345"}], "six digits"),
        ("listings", [{"exchange": "hkex", "ticker": "0?981"}], "not a ticker"),
        ("listings", [{"exchange": "sse", "ticker": "688165"}], "listed already"),
        ("listings", [{"exchange": "sse", "ticker": "999991"}] * 2, "duplicate"),
        ("names", [{"name": "又 名"}, {"name": "又  名"}], "duplicate"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_faulty_rows_are_refused_in_words(desk, company, prefix, rows, cause):
    data = {f"{prefix}-TOTAL_FORMS": len(rows)}
    common = {
        "placements": {"segment": Segment.objects.get(code="ic.design").pk, "status": "reported"},
        "names": {"kind": "printed"},
        "listings": {},
    }[prefix]
    for number, row in enumerate(rows):
        data |= row_of(prefix, number, company, **{**common, **row})
    response = change(desk, company, **data)
    assert response.status_code == 200
    assert cause in error_texts(response)
    assert not (Placement if prefix == "placements" else CompanyName).objects.filter(company=company).exists()


def test_a_ticker_is_put_into_capitals(desk, company):
    data = {"listings-TOTAL_FORMS": 1} | row_of("listings", 0, company, exchange="nasdaq", ticker=" smic ")
    assert change(desk, company, **data).status_code == 302
    assert Listing.objects.get(company=company).ticker == "SMIC"


def test_a_label_per_chain_asks_for_the_chain(desk, company):
    label = Label.objects.filter(per_chain=True).first()
    data = {"labels-TOTAL_FORMS": 2}
    data |= row_of("labels", 0, company, label=label.pk)
    response = change(desk, company, **data, **row_of("labels", 1, company, label=label.pk))
    assert "given per chain: name the chain" in error_texts(response)


def test_what_only_the_database_sees_is_refused_in_words_as_well(desk, company):
    for ticker in ("600001", "600002"):
        Listing.objects.create(company=company, exchange="sse", ticker=ticker)
    exchanged = {"listings-0-ticker": "600002", "listings-1-ticker": "600001"}
    response = change(desk, company, **exchanged)
    if response.status_code == 302:
        assert "Nothing was saved" in messages_of(response)
    assert sorted(Listing.objects.filter(company=company).values_list("ticker", flat=True)) == ["600001", "600002"]
