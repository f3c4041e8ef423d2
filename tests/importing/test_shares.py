"""Sheets of shares: what a cell says is kept and said, and what their numbers are is decided once for the column."""

import io
import json
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from chains.choices import SheetKind
from chains.importing import committing, deciding, planning
from chains.importing.reporting import asked
from chains.models import ImportBatch, SupplyShare, ValueMapping
from tests.factories import make_source, make_supply_share
from tests.importing.sheets import as_csv, codes, imported, in_language, only_row, outcomes, planned

pytestmark = pytest.mark.django_db

CASES = Path(__file__).parent / "cases"
HEADINGS = ("环节", "国家", "份额", "年份")


def sheet(*shares, heading="份额"):
    """Return a sheet of shares of lithography and resist, of several countries."""
    countries = ("荷兰", "日本", "美国", "韩国", "德国")
    rows = [
        ("光刻机" if number % 2 else "光刻胶", countries[number], share, 2020) for number, share in enumerate(shares)
    ]
    return as_csv(("环节", "国家", heading, "年份"), *rows)


def on_record():
    return {
        f"{row.segment.name} {row.country.code}": (row.share, row.share_until, row.precision)
        for row in SupplyShare.objects.select_related("segment")
    }


def told(name, *options):
    out = StringIO()
    call_command(
        *(
            "import_sheet",
            CASES / name,
            "--kind",
            "supply-shares",
            "--source",
            "某书",
            "--json",
            "--good-rows",
            *options,
        ),
        stdout=out,
    )
    return json.loads(out.getvalue())


def test_a_bureaus_shares_are_taken_as_they_are_said():
    plan = told("bureau-09-shares.xlsx", "--commit")
    assert (plan["new"], plan["error"]) == (6, 1)
    # The one row without a share.
    assert [each["row"] for each in plan["errors"]] == [8]
    assert on_record() == {
        "光刻机 NL": (62, None, ""),
        "光刻机 JP": (38, None, ""),
        "减薄机 JP": (50, None, ""),
        "光刻胶 JP": (90, None, "about"),
        "光刻胶 CN": (0, 1, "below"),
        "抛光机 US": (70, 80, "range"),
    }
    assert plan["share_unit"] == {"unit": "part", "why": "format", "numbers": ""}
    notes = {each["row"]: each["messages"] for each in plan["notes"]}
    assert notes[5] == {"en": "“约90%” is taken as about 90%.", "zh-hans": "“约90%”按约90%录入。"}
    assert notes[7]["en"] == "“70-80%” is taken as 70% to 80%."


def test_china_has_shares_by_any_of_its_names():
    plan = told("bureau-09-china.xlsx", "--commit")
    # Rows 3 and 4 say the same of China once more.
    assert (plan["new"], plan["duplicate"]) == (2, 2)
    assert set(on_record()) == {"光刻机 CN", "光刻机 TW"}


@pytest.mark.parametrize(
    ("name", "code"),
    [("中国", "CN"), ("China", "CN"), ("CN", "CN"), ("中国香港", "HK"), ("澳门", "MO"), ("中国台湾", "TW")],
)
def test_china_and_its_regions_supply(name, code):
    imported(as_csv(HEADINGS, ("光刻机", name, "5%", 2020)), kind=SheetKind.SUPPLY_SHARES)
    assert SupplyShare.objects.get().country.code == code


def test_what_the_numbers_are_is_asked_once_and_decided_for_all():
    # 1 is of another whole than the other two.
    batch = planned(sheet(0.5, 1, "约0.2"), kind=SheetKind.SUPPLY_SHARES)
    assert outcomes(batch) == ["error"] * 3
    [value] = asked(batch)["values"]
    assert {name: value[name] for name in ("column", "value", "rows")} == {
        "column": "share_unit",
        "value": "0.5、1、约0.2",
        "rows": 3,
    }
    assert [each["code"] for each in value["suggestions"]] == ["percent", "part"]
    error = batch.rows.first().errors[0]
    assert error["code"] == "unknown_share_unit"
    assert "percent, part" in in_language("en", error, "hint")
    deciding.decide_values(
        batch, [{"column": "share_unit", "value": value["value"], "do": "use", "code": "part"}], None
    )
    planning.plan(batch)
    assert outcomes(batch) == ["new"] * 3
    committing.commit(batch)
    assert on_record() == {
        "光刻胶 NL": (50, None, ""),
        "光刻机 JP": (100, None, ""),
        "光刻胶 US": (20, None, "about"),
    }
    # Another column is asked about anew.
    assert ValueMapping.objects.get().value == "0.5、1、约0.2"
    assert codes(planned(sheet(0.4), kind=SheetKind.SUPPLY_SHARES)) == [(2, "share_unit", "unknown_share_unit")]


