"""The context that every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from chains import index

THEMES = ("light", "dark")


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the chains for the navigation, and the theme that the reader has chosen (or none)."""
    theme = request.COOKIES.get("theme", "")
    at = getattr(request, "revision", None)
    return {
        "all_chains": SimpleLazyObject(lambda: index.chains_in_order(at)),
        "theme": theme if theme in THEMES else "",
    }
