"""The names in the cells of a map, as HTML. Display only, no queries.

Written here and not in a template, because a map has hundreds of them.
"""

from collections.abc import Sequence
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from chains.analysis.wording import in_english

register = template.Library()


@register.simple_tag
def company_links(companies: Sequence[Any], start: int = 0, stop: int | None = None) -> SafeString:
    """Return the companies from ``start`` up to ``stop``, each a link that shows what it is known for."""
    listed = escape(gettext("listed"))
    # Reversing is what takes longest, so it is done once: an id has no character that would be quoted.
    before, behind = reverse("company", args=["0" * 10]).split("0" * 10)
    english = in_english()
    return SafeString("".join(_link(company, english, listed, before, behind) for company in companies[start:stop]))


def _link(company: Any, english: bool, listed: str, before: str, behind: str) -> str:
    name = escape((english and company.name_en) or company.name)
    classes = ["co", *(each for each in ("listed", "labelled") if getattr(company, each))]
    if company.status in ("verified", "disputed"):
        classes.append(company.status)
    title, hint = "", ""
    if company.listed:
        title = f' title="{escape(company.name)} · {listed}"'
        hint = f'<span class="hidden"> ({listed})</span>'
    address = f"{before}{company.public_id}{behind}"
    return f'<a class="{" ".join(classes)}" href="{address}"{title}>{name}{hint}</a>\n'
