"""The plan page of an import: what every row will change, decisions on rows, and the commit."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chains.admin.import_rows import annotated, found_in_words, groups, lines
from chains.admin.imports import after_planning, attachment, batch_of, may_import, shown, to
from chains.admin.work_pages import work_page
from chains.choices import BatchStatus, RowDecision, RowOutcome
from chains.importing import committing, deciding, jobs, planning
from chains.importing.faults import ImportRefusedError, said
from chains.importing.planning import ASKED, CHANGEABLE
from chains.importing.uploads import open_book, rows_of
from chains.models import ImportBatch
from chains.permissions import NotPermitted
from chains.selectors.workers import WorkerState, worker_state
from chains.sheets.reading import SheetError
from chains.sheets.workbooks import annotated_workbook

_PAGE_SIZE = 50

#: After so many seconds without a word from the worker the page says that none seems to run.
_PATIENCE = 8

#: Statuses in which somebody waits for the worker.
_DONE = (BatchStatus.COMMITTED, BatchStatus.UNDONE, BatchStatus.PARTLY_UNDONE)


@work_page("import/<int:key>/", "import-plan", allowed=may_import)
def plan(request: HttpRequest, key: int) -> HttpResponse:
    """Show the plan, page by page, by outcome where one is asked for."""
    batch = batch_of(request, key)
    if batch.status in _DONE:
        return to(request, "batch", batch.pk)
    if batch.status == BatchStatus.QUEUED or _is_being_planned(batch):
        return to(request, "import-progress", batch.pk)
    if not batch.counts:
        return _unplanned(request, batch)
    outcome = request.GET.get("outcome", "")
    if outcome and outcome not in RowOutcome.values:
        raise Http404(_("There is no outcome “%(outcome)s”.") % {"outcome": outcome})
    own = batch.user_id == request.user.pk
    rows = batch.rows.filter(outcome=outcome) if outcome else batch.rows.all()
    page = Paginator(rows.order_by("number"), _PAGE_SIZE).get_page(request.GET.get("page"))
    shown_lines = lines(batch, page, decidable=own)
    counts = batch.counts
    undecided = batch.rows.undecided().count()
    left = counts["error"] + counts["duplicate"] + undecided
    context = {
        "title": _("Plan of %(file)s") % {"file": batch.file_name},
        "batch": batch,
        "own": own,
        "outcome": outcome,
        "tabs": [("", _("all rows"), counts["rows"], not outcome)]
        + [(each.value, each.label, counts.get(each, 0), outcome == each) for each in RowOutcome],
        "page": page,
        "query": f"?outcome={outcome}" if outcome else "",
        "lines": shown_lines,
        "decidable": any(line["decidable"] for line in shown_lines),
        "writes": counts["new"] + counts["changed"],
        "skipped": counts.get(RowOutcome.SKIPPED, 0),
        "found": found_in_words(batch),
        "left": left,
        "undecided": undecided,
        "faulty": counts["error"] + counts["duplicate"],
        "groups": groups(batch),
        "asked": batch.sheet_values.asked().count(),
        "unplaced": counts.get(ASKED, {}).get("unplaced", 0),
    }
    return shown(request, "admin/chains/import_plan.html", context)


def _unplanned(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Lead to the columns of a batch without a plan; say so to whom it does not belong."""
    if batch.user_id == request.user.pk:
        if batch.error:
            messages.error(request, _("The sheet could not be planned: %(error)s") % {"error": said(batch.error)})
        return to(request, "import-columns", batch.pk)
    messages.info(request, _("This sheet is not planned yet: who uploaded it is still at its columns."))
    return to(request, "import")


def _is_being_planned(batch: ImportBatch) -> bool:
    """Return whether the worker has been given the planning of a batch, and has not ended it."""
    return (
        batch.status == BatchStatus.UPLOADED
        and not batch.counts
        and committing.progress_of(batch)["silent"] is not None
    )


