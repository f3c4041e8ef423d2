"""The map of a chain on one page: layers over columns, provinces as rows, for any number of companies."""

from .cell_layout import set_cell
from .content import MapContent
from .map_plan import MapPlan
from .measuring import Flow, Ruler, flow, shared
from .paper import Pen, baseline, footer, ground, header, moved
from .shapes import Box, Figure, Fill, Ink, Paper, Voice

#: Sizes of names that are tried, largest first; in points on A4.
SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
#: The size of names where there are more provinces than a sheet has room for at ease.
TIGHT = 5.6
#: How much of the room the sub-segments and what stands beneath may take before they fold.
CHILDREN, BENEATH = 0.2, 0.24
#: How much taller than it needs to be a row may be drawn on an empty sheet, in lines.
AIR = 1.6


def map_figure(content: MapContent, paper: Paper, ruler: Ruler) -> Figure:
    """Return the map as a figure: in the largest type that fits, and folded where even the smallest does not."""
    pen = Pen(ruler, paper)
    top = header(pen, content.heading)
    bottom = footer(pen, content.heading)
    for size in SIZES:
        plan = _Drawing(content, pen, top, bottom, size * pen.scale)
        if plan.fits:
            break
    if not plan.holds:
        # More rows than lines: the air between them goes.
        plan = _Drawing(content, pen, top, bottom, TIGHT * pen.scale, tight=True)
    plan.draw()
    return pen.figure(content.heading)


