"""Every address of the API, below `/api/`."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from .viewsets.base import SLUG
from .viewsets.companies import CompanyViewSet, FacetsView
from .viewsets.evidence import AssessmentViewSet, PlacementViewSet, SourceViewSet
from .viewsets.gaps import GapsView
from .viewsets.geography import CityViewSet, ProvinceViewSet, RegionViewSet
from .viewsets.institutions import (
    AllianceViewSet,
    ParkViewSet,
    PlatformViewSet,
    ProjectViewSet,
    ResearchBaseViewSet,
    TechnologyViewSet,
)
from .viewsets.meta import NothingView, RootView, SchemaView
from .viewsets.saved_filters import SavedFiltersView
from .viewsets.structure import ChainMapView, ChainViewSet, SegmentViewSet

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
    "sources": SourceViewSet,
}

router = SimpleRouter()
for name, viewset in LISTS.items():
    router.register(name, viewset, basename=f"api-v1-{name}")

ENDPOINTS = {name: f"{name}/" for name in LISTS} | {
    "companies/facets": "companies/facets/",
    "chains/map": "chains/{slug}/map/",
    "gaps": "gaps/?chain={slug}",
}

v1 = [
    path("", RootView.as_view(endpoints=ENDPOINTS), name="api-v1-root"),
    path("gaps/", GapsView.as_view(), name="api-v1-gaps"),
    # Not among ENDPOINTS, which are open to all.
    path("saved-filters/", SavedFiltersView.as_view(), name="api-v1-saved-filters"),
    *router.urls,
    re_path(rf"^chains/(?P<slug>{SLUG})/map/$", ChainMapView.as_view(), name="api-v1-chains-map"),
    path("companies/facets/", FacetsView.as_view(), name="api-v1-companies-facets"),
    # Closed by a slash, so that an address without one is still sent on to the one with it.
    re_path(r"^.+/$", NothingView.as_view(), name="api-v1-nothing"),
]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-docs"), name="api"),
    path("v1/", include(v1)),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path(
        "docs/",
        SpectacularSwaggerSplitView.as_view(url_name="api-schema", template_name="api/docs.html"),
        name="api-docs",
    ),
]