@pytest.mark.parametrize(("unit", "share"), [("part", 50), ("percent", "0.5"), ("小数（0.625）", 50), ("%", "0.5")])
def test_it_can_be_said_for_the_whole_sheet(unit, share, tmp_path):
    file = tmp_path / "份额.csv"
    file.write_bytes(sheet(0.5))
    out = StringIO()
    call_command(
        *("import_sheet", file, "--kind", "supply-shares", "--source", "某书", "--commit", "--json"),
        *("--set", f"share_unit={unit}"),
        stdout=out,
    )
    assert json.loads(out.getvalue())["share_unit"]["why"] == "chosen"
    assert SupplyShare.objects.get().share == Decimal(share)


def test_a_column_of_its_own_says_it_row_by_row():
    content = as_csv((*HEADINGS, "份额单位"), ("光刻机", "荷兰", 0.5, 2020, "%"), ("光刻机", "日本", 0.4, 2020, "小数"))
    batch = imported(content, kind=SheetKind.SUPPLY_SHARES, good_rows=True)
    assert outcomes(batch) == ["new", "error"]
    assert on_record() == {"光刻机 NL": (Decimal("0.5"), None, "")}


def test_a_heading_in_per_cent_is_that_of_our_own_files():
    batch = planned(sheet(0.5, 0.2, heading="份额（%）"), kind=SheetKind.SUPPLY_SHARES)
    assert outcomes(batch) == ["new"] * 2
    assert batch.findings["share_unit"]["why"] == "heading"


@pytest.mark.parametrize(
    "fields",
    [
        {"share": Decimal("62.5")},
        {"share": Decimal(90), "precision": "about"},
        {"share": Decimal(0), "share_until": Decimal("0.5"), "precision": "below"},
        {"share": Decimal(70), "share_until": Decimal(80), "precision": "range"},
        {"qualifier": "major"},
    ],
)
def test_an_export_imports_again_without_loss(client, fields):
    make_supply_share("ic.lithography", "NL", source=make_source("some-book"), **fields)
    content = client.get("/supply-shares.csv").getvalue()
    batch = planned(content, kind=SheetKind.SUPPLY_SHARES)
    assert outcomes(batch) == ["unchanged"], only_row(batch).changes


def test_a_new_number_takes_the_place_of_a_range_or_a_word():
    was = make_supply_share("ic.lithography", "NL", share=70, share_until=80, precision="range")
    word = make_supply_share("ic.lithography", "JP", qualifier="major", source=was.source)
    imported(
        as_csv(
            ("id", *HEADINGS),
            (was.public_id, "光刻机", "荷兰", "75%", was.year),
            (word.public_id, "光刻机", "日本", "≤5%", word.year),
        ),
        kind=SheetKind.SUPPLY_SHARES,
    )
    assert on_record() == {"光刻机 NL": (75, None, ""), "光刻机 JP": (0, 5, "at-most")}


def test_what_a_constraint_refuses_is_said_in_the_language_of_the_reader():
    batch = planned(as_csv(HEADINGS, ("光刻机", "荷兰", "", 2020)), kind=SheetKind.SUPPLY_SHARES)
    [error] = only_row(batch).errors
    assert in_language("en", error).startswith("Give a number or")
    assert in_language("zh-hans", error).startswith("请填写数字")


def test_the_admin_asks_once_and_shows_what_is_said(admin_client):
    file = io.BytesIO(sheet(0.5, 1, "约0.2"))
    file.name = "份额.csv"
    sent = {"kind": "supply-shares", "file": file}
    assert admin_client.post(reverse("admin:import"), sent).status_code == 302
    batch = ImportBatch.objects.latest("pk")
    planning.configure(batch, sheet="", header_row=1, mapping=batch.mapping, new_source="某书", reason="年度份额")
    planning.plan(batch)
    page = admin_client.get(reverse("admin:import-values", args=[batch.pk]))
    [column] = page.context["columns"]
    [line] = column["lines"]
    assert (column["code"], line["row"].value, line["row"].rows) == ("share_unit", "0.5、1、约0.2", 3)
    assert [code for code, _label in column["options"]] == ["percent", "part"]
    admin_client.post(reverse("admin:import-decide-values", args=[batch.pk]), {f"do-{line['row'].pk}": "use:part"})
    assert outcomes(batch) == ["new"] * 3
    batch = planned(sheet(0.5, heading="份额（%）"), kind=SheetKind.SUPPLY_SHARES, user=batch.user)
    text = admin_client.get(reverse("admin:import-plan", args=[batch.pk])).text
    assert "表头已注明" in text


def test_the_admin_form_keeps_both_ends(admin_client):
    row = make_supply_share("ic.lithography", "NL")
    address = reverse("admin:chains_supplyshare_change", args=[row.pk])
    form = admin_client.get(address).context["adminform"].form
    filled = {name: "" if value is None else value for name, value in form.initial.items()}
    ends = {"share": "70", "share_until": "80", "precision": "range"}
    response = admin_client.post(address, filled | ends | {"change_reason": "年报"})
    assert response.status_code == 302, response.context["adminform"].form.errors
    row.refresh_from_db()
    assert (row.share, row.share_until, row.precision) == (70, 80, "range")
    refused = admin_client.post(address, filled | ends | {"share_until": "60", "change_reason": "年报"})
    assert "两端不相符" in str(refused.context["adminform"].form.errors)