@work_page("import/<int:key>/decide/", "import-decide", allowed=may_import)
@require_POST
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Take the decisions on the rows of one page, and plan again."""
    batch = batch_of(request, key)
    back = {name: request.POST[name] for name in ("outcome", "page") if request.POST.get(name)}
    try:
        taken = _decisions(request, batch)
        deciding.decide(batch, taken, request.user)
        if not jobs.plan_soon(batch, request.user):
            return to(request, "import-progress", batch.pk)
    except (ImportRefusedError, NotPermitted) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("%(count)d decisions are kept; the plan was made anew.") % {"count": len(taken)})
        # Rows that are decided are listed under what they now come to.
        if back.get("outcome") == RowOutcome.DECISION and not batch.counts["decision"]:
            back = {}
    return to(request, "import-plan", batch.pk, query=urlencode(back))


def _decisions(request: HttpRequest, batch: ImportBatch) -> dict[tuple[int, int], tuple[str, str]]:
    """Return the decisions sent that differ from those on record: row and part → decision, and the company to use."""
    sent = request.POST
    numbers = _numbers(sent.getlist("row"))
    taken_back = _numbers(sent.getlist("take"))
    taken: dict[tuple[int, int], tuple[str, str]] = {}
    for row in batch.rows.filter(number__in=[*numbers[:_PAGE_SIZE], *taken_back[:_PAGE_SIZE]]):
        choice, _separator, public_id = sent.get(f"decision-{row.number}", "").partition(":")
        if choice == RowDecision.USE and not public_id:
            public_id = sent.get(f"company-{row.number}", "").strip().lower()
        if sent.get("all") and not row.decision:
            choice, public_id = sent["all"], ""
        if row.number in taken_back:
            choice, public_id = RowDecision.TAKE, ""
        if choice not in ("", *RowDecision.values):
            continue
        if choice == RowDecision.USE and not public_id:
            message = _("Row %(row)d: give the id of the company to use.")
            raise ImportRefusedError(message % {"row": row.line})
        decision = (choice, public_id if choice == RowDecision.USE else "")
        if decision != (row.decision, row.decided):
            taken[row.line, row.part] = decision
    return taken


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isascii() and text.isdigit()]


@work_page("import/<int:key>/annotated.xlsx", "import-annotated", allowed=may_import)
def annotated_file(request: HttpRequest, key: int) -> HttpResponse:
    """Answer with the file as it came, with a column for what is wrong."""
    batch = batch_of(request, key)
    if not batch.counts:
        raise Http404(_("This sheet is not planned yet."))
    content = bytes(batch.content)
    try:
        reading = planning.read(batch)
        raw = rows_of(content, open_book(content, batch.file_name), batch.sheet)
        below = ((line, cells) for line, cells in raw if line > reading.header.last)
        body = annotated_workbook(reading.headers, annotated(batch, below))
    except SheetError as error:
        raise Http404(error.message) from error
    return attachment(body, f"import-{batch.pk}-annotated.xlsx", "xlsx")


@work_page("import/<int:key>/commit/", "import-commit", allowed=may_import)
@require_POST
def commit(request: HttpRequest, key: int) -> HttpResponse:
    """Queue the batch for the worker: all rows, or the good ones."""
    batch = batch_of(request, key)
    choice = request.POST.get("rows")
    try:
        if _is_being_planned(batch):
            jobs.plan_later(batch, request.user)
        else:
            good = {"good": True, "all": False}.get(choice or "")
            jobs.commit_later(batch, request.user, good_rows=good)
    except (ImportRefusedError, NotPermitted) as error:
        messages.error(request, str(error))
        return to(request, "import-plan", batch.pk)
    return to(request, "import-progress", batch.pk)


@work_page("import/<int:key>/cancel/", "import-cancel", allowed=may_import)
@require_POST
def cancel(request: HttpRequest, key: int) -> HttpResponse:
    """Cancel a commit that waits or runs."""
    batch = batch_of(request, key)
    try:
        committing.cancel(batch, request.user)
    except NotPermitted as error:
        messages.error(request, str(error))
    return to(request, "import-progress", batch.pk)


@work_page("import/<int:key>/progress/", "import-progress", allowed=may_import)
def progress(request: HttpRequest, key: int) -> HttpResponse:
    """Show how far the worker is, until it is done."""
    batch = batch_of(request, key)
    state = _state(request, batch)
    if state["next"]:
        _say_how_it_ended(request, batch)
        return to(request, *state["to"])
    context = {"title": state["title"], "batch": batch, "own": batch.user_id == request.user.pk, "state": state}
    return shown(request, "admin/chains/import_progress.html", context)


@work_page("import/<int:key>/progress.json", "import-progress-state", allowed=may_import)
def progress_state(request: HttpRequest, key: int) -> JsonResponse:
    """Answer with how far the worker is, for the script of the page."""
    state = _state(request, batch_of(request, key))
    # The page itself says how it ended, and leads on.
    state["next"] = bool(state["next"])
    return JsonResponse({name: state[name] for name in ("done", "total", "words", "heard", "hint", "next")})


def _state(request: HttpRequest, batch: ImportBatch) -> dict[str, Any]:
    """Return how far the worker is with a batch: in numbers, in words, and where to go if there is no more to wait."""
    told = committing.progress_of(batch)
    planned = _is_being_planned(batch)
    waiting = batch.status == BatchStatus.QUEUED or planned
    to_ = (_after(batch), batch.pk)
    if planned:
        words = _("%(done)d rows are planned.") % told if told["done"] else _("The sheet waits to be planned.")
    elif told["done"]:
        words = _("%(done)d of %(total)d rows are done.") % told
    else:
        words = _("The batch waits to be committed.")
    worker = worker_state()
    silent = told["silent"] or 0
    return {
        "title": _("Planning %(file)s") % {"file": batch.file_name}
        if planned
        else _("Committing %(file)s") % {"file": batch.file_name},
        "planned": planned,
        "done": told["done"],
        "total": told["total"],
        "words": words,
        "heard": _heard(worker),
        # One that is alive is at another sheet, or has a long step before it.
        "hint": waiting and silent >= _PATIENCE and not worker.alive,
        "next": "" if waiting else reverse(f"admin:{to_[0]}", args=to_[1:], current_app=request.current_app),
        "to": to_,
    }


def _after(batch: ImportBatch) -> str:
    """Return the page that follows once nobody waits for the worker any more."""
    if batch.status in _DONE:
        return "batch"
    return after_planning(batch) if batch.status == BatchStatus.PLANNED and not batch.error else "import-plan"


def _heard(worker: WorkerState) -> str:
    """Return in words when a worker was last heard of."""
    if worker.heard is None:
        return _("No background worker has been running.")
    text = _("The background worker was last heard of %(seconds)d seconds ago.")
    return text % {"seconds": worker.heard}


def _say_how_it_ended(request: HttpRequest, batch: ImportBatch) -> None:
    """Tell what became of the commit, where it is not the page that it leads to that does."""
    if batch.status == BatchStatus.CANCELLED:
        messages.warning(request, _("The commit was cancelled: nothing of it was written."))
    elif batch.status == BatchStatus.FAILED and batch.counts:
        text = _("The commit failed. %(error)s")
        messages.error(request, text % {"error": said(batch.error)})
    elif batch.status == BatchStatus.PLANNED and batch.error:
        messages.error(request, said(batch.error))
    elif batch.status in CHANGEABLE and batch.counts:
        messages.success(request, _("The plan is made."))
