"""The chain map over HTTP: the printed picture, and what a filter does to it."""

import pytest

pytestmark = pytest.mark.django_db


def cells_of(chart):
    return [cell for row in chart["rows"] for cell in row["cells"]]


def test_the_ic_map_is_the_printed_one(read):
    chart = read("chains/ic/map/")
    assert [layer["layer"] for layer in chart["layers"]] == ["ic.upstream", "ic.midstream"]
    columns = [column["segment"] for layer in chart["layers"] for column in layer["columns"]]
    assert len(columns) == 5
    assert [row["province"] for row in chart["rows"]] == ["310000", "320000", "330000", "340000"]
    for row in chart["rows"]:
        assert [cell["segment"] for cell in row["cells"]] == columns
        assert row["shown"] == sum(len(cell["companies"]) for cell in row["cells"])
    assert (chart["filtered"], chart["placements"], chart["verified"]) == (False, 84, 0)
    assert chart["as_of"] == "2020-06-01"
    assert len(chart["research_bases"]) == 13
    assert len(chart["alliances"]) == 1
    assert {"upstream": "ic.materials", "downstream": "ic.manufacturing"} in chart["links"]
    assert [source["slug"] for source in chart["sources"]] == ["hangzhou-keji-2020-2"]


@pytest.mark.parametrize("chain", ["ic", "ai"])
def test_it_shows_the_gap_tables_numbers(read, chain):
    chart, table = read(f"chains/{chain}/map/"), read("gaps/", chain=chain)
    by_place = {(cell["segment"], cell["province"]): cell for cell in table["cells"]}
    for cell in cells_of(chart):
        numbers = by_place[cell["segment"], cell["province"]]
        assert cell["gap"].items() <= numbers.items()
        assert numbers.keys() - cell["gap"].keys() == {"target", "attainment"}
        assert len(cell["companies"]) == cell["gap"]["companies"]
        assert cell["hidden"] == 0
    columns = [column["gap"] for layer in chart["layers"] for column in layer["columns"]]
    assert columns == table["rows"]


def test_sub_segments_stand_beneath_their_column(read):
    upstream = read("chains/ic/map/")["layers"][0]
    equipment = next(column for column in upstream["columns"] if column["segment"] == "ic.equipment")
    inside = read("gaps/", chain="ic", segment="ic.equipment")
    assert [child["gap"] for child in equipment["children"]] == inside["rows"]


def test_a_filter_hides_companies_and_says_how_many(read):
    whole, part = read("chains/ic/map/"), read("chains/ic/map/", listed="true")
    assert part["filtered"] is True
    assert 0 < part["companies"] < whole["companies"]
    for cell, before in zip(cells_of(part), cells_of(whole), strict=True):
        assert all(company["listed"] for company in cell["companies"])
        assert len(cell["companies"]) + cell["hidden"] == len(before["companies"])
        assert cell["gap"] == before["gap"]


def test_a_province_keeps_its_row(read):
    chart = read("chains/ic/map/", province=["340000", "320000"])
    assert [row["province"] for row in chart["rows"]] == ["320000", "340000"]


def test_the_best_known_status_is_shown(read, make_placement):
    make_placement("状态微电子", "ic.design", "340000", status="disputed")
    chart = read("chains/ic/map/", q="状态微电子")
    shown = [company for cell in cells_of(chart) for company in cell["companies"]]
    assert [(company["name"], company["status"]) for company in shown] == [("状态微电子", "disputed")]


@pytest.mark.parametrize(
    ("parameters", "refused"),
    [
        ({"province": "nonsense"}, ["province"]),
        ({"chain": "ic"}, ["chain"]),
        ({"view": "gaps"}, ["view"]),
        ({"limit": "5"}, ["limit"]),
        ({"status": "x", "listed": "x"}, ["listed", "status"]),
    ],
)
def test_bad_questions_are_refused_by_name(read, parameters, refused):
    assert list(read("chains/ic/map/", 400, **parameters)["errors"]) == refused
