"""The rules of the templates, as functions that take one template's name and text and say what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WIDEST = 120

#: Elements that stand below each other on the page, so that each stands on a line of its own here.
BLOCKS = {
    *("html", "head", "meta", "link", "script", "body", "header", "main", "footer", "nav"),
    *("section", "article", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "blockquote", "div"),
    *("figure", "figcaption", "details", "summary"),
    *("ul", "ol", "li", "dl", "dt", "dd", "form", "fieldset", "legend", "select", "svg"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
}

#: Of these, those that have no end.
ALONE = {"link", "meta"}

#: A comment, a tag or a variable of Django's; or a tag of HTML, with what it holds of these.
DJANGO = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
TAG = re.compile(rf"(?P<django>{DJANGO})|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>(?:{DJANGO}|[^>{{]|\{{)*)>")

#: What the content security policy would refuse.
STYLE = re.compile(r"\sstyle\s*=")
HANDLER = re.compile(r"\son[a-z]+\s*=")
SOURCE = re.compile(r"\ssrc\s*=")


@dataclass(frozen=True)
class Template:
    """A template by its name, with its text."""

    name: str
    text: str

    @classmethod
    def read(cls, path: Path, root: Path) -> "Template":
        return cls(str(path.relative_to(root)), path.read_text())


@dataclass(frozen=True)
class Tag:
    """A tag of HTML: where it begins, and how its line begins before it."""

    line: int
    before: str
    name: str
    opens: bool
    rest: str

    @property
    def indent(self) -> int:
        return len(self.before) - len(self.before.lstrip())


def tags(template: Template) -> Iterator[Tag]:
    """Yield the tags of HTML in a template, in order; what a comment, a tag or a variable of Django's holds is none."""
    for found in TAG.finditer(template.text):
        if found["django"]:
            continue
        start = template.text.rfind("\n", 0, found.start()) + 1
        line = template.text.count("\n", 0, found.start()) + 1
        yield Tag(line, template.text[start : found.start()], found["name"].lower(), not found["end"], found["rest"])


def wide(template: Template) -> list[str]:
    """Return a line for each line of the template that is too long to be read beside another."""
    return [
        f"{template.name}:{number} has {len(line)} columns, over {WIDEST}"
        for number, line in enumerate(template.text.splitlines(), start=1)
        if len(line) > WIDEST
    ]


def crowded(template: Template) -> list[str]:
    """Return a line for each block-level element that begins on the line of another."""
    faults, last = [], None
    for tag in tags(template):
        if tag.opens and tag.name in BLOCKS:
            if last is not None and last.line == tag.line:
                faults.append(f"{template.name}:{tag.line} opens <{last.name}> and <{tag.name}>")
            last = tag
    return faults


def flat(template: Template) -> list[str]:
    """Return a line for each block-level element that begins a line no deeper than what holds it, or ends elsewhere."""
    faults: list[str] = []
    opened: list[Tag] = []
    for tag in tags(template):
        if tag.name not in BLOCKS or tag.name in ALONE:
            continue
        first = not tag.before.strip()
        if tag.opens:
            if first and opened and tag.indent <= opened[-1].indent:
                faults.append(f"{template.name}:{tag.line} <{tag.name}> is no deeper than line {opened[-1].line}")
            opened.append(tag)
            continue
        # A condition may open an element that another closes: what stands between them has been closed by then.
        while opened and opened[-1].name != tag.name:
            opened.pop()
        start = opened.pop() if opened else tag
        if first and tag.indent != start.indent and not start.before.strip():
            faults.append(f"{template.name}:{tag.line} </{tag.name}> stands elsewhere than line {start.line} begins")
    return faults


def inline(template: Template) -> list[str]:
    """Return a line for each style or script that stands in the page itself."""
    faults = []
    for tag in tags(template):
        if not tag.opens:
            continue
        attributes = f" {tag.rest}"
        if tag.name == "style" or (tag.name == "script" and not SOURCE.search(attributes)):
            faults.append(f"{template.name}:{tag.line} has an inline <{tag.name}>")
        if STYLE.search(attributes) or HANDLER.search(attributes):
            faults.append(f"{template.name}:{tag.line} has a style or a script in <{tag.name}>")
    return faults
