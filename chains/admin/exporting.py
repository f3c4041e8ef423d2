"""The rows of a list as a file, through the export form of django-import-export: a format, and which columns.

The library makes a file in memory. Here it is sent while the rows are read, so that a list of any length takes the
memory of a few hundred rows; everything else (form, choice of columns, page) is the library's own.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.admin import ExportMixin
from import_export.formats.base_formats import Format
from import_export.forms import SelectableFieldsExportForm

from chains.permissions import Permission, may
from chains.selectors.list_rows import with_columns
from chains.tables import BY_LIST, EXPORT_FORMATS, LIST_OF, RecordResource


class ExportColumnsForm(SelectableFieldsExportForm):
    """Asks for the format, and for the columns by their headings; all of them are ticked to begin with."""

    def _init_formats(self, formats: list[type[Format]]) -> None:
        """Offer the formats, the first of them chosen."""
        self.fields["format"].choices = [(str(number), each().get_title()) for number, each in enumerate(formats)]
        self.fields["format"].initial = "0"

    def _get_field_label(self, resource: type[RecordResource], field_name: str) -> str:
        """Return what a column is called."""
        return capfirst(str(resource.fields[field_name].heading))

    def _validate_any_field_selected(self, resource: type[RecordResource]) -> None:
        """Refuse a file without a column."""
        if not self.get_selected_resource_export_fields():
            raise forms.ValidationError(_("Choose at least one column."))

    @property
    def columns(self) -> list[tuple[str, forms.BoundField]]:
        """The columns that there are: the code and the box of each."""
        codes = self.resources[0].codes()
        return list(zip(codes, [self[name] for name in self.resource_fields[self.resources[0].__name__]], strict=True))


@admin.action(permissions=["export"], description=gettext_lazy("Export the selected rows"))
def export_selected(of: "Exportable", request: HttpRequest, queryset: QuerySet) -> HttpResponse:
    """Lead to the export form of the rows that are chosen one by one, or of all that the filter finds."""
    asked = request.GET.copy()
    if request.POST.get("select_across", "0") == "0":
        asked["pk__in"] = ",".join(request.POST.getlist(ACTION_CHECKBOX_NAME))
    return HttpResponseRedirect(f"{of.address_of('export')}?{asked.urlencode()}")


class Exportable(ExportMixin, admin.ModelAdmin):
    """Lists whose rows can be taken away as a file: those of a model that has a list, with the columns of that list.

    The rows and their order are those of the list in the admin, as search and filters in the address narrow it down;
    so drafts are among them for whoever sees them.
    """

    change_list_template = "admin/chains/change_list.html"
    export_form_class = ExportColumnsForm
    export_formats: ClassVar = EXPORT_FORMATS

    @property
    def list_name(self) -> str:
        """The list whose columns the file has; empty where the model has none."""
        return LIST_OF.get(self.model, "")

    def address_of(self, page: str) -> str:
        """Return the address of a page of the model: ``changelist``, ``export``."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}")

    def has_export_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may take the rows away: whoever may see them, if there is a list to take."""
        return bool(self.list_name) and self.has_view_permission(request) and may(request.user, Permission.VIEW)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions, among them the export of chosen rows; none where a row is chosen for a form."""
        actions = super().get_actions(request)
        if IS_POPUP_VAR not in request.GET and self.has_export_permission(request):
            actions["export_selected"] = (export_selected, "export_selected", export_selected.short_description)
        return actions

    def get_resource_classes(self, request: HttpRequest) -> list[type[RecordResource]]:
        """Return the resource of the model's list."""
        return [BY_LIST[self.list_name]]

    def get_export_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows of the list as it is filtered and sorted, with what the columns of the file show."""
        # What the columns of the page fetch along may be other rows of the same relation.
        rows = super().get_export_queryset(request).select_related(None).prefetch_related(None)
        return with_columns(self.list_name, rows)

    def export_action(self, request: HttpRequest) -> HttpResponse:
        """Show the form, or answer with the file; a list that cannot be filtered so has no file."""
        if not self.list_name:
            raise Http404
        try:
            return super().export_action(request)
        except IncorrectLookupParameters:
            self.message_user(request, _("The list cannot be filtered like that."), messages.ERROR)
            return HttpResponseRedirect(self.address_of("changelist"))

    def init_request_context_data(self, request: HttpRequest, form: ExportColumnsForm) -> dict[str, Any]:
        """Return what the page shows: the form, how many rows there are, and the way back to them."""
        return super().init_request_context_data(request, form) | {
            "title": _("Export: %(rows)s") % {"rows": self.opts.verbose_name_plural},
            "count": super().get_export_queryset(request).order_by().count(),
            "list_address": f"{self.address_of('changelist')}?{request.GET.urlencode()}",
        }

    def get_export_filename(self, request: HttpRequest, queryset: QuerySet, file_format: Format) -> str:
        """Return the name of the file: list, day, ending."""
        return f"{self.list_name}-{localdate():%Y%m%d}.{file_format.get_extension()}"

    def _do_file_export(
        self, file_format: Format, request: HttpRequest, queryset: QuerySet, export_form: forms.Form | None = None
    ) -> HttpResponse:
        """Answer with the file, part by part; the library's own method holds all of it."""
        parts = self.get_export_data(file_format, request, queryset, export_form=export_form)
        response = StreamingHttpResponse(parts, content_type=file_format.get_content_type())
        name = self.get_export_filename(request, queryset, file_format)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
