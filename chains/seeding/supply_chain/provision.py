"""Providers as companies and countries; what they provide as placements and shares of supply. No ORM."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from chains.analysis.countries import country_code, is_several
from chains.analysis.missing_values import is_missing
from chains.analysis.names import name_key
from chains.analysis.stated_shares import UnitReason
from chains.analysis.supply import ROUNDING, WHOLE
from chains.choices import SupplyQualifier
from chains.sheets.cells import NO, YES, CellError, as_year, is_ditto
from chains.sheets.shares import SHARE_UNIT, ShareColumn, StatedShare, UnitFound, read_share

from .faults import Faults
from .plan import Organisation, PlacementPlan, Provision, SharePlan, Structure
from .structure import once
from .tables import TableRow, Tables
from .values import COUNTRY, PROVIDER_TYPE, YEAR, FileValues

#: What ``provider_type`` may be; without the column, whatever is no name of a country is an organisation.
PROVIDER_TYPES = ("organization", "country")
ORGANISATIONS = frozenset({"organization", "organisation", "company", "firm"})
COUNTRIES = frozenset({"country", "country/region", "region"})

_NEGLIGIBLE = YES | {"x", "negligible", "minor"}
_LONGEST_LOCATOR, _LONGEST_NOTE = 100, 300


@dataclass
class _Providers:
    """The providers by id: organisations, and the codes of countries; ``rows`` has all of them, refused ones too."""

    rows: dict[str, TableRow] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def read_provision(
    tables: Tables, structure: Structure, faults: Faults, values: FileValues, year: int | None, unit: str
) -> tuple[Provision, UnitFound]:
    """Return who provides which of the segments, and what the bare numbers among the shares are.

    Only organisations that provide a segment are among them.
    """
    providers = _providers(tables["providers.csv"], faults, values)
    found = UnitFound(unit, UnitReason.CHOSEN) if unit else _unit(tables["provision.csv"], providers)
    shares = _Shares(faults, values, found, year)
    placements: list[PlacementPlan] = []
    used: dict[str, Organisation] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in tables["provision.csv"]:
        provider, provided = row.name("provider_id"), row.name("provided_id")
        if not _resolved(row, provider, provided, providers, structure, faults):
            continue
        segment = structure.slugs[provided]
        locator = f"{provider} → {provided}"[:_LONGEST_LOCATOR]
        note = row.name("source")
        if provider in providers.countries:
            shares.add(row, SharePlan(segment, providers.countries[provider], None, "", 0, locator, note, row.number))
        elif provider in providers.organisations:
            if (provider, provided) in seen:
                faults.add(row, "provided_id", locator, "repeats_row", row=seen[provider, provided])
                continue
            seen[provider, provided] = row.number
            organisation = used[provider] = providers.organisations[provider]
            if _has_country(row, organisation, faults):
                told = (note, row["share_provided"] and f"share_provided {row['share_provided']}", row.name("year"))
                note = "; ".join(text for text in told if text)[:_LONGEST_NOTE]
                placements.append(PlacementPlan(provider, segment, organisation.country, locator, note, row.number))
    return Provision(tuple(used.values()), tuple(placements), tuple(shares.kept.values())), found


def _unit(rows: list[TableRow], providers: _Providers) -> UnitFound:
    """Return what the bare numbers among the shares of countries are."""
    column = ShareColumn("share_provided")
    for row in rows:
        if row["share_provided"] and row.name("provider_id") in providers.countries:
            column.add(row["share_provided"], (row.name("provided_id"), row["year"]))
    return column.unit


def _providers(rows: list[TableRow], faults: Faults, values: FileValues) -> _Providers:
    """Return the providers; note names that two organisations share, and what is no country."""
    found = _Providers(once(rows, "provider_id", "provider_name", faults))
    named: dict[str, int] = {}
    for key, row in found.rows.items():
        name, kind = row.name("provider_name"), _kind(row, faults, values)
        if is_several(name) or values.is_skipped(PROVIDER_TYPE, row["provider_type"]):
            # Neither a firm nor a country; said where something is to be recorded for it.
            continue
        if kind in COUNTRIES or (not kind and country_code(name)):
            if code := _country(row, "provider_name", faults, values):
                found.countries[key] = code
        elif values.is_skipped(COUNTRY, row.name("country")):
            continue
        elif (earlier := named.setdefault(name_key(name), row.number)) != row.number:
            faults.add(row, "provider_name", name, "same_name", row=earlier)
        else:
            seat = _country(row, "country", faults, values)
            found.organisations[key] = Organisation(key, name, seat, _aliases(row, name), row.number)
    return _with_own_aliases(found, named, faults)


def _kind(row: TableRow, faults: Faults, values: FileValues) -> str:
    """Return whether a provider is an organisation or a country; empty where its name alone says it."""
    kind = row["provider_type"].lower()
    if not kind or kind in ORGANISATIONS | COUNTRIES:
        return kind
    if not values.is_settled(PROVIDER_TYPE, kind):
        faults.add(row, "provider_type", row["provider_type"], "unknown_type", choices=", ".join(PROVIDER_TYPES))
    return values.used(PROVIDER_TYPE, row["provider_type"])


def _country(row: TableRow, column: str, faults: Faults, values: FileValues) -> str:
    """Return the country that a cell names, by itself or by decision; empty where none is given, or several are."""
    text = row.name(column)
    if not text or is_several(text):
        return ""
    if code := country_code(text):
        return code
    if not values.is_settled(COUNTRY, text):
        faults.add(row, column, text, "unknown_country")
    return values.used(COUNTRY, text)


def _aliases(row: TableRow, name: str) -> tuple[str, ...]:
    """Return the other names: all columns that begin with ``alias``, parted by semicolons, bars or line breaks."""
    cells = [text for column, text in row.cells.items() if column.startswith("alias")]
    parts = [" ".join(part.split()) for cell in cells for part in _parted(cell)]
    unfit = (name, *filter(is_ditto, parts), *filter(is_missing, parts))
    return tuple(dict.fromkeys(part for part in parts if len(part) <= 200 and part not in unfit))


def _parted(cell: str) -> list[str]:
    for mark in ("；", "|", "\n"):
        cell = cell.replace(mark, ";")
    return cell.split(";")


def _with_own_aliases(found: _Providers, named: Mapping[str, int], faults: Faults) -> _Providers:
    """Leave out, and note, aliases by which another organisation of the file is called."""
    claimed = dict(named)
    for key, organisation in found.organisations.items():
        kept = []
        for alias in organisation.aliases:
            if claimed.setdefault(name_key(alias), organisation.row) == organisation.row:
                kept.append(alias)
            else:
                faults.add(found.rows[key], "alias", alias, "alias_taken")
        found.organisations[key] = Organisation(
            organisation.id, organisation.name, organisation.country, tuple(kept), organisation.row
        )
    return found


def _resolved(
    row: TableRow, provider: str, provided: str, providers: _Providers, structure: Structure, faults: Faults
) -> bool:
    """Return whether both ids of a row are known; one whose own row was refused needs no second fault here."""
    ok = True
    if provider not in providers.rows:
        faults.add(row, "provider_id", provider, "unknown_id" if provider else "empty", where="providers.csv")
        ok = False
    elif provider not in providers.organisations and provider not in providers.countries:
        name = providers.rows[provider].name("provider_name")
        faults.add(row, "provider_id", name, "several_countries" if is_several(name) else "depends_on_refused")
        ok = False
    if provided in structure.stages and provided not in structure.inputs:
        faults.add(row, "provided_id", provided, "not_a_segment")
        ok = False
    elif provided not in structure.inputs:
        faults.add(row, "provided_id", provided, "unknown_id" if provided else "empty", where="inputs.csv")
        ok = False
    elif provided not in structure.slugs:
        faults.add(row, "provided_id", provided, "depends_on_refused")
        ok = False
    return ok


def _has_country(row: TableRow, organisation: Organisation, faults: Faults) -> bool:
    """Return whether the organisation can be placed by its country; note why not.

    One in China is placed there without a province, as the files name none.
    """
    if not organisation.country:
        faults.add(row, "provider_id", organisation.name, "country_missing")
    return bool(organisation.country)


class _Shares:
    """The shares taken so far, each country once per segment and year."""

    def __init__(self, faults: Faults, values: FileValues, unit: UnitFound, year: int | None) -> None:
        self.faults = faults
        self.values = values
        self.unit = unit
        self.year = year
        self.kept: dict[tuple[str, str, int], SharePlan] = {}
        self.sums: dict[tuple[str, int], Decimal] = {}
        self.numbers: dict[tuple[str, int], int] = {}

    def add(self, row: TableRow, plan: SharePlan) -> None:
        """Take the share of a row, or note why not."""
        said = self._year(row)
        amount = self._amount(row)
        if said is None or amount is None:
            return
        key = plan.segment, plan.country, said
        if key in self.kept:
            self.faults.add(row, "provided_id", plan.locator, "repeats_row", row=self.kept[key].row)
            return
        stated, qualifier = amount
        self.kept[key] = replace(plan, stated=stated, qualifier=qualifier, year=said)
        if stated is not None:
            self._sum_up(row, plan.segment, said, stated.share)

    def _sum_up(self, row: TableRow, segment: str, year: int, share: Decimal) -> None:
        """Note the row that takes the sum, of lower ends, over the whole by more than rounding explains."""
        before = self.sums.get((segment, year), Decimal(0))
        total = self.sums[segment, year] = before + share
        count = self.numbers[segment, year] = self.numbers.get((segment, year), 0) + 1
        if total > WHOLE + ROUNDING * count and before <= WHOLE + ROUNDING * (count - 1):
            text = f"{total.normalize():f}"
            self.faults.add(row, "share_provided", row.name("provided_id"), "over_100", year=year, sum=text)

    def _year(self, row: TableRow) -> int | None:
        if not row["year"]:
            if self.year is not None:
                return self.year
            if not self.values.is_settled(YEAR, ""):
                self.faults.add(row, "year", "", "year_missing")
            return int(self.values.used(YEAR, "") or 0) or None
        try:
            return as_year(row["year"])
        except CellError as error:
            self.faults.add_cell(row, "year", error)
            return None

    def _amount(self, row: TableRow) -> tuple[StatedShare | None, str] | None:
        """Return share and qualifier; ``None`` where the cells cannot be understood.

        A number is one, a word of the vocabulary is one; without either, negligible is minor, and a row that says
        nothing else says that the country supplies, which is major.
        """
        text = row["share_provided"]
        if text.lower() in SupplyQualifier.values:
            return None, text.lower()
        if text:
            try:
                found = read_share(text)
            except CellError as error:
                self.faults.add_cell(row, "share_provided", error)
                return None
            unit = self.unit.unit
            if not unit and found.depends_on_unit:
                if not self.values.is_settled(SHARE_UNIT, self.unit.numbers):
                    self.faults.add(row, "share_provided", text, "unknown_share_unit")
                unit = self.values.used(SHARE_UNIT, self.unit.numbers)
                if not unit:
                    return None
            stated = found.stated(unit)
            if not stated.is_possible:
                self.faults.add(row, "share_provided", text, "not_a_share")
                return None
            return stated, ""
        flag = row["negligible_market_share"].lower()
        if flag in _NEGLIGIBLE:
            return None, SupplyQualifier.MINOR
        if flag and flag not in NO:
            self.faults.add(row, "negligible_market_share", flag, "not_a_boolean")
            return None
        return None, SupplyQualifier.MAJOR
