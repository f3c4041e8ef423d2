"""Responses to invalid filters."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def filtered_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], errors: Mapping[str, Any] | None
) -> HttpResponse:
    """Return the page, by status 400 where it shows the ``errors`` of a refused filter instead of rows.

    So no cache and no program takes it for an answer; ``base.html`` tells htmx to show it all the same.
    """
    return render(request, template, context, status=400 if errors else 200)
