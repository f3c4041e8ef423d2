"""The gap table compared with a snapshot, as the content of a figure in the reader's language."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from chains.analysis.changes import LOOKS, CellReading, Shift
from chains.analysis.signals import Signal
from chains.analysis.wording import in_english, name_of
from chains.choices import Verdict
from chains.figures.content import FigureCell, GapContent, GapRow, Heading, Mark, Ranked
from chains.figures.punctuation import narrow_marks
from chains.figures.shapes import Ink
from chains.models import Snapshot, Source
from chains.selectors.changes import SnapshotComparison
from chains.selectors.gaps import GapView

from .gap_content import gap_content
from .map_content import kept_together


def compared_content(view: GapView, held: SnapshotComparison, sources: Iterable[Source]) -> GapContent:
    """Return what the figure of a gap table says of then and now.

    Every cell that has changed carries its kind of change, as on the page; in place of the ranking stands the list of
    what changed, the gravest first. ``sources`` as for :func:`gap_content`.
    """
    content = gap_content(view, [], sources)
    compared = replace(
        content,
        heading=_heading(content.heading, held),
        rows=tuple(_row(held, row) for row in content.rows),
        ranked_label=gettext("What changed"),
        ranked=(
            *(_entry(view, held, shift, moved_mark(shift), then_and_now(shift)) for shift in held.moved),
            *(_entry(view, held, shift, verdict_mark(shift), "", "-verdict") for shift in held.verdicts),
        ),
    )
    return narrow_marks(compared) if in_english() else compared


def moved_mark(shift: Shift) -> Mark:
    """Return the word for the kind of change of a cell."""
    look = LOOKS[shift.kind]
    return Mark(str(shift.kind.label), Ink(look.ink), dashed=look.dashed, washed=look.washed)


def verdict_mark(shift: Shift) -> Mark:
    """Return the words for another verdict on a cell."""
    return Mark(f"{gettext('verdict')} {_verdict(shift.before)} → {_verdict(shift.after)}", Ink.SOFT, dashed=True)


def then_and_now(shift: Shift) -> str:
    """Return the number of companies then and now and, where it is another, the signal."""
    before, after = shift.before, shift.after
    if before is None or after is None:
        return ""
    said = [f"{before.companies} → {after.companies}"]
    if before.signal != after.signal:
        said.append(f"{Signal(before.signal).label} → {Signal(after.signal).label}")
    return kept_together(" · ".join(said))


def _verdict(reading: CellReading | None) -> str:
    return str(Verdict(reading.verdict).label) if reading and reading.verdict else gettext("none")


def _heading(heading: Heading, held: SnapshotComparison) -> Heading:
    counted = [f"{kind.label} {number}" for kind, number in held.counted.items()]
    if counted:
        counted.append(gettext("counted by province; what is said of the whole region comes on top"))
    elif not held.moved and not held.verdicts and not held.evidence:
        counted.append(gettext("Nothing: every cell and every verdict is as it was."))
    if held.evidence:
        counted.append(_came(held))
    said = [since(held.against), *counted, *([heading.choice] if heading.choice else [])]
    return replace(heading, choice=" · ".join(said), description=f"{heading.description} {since(held.against)}")


def _came(held: SnapshotComparison) -> str:
    """Return how much evidence has come, and that it is all there is to say where it is."""
    if held.moved or held.verdicts:
        said = ngettext("%(n)s piece of evidence came.", "%(n)s pieces of evidence came.", held.evidence)
    else:
        said = ngettext(
            "Counts unchanged; %(n)s piece of evidence came.",
            "Counts unchanged; %(n)s pieces of evidence came.",
            held.evidence,
        )
    return said % {"n": held.evidence}


def since(snapshot: Snapshot) -> str:
    """Return what a figure is held against, in words."""
    moment = date_format(localtime(snapshot.taken_at), "Y-m-d H:i")
    said = gettext("Compared with the snapshot of %(moment)s") % {"moment": moment}
    return f"{said} “{snapshot.note}”" if snapshot.note else said


def _row(held: SnapshotComparison, row: GapRow) -> GapRow:
    cells = tuple(
        _cell(cell, held.at(row.key, province)) for cell, province in zip(row.cells, held.provinces, strict=True)
    )
    return replace(row, cells=cells, whole=_cell(row.whole, held.at(row.key)))


def _cell(cell: FigureCell, shift: Shift) -> FigureCell:
    """Return the cell with its kind of change, and the old and new numbers before the other small print."""
    marks = [moved_mark(shift)] if shift.moved else []
    if shift.verdict_changed:
        marks.append(verdict_mark(shift))
    figures = then_and_now(shift) if shift.moved else ""
    return replace(cell, changes=tuple(marks), small=(figures, *cell.small) if figures else cell.small)


def _entry(view: GapView, held: SnapshotComparison, shift: Shift, mark: Mark, figures: str, suffix: str = "") -> Ranked:
    places = {province.code: name_of(province) for province in view.provinces}
    return Ranked(
        key=f"{shift.segment}-{shift.province or 'whole'}{suffix}",
        name=name_of(held.segments[shift.segment]),
        parent=places[shift.province] if shift.province else gettext("Whole region"),
        word=figures,
        marks=(mark,),
        conflict="",
        sentence="",
    )
