"""The layout of a sheet to be imported: columns with headings, aliases and types of cells. No ORM."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from chains.choices import SheetKind

from .reading import Cell

#: What the first cell of a row begins with, if the row is one of a template's examples and is to be passed over.
EXAMPLE_MARKS = ("示例：", "示例:", "Example:")


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet. ``kind`` says how its cells are cleaned, ``vocabulary`` which live list they are taken from.

    ``aliases`` are headings found in the field; ``choices`` the pairs of code and label of a closed vocabulary, and
    ``words`` what else is written for a code; ``validators`` raise ``ValidationError`` for a value that cannot be;
    ``example`` holds its cells in the template's two example rows. ``identifies`` says that its cells are the record's
    own (id, code, ticker, name), so that none repeats another's.
    """

    code: str
    heading: str | Promise
    kind: str = "text"
    required: bool = False
    max_length: int = 0
    aliases: tuple[str, ...] = ()
    help: str | Promise = ""
    choices: tuple[tuple[str, str | Promise], ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    validators: tuple[Callable[[Any], object], ...] = ()
    vocabulary: str = ""
    example: tuple[str, str] = ("", "")
    identifies: bool = False


@dataclass(frozen=True, eq=False)
class SheetLayout:
    """The columns of one kind of sheet, and the headings (``read_only``) that are known, shown and not imported.

    ``personal`` are the headings of data about persons, which are never imported: Chinese ones also at the end of a
    longer heading (更多电话), those of more than two characters anywhere in one (联系人及电话).
    """

    kind: SheetKind
    columns: tuple[SheetColumn, ...]
    read_only: frozenset[str]
    personal: frozenset[str] = frozenset()

    def __getitem__(self, code: str) -> SheetColumn:
        """Return the column with a code. Raises ``KeyError`` if there is none."""
        for each in self.columns:
            if each.code == code:
                return each
        raise KeyError(code)


def is_example(cells: list[Cell]) -> bool:
    """Return whether a row is one of a template's examples, by what its first filled cell begins with."""
    first = next((cell for cell in cells if not isinstance(cell, str) or cell.strip()), "")
    return isinstance(first, str) and first.strip().startswith(EXAMPLE_MARKS)


#: A company's export gives its segments and provinces as lists: a heading of this sort tells that they are those.
COMPANY_EXPORT = frozenset({"provinces", "provinces where it operates", "经营所在省份"})
#: What such an export calls chains and segments; elsewhere 环节 is the segment of the row, and 产业链 its chain.
COMPANY_EXPORT_ONLY = frozenset({"chains", "产业链", "segments", "segment codes", "segment_names", "环节", "环节代码"})
#: In an export of placements ``id`` is the placement's, and the company's id and name stand under these headings.
PLACEMENT_EXPORT = (("company", "company_name"), ("company id", "company"), ("企业编号", "企业"))
