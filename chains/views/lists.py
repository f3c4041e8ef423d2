"""The lists: one filter, then a page or a file of exactly those rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import filtersets, models, resources
from chains.selectors.profiles import supported_counts
from chains.selectors.supply import supply_shares

from . import downloads, saved_filters
from .throttling import throttled

PAGE_SIZE = 50
PAGE_PARAMETERS = ("page",)


@dataclass(frozen=True)
class Register:
    """A list of the site: where its rows come from, how they are filtered, exported and drawn.

    ``name`` stands in the URL, in the file name and in the template (``chains/lists/<name>.html``). ``filters``
    are the parameters that the page offers as drop-downs.
    """

    name: str
    title: str | Promise
    rows: Callable[[], QuerySet]
    filterset: type[filtersets.StrictFilterSet]
    resource: type[resources.TableResource]
    filters: tuple[str, ...] = ()
    lead: str | Promise = ""


def _placements() -> QuerySet:
    evidence = Prefetch("evidence", models.Evidence.objects.select_related("source").order_by("pk"))
    return (
        models.Placement.objects.published()
        .select_related("company", "segment__layer__chain", "province", "city")
        .prefetch_related(evidence)
    )


REGISTERS: Mapping[str, Register] = {
    register.name: register
    for register in (
        Register(
            "placements",
            gettext_lazy("Placements"),
            _placements,
            filtersets.PlacementFilterSet,
            resources.PlacementResource,
            ("chain", "segment", "province", "listed", "status"),
            gettext_lazy("Each row is one claim: a company works in a segment at a place, and the evidence for it."),
        ),
        Register(
            "segments",
            gettext_lazy("Segments"),
            lambda: models.Segment.objects.select_related("layer__chain", "parent"),
            filtersets.SegmentFilterSet,
            resources.SegmentResource,
            ("chain", "layer"),
        ),
        Register(
            "provinces",
            gettext_lazy("Provinces"),
            models.Province.objects.all,
            filtersets.ProvinceFilterSet,
            resources.ProvinceResource,
            ("region",),
        ),
        Register(
            "cities",
            gettext_lazy("Cities"),
            lambda: models.City.objects.select_related("province").prefetch_related("groups"),
            filtersets.CityFilterSet,
            resources.CityResource,
            ("province", "city_group"),
        ),
        Register(
            "research-bases",
            gettext_lazy("Research bases"),
            lambda: models.ResearchBase.objects.select_related("province", "city", "source").prefetch_related(
                "chains", "members"
            ),
            filtersets.ResearchBaseFilterSet,
            resources.ResearchBaseResource,
            ("chain", "kind", "province"),
        ),
        Register(
            "platforms",
            gettext_lazy("Platforms"),
            lambda: models.Platform.objects.select_related("province", "city", "source", "host").prefetch_related(
                "chains"
            ),
            filtersets.PlatformFilterSet,
            resources.PlatformResource,
            ("chain", "kind", "province"),
        ),
        Register(
            "parks",
            gettext_lazy("Parks and incubators"),
            lambda: models.Park.objects.select_related("province", "city", "source").prefetch_related("chains"),
            filtersets.ParkFilterSet,
            resources.ParkResource,
            ("chain", "kind", "province"),
        ),
        Register(
            "alliances",
            gettext_lazy("Alliances"),
            lambda: models.Alliance.objects.select_related("province", "city", "source", "chain"),
            filtersets.AllianceFilterSet,
            resources.AllianceResource,
            ("chain", "province"),
        ),
        Register(
            "technologies",
            gettext_lazy("Key technologies"),
            lambda: models.Technology.objects.select_related("chain", "source").prefetch_related("segments"),
            filtersets.TechnologyFilterSet,
            resources.TechnologyResource,
            ("chain", "segment"),
            gettext_lazy("Technologies that the source names for joint research and development, by field and group."),
        ),
        Register(
            "projects",
            gettext_lazy("Projects"),
            lambda: models.Project.objects.select_related(
                "province", "city", "source", "chain", "segment", "investor_company"
            ),
            filtersets.ProjectFilterSet,
            resources.ProjectResource,
            ("chain", "segment", "province"),
        ),
        Register(
            "assessments",
            gettext_lazy("Assessments"),
            lambda: models.Assessment.objects.select_related("segment", "province", "region", "source"),
            filtersets.AssessmentFilterSet,
            resources.AssessmentResource,
            ("chain", "segment", "verdict"),
            gettext_lazy("Verdicts that people have given, each with its source. They never change the counts."),
        ),
        Register(
            "supply-shares",
            gettext_lazy("Supply shares"),
            supply_shares,
            filtersets.SupplyShareFilterSet,
            resources.SupplyShareResource,
            ("chain", "segment", "country", "year", "qualifier", "source"),
            gettext_lazy(
                "Which countries supply the world with what. Where a source gives no number, its word stands instead."
            ),
        ),
        Register(
            "targets",
            gettext_lazy("Targets"),
            lambda: models.Target.objects.select_related("segment__layer__chain", "province", "source"),
            filtersets.TargetFilterSet,
            resources.TargetResource,
            ("chain", "segment", "province"),
            gettext_lazy(
                "How many companies are wanted where. Targets never enter the counts, signals or the ranking."
            ),
        ),
        Register(
            "sources",
            gettext_lazy("Sources"),
            lambda: supported_counts(models.Source.objects.all()),
            filtersets.SourceFilterSet,
            resources.SourceResource,
            ("kind",),
            gettext_lazy("Everything in the atlas rests on one of these. Open a source to see what it supports."),
        ),
    )
}


def numbered_page(rows: QuerySet | Sequence[Any], number: str) -> Page:
    """Return one page of rows; raises ``Http404`` that says how many pages there are."""
    paginator = Paginator(rows, PAGE_SIZE)
    try:
        return paginator.page(number)
    except InvalidPage as error:
        message = _("There is no page “%(page)s”: this list has %(pages)d.")
        raise Http404(message % {"page": number, "pages": paginator.num_pages}) from error


@throttled("search", only_with="q")
def register_list(request: HttpRequest, name: str) -> HttpResponse:
    """A page of one list; a bad filter shows its errors and no rows."""
    register = REGISTERS[name]
    saved = saved_filters.found_at(request, name)
    if sent_on := saved_filters.beginning(request, saved):
        return sent_on
    filterset = register.filterset(request.GET, register.rows(), surface_parameters=PAGE_PARAMETERS)
    context: dict[str, Any] = {"register": register, "filterset": filterset, "saved": saved}
    if filterset.is_valid():
        context["page"] = numbered_page(filterset.qs, request.GET.get("page") or "1")
    return render(request, f"chains/lists/{name}.html", context)


@throttled("export")
def register_export(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """The same rows as a file."""
    downloads.check_suffix(suffix)
    register = REGISTERS[name]
    filterset = register.filterset(request.GET, register.rows())
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    return downloads.download(register.resource, filterset.qs, name, str(register.title), suffix)
