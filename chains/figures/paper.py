"""The page that every figure stands on: its pen, header and footer."""

from collections.abc import Iterable
from dataclasses import replace

from .content import FigureCell, Heading, Key, Mark
from .measuring import Ruler, flow
from .shapes import MM, Box, Figure, Fill, Ink, Line, Paper, Part, Shape, Text, Voice

#: Printers leave this much of the edge blank.
MARGIN = 10 * MM
#: The widest column of a line of running text, in ems.
MEASURE = 110


class Pen:
    """Draws shapes, part by part, with measured text."""

    def __init__(self, ruler: Ruler, paper: Paper) -> None:
        self.ruler = ruler
        self.paper = paper
        self.scale = paper.scale
        self.left, self.right = MARGIN, paper.width - MARGIN
        self.top, self.bottom = MARGIN, paper.height - MARGIN
        self._parts: dict[str, list[Shape]] = {}

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    def draw(self, part: str, *shapes: Shape) -> None:
        """Add shapes to a part."""
        self._parts.setdefault(part, []).extend(shapes)

    def text(
        self,
        part: str,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        voice: Voice = Voice.SANS,
        ink: Ink = Ink.INK,
        anchor: float = 0.0,
        role: str = "",
        key: str = "",
    ) -> float:
        """Draw a line on the baseline ``y``, its start (0), middle (0.5) or end (1) at ``x``; return its width."""
        width = self.ruler.width(text, size, voice)
        if text:
            self.draw(part, Text(x - anchor * width, y, text, size, width, voice, ink, role, key))
        return width

    def lines(
        self,
        part: str,
        x: float,
        top: float,
        lines: Iterable[str],
        size: float,
        leading: float,
        *,
        voice: Voice = Voice.SANS,
        ink: Ink = Ink.INK,
        role: str = "",
    ) -> float:
        """Draw lines below each other from ``top``; return where the next would begin."""
        for line in lines:
            self.text(part, x, top + baseline(size, leading), line, size, voice=voice, ink=ink, role=role)
            top += leading
        return top

    def figure(self, heading: Heading) -> Figure:
        """Return what was drawn as a figure."""
        parts = tuple(Part(name, tuple(shapes)) for name, shapes in self._parts.items())
        return Figure(self.paper, heading.title, heading.description, heading.language, parts)


def baseline(size: float, leading: float) -> float:
    """Return where the baseline of a line lies below its top, the letters in the middle of the leading."""
    return leading / 2 + 0.36 * size


def moved(shape: Shape, right: float, down: float) -> Shape:
    """Return a shape somewhere else."""
    if isinstance(shape, Line):
        return replace(shape, x1=shape.x1 + right, x2=shape.x2 + right, y1=shape.y1 + down, y2=shape.y2 + down)
    return replace(shape, x=shape.x + right, y=shape.y + down)


def header(pen: Pen, heading: Heading) -> float:
    """Draw what the figure is and what it shows; return where the room below begins."""
    s = pen.scale
    size, small = 19 * s, 8 * s
    aside = max(pen.ruler.width(heading.site, 9.5 * s, Voice.SERIF), pen.ruler.width(heading.dated, 7.5 * s))
    pen.text("site", pen.right, pen.top + 9 * s, heading.site, 9.5 * s, voice=Voice.SERIF, ink=Ink.SOFT, anchor=1)
    pen.text("site", pen.right, pen.top + 22 * s, heading.dated, 7.5 * s, ink=Ink.SOFT, anchor=1, role="date")
    room = pen.room - aside - 24 * s
    y = pen.top - 2 * s
    title = pen.ruler.wrap(heading.title, size, room, Voice.SERIF)
    if len(title) > 2:
        title = [title[0], pen.ruler.shortened(heading.title[len(title[0]) :].strip(), size, room, Voice.SERIF)]
    y = pen.lines("title", pen.left, y, title, size, size * 1.3, voice=Voice.SERIF, role="title") + 1 * s
    for text, ink, role in ((heading.facts, Ink.SOFT, "facts"), (heading.choice, Ink.ACCENT, "choice")):
        if text:
            lines = pen.ruler.wrap(text, small, room)
            if len(lines) > 3:
                lines = [*lines[:2], pen.ruler.shortened("".join(lines[2:]), small, room)]
            y = pen.lines("title", pen.left, y, lines, small, small * 1.5, ink=ink, role=role)
    return max(y, pen.top + 26 * s) + 7 * s


def footer(pen: Pen, heading: Heading) -> float:
    """Draw the legend and the sources at the foot of the sheet; return where the room above ends."""
    s = pen.scale
    small = 7 * s
    leading = small * 1.55
    # The sources, at the very foot.
    indent = pen.ruler.width(heading.sources_label, small) + 0.8 * small
    sources = flow(pen.ruler, heading.sources, small, pen.room - indent, most=2)
    y = pen.bottom - leading * len(sources.lines)
    if heading.sources:
        pen.text("sources", pen.left, y + baseline(small, leading), heading.sources_label, small, ink=Ink.SOFT)
        for number, line in enumerate(sources.lines):
            base = y + number * leading + baseline(small, leading)
            for piece in line:
                pen.text("sources", pen.left + indent + piece.x, base, piece.text, small, ink=Ink.SOFT, role="source")
        if sources.more:
            base = y + (len(sources.lines) - 1) * leading + baseline(small, leading)
            pen.text(
                "sources", pen.left + indent + sources.more.x, base, sources.more.text, small, ink=Ink.SOFT, role="more"
            )
    note = pen.ruler.wrap(heading.note, small, min(pen.room, small * MEASURE))
    y -= leading * len(note)
    pen.lines("legend", pen.left, y, note, small, leading, ink=Ink.SOFT, role="note")
    return _legend(pen, heading.legend, y - 3 * s) - 8 * s


