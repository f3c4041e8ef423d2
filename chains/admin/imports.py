"""Pages to import a sheet: upload the file, choose sheet and header row, map the columns."""

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from chains import permissions
from chains.admin.whole_sheet import WholeSheetForm
from chains.admin.work_pages import work_page
from chains.choices import SheetKind, UnplacedAction
from chains.history.curation import REASON_LENGTH
from chains.importing import jobs, planning
from chains.importing.faults import ImportRefusedError
from chains.importing.file_reading import ReadingOptions, SheetReading, merged_cells
from chains.importing.planning import CHANGEABLE
from chains.importing.registers import kinds_of, require_kind
from chains.models import ImportBatch, Source
from chains.models.columns import SHEETS
from chains.permissions import NotPermitted, Permission
from chains.selectors import editing, imports
from chains.sheets.headers import ONLY_READ, missing
from chains.sheets.reading import MAX_BYTES, MAX_ROWS, SheetError
from chains.sheets.workbooks import template_workbook
from chains.tables import formats

#: How a guess came about, in words; what is unknown is said by what has to be done.
HOW = {
    "registered": gettext_lazy("no column of segments: taken for where the company is registered"),
    "operating": gettext_lazy("beside a segment: taken for where the company operates"),
    "exact": gettext_lazy("its heading"),
    "alias": gettext_lazy("known by another name"),
    "close": gettext_lazy("spelt nearly so: please check"),
    "alone": gettext_lazy("the only column of a sheet without headings"),
    "read-only": gettext_lazy("for information, not imported"),
    "personal": gettext_lazy("data about persons: left out"),
    "unknown": gettext_lazy("not known: choose, or leave it out"),
    "doubled": gettext_lazy("another column fits better"),
    "kept": gettext_lazy("by the kept mapping"),
    "chosen": gettext_lazy("chosen"),
}

#: What stands for a column of which nobody has said yet what it is, or that it is left out.
OPEN_CHOICE = "?"

_LATEST = 10
_SHOWN_CELLS = 3


