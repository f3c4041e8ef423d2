"""The guide for curators: from an Excel list to the map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.choices import RowOutcome
from chains.permissions import ROLES
from chains.sheets.examples import EXAMPLES


def guide(request: HttpRequest) -> HttpResponse:
    """The guide: how to import a list, what happens to its rows, and how to keep the atlas in order."""
    context = {"outcomes": [(code, RowOutcome(code).label) for code in RowOutcome], "roles": ROLES.items()}
    return render(request, "chains/guide.html", context)


def sheets(request: HttpRequest) -> HttpResponse:
    """The pictures of the guide: what a sheet looks like, what becomes of it, and what is left to do."""
    return render(request, "chains/guide_sheets.html", {"examples": EXAMPLES})
