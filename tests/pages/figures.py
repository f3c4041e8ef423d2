"""Reading figures: an SVG by its parts, a PDF by its text and fonts."""

import io
import re
import struct
import zlib
from xml.etree import ElementTree

from pypdf import PdfReader

SVG = "{http://www.w3.org/2000/svg}"


def drawing(body: bytes) -> ElementTree.Element:
    """Return an SVG, parsed."""
    return ElementTree.fromstring(body.decode())


def parts(svg: ElementTree.Element) -> dict[str, ElementTree.Element]:
    """Return the parts of a figure by name."""
    return {part.attrib["id"]: part for part in svg.findall(f"{SVG}g")}


def texts(element: ElementTree.Element, role: str = "") -> list[str]:
    """Return the lines of text of a figure or a part of it, or those of one role."""
    return [
        text.text or "" for text in element.iter(f"{SVG}text") if not role or text.attrib.get("data-role", "") == role
    ]


def keys(element: ElementTree.Element, role: str) -> set[str]:
    """Return what the lines of one role are of."""
    return {text.attrib["data-key"] for text in element.iter(f"{SVG}text") if text.attrib.get("data-role") == role}


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF of one page, without white space."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s", "", page.extract_text())


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Return the fonts of a PDF of one page, without the tags of their subsets, and whether each is embedded."""
    (page,) = PdfReader(io.BytesIO(pdf)).pages
    found = {}
    for font in page["/Resources"]["/Font"].values():
        described = font.get_object()["/DescendantFonts"][0].get_object()
        name = str(described["/BaseFont"]).removeprefix("/").partition("+")[2]
        inside = described["/FontDescriptor"].get_object()
        found[name] = any(file in inside for file in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def size_of(png: bytes) -> tuple[int, int]:
    """Return the width and height of a PNG in dots; what is said there has to be there."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    position, packed = 8, b""
    width = height = dot = 0
    while position < len(png):
        length, kind = struct.unpack(">I4s", png[position : position + 8])
        chunk = png[position + 8 : position + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colour = struct.unpack(">IIBB", chunk[:10])
            dot = {0: 1, 2: 3, 4: 2, 6: 4}[colour] * depth // 8
        elif kind == b"IDAT":
            packed += chunk
        position += 12 + length
    assert len(zlib.decompress(packed)) == height * (1 + width * dot)
    return width, height
