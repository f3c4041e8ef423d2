"""The names in the cells of a map: the plain values that they are written from. Display only, no queries.

A map has hundreds of them, so their template is one of Jinja2, as that of the facets.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chains.analysis.wording import in_english

register = template.Library()


@register.simple_tag
def company_links(companies: Sequence[Any], start: int = 0, stop: int | None = None) -> SafeString:
    """Return the companies from ``start`` up to ``stop``, each a link that shows what it is known for."""
    listed, english = gettext("listed"), in_english()
    # Reversing is what takes longest, so it is done once: an id has no character that would be quoted.
    before, behind = reverse("company", args=["0" * 10]).split("0" * 10)
    links = [
        (
            _classes(company.listed, company.labelled, company.status),
            f"{before}{company.public_id}{behind}",
            (english and company.name_en) or company.name,
            f"{company.name} · {listed}" if company.listed else "",
        )
        for company in companies[start:stop]
    ]
    return SafeString(
        get_template("company_links.html", using="jinja2").template.render(companies=links, listed=listed)
    )


@cache
def _classes(listed: bool, labelled: bool, status: str) -> str:
    classes = ["co", *(["listed"] if listed else []), *(["labelled"] if labelled else [])]
    return " ".join([*classes, status] if status in ("verified", "disputed") else classes)
