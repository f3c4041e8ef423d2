"""What words of sheets stand for here, as it is remembered from one sheet for all that follow."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import permissions
from chains.admin.base import CuratedAdmin
from chains.admin.imports import attachment, may_import
from chains.admin.sections import sections
from chains.admin.work_pages import work_page
from chains.models import ValueMapping
from chains.permissions import Permission
from chains.selectors.imports import kept_values
from chains.tables import formats

#: The columns of the file; in JSON they are what ``import_sheet --values`` takes.
_COLUMNS = ("kind", "column", "value", "do", "code")


@admin.register(ValueMapping)
class ValueMappingAdmin(CuratedAdmin):
    """Value mappings: made by imports, corrected and deleted here."""

    list_display = ("value", "kind", "column", "action", "code", "changed")
    list_filter = ("kind", "column", "action")
    search_columns = ("value__icontains", "code__icontains")
    search_help_text = gettext_lazy("By value or code.")
    fieldsets = sections(ValueMapping, (None, ("value", "stands_for")))


@work_page("import/export/values.<slug:suffix>", "export-values", allowed=may_import)
def export_values(request: HttpRequest, suffix: str) -> HttpResponse:
    """Answer with all value mappings as a file."""
    permissions.require(request.user, Permission.IMPORT)
    rows: Any = kept_values()
    match suffix:
        case "json" | "csv":
            body = b"".join((formats.as_json if suffix == "json" else formats.as_csv)(list(_COLUMNS), rows))
        case "xlsx":
            body = formats.as_xlsx(str(_("value mappings")), list(_COLUMNS), rows)
        case _:
            raise Http404(_("There is no such file."))
    return attachment(body, f"value-mappings-{localdate():%Y%m%d}.{suffix}", suffix)
