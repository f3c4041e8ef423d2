"""The ZIP container of XLSX files, checked before anything is read from it. No ORM.

A XLSX is a ZIP of XML: it may unpack to far too much, hold macros, or hold a cell in the last row that makes a
reader lay out a million empty ones.
"""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from .errors import SheetError

ZIP_MAGIC = b"PK\x03\x04"

MAX_UNPACKED = 400 * 1024 * 1024
#: How much an entry may shrink; sheets of a million equal rows shrink to a hundredth.
MAX_RATIO = 300
_SMALL = 10 * 1024 * 1024
_CHUNK = 1024 * 1024
_DIGITS = "0123456789"
_XML = (".xml", ".rels")
#: A document type in the encodings of XML, the longest last.
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_STYLES = "xl/styles.xml"
#: An entry that tells a format → what that is called.
_OTHER_FORMATS = {
    "xl/workbook.bin": "XLSB",
    "word/document.xml": "DOCX",
    "ppt/presentation.xml": "PPTX",
    "Index/Document.iwa": "Numbers",
    "content.xml": "ODS (OpenDocument)",
    "META-INF/manifest.xml": "ODS (OpenDocument)",
}
#: What stands for per cent among the ways in which numbers are shown; the others are a number of digits.
PER_CENT = 0
#: The numbers of the formats 0% and 0.00%, which every workbook has without saying so.
_PERCENTS = {"9": PER_CENT, "10": PER_CENT}
_PADDED = re.compile("0{2,}")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_TRUE = ("1", "true")
#: Columns that Excel has.
_MOST_COLUMNS = 16_384
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.')
_SINCE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904\s*=\s*["'](?:1|true)["']""")
#: What the reader of ZIPs raises on damaged ones, beside its own fault.
_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError, KeyError, RuntimeError)


@dataclass(slots=True)
class Extent:
    """What a look through a sheet tells: how far its content reaches, and the cells that a reader would blank.

    Rows and columns count from 1. ``formulas`` are those without a stored value and ``errors`` the values such as
    ``#N/A``, both by row and column; ``shown`` are the numbers, by row, with the column and how they are shown (see
    :func:`number_styles`). ``merged`` are the ranges of merged cells: first row and column, last row and column.
    """

    rows: int = 0
    first_row: int = 0
    last_row: int = 0
    first_column: int = 0
    last_column: int = 0
    formulas: dict[int, dict[int, str]] = field(default_factory=dict)
    errors: dict[int, dict[int, str]] = field(default_factory=dict)
    shown: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def area(self) -> int:
        """How many cells a reader lays out."""
        return (self.last_row - self.first_row + 1) * (self.last_column - self.first_column + 1) if self.rows else 0


def check_package(content: bytes) -> set[str]:
    """Return the names in the ZIP ``content``.

    Raises :class:`SheetError`: broken, encrypted, zip_bomb, macro, doctype.
    """
    with _as_sheet_error(), _package(content) as package:
        entries = package.infolist()
        names = set(package.NameToInfo)
        if any(entry.flag_bits & 1 for entry in entries):
            raise SheetError("encrypted")
        if any(posixpath.basename(name).lower() == "vbaproject.bin" for name in names):
            raise SheetError("macro")
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise SheetError("zip_bomb")
        for entry in entries:
            _check_entry(content, entry)
        if "[Content_Types].xml" in names and b"macroEnabled" in package.read("[Content_Types].xml"):
            raise SheetError("macro")
    return names


def format_of(names: Collection[str]) -> str:
    """Return the name of the format that a ZIP with these entries is of, where it is a known one beside XLSX."""
    return next((name for entry, name in _OTHER_FORMATS.items() if entry in names), "")


def _package(content: bytes) -> zipfile.ZipFile:
    """Return the ZIP ``content``; some programs part the names of its entries by backslashes."""
    package = zipfile.ZipFile(io.BytesIO(content))
    package.NameToInfo = {name.replace("\\", "/"): entry for name, entry in package.NameToInfo.items()}
    return package


