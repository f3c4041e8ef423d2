"""Short displays of placements: where they are, their evidence, and a warning where they have none."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.admin.list_columns import page_of
from chains.analysis.wording import country_called
from chains.models import Evidence, Placement


def place_of(row: Any) -> str:
    """Return where ``row`` stands: province and city (once, if they are the same), or country."""
    if row.country:
        return country_called(str(row.country))
    return " ".join(dict.fromkeys(str(each) for each in (row.province, row.city) if each))


def evidence_in_short(row: Placement) -> SafeString | str:
    """Return the evidence of a placement as a list, and a link to where more is added."""
    if row.pk is None:
        return _("Save first, then add the evidence on the placement's own page.")
    lines = [
        (each.source.get_absolute_url(), each.source.title, f"{each.locator} {each.printed_name}".strip())
        for each in row.evidence.all()
    ]
    listed = format_html_join("", '<li><a href="{}">{}</a> {}</li>', lines)
    page = f"{page_of(row)}#evidence-group"
    if not lines:
        return format_html('<em class="missing">{}</em> <a href="{}">{}</a>', _("none yet"), page, _("Add evidence"))
    return format_html('<ul class="evidence">{}</ul>', listed)


def warn_of_unsupported(request: HttpRequest, placements: QuerySet[Placement]) -> None:
    """Tell the user which of ``placements`` have no evidence, with a link to each."""
    supported = Evidence.objects.filter(placement=OuterRef("pk"))
    bare = list(placements.live().filter(~Exists(supported)).select_related("segment"))
    if not bare:
        return
    links = format_html_join("、", '<a href="{}#evidence-group">{}</a>', [(page_of(row), row.segment) for row in bare])
    text = ngettext("A placement has no evidence yet:", "Some placements have no evidence yet:", len(bare))
    messages.warning(request, format_html("{} {}", text, links))
