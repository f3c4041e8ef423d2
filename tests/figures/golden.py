"""The drawings that figures of a made-up content have to come to: kept beside this file, compared as parsed SVG.

``python -m tests.figures.golden`` draws them anew; look at every one before it is committed.
"""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

from chains.figures.chain_map import map_figure
from chains.figures.fonts import ruler
from chains.figures.gap_table import gap_figure
from chains.figures.shapes import PAPERS, Figure
from chains.figures.svg import as_svg
from tests.figures.contents import gaps_of, map_of

FOLDER = Path(__file__).parent / "golden"

#: What is drawn, by the name of its file. Few companies, and so many that cells fold; both papers and languages.
DRAWN: dict[str, Callable[[], Figure]] = {
    "map-5-a4-zh": lambda: map_figure(map_of(5), PAPERS["a4"], ruler()),
    "map-500-a3-en": lambda: map_figure(map_of(500, "en"), PAPERS["a3"], ruler()),
    "gaps-a4-en": lambda: gap_figure(gaps_of(5, "en"), PAPERS["a4"], ruler()),
    "gaps-a3-zh": lambda: gap_figure(gaps_of(9), PAPERS["a3"], ruler()),
}

#: Points by which a coordinate may differ: less than can be seen, more than a fraction is rounded by.
CLOSE = 0.05

Element = tuple[str, str, dict[str, str | list[float]]]


def drawn(name: str) -> str:
    """Return a figure as it is drawn now, without the fonts, which are no part of the layout."""
    return as_svg(DRAWN[name](), with_fonts=False)


def elements(svg: str) -> list[Element]:
    """Return every element in its order: what it is, its text, and its attributes, coordinates as numbers."""
    return [
        (element.tag.rpartition("}")[2], (element.text or "").strip(), dict(map(_value, element.attrib.items())))
        for element in ElementTree.fromstring(svg.partition("?>")[2]).iter()
    ]


def differences(svg: str, other: str) -> list[tuple[Element | None, Element | None]]:
    """Return the pairs of elements that are not the same, coordinates aside that differ by less than ``CLOSE``."""
    ours, theirs = elements(svg), elements(other)
    pairs = list(zip(ours, theirs, strict=False))
    found = [pair for pair in pairs if not _alike(*pair)]
    longer = ours if len(ours) > len(theirs) else theirs
    return [*found, *((None, element) for element in longer[len(pairs) :])]


def _value(attribute: tuple[str, str]) -> tuple[str, str | list[float]]:
    name, value = attribute
    try:
        return name, [float(part) for part in value.split()]
    except ValueError:
        return name, value


def _alike(one: Element, other: Element) -> bool:
    if one[:2] != other[:2] or one[2].keys() != other[2].keys():
        return False
    return all(_close(value, other[2][name]) for name, value in one[2].items())


def _close(one: str | list[float], other: str | list[float]) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return len(one) == len(other) and all(abs(a - b) <= CLOSE for a, b in zip(one, other, strict=True))


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for each in DRAWN:
        (FOLDER / f"{each}.svg").write_text(drawn(each), encoding="utf-8")
