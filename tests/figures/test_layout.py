"""Figures on paper: nothing off the page, nothing over something else, nobody lost, whatever the number."""

import pytest

from chains.figures.chain_map import map_figure
from chains.figures.fonts import ruler
from chains.figures.gap_table import gap_figure
from chains.figures.shapes import PAPERS, Figure
from tests.figures.contents import gaps_of, map_of
from tests.figures.faults import lost, off_the_page, out_of_their_boxes, over_each_other

LANGUAGES = ["zh-Hans", "en"]


def is_sound(figure: Figure) -> None:
    assert off_the_page(figure) == []
    assert over_each_other(figure) == []
    assert out_of_their_boxes(figure) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("companies", [0, 5, 74, 500, 3000])
def test_a_map_shows_every_company_or_counts_it(companies, paper, language):
    content = map_of(companies, language)
    figure = map_figure(content, PAPERS[paper], ruler())
    is_sound(figure)
    assert lost(figure, content) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("segments", "provinces"), [(1, 1), (9, 4), (14, 4), (5, 12), (5, 31)])
def test_a_map_has_room_for_other_chains_and_regions(segments, provinces, paper, language):
    content = map_of(200, language, segments, provinces)
    figure = map_figure(content, PAPERS[paper], ruler())
    is_sound(figure)
    assert lost(figure, content) == []


def test_few_companies_are_all_named():
    for paper in PAPERS.values():
        figure = map_figure(map_of(5), paper, ruler())
        parts = {part.name: part for part in figure.parts}
        roles = [
            shape.role
            for name in parts
            if name.startswith("cell-")
            for shape in parts[name].shapes
            if hasattr(shape, "role")
        ]
        assert "more" not in roles


def test_a_larger_sheet_folds_less():
    content = map_of(500)
    folded = {
        name: sum(int(text.text[1:]) for text in map_figure(content, paper, ruler()).texts if text.role == "more")
        for name, paper in PAPERS.items()
    }
    assert folded["a3"] < folded["a4"]


def test_a_row_with_more_companies_is_taller_and_a_column_with_more_is_wider():
    content = map_of(74)
    figure = map_figure(content, PAPERS["a4"], ruler())
    boxes = {part.name: part.shapes[0] for part in figure.parts if part.name.startswith("cell-")}
    names = {cell.key: len(cell.names) for row in content.rows for cell in row.cells}
    by_column = [sum(names[f"s{column}-p{row}"] for row in range(4)) for column in range(5)]
    widths = [boxes[f"cell-s{column}-p0"].width for column in range(5)]
    assert widths[by_column.index(max(by_column))] == max(widths)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("segments", "provinces"), [(1, 1), (5, 4), (7, 4), (14, 4), (5, 12)])
def test_what_has_become_of_a_cell_never_gives_way(segments, provinces, paper, language):
    figure = gap_figure(gaps_of(segments, language, provinces, changed=True), PAPERS[paper], ruler())
    is_sound(figure)
    cells = [part for part in figure.parts if part.name.startswith("cell-")]
    assert cells
    assert all(any(getattr(shape, "role", "") == "mark" for shape in part.shapes) for part in cells)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize(("segments", "provinces"), [(0, 4), (1, 1), (5, 4), (9, 4), (60, 4), (5, 12)])
def test_a_gap_table_keeps_every_row_or_counts_it(segments, provinces, paper, language):
    content = gaps_of(segments, language, provinces)
    figure = gap_figure(content, PAPERS[paper], ruler())
    is_sound(figure)
    shown = {part.name for part in figure.parts if part.name.startswith("segment-")}
    more = [int(text.text[1:]) for text in figure.texts if text.role == "more" and text.key == "rows"]
    assert len(shown) + sum(more) == segments
    ranked = {part.name for part in figure.parts if part.name.startswith("ranked-s")}
    left = [text.text for text in figure.texts if text.role == "more" and text.key == "ranked"]
    if ranked or left:
        assert len(ranked) + sum(int(text.split()[0]) for text in left) == segments
