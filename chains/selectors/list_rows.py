"""The rows of every list that is taken away as a file, with what their columns show: the same for page and API."""

from collections.abc import Callable, Mapping

from django.db.models import Prefetch, QuerySet

from chains import models
from chains.index import with_list_columns

from .profiles import supported_counts
from .supply import supply_shares


def _companies() -> QuerySet:
    return with_list_columns(models.Company.objects.published())


def _placements() -> QuerySet:
    evidence = Prefetch("evidence", models.Evidence.objects.select_related("source").order_by("pk"))
    return (
        models.Placement.objects.published()
        .select_related("company", "segment__layer__chain", "province", "city")
        .prefetch_related(evidence)
    )


def _regions() -> QuerySet:
    members = models.RegionProvince.objects.order_by("order", "province")
    return models.Region.objects.prefetch_related(Prefetch("members", members))


def _research_bases() -> QuerySet:
    rows = models.ResearchBase.objects.select_related("province", "city", "source")
    return rows.prefetch_related("chains", "members")


def _projects() -> QuerySet:
    return models.Project.objects.select_related("province", "city", "source", "chain", "segment", "investor_company")


_ROWS: Mapping[str, Callable[[], QuerySet]] = {
    "chains": lambda: models.Chain.objects.select_related("region"),
    "segments": lambda: models.Segment.objects.select_related("layer__chain", "parent"),
    "regions": _regions,
    "provinces": models.Province.objects.all,
    "cities": lambda: models.City.objects.select_related("province").prefetch_related("groups"),
    "companies": _companies,
    "placements": _placements,
    "research-bases": _research_bases,
    "platforms": lambda: models.Platform.objects.select_related("province", "city", "source", "host").prefetch_related(
        "chains"
    ),
    "parks": lambda: models.Park.objects.select_related("province", "city", "source").prefetch_related("chains"),
    "alliances": lambda: models.Alliance.objects.select_related("province", "city", "source", "chain"),
    "technologies": lambda: models.Technology.objects.select_related("chain", "source").prefetch_related("segments"),
    "projects": _projects,
    "assessments": lambda: models.Assessment.objects.select_related("segment", "province", "region", "source"),
    "supply-shares": supply_shares,
    "targets": lambda: models.Target.objects.select_related("segment__layer__chain", "province", "source"),
    "sources": lambda: supported_counts(models.Source.objects.all()),
    "snapshots": lambda: models.Snapshot.objects.select_related("chain", "region", "batch").order_by(
        "-taken_at", "public_id"
    ),
}

LISTED = tuple(_ROWS)


def rows_of(name: str) -> QuerySet:
    """Return all rows of a list that the public sees; raises ``KeyError`` for a list that there is not."""
    return _ROWS[name]()
