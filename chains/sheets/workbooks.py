"""Workbooks for download: templates to fill in, and uploads with their faults marked. No ORM."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from .reading import Cell
from .sheet_columns import EXAMPLE_MARKS, SheetColumn, SheetLayout

#: How far down a template is formatted and has its drop-downs.
TEMPLATE_ROWS = 2_000

_EXAMPLE = Font(italic=True, color="808080")
_HEADING = Font(bold=True, color="FFFFFF")
_HEADING_FILL = PatternFill("solid", start_color="1F4E79")
_REQUIRED_FILL = PatternFill("solid", start_color="9C2A10")
_ERROR_FILL = PatternFill("solid", start_color="FDE9E7")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
#: Drop-downs that offer one value of several that a cell may hold must let the others be typed.
_OPEN = frozenset(
    {
        "labels",
        "chain",
        "chains",
        "segments",
        "source",
        "city",
        "segment",
        "province",
        "country",
        "region",
        "layer",
        "provinces",
    }
)


def template_workbook(
    layout: SheetLayout, vocabularies: Mapping[str, Sequence[tuple[str, str]]], language: str
) -> bytes:
    """Return an empty sheet of this layout to fill in: headings, formats, drop-downs, two example rows, instructions.

    ``vocabularies`` gives the pairs of code and label of each vocabulary by its name; the drop-downs show the
    labels. A vocabulary that is missing or empty gives no drop-down. ``language`` is a code of ``LANGUAGES``.
    """
    columns = layout.columns
    with override(language):
        book = Workbook()
        sheet = book.active
        sheet.title = _sheet_title(str(layout.kind.label))
        _fill_template(sheet, columns, vocabularies, language)
        _fill_instructions(book.create_sheet(_("Instructions")), columns, vocabularies, language)
        options = book.create_sheet(_("Options"))
        _fill_options(sheet, options, columns, vocabularies)
        return _saved(book)


def annotated_workbook(headers: list[str], rows: Iterable[tuple[int, list[Cell], list[str]]]) -> bytes:
    """Return a sheet back with a column for what is wrong: ``rows`` are row number, cells and messages.

    Rows with messages are tinted. The first column gives nothing but what was there: row numbers are kept only if
    the rows are, so each message should name its column itself. Written as a stream, whatever the length.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(_("errors")))
    sheet.freeze_panes = "A2"
    sheet.column_dimensions[get_column_letter(len(headers) + 1)].width = 70
    sheet.append([_styled(sheet, text, font=Font(bold=True)) for text in (*headers, _("error"))])
    for _number, cells, messages in rows:
        padded = [*cells[: len(headers)], *[""] * (len(headers) - len(cells))]
        tint = {"fill": _ERROR_FILL} if messages else {}
        line = [_styled(sheet, cell, **tint) for cell in padded]
        line.append(_styled(sheet, "\n".join(messages), alignment=_WRAPPED, **tint))
        sheet.append(line)
    return _saved(book)


def _fill_template(
    sheet: Any, columns: Sequence[SheetColumn], vocabularies: Mapping[str, Sequence[tuple[str, str]]], language: str
) -> None:
    sheet.freeze_panes = "A2"
    for position, column in enumerate(columns, start=1):
        heading = _put(sheet, 1, position, _heading(column))
        heading.font = _HEADING
        heading.fill = _REQUIRED_FILL if column.required else _HEADING_FILL
        letter = get_column_letter(position)
        # The format of a whole column, so that no empty cell is written: Excel then keeps 0725 as it is typed.
        sheet.column_dimensions[letter].number_format = _format(column)
        sheet.column_dimensions[letter].width = max(12, min(30, 3 + 2 * len(str(column.heading))))
        for row in (2, 3):
            example = _example(column, row - 2, vocabularies, language)
            cell = _put(sheet, row, position, example)
            cell.font = _EXAMPLE
            cell.number_format = _format(column)


def _fill_instructions(
    sheet: Any, columns: Sequence[SheetColumn], vocabularies: Mapping[str, Sequence[tuple[str, str]]], language: str
) -> None:
    sheet.freeze_panes = "A2"
    titles = (_("column"), _("required"), _("type"), _("what to write"), _("example"))
    for position, (title, width) in enumerate(zip(titles, (24, 8, 16, 70, 30), strict=True), start=1):
        cell = _put(sheet, 1, position, title)
        cell.font, cell.fill = _HEADING, _HEADING_FILL
        sheet.column_dimensions[get_column_letter(position)].width = width
    kinds = _kinds()
    for row, column in enumerate(columns, start=2):
        example = _example(column, 0, vocabularies, language) or _example(column, 1, vocabularies, language)
        texts = (
            str(column.heading),
            _("yes") if column.required else "",
            kinds[column.kind],
            str(column.help),
            example,
        )
        for position, text in enumerate(texts, start=1):
            _put(sheet, row, position, text).alignment = _WRAPPED
    last = len(columns) + 3
    _put(
        sheet,
        last,
        1,
        _("Rows that begin with “%(mark)s” are examples and are passed over.") % {"mark": _mark(language)},
    )


