"""``import_supply_chain``: a folder of five files in, counts and reasons out."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chains.history.batches import undo
from chains.models import Batch, Chain, Company, Placement, SupplyShare, ValueMapping
from tests.supply_chain_files import INPUTS, PROVIDERS, PROVISION, SEQUENCE, without, written_to

pytestmark = pytest.mark.django_db

CHAIN = ("--chain", "world", "--name", "World chain")


def told(*arguments):
    out = StringIO()
    call_command("import_supply_chain", *arguments, *CHAIN, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_it_counts_what_it_made_and_the_second_time_what_was_there(tmp_path):
    first = told(written_to(tmp_path))
    assert first["made"] | {"segments": 9, "shares": 4} == first["made"]
    assert (first["refused"], first["errors"]) == (0, [])
    again = told(str(tmp_path))
    assert (again["batch"], again["made"]) == (None, {})
    assert again["kept"]["segments"] == 9


def test_a_bad_row_is_told_with_its_place_in_both_languages(tmp_path):
    bad = [*PROVISION, {"provider_id": "C2", "provided_id": "N99", "year": "2019"}]
    outcome = told(written_to(tmp_path, provision=bad))
    (error,) = outcome["errors"]
    assert outcome["refused"] == 1
    assert {key: error[key] for key in ("file", "row", "column", "value", "code")} == {
        "file": "provision.csv",
        "row": 8,
        "column": "provided_id",
        "value": "N99",
        "code": "unknown_id",
    }
    assert "N99" in error["message"]["en"]
    assert set(error["message"]) == {"en", "zh-hans"}


def test_cycles_are_told_and_the_rest_is_imported(tmp_path):
    circle = [*SEQUENCE, {"input_id": "N9", "goes_into_id": "N1"}, {"input_id": "N4", "is_type_of_id": "N6"}]
    outcome = told(written_to(tmp_path, sequence=circle))
    assert [error["code"] for error in outcome["errors"]] == ["link_cycle", "tree_cycle"]
    assert outcome["made"]["segments"] == 9


def test_it_fails_when_nothing_can_be_made(tmp_path):
    out = StringIO()
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command(
            "import_supply_chain", written_to(tmp_path, inputs=without(INPUTS, "input_id")), *CHAIN, stdout=out
        )
    assert "inputs.csv row 1, input_id" in out.getvalue()
    assert not Chain.objects.filter(slug="world").exists()


@pytest.mark.parametrize("arguments", [["/nowhere/at/all"], [".", "--region", "atlantis"], ["."]])
def test_a_folder_or_region_that_is_not_there_is_said(arguments):
    with pytest.raises(CommandError):
        call_command("import_supply_chain", *arguments, *CHAIN, stdout=StringIO())


def test_in_words_it_says_the_same(tmp_path):
    out = StringIO()
    call_command("import_supply_chain", written_to(tmp_path), *CHAIN, stdout=out)
    assert "9 segments" in out.getvalue()
    assert "rows refused: 0" in out.getvalue()


def test_a_year_for_all_and_the_name_of_the_source_can_be_given(tmp_path):
    folder = written_to(tmp_path, provision=without(PROVISION, "year"))
    told(folder, "--year", "2021", "--source", "Atlas of supply")
    assert {(share.year, share.source.title) for share in SupplyShare.objects.all()} == {(2021, "Atlas of supply")}


def decided(tmp_path, *decisions):
    """Return a file of decisions on values: column, value, do, code."""
    file = tmp_path / "values.json"
    keys = ("column", "value", "do", "code")
    file.write_text(json.dumps([dict(zip(keys, each, strict=False)) for each in decisions]), encoding="utf-8")
    return file


def test_the_year_is_asked_for_in_both_languages_when_none_is_given(tmp_path):
    folder = written_to(tmp_path, provision=without(PROVISION, "year"))
    with pytest.raises(CommandError, match="--year") as refused:
        told(folder)
    assert "4 shares do not say of which year" in str(refused.value)
    assert "年份" in str(refused.value)
    assert not Chain.objects.filter(slug="world").exists()
    plan = told(folder, "--plan")
    assert plan["values"] == [{"column": "year", "value": "", "rows": 4, "suggestions": []}]
    # Without them, the rest comes in.
    made = told(folder, "--values", decided(tmp_path, ("year", "", "skip")))["made"]
    assert "shares" not in made
    assert made["segments"] == 9


def test_a_plan_makes_nothing_and_says_what_would_be_made(tmp_path):
    plan = told(written_to(tmp_path), "--plan")
    assert (plan["batch"], plan["made"]["segments"], plan["made"]["shares"]) == (None, 9, 4)
    assert not Chain.objects.filter(slug="world").exists()
    assert not Batch.objects.exists()
    assert told(str(tmp_path), "--commit")["made"] == plan["made"]


DESIGN = {"input_id": "N10", "input_name": "Design software", "type": "design_resource", "stage_id": "S1"}


def test_a_type_that_is_not_known_costs_no_row_and_is_decided_once(tmp_path):
    more = [DESIGN, DESIGN | {"input_id": "N11", "input_name": "Cores"}]
    folder = written_to(tmp_path, inputs=[*INPUTS, *more])
    plan = told(folder, "--plan")
    assert (plan["made"]["segments"], plan["refused"]) == (11, 0)
    assert [(each["row"], each["code"]) for each in plan["errors"]] == [(11, "unknown_type"), (12, "unknown_type")]
    [value] = plan["values"]
    assert (value["column"], value["value"], value["rows"]) == ("type", "design_resource", 2)
    assert "tool_resource" in [each["code"] for each in value["suggestions"]]
    file = decided(tmp_path, ("type", "design_resource", "use", "tool_resource"))
    done = told(folder, "--values", file)
    assert (done["errors"], done["values"], done["made"]["segments"]) == ([], [], 11)
    assert done["decided"] == [
        {"column": "type", "value": "design_resource", "rows": 2, "do": "use", "code": "tool_resource"}
    ]
    # The next files ask nothing, until the batch is undone.
    assert told(folder, "--plan")["values"] == []
    undo(Batch.objects.get(pk=done["batch"]), None, "as a test")
    assert not ValueMapping.objects.exists()
    assert told(folder, "--plan")["values"] == [value]


def test_rows_of_a_value_can_be_skipped(tmp_path):
    file = decided(tmp_path, ("type", "design_resource", "skip"))
    done = told(written_to(tmp_path, inputs=[*INPUTS, DESIGN]), "--values", file)
    assert (done["made"]["segments"], done["refused"]) == (9, 0)


def test_a_country_that_is_not_known_is_decided_once_for_seats_and_shares(tmp_path):
    odd = [each | {"provider_name": "Nippon"} if each["provider_id"] == "C2" else each for each in PROVIDERS]
    odd = [each | {"country": "Nippon"} if each["provider_id"] == "P2" else each for each in odd]
    folder = written_to(tmp_path, providers=odd)
    plan = told(folder, "--plan")
    assert [(each["column"], each["value"], each["rows"]) for each in plan["values"]] == [("country", "Nippon", 2)]
    assert plan["refused"] > 0
    done = told(folder, "--values", decided(tmp_path, ("country", "nippon", "use", "日本")))
    assert (done["refused"], done["decided"][0]["code"]) == (0, "JP")
    assert SupplyShare.objects.filter(country="JP").exists()
    assert ValueMapping.objects.get().code == "JP"


@pytest.mark.parametrize(
    "decision",
    [
        ("colour", "red", "use", "blue"),
        ("type", "x", "make", "y"),
        ("type", "x", "use", "magic"),
        ("country", "x", "use", "Atlantis"),
        ("year", "", "use", "19"),
        ("share_unit", "0.5", "use", "halves"),
    ],
)
def test_what_cannot_be_decided_is_refused(tmp_path, decision):
    with pytest.raises(CommandError):
        told(written_to(tmp_path), "--values", decided(tmp_path, decision))


def with_shares(*cells):
    """Return provision of resist by as many countries, with these shares."""
    return [
        {"provider_id": f"C{number}", "provided_id": "N7", "year": "2019", "share_provided": cell}
        for number, cell in enumerate(cells, 1)
    ]


def shares():
    return {
        row.country.code: (row.share, row.share_until, row.precision) for row in SupplyShare.objects.order_by("country")
    }


def test_shares_are_kept_as_they_are_said(tmp_path):
    told(written_to(tmp_path, provision=with_shares("about 60%", "20-30%", "<1%")))
    assert shares() == {"NL": (60, None, "about"), "JP": (20, 30, "range"), "US": (0, 1, "below")}


def test_what_their_numbers_are_is_decided_for_the_whole_column(tmp_path):
    done = told(written_to(tmp_path, provision=with_shares("0.6", "0.3", "0.1")))
    assert done["share_unit"] == {"unit": "part", "why": "whole", "numbers": ""}
    assert shares() == {"NL": (60, None, ""), "JP": (30, None, ""), "US": (10, None, "")}


@pytest.mark.parametrize("unit", ["part", "percent"])
def test_where_nothing_tells_what_they_are_it_is_asked_once(tmp_path, unit):
    folder = written_to(tmp_path, provision=with_shares("0.6", "0.2"))
    plan = told(folder, "--plan")
    assert {each["code"] for each in plan["errors"]} == {"unknown_share_unit"}
    [value] = plan["values"]
    assert (value["column"], value["value"], value["rows"]) == ("share_unit", "0.6、0.2", 2)
    assert [each["code"] for each in value["suggestions"]] == ["percent", "part"]
    file = decided(tmp_path, ("share_unit", value["value"], "use", unit))
    by_values = told(folder, "--plan", "--values", file)
    by_set = told(folder, "--set", f"share_unit={unit}")
    assert by_values["made"] == by_set["made"]
    assert shares()["NL"][0] == (60 if unit == "part" else Decimal("0.6"))


@pytest.mark.parametrize("given", ["share_unit=halves", "chain=ic", "share_unit"])
def test_only_the_unit_is_said_for_all(tmp_path, given):
    with pytest.raises(CommandError):
        told(written_to(tmp_path), "--set", given)


def test_in_words_it_asks_in_both_languages(tmp_path):
    out = StringIO()
    call_command("import_supply_chain", written_to(tmp_path, inputs=[*INPUTS, DESIGN]), *CHAIN, "--plan", stdout=out)
    assert "type “design_resource”, 1 rows: not known" in out.getvalue()
    assert "未收录" in out.getvalue()


def test_firms_are_found_by_their_english_names(tmp_path):
    """Chinese firms of the public chip data stand there by the English names that they have on record."""
    providers = [
        {"provider_id": "P0", "provider_name": "China", "provider_type": "country"},
        {"provider_id": "P1", "provider_name": "SMIC", "provider_type": "organization", "country": "CHN"},
        {"provider_id": "P2", "provider_name": "JCET", "provider_type": "organization", "country": "CHN"},
    ]
    provision = [{"provider_id": each, "provided_id": "N1", "year": "2019"} for each in ("P1", "P2")]
    before = Company.objects.count()
    done = told(written_to(tmp_path, providers=providers, provision=provision))
    assert (done["made"]["placements"], done["refused"], Company.objects.count()) == (2, 0, before)
    placed = Placement.objects.filter(segment__code="world.n1").order_by("pk").values_list("company__name", flat=True)
    assert list(placed) == ["中芯国际", "长电科技"]
