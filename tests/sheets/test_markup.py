"""Web pages and XML that are called .xls are read where they are one table, and refused by name where not."""

from datetime import date

import pytest

from chains.sheets.looks import MergedCells, with_filled
from chains.sheets.reading import SheetError, open_book, rows_of, sheet_of

PAGE = """<html><head><meta charset='gbk'></head><body><table>
<tr><th>企业名称</th><th>省份</th></tr>
<tr><td>恒睿甲&amp;乙<br>有限公司</td><td rowspan="2"> 上海 </td></tr>
<tr style="display: none"><td>浦江丙</td></tr>
<tr><td></td><td>000725</td></tr>
</table></body></html>"""

XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="S"><Table>
<Row><Cell><Data ss:Type="String">企业名称</Data></Cell><Cell><Data ss:Type="String">成立日期</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">2010-01-05T00:00:00.000</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="Number">725</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="String">x</Data></Cell></Row>
</Table></Worksheet>%s</Workbook>"""


def read(text, encoding="utf-8"):
    content = text.encode(encoding)
    book = open_book(content, "a.xls")
    look, rows = sheet_of(content, book)
    return book, look, list(rows)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_of_one_table_is_read(encoding):
    book, look, rows = read(PAGE, encoding)
    assert (book.format, look.hidden_rows) == ("html", {3})
    assert rows == [
        (1, ["企业名称", "省份"]),
        (2, ["恒睿甲&乙\n有限公司", "上海"]),
        (3, ["浦江丙"]),
        (4, ["", "000725"]),
    ]
    merged = MergedCells(look.merged)
    assert [with_filled(cells, merged.fill(number, cells)) for number, cells in rows][2] == ["浦江丙", "上海"]


def test_a_xml_spreadsheet_of_one_table_is_read():
    book, look, rows = read(XML % "")
    assert (book.format, look.hidden_rows, look.merged) == ("xml", {4}, ((5, 1, 6, 1),))
    assert rows == [
        (1, ["企业名称", "成立日期"]),
        (4, ["", date(2010, 1, 5)]),
        (5, [725, True]),
        (6, ["", "", "x"]),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PAGE.replace("</body>", "<table><tr><td>x</td></tr></table></body>"), "web_page"),
        (f"<table><tr><td>{PAGE}</td></tr></table>", "web_page"),
        ("<html><body>请登录</body></html>", "web_page"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "web_page"),
        (XML % "<Worksheet><Table><Row><Cell><Data>x</Data></Cell></Row></Table></Worksheet>", "xml_spreadsheet"),
        ((XML % "").replace("<Row>", "<Rowe>", 1), "broken"),
        ((XML % "").replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1), "doctype"),
        ("<table>" + "<tr><td colspan='9'>x</td></tr>".replace("9", "999") + "</table>", "too_many_columns"),
    ],
)
def test_what_is_not_one_table_is_refused_by_name(text, code):
    with pytest.raises(SheetError) as refused:
        read(text)
    assert refused.value.code == code
    assert refused.value.message


def test_a_text_that_begins_like_a_page_in_a_cell_is_a_text():
    content = "企业名称,备注\n恒睿甲,<table>\n".encode()
    assert len(list(rows_of(content, open_book(content, "a.csv")))) == 2
