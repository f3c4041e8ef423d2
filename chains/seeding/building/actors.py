"""Labels, companies with their names and listings, and where they are placed."""

import re

from chains.analysis.names import name_key, tidy
from chains.choices import Exchange, NameKind, PlacementStatus

from .code_cells import slug_of
from .geography import place_of
from .seed_context import Context
from .sheets import SeedRow
from .structure import segment_printed

#: The name of an exchange in the sheet: its code, and the suffix of its tickers.
_EXCHANGES = {
    "上海证券交易所": (Exchange.SSE, "SH"),
    "深圳证券交易所": (Exchange.SZSE, "SZ"),
    "北京证券交易所": (Exchange.BSE, "BJ"),
}


def add_labels(context: Context) -> None:
    """Add the vocabulary of labels."""
    for order, row in enumerate(context.sheets["labels"], start=1):
        context.add(
            "label",
            slug=slug_of(row),
            **context.named(row, "name"),
            per_chain=row.flag("per_chain"),
            order=order,
        )


def add_companies(context: Context) -> None:
    """Add every company that is printed in a placement, once, each followed by all that is said of it.

    That is: its folded spellings as names, its listing, and a placement for each segment × province with
    evidence for each name that is printed there.
    """
    spellings = _by_name(context, "spellings", "printed")
    listed = _by_name(context, "listed_companies", "name_as_printed")
    registered = _by_name(context, "registered", "company")
    printed_rows: dict[str, list[SeedRow]] = {}
    names = {row.text("name_as_printed") for row in context.sheets["placements"]}
    for row in spellings.values():
        for column in ("printed", "company"):
            # Also of the right one, or else a slip in it would quietly make another company.
            if row.needed(column) not in names:
                row.fail(column, f"“{row.text(column)}” is not in placements.csv")
    for row in context.sheets["placements"]:
        printed = row.needed("name_as_printed")
        name = spellings[printed].needed("company") if printed in spellings else printed
        printed_rows.setdefault(name, []).append(row)
    for name, rows in printed_rows.items():
        company = [context.public_id(rows[0], "name_as_printed", "company", name)]
        context.enter("company", name, company, rows[0], "name_as_printed")
        _add_company(context, rows[0], name, listed.get(name), registered.get(name))
        for spelling in spellings.values():
            if spelling.text("company") == name:
                _add_folded(context, rows, spelling, company)
        if name in listed:
            _add_listing(context, listed[name], company)
        note = registered[name].text("note") if name in registered else ""
        _add_placements(context, rows, name, note)
    for rows, column in ((listed, "name_as_printed"), (registered, "company")):
        for row in rows.values():
            context.find("company", row, column)


def _by_name(context: Context, sheet: str, column: str) -> dict[str, SeedRow]:
    rows: dict[str, SeedRow] = {}
    for row in context.sheets[sheet]:
        name = row.needed(column)
        if name in rows:
            row.fail(column, f"“{name}” stands here twice")
        rows[name] = row
    return rows


def _add_company(context: Context, row: SeedRow, name: str, listed: SeedRow | None, registered: SeedRow | None) -> None:
    legal_name = tidy(listed.needed("legal_name")) if listed else ""
    place = place_of(context, listed, city="city_in_legal_name") if listed else {}
    if registered and place:
        registered.fail("company", f"the legal name of “{name}” already says where it is registered")
    named = context.named(row, "name_as_printed", name, kind="company")
    context.add(
        "company",
        public_id=context.find("company", row, "name_as_printed", key=name)[0],
        **named,
        name_en_key=name_key(named["name_en"]) if named["name_en"] else "",
        legal_name=legal_name,
        legal_key=name_key(legal_name) if legal_name else "",
        **(place_of(context, registered) if registered else place),
    )


def _add_folded(context: Context, rows: list[SeedRow], spelling: SeedRow, company: list[str]) -> None:
    printed = [row for row in rows if row.text("name_as_printed") == spelling.text("printed")]
    context.enter("company", spelling.text("printed"), company, spelling, "printed")
    name = context.named(spelling, "printed")
    del name["name_en"]
    context.add(
        "companyname",
        company=company,
        **name,
        kind=NameKind.PRINTED.value,
        source=context.source(printed[0]),
        locator="、".join(dict.fromkeys(row.needed("figure") for row in printed)),
    )


def _add_placements(context: Context, rows: list[SeedRow], name: str, note: str) -> None:
    made: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        printed, locator, source = row.needed("name_as_printed"), row.needed("figure"), context.source(row)
        heading = row.text("segment") or row.needed("layer")
        segment = segment_printed(context, row, "segment", chain=context.find("chain", row, "chain"), heading=heading)
        if row.text("layer") not in ("", segment.layer_name):
            row.fail("layer", f"“{heading}” stands in {segment.layer_name}")
        province = context.find("province", row, "province")
        cell = (name, segment.code, province)
        if cell not in made:
            made[cell] = [context.public_id(row, "name_as_printed", "placement", *cell)]
            context.add(
                "placement",
                public_id=made[cell][0],
                company=context.find("company", row, "name_as_printed", key=name),
                segment=[segment.code],
                province=province,
                status=PlacementStatus.REPORTED.value,
                note=note,
            )
        key = f"{printed} ({segment.code}, {row.text('province')}, {locator}, {source[0]})"
        context.enter("evidence", key, cell, row, "name_as_printed")
        context.add(
            "evidence",
            placement=made[cell],
            source=source,
            printed_name=printed,
            printed_key=name_key(printed),
            locator=locator,
        )


def _add_listing(context: Context, row: SeedRow, company: list[str]) -> None:
    exchange, suffix = row.choice("exchange", _EXCHANGES)
    code = row.needed("stock_code")
    ticker = re.fullmatch(rf"([0-9]{{6}})\.{suffix}", code)
    if not ticker:
        row.fail("stock_code", f"“{code}” is not six digits followed by .{suffix}")
    context.enter("listing", code, company, row, "stock_code")
    context.add(
        "listing",
        company=company,
        exchange=exchange.value,
        ticker=ticker[1],
        listed_on=row.date("listed_on"),
        source=context.source(row),
    )
