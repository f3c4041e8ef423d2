"""A file is what it holds, not what it is called; what cannot be read says why and what to do."""

import contextlib

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from chains.sheets import reading
from chains.sheets.errors import MESSAGES
from chains.sheets.packages import number_styles, sheet_paths
from chains.sheets.reading import SheetError, open_book, rows_of

from . import corpus


def rows(content, name="list", sheet=""):
    return list(rows_of(content, open_book(content, name), sheet))


EXPECTED = [(1, corpus.HEADER), (2, corpus.ROW)]


@pytest.mark.parametrize("make", [corpus.xlsx, corpus.xls, corpus.csv_file])
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list"])
def test_the_content_decides_what_a_file_is(make, name):
    assert rows(make(), name) == EXPECTED


def test_a_book_tells_its_format_and_sheets():
    assert open_book(corpus.xlsx(title="甲"), "x").sheets == ("甲",)
    assert open_book(corpus.xls(title="乙"), "x") == reading.Book("xls", sheets=("乙",))
    assert open_book(corpus.csv_file(), "x") == reading.Book("csv", "utf-8", ",")


def test_numbers_of_an_old_workbook_are_whole_where_they_are():
    assert rows(corpus.xls([["a", "b"], [2.0, 2.5]])) == [(1, ["a", "b"]), (2, [2, 2.5])]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "empty"),
        (b" \r\n\r\n", "a.csv", "empty"),
        (corpus.macro(), "a.xlsx", "macro"),
        (corpus.xlsx(), "a.XLSM", "macro"),
        (corpus.xls_with_macro(), "a.xls", "macro"),
        (corpus.encrypted(), "a.xlsx", "encrypted"),
        (corpus.zip_bomb(), "a.xlsx", "zip_bomb"),
        (corpus.lying_zip(), "a.xlsx", "zip_bomb"),
        (corpus.compound(b"", name="WordDocument"), "a.xls", "unknown_format"),
        (corpus.xlsx()[:2000], "a.xlsx", "broken"),
        (b"%PDF-1.7\0\0", "a.csv", "other_format"),
        (b"\xff\xff\xff\xff", "a.csv", "encoding"),
    ],
)
def test_what_cannot_be_read_is_refused(content, name, code):
    with pytest.raises(SheetError) as refused:
        open_book(content, name)
    assert refused.value.code == code
    assert refused.value.message


def test_a_file_over_the_limit_is_refused_with_its_size(monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(SheetError) as refused:
        open_book(b"a," * 600_000, "a.csv")
    assert refused.value.code == "too_large"
    with override("en"):
        assert "has 2 MB; at most 1 MB" in refused.value.message


@pytest.mark.parametrize("make", [corpus.xlsx, corpus.xls, corpus.csv_file])
def test_rows_and_columns_have_limits(make, monkeypatch):
    content = make([["a", "b", "c"]] * 5)
    monkeypatch.setattr(reading, "MAX_ROWS", 4)
    with pytest.raises(SheetError) as refused:
        rows(content)
    assert refused.value.code == "too_many_rows"
    monkeypatch.setattr(reading, "MAX_ROWS", 5)
    assert len(rows(content)) == 5
    monkeypatch.setattr(reading, "MAX_COLUMNS", 2)
    with pytest.raises(SheetError) as refused:
        rows(content)
    assert refused.value.code == "too_many_columns"


def test_a_sheet_that_is_not_there_is_named_with_those_that_are():
    content = corpus.xlsx(title="名单")
    with pytest.raises(SheetError) as refused:
        rows(content, sheet="附件")
    assert refused.value.code == "no_such_sheet"
    assert "附件" in refused.value.message
    assert "名单" in refused.value.message


def test_a_workbook_with_a_nested_entity_does_not_grow():
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(10)
    )
    content = corpus.raw_xlsx('<row r="1">' + corpus.cell("A1", "x") + "</row>", prologue=entities + "]>")
    with pytest.raises(SheetError) as refused:
        rows(content)
    assert refused.value.code == "doctype"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "docProps/core.xml"]
)
def test_no_part_of_a_workbook_has_a_document_type(part, encoding):
    text = f'<?xml version="1.0"?>{" " * 2_000_000}<!DOCTYPE x SYSTEM "file:///etc/hostname"><x/>'
    with pytest.raises(SheetError) as refused:
        rows(corpus.with_entry(part, text.encode(encoding)))
    assert refused.value.code == "doctype"


@pytest.mark.parametrize("read", [sheet_paths, number_styles])
def test_a_document_type_is_refused_by_whatever_reads_xml(read):
    content = corpus.with_entry("xl/styles.xml", "<!DOCTYPE x><x/>")
    content = corpus.with_entry("xl/workbook.xml", "<!DOCTYPE x><x/>", content)
    with pytest.raises(SheetError) as refused:
        read(content)
    assert refused.value.code == "doctype"


def test_every_reason_has_words():
    for code in MESSAGES:
        params = dict.fromkeys(("size", "limit", "format", "row", "columns", "sheet", "sheets", "detail"), "7")
        assert "%(" not in SheetError(code, **params).message


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([corpus.xls(), corpus.xlsx()]), st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused_but_never_breaks(content, random):
    damaged = bytearray(content)
    for _ in range(5):
        damaged[random.randrange(min(len(damaged), 3000))] = random.randrange(256)
    with contextlib.suppress(SheetError):
        rows(bytes(damaged))
