"""The matrix of a chain: segments down, places across, names in the cells; the import reads it as it is."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django_countries import countries

from chains.analysis.segment_order import in_tree_order
from chains.models import Chain, Province, Segment
from chains.models.geography import RegionProvince

#: What parts the names in a cell.
BETWEEN = "、"


@dataclass(frozen=True, slots=True)
class ChainMatrix:
    """The headings, the first over the segments, and a row for each segment: its name, and the names by place."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def chain_matrix(chain: Chain, placements: QuerySet) -> ChainMatrix:
    """Return the matrix of the live ones of ``placements``, each in its own segment; four queries.

    Places are the provinces of the chain's region and whichever else has a placement, then countries. A segment goes by
    its name, or by its code where another one of the chain has that name too.
    """
    cells: dict[tuple[int, str], dict[str, None]] = defaultdict(dict)
    live = placements.live().order_by("company__name", "pk")
    for segment, province, country, name in live.values_list("segment_id", "province_id", "country", "company__name"):
        cells[segment, province or str(country)][name] = None
    used = {place for _segment, place in cells}
    of_region = RegionProvince.objects.filter(region=chain.region_id).order_by("order")
    provinces = dict(Province.objects.order_by("pk").values_list("pk", "name"))
    listed = [*of_region.values_list("province_id", flat=True), *sorted(used & provinces.keys())]
    places = {code: provinces[code] for code in listed}
    places |= {code: str(dict(countries)[code]) for code in sorted(used - provinces.keys())}
    segments = in_tree_order(Segment.objects.of_chain(chain.slug).select_related("layer", "parent"))
    called: dict[str, int] = defaultdict(int)
    for segment in segments:
        called[segment.name] += 1
    rows = tuple(
        (
            segment.name if called[segment.name] == 1 else segment.code,
            *(BETWEEN.join(cells.get((segment.pk, place), ())) for place in places),
        )
        for segment in segments
    )
    return ChainMatrix((_("segment"), *places.values()), rows)
