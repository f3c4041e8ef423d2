"""The gap table as the content of a figure, in the reader's language."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from chains.analysis import gaps
from chains.analysis.signals import Signal
from chains.analysis.wording import cited, decimals, in_english, language_tag, name_of, other_name, percent
from chains.choices import Action
from chains.figures.content import FigureCell, GapContent, GapRow, Heading, Ranked
from chains.figures.punctuation import narrow_marks
from chains.models import Source
from chains.selectors.gaps import GapView
from chains.selectors.ranked_gaps import RankedGap

from .map_content import (
    NOTE,
    conflict_of,
    drawn_today,
    kept_together,
    look_of,
    marks_of,
    signal_keys,
    site_name,
    unknown_in_words,
)


def gap_content(view: GapView, ranked: list[RankedGap], sources: Iterable[Source]) -> GapContent:
    """Return what the figure of a gap table says: the numbers and words of its page.

    ``sources`` are those that the counts rest on; those of the verdicts come on top.
    """
    table = view.table
    content = GapContent(
        heading=_heading(view, sources),
        segment_label=gettext("Segment"),
        whole_label=gettext("Whole region"),
        verdict_label=gettext("Verdict"),
        sum_label=gettext("Sum"),
        provinces=tuple(name_of(province) for province in view.provinces),
        rows=tuple(_row(view, row) for row in table.rows),
        sums=(*(str(total) for total in table.columns), f"N = {table.total}"),
        ranked_label=gettext("Ranked gaps"),
        more_label=gettext("%(n)s more on the gap page") % {"n": "{n}"},
        nothing=gettext("This chain has no segments yet."),
        ranked=tuple(_ranked(view, each) for each in ranked),
    )
    return narrow_marks(content) if in_english() else content


def _heading(view: GapView, sources: Iterable[Source]) -> Heading:
    title = (
        f"{name_of(view.region)} {name_of(view.chain)}" if in_english() else name_of(view.region) + name_of(view.chain)
    )
    if view.parent:
        title += f" · {name_of(view.parent)}"
    title = gettext("%(chain)s: gaps") % {"chain": title}
    facts = gettext(
        "Where the chain is weak: what the counts say (the signal), what people conclude (the verdict), "
        "and where the two disagree (the conflict)."
    )
    outside = []
    if view.unknown_in_chain:
        outside.append(unknown_in_words(view.unknown_in_chain))
    if view.elsewhere:
        words = ngettext(
            "%(n)s company outside the region is not shown",
            "%(n)s companies outside the region are not shown",
            view.elsewhere,
        )
        outside.append(words % {"n": view.elsewhere})
    rests_on = [assessment.source for assessment in view.assessments.values()]
    named = {source.pk: cited(source) for source in (*sources, *rests_on)}
    return Heading(
        title=title,
        facts=facts,
        choice=" · ".join(outside),
        dated=drawn_today(),
        site=site_name(),
        sources_label=gettext("Sources"),
        sources=tuple(named.values()),
        legend=signal_keys(),
        note=str(NOTE),
        language=language_tag(),
        description=facts,
    )


def _row(view: GapView, row: gaps.Row) -> GapRow:
    segment = view.segments[row.segment]
    small: tuple[str, ...] = (gettext("no verdict on record"),)
    if row.ruling:
        assessment = view.assessments[row.ruling.id]
        small = (f"{cited(assessment.source)} · {date_format(assessment.date, 'Y-m')}",)
        if assessment.action:
            small = (str(Action(assessment.action).label), *small)
    coverage = row.coverage
    whole = FigureCell(
        key=f"{row.segment}-whole",
        number=row.total,
        word=str(Signal(row.signal).label),
        small=(kept_together(f"{percent(row.share)} · HHI {decimals(row.hhi, 2)}"),),
        large=True,
    )
    return GapRow(
        key=row.segment,
        name=name_of(segment),
        other=other_name(segment),
        coverage=f"{coverage.occupied}/{coverage.defined} {gettext('sub-segments')}" if coverage.defined else "",
        uncovered=bool(coverage.defined) and not coverage.occupied,
        cells=tuple(_cell(cell) for cell in row.cells),
        whole=whole,
        marks=marks_of(row),
        conflict=conflict_of(row),
        small=small,
    )


def _cell(cell: gaps.Cell) -> FigureCell:
    fill, edge, double = look_of(cell.signal)
    figures = kept_together(f"E {decimals(cell.expected, 1)} · LQ′ {decimals(cell.lq_shrunk, 2)}")
    own = not cell.inherited
    return FigureCell(
        key=f"{cell.segment}-{cell.province}",
        number=cell.tally.companies,
        fill=fill,
        edge=edge,
        thin_edge=double,
        word=str(Signal(cell.signal).label),
        small=(figures,),
        marks=marks_of(cell) if own else (),
        conflict=conflict_of(cell) if own else "",
        large=True,
    )


def _ranked(view: GapView, each: RankedGap) -> Ranked:
    return Ranked(
        key=each.part.segment,
        name=name_of(each.segment),
        parent=name_of(each.segment.parent) if each.segment.parent else "",
        word=str(Signal(each.part.signal).label),
        marks=marks_of(each.part),
        conflict=conflict_of(each.part),
        # A verdict that a whole segment hands down says nothing of its own of an empty sub-segment.
        sentence="" if each.part.inherited and not each.part.tally.companies else each.paragraph,
    )
