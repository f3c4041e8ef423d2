"""Briefs as DOCX, filled into a Word template. No ORM.

A template holds placeholders as ``{{ headline }}`` (``templates/briefs/README.md`` lists them). It can repeat and leave
out what it is given, and reach nothing else: it is filled in a sandbox, and what it is given are words and one picture.
"""

import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

#: The template that is taken where none is named.
DEFAULT = "leaders"

#: Between the margins of a page in landscape and in portrait, in millimetres.
LANDSCAPE, PORTRAIT = 256, 168

#: What a template file is called: its name, and a language where it has one.
_FILE = re.compile(r"(?P<name>[\w-]+?)(\.(?P<language>[a-z]{2}))?\.docx")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnfillableTemplateError(Exception):
    """A template that is no DOCX, or whose placeholders cannot be filled in; says what is wrong with it."""


def found(folders: Iterable[Path], language: str) -> dict[str, Path]:
    """Return the templates in ``folders`` by name; a later folder wins over an earlier one.

    ``name.en.docx`` is the template ``name`` for readers of any language but Chinese, where there is one.
    """
    templates: dict[str, Path] = {}
    for folder in folders:
        files = sorted(folder.glob("*.docx")) if folder.is_dir() else []
        named = [(match, path) for path in files if (match := _FILE.fullmatch(path.name))]
        templates |= {match["name"]: path for match, path in named if not match["language"]}
        templates |= {match["name"]: path for match, path in named if match["language"] == language}
    return dict(sorted(templates.items()))


def filled(template: Path, content: Mapping[str, Any], picture: bytes, made: datetime) -> bytes:
    """Return a brief: ``template`` with ``content`` (texts, lists and mappings of texts) and the map in it.

    The map is given in two widths: ``map`` for a page in landscape, ``map_small`` for one in portrait.
    """
    try:
        document = DocxTemplate(template)
        context = _clean(content) | {
            "map": InlineImage(document, io.BytesIO(picture), width=Mm(LANDSCAPE)),
            "map_small": InlineImage(document, io.BytesIO(picture), width=Mm(PORTRAIT)),
        }
        document.render(context, ImmutableSandboxedEnvironment(undefined=StrictUndefined), autoescape=True)
    except (TemplateError, BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise UnfillableTemplateError(str(error)) from error
    about = document.docx.core_properties
    about.title = context["title"]
    about.created = about.modified = made
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _clean(value: Any) -> Any:
    """Return a content without the characters that no document can hold."""
    if isinstance(value, str):
        return _NOT_IN_XML.sub("", value)
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(each) for each in value]
    return value
