"""Small sheets that failed once come to what is right: rows by outcome, what is kept of them, and what is said."""

import pytest
from django.core.management import CommandError

from chains.models import ImportBatch
from tests.importing.test_lists_as_people_have_them import CASES, plan_of

pytestmark = pytest.mark.django_db

#: File → the number of rows by outcome.
OUTCOMES = {
    "bureau-10-codes-dates.xlsx": {"new": 2, "changed": 1, "error": 3},
    "bureau-17-addresses.xlsx": {"new": 5, "decision": 2},
    "dates-1904-without-format.xlsx": {"new": 3},
    "english-names-on-record.csv": {"unchanged": 4},
    "invisible-characters-in-codes.csv": {"new": 3, "changed": 1},
    "legal-name-slash-conflates-firms.csv": {"new": 3},
    "legal-name-wu-conflates-firms.csv": {"new": 3},
    "missing-values-as-words.csv": {"new": 3},
    "names-in-english-or-traditional.csv": {"changed": 1, "unchanged": 1, "decision": 1},
    "places-below-the-city.csv": {"new": 9},
    "same-number-at-two-exchanges.csv": {"new": 2},
    "tickers-of-data-services.csv": {"new": 4, "error": 3},
    "xml-spreadsheet-2003.xls": {"new": 1},
    "year-month-typed-as-a-number.xlsx": {"new": 10, "error": 5},
}

#: File → what its rows give in one column, by row.
KEPT = {
    ("dates-1904-without-format.xlsx", "founded_on"): dict.fromkeys((2, 3, 4), "2011-01-01"),
    ("invisible-characters-in-codes.csv", "uscc"): {2: "91310000132263312B"},
    ("invisible-characters-in-codes.csv", "tickers"): {3: "sse:688999"},
    ("invisible-characters-in-codes.csv", "founded_on"): {4: "2010-01-05"},
    ("legal-name-slash-conflates-firms.csv", "legal_name"): {},
    ("legal-name-slash-conflates-firms.csv", "name_en"): {},
    ("legal-name-wu-conflates-firms.csv", "legal_name"): {},
    ("missing-values-as-words.csv", "legal_name"): {},
    ("missing-values-as-words.csv", "names"): {},
    ("places-below-the-city.csv", "placement"): {
        2: "设计 · 310000 310000",
        3: "设计 · 320000 320500",
        4: "设计 · 320000 320500",
        5: "设计 · 330000 330700",
        6: "设计 · 310000 310000",
        7: "设计 · 320000 320200",
        8: "设计 · TW",
        9: "设计 · HK",
        10: "设计 · MO",
    },
    ("tickers-of-data-services.csv", "tickers"): {2: "sse:600999", 3: "sse:603999", 4: "sse:601999", 6: "hkex:0981"},
    ("same-number-at-two-exchanges.csv", "tickers"): {2: "krx:000660", 3: "szse:000660"},
}

#: File → what is asked or refused, by row.
SAID = {
    "bureau-10-codes-dates.xlsx": {4: "code_became_number", 5: "not_a_date", 7: "not_a_date"},
    "tickers-of-data-services.csv": {5: "ticker_of_a_country", 7: "ticker_off_exchange", 8: "ticker_off_exchange"},
    "year-month-typed-as-a-number.xlsx": {2: "january_or_october"} | dict.fromkeys((5, 12, 13, 15), "not_a_date"),
}

#: File → the company on record that a row may be about.
CANDIDATES = {
    "bureau-17-addresses.xlsx": {6: "中芯国际", 8: "上海海思"},
    "names-in-english-or-traditional.csv": {2: "士兰微"},
}


def rows_of(name):
    return ImportBatch.objects.get(pk=plan_of(name)["batch"]).rows.order_by("number")


@pytest.mark.parametrize("name", OUTCOMES)
def test_each_row_comes_to_what_it_is(name):
    plan = plan_of(name)
    outcomes = ("new", "changed", "unchanged", "decision", "duplicate", "error", "skipped")
    assert {outcome: plan[outcome] for outcome in outcomes if plan[outcome]} == OUTCOMES[name]


@pytest.mark.parametrize(("name", "column"), KEPT)
def test_what_is_kept_is_what_was_meant(name, column):
    given = {row.line: row.changes[column][1] for row in rows_of(name) if column in row.changes}
    assert given == KEPT[name, column]


@pytest.mark.parametrize("name", SAID)
def test_what_cannot_be_taken_is_said_of_its_row(name):
    assert {row.line: row.errors[0]["code"] for row in rows_of(name) if row.errors} == SAID[name]


@pytest.mark.parametrize("name", CANDIDATES)
def test_whoever_a_row_may_be_about_is_named_first(name):
    asked = {row.line: row.candidates[0]["name"] for row in rows_of(name) if row.candidates}
    assert asked == CANDIDATES[name]


def test_a_quote_that_is_never_closed_is_named_by_its_row():
    with pytest.raises(CommandError, match="第 2 行的引号没有配对的结束引号"):
        plan_of("quote-never-closed.csv")


def test_a_fault_is_said_in_both_languages():
    [first, *_rest] = plan_of("faults-in-one-language.csv")["errors"]
    assert {language: text.split("。")[0].split(". ")[0] for language, text in first["messages"].items()} == {
        "zh-hans": "统一社会信用代码应为 18 位",
        "en": "A credit code has 18 characters",
    }


def test_every_case_is_tried():
    tests = [path.read_text() for path in CASES.parent.rglob("test_*.py")]
    assert [path.name for path in CASES.iterdir() if not any(path.name in text for text in tests)] == []
