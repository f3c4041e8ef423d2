"""Text is decoded by rule and its separator is sniffed."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.sheets.reading import SheetError, open_book, rows_of
from chains.tables.formats import as_csv, harmless

from . import corpus


def rows(content):
    return list(rows_of(content, open_book(content, "a.csv")))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_are_found(encoding, separator):
    content = corpus.csv_file(encoding=encoding, separator=separator)
    assert rows(content) == [(1, corpus.HEADER), (2, corpus.ROW)]


def test_utf_16_of_the_other_byte_order_is_read():
    assert rows(b"\xfe\xff" + corpus.lines([["名称", "省"]]).encode("utf-16-be")) == [(1, ["名称", "省"])]


def test_a_declared_separator_wins_and_is_no_row():
    assert rows(b"sep=;\r\na,b;c\r\nd,e;f\r\n") == [(1, ["a,b", "c"]), (2, ["d,e", "f"])]


def test_commas_inside_names_do_not_beat_an_even_separator():
    content = b"name;place\r\nA, B, C Ltd;x\r\nD, Inc;y\r\n"
    assert rows(content)[1] == (2, ["A, B, C Ltd", "x"])


def test_a_quoted_line_break_is_no_row_and_a_blank_line_is_one():
    content = b'a,b\r\n"x\r\ny",z\r\n\r\n , \r\nlast,1\r\n'
    assert rows(content) == [(1, ["a", "b"]), (2, ["x\r\ny", "z"]), (5, ["last", "1"])]


def test_what_looks_like_a_formula_is_text():
    assert rows(b"a,b\r\n=1+1,@x\r\n")[1] == (2, ["=1+1", "@x"])


@pytest.mark.parametrize("text", ["'=1+1", "'-5", "' @x", "'＝a"])
def test_the_guard_of_the_exports_is_taken_off(text):
    assert rows(f"a,b\r\n{text},x\r\n".encode())[1] == (2, [text[1:], "x"])
    assert list(rows_of(content := corpus.xlsx([["a"], [text]]), open_book(content, "")))[1] == (2, [text[1:]])


@pytest.mark.parametrize("text", ["'90年代", "'", "''", "O'Neil"])
def test_other_apostrophes_stay(text):
    assert rows(f"a,b\r\n{text},x\r\n".encode())[1] == (2, [text, "x"])


#: No cell that begins with the guard itself: that is the one text the guard cannot tell from its own.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip() and text[0] != "'" and text[0] != "\ufeff"
)
TABLE = st.integers(2, 4).flatmap(lambda n: st.lists(st.lists(TEXT, min_size=n, max_size=n), min_size=1, max_size=5))


@settings(max_examples=30, deadline=None)
@given(TABLE)
def test_what_an_export_wrote_is_read_back(table):
    content = b"".join(as_csv(["name", "note"] + ["x"] * (len(table[0]) - 2), table))
    assert [cells for _, cells in rows(content)][1:] == table


@settings(max_examples=30, deadline=None)
@given(TABLE, st.sampled_from([",", ";", "\t"]))
def test_what_is_written_with_a_declared_separator_is_read_back(table, separator):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([[harmless(cell) for cell in row] for row in table])
    read = rows(f"sep={separator}\r\n{stream.getvalue()}".encode())
    assert [cells for _, cells in read] == table


def refused(content):
    with pytest.raises(SheetError) as error:
        rows(content.encode())
    return error.value.code, error.value.params.get("row")


@pytest.mark.parametrize(
    "text",
    [
        'name,note\r\n甲,x\r\n乙,"3英寸\r\n丙,y\r\n丁,z\r\n',
        'name,note\n甲,x\n乙,"3英寸\n丙,y\n丁,"4英寸\n戊,z\n',
        'name,note\n甲,x\n乙,"3英寸\n丙,"一切正常"\n',
        '"name","note"\n"甲","x"\n"乙","3英寸\n"丙","y"\n',
        'name,note\n甲,x\n乙,"3英寸\n丙,""\n丁,z',
        'name,note\n甲,x\n乙,"' + "y\n" * 100_000,
    ],
)
def test_a_quote_that_swallows_the_rows_below_is_refused_with_its_row(text):
    assert refused(text) == ("quote_never_closed", 3)


def test_the_row_is_counted_as_a_spreadsheet_does():
    assert refused('sep=;\na;b\n\n"一\n二";x\n丙;"3英寸\n丁;y\n') == ("quote_never_closed", 4)


@pytest.mark.parametrize("cell", ['"一\n二"', '"他说""好""\n走了"', '"\n"', '3"\n', '"a"b\n', '"一,\r\n\r\n二,"'])
def test_quotes_that_close_are_fine(cell):
    assert len(rows(f"name,note,x\n甲,{cell.rstrip(chr(10))},1\n乙,y,2\n".encode())) == 3
