"""The rows of every list, for pages, files and API."""

from collections.abc import Callable, Mapping, Sequence

from django.db.models import Prefetch, QuerySet

from chains import models
from chains.index import with_list_columns
from chains.models.columns import COLUMNS, Use

from .profiles import supported_counts
from .supply import supply_shares


def _with_placement_columns(rows: QuerySet) -> QuerySet:
    evidence = Prefetch("evidence", models.Evidence.objects.select_related("source").order_by("pk"))
    return rows.select_related("segment__layer__chain").prefetch_related(evidence)


def _with_region_columns(rows: QuerySet) -> QuerySet:
    members = models.RegionProvince.objects.order_by("order", "province")
    return rows.prefetch_related(Prefetch("members", members))


def _related(*relations: str, several: Sequence[str] = ()) -> Callable[[QuerySet], QuerySet]:
    """Return what adds the rows that every row refers to and, of ``several`` relations, those that belong to it."""

    def complete(rows: QuerySet) -> QuerySet:
        rows = rows.select_related(*relations) if relations else rows
        return rows.prefetch_related(*several) if several else rows

    return complete


#: List → what completes its rows where its columns show more than the record's own and those that it refers to.
_BESIDES: Mapping[str, Callable[[QuerySet], QuerySet]] = {
    "segments": _related("layer__chain"),
    "regions": _with_region_columns,
    "cities": _related(several=("groups",)),
    "companies": with_list_columns,
    "placements": _with_placement_columns,
    "research-bases": _related(several=("members",)),
    "supply-shares": _related("segment__layer__chain"),
    "targets": _related("segment__layer__chain"),
    "sources": supported_counts,
    "snapshots": _related("chain", "region", "batch"),
}

#: List → its rows that the public sees.
_ROWS: Mapping[str, Callable[[], QuerySet]] = {
    "chains": models.Chain.objects.all,
    "segments": models.Segment.objects.all,
    "regions": models.Region.objects.all,
    "provinces": models.Province.objects.all,
    "cities": models.City.objects.all,
    "companies": models.Company.objects.published,
    "placements": models.Placement.objects.published,
    "research-bases": models.ResearchBase.objects.all,
    "platforms": models.Platform.objects.all,
    "parks": models.Park.objects.all,
    "alliances": models.Alliance.objects.all,
    "technologies": models.Technology.objects.all,
    "projects": models.Project.objects.all,
    "assessments": models.Assessment.objects.all,
    "supply-shares": supply_shares,
    "targets": models.Target.objects.all,
    "sources": models.Source.objects.all,
    "snapshots": lambda: models.Snapshot.objects.order_by("-taken_at", "public_id"),
}

LISTED = tuple(_ROWS)


def rows_of(name: str) -> QuerySet:
    """Return all rows of a list that the public sees; raises ``KeyError`` for a list that there is not."""
    return with_columns(name, _ROWS[name]())


def with_columns(name: str, rows: QuerySet) -> QuerySet:
    """Return the rows with all that the columns of a list show, in a fixed number of queries.

    Which rows there are, and in what order, the caller says: the admin has drafts too. Raises ``KeyError`` for a list
    that there is not.
    """
    if name not in _ROWS:
        raise KeyError(name)
    if columns := COLUMNS.get(rows.model):
        referring = [each for each in columns.used(Use.EXPORT) if each.field.is_relation]
        several = [each.name for each in referring if each.field.many_to_many]
        rows = _related(*(each.name for each in referring if each.name not in several), several=several)(rows)
    return _BESIDES[name](rows) if name in _BESIDES else rows
