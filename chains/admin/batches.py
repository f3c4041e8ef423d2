"""Batches of changes in the admin: their list, and one batch with the rows it touched, which can be undone."""

from typing import Any

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chains import permissions
from chains.admin.forms import ReasonForm
from chains.admin.imports import attachment, shown, to
from chains.admin.list_columns import page_of
from chains.admin.work_pages import work_page
from chains.choices import BatchKind, BatchStatus, SheetKind
from chains.history import batches as service
from chains.history.batches import UNDOABLE, UndoError
from chains.history.rows_in_use import RowsInUseError
from chains.models import Batch
from chains.permissions import NotPermitted, Permission
from chains.selectors import batches as selectors
from chains.selectors import editing
from chains.tables import formats

_PAGE_SIZE = 50

#: So many rows that an undo has left are listed on one page.
_LEFT = 100

#: The numbers that a batch may keep, in the order in which they are shown.
_COUNTS = {
    "rows": gettext_lazy("rows"),
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed"),
    "unchanged": gettext_lazy("unchanged"),
    "decision": gettext_lazy("needs a decision"),
    "duplicate": gettext_lazy("duplicate in this file"),
    "error": gettext_lazy("error"),
    "refused": gettext_lazy("refused"),
    "stale": gettext_lazy("left out, as the record has changed"),
    "restored": gettext_lazy("restored"),
    "removed": gettext_lazy("removed"),
    "remade": gettext_lazy("made again"),
}

_ACTIONS = {"+": gettext_lazy("made"), "~": gettext_lazy("edited"), "-": gettext_lazy("deleted")}


def _may_see(user: AbstractBaseUser) -> bool:
    return permissions.may(user, Permission.VIEW)


@work_page(
    "batches/",
    "batches",
    title=gettext_lazy("Batches of changes"),
    description=gettext_lazy("Imports, merges, bulk edits and reviews: who made them, why, and the way back."),
    allowed=_may_see,
)
def batches(request: HttpRequest) -> HttpResponse:
    """Show all batches, of a kind, a status and a user where these are asked for."""
    permissions.require(request.user, Permission.VIEW)
    asked = {name: request.GET.get(name, "") for name in ("kind", "status", "user")}
    for name, known in (("kind", BatchKind.values), ("status", BatchStatus.values)):
        if asked[name] and asked[name] not in known:
            raise Http404(_("There are no such batches."))
    page = Paginator(selectors.all_batches(**asked), _PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": _("Batches of changes"),
        "asked": asked,
        "kinds": BatchKind.choices,
        "statuses": BatchStatus.choices,
        "users": selectors.batch_users(),
        "page": page,
        "query": _query(request),
    }
    return shown(request, "admin/chains/batches.html", context)