def _check_entry(content: bytes, entry: zipfile.ZipInfo) -> None:
    """Unpack an entry without keeping it: what it says of its size is not to be trusted, nor that it is plain XML."""
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
        raise SheetError("zip_bomb")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SheetError("broken", detail=entry.filename)
    head = content[entry.header_offset : entry.header_offset + 30]
    start = entry.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    packed = content[start : start + entry.compress_size]
    is_xml = entry.filename.lower().endswith(_XML)
    if entry.compress_type == zipfile.ZIP_STORED:
        if is_xml:
            _refuse_doctype(packed)
        return
    stream = zlib.decompressobj(-15)
    unpacked, end = 0, b""
    while packed and not stream.eof:
        piece = stream.decompress(packed, _CHUNK)
        unpacked += len(piece)
        packed = stream.unconsumed_tail
        if unpacked > entry.file_size:
            raise SheetError("zip_bomb")
        if is_xml:
            # What begins in one piece may end in the next.
            _refuse_doctype(end + piece)
            end = piece[-len(_DOCTYPES[-1]) :]


def _refuse_doctype(text: bytes) -> None:
    """Refuse a document type wherever it stands: no sheet has one, and with it come entities that grow or fetch."""
    if any(doctype in text for doctype in _DOCTYPES):
        raise SheetError("doctype")


