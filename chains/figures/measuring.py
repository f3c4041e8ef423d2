"""Measured text: widths from the fonts that are used, line breaks, flowing and folding of names."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .shapes import Voice

#: No line begins with these …
_NOT_FIRST = set("，。、；：？！）》」』】％·…”’,.;:?!)]}%")
#: … and none ends with these.
_NOT_LAST = set("（《「『【“‘([{")
#: Kerning may draw Latin letters a little wider or narrower than their advances add up to.
_SLACK = 1.01
#: How many measured texts are remembered.
_KEPT = 200_000


@dataclass(frozen=True)
class Face:
    """The advances of one font, by character, in units of the em; ``missing`` is that of the box for any other."""

    advances: Mapping[str, float]
    missing: float = 1.0


class Ruler:
    """Measures, breaks and flows lines in the two voices."""

    def __init__(self, faces: Mapping[Voice, Face]) -> None:
        self._faces = faces
        # A name is measured in many sizes.
        self._ems = lru_cache(maxsize=_KEPT)(self._measured)

    def width(self, text: str, size: float, voice: Voice = Voice.SANS) -> float:
        """Return the width of one line of text."""
        return self._ems(text, voice) * size * _SLACK

    def _measured(self, text: str, voice: Voice) -> float:
        face = self._faces[voice]
        return sum(face.advances.get(character, face.missing) for character in text)

    def wrap(self, text: str, size: float, width: float, voice: Voice = Voice.SANS, first: float = 0.0) -> list[str]:
        """Break a text into lines no wider than ``width``, the first one shorter by ``first``.

        Chinese breaks between any two characters that punctuation does not hold together, other words at spaces;
        a word that is wider than a line breaks anywhere. Where not even one character fits, it stands alone.
        """
        lines: list[str] = []
        line = ""
        room = width - first
        for piece in _pieces(text):
            if self.width((line + piece).rstrip(), size, voice) <= room:
                line += piece
                continue
            if line or (first and not lines):
                lines.append(line.rstrip())
                line, room = "", width
            for character in piece.lstrip():
                if line and self.width(line + character, size, voice) > room:
                    lines.append(line)
                    line, room = "", width
                line += character
        if line.strip() or not lines:
            lines.append(line.rstrip())
        return lines

    def widest_word(self, text: str, size: float, voice: Voice = Voice.SANS) -> float:
        """Return the width of the widest part of a text that cannot be broken."""
        return max((self.width(piece.rstrip(), size, voice) for piece in _pieces(text)), default=0.0)

    def shortened(self, text: str, size: float, width: float, voice: Voice = Voice.SANS) -> str:
        """Return as much of a text as fits into one line, with an ellipsis where some of it is left out."""
        if self.width(text, size, voice) <= width:
            return text
        while text and self.width(f"{text}…", size, voice) > width:
            text = text[:-1].rstrip()
        return f"{text}…"


def _pieces(text: str) -> list[str]:
    """Split a text where a line may end; a space stays with the word before it."""
    pieces: list[str] = []
    for character in text:
        last = pieces[-1][-1] if pieces else ""
        joined = pieces and (
            character in _NOT_FIRST or last in _NOT_LAST or character == " " or (_latin(last) and _latin(character))
        )
        if joined:
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces


def _latin(character: str) -> bool:
    return character < "⺀" and character != " "


@dataclass(frozen=True, slots=True)
class NamePiece:
    """A piece of a name on a line: its left end from that of the line, its width, and which name it is of."""

    x: float
    text: str
    width: float
    name: int


@dataclass(frozen=True)
class Flow:
    """Names set one after another. ``left`` of them found no room; ``more`` is then where "+n" stands."""

    lines: tuple[tuple[NamePiece, ...], ...]
    left: int = 0
    more: NamePiece | None = None


def flow(
    ruler: Ruler,
    names: Sequence[str],
    size: float,
    width: float,
    *,
    most: int | None = None,
    first: float = 0.0,
    tails: Sequence[float] = (),
) -> Flow:
    """Set names into lines of ``width`` (the first shorter by ``first``), in at most ``most`` lines.

    ``tails`` is what each name carries behind it. A name wider than a line goes on in the next. What finds no room
    is counted in a "+n" at the end of the last line; a name is there as a whole or not at all.
    """
    gap = size * 0.95
    lines: list[list[NamePiece]] = [[]]
    ends = [0]  # how many lines there are after each name
    for number, name in enumerate(names):
        tail = tails[number] if tails else 0.0
        room = width - (first if len(lines) == 1 else 0.0)
        x = lines[-1][-1].x + lines[-1][-1].width + gap if lines[-1] else 0.0
        whole = ruler.width(name, size) + tail
        if x + whole <= room:
            lines[-1].append(NamePiece(x, name, whole, number))
        else:
            # Words may part beside the number in the first line; a Chinese name rather stays in one piece below it.
            beside = first if len(lines) == 1 and not lines[-1] and " " in name else 0.0
            if lines[-1] or (len(lines) == 1 and first and not beside):
                lines.append([])
            pieces = ruler.wrap(name, size, width - tail, first=beside)
            if not pieces[0]:
                lines.append([])
                pieces = pieces[1:]
            for position, piece in enumerate(pieces):
                if position:
                    lines.append([])
                end = tail if position == len(pieces) - 1 else 0.0
                lines[-1].append(NamePiece(0.0, piece, ruler.width(piece, size) + end, number))
        ends.append(len(lines))
        if most is not None and len(lines) > most:
            # Nothing behind it finds room either.
            break
    if most is None or len(lines) <= most:
        return Flow(tuple(map(tuple, lines)))
    kept = max((number for number, end in enumerate(ends) if end <= most), default=0)
    return _folded(ruler, lines[:most], kept, len(names), size, width, first, gap)


def _folded(
    ruler: Ruler,
    lines: list[list[NamePiece]],
    kept: int,
    names: int,
    size: float,
    width: float,
    first: float,
    gap: float,
) -> Flow:
    """Fold what does not fit: take names away from the end until "+n" finds its place behind the last one kept."""
    while True:
        shown = [[piece for piece in line if piece.name < kept] for line in lines]
        while len(shown) > 1 and not shown[-1]:
            shown.pop()
        text = f"+{names - kept}"
        own = ruler.width(text, size)
        for number in range(len(shown) - 1, min(len(shown) + 1, len(lines))):
            line = shown[number] if number < len(shown) else []
            x = line[-1].x + line[-1].width + gap if line else 0.0
            if x + own <= width - (first if number == 0 else 0.0) or not kept:
                shown += [[] for _ in range(number + 1 - len(shown))]
                return Flow(tuple(map(tuple, shown)), names - kept, NamePiece(x, text, own, -1))
        kept -= 1


def shared(needs: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Share ``room`` among those that need it: nobody gets more than its need while another lacks.

    Everybody has at least its ``least`` (never more than its need); what is left over stays with nobody.
    """
    low, high = 0.0, max(needs, default=0.0)
    if sum(needs) <= room:
        return list(needs)
    for _ in range(60):
        level = (low + high) / 2
        if sum(given(needs, least, level)) > room:
            high = level
        else:
            low = level
    return given(needs, least, low)


def given(needs: Iterable[float], least: Iterable[float], level: float) -> list[float]:
    """Return what each gets where ``level`` is the most that anybody gets beyond its least."""
    return [min(need, max(floor, level)) for need, floor in zip(needs, least, strict=True)]


def widths_by_need(needs: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """Share a width among columns by the square root of their needs, each getting its ``least`` where there is room.

    The root, because what needs four times the area can also grow twice as tall.
    """
    floor = sum(least)
    if not needs or floor >= room:
        return [room * each / floor for each in least] if floor else []
    roots = [need**0.5 for need in needs]
    widths = [0.0] * len(needs)
    # Those whose share is under their least take their least; the others share what remains.
    bound: set[int] = set()
    while True:
        free = [number for number in range(len(needs)) if number not in bound]
        left = room - sum(least[number] for number in bound)
        total = sum(roots[number] for number in free) or 1.0
        short = {number for number in free if left * roots[number] / total < least[number]}
        if not short or not free:
            break
        bound |= short
    for number in range(len(needs)):
        widths[number] = least[number] if number in bound else left * roots[number] / total
    return widths
