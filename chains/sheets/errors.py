"""Errors of whole sheets, with texts that say where and how to correct them. No ORM."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "too_large": _("The file has %(size)s MB; at most %(limit)s MB are read. Split it into several files."),
    "too_many_rows": _("The sheet has more than %(limit)s rows. Split it into several files."),
    "too_many_columns": _("The sheet goes beyond column %(limit)s. Delete the columns that are not needed."),
    "far_cell": _(
        "The sheet reaches down to row %(row)s and across %(columns)s columns, nearly all of it empty. "
        "Delete what stands far below or to the right, or copy the rows to a new workbook."
    ),
    "macro": _("The workbook holds macros and is not opened. Save it as an Excel workbook (.xlsx) and upload that."),
    "zip_bomb": _(
        "The workbook would unpack to far more than it may hold. Copy the rows to a new workbook and upload that."
    ),
    "doctype": _(
        "The workbook holds a document type declaration (DOCTYPE), which no spreadsheet program writes. "
        "Copy the rows to a new workbook and upload that."
    ),
    "too_slow": _(
        "Reading the file takes more than %(limit)s seconds. Copy the rows to a new workbook, "
        "or split them into several files, and upload that."
    ),
    "too_heavy": _(
        "Reading the file takes more than %(limit)s MB of memory. Copy the rows to a new workbook, "
        "or split them into several files, and upload that."
    ),
    "empty": _("There is nothing in the file. Check that the right file was chosen."),
    "unknown_format": _("This is not a file that can be read. Save it as XLSX, XLS, CSV or TSV and upload that."),
    "other_format": _("This is a file of the format %(format)s, which is not read. Save it as XLSX and upload that."),
    "web_page": _(
        "This is a web page that is called a workbook, and not of one table alone. "
        "Open it in Excel, save it as XLSX and upload that."
    ),
    "xml_spreadsheet": _(
        "This is a XML spreadsheet of Excel 2003, and not of one table alone. "
        "Open it in Excel, save it as XLSX and upload that."
    ),
    "no_such_sheet": _("The workbook has no sheet “%(sheet)s”; it has: %(sheets)s."),
    "encrypted": _("The workbook is protected by a password. Take the password off in Excel and upload it again."),
    "broken": _("The file is damaged: %(detail)s. Open it in Excel, save it anew and upload that."),
    "encoding": _("The text is neither UTF-8 nor GB18030. Save it as “CSV UTF-8” in Excel and upload that."),
    "quote_never_closed": _(
        "The quotation mark that opens in row %(row)s is never closed, so the rows below would be lost in that cell. "
        "Close it or delete it, and upload the file again."
    ),
    "no_header": _(
        "No row among the first %(limit)s has headings that are known. Choose the header row, 0 if there is none, "
        "or take the headings of the template."
    ),
    "no_headings_in_row": _("Row %(row)s holds no headings. Choose the row that does."),
}


class SheetError(ValueError):
    """A sheet that cannot be read. ``code`` is a key of ``MESSAGES``; ``params`` fill the message in."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it come out of the process that reads sheets."""
        return partial(SheetError, self.code, **self.params), ()

    @property
    def message(self) -> str:
        """What is wrong and what to do about it, in the reader's language."""
        return str(MESSAGES[self.code]) % self.params

    def __str__(self) -> str:
        return self.message
