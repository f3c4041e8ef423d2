"""Research bases with their members, platforms, parks, alliances and projects."""

import re
from typing import Any

from chains.choices import AmountQualifier, Currency, ParkKind, PlatformKind, ResearchBaseKind

from .code_cells import codes
from .geography import district_note, place_of
from .seed_context import Context, SeedSegment
from .sheets import SeedRow
from .structure import chain_of, segment_printed

_BASE_KINDS = {
    "高校": ResearchBaseKind.UNIVERSITY,
    "实验室": ResearchBaseKind.LABORATORY,
    "科研院所": ResearchBaseKind.INSTITUTE,
    "研发中心": ResearchBaseKind.RD_CENTRE,
    "国家制造业创新中心": ResearchBaseKind.NATIONAL_CENTRE,
}
_PLATFORM_KINDS = {
    "功能性平台": PlatformKind.FUNCTIONAL,
    "公共服务平台": PlatformKind.PUBLIC_SERVICE,
    "国家新一代人工智能开放创新平台": PlatformKind.OPEN_INNOVATION,
}
_PARK_KINDS = {
    "园区": ParkKind.PARK,
    "孵化器": ParkKind.INCUBATOR,
    "试验区": ParkKind.PILOT_ZONE,
    "创新中心": ParkKind.INNOVATION_CENTRE,
}
_QUALIFIERS = {
    "": AmountQualifier.EXACT,
    "超过": AmountQualifier.OVER,
    "约": AmountQualifier.ABOUT,
    "目标总规模": AmountQualifier.TARGET,
}
_UNITS = {"": 1, "万": 10**4, "亿": 10**8}

_PLACE_NOTE = "图中未印所在地，省市按常识补入。"


def add_research_bases(context: Context) -> None:
    """Add each research base once, with the chains and figures that print it, then the members."""
    printed: dict[str, list[SeedRow]] = {}
    for row in context.sheets["research_bases"]:
        printed.setdefault(row.needed("name_as_printed"), []).append(row)
    centres = {row.needed("name"): row for row in context.sheets["national_centres"]}
    for name, rows in printed.items():
        first, kind = rows[0], rows[0].choice("kind", _BASE_KINDS)
        for row in rows[1:]:
            for column in ("kind", "province", "city"):
                if row.text(column) != first.text(column):
                    row.fail(column, f"row {first.number} says “{first.text(column)}” of the same institution")
        place, centre = place_of(context, first), centres.get(name)
        if centre and (kind != ResearchBaseKind.NATIONAL_CENTRE or place_of(context, centre) != place):
            centre.fail("city", "research_bases.csv has another kind or city for it")
        public_id = context.public_id(first, "name_as_printed", "research-base", name)
        context.enter("research base", name, [public_id], first, "name_as_printed")
        context.add(
            "researchbase",
            public_id=public_id,
            **context.named(first, "name_as_printed", kind="research-base"),
            kind=kind.value,
            chains=_unique(chain_of(context, row) for row in rows),
            approved_on=centre.date("approved") if centre else "",
            **place,
            source=context.source(first),
            locator="、".join(key for [key] in _unique([row.needed("figure")] for row in rows)),
            printed_name=name,
            note=_PLACE_NOTE,
        )
    for row in centres.values():
        _add_members(context, row)


def add_platforms(context: Context) -> None:
    """Add the platforms; an open-innovation platform is printed by its host and gets the name of its kind."""
    for row in context.sheets["platforms"]:
        printed, kind = row.needed("name_or_host_as_printed"), row.choice("kind", _PLATFORM_KINDS)
        host = context.find("company", row, "host_company") if row.text("host_company") else None
        name = printed
        if kind == PlatformKind.OPEN_INNOVATION:
            name = f"{row.text('kind')}（{row.text('host_company') or printed}）"
        context.add(
            "platform",
            public_id=context.public_id(row, "name_or_host_as_printed", "platform", name),
            **context.named(row, "name_or_host_as_printed", name, kind="platform"),
            kind=kind.value,
            chains=[chain_of(context, row)],
            host=host,
            **place_of(context, row),
            source=context.source(row),
            locator=row.needed("figure"),
            printed_name=printed,
        )


