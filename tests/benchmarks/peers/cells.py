"""The usual way to a map and a gap table: GROUP BY segment and province, and a template.

The cells hold the numbers of the site's own: distinct companies, those in no other top-level segment, with a verified
placement, listed; and so the margins. What a signal is, and the names in the cells, are left out, to be quicker.
"""

from collections import defaultdict

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from chains.models import Chain, Province, Segment

#: ``{group}`` is what is grouped by: segment and province, or either, or neither. Tops are the chain's columns.
CELLS = """
WITH top AS (
    SELECT s.id, t.code FROM chains_segment s
    JOIN chains_layer l ON l.id = s.layer_id
    JOIN chains_segment t ON t.layer_id = l.id AND t.parent_id IS NULL AND substr(s.path, 1, length(t.path)) = t.path
    WHERE l.chain_id = %s
), claim AS (
    SELECT p.company_id, top.code, p.province_id, max(CASE WHEN p.status = 'verified' THEN 1 ELSE 0 END) AS verified
    FROM chains_placement p
    JOIN chains_company c ON c.id = p.company_id AND c.stage = 'published'
    JOIN top ON top.id = p.segment_id
    JOIN chains_regionprovince r ON r.province_id = p.province_id AND r.region_id = %s
    WHERE p.stage = 'published' AND p.status <> 'withdrawn'
    GROUP BY p.company_id, top.code, p.province_id
), spread AS (
    SELECT company_id, count(DISTINCT code) AS tops FROM claim GROUP BY company_id
)
SELECT claim.code, claim.province_id,
    count(DISTINCT claim.company_id),
    count(DISTINCT CASE WHEN spread.tops = 1 THEN claim.company_id END),
    count(DISTINCT CASE WHEN claim.verified = 1 THEN claim.company_id END),
    count(DISTINCT listed.company_id)
FROM claim JOIN spread ON spread.company_id = claim.company_id
LEFT JOIN (SELECT DISTINCT company_id FROM chains_listing WHERE delisted_on IS NULL) listed
    ON listed.company_id = claim.company_id
GROUP BY claim.code, claim.province_id
"""
SUBSEGMENTS = """
SELECT s.code, count(DISTINCT p.company_id)
FROM chains_placement p
JOIN chains_company c ON c.id = p.company_id AND c.stage = 'published'
JOIN chains_segment s ON s.id = p.segment_id
JOIN chains_layer l ON l.id = s.layer_id
WHERE p.stage = 'published' AND p.status <> 'withdrawn' AND l.chain_id = %s AND s.parent_id IS NOT NULL
GROUP BY s.code
"""


def chain_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Segments as columns and provinces as rows, with the sub-segments beneath."""
    chain = get_object_or_404(Chain.objects.select_related("region"), slug=slug)
    return render(request, "peers/cells.html", _table(chain) | {"below": _below(chain)})


def gaps(request: HttpRequest) -> HttpResponse:
    """The same cells, as the gap table has them."""
    chain = get_object_or_404(Chain.objects.select_related("region"), slug=request.GET["chain"])
    return render(request, "peers/cells.html", _table(chain) | {"below": _below(chain)})


def _table(chain: Chain) -> dict:
    cells = defaultdict(lambda: (0, 0, 0, 0))
    with connection.cursor() as cursor:
        cursor.execute(CELLS, [chain.pk, chain.region_id])
        for code, province, *numbers in cursor.fetchall():
            cells[code, province] = tuple(numbers)
    provinces = list(Province.objects.filter(memberships__region=chain.region).order_by("memberships__order"))
    segments = list(
        Segment.objects.filter(layer__chain=chain, parent=None)
        .select_related("layer")
        .order_by("layer__order", "order")
    )
    total = sum(numbers[0] for numbers in cells.values())
    in_province = {p.code: sum(cells[s.code, p.code][0] for s in segments) for p in provinces}
    in_segment = {s.code: sum(cells[s.code, p.code][0] for p in provinces) for s in segments}
    rows = [
        (
            province,
            in_province[province.code],
            [
                (
                    segment,
                    *cells[segment.code, province.code],
                    in_segment[segment.code] * in_province[province.code] / total if total else None,
                )
                for segment in segments
            ],
        )
        for province in provinces
    ]
    return {"chain": chain, "segments": segments, "rows": rows, "total": total}


def _below(chain: Chain) -> list[tuple[Segment, int]]:
    with connection.cursor() as cursor:
        cursor.execute(SUBSEGMENTS, [chain.pk])
        counts = dict(cursor.fetchall())
    inside = Segment.objects.filter(layer__chain=chain, parent__isnull=False).order_by("path")
    return [(segment, counts.get(segment.code, 0)) for segment in inside]
