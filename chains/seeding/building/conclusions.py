"""Key technologies and assessments."""

from chains.choices import Action, Verdict

from .code_cells import codes
from .seed_context import Context
from .structure import segment_printed, sub_segment

_LOCATOR = "联合攻关方向"


def add_technologies(context: Context) -> None:
    """Add the technologies, each tied to the segment hinted at and to a sub-segment of the same name."""
    for order, row in enumerate(context.sheets["technologies"], start=1):
        field, group, name = row.needed("field"), row.text("group"), row.needed("technology")
        chain = context.get("chain", field)
        segments = []
        if row.text("segment_hint"):
            segment = segment_printed(context, row, "segment_hint", chain=chain or "")
            part = sub_segment(context, segment, name)
            segments = [[found.code] for found in (segment, part) if found]
        context.add(
            "technology",
            public_id=context.public_id(row, "technology", "technology", field, group, name),
            **context.named(row, "technology", kind="technology"),
            field=field,
            group=group,
            chain=[chain] if chain else None,
            segments=segments,
            order=order,
            source=context.source(row),
            locator=_LOCATOR,
            printed_name=name,
        )


def add_assessments(context: Context) -> None:
    """Add the verdicts of the sources; one without a date has that of its source."""
    for row in context.sheets["assessments"]:
        segment = context.find("segment", row, "segment")
        if bool(row.text("region")) == bool(row.text("province")):
            row.fail("region", "give either a region or a province")
        place: dict[str, object] = {}
        if row.text("region"):
            place["region"] = context.find("region", row, "region")
        else:
            place["province"] = context.find("province", row, "province")
        source = context.find("source", row, "source")
        date = row.date("date") or context.get("date of source", source[0])
        if not date:
            row.fail("date", "the source has no date, so give one here")
        scope = row.text("region") or row.text("province")
        context.add(
            "assessment",
            public_id=context.public_id(row, "segment", "assessment", segment.code, scope, source[0], date),
            segment=[segment.code],
            **place,
            verdict=row.choice("verdict", codes(Verdict)),
            choke_point=row.flag("choke_point"),
            import_dependent=row.flag("import_dependent"),
            action=row.choice("action", codes(Action, empty=True)),
            statement=row.needed("statement"),
            statement_en=row.text("statement_en"),
            source=source,
            locator=row.text("locator"),
            date=date,
        )
