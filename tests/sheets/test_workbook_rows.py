"""Rows of a workbook: numbered as Excel shows them, blank ones passed over, formulas never evaluated."""

import tracemalloc
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from chains.sheets.cells import as_date, date_as_kept
from chains.sheets.packages import sheet_paths, survey
from chains.sheets.reading import FormulaWithoutValue, SheetError, find_header, open_book, rows_of

from . import corpus


def rows(content):
    return list(rows_of(content, open_book(content, "a.xlsx")))


def test_a_formatted_cell_in_the_last_row_costs_nothing():
    content = corpus.phantom_rows()
    assert len(content) < 6000
    tracemalloc.start()
    assert rows(content) == [(1, corpus.HEADER), (2, corpus.ROW)]
    assert tracemalloc.get_traced_memory()[1] < 4_000_000
    tracemalloc.stop()
    # What the reader lays out ends with the last value, so that it never comes to the million rows between.
    [path] = sheet_paths(content).values()
    assert survey(content, path).last_row == 2


def test_a_cell_far_away_is_refused_before_the_rows_between_are_laid_out():
    with pytest.raises(SheetError) as refused:
        rows(corpus.far_cell())
    assert refused.value.code == "far_cell"
    assert "1048576" in refused.value.message


def test_a_cell_beyond_the_last_column_is_refused():
    content = corpus.raw_xlsx(f'<row r="1">{corpus.cell("A1", "x")}{corpus.cell("GS1", "y")}</row>')
    with pytest.raises(SheetError) as refused:
        rows(content)
    assert refused.value.code == "too_many_columns"


def test_cells_keep_their_type_and_place():
    book = Workbook()
    sheet = book.active
    sheet["C3"], sheet["D3"], sheet["E3"], sheet["F3"] = 2.0, 2.5, True, date(2010, 1, 5)
    sheet["G3"], sheet["H3"], sheet["I3"] = datetime(2010, 1, 5, 8, 30), 0, "  "
    expected = ["", "", 2, 2.5, True, date(2010, 1, 5), datetime(2010, 1, 5, 8, 30), 0]
    [(number, cells)] = rows(corpus.saved(book))
    assert (number, cells) == (3, expected)
    assert [type(cell) for cell in cells] == [type(cell) for cell in expected]


def test_a_row_of_zeros_or_noes_is_not_blank():
    assert rows(corpus.xlsx([["a", "b"], [0, 0], [False, None]])) == [(1, ["a", "b"]), (2, [0, 0]), (3, [False])]


def test_formulas_give_what_the_file_holds_of_them():
    read = dict(rows(corpus.formula_cells()))
    assert read[2] == ["甲", 2]
    assert read[3] == ["乙", '=A3&"!"']
    assert isinstance(read[3][1], FormulaWithoutValue)
    assert read[4] == ["丙"]
    assert read[5] == ["丁", "#N/A"]
    assert read[6] == ["", "=1+1"]
    assert not isinstance(read[5][1], FormulaWithoutValue)


@pytest.mark.parametrize("number_format", ["0%", "0.00%", "0.0%", "[Red]0.0 %;-0.0%"])
def test_a_number_shown_in_per_cent_is_read_as_it_is_shown(number_format):
    book = Workbook()
    sheet = book.active
    for row, value in enumerate(("份额", 0.125, 0.07, 1, 0, 1 / 3, 0.00125, "一半", True), start=1):
        sheet.cell(row, 2, value).number_format = number_format
    read = dict(rows(corpus.saved(book)))
    shown = ["份额", "12.5%", "7%", "100%", "0%", "33.3333333333333%", "0.125%", "一半", True]
    assert read == {row: ["", text] for row, text in enumerate(shown, start=1)}


@pytest.mark.parametrize("number_format", ["General", "0.00", '0.0" %"', "0.0\\%"])
def test_a_number_shown_otherwise_is_read_as_it_is_kept(number_format):
    book = Workbook()
    book.active["A1"] = 0.125
    book.active["A1"].number_format = number_format
    assert rows(corpus.saved(book)) == [(1, [0.125])]


def test_a_formula_in_per_cent_without_its_result_stays_a_formula():
    book = Workbook()
    book.active["A1"], book.active["A2"] = 0.5, "=A1/4"
    for cell in ("A1", "A2"):
        book.active[cell].number_format = "0.0%"
    assert rows(corpus.saved(book)) == [(1, ["50%"]), (2, ["=A1/4"])]


def test_a_formula_below_everything_else_is_found():
    book = Workbook()
    book.active["A1"], book.active["B9"] = "企业名称", "=SUM(A1:A3)"
    assert rows(corpus.saved(book)) == [(1, ["企业名称"]), (9, ["", "=SUM(A1:A3)"])]


def test_cells_without_references_are_counted():
    content = corpus.raw_xlsx(
        '<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><f>1+1</f></c></row><row><c><v>5</v></c></row>'
    )
    assert rows(content) == [(1, ["a", "", "=1+1"]), (2, [5])]


def test_the_header_is_found_below_merged_titles():
    assert find_header(rows(corpus.merged_titles()), corpus.HEADER.__contains__) == 4


def test_a_single_column_needs_one_known_heading():
    assert find_header(rows(corpus.one_column()), {"企业名称"}.__contains__) == 1


def test_one_known_word_among_several_columns_is_no_header():
    assert find_header([(1, ["企业名称", "x"]), (2, ["y", "z"])], {"企业名称"}.__contains__) is None
    assert find_header(rows(corpus.wrong_headers()), corpus.HEADER.__contains__) is None


def test_the_header_stands_among_the_first_thirty_rows():
    above = [(number, ["x", "y"]) for number in range(1, 31)]
    assert find_header([*above[:29], (30, corpus.HEADER)], corpus.HEADER.__contains__) == 30
    assert find_header([*above, (31, corpus.HEADER)], corpus.HEADER.__contains__) is None


def test_many_rows_are_all_read():
    read = rows(corpus.many_rows(300))
    assert len(read) == 301
    assert read[300][0] == 301
    assert read[300][1][:5] == ["企业299", "", "ic.design", "江苏", date(2010, 1, 5)]


def test_errors_of_an_old_workbook_are_not_blank():
    content = corpus.xls([["a", "b"], ["#N/A", 1], ["x", "#DIV/0!"]])
    assert rows(content) == [(1, ["a", "b"]), (2, ["#N/A", 1]), (3, ["x", "#DIV/0!"])]


def test_a_damaged_old_workbook_is_refused():
    content = corpus.xls()
    damaged = content[:512] + b"\xfe" * 512 + content[1024:]
    with pytest.raises(SheetError) as refused:
        rows(damaged)
    assert refused.value.code == "broken"


def mac_xlsx():
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (["企业名称", "成立日期"], ["甲", date(2011, 1, 1)], ["乙", 39082], ["丙", "2011-01-01"]):
        book.active.append(row)
    return corpus.saved(book)


@pytest.mark.parametrize(
    "content", [mac_xlsx(), corpus.xls([["企业名称", "成立日期"], ["乙", 39082]], since_1904=True)]
)
def test_a_workbook_that_counts_from_1904_says_so(content):
    book = open_book(content, "")
    assert book.since_1904
    _header, *rows = (cells for _number, cells in rows_of(content, book))
    assert {as_date(date_as_kept(day, since_1904=book.since_1904)) for _name, day in rows} == {date(2011, 1, 1)}


@pytest.mark.parametrize("content", [corpus.xlsx(), corpus.xls()])
def test_most_do_not(content):
    assert not open_book(content, "").since_1904
