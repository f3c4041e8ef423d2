"""Figures as SVG with text as text, so that it can be searched and edited.

Every text names its font first and then what other machines have in its place. The characters in use are embedded
as well, since a browser on a machine without Chinese fonts would show boxes. No script and nothing from outside.
"""

from collections import defaultdict
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from chains.analysis.signals import FULLEST_FIRST, Hatching
from chains.figures.shapes import Box, Figure, Fill, Ink, Line, Shape, Text, Voice

from . import fonts

#: The signals that have a hatching, from the fullest.
_HATCHED = tuple(level for level in FULLEST_FIRST if level.hatching)

#: The colours of paper, those of the print sheet.
INKS = {
    Ink.INK: "#1d2126",
    Ink.SOFT: "#555c64",
    Ink.RULE: "#b9b4a7",
    Ink.MUTE: "#8f897b",
    Ink.ACCENT: "#0b5c74",
    Ink.WARN: "#983613",
    Ink.GOOD: "#245a34",
}
FILLS: dict[str, str] = {
    Fill.NONE: "none",
    Fill.HEAD: "#f7f5ee",
    Fill.WASH: "#e6f0f1",
    Fill.WARN: "#fbeee6",
    Fill.FILTERED: "url(#filtered)",
    **{level.signal.value: f"url(#{level.signal})" for level in _HATCHED},
}
STACKS = {
    Voice.SANS: "'Noto Sans SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
    Voice.SERIF: "'Noto Serif SC', 'Source Han Serif SC', 'Songti SC', SimSun, serif",
}


def _pattern(name: str, stripes: Hatching) -> str:
    step = _n(stripes.step)
    return (
        f'<pattern id="{name}" width="{step}" height="{step}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect width="{_n(stripes.width)}" height="{step}" fill="{stripes.colour}"/>'
        "</pattern>"
    )


def as_svg(figure: Figure, *, with_fonts: bool = True) -> str:
    """Return a figure as an SVG document, by default with the characters of its fonts that it uses inside."""
    paper = figure.paper
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{figure.language}" lang="{figure.language}" role="img" '
        f'aria-labelledby="title description" width="{paper.width_mm}mm" height="{paper.height_mm}mm" '
        f'viewBox="0 0 {_n(paper.width)} {_n(paper.height)}">\n'
        f'<title id="title">{_text(figure.title)}</title>\n'
        f'<desc id="description">{_text(figure.description)}</desc>'
    )
    fonts_inside = [_style(figure.texts)] if with_fonts else []
    page = f'<rect width="{_n(paper.width)}" height="{_n(paper.height)}" fill="#fff"/>'
    parts = (
        f"<g id={quoteattr(part.name)}>\n" + "\n".join(_shape(shape) for shape in _stacked(part.shapes)) + "\n</g>"
        for part in figure.parts
    )
    return "\n".join([head, *fonts_inside, _patterns(), page, *parts, "</svg>\n"])


def _patterns() -> str:
    """Return the patterns that cells are filled with: a hatching for each signal that has one, and level lines."""
    hatched = (_pattern(level.signal, level.hatching) for level in _HATCHED)
    filtered = (
        '<pattern id="filtered" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="0.6" fill="#dcd7ca"/></pattern>'
    )
    return "\n".join(["<defs>", *hatched, filtered, "</defs>"])


def _style(texts: Iterable[Text]) -> str:
    used: dict[Voice, set[str]] = defaultdict(set)
    for text in texts:
        used[text.voice].update(text.text)
    rules = (
        f'@font-face {{ font-family: "{fonts.FAMILIES[voice]}"; '
        f'src: url("{fonts.embedded(voice, frozenset(characters))}") format("woff"); }}'
        for voice, characters in sorted(used.items())
    )
    return "<style>" + "\n".join(rules) + "</style>"


def _stacked(shapes: Iterable[Shape]) -> list[Shape]:
    """Return the shapes from the ground up: boxes, rules, text."""
    order = {Box: 0, Line: 1, Text: 2}
    return sorted(shapes, key=lambda shape: order[type(shape)])


def _shape(shape: Shape) -> str:
    match shape:
        case Text():
            about = "".join(
                f" data-{name}={quoteattr(value)}"
                for name, value in (("role", shape.role), ("key", shape.key))
                if value
            )
            return (
                f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-family="{STACKS[shape.voice]}" '
                f'font-size="{_n(shape.size)}" fill="{INKS[shape.ink]}"{about}>{_text(shape.text)}</text>'
            )
        case Box():
            stroke = f' stroke="{INKS[shape.stroke]}" stroke-width="0.5"' if shape.stroke else ""
            dashes = ' stroke-dasharray="2 1.5"' if shape.dashed else ""
            round_ = f' rx="{_n(shape.rounded)}"' if shape.rounded else ""
            return (
                f'<rect x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" height="{_n(shape.height)}"'
                f'{round_} fill="{FILLS[shape.fill]}"{stroke}{dashes}/>'
            )
        case Line():
            drawn = f'stroke="{INKS[shape.ink]}" stroke-width="{_n(shape.weight)}" fill="none"'
            if shape.wavy:
                return f'<path d="{_wave(shape)}" {drawn}/>'
            return f'<line x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}" {drawn}/>'


def _wave(line: Line) -> str:
    """Return a wavy path along a level line."""
    step, height = 2.2, 0.75
    halves = max(int((line.x2 - line.x1) / step), 1)
    waves = " ".join(f"q {step / 2:g} {height if half % 2 else -height} {step:g} 0" for half in range(halves))
    return f"M {_n(line.x1)} {_n(line.y1)} {waves}"


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    """Escape a text, without the characters that XML cannot hold."""
    return escape("".join(ch for ch in text if ch in "\t\n\r" or (ord(ch) >= 32 and ch not in "\ufffe\uffff")))
