"""CSV, JSON and NDJSON, written in parts as the rows come."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from json.encoder import encode_basestring
from typing import Any

from .guard import ByType, cell_list, cell_text, printable

#: How many characters are collected before they are sent.
_PART = 65_536
#: How many rows are written at a time.
_CHUNK = 100


def _same(value: Any) -> Any:
    return value


def _yes_or_no(value: bool) -> str:
    return "true" if value else "false"


def _nothing(value: None) -> str:
    return ""


#: A value's text before anything guards it, as it stands among others in one cell. What is a subtype stands first.
PLAIN = ByType(
    {
        bool: _yes_or_no,
        str: printable,
        type(None): _nothing,
        datetime: datetime.isoformat,
        date: date.isoformat,
        int: _same,
        float: _same,
        Decimal: _same,
        list: lambda values: "; ".join(str(PLAIN[type(value)](value)) for value in values),
        tuple: lambda values: "; ".join(str(PLAIN[type(value)](value)) for value in values),
    },
    lambda value: printable(str(value)),
)

#: A value as a cell of a CSV file.
_CELLS = ByType(
    {
        **PLAIN,
        str: cell_text,
        list: lambda values: cell_list(values, PLAIN),
        tuple: lambda values: cell_list(values, PLAIN),
    },
    lambda value: cell_text(str(value)),
)


def as_csv(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a CSV file: UTF-8 with a byte-order mark (Excel needs it), the codes as header, ISO dates."""
    yield b"\xef\xbb\xbf"
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(codes)
    cells, rest = _CELLS, iter(rows)
    while chunk := list(islice(rest, _CHUNK)):
        writer.writerows([[cells[type(value)](value) for value in row] for row in chunk])
        if buffer.tell() > _PART:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def as_json(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a JSON array of objects, one row a line."""
    start = b"[\n"
    for part in _in_parts(_records(codes, rows), ",\n"):
        yield start + part
        start = b",\n"
    yield b"[]\n" if start == b"[\n" else b"\n]\n"


def as_ndjson(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """Yield a JSON object for each row, one a line and nothing else."""
    for part in _in_parts(_records(codes, rows), "\n"):
        yield part + b"\n"


def _quoted_iso(value: date) -> str:
    return f'"{value.isoformat()}"'


def _array(values: Sequence[Any]) -> str:
    return f"[{', '.join([_JSON[type(value)](value) for value in values])}]"


#: A value in JSON, as ``json.dumps(value, ensure_ascii=False)`` writes it, which would make an encoder for every row.
_JSON = ByType(
    {
        bool: _yes_or_no,
        str: encode_basestring,
        type(None): lambda value: "null",
        datetime: _quoted_iso,
        date: _quoted_iso,
        int: int.__repr__,
        float: json.dumps,
        Decimal: lambda value: encode_basestring(str(value)),
        list: _array,
        tuple: _array,
    },
    lambda value: encode_basestring(str(value)),
)


def _records(codes: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    encoded, length = _JSON, len(codes)
    keys = [encode_basestring(code).replace("%", "%%") for code in codes]
    pattern = f"{{{', '.join([f'{key}: %s' for key in keys])}}}"
    for row in rows:
        if len(row) != length:
            raise ValueError(f"a row of {len(row)} cells under {length} codes")
        yield pattern % tuple([encoded[type(value)](value) for value in row])


def _in_parts(lines: Iterable[str], between: str) -> Iterator[bytes]:
    part: list[str] = []
    length = 0
    for line in lines:
        part.append(line)
        length += len(line)
        if length > _PART // 2:
            yield between.join(part).encode()
            part, length = [], 0
    if part:
        yield between.join(part).encode()
