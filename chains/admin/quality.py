"""The worklist of data quality: records that are doubtful or incomplete, by check, with a link to correct them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import permissions
from chains.admin.list_columns import page_of
from chains.admin.placements import place_of
from chains.admin.work_pages import work_page
from chains.models import Company, Placement, Province, Segment
from chains.permissions import Permission
from chains.selectors import quality
from chains.selectors.quality import MONTHS, Asked, Check
from chains.tables import formats

_PAGE_SIZE = 50

#: The columns of each kind of row: what stands over them, and how they are read.
_COLUMNS: dict[type[Any], tuple[tuple[Any, Callable[[Any], Any]], ...]] = {
    Company: (
        (gettext_lazy("company"), lambda row: row.name),
        (gettext_lazy("legal name"), lambda row: row.legal_name),
        (gettext_lazy("credit code"), lambda row: row.uscc or ""),
        (gettext_lazy("registered in"), place_of),
    ),
    Placement: (
        (gettext_lazy("company"), lambda row: row.company.name),
        (gettext_lazy("segment"), lambda row: f"{row.segment.layer.chain} · {row.segment}"),
        (gettext_lazy("place"), place_of),
        (gettext_lazy("status"), lambda row: row.get_status_display()),
        (gettext_lazy("last looked at"), quality.looked_at),
    ),
    Segment: (
        (gettext_lazy("segment"), lambda row: row.name),
        (gettext_lazy("parent segment"), lambda row: str(row.parent or "")),
        (gettext_lazy("layer"), lambda row: f"{row.layer.chain} · {row.layer.name}"),
        (gettext_lazy("code"), lambda row: row.code),
    ),
}


class QualityForm(forms.Form):
    """The filters of the worklist."""

    province = forms.ModelChoiceField(
        Province.objects.all(),
        required=False,
        to_field_name="code",
        label=gettext_lazy("Province"),
        empty_label=gettext_lazy("all provinces"),
    )
    months = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=600,
        initial=MONTHS,
        label=gettext_lazy("Not looked at for so many months"),
    )


def _may_see(user: Any) -> bool:
    return permissions.may(user, Permission.VIEW)


def _read(request: HttpRequest) -> tuple[QualityForm, Asked]:
    """Return the form, and what it asks for; a value that cannot be read is said beside it, and left out."""
    form = QualityForm({"months": MONTHS} | request.GET.dict())
    form.is_valid()
    province = form.cleaned_data.get("province")
    return form, Asked(
        today=timezone.localdate(),
        province=province.code if province else "",
        months=form.cleaned_data.get("months") or MONTHS,
    )


def _check(code: str) -> Check:
    if code not in quality.CHECKS:
        raise Http404(_("There is no check “%(code)s”.") % {"code": code})
    return quality.CHECKS[code]


def _refuse_strangers(request: HttpRequest) -> None:
    permissions.require(request.user, Permission.VIEW)


@work_page(
    "quality/",
    "quality",
    title=gettext_lazy("Data quality"),
    description=gettext_lazy("What is doubtful or missing, and what has not been looked at for long."),
    allowed=_may_see,
)
def checks(request: HttpRequest) -> HttpResponse:
    """Show every check, why it matters, and how much it finds."""
    _refuse_strangers(request)
    form, asked = _read(request)
    own = permissions.provinces_of(request.user)
    context = {"form": form, "tallies": quality.tallies(asked, own), "own": own is not None, "title": _("Data quality")}
    return _shown(request, "admin/chains/quality.html", context)


@work_page("quality/<slug:code>/", "quality-check", allowed=_may_see)
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Show the rows that one check finds, page by page, the user's own provinces first."""
    _refuse_strangers(request)
    found = _check(code)
    form, asked = _read(request)
    rows = quality.rows(found, asked, permissions.provinces_of(request.user))
    page = Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page"))
    read = [column for _heading, column in _COLUMNS[found.model]]
    context = {
        "form": form,
        "check": found,
        "title": found.title,
        "page": page,
        "headings": [heading for heading, _column in _COLUMNS[found.model]],
        "lines": [
            {"address": page_of(row), "mine": getattr(row, "mine", False), "cells": [column(row) for column in read]}
            for row in page
        ],
    }
    return _shown(request, "admin/chains/quality_check.html", context)


@work_page("quality/<slug:code>.xlsx", "quality-file", allowed=_may_see)
def file(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with all that one check finds as a workbook, each row with the path of its form."""
    _refuse_strangers(request)
    found = _check(code)
    _form, asked = _read(request)
    rows = quality.rows(found, asked, permissions.provinces_of(request.user))
    columns = _COLUMNS[found.model]
    body = formats.as_xlsx(
        str(found.title),
        [_("id"), *(str(heading) for heading, _column in columns), _("form")],
        (
            [
                row.code if isinstance(row, Segment) else row.public_id,
                *(column(row) for _heading, column in columns),
                request.build_absolute_uri(page_of(row)),
            ]
            for row in rows
        ),
    )
    response = HttpResponse(body, content_type=formats.CONTENT_TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="{code}-{asked.today:%Y%m%d}.xlsx"'
    return response


def _shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    query = request.GET.copy()
    query.pop("page", None)
    context |= {"query": f"?{query.urlencode()}" if query else "", "months": MONTHS}
    return render(request, template, {**admin.site.each_context(request), "subtitle": None, **context})
