"""The lists: one filter, then a page or a file of exactly those rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains import filtersets, tables
from chains.selectors.list_rows import rows_of

from . import downloads, saved_filters
from .refusals import filtered_page
from .throttling import throttled

PAGE_SIZE = 50
PAGE_PARAMETERS = ("page",)


@dataclass(frozen=True)
class RecordList:
    """A list of the site: where its rows come from, how they are filtered, exported and drawn.

    ``name`` stands in the URL, in the file name and in the template (``chains/lists/<name>.html``), and its rows are
    ``selectors.list_rows.rows_of(name)``. ``filters`` are the parameters that the page offers as drop-downs.
    """

    name: str
    title: str | Promise
    filterset: type[filtersets.StrictFilterSet]
    resource: type[tables.Table]
    filters: tuple[str, ...] = ()
    lead: str | Promise = ""


REGISTERS: Mapping[str, RecordList] = {
    register.name: register
    for register in (
        RecordList(
            "placements",
            gettext_lazy("Placements"),
            filtersets.PlacementFilterSet,
            tables.PlacementResource,
            ("chain", "segment", "province", "listed", "status"),
            gettext_lazy("Each row is one claim: a company works in a segment at a place, and the evidence for it."),
        ),
        RecordList(
            "segments",
            gettext_lazy("Segments"),
            filtersets.SegmentFilterSet,
            tables.SegmentResource,
            ("chain", "layer"),
        ),
        RecordList(
            "provinces",
            gettext_lazy("Provinces"),
            filtersets.ProvinceFilterSet,
            tables.ProvinceResource,
            ("region",),
        ),
        RecordList(
            "cities",
            gettext_lazy("Cities"),
            filtersets.CityFilterSet,
            tables.CityResource,
            ("province", "city_group"),
        ),
        RecordList(
            "research-bases",
            gettext_lazy("Research bases"),
            filtersets.ResearchBaseFilterSet,
            tables.ResearchBaseResource,
            ("chain", "kind", "province"),
        ),
        RecordList(
            "platforms",
            gettext_lazy("Platforms"),
            filtersets.PlatformFilterSet,
            tables.PlatformResource,
            ("chain", "kind", "province"),
        ),
        RecordList(
            "parks",
            gettext_lazy("Parks and incubators"),
            filtersets.ParkFilterSet,
            tables.ParkResource,
            ("chain", "kind", "province"),
        ),
        RecordList(
            "alliances",
            gettext_lazy("Alliances"),
            filtersets.AllianceFilterSet,
            tables.AllianceResource,
            ("chain", "province"),
        ),
        RecordList(
            "technologies",
            gettext_lazy("Key technologies"),
            filtersets.TechnologyFilterSet,
            tables.TechnologyResource,
            ("chain", "segment"),
            gettext_lazy("Technologies that the source names for joint research and development, by field and group."),
        ),
        RecordList(
            "projects",
            gettext_lazy("Projects"),
            filtersets.ProjectFilterSet,
            tables.ProjectResource,
            ("chain", "segment", "province"),
        ),
        RecordList(
            "assessments",
            gettext_lazy("Assessments"),
            filtersets.AssessmentFilterSet,
            tables.AssessmentResource,
            ("chain", "segment", "verdict"),
            gettext_lazy("Verdicts that people have given, each with its source. They never change the counts."),
        ),
        RecordList(
            "supply-shares",
            gettext_lazy("Supply shares"),
            filtersets.SupplyShareFilterSet,
            tables.SupplyShareResource,
            ("chain", "segment", "country", "year", "qualifier", "source"),
            gettext_lazy(
                "Which countries supply the world with what. Where a source gives no number, its word stands instead."
            ),
        ),
        RecordList(
            "targets",
            gettext_lazy("Targets"),
            filtersets.TargetFilterSet,
            tables.TargetResource,
            ("chain", "segment", "province"),
            gettext_lazy(
                "How many companies are wanted where. Targets never enter the counts, signals or the ranking."
            ),
        ),
        RecordList(
            "sources",
            gettext_lazy("Sources"),
            filtersets.SourceFilterSet,
            tables.SourceResource,
            ("kind",),
            gettext_lazy("Everything in the atlas rests on one of these. Open a source to see what it supports."),
        ),
    )
}


class Counted(Sequence[Any]):
    """Stands for the rows of a list whose number is known and whose page is found elsewhere."""

    def __init__(self, total: int) -> None:
        self.total = total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: Any) -> Any:
        return [] if isinstance(place, slice) else None


def first_of(number: str | None) -> int:
    """Return how many rows come before the page of this number; 0 for text that is not a number."""
    return max(0, int(number) - 1) * PAGE_SIZE if number and number.isdecimal() and len(number) < 10 else 0


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
    filterset = register.filterset(request.GET, rows_of(name), surface_parameters=PAGE_PARAMETERS)
    context: dict[str, Any] = {"register": register, "filterset": filterset, "saved": saved}
    if filterset.is_valid():
        context["page"] = numbered_page(filterset.qs, request.GET.get("page") or "1")
    return filtered_page(request, f"chains/lists/{name}.html", context, filterset.errors)


@throttled("export")
def register_export(request: HttpRequest, name: str, suffix: str) -> HttpResponse:
    """The same rows as a file."""
    downloads.check_suffix(suffix)
    register = REGISTERS[name]
    filterset = register.filterset(request.GET, rows_of(name))
    if not filterset.is_valid():
        return downloads.refused(request, filterset.errors)
    return downloads.download(register.resource, filterset.qs, name, str(register.title), suffix)
