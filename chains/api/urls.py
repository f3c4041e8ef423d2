"""URLs of the API, below `/api/`."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .viewsets.base import SLUG
from .viewsets.candidates import CandidatesView
from .viewsets.changes import GapChangesView, SnapshotViewSet
from .viewsets.companies import CompanyViewSet, FacetsView
from .viewsets.compare import CompareView
from .viewsets.evidence import AssessmentViewSet, PlacementViewSet, SourceViewSet, TargetViewSet
from .viewsets.files import file_view
from .viewsets.flow import ChainFlowView
from .viewsets.gaps import GapsView
from .viewsets.geography import CityFeaturesView, CityViewSet, ProvinceViewSet, RegionViewSet
from .viewsets.imports import ImportViewSet
from .viewsets.institutions import (
    AllianceViewSet,
    ParkViewSet,
    PlatformViewSet,
    ProjectViewSet,
    ResearchBaseViewSet,
    TechnologyViewSet,
)
from .viewsets.meta import NothingView, RootView, SchemaView, SlashlessView
from .viewsets.ranked_gaps import RankedGapsView
from .viewsets.record_changes import RecordChangesView
from .viewsets.saved_filters import SavedFiltersView
from .viewsets.shortlists import ShortlistsView
from .viewsets.structure import ChainMapView, ChainViewSet, SegmentViewSet
from .viewsets.supply import SupplyShareViewSet
from .viewsets.trees import ChainGraphView, NestedChainView

LISTS = {
    "chains": ChainViewSet,
    "segments": SegmentViewSet,
    "regions": RegionViewSet,
    "provinces": ProvinceViewSet,
    "cities": CityViewSet,
    "companies": CompanyViewSet,
    "placements": PlacementViewSet,
    "research-bases": ResearchBaseViewSet,
    "platforms": PlatformViewSet,
    "parks": ParkViewSet,
    "alliances": AllianceViewSet,
    "technologies": TechnologyViewSet,
    "projects": ProjectViewSet,
    "assessments": AssessmentViewSet,
    "supply-shares": SupplyShareViewSet,
    "targets": TargetViewSet,
    "sources": SourceViewSet,
    "snapshots": SnapshotViewSet,
}

#: The lists whose records can be followed: a snapshot never changes.
FOLLOWED = {name: viewset for name, viewset in LISTS.items() if viewset is not SnapshotViewSet}

router = SimpleRouter()
for name, viewset in LISTS.items():
    router.register(name, viewset, basename=f"api-v1-{name}")

#: Not among the lists, which are open to all.
router.register("imports", ImportViewSet, basename="api-v1-imports")

ENDPOINTS = {name: f"{name}/" for name in LISTS} | {
    **{f"{name}.{{suffix}}": f"{name}.{{suffix}}" for name in LISTS},
    "companies/facets": "companies/facets/",
    "chains/map": "chains/{slug}/map/",
    "chains/flow": "chains/{slug}/flow/",
    "chains/nested": "chains/{slug}/nested/",
    "chains/graph": "chains/{slug}/graph/",
    "cities.geojson": "cities.geojson",
    "compare": "compare/?chain={slug}&province={province}&province={another}",
    "gaps": "gaps/?chain={slug}",
    "candidates": "candidates/?segment={segment}",
    "gaps/changes": "gaps/changes/?chain={slug}&against={id}",
    "gaps/ranked": "gaps/ranked/",
    "changes": "changes/?after=start",
}

v1 = [
    path("", RootView.as_view(endpoints=ENDPOINTS), name="api-v1-root"),
    path("compare/", CompareView.as_view(), name="api-v1-compare"),
    path("gaps/", GapsView.as_view(), name="api-v1-gaps"),
    path("candidates/", CandidatesView.as_view(), name="api-v1-candidates"),
    path("gaps/changes/", GapChangesView.as_view(), name="api-v1-gaps-changes"),
    path("gaps/ranked/", RankedGapsView.as_view(), name="api-v1-gaps-ranked"),
    path("changes/", RecordChangesView.as_view(lists=FOLLOWED), name="api-v1-changes"),
    # Not among ENDPOINTS, which are open to all.
    path("saved-filters/", SavedFiltersView.as_view(), name="api-v1-saved-filters"),
    path("shortlists/", ShortlistsView.as_view(), name="api-v1-shortlists"),
    *router.urls,
    re_path(rf"^chains/(?P<slug>{SLUG})/map/$", ChainMapView.as_view(), name="api-v1-chains-map"),
    re_path(rf"^chains/(?P<slug>{SLUG})/flow/$", ChainFlowView.as_view(), name="api-v1-chains-flow"),
    re_path(rf"^chains/(?P<slug>{SLUG})/nested/$", NestedChainView.as_view(), name="api-v1-chains-nested"),
    re_path(rf"^chains/(?P<slug>{SLUG})/graph/$", ChainGraphView.as_view(), name="api-v1-chains-graph"),
    path("cities.geojson", CityFeaturesView.as_view(), name="api-v1-cities-geojson"),
    path("companies/facets/", FacetsView.as_view(), name="api-v1-companies-facets"),
    *(
        re_path(
            rf"^{name}\.(?P<suffix>[^/]+)$",
            file_view(name, viewset).as_view(),
            name=f"api-v1-{name}-file",
        )
        for name, viewset in LISTS.items()
    ),
    # Closed by a slash, since an address without one may be meant for the one with it; a line break is no end.
    re_path(r"^[\s\S]+/$", NothingView.as_view(), name="api-v1-nothing"),
]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-docs", http_method_names=["get", "head", "options"]), name="api"),
    path("v1/", include(v1)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/docs.html"),
        name="api-docs",
    ),
    re_path(r"^[\s\S]*[^/]$", SlashlessView.as_view(), name="api-slashless"),
]
