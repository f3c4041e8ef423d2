"""The formats that the library's export form offers, each written as the rows come, with guarded cells."""

from collections.abc import Iterator
from typing import Any, ClassVar

from import_export.formats import base_formats

from .base import TableContent
from .formats import CONTENT_TYPES, written


class StreamedFormat(base_formats.Format):
    """A format whose files :mod:`chains.tables.formats` writes: in parts, and never a formula in a cell."""

    suffix: ClassVar[str]

    def get_title(self) -> str:
        """Return what the format is called."""
        return self.suffix.upper()

    def get_extension(self) -> str:
        """Return how the name of a file ends."""
        return self.suffix

    def get_content_type(self) -> str:
        """Return what an answer says that it is."""
        return CONTENT_TYPES[self.suffix]

    def can_export(self) -> bool:
        """Return that files are written in this format."""
        return True

    def export_data(self, dataset: TableContent, **kwargs: Any) -> Iterator[bytes]:
        """Yield the parts of the file; the rows are read while they are sent."""
        return written(self.suffix, *dataset)


class XlsxFormat(StreamedFormat):
    """A workbook of one sheet, with headings for people."""

    suffix = "xlsx"


class CsvFormat(StreamedFormat):
    """Text with commas, which Excel reads as UTF-8, with codes as the header."""

    suffix = "csv"


class JsonFormat(StreamedFormat):
    """An array of objects."""

    suffix = "json"


class NdjsonFormat(StreamedFormat):
    """An object a line."""

    suffix = "ndjson"


#: The formats in the order in which they are offered: staff open most files in Excel.
EXPORT_FORMATS = (XlsxFormat, CsvFormat, JsonFormat, NdjsonFormat)