class _Drawing(MapPlan):
    """The map drawn as it was planned."""

    def draw(self) -> None:
        """Draw the map, folding what does not fit."""
        children, beneath = self.children_height, self.beneath_height
        if not self.fits:
            # Both fold before the rows do, and no further than to what the rows leave over.
            over = max(self.room - sum(self.rows), 0.0)
            children = min(children, max(CHILDREN * self.room, over - min(beneath, BENEATH * self.room)))
            beneath = min(beneath, max(BENEATH * self.room, over - children))
            children = 2 * self.how.pad_y + self._whole(children - 2 * self.how.pad_y)
            children = max(self.least_children, children)
            least = sum(self.least_rows)
            children = max(self.least_children, min(children, self.room - least - self.least_beneath))
            beneath = max(self.least_beneath, min(beneath, self.room - least - children))
        left = self.room - children - beneath
        heights = shared(self.rows, self.least_rows, left)
        spare = left - sum(heights)
        if spare > 0 and self.content.rows:
            heights = [height + min(spare / len(heights), AIR * self.how.leading) for height in heights]
        y = self._draw_heads()
        y = self._draw_rows(y, heights)
        y = self._draw_children(y, children)
        self._draw_beneath(y, beneath)

    def _whole(self, height: float) -> float:
        return int(height / self.child_leading) * self.child_leading

    def _draw_heads(self) -> float:
        pen, s, y = self.pen, self.scale, self.top
        if self.content.alliances:
            pen.draw("alliance", Box(pen.left, y, pen.room, self.alliance_height, stroke=Ink.RULE))
            size = 8.5 * s
            names = flow(pen.ruler, self.content.alliances, size, pen.room - 2 * self.how.pad_x, most=1)
            end = names.more or names.lines[0][-1]
            left = pen.left + (pen.room - end.x - end.width) / 2
            for piece in (*names.lines[0], *([names.more] if names.more else [])):
                pen.text(
                    "alliance", left + piece.x, y + baseline(size, self.alliance_height), piece.text, size,
                    voice=Voice.SERIF, role="alliance",
                )  # fmt: skip
            y += self.alliance_height
        size = 9 * s
        for number, (lines, left, width) in enumerate(self.bands):
            name = f"band-{number}"
            pen.draw(name, Box(left, y, width, self.band_height, Fill.WASH, Ink.RULE))
            top = y + (self.band_height - 13 * s * len(lines)) / 2
            for line in lines:
                pen.text(
                    name, left + width / 2, top + baseline(size, 13 * s), line, size,
                    voice=Voice.SERIF, ink=Ink.ACCENT, anchor=0.5, role="layer",
                )  # fmt: skip
                top += 13 * s
        y += self.band_height
        pen.draw("corner", Box(pen.left, y, self.head_width, self.head_height, stroke=Ink.RULE))
        for column, left, width, (shapes, _) in zip(
            self.content.columns, self.lefts, self.widths, self.heads, strict=True
        ):
            pen.draw(
                f"head-{column.key}",
                Box(left, y, width, self.head_height, stroke=Ink.RULE),
                *(moved(shape, left, y) for shape in shapes),
            )
        y += self.head_height
        self._label("feeds", y, self.feeds_height, self.content.feeds_label)
        for column, left, width, lines in zip(self.content.columns, self.lefts, self.widths, self.feeds, strict=True):
            part = f"feeds-{column.key}"
            pen.draw(part, Box(left, y, width, self.feeds_height, stroke=Ink.RULE))
            pen.lines(part, left + self.how.pad_x, y + 2 * s, lines, 7 * s, 10 * s, ink=Ink.SOFT, role="feeds")
        return y + self.feeds_height

    def _label(self, part: str, y: float, height: float, text: str) -> None:
        pen, size = self.pen, 7.5 * self.scale
        pen.draw(part, Box(pen.left, y, self.head_width, height, Fill.HEAD, Ink.RULE))
        lines = pen.ruler.wrap(text, size, self.head_width - 2 * self.how.pad_x)
        kept = lines[: max(int((height - 2 * self.scale) / (size * 1.3)), 1)]
        pen.lines(part, pen.left + self.how.pad_x, y + 2 * self.scale, kept, size, size * 1.3, ink=Ink.SOFT)

    def _draw_rows(self, y: float, heights: list[float]) -> float:
        pen, pad = self.pen, self.how.pad_x
        if not self.content.rows:
            pen.draw("nothing", Box(pen.left, y, pen.room, heights[0], Fill.FILTERED, Ink.RULE))
            text = pen.ruler.shortened(self.content.nothing, self.body, pen.room - 2 * pad)
            pen.text("nothing", pen.left + pad, y + baseline(self.body, heights[0]), text, self.body)
            return y + heights[0]
        for row, height in zip(self.content.rows, heights, strict=True):
            self._draw_row_head(f"row-{row.key}", y, height, row.name, str(row.number))
            for cell, left, width in zip(row.cells, self.lefts, self.widths, strict=True):
                done = set_cell(cell, width, self.how, height)
                pen.draw(
                    f"cell-{cell.key}",
                    *ground(cell, Box(left, y, width, height), self.scale),
                    *(moved(shape, left, y) for shape in done.shapes),
                )
            y += height
        return y

    def _draw_row_head(self, part: str, y: float, height: float, name: str, number: str) -> None:
        pen, pad = self.pen, self.how.pad_x
        pen.draw(part, Box(pen.left, y, self.head_width, height, Fill.HEAD, Ink.RULE))
        size, leading = self.row_size, self.row_size * 1.3
        lines = pen.ruler.wrap(name, size, self.head_width - 2 * pad, Voice.SERIF)
        fitting = max(int((height - self.how.pad_y) / leading), 1)
        if len(lines) > fitting:
            rest = name[sum(map(len, lines[: fitting - 1])) :].strip()
            lines = [
                *lines[: fitting - 1],
                pen.ruler.shortened(rest, size, self.head_width - 2 * pad, Voice.SERIF),
            ]
        top = pen.lines(
            part, pen.left + pad, y + self.how.pad_y / 2, lines, size, leading, voice=Voice.SERIF, role="province"
        )
        small = 7.5 * self.scale
        if top + small * 1.3 <= y + height:
            pen.text(part, pen.left + pad, top + baseline(small, small * 1.3), number, small, ink=Ink.SOFT)

    def _draw_children(self, y: float, height: float) -> float:
        pen, pad, size = self.pen, self.how.pad_x, self.child_size
        most = max(int((height - 2 * self.how.pad_y + 0.01) / self.child_leading), 1)
        self._label("children", y, height, self.content.children_label)
        for column, left, width, names in zip(
            self.content.columns, self.lefts, self.widths, self.children(most), strict=True
        ):
            part = f"children-{column.key}"
            pen.draw(part, Box(left, y, width, height, stroke=Ink.RULE))
            for number, line in enumerate(names.lines):
                top = y + self.how.pad_y + number * self.child_leading
                base = top + baseline(size, self.child_leading)
                for piece in line:
                    x = left + pad + piece.x
                    if not column.children:
                        pen.text(part, x, base, piece.text, size, ink=Ink.SOFT)
                        continue
                    empty = not column.children[piece.name].number
                    chip = Box(x, top + 0.12 * size, piece.width, self.child_leading - 0.24 * size)
                    pen.draw(
                        part,
                        Box(
                            chip.x, chip.y, chip.width, chip.height,
                            stroke=Ink.MUTE, dashed=empty, rounded=0.2 * size,
                        ),
                    )  # fmt: skip
                    ink = Ink.SOFT if empty else Ink.INK
                    pen.text(part, x + size / 2, base, piece.text, size, ink=ink, role="child", key=column.key)
            if names.more:
                base = y + self.how.pad_y + (len(names.lines) - 1) * self.child_leading
                pen.text(
                    part, left + pad + names.more.x, base + baseline(size, self.child_leading),
                    names.more.text, size, ink=Ink.ACCENT, role="more", key=column.key,
                )  # fmt: skip
            if column.coverage:
                ink = Ink.WARN if column.uncovered else Ink.SOFT
                base = y + self.how.pad_y + baseline(size, self.child_leading)
                pen.text(part, left + width - pad, base, column.coverage, size, ink=ink, anchor=1, role="coverage")
        return y + height

    def _draw_beneath(self, y: float, height: float) -> None:
        pen, pad, size, x = self.pen, self.how.pad_x, self.child_size, self.pen.left
        most = int((height - self.beneath_head - self.how.pad_y + 0.01) / (size * 1.5))
        for section, width in zip(self.content.beneath, self.beneath_widths, strict=True):
            part = f"beneath-{section.key}"
            pen.draw(part, Box(x, y, width, height, stroke=Ink.RULE))
            head = 8.5 * self.scale
            base = y + self.how.pad_y + baseline(head, 13 * self.scale)
            own = pen.text(part, x + pad, base, section.name, head, voice=Voice.SERIF, role="beneath")
            pen.text(part, x + pad + own + head * 0.6, base, str(len(section.names)), head * 0.85, ink=Ink.SOFT)
            names = self.beneath(section, width, most) if most > 0 else Flow(())
            for number, line in enumerate(names.lines):
                base = y + self.beneath_head + number * size * 1.5 + baseline(size, size * 1.5)
                for piece in line:
                    pen.text(part, x + pad + piece.x, base, piece.text, size, role="institution")
                if names.more and number == len(names.lines) - 1:
                    pen.text(
                        part, x + pad + names.more.x, base, names.more.text, size,
                        ink=Ink.ACCENT, role="more", key=section.key,
                    )  # fmt: skip
            x += width
