"""The addresses of the peers written in Django."""

from django.urls import include, path
from rest_framework.routers import DefaultRouter

from tests.benchmarks.peers import cells, rest, usual

router = DefaultRouter()
router.register("companies", rest.CompanyViewSet)

urlpatterns = [
    path("companies/", usual.company_list),
    path("chains/<slug:slug>/", cells.chain_map),
    path("gaps/", cells.gaps),
    path("api/", include(router.urls)),
]
