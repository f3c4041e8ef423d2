"""What leaves the site as a file: typed where the format has types, readable in Excel, never a formula."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from chains.tables.formats import FORMULA_STARTS, as_csv, as_json, as_xlsx, harmless

MOMENT = datetime(2026, 11, 1, 4, 30, 15, tzinfo=UTC)
TYPED = ["id1", 42, Decimal("1.50"), 0.25, True, False, date(2020, 6, 1), MOMENT, None, "", ["a", "b"], "000123"]
CODES = [f"c{number}" for number in range(len(TYPED))]

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


def csv_of(*rows, codes=("id",)):
    return b"".join(as_csv(codes, rows))


def read_csv(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def sheet_of(*rows, labels=("id",), title="试验"):
    return load_workbook(io.BytesIO(as_xlsx(title, labels, rows))).active


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        " =1+1",
        "\t=1+1",
        "\n=1+1",
        "\r=1+1",
        "\u3000=1+1",
        "\u00a0=1+1",
        "\u3000 ＝1+1",
        "\ttext",
        "\rtext",
        "\ntext",
        '=HYPERLINK("http://x")',
        "=",
    ],
)
def test_a_formula_is_made_harmless(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "value", ["海康", "1+1", "a=b", "", " 海康", "'=1", "—", -5, 1.5, None, True, date(2020, 1, 1)]
)
def test_anything_else_passes(value):
    assert harmless(value) is value


@given(texts)
def test_no_text_leaves_as_a_formula(text):
    assert not harmless(text).lstrip().startswith(FORMULA_STARTS)
    assert harmless(text).removeprefix("'") == text.removeprefix("'")
    [_, *cells] = read_csv(csv_of([text, "x"], codes=["id", "b"]))[0:2]
    assert not cells[0][0].lstrip().startswith(FORMULA_STARTS)


def test_guards_reach_every_format_with_formulas():
    rows = [["=1+1", ["=2", "b"], "\x00=3"]]
    assert read_csv(csv_of(*rows, codes=["a", "b", "c"]))[1] == ["'=1+1", "'=2; b", "'=3"]
    cells = next(sheet_of(*rows, labels=["a", "b", "c"]).iter_rows(min_row=2))
    assert [(cell.value, cell.data_type) for cell in cells] == [("'=1+1", "s"), ("'=2; b", "s"), ("'=3", "s")]
    assert json.loads(b"".join(as_json(["a", "b", "c"], rows))) == [{"a": "=1+1", "b": ["=2", "b"], "c": "\x00=3"}]


def test_csv_is_what_excel_reads():
    data = csv_of(["海康"], ["b"])
    assert data.startswith(b"\xef\xbb\xbfid\r\n")
    assert data.count(b"\xef\xbb\xbf") == 1
    assert data.endswith(b"b\r\n")
    assert read_csv(data) == [["id"], ["海康"], ["b"]]


@pytest.mark.parametrize("text", ["a\r\nb", "a\nb", 'say "no"', "a,b", "a;b", "a\tb", " 海康 "])
def test_csv_keeps_what_is_inside_a_cell(text):
    assert read_csv(csv_of([text])) == [["id"], [text]]


def test_csv_of_typed_cells():
    assert read_csv(csv_of(TYPED, codes=CODES))[1] == [
        "id1",
        "42",
        "1.50",
        "0.25",
        "true",
        "false",
        "2020-06-01",
        "2026-11-01T04:30:15+00:00",
        "",
        "",
        "a; b",
        "000123",
    ]


def test_negative_numbers_stay_numbers():
    assert read_csv(csv_of([-5], [Decimal("-0.5")])) == [["id"], ["-5"], ["-0.5"]]
    assert [row[0].value for row in sheet_of([-5], [-0.5]).iter_rows(min_row=2)] == [-5, -0.5]


def test_sheet_cells_are_typed():
    cells = list(next(sheet_of(TYPED, labels=CODES).iter_rows(min_row=2)))
    values = [cell.value for cell in cells]
    assert values[:6] == ["id1", 42, 1.5, 0.25, True, False]
    assert [type(value) for value in values[4:6]] == [bool, bool]
    assert cells[6].is_date
    assert values[6] == datetime(2020, 6, 1)
    # A sheet knows no time zone: it is the time of the site, Shanghai.
    assert values[7] == datetime(2026, 11, 1, 12, 30, 15)
    assert values[8:10] in ([None, None], [None, ""])
    assert values[10:] == ["a; b", "000123"]
    assert cells[11].data_type == "s"


def test_a_sheet_is_ready_to_be_used():
    sheet = sheet_of(["a", 1], ["b", 2], labels=["编号", "数量"], title="企业/清单")
    assert sheet.title == "企业 清单"
    assert [cell.value for cell in sheet[1]] == ["编号", "数量"]
    assert sheet[1][0].font.bold
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:B3")
    assert sheet.max_row == 3


@pytest.mark.parametrize(("title", "shown"), [("", "Sheet"), ("x" * 40, "x" * 31), ("[a]:b*?", " a  b  ")])
def test_any_title_makes_a_sheet(title, shown):
    assert sheet_of(title=title).title == shown


def test_control_characters_break_no_file():
    dirty = "".join(map(chr, range(32))) + "\x7f\ufffe\uffffend"
    for text in (dirty, f"a{dirty}", [dirty]):
        shown = next(sheet_of([text]).iter_rows(min_row=2))[0].value
        assert shown.endswith("end")
        assert not set(shown) & set(map(chr, range(9)))
        assert "\x00" not in read_csv(csv_of([text]))[1][0]
        assert json.loads(b"".join(as_json(["id"], [[text]]))) == [{"id": text}]


@given(texts)
def test_every_text_comes_through_a_sheet(text):
    shown = next(sheet_of([text, "end"], labels=["a", "b"]).iter_rows(min_row=2))
    assert shown[1].value == "end"


def test_no_rows():
    assert csv_of(codes=["id", "name"]) == b"\xef\xbb\xbfid,name\r\n"
    assert json.loads(b"".join(as_json(["id"], []))) == []
    sheet = sheet_of(labels=["id", "name"])
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["id", "name"]]
    assert sheet.auto_filter.ref == "A1:B1"


def test_json_keeps_types_and_is_one_row_a_line():
    data = b"".join(as_json(CODES, [TYPED, TYPED]))
    first, second = json.loads(data)
    assert first == second
    assert list(first.values()) == [
        "id1",
        42,
        "1.50",
        0.25,
        True,
        False,
        "2020-06-01",
        "2026-11-01T04:30:15+00:00",
        None,
        "",
        ["a", "b"],
        "000123",
    ]
    assert len(data.decode().strip().splitlines()) == 4
    assert "海康".encode() in b"".join(as_json(["id"], [["海康"]]))


def test_a_row_of_the_wrong_length_is_no_json():
    with pytest.raises(ValueError, match="1 cells under 2"):
        b"".join(as_json(["a", "b"], [["only"]]))


def test_long_files_come_in_parts():
    rows = [[f"海康{number}", "x" * 100] for number in range(3000)]
    parts = list(as_csv(["id", "note"], rows))
    assert len(parts) > 3
    assert read_csv(b"".join(parts)) == [["id", "note"], *rows]
    assert len(json.loads(b"".join(as_json(["id", "note"], rows)))) == 3000
