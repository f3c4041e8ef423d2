"""The fonts that figures are set in: Noto Sans SC and Noto Serif SC (SIL Open Font License 1.1), from a wheel.

They come with the installation, so that figures are the same on every machine, those without Chinese fonts included.
They hold the 20,902 Chinese characters of GBK and, with few exceptions, all of the two largest blocks of Unicode
(U+3400–4DBF, U+4E00–9FEF), Latin, Greek and Cyrillic letters. Any other character is drawn as a crossed box.
"""

import io
from base64 import b64encode
from functools import cache, lru_cache
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from chains.figures.measuring import Face, Ruler
from chains.figures.shapes import Voice

FILES: dict[Voice, Path] = {Voice.SANS: sans_path(), Voice.SERIF: serif_path()}
FAMILIES = {Voice.SANS: "Noto Sans SC", Voice.SERIF: "Noto Serif SC"}
FOLDERS = sorted({str(path.parent) for path in FILES.values()})


@cache
def ruler() -> Ruler:
    """Return the ruler that measures with these fonts; they are read once in the life of a process."""
    return Ruler({voice: _face(path) for voice, path in FILES.items()})


def _face(path: Path) -> Face:
    with TTFont(path, lazy=True) as font:
        unit = font["head"].unitsPerEm
        advances = font["hmtx"].metrics
        return Face(
            advances={chr(code): advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()},
            missing=advances[".notdef"][0] / unit,
        )


@lru_cache(maxsize=32)
def embedded(voice: Voice, characters: frozenset[str]) -> str:
    """Return these characters of a font as a ``data:`` address in WOFF, to be carried inside a file."""
    options = subset.Options(flavor="woff", layout_features=["kern"], hinting=False, notdef_outline=True)
    # What sets vertical lines, which no figure has.
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE"]
    font = subset.load_font(FILES[voice], options, dontLoadGlyphNames=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return f"data:font/woff;base64,{b64encode(written.getvalue()).decode()}"
