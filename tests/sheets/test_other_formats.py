"""Files that are not read are refused by their name; packages with backslashes are read."""

import io
import zipfile

import pytest

from chains.sheets.compounds import OLE_MAGIC
from chains.sheets.reading import SheetError, open_book, rows_of

from . import corpus


def package(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for name in names:
            made.writestr(name, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (package("xl/workbook.bin", "[Content_Types].xml"), "名单.xlsb", "XLSB"),
        (package("mimetype", "content.xml", "META-INF/manifest.xml"), "名单.ods", "ODS"),
        (package("word/document.xml"), "名单.xlsx", "DOCX"),
        (package("Index/Document.iwa"), "名单.numbers", "Numbers"),
        (b"%PDF-1.7\n", "名单.pdf", "PDF"),
        (OLE_MAGIC + bytes(600), "名单.et", "WPS"),
    ],
)
def test_another_format_is_refused_by_its_name(content, name, said):
    with pytest.raises(SheetError) as refused:
        open_book(content, name)
    assert refused.value.code == "other_format"
    assert said in refused.value.message


def test_a_file_of_no_known_format_is_refused_as_such():
    for content in (package("a.txt"), OLE_MAGIC + bytes(600)):
        with pytest.raises(SheetError) as refused:
            open_book(content, "名单.xls")
        assert refused.value.code == "unknown_format"


def test_a_package_with_backslashes_is_read():
    source = zipfile.ZipFile(io.BytesIO(corpus.xlsx([["企业名称"], ["恒睿甲"]])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        for entry in source.infolist():
            made.writestr(entry.filename.replace("/", "\\"), source.read(entry))
    content = stream.getvalue()
    assert b"xl\\workbook.xml" in content
    assert list(rows_of(content, open_book(content, "名单.xlsx"))) == [(1, ["企业名称"]), (2, ["恒睿甲"])]


def test_constants_that_guard_codes_are_their_text():
    content = '代码,名称\n="000999","=""x"""\n=1+1,\'=x\n'.encode()
    assert list(rows_of(content, open_book(content, "a.csv")))[1:] == [(2, ["000999", "x"]), (3, ["=1+1", "=x"])]
    content = corpus.xlsx([["代码"], ['="000999"'], ["=1+1"]])
    assert [cells for _row, cells in rows_of(content, open_book(content, "a.xlsx"))][1] == ["000999"]
