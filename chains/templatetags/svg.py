"""Template tags for SVG. Display only, no queries."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from chains.analysis.wording import name_of
from chains.figures.lettering import wrapped

register = template.Library()

_TYPE = 'font-family="Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif"'
_PLAIN = f'{_TYPE} font-size="13" fill="#5d646d"'

#: How a part is painted where no style sheet is: light, and as attributes, which a style sheet overrules.
PAINT: dict[str, str] = {
    "paper": 'fill="#fbfaf6"',
    "band": 'fill="#e6f0f1" fill-opacity=".45" stroke="#dcd8cd"',
    "band-name": f'{_TYPE} font-size="15" font-weight="600" fill="#0b5c74"',
    "route": 'fill="none" stroke="#0b5c74" stroke-width="1.6"',
    "route lifted": 'fill="none" stroke="#0b5c74" stroke-width="1.6" stroke-dasharray="5 4"',
    "tip": 'fill="#0b5c74"',
    "card": 'fill="#fffefb"',
    "box": 'fill="none" stroke="#5d646d"',
    "box void": 'fill="none" stroke="#5d646d" stroke-dasharray="4 3"',
    "box gap": 'fill="none" stroke="#a5401a" stroke-width="2.5"',
    "box weak": 'fill="none" stroke="#a5401a" stroke-width="1.5"',
    "box adequate": 'fill="none" stroke="#2b6a3d" stroke-dasharray="2 2"',
    "box strong": 'fill="none" stroke="#2b6a3d" stroke-width="2.5"',
    "box choke": 'fill="none" stroke="#a5401a" stroke-width="2.5"',
    "box imports": 'fill="none" stroke="#a5401a" stroke-width="1.5"',
    "step1": 'fill="#0b5c74" fill-opacity=".05"',
    "step2": 'fill="#0b5c74" fill-opacity=".1"',
    "step3": 'fill="#0b5c74" fill-opacity=".17"',
    "step4": 'fill="#0b5c74" fill-opacity=".26"',
    "bar": 'fill="#0b5c74"',
    "good-bar": 'fill="#2b6a3d"',
    "hatch": 'stroke="#dcd8cd" stroke-width="2"',
    "warn-hatch": 'stroke="#e3b9a5" stroke-width="2"',
    "good-hatch": 'fill="#2b6a3d" fill-opacity=".3"',
    "name": f'{_TYPE} font-size="16" font-weight="600" fill="#1d2126"',
    "value": _PLAIN,
    "figure": f'{_TYPE} font-size="32" fill="#1d2126"',
    "bubble": 'fill="#0b5c74" fill-opacity=".22" stroke="#0b5c74"',
    "mark": 'fill="none" stroke="#c2bdb0"',
    "touch": 'fill="none" pointer-events="all"',
    "label": f'{_TYPE} font-size="14" fill="#1d2126"',
    "soft-label": f'{_TYPE} font-size="14" fill="#5d646d"',
    "key": f'{_TYPE} font-size="11" fill="#1d2126" text-anchor="middle"',
    "caption": f'{_TYPE} font-size="18" font-weight="600" fill="#1d2126"',
}


@register.simple_tag
def paint(name: str) -> SafeString:
    """Return the attributes of a part: its classes, and how it looks without a style sheet."""
    return SafeString(f'class="{name}" {PAINT[name]}')


@register.filter
def in_lines(row: Any, width: float) -> tuple[str, ...]:
    """Return the row's name in the reader's language, in at most two lines of type 16 that are ``width`` wide."""
    return wrapped(name_of(row), width, 16)


@register.simple_tag
def lines(parts: Iterable[str], x: float, y: float, leading: float = 19) -> SafeString:
    """Return the lines as ``tspan`` under each other, the first at ``y``."""
    return SafeString(
        "".join(
            format_html('<tspan x="{}" y="{}">{}</tspan>', number(x), number(y + leading * line), part)
            for line, part in enumerate(parts)
        )
    )


@register.filter
def number(value: float) -> str:
    """Return a length as SVG reads it in every language: a point, and no more decimals than can be seen."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@register.filter
def plus(value: float, other: float) -> float:
    """Return the sum of two lengths."""
    return float(value) + float(other)


@register.filter
def times(value: float, other: float) -> float:
    """Return a multiple of a length."""
    return float(value) * float(other)


@register.filter
def at_least(value: float, least: float) -> float:
    """Return a length, no shorter than ``least``: what a finger can hit."""
    return max(float(value), float(least))
