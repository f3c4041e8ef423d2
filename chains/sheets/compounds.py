"""The OLE container of XLS files, whose directory reveals macros and encryption. No ORM."""

import struct
from collections.abc import Iterator

from .errors import SheetError

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_LAST_SECTOR = 0xFFFFFFFA
_BOUNDSHEET, _BOOLERR, _FORMULA, _DATEMODE, _EOF = 0x0085, 0x0205, 0x0006, 0x0022, 0x000A
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}


def check_compound(content: bytes) -> None:
    """Refuse an OLE file that holds macros or is encrypted, or is no workbook at all."""
    if _has_entry(content, "EncryptedPackage"):
        raise SheetError("encrypted")
    if _has_entry(content, "_VBA_PROJECT_CUR") or _has_entry(content, "VBA"):
        raise SheetError("macro")
    if not _has_entry(content, "Workbook") and not _has_entry(content, "Book"):
        raise SheetError("unknown_format")


def error_cells(content: bytes, position: int) -> dict[int, dict[int, str]]:
    """Return the cells of the sheet at ``position`` (from 0) that hold an error such as ``#N/A``, by row and column.

    The reader leaves them blank. Rows and columns count from 1. A file that is not laid out as it should be has none
    here; whether it can be read at all is the reader's to say.
    """
    errors: dict[int, dict[int, str]] = {}
    try:
        stream = _workbook_stream(content)
        offsets = [struct.unpack_from("<I", data)[0] for kind, data in _records(stream, 0) if kind == _BOUNDSHEET]
        for kind, data in _records(stream, offsets[position]):
            if kind == _BOOLERR and data[7] == 1:
                code = data[6]
            elif kind == _FORMULA and data[6] == 2 and data[12:14] == b"\xff\xff":
                code = data[8]
            else:
                continue
            row, column = struct.unpack_from("<HH", data)
            errors.setdefault(row + 1, {})[column + 1] = _ERRORS.get(code, "#N/A")
    except (struct.error, IndexError):
        return {}
    return errors


def counts_from_1904(content: bytes) -> bool:
    """Return whether a workbook counts its days from 1904 on; one that is not laid out as it should be does not."""
    try:
        modes = [data[:1] for kind, data in _records(_workbook_stream(content), 0) if kind == _DATEMODE]
    except (struct.error, IndexError):
        return False
    return modes == [b"\x01"]


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, bytes]]:
    """Yield the records of one part of a workbook stream, up to its end."""
    while offset + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, offset)
        if kind == _EOF:
            return
        yield kind, stream[offset + 4 : offset + 4 + length]
        offset += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream ``Workbook`` of an OLE file; the older ``Book`` and a stream under 4,096 bytes give nothing."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    position = _entry_position(content, "Workbook")
    if position < 0:
        return b""
    start, length = struct.unpack_from("<II", content, position + 116)
    if length < struct.unpack_from("<I", content, 56)[0]:
        return b""
    table: list[int] = []
    tables = list(struct.unpack_from("<109I", content, 76))
    further, count = struct.unpack_from("<II", content, 68)
    for _ in range(min(count, len(content) // size)):
        if further >= _LAST_SECTOR:
            break
        numbers = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        tables += numbers[:-1]
        further = numbers[-1]
    for sector in tables:
        if sector < _LAST_SECTOR:
            table += struct.unpack_from(f"<{size // 4}I", content, (sector + 1) * size)
    parts, sector = [], start
    # No chain is longer than the file, so that one that bites its tail ends.
    while sector < _LAST_SECTOR and len(parts) * size < min(length, len(content)):
        parts.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
    return b"".join(parts)[:length]


def _has_entry(content: bytes, name: str) -> bool:
    return _entry_position(content, name) >= 0


def _entry_position(content: bytes, name: str) -> int:
    """Return where the directory of an OLE file has its entry ``name``, or -1; entries start at multiples of 128."""
    encoded = (name + "\0").encode("utf-16-le")
    position = content.find(encoded)
    while position >= 0:
        length = int.from_bytes(content[position + 64 : position + 66], "little")
        if position % 128 == 0 and length == len(encoded):
            return position
        position = content.find(encoded, position + 1)
    return -1
