"""What is wrong with a sheet is said in the language of whoever reads of it, whatever language it was planned in."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from chains.choices import Role, SheetKind
from tests.importing.sheets import as_csv, in_language, planned
from tests.staff import make_user

pytestmark = pytest.mark.django_db

FAULTY = as_csv(
    ("企业名称", "信用代码", "证券代码", "成立日期", "省份"), ("恒睿甲", "9131000013226331", "xx-??", "昨天", "江西苏")
)
HAN = re.compile("[\u4e00-\u9fff]")


def without_quotes(text):
    """What the site says: names and cells that it quotes, and examples of how to write, left out."""
    return re.sub(r"“[^”]*”|2010年\S*|是|否", "", text)


def check(english, chinese):
    assert not HAN.search(without_quotes(english).partition("Did you mean")[0]), english
    assert HAN.search(without_quotes(chinese)), chinese


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_fault_is_kept_as_message_and_parameters(language):
    with override(language):
        [row] = planned(FAULTY).rows.all()
    assert [error["code"] for error in row.errors] == ["credit_code_length", "not_a_ticker", "not_a_date"]
    assert [note["code"] for note in row.notes] == ["unknown_province"]
    assert row.errors[2]["message"] == "“%(value)s” is not a date."
    assert row.errors[2]["params"] == {"value": "昨天"}
    for error in (*row.errors, *row.notes):
        check(*(in_language(reader, error) for reader in ("en", "zh-hans")))


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_a_model_refuses_is_said_in_both(language):
    rows = as_csv(("名称", "类别", "产业链", "省份"), ("恒睿基地", "laboratory", "ic", ""))
    with override(language):
        [row] = planned(rows, kind=SheetKind.RESEARCH_BASES, source=None).rows.all()
        [kept] = planned(
            as_csv(("环节", "国家", "年份", "份额"), ("ic.design", "荷兰", "2019", "250")), kind=SheetKind.SUPPLY_SHARES
        ).rows.all()
    for error in (*row.errors, *kept.errors):
        check(*(in_language(reader, error) for reader in ("en", "zh-hans")))
    assert kept.errors


def test_rows_planned_before_are_still_read():
    error = {"column": "name", "value": "", "code": "x", "message": {"en": "No.", "zh-hans": "否。"}, "hint": {}}
    assert [in_language(language, error) for language in ("en", "zh-hans")] == ["No.", "否。"]
    assert in_language("en", error, "hint") == ""


def test_the_command_says_both(tmp_path):
    path, out = tmp_path / "名单.csv", StringIO()
    path.write_bytes(FAULTY)
    call_command("import_sheet", str(path), "--plan", "--json", stdout=out)
    for error in json.loads(out.getvalue())["errors"]:
        assert error["message"] == error["messages"]["en"]
        check(error["messages"]["en"], error["messages"]["zh-hans"])


def test_the_api_and_the_page_say_it_to_their_reader():
    user = make_user(Role.REVIEWER)
    batch = planned(FAULTY, user=user)
    said = {}
    for language in ("en", "zh-hans"):
        client = Client(headers={"Accept-Language": language})
        client.force_login(user)
        [row] = client.get(f"/api/v1/imports/{batch.pk}/rows/").json()["results"]
        said[language] = [error["message"] for error in row["errors"]]
        client.cookies["django_language"] = language
        page = client.get(reverse("admin:import-plan", args=[batch.pk])).text
        assert all(escape(message) in page for message in said[language])
    for english, chinese in zip(said["en"], said["zh-hans"], strict=True):
        check(english, chinese)
