"""The guide for those who keep the atlas: from an Excel list to the map."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.choices import RowOutcome


def guide(request: HttpRequest) -> HttpResponse:
    """How a list is imported, what becomes of its rows, and how the atlas is kept in order."""
    return render(request, "chains/guide.html", {"outcomes": [(code, RowOutcome(code).label) for code in RowOutcome]})