def sheet_paths(content: bytes) -> dict[str, str]:
    """Return where in the ZIP each sheet of a workbook lies, by its name. Raises :class:`SheetError` broken."""
    with _as_sheet_error(), _package(content) as package:
        relations = _parsed(package.read("xl/_rels/workbook.xml.rels"))
        workbook = _parsed(package.read("xl/workbook.xml"))
    targets = {node.get("Id"): node.get("Target", "") for node in relations.iter()}
    paths = {}
    for node in workbook.iter():
        if _local(node.tag) == "sheet":
            target = next((targets.get(value) for key, value in node.items() if _local(key) == "id"), None)
            if target:
                paths[node.get("name", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    return paths


def counts_from_1904(content: bytes) -> bool:
    """Return whether a workbook counts its days from 1904 on, as those made on a Mac once did."""
    with _as_sheet_error(), _package(content) as package, package.open("xl/workbook.xml") as stream:
        return _SINCE_1904.search(stream.read(_SMALL)) is not None


def number_styles(content: bytes) -> dict[str, int]:
    """Return how numbers are shown by the styles of the cells, by the number of the style in the workbook.

    That is :data:`PER_CENT`, or with so many digits, as 000725 is with six; other styles are left out. Raises
    :class:`SheetError` with ``broken`` where the XML is.
    """
    with _as_sheet_error(), _package(content) as package:
        if _STYLES not in package.NameToInfo or package.getinfo(_STYLES).file_size > _SMALL:
            return {}
        styles = _parsed(package.read(_STYLES))
    ways = dict(_PERCENTS)
    for node in styles.iter():
        if _local(node.tag) == "numFmt":
            # A sign in quotes or behind a backslash is only a letter; the number itself is not multiplied then.
            bare = _QUOTED.sub("", node.get("formatCode", ""))
            if "%" in bare:
                ways[node.get("numFmtId", "")] = PER_CENT
            elif _PADDED.fullmatch(positive := bare.partition(";")[0].strip()):
                ways[node.get("numFmtId", "")] = len(positive)
    formats = next((node for node in styles if _local(node.tag) == "cellXfs"), ())
    shown = {str(number): ways.get(each.get("numFmtId", "")) for number, each in enumerate(formats)}
    return {style: way for style, way in shown.items() if way is not None}


def survey(content: bytes, path: str, styles: Mapping[str, int] | None = None) -> Extent:
    """Look through the sheet at ``path`` in the ZIP ``content``, as a stream; nothing of it is kept.

    ``styles`` are those of :func:`number_styles`. Raises :class:`SheetError` with ``broken`` where the XML is.
    """
    surveyor = _Surveyor(styles or {})
    parser = expat.ParserCreate()
    parser.StartElementHandler = surveyor.start
    parser.StartDoctypeDeclHandler = _no_doctype
    parser.buffer_text = True
    surveyor.parser = parser
    with _as_sheet_error(), _package(content) as package, package.open(path) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    surveyor.close()
    return surveyor.extent


@contextmanager
def _as_sheet_error() -> Iterator[None]:
    """Say of a ZIP or its XML that cannot be read that it is broken."""
    try:
        yield
    except SheetError:
        raise
    except (*_FAULTS, ElementTree.ParseError, expat.ExpatError) as error:
        raise SheetError("broken", detail=str(error)) from error


def _parsed(text: bytes) -> ElementTree.Element:
    """Return the root of a document without a document type; raises ``SheetError`` doctype, and ``ParseError``."""
    return ElementTree.fromstring(text, ElementTree.XMLParser(target=_PlainTree()))


class _PlainTree(ElementTree.TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """Refuse it, before any entity is expanded."""
        raise SheetError("doctype")


def _no_doctype(*_: Any) -> None:
    raise SheetError("doctype")


class _Surveyor:
    """Listens to the start of each element; to its text and end only inside formulas and error values."""

    def __init__(self, styles: Mapping[str, int]) -> None:
        self.extent = Extent()
        self.styles = styles
        self.parser: Any = None
        self.row = 0
        self.column = 0
        self.attributes: dict[str, str] = {}
        self.formula: list[str] | None = None
        self.value: list[str] | None = None
        self.reading: list[str] | None = None
        self.columns: dict[str, int] = {}
        self.counted_row = 0
        self.listening = False
        self.prefix: str | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; a cell counts only once it has a value, a text or a formula."""
        if self.prefix is None:
            self.prefix = name[: name.index(":") + 1] if ":" in name else ""
        if self.prefix:
            name = name.removeprefix(self.prefix)
        if name == "c":
            if self.listening:
                self.close()
            self.attributes = attributes
            self.column += 1
            reference = attributes.get("r")
            if reference:
                letters = reference.rstrip(_DIGITS)
                self.column = self.columns.get(letters) or self._column(letters)
                self.row = int(reference[len(letters) :])
        elif name in ("v", "is"):
            self._count()
            if self.styles and (way := self.styles.get(self.attributes.get("s", ""))) is not None:
                self.extent.shown.setdefault(self.row, []).append((self.column, way))
            if name == "v" and (self.formula is not None or self.attributes.get("t") == "e"):
                self.value = self.reading = []
                self._listen()
        elif name == "f":
            self.formula = self.reading = []
            self._listen()
        elif name == "row":
            self.row = int(attributes.get("r") or self.row + 1)
            self.column = 0
            if attributes.get("hidden") in _TRUE:
                self.extent.hidden_rows.add(self.row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif name == "col" and attributes.get("hidden") in _TRUE:
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 0))
            self.extent.hidden_columns.update(range(first, min(last, _MOST_COLUMNS) + 1))

    def close(self) -> None:
        """Settle the last cell that was listened to."""
        if (
            self.formula is not None
            and not self.value
            and not (
                # An empty text is a value too: =IF(A1="","",…) stores one.
                self.value is not None and self.attributes.get("t") == "str"
            )
        ):
            self._count()
            formula = "=" + "".join(self.formula)
            self.extent.formulas.setdefault(self.row, {})[self.column] = formula
        elif self.value and self.attributes.get("t") == "e":
            self.extent.errors.setdefault(self.row, {})[self.column] = "".join(self.value)
        self.formula = self.value = self.reading = None
        self.parser.CharacterDataHandler = self.parser.EndElementHandler = None
        self.listening = False

    def _listen(self) -> None:
        self.parser.CharacterDataHandler = self._text
        self.parser.EndElementHandler = self._end
        self.listening = True

    def _text(self, text: str) -> None:
        if self.reading is not None:
            self.reading.append(text)

    def _end(self, name: str) -> None:
        self.reading = None
        if name.rpartition(":")[2] == "c":
            self.close()

    def _merge(self, reference: str) -> None:
        """Note a range such as B2:B4; whole columns and rows are merged by nobody who fills them in."""
        ends = [_REFERENCE.fullmatch(end) for end in reference.replace("$", "").split(":")]
        if len(ends) == 2 and all(ends):
            (top, left), (bottom, right) = ((int(end[2]), self._column(end[1])) for end in ends)
            self.extent.merged.append((top, left, bottom, right))

    def _count(self) -> None:
        extent = self.extent
        if self.row != self.counted_row:
            self.counted_row = self.row
            extent.rows += 1
            extent.first_row = min(extent.first_row or self.row, self.row)
            extent.last_row = max(extent.last_row, self.row)
        if self.column > extent.last_column:
            extent.last_column = self.column
        if self.column < extent.first_column or not extent.first_column:
            extent.first_column = self.column

    def _column(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter.upper()) - 64
        self.columns[letters] = number
        return number


def _local(name: str) -> str:
    """Return a name without its namespace, so that strict and transitional workbooks read alike."""
    return name.rpartition("}")[2]
