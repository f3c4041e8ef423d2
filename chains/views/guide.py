"""The guide for those who keep the atlas: from an Excel list to the map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.choices import RowOutcome
from chains.permissions import ROLES


def guide(request: HttpRequest) -> HttpResponse:
    """How a list is imported, what becomes of its rows, and how the atlas is kept in order."""
    context = {"outcomes": [(code, RowOutcome(code).label) for code in RowOutcome], "roles": ROLES.items()}
    return render(request, "chains/guide.html", context)
