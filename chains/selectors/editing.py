"""Companies as a sheet to edit and import again: one row for each piece of evidence of a placement."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Model, Prefetch, QuerySet

from chains.choices import NameKind, SheetKind
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Placement
from chains.models.columns import COLUMNS, SHEETS, Use
from chains.sheets.sheet_columns import SheetColumn
from chains.sheets.text_files import unguarded

_CHUNK = 500

#: What parts the entries of a cell when it is read; an entry with one inside cannot be given in a list.
_PARTS = frozenset(";；、|｜\r\n")

#: What other columns say: the sheet gives province, city and country apart, and segments by codes that name the chain.
_LEFT_OUT = frozenset({"place", "chain"})


def editing_columns() -> list[SheetColumn]:
    """Return the columns of the sheet, in the order of the template."""
    return [column for column in SHEETS[SheetKind.COMPANIES].columns if column.code not in _LEFT_OUT]


def companies_for_editing(companies: QuerySet | None = None) -> Iterator[list[Any]]:
    """Yield the rows of the sheet, in the order of :func:`editing_columns`; all companies by default.

    A company has a row for each item of evidence of each of its placements, withdrawn ones too; a placement without
    evidence has one, and a company without placements one with neither segment nor place. Codes stand for what has
    one, so that reading the sheet again asks no questions. Read in chunks, as it may be the whole atlas.
    """
    codes = [column.code for column in editing_columns()]
    placements = (
        Placement.objects.select_related("segment")
        .order_by("segment__path", "province", "pk")
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk")))
    )
    found = Company.objects.all() if companies is None else companies
    found = found.order_by("pinyin", "public_id").prefetch_related(
        "names",
        "listings",
        Prefetch("labels", CompanyLabel.objects.select_related("label").order_by("pk")),
        Prefetch("placements", placements),
    )
    for company in found.iterator(chunk_size=_CHUNK):
        own = _of_company(company)
        for row in _of_placements(company):
            cells = own | row
            yield [_kept(cells.get(code, "")) for code in codes]


def _of_company(company: Company) -> dict[str, Any]:
    """Return the cells that all rows of a company share."""
    return {
        "id": company.public_id,
        "tickers": _listed(f"{listing.exchange}:{listing.ticker}" for listing in company.listings.all()),
        "labels": _listed(dict.fromkeys(held.label.slug for held in company.labels.all())),
        **_of_labels([held for held in company.labels.all() if not held.label.per_chain]),
        "names": _listed(other.name for other in company.names.all() if other.kind != NameKind.FORMER),
        "former_names": _listed(_dated(other) for other in company.names.all() if other.kind == NameKind.FORMER),
        **_cells(company),
    }


def _of_labels(labels: Sequence[CompanyLabel]) -> dict[str, Any]:
    """Return what is to be said of all labels of a company, which share a row: what all of them agree in."""
    cells = [_cells(held) for held in labels]
    return {code: cell for code, cell in cells[0].items() if all(each[code] == cell for each in cells)} if cells else {}


def _dated(other: CompanyName) -> str:
    """Return a former name with the days on which it was used, as a sheet says them."""
    begun, ended = other.used_from, other.used_until
    days = f"{begun or ''}至{ended}" if ended else f"{begun}起" if begun else ""
    return f"{other.name}（{days}）" if days else other.name


def _of_placements(company: Company) -> Iterator[dict[str, Any]]:
    """Yield the cells of each item of evidence; of a placement or a company that has none, one row all the same."""
    placements = company.placements.all()
    if not placements:
        yield {}
    for placement in placements:
        claim = _cells(placement)
        evidence = placement.evidence.all()
        if not evidence:
            yield claim
        for item in evidence:
            yield claim | _cells(item)


def _cells(row: Model) -> dict[str, Any]:
    """Return the cells of a row's own columns, by their code in the sheet."""
    values = {each.sheet: each.value(row) for each in COLUMNS[type(row)].used(Use.IMPORT)}
    return {code: "" if value is None else value for code, value in values.items()}


def _kept(cell: Any) -> Any:
    """Return a cell so that it is read as it is: one apostrophe more where the import would take one off."""
    return f"'{cell}" if isinstance(cell, str) and unguarded(cell) != cell else cell


def _listed(entries: Any) -> str:
    """Return the entries of a list in one cell; importing only adds, so that leaving one out takes nothing away."""
    return "; ".join(entry for entry in entries if _PARTS.isdisjoint(entry))
