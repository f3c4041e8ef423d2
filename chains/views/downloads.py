"""File responses: exactly the rows of a filter as CSV, XLSX, JSON or NDJSON."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from chains.tables import Table, formats

SUFFIXES = tuple(formats.CONTENT_TYPES)


def check_suffix(suffix: str) -> None:
    """Raise ``Http404`` for a format that is not offered."""
    if suffix not in SUFFIXES:
        raise Http404(
            _("There is no “.%(suffix)s” file. There are: %(known)s.")
            % {"suffix": suffix, "known": ", ".join(f".{known}" for known in SUFFIXES)}
        )


def download(resource: type[Table], rows: Iterable[Any], name: str, title: str, suffix: str) -> HttpResponse:
    """Return the rows as a file ``name-date.suffix``; ``title`` names the sheet of a workbook."""
    parts = formats.written(suffix, title, resource.codes(), resource.headings(), resource.rows(rows))
    response = StreamingHttpResponse(parts, content_type=formats.CONTENT_TYPES[suffix])
    response["Content-Disposition"] = formats.disposition(name, suffix, localdate())
    return response


def refused(request: HttpRequest, errors: dict[str, Any]) -> HttpResponse:
    """Return 400 with every parameter that is wrong and why, and the way back to the page of the list."""
    # Not to the file itself, which may need a parameter and would be refused again.
    back = f"{request.path.rpartition('.')[0]}/"
    return render(request, "errors/parameters.html", {"errors": errors, "status": 400, "back": back}, status=400)