def _legend(pen: Pen, keys: tuple[Key, ...], bottom: float) -> float:
    s = pen.scale
    size, leading, swatch = 7.5 * s, 13 * s, 16 * s
    lines: list[list[tuple[float, Key]]] = [[]]
    x = 0.0
    for key in keys:
        own = pen.ruler.width(key.text, size) + (swatch + 5 * s if not key.sample else 10 * s)
        if x + own > pen.room and lines[-1]:
            lines.append([])
            x = 0.0
        lines[-1].append((x, key))
        x += own + 14 * s
    top = bottom - leading * len(lines)
    for number, line in enumerate(lines):
        y = top + number * leading
        base = y + baseline(size, leading)
        for x, key in line:
            left = pen.left + x
            if key.sample:
                width = pen.text("legend", left, base, key.text, size, role="key")
                pen.draw("legend", *signs(left + width, base, size, key.sample, left, width))
            else:
                box = Box(left, y + 2 * s, swatch, leading - 4 * s, key.fill, Ink.RULE)
                pen.draw("legend", box, *edge(box, key.edge, key.thin_edge, s))
                pen.text("legend", left + swatch + 5 * s, base, key.text, size, role="key")
    return top


#: How much room the sign behind a name takes, in ems.
SIGN = 0.62


def signs(x: float, base: float, size: float, sample: str, left: float, width: float) -> tuple[Shape, ...]:
    """Return what tells a name apart: an underline (listed), a diamond (labelled), a tick, a question mark."""
    if sample == "listed":
        return (Line(left, base + 0.2 * size, left + width, base + 0.2 * size, Ink.ACCENT, 0.09 * size),)
    x += 0.12 * size
    if sample == "labelled":
        middle, half = base - 0.55 * size, 0.16 * size
        corners = ((x, middle), (x + half, middle - half), (x + 2 * half, middle), (x + half, middle + half))
        return tuple(
            Line(*start, *end, Ink.GOOD, 0.08 * size)
            for start, end in zip(corners, (*corners[1:], corners[0]), strict=True)
        )
    if sample == "verified":
        return (
            Line(x, base - 0.35 * size, x + 0.14 * size, base - 0.18 * size, Ink.GOOD, 0.09 * size),
            Line(x + 0.14 * size, base - 0.18 * size, x + 0.4 * size, base - 0.62 * size, Ink.GOOD, 0.09 * size),
        )
    if sample == "disputed":
        return (Line(left, base + 0.28 * size, left + width, base + 0.28 * size, Ink.WARN, 0.08 * size, wavy=True),)
    return ()


def edge(box: Box, ink: Ink | None, thin: bool, scale: float) -> tuple[Shape, ...]:
    """Return the edge of a cell: one stroke, or two thin ones where there is a single company."""
    if ink is None:
        return ()
    top, bottom = box.y, box.y + box.height
    if thin:
        return tuple(Line(x, top, x, bottom, ink, 0.7 * scale) for x in (box.x + 1 * scale, box.x + 3 * scale))
    return (Line(box.x + 1 * scale, top, box.x + 1 * scale, bottom, ink, 2 * scale),)


def set_marks(
    ruler: Ruler, marks: Iterable[Mark], conflict: str, size: float, width: float, top: float = 0.0
) -> tuple[list[Shape], float]:
    """Set bordered words below each other, a contradiction beneath them; return them and where they end."""
    shapes: list[Shape] = []
    leading, pad = size * 1.3, size * 0.5
    for mark in marks:
        lines = ruler.wrap(mark.text, size, width - 2 * pad)
        widest = max(ruler.width(line, size) for line in lines)
        height = leading * len(lines) + size * 0.3
        fill = Fill.WARN if mark.washed else Fill.NONE
        shapes.append(
            Box(0.0, top, min(width, widest + 2 * pad), height, fill, mark.ink, mark.dashed, rounded=size * 0.25)
        )
        for number, line in enumerate(lines):
            y = top + size * 0.15 + number * leading + baseline(size, leading)
            shapes.append(Text(pad, y, line, size, ruler.width(line, size), ink=mark.ink, role="mark"))
        top += height + size * 0.35
    if conflict:
        for line in ruler.wrap(conflict, size, width):
            own = ruler.width(line, size)
            base = top + baseline(size, leading)
            shapes.append(Text(0.0, base, line, size, own, ink=Ink.WARN, role="conflict"))
            shapes.append(Line(0.0, base + 0.3 * size, own, base + 0.3 * size, Ink.WARN, 0.07 * size, wavy=True))
            top += leading + size * 0.25
    return shapes, top


def ground(cell: FigureCell, box: Box, scale: float) -> tuple[Shape, ...]:
    """Return what lies under a cell: its pattern and its edge."""
    return (replace(box, fill=cell.fill, stroke=Ink.RULE), *edge(box, cell.edge, cell.thin_edge, scale))
