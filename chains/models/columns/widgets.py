"""How the cells of imported columns are read: the widgets of django-import-export, for what people and Excel write.

The library's own say no to 2010年1月, 12.5% and 是, and yes to what cannot be meant: they cut 12.5 to 12, take every
unknown word for no, and read a number by the language of whoever is logged in. So each has its conversion from
:mod:`chains.sheets.cells`, whose errors say the way out. They are ``ValueError``, as the library expects.

Words of a vocabulary have no widget: ``ForeignKeyWidget`` asks the database for every row, and knows no near miss.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from import_export import widgets

from chains.analysis.dates import EARLIEST, LATEST
from chains.sheets import amounts, cells, shares
from chains.sheets.reading import Cell


def _day(cell: Cell) -> date:
    """Return a date that can be meant."""
    day = cells.as_date(cell)
    if not EARLIEST <= day <= LATEST:
        raise cells.CellError("date_out_of_range", value=day, earliest=EARLIEST, latest=LATEST)
    return day


class CellWidget(widgets.Widget):
    """Mixed into a widget of the library: reads a cell by ``read``, and gives a value to files as it is."""

    read: Callable[[Cell], Any]

    def __init__(self) -> None:
        # Files keep the type: numbers and dates are such in a workbook.
        super().__init__(coerce_to_string=False)

    def clean(self, value: Cell, row: Mapping[str, Any] | None = None, **kwargs: Any) -> Any:
        """Return the value in a cell, ``None`` for nothing or a word for it. Raises :class:`cells.CellError`."""
        return None if cells.is_blank(value) else self.read(value)


class WholeNumberWidget(CellWidget, widgets.IntegerWidget):
    """A whole number, with or without separators of thousands."""

    read = staticmethod(cells.as_integer)


class YearWidget(CellWidget, widgets.IntegerWidget):
    """A year, also of a date or of 2019年."""

    read = staticmethod(cells.as_year)


class BatchWidget(CellWidget, widgets.IntegerWidget):
    """The number of a batch, also as 第五批."""

    read = staticmethod(cells.as_batch)


class PerCentWidget(CellWidget, widgets.DecimalWidget):
    """A number of per cent, with the sign or without; asks where it may be a part of one."""

    read = staticmethod(shares.as_per_cent)


class ShareWidget(CellWidget, widgets.DecimalWidget):
    """A share: a number of per cent, about right or as it stands, a bound or a range."""

    read = staticmethod(shares.as_share)


class NumberWidget(CellWidget, widgets.DecimalWidget):
    """A number, with or without separators of thousands."""

    read = staticmethod(amounts.as_number)


class AmountWidget(CellWidget, widgets.DecimalWidget):
    """An amount of money, with what stands beside the number (:class:`chains.sheets.amounts.StatedAmount`)."""

    read = staticmethod(amounts.as_amount)


class YesNoWidget(CellWidget, widgets.BooleanWidget):
    """是 or 否, and what else is written for them."""

    read = staticmethod(cells.as_boolean)


class DayWidget(CellWidget, widgets.DateWidget):
    """A date as it is written in China or kept by Excel; of a month or a year the first day."""

    read = staticmethod(_day)


class CreditCodeWidget(CellWidget, widgets.CharWidget):
    """A unified social credit code, with its check digit."""

    read = staticmethod(cells.as_credit_code)


#: How a cell is read (:attr:`SheetColumn.kind`) → what reads it, where that takes no more than the cell.
CELL_WIDGETS: Mapping[str, CellWidget] = {
    "integer": WholeNumberWidget(),
    "year": YearWidget(),
    "batch": BatchWidget(),
    "percent": PerCentWidget(),
    "share": ShareWidget(),
    "number": NumberWidget(),
    "amount": AmountWidget(),
    "boolean": YesNoWidget(),
    "date": DayWidget(),
    "credit_code": CreditCodeWidget(),
}
