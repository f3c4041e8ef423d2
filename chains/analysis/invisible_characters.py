"""Invisible characters: they are copied along with text and make equal texts differ. No ORM."""

import re

#: What Unicode calls Default_Ignorable_Code_Point (zero-width spaces, marks of direction, joiners, soft hyphens,
#: selectors of variants, fillers, the byte-order mark), and the marks of notes between the lines.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)


def visible(text: str) -> str:
    """Return ``text`` without the characters that nobody sees. White space stays as it is."""
    return text if text.isascii() else _INVISIBLE.sub("", text)
