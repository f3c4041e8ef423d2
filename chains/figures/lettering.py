"""Estimated text widths for SVG on pages, where no font can be measured: on the safe side. No ORM."""

from unicodedata import east_asian_width

#: Widths in em: a Chinese character, a capital or a wide sign, any other.
_FULL, _CAPITAL, _OTHER = 1.0, 0.72, 0.56
_ELLIPSIS = "…"


def text_width(text: str, size: float) -> float:
    """Return about how wide ``text`` is, in the unit of the type ``size``."""
    return size * sum(_em(char) for char in text)


def _em(char: str) -> float:
    if east_asian_width(char) in "WF":
        return _FULL
    return _CAPITAL if char.isupper() or char in "&@%mwMW…" else _OTHER


def wrapped(text: str, width: float, size: float, most: int = 2) -> tuple[str, ...]:
    """Return ``text`` in at most ``most`` lines no wider than ``width``; what is left over becomes an ellipsis.

    Breaks between words, and anywhere where a single word (or a Chinese name, which has no spaces) is too long.
    """
    lines: list[str] = []
    rest = text.strip()
    while rest:
        if text_width(rest, size) <= width:
            lines.append(rest)
            break
        if len(lines) == most - 1:
            lines.append(_cut(rest, width - text_width(_ELLIPSIS, size), size).rstrip() + _ELLIPSIS)
            break
        line = _cut(rest, width, size)
        if " " in line and not rest[len(line)].isspace():
            line = line[: line.rindex(" ")]
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    return tuple(lines)


def _cut(text: str, width: float, size: float) -> str:
    """Return the longest beginning of ``text`` that fits, a character at least."""
    end = 1
    while end < len(text) and text_width(text[: end + 1], size) <= width:
        end += 1
    return text[:end]