def _fill_options(
    sheet: Any, options: Any, columns: Sequence[SheetColumn], vocabularies: Mapping[str, Sequence[tuple[str, str]]]
) -> None:
    """Write each vocabulary once, as a column of the options, and point the drop-downs at it."""
    places: dict[str, str] = {}
    for position, column in enumerate(columns, start=1):
        pairs = vocabularies.get(column.vocabulary, ())
        if not pairs:
            continue
        if column.vocabulary not in places:
            letter = get_column_letter(len(places) + 1)
            _put(options, 1, len(places) + 1, str(column.heading)).font = Font(bold=True)
            for row, (_code, label) in enumerate(pairs, start=2):
                _put(options, row, len(places) + 1, str(label))
            options.column_dimensions[letter].width = 28
            places[column.vocabulary] = f"{quote_sheetname(options.title)}!${letter}$2:${letter}${len(pairs) + 1}"
        choice = DataValidation("list", formula1=places[column.vocabulary], allow_blank=True)
        choice.showErrorMessage = column.kind not in _OPEN
        letter = get_column_letter(position)
        choice.add(f"{letter}2:{letter}{TEMPLATE_ROWS}")
        sheet.add_data_validation(choice)


def _kinds() -> dict[str, str]:
    """Return in words what the cells of each kind of column hold."""
    return {
        "text": _("text"),
        "address": _("text"),
        "date": _("date"),
        "year": _("year"),
        "integer": _("whole number"),
        "batch": _("whole number"),
        "period": _("date"),
        "percent": pgettext("kind of cell", "number"),
        "share": pgettext("kind of cell", "number"),
        "number": pgettext("kind of cell", "number"),
        "amount": pgettext("kind of cell", "number"),
        "boolean": _("yes or no"),
        "credit_code": _("code, as text"),
        "tickers": _("codes, as text"),
        "list": _("several, parted by ;"),
        "former_names": _("several, parted by ;"),
        "labels": _("several, parted by ;"),
        "segments": _("several, parted by ;"),
        "chain": _("from the list"),
        "chains": _("several, parted by ;"),
        "choice": _("from the list"),
        "province": _("from the list"),
        "city": _("from the list"),
        "country": _("from the list"),
        "region": _("from the list"),
        "segment": _("from the list"),
        "layer": _("from the list"),
        "provinces": _("several, parted by ;"),
        "place": _("text"),
        "source": _("from the list"),
        "company": _("text"),
    }


def _example(
    column: SheetColumn, which: int, vocabularies: Mapping[str, Sequence[tuple[str, str]]], language: str
) -> str:
    """Return an example cell as the template shows it: by the label of the drop-down, the mark in its language."""
    text = column.example[which]
    text = dict(vocabularies.get(column.vocabulary, ())).get(text, text)
    for mark in EXAMPLE_MARKS:
        if text.startswith(mark):
            return _mark(language) + str(text).removeprefix(mark)
    return str(text)


def _mark(language: str) -> str:
    return EXAMPLE_MARKS[0] if language.startswith("zh") else EXAMPLE_MARKS[-1] + " "


def _heading(column: SheetColumn) -> str:
    return f"{column.heading}*" if column.required else str(column.heading)


def _format(column: SheetColumn) -> str:
    """Return the number format of a column: all but dates and numbers is text, so that Excel changes nothing."""
    return {
        "date": "yyyy-mm-dd",
        "year": "0",
        "integer": "0",
        "batch": "0",
        "percent": "General",
        "share": "General",
        "number": "General",
    }.get(column.kind, "@")


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    cell = sheet.cell(row, column)
    if text:
        cell.value = _printable(text)
        cell.data_type = "s"
    return cell


def _styled(sheet: Any, value: Any, **styles: Any) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=_printable(value) if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif hasattr(value, "isoformat"):
        cell.number_format = "yyyy-mm-dd hh:mm" if hasattr(value, "hour") else "yyyy-mm-dd"
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _printable(text: str) -> str:
    """Leave out what no sheet can hold; a formula's text (a subclass) becomes plain text as well."""
    kept = (ch for ch in text if ch in "\t\n\r" or (ord(ch) >= 32 and ch not in "\ufffe\uffff"))
    return "".join(kept)[:32_767]


def _sheet_title(title: str) -> str:
    return "".join(" " if ch in r"\/*?:[]" else ch for ch in title)[:31] or "Sheet"


def _saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
