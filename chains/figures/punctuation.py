"""Full-width punctuation of Chinese fonts, replaced by narrow marks in other languages."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

Content = TypeVar("Content")

_NARROW = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "—": "–", "·": "-"})


def narrow_marks(content: Content) -> Content:
    """Return a content, and whatever it consists of, with narrow quotation marks, dots and dashes."""
    if type(content) is str:
        return content.replace(" · ", ", ").translate(_NARROW)
    if isinstance(content, tuple):
        return tuple(narrow_marks(each) for each in content)
    if is_dataclass(content):
        return replace(content, **{each.name: narrow_marks(getattr(content, each.name)) for each in fields(content)})
    return content
