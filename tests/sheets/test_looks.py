"""Merged cells say their value in every row and column, headings have two levels, hidden rows are known."""

from openpyxl import Workbook

from chains.sheets.header_rows import header_at
from chains.sheets.looks import MergedCells, with_filled
from chains.sheets.reading import open_book, rows_of, sheet_of

from . import corpus

KNOWN = {"序号", "企业名称", "所属环节", "省", "市"}


def book_of(rows, *merged):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for ranges in merged:
        book.active.merge_cells(ranges)
    return book


def read(book):
    content = corpus.saved(book)
    look, rows = sheet_of(content, open_book(content, "a.xlsx"))
    return look, list(rows)


def whole(look, rows):
    merged = MergedCells(look.merged)
    return [with_filled(cells, merged.fill(number, cells)) for number, cells in rows]


def test_merged_cells_are_filled_down_and_across():
    book = book_of([["a", "b", "c"], ["甲", "江苏", None], ["乙", None, None], ["丙", "浙江", "杭州"]], "B2:C3")
    look, rows = read(book)
    assert look.merged == ((2, 2, 3, 3),)
    assert whole(look, rows)[1:] == [["甲", "江苏", "江苏"], ["乙", "江苏", "江苏"], ["丙", "浙江", "杭州"]]


def test_blank_cells_that_are_not_merged_stay_blank():
    look, rows = read(book_of([["a", "b"], ["甲", "江苏"], ["乙", None]]))
    assert whole(look, rows) == [["a", "b"], ["甲", "江苏"], ["乙"]]


def test_a_range_that_begins_blank_fills_nothing():
    look, rows = read(book_of([["a", "b"], ["甲", None], ["乙", None]], "B2:B3"))
    assert whole(look, rows) == [["a", "b"], ["甲"], ["乙"]]


def test_ranges_that_lie_over_each_other_are_not_followed_without_end():
    merged = MergedCells([(1, 1, 200_000, 2)] * 5000)
    assert merged.fill(1, ["甲"]) == {1: "甲"}
    assert len(merged._open) == 200


def test_hidden_rows_columns_and_sheets_are_known():
    book = book_of([["a", "b"], ["甲", "x"], ["乙", "y"]])
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.create_sheet("旧表").sheet_state = "hidden"
    content = corpus.saved(book)
    look, _rows = read(book)
    assert (look.hidden_rows, look.hidden_columns) == ({3}, {2})
    assert open_book(content, "a.xlsx").hidden == {"旧表"}


def test_numbers_with_zeros_in_front_are_read_as_they_are_shown():
    book = book_of([["代码"], [725], [2049], ["x"], [1.5]])
    for row in range(2, 6):
        book.active.cell(row, 1).number_format = "000000"
    content = corpus.saved(book)
    assert [cells for _number, cells in rows_of(content, open_book(content, "a.xlsx"))][1:] == [
        ["000725"],
        ["002049"],
        ["x"],
        [1.5],
    ]


TWO_LEVELS = [["名单"], ["序号", "企业名称", "经营地", None], [None, None, "省", "市"], [1, "甲", "江苏", "苏州"]]


def header(rows, chosen, merged=()):
    return header_at([(number, row) for number, row in enumerate(rows, start=1)], chosen, merged, KNOWN.__contains__)


def test_headings_under_a_merged_group_keep_both_levels_whichever_row_is_chosen():
    look, rows = read(book_of(TWO_LEVELS, "A1:D1", "A2:A3", "B2:B3", "C2:D2"))
    for chosen in (2, 3):
        found = header_at(rows, chosen, look.merged, KNOWN.__contains__)
        assert (found.first, found.last) == (2, 3)
        assert found.headings == ["序号", "企业名称", "经营地 › 省", "经营地 › 市"]


def test_two_levels_are_known_without_merged_cells_as_well():
    rows = [["序号", "企业名称", "经营地", ""], ["", "", "省", "市"], [1, "甲", "江苏", "苏州"]]
    assert header(rows, 1).headings == ["序号", "企业名称", "经营地 › 省", "经营地 › 市"]


def test_a_title_above_and_records_below_are_no_levels():
    rows = [["名单", "", ""], ["企业名称", "省", "市"], ["甲", "江苏", "苏州"]]
    assert header(rows, 2).headings == ["企业名称", "省", "市"]
    assert header([["企业名称", "省", ""], ["甲", "", "市"]], 1).last == 1


def test_a_row_without_text_is_no_header():
    assert header([["企业名称"], [""]], 2) is None
    assert header([["企业名称"]], 7) is None
