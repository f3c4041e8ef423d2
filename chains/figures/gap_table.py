"""The gap table of a chain on one page, with as much of the ranking below as fits."""

from dataclasses import dataclass
from functools import cached_property

from .cell_layout import Setting, set_cell
from .content import GapContent, GapRow, Ranked
from .measuring import Ruler, shared
from .paper import Pen, baseline, footer, ground, header, moved, set_marks
from .shapes import Box, Figure, Fill, Ink, Line, Paper, Shape, Text, Voice

#: Sizes of words that are tried, largest first; in points on A4.
SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
#: How much of the sheet the ranking has at least, where it has anything to say.
RANKING = 0.27


def gap_figure(content: GapContent, paper: Paper, ruler: Ruler) -> Figure:
    """Return the gap table as a figure: in the largest type that fits; rows that find no room are counted."""
    pen = Pen(ruler, paper)
    top = header(pen, content.heading)
    bottom = footer(pen, content.heading)
    for size in SIZES:
        plan = _Plan(content, pen, top, bottom, size * pen.scale)
        if plan.fits:
            break
    plan.draw()
    return pen.figure(content.heading)


@dataclass
class _Plan:
    content: GapContent
    pen: Pen
    top: float
    bottom: float
    body: float

    @property
    def scale(self) -> float:
        return self.pen.scale

    @cached_property
    def how(self) -> Setting:
        return Setting(self.pen.ruler, self.body, 6.5 * self.scale, 3 * self.scale)

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the segment, the provinces, the whole region, and the verdict."""
        room = self.pen.room
        provinces = len(self.content.provinces)
        # Many provinces take from the columns beside them.
        first, whole, verdict = (room * share for share in ((0.15, 0.13, 0.21) if provinces < 8 else (0.11, 0.1, 0.15)))
        each = (room - first - whole - verdict) / max(provinces, 1)
        return [first, *[each] * provinces, whole, verdict]

    @cached_property
    def lefts(self) -> list[float]:
        lefts, x = [], self.pen.left
        for width in self.widths:
            lefts.append(x)
            x += width
        return lefts

    @cached_property
    def head_lines(self) -> list[list[str]]:
        labels = [
            self.content.segment_label,
            *self.content.provinces,
            self.content.whole_label,
            self.content.verdict_label,
        ]
        return [
            self.pen.ruler.wrap(label, self.head_size, width - 2 * self.how.pad_x, Voice.SERIF)
            for label, width in zip(labels, self.widths, strict=True)
        ]

    @cached_property
    def head_size(self) -> float:
        """The size of the headings: as large as the longest name of a province allows."""
        size = 9 * self.scale
        for name, width in zip(self.content.provinces, self.widths[1:], strict=False):
            word = self.pen.ruler.widest_word(name, 1.0, Voice.SERIF)
            size = min(size, max(0.998 * (width - 2 * self.how.pad_x) / word if word else size, 5.8))
        return size

    @cached_property
    def head_height(self) -> float:
        return max(map(len, self.head_lines)) * self.head_size * 1.35 + 5 * self.scale

    @property
    def sum_height(self) -> float:
        return 8 * self.scale * 1.3 + 5 * self.scale

    # -- rows

    def first(self, row: GapRow) -> tuple[list[Shape], float]:
        """The segment of a row."""
        ruler, pad, width = self.pen.ruler, self.how.pad_x, self.widths[0]
        size, small = self.body * 1.3, self.how.small
        shapes: list[Shape] = []
        top = self.how.pad_y
        for line in ruler.wrap(row.name, size, width - 2 * pad, Voice.SERIF):
            y = top + baseline(size, size * 1.3)
            shapes.append(Text(pad, y, line, size, ruler.width(line, size, Voice.SERIF), Voice.SERIF, role="segment"))
            top += size * 1.3
        for text, ink in ((row.other, Ink.SOFT), (row.coverage, Ink.WARN if row.uncovered else Ink.SOFT)):
            for line in ruler.wrap(text, small, width - 2 * pad) if text else ():
                y = top + baseline(small, small * 1.35)
                shapes.append(Text(pad, y, line, small, ruler.width(line, small), ink=ink))
                top += small * 1.35
        return shapes, top + self.how.pad_y

    def last(self, row: GapRow) -> tuple[list[Shape], float]:
        """The verdict on a row."""
        ruler, pad, width = self.pen.ruler, self.how.pad_x, self.widths[-1]
        shapes, top = set_marks(ruler, row.marks, row.conflict, self.how.small, width - 2 * pad, self.how.pad_y)
        shapes = [moved(shape, pad, 0.0) for shape in shapes]
        small = self.how.small
        for text in row.small:
            for line in ruler.wrap(text, small, width - 2 * pad):
                shapes.append(
                    Text(pad, top + baseline(small, small * 1.35), line, small, ruler.width(line, small), ink=Ink.SOFT)
                )
                top += small * 1.35
        return shapes, top + self.how.pad_y

    @cached_property
    def heights(self) -> list[float]:
        """The height that each row needs."""
        return [
            max(
                self.first(row)[1],
                self.last(row)[1],
                *(
                    set_cell(cell, width, self.how).height
                    for cell, width in zip((*row.cells, row.whole), self.widths[1:-1], strict=True)
                ),
            )
            for row in self.content.rows
        ]

    @cached_property
    def least(self) -> list[float]:
        """The height without small print: segment, number, word and verdict."""
        heights = []
        for row in self.content.rows:
            bare = max(
                set_cell(cell, width, self.how, 0.0).height
                for cell, width in zip((*row.cells, row.whole), self.widths[1:-1], strict=True)
            )
            heights.append(max(bare, self.first(row)[1], self.last(row)[1]))
        return heights

    @cached_property
    def room(self) -> float:
        """The height for rows and ranking."""
        return self.bottom - self.top - self.head_height - self.sum_height

    @property
    def ranking(self) -> float:
        """The height that is kept for the ranking."""
        return RANKING * self.room if self.content.ranked else 0.0

    @property
    def fits(self) -> bool:
        """Whether every row is whole and the ranking has its part."""
        return sum(self.heights) <= self.room - self.ranking

    # -- drawing

    def draw(self) -> None:
        """Draw the table and the ranking."""
        pen, room = self.pen, self.room - self.ranking
        shown = len(self.content.rows)
        if sum(self.least) > room:
            # Not even bare rows fit: the ranking gives way first, then the last rows, which are counted.
            room = self.room
            while shown > 1 and sum(self.least[:shown]) > room - (self.body * 2 if shown < len(self.least) else 0):
                shown -= 1
        heights = shared(self.heights[:shown], self.least[:shown], room)
        y = self._draw_head()
        for row, height in zip(self.content.rows, heights, strict=False):
            self._draw_row(row, y, height)
            y += height
        if not self.content.rows:
            text = pen.ruler.shortened(self.content.nothing, self.body, pen.room)
            pen.text("nothing", pen.left + self.how.pad_x, y + self.body * 1.5, text, self.body)
            return
        if left := len(self.content.rows) - shown:
            pen.draw("folded", Box(pen.left, y, pen.room, self.body * 2, stroke=Ink.RULE))
            pen.text(
                "folded", pen.left + self.how.pad_x, y + baseline(self.body, self.body * 2), f"+{left}", self.body,
                ink=Ink.ACCENT, role="more", key="rows",
            )  # fmt: skip
            y += self.body * 2
        y = self._draw_sums(y)
        if self.content.ranked and self.bottom - y > 60 * self.scale:
            self._draw_ranked(y + 12 * self.scale)

    def _draw_head(self) -> float:
        pen, y = self.pen, self.top
        for number, (lines, left, width) in enumerate(zip(self.head_lines, self.lefts, self.widths, strict=True)):
            part = f"head-{number}"
            pen.draw(part, Box(left, y, width, self.head_height, Fill.HEAD, Ink.RULE))
            top = y + (self.head_height - len(lines) * self.head_size * 1.35) / 2
            pen.lines(
                part, left + self.how.pad_x, top, lines, self.head_size, self.head_size * 1.35,
                voice=Voice.SERIF, role="head",
            )  # fmt: skip
        return y + self.head_height

    def _draw_row(self, row: GapRow, y: float, height: float) -> None:
        pen = self.pen
        for part, (shapes, _), left, width, fill in (
            (f"segment-{row.key}", self.first(row), self.lefts[0], self.widths[0], Fill.HEAD),
            (f"verdict-{row.key}", self.last(row), self.lefts[-1], self.widths[-1], Fill.NONE),
        ):
            pen.draw(part, Box(left, y, width, height, fill, Ink.RULE), *(moved(each, left, y) for each in shapes))
        for cell, left, width in zip((*row.cells, row.whole), self.lefts[1:], self.widths[1:-1], strict=False):
            pen.draw(
                f"cell-{cell.key}",
                *ground(cell, Box(left, y, width, height), self.scale),
                *(moved(shape, left, y) for shape in set_cell(cell, width, self.how, height).shapes),
            )

    def _draw_sums(self, y: float) -> float:
        pen, size = self.pen, 8 * self.scale
        base = y + baseline(size, self.sum_height)
        foot = y + self.sum_height
        pen.draw("sums", Line(pen.left, y, pen.right, y, Ink.INK, 0.8), Line(pen.left, foot, pen.right, foot))
        texts = (self.content.sum_label, *self.content.sums)
        for text, left, width in zip(texts, self.lefts, self.widths, strict=False):
            shown = pen.ruler.shortened(text, size, width - 2 * self.how.pad_x)
            pen.text("sums", left + self.how.pad_x, base, shown, size, ink=Ink.SOFT, role="sum")
        return foot

    # -- the ranking

    def _draw_ranked(self, y: float) -> None:
        pen, s = self.pen, self.scale
        size = 11.5 * s
        pen.text("ranked", pen.left, y + baseline(size, size * 1.5), self.content.ranked_label, size, voice=Voice.SERIF)
        y += size * 1.5 + 3 * s
        gap = 20 * s
        width = (pen.room - gap) / 2
        entries = [self._entry(number, each, width) for number, each in enumerate(self.content.ranked, 1)]
        # Two columns of equal width, filled one after the other; the last line of the second says how many are left.
        column, top, drawn = 0, y, 0
        reserve = 11 * s
        for each, (shapes, height) in zip(self.content.ranked, entries, strict=True):
            last = drawn == len(entries) - 1
            limit = self.bottom - (reserve if column and not last else 0)
            if top + height > limit and column == 0:
                column, top = 1, y
                limit = self.bottom - (0 if last else reserve)
            if top + height > limit:
                break
            left = pen.left + column * (width + gap)
            pen.draw(f"ranked-{each.key}", *(moved(shape, left, top) for shape in shapes))
            top += height
            drawn += 1
        if left := len(entries) - drawn:
            text = self.content.more_label.replace("{n}", str(left))
            x = pen.left + (width + gap if column else 0)
            pen.text("ranked-more", x, self.bottom - 2 * s, text, 7.5 * s, ink=Ink.ACCENT, role="more", key="ranked")

    def _entry(self, number: int, each: Ranked, width: float) -> tuple[list[Shape], float]:
        ruler, s = self.pen.ruler, self.scale
        size, small = 9.5 * s, 7.5 * s
        indent, top, leading = 20 * s, 2 * s, 13 * s
        base = top + baseline(size, leading)
        label = str(number)
        shapes: list[Shape] = [
            Line(0.0, 0.0, width, 0.0),
            Text(0.0, base, label, size, ruler.width(label, size, Voice.SERIF), Voice.SERIF, Ink.SOFT, role="rank"),
        ]
        aside = [each.parent, each.word, *([each.conflict] if each.conflict else [])]
        lines = ruler.wrap(each.name, size, width - indent, Voice.SERIF)
        for line in lines:
            base = top + baseline(size, leading)
            shapes.append(
                Text(indent, base, line, size, ruler.width(line, size, Voice.SERIF), Voice.SERIF, role="ranked")
            )
            top += leading
        x = indent + ruler.width(lines[-1], size, Voice.SERIF) + 6 * s
        for mark in each.marks:
            own = ruler.width(mark.text, small) + small
            if x + own > width:
                continue
            pill, _ = set_marks(ruler, [mark], "", small, own + 0.1)
            shapes += [moved(shape, x, top - leading + 1.2 * s) for shape in pill]
            x += own + 5 * s
        for position, text in enumerate(aside):
            own = ruler.width(text, small)
            if not text or x + own > width:
                continue
            ink = Ink.WARN if position == 2 else Ink.SOFT if position == 0 else Ink.INK
            shapes.append(Text(x, base, text, small, own, ink=ink, role="aside"))
            x += own + 6 * s
        for line in ruler.wrap(each.sentence, small, width - indent) if each.sentence else ():
            shapes.append(
                Text(indent, top + baseline(small, small * 1.45), line, small, ruler.width(line, small), ink=Ink.SOFT)
            )
            top += small * 1.45
        return shapes, top + 3 * s
