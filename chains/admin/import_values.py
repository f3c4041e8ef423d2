"""The page of the values of a sheet that are not known: each once, with what is decided on it for all its rows."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chains.admin.import_rows import headings_of
from chains.admin.imports import batch_of, may_import, shown, to
from chains.admin.whole_sheet import UnplacedForm
from chains.admin.work_pages import work_page
from chains.choices import SheetKind, UnplacedAction, ValueAction
from chains.importing import deciding, jobs
from chains.importing.faults import ImportRefusedError, said
from chains.importing.new_words import MAKEABLE
from chains.importing.planning import ASKED, CHANGEABLE
from chains.models import ImportBatch, SheetValue
from chains.models.columns import SHEETS
from chains.permissions import NotPermitted, Permission, may
from chains.selectors.imports import vocabularies

_PAGE_SIZE = 100


@work_page("import/<int:key>/values/", "import-values", allowed=may_import)
def values(request: HttpRequest, key: int) -> HttpResponse:
    """Show the values that are not known, those of most rows first, and take what is decided on them."""
    batch = batch_of(request, key)
    if batch.status not in CHANGEABLE or not batch.counts:
        return to(request, "import-plan", batch.pk)
    return _page(request, batch)


def _page(request: HttpRequest, batch: ImportBatch, refused: str = "") -> HttpResponse:
    """Return the page, as it is on record or, where something was ``refused``, as it was sent."""
    page = Paginator(batch.sheet_values.words(), _PAGE_SIZE).get_page(request.GET.get("page"))
    asks = batch.counts.get(ASKED, {})
    context = {
        "title": _("Values of %(file)s") % {"file": batch.file_name},
        "batch": batch,
        "own": batch.user_id == request.user.pk,
        "page": page,
        "columns": _by_column(request, batch, page),
        "refused": refused,
        "more": asks.get("more", 0),
        "unplaced": asks.get("unplaced", 0),
        "unplaced_form": UnplacedForm(initial={"unplaced": request.POST.get("unplaced", batch.unplaced)}),
    }
    return shown(request, "admin/chains/import_values.html", context, 400 if refused else 200)


def _by_column(request: HttpRequest, batch: ImportBatch, rows: Iterable[SheetValue]) -> list[dict[str, Any]]:
    """Return what the page shows of the values, by column."""
    may_make = may(request.user, Permission.ADMINISTER)
    kind = SheetKind(batch.sheet_kind)
    headings, layout = headings_of(kind), SHEETS[kind]
    order = list(headings)
    sorted_rows = sorted(rows, key=lambda each: order.index(each.column))
    options = vocabularies(kind) if sorted_rows else {}
    found = []
    for code, group in groupby(sorted_rows, key=lambda each: each.column):
        column = layout[code]
        listed = options.get(column.vocabulary) or [*options.get("provinces", ()), *options.get("cities", ())]
        makes = code.removeprefix("registered_") if code.endswith("city") else column.kind
        found.append(
            {
                "code": code,
                "heading": headings[code],
                "options": listed,
                "makeable": may_make and makes in MAKEABLE,
                "makes": makes,
                "lines": [_line(request, each, dict(column.choices)) for each in group],
            }
        )
    return found


def _line(request: HttpRequest, row: SheetValue, labels: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page shows of one value; ``labels`` are the words of a closed vocabulary, for every reader."""
    if f"do-{row.pk}" in request.POST:
        row.action, row.code = _choice(request, row)
    suggested = {each["code"] for each in row.suggestions}
    return {
        "row": row,
        "suggestions": [each | {"name": labels.get(each["code"], each["name"])} for each in row.suggestions],
        "why": said(row.fault["message"], row.fault.get("params")) if row.fault else "",
        "other": row.code if row.action == ValueAction.USE and row.code not in suggested else "",
        "made": row.code if row.action == ValueAction.MAKE else "",
    }


@work_page("import/<int:key>/values/decide/", "import-decide-values", allowed=may_import)
@require_POST
def decide_values(request: HttpRequest, key: int) -> HttpResponse:
    """Take what was decided on values, on other faults and on companies without a placement, and plan again."""
    batch = batch_of(request, key)
    chosen = {each: _choice(request, each) for each in batch.sheet_values.filter(pk__in=_numbers(request))}
    changed = {each: choice for each, choice in chosen.items() if choice != (each.action, each.code)}
    try:
        deciding.decide_values(batch, [_decision(*each) for each in changed.items() if each[0].is_cell], request.user)
        rows = [each for each, (action, _code) in changed.items() if not each.is_cell and action == ValueAction.SKIP]
        if rows:
            deciding.skip_rows_with(batch, rows, request.user)
        if (unplaced := request.POST.get("unplaced", batch.unplaced)) in UnplacedAction.values:
            deciding.choose_unplaced(batch, UnplacedAction(unplaced), request.user)
        planned = jobs.plan_soon(batch, request.user)
    except (ImportRefusedError, NotPermitted) as error:
        return _page(request, batch, refused=str(error))
    if changed:
        messages.success(request, _("%(count)d decisions are kept; the plan was made anew.") % {"count": len(changed)})
    return to(request, "import-plan" if planned else "import-progress", batch.pk)


def _numbers(request: HttpRequest) -> list[int]:
    """Return the keys of the values that were sent."""
    sent = [name.removeprefix("do-") for name in request.POST if name.startswith("do-")]
    return [int(number) for number in sent if number.isascii() and number.isdigit()][:_PAGE_SIZE]


def _choice(request: HttpRequest, row: SheetValue) -> tuple[str, str]:
    """Return the action chosen for a value, and the code that goes with it."""
    action, _separator, code = request.POST[f"do-{row.pk}"].partition(":")
    if action in (ValueAction.USE, ValueAction.MAKE) and not code:
        code = request.POST.get(f"{action}-{row.pk}", "").strip()
    return action, code


def _decision(row: SheetValue, choice: tuple[str, str]) -> dict[str, str]:
    """Return a choice as the service takes it."""
    action, code = choice
    return {"column": row.column, "value": row.value, "do": action, "code": code}
