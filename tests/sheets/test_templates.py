"""The template reads back as itself, the annotated workbook as the file it was made from."""

import io
from datetime import date

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from chains.choices import SheetKind
from chains.models.columns import SHEETS
from chains.sheets.headers import guess_mapping
from chains.sheets.reading import FormulaWithoutValue, open_book, rows_of
from chains.sheets.sheet_columns import is_example
from chains.sheets.workbooks import annotated_workbook, template_workbook

VOCABULARIES = {
    "provinces": [("310000", "上海"), ("320000", "江苏")],
    "segments": [("ic.design", "=设计")],
    "Placement.status": [("reported", "未核实"), ("verified", "已核实")],
    "Assessment.verdict": [("gap", "缺链"), ("weak", "弱链")],
}


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_template_reads_back_as_its_columns_and_two_examples(kind, language):
    content = template_workbook(SHEETS[kind], VOCABULARIES, language)
    book = open_book(content, "template.xlsx")
    assert len(book.sheets) == 3
    header, *examples = [cells for _, cells in rows_of(content, book)]
    assert [guess.column for guess in guess_mapping(header, SHEETS[kind])] == [
        each.code for each in SHEETS[kind].columns
    ]
    assert len(examples) == 2
    assert all(is_example(cells) for cells in examples)


def test_the_options_feed_the_drop_downs():
    book = load_workbook(io.BytesIO(template_workbook(SHEETS[SheetKind.COMPANIES], VOCABULARIES, "en")))
    sheet, _instructions, options = book.worksheets
    listed = {}
    for validation in sheet.data_validations.dataValidation:
        name, area = validation.formula1.split("!")
        assert name.strip("'") == options.title
        labels = [cell.value for (cell,) in options[area.replace("$", "")]]
        position = sheet[str(validation.sqref).split(":")[0]].column
        listed[SHEETS[SheetKind.COMPANIES].columns[position - 1].code] = labels
    assert listed["status"] == ["未核实", "已核实"]
    assert listed["province"] == listed["registered_province"] == ["上海", "江苏"]
    assert "city" not in listed
    assert options["A1"].value


def test_codes_are_text_and_dates_dates():
    sheet = load_workbook(io.BytesIO(template_workbook(SHEETS[SheetKind.COMPANIES], {}, "en"))).worksheets[0]
    codes = [each.code for each in SHEETS[SheetKind.COMPANIES].columns]
    for code, expected in (("uscc", "@"), ("tickers", "@"), ("founded_on", "yyyy-mm-dd")):
        assert sheet.cell(2, codes.index(code) + 1).number_format == expected


def test_the_instructions_explain_every_column():
    book = load_workbook(io.BytesIO(template_workbook(SHEETS[SheetKind.ASSESSMENTS], VOCABULARIES, "en")))
    lines = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2)]
    with override("en"):
        headings = [str(each.heading) for each in SHEETS[SheetKind.ASSESSMENTS].columns]
    assert [line[0] for line in lines[: len(headings)]] == headings
    required = {line[0] for line in lines if line[1]}
    assert required == {"segment", "verdict", "statement", "date"}
    assert lines[codes_of(SheetKind.ASSESSMENTS).index("verdict")][4] == "弱链"


def codes_of(kind):
    return [each.code for each in SHEETS[kind].columns]


def test_a_label_that_looks_like_a_formula_is_text():
    book = load_workbook(io.BytesIO(template_workbook(SHEETS[SheetKind.COMPANIES], VOCABULARIES, "en")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_their_file_comes_back_with_what_is_wrong():
    rows = [
        (2, ["甲", date(2010, 1, 5), 3], []),
        (3, ["=1+1", FormulaWithoutValue("=A1")], ["名称：错误", "日期：错误"]),
    ]
    with override("en"):
        content = annotated_workbook(["名称", "日期", "数"], rows)
    read = [cells for _, cells in rows_of(content, open_book(content, "a.xlsx"))]
    assert read == [
        ["名称", "日期", "数", "error"],
        ["甲", date(2010, 1, 5), 3],
        ["=1+1", "=A1", "", "名称：错误\n日期：错误"],
    ]
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet["A3"].data_type == sheet["B3"].data_type == "s"
    assert sheet["A3"].fill.fill_type == "solid"
    assert sheet["A2"].fill.fill_type is None


def test_the_column_for_errors_stands_apart_from_the_atlas():
    [guess] = guess_mapping(["错误"], SHEETS[SheetKind.COMPANIES])
    assert guess.column == ""
    assert SHEETS[SheetKind.COMPANIES]["name"].required
