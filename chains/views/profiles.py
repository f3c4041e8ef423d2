"""The pages of a segment, a province, a source and the institutions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model, QuerySet, Window
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from chains import models
from chains.selectors import profiles as selectors

from .lists import numbered_page

#: How many rows of each kind a source begins with.
FIRST = 20

#: Institutions by the name of their page: the rows, and the relations that the page shows.
INSTITUTIONS: dict[str, tuple[type[Model], tuple[str, ...], tuple[str, ...]]] = {
    "research-base": (
        models.ResearchBase,
        ("province", "city", "source"),
        ("chains", "segments", "members__company", "members__member_base", "memberships__base"),
    ),
    "platform": (models.Platform, ("province", "city", "source", "host"), ("chains",)),
    "park": (models.Park, ("province", "city", "source"), ("chains",)),
    "alliance": (models.Alliance, ("province", "city", "source", "chain"), ()),
    "project": (
        models.Project,
        ("province", "city", "source", "chain", "segment", "investor_company"),
        (),
    ),
    "technology": (models.Technology, ("source", "chain"), ("segments__layer__chain",)),
}


def segment(request: HttpRequest, code: str) -> HttpResponse:
    """A segment: who fills it where, what stands below it, what is said of it."""
    try:
        profile = selectors.segment_profile(code)
    except models.Segment.DoesNotExist as error:
        raise _missing(_("segment"), code) from error
    return render(request, "chains/segment.html", {"profile": profile, "segment": profile.segment})


def province(request: HttpRequest, code: str) -> HttpResponse:
    """A province: its part in each chain, its cities and institutions."""
    try:
        profile = selectors.province_profile(code)
    except models.Province.DoesNotExist as error:
        raise _missing(_("province"), code) from error
    return render(request, "chains/province.html", {"profile": profile, "province": profile.province})


@dataclass(frozen=True)
class Section:
    """What of one kind rests on a source: the rows that the page shows, and how many there are in all."""

    rows: Sequence[Model]
    total: int


def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A source with what rests on it: the first of each kind or, with ``of``, all of one kind, a page at a time."""
    try:
        row, supports = selectors.source_profile(slug)
    except models.Source.DoesNotExist as error:
        raise _missing(_("source"), slug) from error
    context: dict[str, Any] = {"source": row, "supports": {kind: _first(rows) for kind, rows in supports.items()}}
    if of := request.GET.get("of"):
        if of not in supports:
            raise Http404(_("Nothing of the kind “%(kind)s” rests on a source.") % {"kind": of})
        page = numbered_page(supports[of], request.GET.get("page") or "1")
        context |= {"supports": {of: Section(page.object_list, page.paginator.count)}, "page": page}
    return render(request, "chains/source.html", context)


def _first(rows: QuerySet) -> Section:
    """Return the first rows and the number of all; one query."""
    found = list(rows.annotate(in_all=Window(Count("pk")))[:FIRST])
    return Section(found, found[0].in_all if found else 0)


def institution(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """A research base, platform, park, alliance, project or technology."""
    model, single, several = INSTITUTIONS[kind]
    rows: QuerySet = model.objects.select_related(*single).prefetch_related(*several)
    row = rows.filter(public_id=public_id).first()
    if row is None:
        raise _missing(model._meta.verbose_name, public_id)
    return render(request, f"chains/institutions/{kind}.html", {"row": row, "kind": model._meta.verbose_name})


def _missing(what: object, key: str) -> Http404:
    return Http404(_("There is no %(what)s “%(key)s”.") % {"what": what, "key": key})
