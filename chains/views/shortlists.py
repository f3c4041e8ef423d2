"""Shortlists 候选名单 of staff: companies that could fill a gap. They are never public."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from chains.models import Company, Shortlist
from chains.permissions import NotPermitted
from chains.selectors.candidates import CandidateView
from chains.selectors.shortlists import address_of, companies_of, company_called, entry_rows, own_of, visible_to
from chains.services import shortlists as service
from chains.tables import ShortlistResource

from . import downloads
from .candidates import view_of_query
from .lists import numbered_page


def staff_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only those read who may keep shortlists; others log in, or are told why not."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            again = request.get_full_path() if request.method == "GET" else reverse("shortlists")
            return redirect_to_login(again)
        if not service.may_keep(request.user):
            raise NotPermitted(_("Only members of the staff with a role keep shortlists."))
        return view(request, *args, **kwargs)

    return never_cache(guarded)


@staff_only
def shortlists(request: HttpRequest) -> HttpResponse:
    """The lists of the reader and those that are shared; companies sent here are put on one."""
    if request.method == "POST":
        return _put(request)
    rows = visible_to(request.user)
    shared = rows.exclude(user=request.user.pk)
    context = {
        "own": rows.filter(user=request.user.pk),
        "page": numbered_page(shared, request.GET.get("page") or "1"),
    }
    return render(request, "chains/shortlists.html", context)


@staff_only
def shortlist(request: HttpRequest, public_id: str) -> HttpResponse:
    """One list: who stands on it and why; its owner changes it here."""
    row = _readable(request, public_id)
    may_change = service.may_change(row, request.user)
    rows = entry_rows(row)
    if request.method == "POST":
        if _changed(request, row):
            return HttpResponseRedirect(address_of(row))
        # What was written is shown again beside what is wrong with it.
        row.name, row.note, row.shared = _text(request, "name"), _text(request, "note"), "shared" in request.POST
        for each in rows:
            each.entry.reason = _text(request, f"reason-{each.company.public_id}") or each.entry.reason
    context = {"shortlist": row, "rows": rows, "may_change": may_change, "service": service}
    return render(request, "chains/shortlist.html", context)


@staff_only
@require_POST
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Delete a list."""
    row = _readable(request, public_id)
    service.delete([row], request.user)
    messages.success(request, _("The shortlist “%(name)s” is deleted.") % {"name": row.name})
    return HttpResponseRedirect(reverse("shortlists"))


@staff_only
def export(request: HttpRequest, public_id: str, suffix: str) -> HttpResponse:
    """One list as a file."""
    downloads.check_suffix(suffix)
    row = _readable(request, public_id)
    return downloads.download(ShortlistResource, entry_rows(row), f"shortlist-{row.public_id}", row.name, suffix)


def _readable(request: HttpRequest, public_id: str) -> Shortlist:
    """Return a list that the reader may read; raises ``Http404`` for any other, whether or not it is there."""
    row = visible_to(request.user).filter(public_id=public_id).first()
    if row is None:
        raise Http404(_("There is no shortlist “%(id)s” that you can read.") % {"id": public_id})
    return row


def _put(request: HttpRequest) -> HttpResponse:
    """Put the companies that were sent on a list of the reader's, a new one where none is named, and show it."""
    query = _text(request, "query")
    view = view_of_query(query) if query else None
    try:
        chosen = _chosen(request, view)
        row, number = _put_on(request, chosen, view)
    except ValidationError as error:
        messages.error(request, _("Nothing was put on a list: %(why)s") % {"why": " ".join(error.messages)})
        return HttpResponseRedirect(_origin(request, query))
    text = ngettext("%(n)d company was put on this list.", "%(n)d companies were put on this list.", number)
    messages.success(request, text % {"n": number})
    return HttpResponseRedirect(address_of(row))


def _chosen(request: HttpRequest, view: CandidateView | None) -> dict[Company, str]:
    """Return the companies that were chosen, in the order of the page, with why each stood there."""
    given = _text(request, "reason")
    ids = [text.replace("\x00", "") for text in request.POST.getlist("company")]
    if view is None:
        chosen = dict.fromkeys(companies_of(ids), given)
    else:
        companies = {company.pk: company for company in _of_view(request, view, ids)}
        found = [each for each in view.found.candidates if each.company in companies]
        chosen = {companies[each.company]: given or view.why_in_short(each) for each in found}
        # Somebody may have curated in between: who no longer stands there was ticked all the same.
        chosen |= {company: given for company in companies.values() if company not in chosen}
    if not chosen and ("query" in request.POST or "company" in request.POST):
        raise ValidationError(_("Tick the companies first."))
    return chosen


def _of_view(request: HttpRequest, view: CandidateView, ids: list[str]) -> list[Company]:
    if "all" not in request.POST:
        return companies_of(ids)
    # One more than a list takes, so that it says what is wrong.
    first = [each.company for each in view.found.candidates[: service.LENGTH + 1]]
    return list(Company.objects.published().filter(pk__in=first))


def _put_on(request: HttpRequest, chosen: dict[Company, str], view: CandidateView | None) -> tuple[Shortlist, int]:
    """Return the list that the companies were put on, and how many were not on it already."""
    if public_id := _text(request, "list"):
        row = next((each for each in own_of(request.user) if each.public_id == public_id), None)
        if row is None:
            raise ValidationError(_("There is no shortlist “%(id)s” that you can read.") % {"id": public_id})
        return row, service.add(row, request.user, chosen)
    gap: dict[str, Any] = {}
    if view is not None:
        provinces = {place.code for place in view.provinces} | {city.province_id for city in view.cities}
        gap = {"segment": view.segment}
        if len(provinces) == 1:
            gap["province"] = view.provinces[0] if view.provinces else view.cities[0].province
    row = service.create(request.user, _text(request, "name"), chosen, shared="shared" in request.POST, **gap)
    return row, len(chosen)


def _changed(request: HttpRequest, row: Shortlist) -> bool:
    """Write what was changed in the form of a list, say so, and return whether all of it could be."""
    keys = {name.partition("-")[2] for name in request.POST if name.startswith("reason-")}
    places = {key: _text(request, f"order-{key}") for key in keys}
    try:
        service.change(
            row,
            request.user,
            name=_text(request, "name"),
            shared="shared" in request.POST,
            note=_text(request, "note"),
            reasons={key: _text(request, f"reason-{key}") for key in keys},
            order={key: int(text) for key, text in places.items() if text.isascii() and text.isdigit()},
            without=request.POST.getlist("remove"),
        )
        if called := _text(request, "add"):
            service.add(row, request.user, {company_called(called): _text(request, "add-reason")})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, _("The shortlist “%(name)s” is saved.") % {"name": _text(request, "name")})
    return True


def _origin(request: HttpRequest, query: str) -> str:
    """Return where the form was sent from."""
    if query:
        return f"{reverse('candidates')}?{query}"
    if company := _text(request, "company"):
        return reverse("company", args=[company.replace("/", "")])
    return reverse("shortlists")


def _text(request: HttpRequest, name: str) -> str:
    """Return a text that was sent, without the null character, which no database takes."""
    return request.POST.get(name, "").replace("\x00", "").strip()
