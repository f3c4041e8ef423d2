"""The home page, and the page that explains how to read the atlas."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.analysis import gaps as analysis
from chains.analysis.signals import Signal
from chains.choices import PlacementStatus, Verdict
from chains.selectors.overview import overview


def home(request: HttpRequest) -> HttpResponse:
    """The home page: what the atlas is, and every chain small, with its headline."""
    return render(request, "chains/home.html", {"overview": overview()})


def about(request: HttpRequest) -> HttpResponse:
    """How to read counts, signals and verdicts; how to filter, take away and curate."""
    context = {
        "constants": analysis,
        "signals": Signal.choices,
        "verdicts": Verdict.choices,
        "statuses": PlacementStatus.choices,
    }
    return render(request, "chains/about.html", context)
