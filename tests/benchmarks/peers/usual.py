"""The usual Django way of a faceted list: GROUP BY for each facet, a paginator that counts, a template.

Each facet counts distinct companies with its own parameter left out. Easier than the site's own in two ways: a
segment's number does not hold those below it, and a city is the placement's own.
"""

from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chains.models import Chain, City, CityGroup, CompanyLabel, Label, Layer, Placement, Province, Segment
from tests.benchmarks.peers import conditions

#: Facet → the column of a placement that it counts by.
COLUMNS = {
    "chain": "segment__layer__chain__slug",
    "layer": "segment__layer__code",
    "segment": "segment__code",
    "province": "province",
    "city": "city",
    "city_group": "city__groups__slug",
    "status": "status",
}
NAMES = {
    "chain": (Chain, "slug"),
    "layer": (Layer, "code"),
    "segment": (Segment, "code"),
    "province": (Province, "code"),
    "city": (City, "code"),
    "city_group": (CityGroup, "slug"),
    "label": (Label, "slug"),
}


def company_list(request: HttpRequest) -> HttpResponse:
    """A page of the companies that fit, with facets."""
    choice = {name: request.GET.getlist(name) for name in request.GET if name != "page"}
    page = Paginator(with_rows(conditions.companies(choice).order_by("pinyin", "public_id")), 50).page(
        request.GET.get("page", 1)
    )
    return render(request, "peers/companies.html", {"page": page, "facets": facets(choice), "choice": choice})


def with_rows(found):
    """Return the companies with all that a row shows."""
    live = Placement.objects.filter(stage="published").exclude(status="withdrawn")
    return found.prefetch_related(
        "listings",
        Prefetch("labels", CompanyLabel.objects.select_related("label")),
        Prefetch(
            "placements",
            live.select_related("segment__layer__chain", "province", "city").order_by("segment__path", "pk"),
            to_attr="live",
        ),
    )


def facets(choice: conditions.Choice) -> list[tuple[str, list[tuple[str, str, int, bool]]]]:
    """Return the facets: name, and of each value its name, number, and whether it is chosen."""
    counts = {
        name: dict(
            conditions.placements(choice, name)
            .order_by()
            .values_list(column)
            .annotate(count=Count("company", distinct=True))
        )
        for name, column in COLUMNS.items()
    }
    held = CompanyLabel.objects.filter(company__in=conditions.companies(choice, "label"))
    counts["label"] = dict(held.order_by().values_list("label__slug").annotate(count=Count("company", distinct=True)))
    either = conditions.companies(choice, "listed")
    listed = either.filter(listings__isnull=False, listings__delisted_on__isnull=True).distinct().count()
    counts["listed"] = {"true": listed, "false": either.count() - listed}
    return [(name, _options(name, found, choice.get(name, ()))) for name, found in counts.items()]


def _options(name: str, counts: dict, chosen) -> list[tuple[str, str, int, bool]]:
    if name in NAMES:
        model, key = NAMES[name]
        named = model.objects.values_list(key, "name")
    else:
        named = [(value, value) for value in counts]
    return [(value, label, counts.get(value, 0), value in chosen) for value, label in named]
