"""Companies on record that a chunk of rows may be about, read once for the chunk."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from chains.analysis.compared_firms import ComparedFirm
from chains.choices import CHINA
from chains.membership import Among
from chains.models import Company, CompanyLabel, CompanyName, CompanyRedirect, Evidence, Listing, Placement

from .cleaning import CleanRow
from .identity import keys_of
from .places import Place


@dataclass(slots=True)
class Known:
    """The companies on record that these rows may mean, and what hangs on them, by what rows name them by."""

    companies: dict[int, Company] = field(default_factory=dict)
    by_id: dict[str, int] = field(default_factory=dict)
    by_uscc: dict[str, int] = field(default_factory=dict)
    by_ticker: dict[tuple[str, str], int] = field(default_factory=dict)
    by_legal_key: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name_key: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    #: The other names of a company, in lower case, and its labels, by their primary keys.
    names: dict[int, dict[str, CompanyName]] = field(default_factory=lambda: defaultdict(dict))
    labels: dict[int, dict[int, CompanyLabel]] = field(default_factory=lambda: defaultdict(dict))
    tickers: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    placements: dict[int, list[Placement]] = field(default_factory=lambda: defaultdict(list))
    evidence: set[tuple[int, int, str, str]] = field(default_factory=set)

    def provinces(self, pk: int) -> set[str]:
        """Return the codes of the provinces that a company is registered or placed in."""
        company = self.companies[pk]
        found = {placement.province_id for placement in self.placements[pk]} | {company.province_id}
        return {code for code in found if code}

    def compared(self, pk: int) -> ComparedFirm:
        """Return a company as rows are compared with it."""
        company = self.companies[pk]
        return ComparedFirm.of(
            company.name,
            id=company.public_id,
            legal_name=company.legal_name,
            name_en=company.name_en,
            other_names=sorted(self.names[pk]),
            uscc=company.uscc,
            tickers=tuple(sorted(self.tickers[pk])),
            provinces=frozenset(self.provinces(pk)),
        )

    def heir_of(self, public_id: str) -> Company | None:
        """Return the company that the one of this old id was merged into; None for an id that is its own."""
        public_id = public_id.strip().lower()
        heir = self.companies.get(self.by_id.get(public_id))
        return heir if heir is not None and heir.public_id != public_id else None


def look_up(rows: Iterable[CleanRow], also: Iterable[int] = ()) -> Known:
    """Return what is on record about the companies that ``rows`` may mean, and ``also`` those with these keys."""
    known = identify(rows, also)
    _hang_on(known)
    return known


def identify(rows: Iterable[CleanRow], also: Iterable[int] = ()) -> Known:
    """Return the companies of :func:`look_up` alone, without what hangs on them."""
    ids, usccs, tickers, keys = set(), set(), set(), set()
    for row in rows:
        values = row.values
        ids |= {each.strip().lower() for each in (values.get("id"), row.decided) if each}
        usccs |= {values["uscc"]} if "uscc" in values else set()
        tickers |= {ticker for _exchange, ticker in values.get("tickers", ())}
        keys |= set(keys_of(values, "name", "legal_name"))
    known = Known()
    found: dict[int, Company] = {}

    def find(column: str, values: Collection[Any]) -> None:
        if values:
            rows = Company.objects.filter(Among(column, values)).order_by()
            # The indexes of these contain no empty values, and are used only by queries that ask for none.
            rows = rows.exclude(**{column: ""}) if column in ("uscc", "name_en_key") else rows
            found.update((company.pk, company) for company in rows)

    if ids:
        redirects = CompanyRedirect.objects.filter(Among("public_id", ids))
        known.by_id |= dict(redirects.values_list("public_id", "company_id"))
        find("public_id", ids)
        find("pk", set(known.by_id.values()))
    known.by_id |= {company.public_id: pk for pk, company in found.items()}
    find("uscc", usccs)
    find("legal_key", keys)
    find("name_key", keys)
    find("name_en_key", keys)
    if tickers:
        listings = Listing.objects.filter(Among("ticker", tickers)).values_list("exchange", "ticker", "company_id")
        known.by_ticker = {(exchange, ticker): pk for exchange, ticker, pk in listings}
    aliases: dict[str, set[int]] = defaultdict(set)
    if keys:
        names = CompanyName.objects.filter(Among("name_key", keys)).order_by()
        for key, pk in names.values_list("name_key", "company_id"):
            aliases[key].add(pk)
    missing = {pk for pks in aliases.values() for pk in pks} | set(known.by_ticker.values()) | set(also)
    find("pk", missing - set(found))
    known.companies = found
    for pk, company in found.items():
        if company.uscc:
            known.by_uscc[company.uscc] = pk
        if company.legal_key:
            known.by_legal_key[company.legal_key].add(pk)
        for key in filter(None, (company.name_key, company.name_en_key)):
            known.by_name_key[key].add(pk)
    for key, pks in aliases.items():
        known.by_name_key[key] |= pks & found.keys()
    return known


def keys_on_record(keys: Collection[str]) -> set[str]:
    """Return which of these normal forms of names a company on record has, as any of its names; four queries."""
    if not keys:
        return set()
    found: set[str] = set()
    for rows, columns in (
        (Company.objects, ("name_key", "legal_key", "name_en_key")),
        (CompanyName.objects, ("name_key",)),
    ):
        for column in columns:
            named = rows.filter(Among(column, keys)).exclude(**{column: ""})
            found |= set(named.order_by().values_list(column, flat=True))
    return found


def _hang_on(known: Known) -> None:
    """Read what hangs on the companies found."""
    if not known.companies:
        return
    of_these = Among("company", known.companies)
    for name in CompanyName.objects.filter(of_these).order_by():
        known.names[name.company_id][name.name.casefold()] = name
    for held in CompanyLabel.objects.filter(of_these).order_by():
        known.labels[held.company_id][held.label_id] = held
    for pk, *listing in Listing.objects.filter(of_these).order_by().values_list("company_id", "exchange", "ticker"):
        known.tickers[pk].add(":".join(listing))
    for placement in Placement.objects.filter(of_these).order_by("pk"):
        known.placements[placement.company_id].append(placement)
    supported = Evidence.objects.filter(Among("placement__company", known.companies)).order_by()
    known.evidence |= set(supported.values_list("placement_id", "source_id", "printed_name", "locator"))


def place_of(row: Company | Placement) -> Place:
    """Return the place of a row."""
    return Place(row.province_id or "", row.city_id or "", row.country.code or "")


def placement_at(place: Place, placements: Sequence[Placement], *, may_tell_province: bool) -> Placement | None:
    """Return the one of these that is at a place, or at one less or more exact; None where several may be meant.

    One in China of which the province is not known is that of a place in any province where the row
    ``may_tell_province``.
    """
    for placement in placements:
        if place_of(placement) == place:
            return placement
    if place.country == CHINA:
        near = [each for each in placements if each.province_id]
    elif place.country:
        return None
    else:
        there = [each for each in placements if each.province_id == place.province]
        near = [each for each in there if not place.city or not each.city_id]
        if not there and may_tell_province:
            near = [each for each in placements if str(each.country) == CHINA]
    return near[0] if len(near) == 1 else None
