"""The gap table over HTTP: the analysis to the last digit, and what the article says of the IC chain."""

from datetime import date
from math import exp

import pytest

from chains.models import Assessment, Chain, Segment, Source
from chains.selectors.gaps import gap_view

pytestmark = pytest.mark.django_db


@pytest.fixture
def ic(read):
    return read("gaps/", chain="ic")


def row_of(answer, segment):
    return next(row for row in answer["rows"] if row["segment"] == segment)


def test_equipment_comes_out_as_the_article_says(ic):
    row = row_of(ic, "ic.equipment")
    assert row["signal"] == "thin"
    assert row["verdict"] == "weak"
    assert row["import_dependent"] is True
    assert row["coverage"] == {"occupied": 0, "defined": 7}
    assert row["conflict"] is False
    assert len(row["empty_children"]) == 7


def test_materials_are_present_by_count_and_weak_by_verdict(ic):
    row = row_of(ic, "ic.materials")
    assert row["signal"] == "present"
    assert row["verdict"] == "weak"
    assert row["coverage"] == {"occupied": 0, "defined": 4}
    assert row["conflict"] is True
    assert Assessment.objects.get(public_id=row["assessment"]).segment.code == "ic.materials"


def test_nothing_of_the_seed_is_verified(ic):
    assert {row["verified"] for row in ic["rows"]} == {0}


def test_the_margins_add_up(ic):
    margins = ic["margins"]
    assert margins["total"] == 84
    assert sum(margins["segments"].values()) == sum(margins["provinces"].values()) == 84
    assert len(ic["cells"]) == len(ic["rows"]) * len(ic["provinces"]) == 20
    for row in ic["rows"]:
        assert row["total"] == margins["segments"][row["segment"]]
        assert row["share"] == row["total"] / 84
    assert list(margins["provinces"]) == ic["provinces"] == ["310000", "320000", "330000", "340000"]


def test_every_number_follows_from_the_counts(ic):
    margins, parameters = ic["margins"], ic["parameters"]
    nu = parameters["shrinkage"]
    for cell in ic["cells"]:
        expected = margins["segments"][cell["segment"]] * margins["provinces"][cell["province"]] / margins["total"]
        assert cell["expected"] == expected
        assert cell["lq"] == cell["companies"] / expected
        assert cell["lq_shrunk"] == (cell["companies"] + nu) / (expected + nu)
        assert cell["p_zero"] == exp(-expected)


def test_it_is_the_selectors_table(ic):
    view = gap_view(Chain.objects.get(slug="ic"))
    cells = [cell for row in view.table.rows for cell in row.cells]
    for cell, shown in zip(cells, ic["cells"], strict=True):
        assert (cell.segment, cell.province, cell.tally.companies, cell.tally.dedicated, cell.tally.listed) == (
            shown["segment"],
            shown["province"],
            shown["companies"],
            shown["dedicated"],
            shown["listed"],
        )
        assert (cell.expected, cell.lq, cell.lq_shrunk, cell.p_zero) == (
            shown["expected"],
            shown["lq"],
            shown["lq_shrunk"],
            shown["p_zero"],
        )
        assert (cell.signal, cell.conflict) == (shown["signal"], shown["conflict"])
    assert ic["ranked"] == [row.segment for row in view.ranked]


def test_a_cell_that_inherits_a_verdict_says_so_and_has_no_conflict(ic):
    for cell in ic["cells"]:
        if cell["segment"] == "ic.materials":
            assert (cell["verdict"], cell["verdict_scope"]) == ("weak", "region")
            assert cell["conflict"] is False


def test_inside_a_segment_the_margins_run_over_its_children(read):
    answer = read("gaps/", chain="ic", segment="ic.equipment")
    assert answer["parent"] == "ic.equipment"
    assert answer["margins"]["total"] == 0
    assert len(answer["rows"]) == 7
    for part in [*answer["rows"], *answer["cells"]]:
        assert (part["signal"], part["companies"]) == ("empty", 0)
        assert (part["verdict"], part["verdict_segment"]) == ("weak", "ic.equipment")
    assert {row["share"] for row in answer["rows"]} == {row["hhi"] for row in answer["rows"]} == {None}
    for name in ("expected", "lq", "lq_shrunk", "p_zero"):
        assert {cell[name] for cell in answer["cells"]} == {None}


def test_where_nobody_has_judged_there_is_no_verdict(read):
    for row in read("gaps/", chain="ai")["rows"]:
        assert [row[name] for name in ("verdict", "verdict_label", "verdict_scope", "verdict_segment")] == [None] * 4
        assert [row[name] for name in ("action", "action_label", "assessment")] == [None] * 3
        assert (row["choke_point"], row["import_dependent"], row["conflict"]) == (False, False, False)


def test_a_provinces_own_verdict_goes_before_the_regions(read):
    Assessment.objects.create(
        segment=Segment.objects.get(code="ic.design"),
        province_id="340000",
        verdict="gap",
        choke_point=True,
        action="supplement",
        statement="测试",
        source=Source.objects.first(),
        date=date(2019, 1, 1),
    )
    cells = {cell["province"]: cell for cell in read("gaps/", chain="ic")["cells"] if cell["segment"] == "ic.design"}
    own = cells["340000"]
    assert (own["verdict"], own["verdict_scope"], own["choke_point"]) == ("gap", "province", True)
    assert (cells["310000"]["verdict"], cells["310000"]["verdict_scope"]) == ("strong", "region")


@pytest.mark.parametrize(
    ("parameters", "refused"),
    [
        ({}, ["chain"]),
        ({"chain": ""}, ["chain"]),
        ({"chain": "nonsense"}, ["chain"]),
        ({"chain": "ic", "region": "nonsense"}, ["region"]),
        ({"chain": "ic", "region": "", "segment": ""}, ["region", "segment"]),
        ({"chain": "ic", "segment": "ai.hardware"}, ["segment"]),
        ({"chain": "ic", "segment": "ic.design"}, ["segment"]),
        ({"chain": "ic", "province": "310000"}, ["province"]),
        ({"chain": "ic", "fields": "rows"}, ["fields"]),
        ({"chain": "i\x00c"}, ["chain"]),
    ],
)
def test_bad_questions_are_refused_by_name(read, parameters, refused):
    assert list(read("gaps/", 400, **parameters)["errors"]) == refused
