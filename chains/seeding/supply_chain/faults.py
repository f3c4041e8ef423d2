"""Faults of rows in the five files, with texts that say how to correct them. No ORM."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.sheets.cells import REASONS as CELL_REASONS
from chains.sheets.cells import CellError

#: What is wrong and what to do about it, by code; ``%(…)s`` are filled with the parameters of the fault.
REASONS: dict[str, tuple[Any, Any]] = {
    "file_missing": (
        _("There is no file %(value)s in the folder."),
        _("Put it there; what it would give is left out."),
    ),
    "encoding": (_("The file is not in UTF-8."), _("Save it as “CSV UTF-8” and run the command again.")),
    "broken": (_("The file cannot be read as CSV: %(detail)s."), _("Compare the line with its neighbours.")),
    "column_missing": (_("The file has no column %(value)s."), _("Add it; without it, none of the rows can be taken.")),
    "repeats_row": (_("“%(value)s” stands in row %(row)s already."), _("The first row counts; delete one of the two.")),
    "unknown_id": (
        _("Nothing has the id “%(value)s” in %(where)s."),
        _("Correct the id, or add what it names to that file."),
    ),
    "unknown_type": (
        _("“%(value)s” is none of the types, so none is taken; the row comes in."),
        _("Possible: %(choices)s. Say with --values which of them is meant, or that such rows are skipped."),
    ),
    "no_layer": (
        _("No stage is known for “%(value)s”: it goes into nothing that has one."),
        _("Give it a stage, or say in the sequence what it goes into or is a type of."),
    ),
    "other_stage": (
        _("“%(value)s” has another stage than what it is a type of."),
        _("It stands in the layer of that; correct the stage or the sequence."),
    ),
    "second_parent": (
        _("“%(value)s” is a type of something else already, by row %(row)s."),
        _("A segment has one parent: the first row counts; delete one of the two."),
    ),
    "tree_cycle": (
        _("With this row “%(value)s” would be a type of itself."),
        _("Delete the one row of the circle that is wrong."),
    ),
    "link_cycle": (
        _("With this row “%(value)s” would go into itself, by way of others."),
        _("Delete the one row of the circle that is wrong."),
    ),
    "nothing_said": (
        _("The row says neither what “%(value)s” goes into nor what it is a type of."),
        _("Fill in one of the two, or delete the row."),
    ),
    "too_deep": (_("“%(value)s” stands below too many others."), _("Take levels out of the sequence.")),
    "unknown_country": (
        _("“%(value)s” is not the name of a country."),
        _("Write the name or code of ISO 3166, such as Netherlands or NL, or say with --values which is meant."),
    ),
    "several_countries": (
        _("“%(value)s” is not one country, so nothing can be recorded for it."),
        _("Name the countries one by one, or leave the row out."),
    ),
    "country_missing": (
        _("No country is known for “%(value)s”, so it cannot be placed."),
        _("Fill in its country among the providers; the company is on record."),
    ),
    "depends_on_refused": (
        _("“%(value)s” was left out, for what is wrong with its own row."),
        _("Correct that row first."),
    ),
    "same_name": (
        _("“%(value)s” is the name of row %(row)s as well, under another id."),
        _("If they are one firm, give both rows one id; if not, tell their names apart."),
    ),
    "alias_taken": (
        _("“%(value)s” is the name of another company, so it is not recorded as an alias."),
        _("Delete the alias, or find out which of the two is meant."),
    ),
    "ambiguous_company": (
        _("Several companies on record are called “%(value)s”."),
        _("Merge them under “Curation”, or tell their names apart, and run the command again."),
    ),
    "not_a_segment": (
        _("“%(value)s” is a stage, and shares are kept of segments only."),
        _("Name an input of that stage."),
    ),
    "year_missing": (
        _("The row does not say of which year the share is."),
        _("Fill in the year, or give one for all with --year."),
    ),
    "unknown_share_unit": (
        _("Nothing tells whether the numbers of this column are per cent or parts of one."),
        _("Say it once for all: --set share_unit=percent, or part."),
    ),
    "over_100": (
        _("With this row the shares of “%(value)s” in %(year)s add up to %(sum)s%%, more than there is."),
        _("It is recorded as it stands; compare the shares with their source."),
    ),
    "on_record_otherwise": (
        _("The share is on record as %(recorded)s, and stays so."),
        _("If the file is right, correct the record under “Curation”."),
    ),
    **CELL_REASONS,
}

#: Faults that do not keep a row from being recorded.
RECORDED = frozenset({"other_stage", "over_100", "alias_taken", "unknown_type"})


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of a cell or a row: ``row`` counts as a spreadsheet does, from the header, which is 1."""

    file: str
    row: int
    column: str
    value: str
    code: str
    params: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def refused(self) -> bool:
        """Whether the row is left out for it."""
        return self.code not in RECORDED


class Faults:
    """The faults found so far."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def add(self, row: Any, column: str, value: str, code: str, /, **params: Any) -> None:
        """Note what is wrong with a row of a table."""
        quoted = value if len(value) <= 80 else value[:80] + "…"
        self._found.append(Fault(row.file, row.number, column, quoted, code, {"value": quoted, **params}))

    def add_cell(self, row: Any, column: str, error: CellError) -> None:
        """Note a cell that could not be cleaned."""
        self.add(row, column, row[column], error.code, **{**error.params, "value": row[column][:80]})