def may_import(user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may import anything."""
    return permissions.may(user, Permission.IMPORT)


class UploadForm(forms.Form):
    """A file, and what its rows are."""

    kind = forms.ChoiceField(
        widget=forms.RadioSelect,
        initial=SheetKind.COMPANIES,
        label=gettext_lazy("What the rows are"),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv,.tsv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("There is nothing in the file. Check that the right file was chosen."),
        },
    )

    def __init__(self, user: AbstractBaseUser, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_of(user)]

    def clean_file(self) -> Any:
        """Refuse a file that is too long before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            params = {"size": -(-file.size // 1024**2), "limit": MAX_BYTES // 1024**2}
            raise ValidationError(SheetError("too_large", **params).message)
        return file


class AboutForm(forms.Form):
    """Questions about the whole sheet."""

    source = forms.ModelChoiceField(
        Source.objects.none(),
        required=False,
        label=gettext_lazy("Source of all rows"),
        empty_label=gettext_lazy("each row names its own"),
    )
    new_source = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("or a new source, by its title"),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )
    reason = forms.CharField(
        max_length=REASON_LENGTH,
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Such as “list of the association for 2026”. It stands in the history of every record."),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Say why, in a few words: the history keeps it.")},
    )
    good_rows = forms.BooleanField(
        required=False,
        label=gettext_lazy("Commit the good rows, though others have errors"),
    )
    without_hidden = forms.BooleanField(
        required=False,
        label=gettext_lazy("Leave out rows that are hidden or filtered out in the file"),
    )
    keep_as = forms.CharField(
        required=False,
        max_length=100,
        label=gettext_lazy("Keep this mapping under the name"),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )

    def __init__(self, data: Any, batch: ImportBatch, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.fields["source"].queryset = imports.sources()
        if all(column.code != "source" for column in SHEETS[SheetKind(batch.sheet_kind)].columns):
            # Records of the structure rest on no source.
            del self.fields["source"], self.fields["new_source"]

    def clean(self) -> dict[str, Any]:
        """Refuse two sources."""
        if self.cleaned_data.get("source") and self.cleaned_data.get("new_source", "").strip():
            self.add_error("new_source", _("Choose a source or name a new one, not both."))
        return self.cleaned_data


@work_page(
    "import/",
    "import",
    title=gettext_lazy("Import a sheet"),
    description=gettext_lazy(
        "From an Excel list to the map; nothing is written before you have seen what would change."
    ),
    allowed=may_import,
)
def start(request: HttpRequest) -> HttpResponse:
    """Offer the templates, take a file, and show the latest imports."""
    permissions.require(request.user, Permission.IMPORT)
    form = UploadForm(request.user, *((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kind = SheetKind(form.cleaned_data["kind"])
            batch = planning.upload(kind, file.name, file.read(), request.user, unrecognised=True)
        except SheetError as error:
            form.add_error("file", error.message)
        else:
            return to(request, "import-columns", batch.pk)
    chosen = form["kind"].value()
    context = {
        "title": _("Import a sheet"),
        "form": form,
        "kinds": [(kind, kind.label, kind == chosen) for kind in kinds_of(request.user)],
        "limits": {"megabytes": MAX_BYTES // 1024**2, "rows": MAX_ROWS},
        "latest": imports.latest_imports()[:_LATEST],
    }
    return shown(request, "admin/chains/import_start.html", context, 400 if form.errors else 200)


@work_page("import/template/<slug:kind>.xlsx", "import-template", allowed=may_import)
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer with the empty sheet of a kind, with the vocabularies of now in its drop-downs."""
    permissions.require(request.user, Permission.IMPORT)
    if kind not in SheetKind.values:
        raise Http404(_("There is no kind of sheet “%(kind)s”.") % {"kind": kind})
    require_kind(request.user, SheetKind(kind))
    body = template_workbook(SHEETS[SheetKind(kind)], imports.vocabularies(SheetKind(kind)), get_language())
    return attachment(body, f"{kind}-template.xlsx", "xlsx")


@work_page("import/export/companies.<slug:suffix>", "export-companies", allowed=may_import)
def export_companies(request: HttpRequest, suffix: str) -> HttpResponse:
    """Answer with all companies as a sheet that can be edited and imported again."""
    permissions.require(request.user, Permission.IMPORT)
    columns = editing.editing_columns()
    rows = editing.companies_for_editing()
    if suffix == "csv":
        body = b"".join(formats.as_csv([column.code for column in columns], rows))
    elif suffix == "xlsx":
        body = formats.as_xlsx(str(SheetKind.COMPANIES.label), [str(column.heading) for column in columns], rows)
    else:
        raise Http404(_("There is no such file."))
    return attachment(body, f"companies-for-editing-{localdate():%Y%m%d}.{suffix}", suffix)


@work_page("import/<int:key>/columns/", "import-columns", allowed=may_import)
def columns(request: HttpRequest, key: int) -> HttpResponse:
    """Show how the file is read and what each of its columns is taken for; take corrections, and plan."""
    batch = batch_of(request, key)
    if batch.status not in CHANGEABLE or batch.user_id != request.user.pk:
        return to(request, "import-plan", batch.pk)
    asked = request.POST if request.method == "POST" else request.GET
    reading, refused = _reading(batch, asked)
    about = AboutForm(request.POST if _wants_plan(request) else None, batch, _about(batch, request))
    whole = WholeSheetForm(request.POST if request.method == "POST" else None, batch)
    if _wants_plan(request) and about.is_valid() and whole.is_valid() and not refused:
        try:
            _configure(request, batch, reading, about.cleaned_data, whole.cells)
            return _plan(request, batch)
        except (ImportRefusedError, NotPermitted, SheetError) as error:
            refused = str(error)
        except ValidationError as error:
            about.add_error("new_source", error)
    kept = imports.kept_mappings(batch.sheet_kind)
    lines = _lines(request, batch, reading, kept)
    if "plan" in request.POST and not _wants_plan(request):
        messages.warning(request, _("The sheet was read anew: look at its columns once more."))
    chosen = {line["field"]: line["chosen"] for line in lines}
    lacking = set(missing(chosen, SHEETS[SheetKind(batch.sheet_kind)]))
    context = {
        "title": _("Columns of %(file)s") % {"file": batch.file_name},
        "batch": batch,
        "reading": reading,
        "refused": refused,
        "about": about,
        "whole": whole,
        "lines": lines,
        "kept": kept,
        "lacking": [column.heading for column in SHEETS[SheetKind(batch.sheet_kind)].columns if column.code in lacking],
        "unknown": sum(line["open"] for line in lines),
        "filled": [(line["header"], line["filled"]) for line in lines if line["filled"] and line["chosen"]],
    }
    wrong = refused or about.errors or whole.errors
    return shown(request, "admin/chains/import_columns.html", context, 400 if wrong else 200)


def _wants_plan(request: HttpRequest) -> bool:
    """Return whether the columns shown are to be planned by: those of another sheet have to be seen first."""
    sent = request.POST
    return "plan" in sent and all(sent.get(name) == sent.get(f"{name}_before") for name in ("sheet", "header_row"))


def _about(batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    """Return what the form begins with: what is on record, or what was typed before the sheet was read anew."""
    typed = {name: request.POST[name] for name in ("source", "new_source", "reason", "keep_as") if name in request.POST}
    on_record = {name: getattr(batch, name) for name in ("source", "new_source", "reason", "good_rows")}
    on_record["without_hidden"] = ReadingOptions.of(batch).without_hidden
    ticked = {name: name in request.POST for name in ("good_rows", "without_hidden")} if typed else {}
    return on_record | typed | ticked


def _reading(batch: ImportBatch, asked: Any) -> tuple[SheetReading, str]:
    """Return how the file reads as asked for, and why not if it does not: then as it is on record."""
    sheet = asked.get("sheet", batch.sheet)
    row = asked.get("header_row", "")
    # Another sheet has its header elsewhere: then the row asked for is that of the sheet before.
    if sheet != asked.get("sheet_before", sheet):
        row = ""
    number = int(row) if row.isascii() and row.isdigit() and int(row) <= MAX_ROWS else None
    refused = (
        _("The header row is a number from 1, or 0 where the sheet has no headings.") if row and number is None else ""
    )
    try:
        return planning.read(batch, sheet=sheet, header_row=number), refused
    except SheetError as error:
        return planning.read(batch), error.message


def _lines(request: HttpRequest, batch: ImportBatch, reading: SheetReading, kept: Any) -> list[dict[str, Any]]:
    """Return a line for each column of the file: its header, first values, what it is taken for and why."""
    asked = request.POST
    same = (reading.sheet, reading.header_row) == (batch.sheet, batch.header_row)
    mapping = next((each for each in kept if str(each.pk) == asked.get("kept")), None) if "apply" in asked else None
    applied = planning.apply_mapping(mapping, reading.headers) if mapping is not None else {}
    # Before a reason is on record nobody has looked at the columns: what is there is the same guess.
    on_record = batch.mapping if same and batch.reason else {}
    filled = merged_cells(reading)
    fill = {f"fill-{index}" for index, code in batch.mapping.items() if code in ReadingOptions.of(batch).fill}
    posted = asked if _wants_plan(request) else {}
    offered = [(column.code, column.heading, column.required) for column in SHEETS[SheetKind(batch.sheet_kind)].columns]
    lines = []
    for guess in reading.guesses:
        index, how = str(guess.index), guess.note or guess.how
        chosen = guess.column
        if how in ("unknown", "doubled"):
            chosen = OPEN_CHOICE
        if mapping is not None:
            chosen, how = applied[index], "kept"
        elif f"column-{index}" in posted or index in on_record:
            chosen = posted.get(f"column-{index}", on_record.get(index, ""))
            how = how if chosen in (guess.column or OPEN_CHOICE, OPEN_CHOICE) else "chosen"
        values = [row[guess.index] for _number, row in reading.preview if guess.index < len(row)]
        if not guess.header.strip() and chosen in ("", OPEN_CHOICE) and not any(str(value).strip() for value in values):
            continue
        lines.append(
            {
                "field": f"column-{index}",
                "header": guess.header,
                "values": [str(value) for value in values[:_SHOWN_CELLS]],
                "chosen": chosen,
                "open": chosen == OPEN_CHOICE,
                "how": HOW[how],
                "how_code": "left-out" if how == "chosen" and not chosen else how,
                "options": offered,
                "only_read": how == ONLY_READ,
                "filled": filled.get(guess.index, 0),
                "hidden": guess.index + 1 in reading.look.hidden_columns,
                "fill_field": f"fill-{index}",
                "fill": f"fill-{index}" in (asked or fill),
            }
        )
    return lines


def _configure(
    request: HttpRequest, batch: ImportBatch, reading: SheetReading, about: dict[str, Any], whole_sheet: dict[str, str]
) -> None:
    """Put what was chosen on record. Raises ``ImportRefusedError``, ``NotPermitted`` and ``ValidationError``."""
    planning.require_own(batch, request.user)
    mapping = {str(guess.index): request.POST.get(f"column-{guess.index}", "") for guess in reading.guesses}
    if undecided := [guess.header for guess in reading.guesses if mapping[str(guess.index)] == OPEN_CHOICE]:
        message = _("Say of these columns what they are, or that they are left out: %(columns)s.")
        raise ImportRefusedError(message % {"columns": "、".join(undecided)})
    planning.configure(
        batch,
        sheet=reading.sheet,
        header_row=reading.header_row,
        mapping=mapping,
        source=about.get("source"),
        new_source=about.get("new_source", ""),
        reason=about["reason"],
        good_rows=about["good_rows"],
        whole_sheet=whole_sheet,
        unplaced=UnplacedAction(batch.unplaced),
        options=replace(
            ReadingOptions.of(batch),
            fill=tuple(code for index, code in mapping.items() if code and f"fill-{index}" in request.POST),
            without_hidden=about["without_hidden"],
        ),
    )
    if name := about["keep_as"].strip():
        planning.remember_mapping(batch, name, reading.headers)
        messages.success(request, _("The mapping is kept as “%(name)s”.") % {"name": name})


def _plan(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Plan the rows now, or have the worker plan a long sheet; lead to what comes of it."""
    planned = jobs.plan_soon(batch, request.user)
    return to(request, after_planning(batch) if planned else "import-progress", batch.pk)


def after_planning(batch: ImportBatch) -> str:
    """Return the page that follows once a batch is planned: that of its values, where any is asked about."""
    return "import-values" if batch.sheet_values.asked().exists() else "import-plan"


# -- what the pages of the import share


def batch_of(request: HttpRequest, key: int) -> ImportBatch:
    """Return the import batch with this key; refuse who may not import, and what is not there."""
    permissions.require(request.user, Permission.IMPORT)
    # The file may be of many megabytes, and a page that waits asks every second.
    batch = ImportBatch.objects.select_related("user", "source").defer("content").filter(pk=key).first()
    if batch is None:
        raise Http404(_("There is no such import."))
    return batch


def to(request: HttpRequest, name: str, *args: Any, query: str = "") -> HttpResponseRedirect:
    """Lead on to a page of the admin."""
    address = reverse(f"admin:{name}", args=args, current_app=request.current_app)
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def shown(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer with a page of the admin."""
    frame = admin.site.each_context(request) | {"subtitle": None}
    return render(request, template, {**frame, **context}, status=status)


def attachment(body: bytes, name: str, suffix: str) -> HttpResponse:
    """Answer with a file."""
    response = HttpResponse(body, content_type=formats.CONTENT_TYPES[suffix])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
