"""Sources, provinces, cities and regions."""

from chains.analysis.codes import DIVISION_PATTERN
from chains.choices import SourceKind

from .code_cells import code_of, codes, slug_of
from .seed_context import Context
from .sheets import SeedRow


def add_sources(context: Context) -> None:
    """Add the sources, and note which sheets rest on which."""
    for row in context.sheets["sources"]:
        slug = slug_of(row)
        context.enter("source", slug, [slug], row, "slug")
        context.add(
            "source",
            slug=slug,
            kind=row.choice("kind", codes(SourceKind)),
            title=row.needed("title"),
            author=row.text("author"),
            issuer=row.text("issuer"),
            issue=row.text("issue"),
            date=row.date("date"),
            url=row.text("url"),
            retrieved_on=row.date("retrieved_on"),
            note=row.text("note"),
        )
        context.enter("date of source", slug, row.date("date"), row, "date")
        for sheet in row.text("sheets").split():
            context.source_of_sheet(row, sheet, slug)


def add_places(context: Context) -> None:
    """Add provinces, cities with their groups, and regions."""
    for row in context.sheets["provinces"]:
        code = code_of(row, "code", DIVISION_PATTERN)
        context.enter("province", row.needed("name"), code, row, "name")
        context.add("province", code, full_name=row.needed("full_name"), **context.named(row, "name"))
    for row in context.sheets["cities"]:
        code = code_of(row, "code", DIVISION_PATTERN)
        province = context.find("province", row, "province")
        if code[:2] != province[:2]:
            row.fail("province", f"{code} does not lie in {province}")
        context.enter("city", row.needed("name"), (code, province), row, "name")
        context.add(
            "city",
            code,
            **context.named(row, "name", kind="city"),
            province=province,
            longitude=_degrees(row, "longitude"),
            latitude=_degrees(row, "latitude"),
        )
    for row in context.sheets["districts"]:
        context.enter("city", row.needed("name"), context.find("city", row, "city"), row, "name")
    _add_groups(context)
    _add_regions(context)


def place_of(context: Context, row: SeedRow, city: str = "city", province: str = "province") -> dict[str, str]:
    """Return ``province`` and ``city`` that the cells name; a district stands for its city."""
    fields = {}
    if row.text(province):
        fields["province"] = context.find("province", row, province)
    if row.text(city):
        code, lies_in = context.find("city", row, city)
        if fields.get("province", lies_in) != lies_in:
            row.fail(city, f"“{row.text(city)}” does not lie in {row.text(province)}")
        fields |= {"province": lies_in, "city": code}
    return fields


def district_note(context: Context, row: SeedRow, city: str = "city") -> str:
    """Return what to note where the cell names a district instead of a city."""
    for district in context.sheets["districts"]:
        if district.text("name") == row.text(city):
            return f"原文作“{row.text(city)}”，归入{district.text('city')}。"
    return ""


def _degrees(row: SeedRow, column: str) -> str:
    number = row.decimal(column)
    return "" if number is None else f"{number:.4f}"


def _add_groups(context: Context) -> None:
    for row in context.sheets["city_groups"]:
        column = row.needed("column")
        members = []
        for city in context.sheets["cities"]:
            if column not in city.cells:
                row.fail("column", f"cities.csv has no column {column}")
            if city.flag(column):
                members.append(city.text("code"))
        context.add("citygroup", slug=slug_of(row), **context.named(row, "name"), cities=members)


def _add_regions(context: Context) -> None:
    for row in context.sheets["regions"]:
        slug = slug_of(row)
        context.enter("region", slug, [slug], row, "slug")
        context.add("region", slug=slug, **context.named(row, "name"))
        for order, name in enumerate(row.needed("provinces").split(), start=1):
            province = context.find("province", row, "provinces", key=name)
            context.add("regionprovince", region=[slug], province=province, order=order)
