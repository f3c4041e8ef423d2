"""Layout inside a cell: its number, and company names that fold, or a word with small print."""

from dataclasses import dataclass

from .content import FigureCell, FigureName
from .measuring import Flow, Ruler, flow
from .paper import SIGN, baseline, moved, set_marks, signs
from .shapes import Ink, Shape, Text


@dataclass(frozen=True)
class Set:
    """What was set into a cell, from its own top left corner, and how tall it came out, padding included.

    ``folded`` is whether something had to give way.
    """

    shapes: tuple[Shape, ...]
    height: float
    folded: bool


@dataclass(frozen=True)
class Setting:
    """How cells are set: the size of names, the padding, and from line to line in ems."""

    ruler: Ruler
    body: float
    pad_x: float
    pad_y: float
    spacing: float = 1.5

    @property
    def leading(self) -> float:
        """From line to line of names."""
        return self.body * self.spacing

    @property
    def small(self) -> float:
        """The size of small print."""
        return max(self.body * 0.82, 5.5)

    @property
    def least(self) -> float:
        """The height of a cell with one line."""
        return self.leading + 2 * self.pad_y


def set_cell(cell: FigureCell, width: float, how: Setting, height: float | None = None) -> Set:
    """Set a cell into ``width``, and into ``height`` where there is one: names fold into "+n", small print goes."""
    shapes: list[Shape] = []
    room = max(width - 2 * how.pad_x, 1.0)
    size = how.body * 1.5 if cell.large else how.body * 0.9
    own = how.ruler.width(str(cell.number), size)
    base = how.pad_y + baseline(size, how.leading * (1.25 if cell.large else 1))
    if cell.large:
        shapes.append(Text(how.pad_x, base, str(cell.number), size, own, role="number", key=cell.key))
        top, first = how.pad_y + how.leading * 1.25, 0.0
    else:
        x = max(width - how.pad_x - own, how.pad_x)
        shapes.append(Text(x, base, str(cell.number), size, own, ink=Ink.SOFT, role="number", key=cell.key))
        top, first = how.pad_y, own + how.body * 0.6
        if cell.names and room - first < 2 * how.body:
            # Too narrow for a name beside the number.
            top, first = how.pad_y + how.leading, 0.0
    folded = False
    if cell.names:
        most = None
        if height is not None:
            most = max(int((height - how.pad_y - top + 0.01) / how.leading), 1)
        tails = [SIGN * how.body * _tails(name) for name in cell.names]
        names = flow(how.ruler, [name.text for name in cell.names], how.body, room, most=most, first=first, tails=tails)
        shapes += _names(cell, names, tails, top, how)
        folded = names.left > 0
        top += how.leading * len(names.lines)
    if cell.word:
        for number, line in enumerate(how.ruler.wrap(cell.word, how.body, room, first=first)):
            y = top + number * how.leading + baseline(how.body, how.leading)
            shapes.append(
                Text(how.pad_x, y, line, how.body, how.ruler.width(line, how.body), role="word", key=cell.key)
            )
        top += how.leading * len(how.ruler.wrap(cell.word, how.body, room, first=first))
    if cell.changes:
        marks, top = set_marks(how.ruler, cell.changes, "", how.small, room, top + how.small * 0.2)
        shapes += [moved(shape, how.pad_x, 0.0) for shape in marks]
    limit = float("inf") if height is None else height - how.pad_y + 0.01
    for text in cell.small:
        lines = how.ruler.wrap(text, how.small, room)
        if top + len(lines) * how.small * 1.4 > limit:
            folded = True
            continue
        for line in lines:
            y = top + baseline(how.small, how.small * 1.4)
            own = how.ruler.width(line, how.small)
            shapes.append(Text(how.pad_x, y, line, how.small, own, ink=Ink.SOFT, role="small", key=cell.key))
            top += how.small * 1.4
    if cell.marks or cell.conflict:
        marks, end = set_marks(how.ruler, cell.marks, cell.conflict, how.small, room, top + how.small * 0.3)
        if end > limit:
            folded = True
        else:
            shapes += [moved(shape, how.pad_x, 0.0) for shape in marks]
            top = end
    return Set(tuple(shapes), top + how.pad_y, folded)


def _tails(name: FigureName) -> int:
    return (1 if name.labelled else 0) + (1 if name.status == "verified" else 0)


def _names(cell: FigureCell, names: Flow, tails: list[float], top: float, how: Setting) -> list[Shape]:
    shapes: list[Shape] = []
    last = {piece.name: (number, piece) for number, line in enumerate(names.lines) for piece in line}
    for number, line in enumerate(names.lines):
        base = top + number * how.leading + baseline(how.body, how.leading)
        for piece in line:
            name = cell.names[piece.name]
            at_end = last[piece.name] == (number, piece)
            left, own = how.pad_x + piece.x, piece.width - (tails[piece.name] if at_end else 0.0)
            shapes.append(Text(left, base, piece.text, how.body, own, role="company", key=name.key))
            marked = [("listed", name.listed), ("disputed", name.status == "disputed")]
            for sign in (sign for sign, there in marked if there):
                shapes += signs(left + own, base, how.body, sign, left, own)
            behind = left + own
            tail = [("labelled", name.labelled), ("verified", name.status == "verified")] if at_end else []
            for sign in (sign for sign, there in tail if there):
                shapes += signs(behind, base, how.body, sign, left, own)
                behind += SIGN * how.body
    if names.more:
        base = top + (len(names.lines) - 1) * how.leading + baseline(how.body, how.leading)
        shapes.append(
            Text(
                how.pad_x + names.more.x,
                base,
                names.more.text,
                how.body,
                names.more.width,
                ink=Ink.ACCENT,
                role="more",
                key=cell.key,
            )
        )
    return shapes
