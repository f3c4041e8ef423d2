"""Figures as PDF or PNG, typeset by Typst from their SVG with the bundled fonts, without network access."""

from datetime import datetime

import typst

from chains.figures.shapes import Figure

from . import fonts
from .svg import as_svg

#: Dots per inch of a PNG: sharp in print and on slides.
PPI = 200

_PAGE = """
#set document(title: sys.inputs.title, description: sys.inputs.description)
#set page(width: {width}mm, height: {height}mm, margin: 0mm)
#set text(lang: sys.inputs.lang, font: "Noto Sans SC")
#image("figure.svg", width: {width}mm, height: {height}mm, alt: sys.inputs.description)
"""


def as_pdf(figure: Figure, made: datetime) -> bytes:
    """Return a figure as a PDF of one page, with its fonts inside and its text as text."""
    return _typeset(figure, "pdf", timestamp=made.replace(microsecond=0))


def as_png(figure: Figure, ppi: int = PPI) -> bytes:
    """Return a figure as a PNG with ``ppi`` dots to the inch."""
    return _typeset(figure, "png", ppi=float(ppi))


def _typeset(figure: Figure, file_format: str, **options: object) -> bytes:
    page = _PAGE.format(width=figure.paper.width_mm, height=figure.paper.height_mm)
    return typst.compile(
        {"main.typ": page.encode(), "figure.svg": as_svg(figure, with_fonts=False).encode()},
        format=file_format,
        font_paths=fonts.FOLDERS,
        ignore_system_fonts=True,
        # What the page is told is data: none of it is read as markup.
        sys_inputs={
            "title": figure.title,
            "description": figure.description,
            "lang": figure.language.partition("-")[0],
        },
        **options,
    )
