"""Makers of nasty files, each as bytes: what bureaus really send, and what nobody should."""

import io
import struct
import zipfile
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Font

HEADER = ["企业名称", "统一社会信用代码", "所属环节", "省份", "成立日期"]
ROW = ["华虹集团", "91310000132263312B", "ic.manufacturing", "上海", "1996-04-09"]

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def lines(rows, separator=","):
    return "".join(separator.join(map(str, row)) + "\r\n" for row in rows)


def csv_file(rows=(HEADER, ROW), encoding="utf-8", separator=","):
    return lines(rows, separator).encode(encoding)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def xlsx(rows=(HEADER, ROW), title="名单"):
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return saved(book)


def raw_xlsx(sheet_data, prologue=""):
    """A workbook of one sheet whose XML is given."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>',
        )
        package.writestr(
            "xl/worksheets/sheet1.xml",
            f'{prologue}<worksheet xmlns="{_MAIN}"><sheetData>{sheet_data}</sheetData></worksheet>',
        )
    return stream.getvalue()


def cell(reference, text):
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def phantom_rows():
    """A header, a row, and a cell with nothing but a format in the last row that Excel has."""
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(ROW)
    book.active["C1048576"].font = Font(bold=True)
    return saved(book)


def far_cell():
    """A few rows, and a letter in the very last cell of the sheet's last usable column."""
    return raw_xlsx(f'<row r="1">{cell("A1", "企业名称")}</row><row r="1048576">{cell("GR1048576", "x")}</row>')


def merged_titles():
    """Two title rows merged over the sheet, a blank one, and only then the headings."""
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "长三角集成电路企业名单"
    sheet.merge_cells("A1:E1")
    sheet["A2"] = "企业名称以营业执照为准"
    sheet.merge_cells("A2:E2")
    for position, heading in enumerate(HEADER, start=1):
        sheet.cell(4, position, heading)
    for position, value in enumerate(ROW, start=1):
        sheet.cell(5, position, value)
    return saved(book)


def serial_dates():
    """Dates as Excel stores them: with a date's format, and as the bare serial number that a lost format leaves."""
    return xlsx([["企业名称", "成立日期"], ["甲", date(1996, 4, 9)], ["乙", 35164]])


def numbers_for_codes():
    """A credit code and a ticker that Excel has turned into numbers."""
    return xlsx([["企业名称", "信用代码", "股票代码"], ["甲", 913100001322633120, 725]])


def duplicate_keys():
    return xlsx([HEADER, ROW, ROW])


def wrong_headers():
    return xlsx([["栏目甲", "栏目乙", "栏目丙"], ROW[:3]])


def formula_cells():
    """B2 with its result, B3 and B6 without, B4 with an empty text for a result, B5 with an error."""
    return raw_xlsx(
        f'<row r="1">{cell("A1", "企业名称")}{cell("B1", "备注")}</row>'
        f'<row r="2">{cell("A2", "甲")}<c r="B2"><f>1+1</f><v>2</v></c></row>'
        f'<row r="3">{cell("A3", "乙")}<c r="B3"><f>A3&amp;"!"</f></c></row>'
        f'<row r="4">{cell("A4", "丙")}<c r="B4" t="str"><f>""</f><v></v></c></row>'
        f'<row r="5">{cell("A5", "丁")}<c r="B5" t="e"><v>#N/A</v></c></row>'
        '<row r="6"><c r="B6"><f>1+1</f><v/></c></row>'
    )


def many_rows(count):
    """A workbook of ``count`` rows and twelve columns, written as a stream."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("名单")
    sheet.append([*HEADER, "城市", "法定名称", "官网", "备注", "来源", "页码", "年份"])
    for number in range(count):
        sheet.append(
            [f"企业{number}", "", "ic.design", "江苏", date(2010, 1, 5), "苏州", f"苏州企业{number}有限公司",
             f"https://example.com/{number}", f"第 {number} 行", "名单", f"第{number % 90}页", 2020]
        )  # fmt: skip
    return saved(book)


def macro():
    return with_entry("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")


def with_entry(name, content, workbook=b""):
    """A workbook with an entry of ours, in place of its own where it has one."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook or xlsx())) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for each in source.namelist():
            if each != name:
                package.writestr(each, source.read(each))
        package.writestr(name, content)
    return stream.getvalue()


