"""The review worklist: curators submit records, reviewers approve or return them with a comment."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chains.admin.placements import place_of
from chains.admin.work_pages import work_page
from chains.history import reviewing as service
from chains.history.curation import Change
from chains.models import Company, Placement, Province, Segment
from chains.permissions import NotPermitted, Permission, may, provinces_of
from chains.selectors import reviewing as selectors
from chains.selectors.reviewing import COMPANY, PLACEMENT, Lane

_PAGE_SIZE = 25

LANES = {
    Lane.WAITING: gettext_lazy("waiting for review"),
    Lane.RETURNED: gettext_lazy("returned with a note"),
    Lane.DRAFTS: gettext_lazy("drafts"),
}

_KEY = re.compile(rf"({COMPANY}|{PLACEMENT})-(\d+)")


def _allowed(user: AbstractBaseUser) -> bool:
    """Return whether there is anything that the user could do here."""
    return may(user, Permission.EDIT)


def _first(user: AbstractBaseUser) -> Lane:
    """Return the list that the page begins with: what this user has to act on."""
    return Lane.WAITING if service.may_review(user) else Lane.RETURNED


def _waiting(user: AbstractBaseUser) -> int:
    return selectors.lane(_first(user), provinces_of(user), maker=user.pk).count()


@work_page(
    "reviews/",
    "reviews",
    title=gettext_lazy("Review"),
    description=gettext_lazy("Companies and placements on their way to the public: submitted, returned, drafted."),
    allowed=_allowed,
    waiting=_waiting,
)
def reviews(request: HttpRequest) -> HttpResponse:
    """Show one of the lists, narrowed by province and segment; do what was sent with the chosen rows."""
    if not _allowed(request.user):
        raise PermissionDenied
    sent = request.method == "POST"
    if sent and _done(request):
        return HttpResponseRedirect(request.get_full_path())
    lane = request.GET.get("lane") or _first(request.user).value
    province, segment = request.GET.get("province", ""), request.GET.get("segment", "")
    if lane not in LANES:
        raise Http404(_("There is no list “%(name)s”.") % {"name": lane})
    own, maker = provinces_of(request.user), request.user.pk
    found = selectors.lane(Lane(lane), own, maker=maker, province=province, segment=segment)
    page = Paginator(found, _PAGE_SIZE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query["lane"] = lane
    query.pop("page", None)
    context = {
        **admin.site.each_context(request),
        "title": _("Review"),
        "subtitle": None,
        "lane": lane,
        "lanes": [(value.value, name) for value, name in LANES.items()],
        "provinces": Province.objects.all(),
        "segments": Segment.objects.top_level().select_related("layer__chain"),
        "province": province,
        "segment": segment,
        "page": page,
        "query": f"?{query.urlencode()}",
        "items": [(item, place_of(item.row)) for item in selectors.items(list(page))],
        "reviews": service.may_review(request.user) and lane == Lane.WAITING,
        "submits": lane != Lane.WAITING,
        "chosen": request.POST.getlist("row") if sent else [],
        "comment": request.POST.get("comment", "") if sent else "",
        "longest": service.NOTE_LENGTH,
    }
    return render(request, "admin/chains/reviews.html", context)


def _done(request: HttpRequest) -> bool:
    """Do what was sent; return False, having said why, where it could not be done."""
    rows = list(_rows(request.POST.getlist("row")))
    comment = request.POST.get("comment", "").strip()
    try:
        if not rows:
            raise ValidationError(_("Choose something first."))
        match request.POST.get("do"):
            case "submit":
                done = service.submit(rows, Change(request.user, comment[: service.NOTE_LENGTH] or _("submitted")))
            case "approve":
                done = service.approve(rows, Change(request.user, _("approved")), comment)
            case "return":
                done = service.send_back(rows, Change(request.user, ""), comment)
            case other:
                raise ValidationError(_("There is no step “%(name)s”.") % {"name": other or ""})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    except NotPermitted as refused:
        messages.error(request, str(refused))
        return False
    if done.batch is None:
        messages.info(request, _("Nothing to do: somebody has been here before."))
        return True
    said = ngettext("%(count)d row was moved on.", "%(count)d rows were moved on.", done.rows) % {"count": done.rows}
    link = reverse("admin:batch", args=[done.batch.pk], current_app=request.current_app)
    messages.success(request, format_html('{} <a href="{}">{}</a>', said, link, _("See the batch, or undo it")))
    return True


def _rows(keys: Iterable[str]) -> Iterable[Any]:
    """Yield the companies and placements that the keys of a form name; those that are gone are left out."""
    models: dict[str, type[Company] | type[Placement]] = {COMPANY: Company, PLACEMENT: Placement}
    chosen: dict[str, list[int]] = {COMPANY: [], PLACEMENT: []}
    for key in keys:
        if named := _KEY.fullmatch(key):
            chosen[named[1]].append(int(named[2]))
    for kind, model in models.items():
        yield from model.objects.filter(pk__in=chosen[kind])
