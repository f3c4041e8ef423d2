"""``import_supply_chain``: a folder of five files in, counts and reasons out."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from chains.models import Chain, SupplyShare
from tests.supply_chain_files import INPUTS, PROVISION, SEQUENCE, without, written_to

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
    assert told(folder)["refused"] == 4
    told(folder, "--year", "2021", "--source", "Atlas of supply")
    assert {(share.year, share.source.title) for share in SupplyShare.objects.all()} == {(2021, "Atlas of supply")}
