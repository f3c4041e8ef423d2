"""Column widths and row heights of the map of a chain, and what has to fold."""

from dataclasses import dataclass
from functools import cached_property

from .cell_layout import Setting, set_cell
from .content import Beneath, FigureColumn, MapContent
from .measuring import Flow, flow, widths_by_need
from .paper import Pen, baseline, moved, set_marks
from .shapes import Ink, Shape, Text, Voice


@dataclass
class MapPlan:
    """The map set with names of one size: how wide and how tall everything comes out."""

    content: MapContent
    pen: Pen
    top: float
    bottom: float
    body: float
    tight: bool = False

    @property
    def scale(self) -> float:
        """How much larger than A4 the sheet is set."""
        return self.pen.scale

    @cached_property
    def how(self) -> Setting:
        """How the cells are set."""
        if self.tight:
            return Setting(self.pen.ruler, self.body, 6.5 * self.scale, 1.0 * self.scale, 1.3)
        return Setting(self.pen.ruler, self.body, 6.5 * self.scale, 3.5 * self.scale)

    # -- widths

    @cached_property
    def head_width(self) -> float:
        """The width of the column of provinces."""
        names = [row.name for row in self.content.rows]
        labels = [self.content.feeds_label, self.content.children_label]
        widest = max(
            [self.pen.ruler.width(name, self.row_size, Voice.SERIF) for name in names]
            + [self.pen.ruler.width(label, 7.5 * self.scale) for label in labels],
            default=0.0,
        )
        return min(widest + 2 * self.how.pad_x + 1, 76 * self.scale)

    @property
    def row_size(self) -> float:
        """The size of the provinces' names."""
        return self.body * 1.2 if self.tight else max(min(12.5 * self.scale, self.body * 1.45), 7.5)

    @cached_property
    def column_size(self) -> float:
        """The size of the headings: as large as the widest word beside its number allows."""
        size = max(min(13 * self.scale, self.body * 1.5), 8.0)
        for column, width in zip(self.content.columns, self.widths, strict=True):
            word = self.pen.ruler.widest_word(column.name, 1.0, Voice.SERIF)
            room = width - 2 * self.how.pad_x - self._number(column)
            # A hair less, so that a word that just fits is not turned away by a rounding.
            size = min(size, max(0.998 * room / word if word else size, 7.0))
        return size

    def _number(self, column: FigureColumn) -> float:
        return self.pen.ruler.width(str(column.number), 8 * self.scale) + 6 * self.scale

    @cached_property
    def widths(self) -> list[float]:
        """The widths of the columns: by need, and wide enough for the longest word of their headings."""
        columns = self.content.columns
        room = self.pen.room - self.head_width
        even = room / max(len(columns), 1)
        least = [
            min(
                max(
                    0.62 * even,
                    self.pen.ruler.widest_word(column.name, 10 * self.scale, Voice.SERIF)
                    + self._number(column)
                    + 2 * self.how.pad_x,
                ),
                1.4 * even,
            )
            for column in columns
        ]
        needs = []
        for position in range(len(columns)):
            names = [name.text for row in self.content.rows for name in row.cells[position].names]
            names += [child.text for child in columns[position].children]
            needs.append(sum(self.pen.ruler.width(name, self.body) + self.body for name in names) + 0.35 * room)
        return widths_by_need(needs, least, room)

    @cached_property
    def lefts(self) -> list[float]:
        """The left ends of the columns."""
        lefts, x = [], self.pen.left + self.head_width
        for width in self.widths:
            lefts.append(x)
            x += width
        return lefts

    # -- heights

    @cached_property
    def alliance_height(self) -> float:
        """The height of the line of alliances."""
        return 17 * self.scale if self.content.alliances else 0.0

    @cached_property
    def bands(self) -> list[tuple[list[str], float, float]]:
        """For each band its lines, its left end and its width."""
        size, bands, position = 9 * self.scale, [], 0
        for band in self.content.bands:
            width = sum(self.widths[position : position + len(band.columns)])
            lines = self.pen.ruler.wrap(band.name, size, width - 2 * self.how.pad_x, Voice.SERIF)
            bands.append((lines, self.lefts[position], width))
            position += len(band.columns)
        return bands

    @cached_property
    def band_height(self) -> float:
        """The height of the line of layers."""
        return max((len(lines) for lines, _, _ in self.bands), default=0) * 13 * self.scale + 3 * self.scale

    @cached_property
    def heads(self) -> list[tuple[list[Shape], float]]:
        """What stands in each heading, and how tall it is."""
        return [self._head(column, width) for column, width in zip(self.content.columns, self.widths, strict=True)]

    def _head(self, column: FigureColumn, width: float) -> tuple[list[Shape], float]:
        ruler, pad, s = self.pen.ruler, self.how.pad_x, self.scale
        size, small = self.column_size, 7 * s
        number = str(column.number)
        own = ruler.width(number, 8 * s)
        shapes: list[Shape] = [
            Text(
                max(width - pad - own, pad),
                pad + 0.8 * size,
                number,
                8 * s,
                own,
                ink=Ink.SOFT,
                role="number",
                key=column.key,
            )
        ]
        top, first = pad * 0.8, self._number(column)
        if width - 2 * pad - first < ruler.widest_word(column.name, size, Voice.SERIF) - 0.01:
            top, first = top + size * 1.25, 0.0
        for line in ruler.wrap(column.name, size, width - 2 * pad, Voice.SERIF, first=first):
            y = top + baseline(size, size * 1.3)
            shapes.append(Text(pad, y, line, size, ruler.width(line, size, Voice.SERIF), Voice.SERIF, role="segment"))
            top += size * 1.3
        for line in ruler.wrap(column.other, small, width - 2 * pad) if column.other else ():
            shapes.append(
                Text(pad, top + baseline(small, small * 1.35), line, small, ruler.width(line, small), ink=Ink.SOFT)
            )
            top += small * 1.35
        marks, end = set_marks(ruler, column.marks, column.conflict, small, width - 2 * pad, top + 2 * s)
        return shapes + [moved(shape, pad, 0.0) for shape in marks], (end if marks else top) + 2.5 * s

    @cached_property
    def head_height(self) -> float:
        """The height of the headings."""
        return max((height for _, height in self.heads), default=0.0)

    @cached_property
    def feeds(self) -> list[list[str]]:
        """The lines of what each column feeds."""
        size = 7 * self.scale
        return [
            self.pen.ruler.wrap(f"→ {column.feeds}" if column.feeds else "–", size, width - 2 * self.how.pad_x)
            for column, width in zip(self.content.columns, self.widths, strict=True)
        ]

    @cached_property
    def feeds_height(self) -> float:
        """The height of the line of flows."""
        return max((len(lines) for lines in self.feeds), default=0) * 10 * self.scale + 4 * self.scale

    @cached_property
    def room(self) -> float:
        """The height for rows, sub-segments and what stands beneath."""
        above = self.alliance_height + self.band_height + self.head_height + self.feeds_height
        return self.bottom - self.top - above

    def children(self, most: int | None = None) -> list[Flow]:
        """Return the sub-segments of each column, in at most ``most`` lines."""
        size = self.child_size
        flows = []
        for column, width in zip(self.content.columns, self.widths, strict=True):
            texts = [f"{child.text} {child.number}" if child.number else child.text for child in column.children]
            own = self.pen.ruler.width(column.coverage, size) + size if column.coverage else 0.0
            tails = [size] * len(texts)
            flows.append(
                flow(
                    self.pen.ruler,
                    texts or [self.content.no_children],
                    size,
                    width - 2 * self.how.pad_x,
                    most=most,
                    first=min(own, (width - 2 * self.how.pad_x) * 0.6),
                    tails=tails if texts else (),
                )
            )
        return flows

    @property
    def child_size(self) -> float:
        """The size of sub-segments and of what stands beneath."""
        return max(self.body * 0.86, 5.8)

    @property
    def child_leading(self) -> float:
        """From line to line of sub-segments, which have a border."""
        return self.child_size * 1.75

    @cached_property
    def children_height(self) -> float:
        """The height that the sub-segments need."""
        lines = max((len(each.lines) for each in self.children()), default=0)
        return lines * self.child_leading + 2 * self.how.pad_y

    @cached_property
    def beneath_widths(self) -> list[float]:
        """The widths of the sections beneath, by need."""
        size = self.child_size
        needs = [
            sum(self.pen.ruler.width(name, size) + size for name in section.names) + 60 * self.scale
            for section in self.content.beneath
        ]
        least = self.pen.room / max(len(needs), 1) * 0.6
        return widths_by_need(needs, [least] * len(needs), self.pen.room)

    def beneath(self, section: Beneath, width: float, most: int | None = None) -> Flow:
        """Return the names of a section beneath, in at most ``most`` lines."""
        return flow(self.pen.ruler, section.names, self.child_size, width - 2 * self.how.pad_x, most=most)

    @cached_property
    def beneath_head(self) -> float:
        """The height of the headings beneath."""
        return 13 * self.scale + self.how.pad_y

    @cached_property
    def beneath_height(self) -> float:
        """The height that the sections beneath need."""
        if not self.content.beneath:
            return 0.0
        flows = [
            self.beneath(section, width)
            for section, width in zip(self.content.beneath, self.beneath_widths, strict=True)
        ]
        return max(len(each.lines) for each in flows) * self.child_size * 1.5 + self.beneath_head + self.how.pad_y

    @cached_property
    def rows(self) -> list[float]:
        """The height that each row needs; no more than two sheets, which is too much whatever else stands there."""
        if not self.content.rows:
            return [self.how.least]
        most = 2 * (self.bottom - self.top)
        return [
            max(
                [
                    set_cell(cell, width, self.how, most).height
                    for cell, width in zip(row.cells, self.widths, strict=True)
                ]
                + [self.row_size * 2.4 + self.how.pad_y],
            )
            for row in self.content.rows
        ]

    @property
    def fits(self) -> bool:
        """Whether everything finds its room without folding."""
        return sum(self.rows) + self.children_height + self.beneath_height <= self.room

    @property
    def holds(self) -> bool:
        """Whether everything finds its room when as much as possible folds."""
        return sum(self.least_rows) + self.least_children + self.least_beneath <= self.room

    @property
    def least_rows(self) -> list[float]:
        """The height of each row with a single line."""
        least = max(self.how.least, self.row_size * 1.3 + self.how.pad_y)
        return [min(least, need) for need in self.rows]

    @property
    def least_children(self) -> float:
        """The height of a single line of sub-segments."""
        return self.child_leading + 2 * self.how.pad_y

    @property
    def least_beneath(self) -> float:
        """The height of the headings beneath alone."""
        # The number at each heading says how many there are, so a heading is enough.
        return self.beneath_head + self.how.pad_y if self.content.beneath else 0.0