def unused_texts(count):
    """A small sheet with a table of texts of its own, none of which is in any cell."""
    small = raw_xlsx("".join(f'<row r="{n}">{cell(f"A{n}", text)}</row>' for n, text in enumerate(HEADER, start=1)))
    texts = "".join(f"<si><t>{f'{number:06}' * 100}</t></si>" for number in range(count))
    relation = f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(small)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            text = source.read(name).decode()
            package.writestr(name, text.replace("</Relationships>", relation) if "workbook.xml.rels" in name else text)
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{texts}</sst>')
    return stream.getvalue()


def zip_bomb(megabytes=64):
    """One entry that unpacks to so many megabytes of zeros."""
    return with_entry("xl/media/image1.png", b"\0" * (megabytes * 1024 * 1024))


def lying_zip():
    """An entry that says it has ten bytes and unpacks to twenty megabytes."""
    content = bytearray(with_entry("xl/media/image1.png", b"\0" * (20 * 1024 * 1024)))
    size = struct.pack("<I", 20 * 1024 * 1024)
    position = content.rfind(size)
    content[position : position + 4] = struct.pack("<I", 10)
    return bytes(content)


def one_column():
    return xlsx([["企业名称"], ["华虹集团"], ["中芯国际"]])


# A XLS by hand, after [MS-XLS] and [MS-CFB]: no library writes them any more.


XLS_ERRORS = {"#DIV/0!": 7, "#N/A": 42}


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _biff(rows, title, since_1904):
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    sheet = _record(0x0809, begin[:2] + struct.pack("<H", 0x0010) + begin[4:])
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if value in XLS_ERRORS:
                sheet += _record(0x0205, place + struct.pack("<BB", XLS_ERRORS[value], 1))
            elif isinstance(value, str):
                text = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
                sheet += _record(0x0204, place + text)
            else:
                sheet += _record(0x0203, place + struct.pack("<d", value))
    sheet += _record(0x000A)
    name = struct.pack("<BB", len(title), 1) + title.encode("utf-16-le")
    head = _record(0x0809, begin) + _record(0x0042, struct.pack("<H", 1200))
    head += _record(0x0022, struct.pack("<H", since_1904))
    offset = len(head) + 4 + 6 + len(name) + 4
    return head + _record(0x0085, struct.pack("<IBB", offset, 0, 0) + name) + _record(0x000A) + sheet


def _entry(name, kind, start=0, size=0, child=0xFFFFFFFF, right=0xFFFFFFFF):
    encoded = (name + "\0").encode("utf-16-le") if name else b""
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded), kind, 1)
        + struct.pack("<III", 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def compound(stream, name="Workbook", storage=""):
    """An OLE file with one stream of at least 4,096 bytes, and an empty storage beside it if one is named."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    sectors = len(stream) // 512
    assert sectors <= 126
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
        + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    )
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, child=1) + _entry(
        name, 2, 2, len(stream), right=2 if storage else 0xFFFFFFFF
    )
    directory += _entry(storage, 1) if storage else _entry("", 0)
    directory += _entry("", 0)
    return header + struct.pack("<128I", *table) + directory + stream


def xls(rows=(HEADER, ROW), title="名单", storage="", since_1904=False):
    return compound(_biff(rows, title, since_1904), storage=storage)


def xls_with_macro():
    return xls(storage="_VBA_PROJECT_CUR")


def encrypted():
    """What Excel makes of a XLSX with a password: an OLE file with the package inside."""
    return compound(b"\0" * 4096, name="EncryptedPackage")