@work_page("batches/<int:key>/", "batch", allowed=_may_see)
def batch(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a batch did, with every record that it touched, page by page."""
    found = _batch_of(request, key)
    return shown(request, "admin/chains/batch.html", _context(request, found, ReasonForm()))


@work_page("batches/<int:key>/undo/", "batch-undo", allowed=_may_see)
@require_POST
def undo(request: HttpRequest, key: int) -> HttpResponse:
    """Undo a batch, and show what came of it."""
    found = _batch_of(request, key)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return shown(request, "admin/chains/batch.html", _context(request, found, form), 400)
    try:
        done = service.undo(found, request.user, form.cleaned_data["change_reason"])
    except (UndoError, NotPermitted) as error:
        text = error if isinstance(error, NotPermitted) else _("This batch cannot be undone: it is %s.") % error
        messages.error(request, str(text))
        return to(request, "batch", found.pk)
    except RowsInUseError as error:
        messages.error(request, str(error))
        return to(request, "batch", found.pk)
    if done.left:
        messages.warning(request, _("The batch is undone, but for what has been edited since: see below."))
    else:
        messages.success(request, _("The batch is undone: everything is as it was before."))
    return to(request, "batch", done.batch.pk)


@work_page("batches/<int:key>/unplaced/", "batch-unplaced", allowed=_may_see)
def unplaced(request: HttpRequest, key: int) -> HttpResponse:
    """Show the companies that a batch has made and that are placed nowhere as yet."""
    found = _batch_of(request, key)
    rows = selectors.unplaced_companies(found).select_related("province", "city")
    context = {
        "title": _("Batch %(number)d: companies without a placement") % {"number": found.pk},
        "batch": found,
        "page": Paginator(rows, _PAGE_SIZE).get_page(request.GET.get("page")),
        "may_import": permissions.may(request.user, Permission.IMPORT),
    }
    return shown(request, "admin/chains/batch_unplaced.html", context)


@work_page("batches/<int:key>/unplaced.xlsx", "batch-unplaced-file", allowed=_may_see)
def unplaced_file(request: HttpRequest, key: int) -> HttpResponse:
    """Answer with these companies as a sheet: with segment and place filled in, it is imported again."""
    found = _batch_of(request, key)
    permissions.require(request.user, Permission.IMPORT)
    headings = [str(column.heading) for column in editing.editing_columns()]
    rows = editing.companies_for_editing(selectors.unplaced_companies(found))
    body = formats.as_xlsx(str(SheetKind.COMPANIES.label), headings, rows)
    return attachment(body, f"batch-{found.pk}-without-placement.xlsx", "xlsx")


def _batch_of(request: HttpRequest, key: int) -> Batch:
    permissions.require(request.user, Permission.VIEW)
    found = selectors.batch_with(key)
    if found is None:
        raise Http404(_("There is no such batch."))
    return found


def _context(request: HttpRequest, found: Batch, form: ReasonForm) -> dict[str, Any]:
    """Return what the page of a batch shows."""
    counted = selectors.touched_models(found)
    by_name = {model._meta.model_name: model for model, _number in counted}
    name = request.GET.get("model") or next(iter(by_name), "")
    if name and name not in by_name:
        raise Http404(_("This batch has touched none of these."))
    model = by_name.get(name)
    page = lines = None
    if model is not None:
        page = Paginator(selectors.touched_keys(found, model), _PAGE_SIZE).get_page(request.GET.get("page"))
        lines = [_line(each) for each in selectors.touched(found, model, page.object_list)]
    left = found.counts.get("left", [])
    sheet = getattr(found, "importbatch", None)
    return {
        "title": _("Batch %(number)d: %(kind)s") % {"number": found.pk, "kind": found.get_kind_display()},
        "batch": found,
        "sheet": sheet,
        "counts": _counts(found),
        "kinds": [
            (each._meta.model_name, capfirst(str(each._meta.verbose_name_plural)), number, each is model)
            for each, number in counted
        ],
        "page": page,
        "lines": lines,
        "query": f"?model={name}" if name else "",
        "left": [_left(each) for each in left[:_LEFT]],
        "unnamed": max(0, len(left) - _LEFT),
        "undoings": selectors.undoings_of(found),
        "unplaced": selectors.unplaced_companies(found).count() if sheet is not None else 0,
        "undoable": found.status in UNDOABLE,
        "may_undo": permissions.may(request.user, Permission.UNDO),
        "form": form,
    }


def _counts(found: Batch) -> list[tuple[Any, int]]:
    """Return the numbers that a batch keeps, in words; of an import what was written, not what was planned."""
    counts = {**found.counts, **found.counts.get("committed", {})}
    numbers = {name: counts[name] for name in _COUNTS if isinstance(counts.get(name), int)}
    return [(_COUNTS[name], number) for name, number in numbers.items() if number or name in ("rows", "new", "changed")]


def _line(each: selectors.Touched) -> dict[str, Any]:
    """Return what the page says of a record: with its form and its history, where there are such pages."""
    has_pages = each.row is not None and admin.site.is_registered(type(each.row))
    return {
        "name": each.name,
        "action": _ACTIONS[each.action],
        "gone": each.row is None,
        "page": page_of(each.row) if has_pages else "",
        "history": page_of(each.row, "history") if has_pages else "",
    }


def _left(each: dict[str, Any]) -> dict[str, Any]:
    """Return what the page says of a row that an undo has left."""
    model: type[models.Model] = apps.get_model(each["model"])
    row = model._default_manager.filter(pk=each["key"]).first()
    names = [_field_name(model, name) for name in each["fields"]]
    return {
        "model": model._meta.verbose_name,
        "name": each["name"],
        "page": page_of(row) if row is not None and admin.site.is_registered(model) else "",
        "fields": "、".join(names),
        "gone": row is None,
    }


def _field_name(model: type[models.Model], column: str) -> str:
    """Return what the field of a column (``segment_id``) or relation is called."""
    field = next(
        (each for each in model._meta.get_fields() if column in (each.name, getattr(each, "attname", ""))), None
    )
    return str(getattr(field, "verbose_name", column))


def _query(request: HttpRequest) -> str:
    """Return the query of this address without the page, to be extended."""
    query = request.GET.copy()
    query.pop("page", None)
    return f"?{query.urlencode()}" if query else ""
