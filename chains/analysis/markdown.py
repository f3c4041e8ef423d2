"""A subset of Markdown as HTML, for descriptions: paragraphs, lists, emphasis, links. No ORM.

Whatever else stands in a text is shown as it is written: nothing of it becomes a tag.
"""

import re
from html import escape
from itertools import groupby

_HEADING = re.compile(r"#{1,6}\s+(.+?)[\s#]*")
_ITEM = re.compile(r"(?:([-*+])|\d{1,3}[.)])\s+(.+)")
_RULE = re.compile(r"([-*_])(\s*\1){2,}")
#: A picture is shown by its words; what leads nowhere on the web, as well.
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+[\"'][^()]*[\"'])?\s*\)")
_WEB = re.compile(r"https?://\S+")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)")
_EMPHASIS = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<!\w)_(?=[^\s_])([^_]+?)(?<=\S)_(?!\w)")
_CODE = re.compile(r"`([^`]+)`")


def as_html(text: str) -> str:
    """Return ``text`` as HTML; every line break in a paragraph is kept."""
    lines = [line.strip().removeprefix("> ") for line in text.splitlines()]
    blocks = []
    for kind, group in groupby(lines, _kind_of):
        rows = list(group)
        if kind in ("ul", "ol"):
            items = "".join(f"<li>{_inline(_ITEM.fullmatch(row)[2])}</li>" for row in rows)
            blocks.append(f"<{kind}>{items}</{kind}>")
        elif kind == "heading":
            blocks += [f"<p><strong>{_inline(_HEADING.fullmatch(row)[1])}</strong></p>" for row in rows]
        elif kind == "text":
            blocks.append(f"<p>{'<br>'.join(map(_inline, rows))}</p>")
    return "".join(blocks)


def _kind_of(line: str) -> str:
    if not line or _RULE.fullmatch(line):
        return ""
    if _HEADING.fullmatch(line):
        return "heading"
    item = _ITEM.fullmatch(line)
    return "text" if item is None else "ul" if item[1] else "ol"


def _inline(line: str) -> str:
    """Return a line with its links and emphasis."""
    parts, end = [], 0
    for link in _LINK.finditer(line):
        picture, words, address = link.groups()
        words = _marked(words or address)
        parts.append(_marked(line[end : link.start()]))
        if picture or not _WEB.fullmatch(address):
            parts.append(words)
        else:
            parts.append(f'<a class="link" rel="nofollow" href="{escape(address)}">{words}</a>')
        end = link.end()
    return "".join((*parts, _marked(line[end:])))


def _marked(text: str) -> str:
    text = _CODE.sub(r"<code>\1</code>", escape(text))
    text = _STRONG.sub(lambda found: f"<strong>{found[1] or found[2]}</strong>", text)
    return _EMPHASIS.sub(lambda found: f"<em>{found[1] or found[2]}</em>", text)
