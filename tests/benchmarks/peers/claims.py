"""The rows that Datasette serves: one for each placement, with a column for all that filters and facets ask for.

Strong on purpose: nothing has to be joined, every column that is filtered by has an index, labels and groups of cities
are columns each, and the facets count rows, which is less than counting companies.
"""

import sqlite3
from itertools import islice

from django.db.models import Exists, OuterRef

from chains.models import CityGroup, CompanyLabel, Label, Listing, Placement

FACETS = ("chain", "layer", "segment", "province", "city", "status", "listed")
COLUMNS = (
    *("id", "company", "name", "legal_name", "name_en", "uscc", "pinyin", "registered_province", "registered_city"),
    *("chain", "layer", "segment", "province", "city", "status", "listed", "verified_on", "founded_on", "website"),
)


def flags() -> list[str]:
    """Return the columns that are 1 or 0: labels and groups of cities."""
    names = [f"label {slug}" for slug in Label.objects.order_by("slug").values_list("slug", flat=True)]
    names += [f"group {slug}" for slug in CityGroup.objects.order_by("slug").values_list("slug", flat=True)]
    return [name.replace(" ", "_").replace("-", "_") for name in names]


def write(file: str) -> None:
    """Write the table of claims into an SQLite file, with indexes and statistics."""
    names = flags()
    columns = ", ".join((*COLUMNS[1:], *names))
    with sqlite3.connect(file) as database:
        database.execute(f"CREATE TABLE claims (id INTEGER PRIMARY KEY, {columns})")
        marks = ", ".join(["?"] * (len(COLUMNS) + len(names)))
        rows = _rows(names)
        while some := list(islice(rows, 20_000)):
            database.executemany(f"INSERT INTO claims VALUES ({marks})", some)
        for column in (*FACETS, *names, "pinyin"):
            database.execute(f"CREATE INDEX claims_{column} ON claims ({column})")
        database.execute("ANALYZE")
    print(" ".join(names))


def _rows(names: list[str]):
    labels: dict[int, set[str]] = {}
    for company, slug in CompanyLabel.objects.values_list("company_id", "label__slug").iterator():
        labels.setdefault(company, set()).add(f"label_{slug.replace('-', '_')}")
    groups: dict[str, set[str]] = {}
    for slug, city in CityGroup.cities.through.objects.values_list("citygroup__slug", "city_id"):
        groups.setdefault(city, set()).add(f"group_{slug.replace('-', '_')}")
    on_exchange = Listing.objects.filter(company=OuterRef("company"), delisted_on__isnull=True)
    found = Placement.objects.published().with_effective_city().annotate(listed=Exists(on_exchange)).order_by("pk")
    for row in found.values_list(
        *("pk", "company__public_id", "company__name", "company__legal_name", "company__name_en", "company__uscc"),
        *("company__pinyin", "company__province_id", "company__city_id", "segment__layer__chain__slug"),
        *("segment__layer__code", "segment__code", "province_id", "effective_city", "status", "listed"),
        *("verified_on", "company__founded_on", "company__website", "company_id"),
    ).iterator(chunk_size=5000):
        *values, company = row
        values[15] = int(values[15])
        values[16:18] = [str(day) if day else None for day in values[16:18]]
        held = labels.get(company, set()) | groups.get(values[13], set())
        yield (*values, *(int(name in held) for name in names))