def add_parks(context: Context) -> None:
    """Add the parks, incubators and pilot zones."""
    for row in context.sheets["parks"]:
        name, province = row.needed("name_as_printed"), context.find("province", row, "province")
        context.add(
            "park",
            public_id=context.public_id(row, "name_as_printed", "park", name, province),
            **context.named(row, "name_as_printed", kind="park"),
            kind=row.choice("kind", _PARK_KINDS).value,
            chains=[chain_of(context, row)],
            province=province,
            source=context.source(row),
            locator=row.needed("figure"),
            printed_name=name,
        )


def add_alliances(context: Context) -> None:
    """Add the alliances; one that the sheet says heads a figure rests on the source of that figure."""
    for row in context.sheets["alliances"]:
        name = row.needed("name")
        figure = re.fullmatch(r"figure (\d+) heads with it", row.text("note"))
        context.add(
            "alliance",
            public_id=context.public_id(row, "name", "alliance", name),
            **context.named(row, "name", kind="alliance"),
            chain=chain_of(context, row) if row.text("chain") else None,
            heads_map=bool(figure),
            founded_on=row.date("founded"),
            **place_of(context, row),
            source=context.source(row, sheet="placements" if figure else ""),
            locator=f"图{figure[1]}" if figure else "",
            printed_name=name,
            note=district_note(context, row),
        )


def add_projects(context: Context) -> None:
    """Add the investment projects; the chain is that of the segment, or stands in a sheet of its own."""
    chains = {row.needed("project"): row for row in context.sheets["project_chains"]}
    for row in context.sheets["projects"]:
        name, investor = row.needed("project"), row.text("investor")
        segment = segment_printed(context, row, "segment") if row.text("segment") else None
        amount = row.decimal("amount")
        if amount is not None and amount <= 0:
            row.fail("amount", "must be more than nothing")
        context.add(
            "project",
            public_id=context.public_id(row, "project", "project", name),
            **context.named(row, "project", kind="project"),
            investor=investor,
            investor_company=context.get("company", investor),
            chain=_chain_of_project(context, row, segment, chains.pop(name, None)),
            segment=[segment.code] if segment else None,
            amount="" if amount is None else f"{amount * row.choice('unit', _UNITS):.2f}",
            currency=row.choice("currency", {"": ""} if amount is None else codes(Currency)),
            qualifier=row.choice("qualifier", _QUALIFIERS).value,
            year=row.year("year"),
            **place_of(context, row),
            source=context.source(row),
            printed_name=name,
            note=_sentence(row.text("detail")) + district_note(context, row),
        )
    for row in chains.values():
        row.fail("project", f"“{row.text('project')}” is not in projects.csv")


def _add_members(context: Context, row: SeedRow) -> None:
    base = context.find("research base", row, "name")
    names = [name.strip() for name in row.text("members").split("、") if name.strip()]
    for order, name in enumerate(names, start=1):
        member = context.get("research base", name)
        context.add(
            "researchbasemember",
            base=base,
            name=name,
            company=None if member else context.get("company", name),
            member_base=member,
            order=order,
        )


def _chain_of_project(context: Context, row: SeedRow, segment: SeedSegment | None, given: SeedRow | None) -> list[str]:
    if segment and given:
        given.fail("project", f"the chain of “{row.text('project')}” follows from its segment")
    if given:
        return chain_of(context, given)
    return [segment.chain] if segment else row.fail("segment", "without one, project_chains.csv must say")


def _unique(keys: Any) -> list[list[str]]:
    """The keys without repetitions, in their order."""
    return [list(key) for key in dict.fromkeys(tuple(key) for key in keys)]


def _sentence(text: str) -> str:
    return text if not text or text.endswith("。") else f"{text}。"
