"""Every list as a file: the rows and columns of the site's own files, streamed, refused and limited like them."""

import csv
import io
import json
from random import Random
from zipfile import BadZipFile, ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from chains.api.urls import LISTS
from chains.api.viewsets.files import SUFFIXES
from chains.models import Company
from chains.selectors.list_rows import LISTED, rows_of
from chains.tables import BY_LIST, CompanyResource, formats
from chains.tables.formats import xlsx
from tests.api.test_problems import check
from tests.pages.reading import content
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


def rows_in(body: bytes, suffix: str) -> list[list]:
    """Return the rows of a file without the heading, as texts."""
    if suffix == "ndjson":
        return [list(json.loads(line).values()) for line in body.decode().splitlines()]
    if suffix == "csv":
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))[1:]
    return [list(row) for row in load_workbook(io.BytesIO(body)).active.iter_rows(min_row=2, values_only=True)]


def test_every_list_has_its_rows_and_columns():
    assert set(LISTED) == set(BY_LIST) == set(LISTS)
    assert all(resource.codes()[0] == "id" for resource in BY_LIST.values())


@pytest.mark.usefixtures("beside_the_seed")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_its_files(client, name):
    key = LISTS[name].lookup_url_kwarg
    listed = [row[key] for row in client.get(f"/api/v1/{name}/?limit=1000&fields={key}").json()["results"]]
    for suffix in SUFFIXES:
        response = client.get(f"/api/v1/{name}.{suffix}")
        assert response.status_code == 200
        assert response.streaming
        assert response["Content-Type"] == formats.CONTENT_TYPES[suffix]
        assert response["Content-Disposition"].startswith(f'attachment; filename="{name}-')
        assert [row[0] for row in rows_in(content(response), suffix)] == listed, suffix


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_files_of_pages_and_of_the_api_are_the_same(client, suffix):
    query = "province__in=310000,320000&name__ic=电&ordering=-name"
    files = [content(client.get(f"{prefix}/companies.{suffix}?{query}")) for prefix in ("", "/api/v1")]
    assert rows_in(files[0], suffix) == rows_in(files[1], suffix) != []


def test_ndjson_is_one_typed_record_a_line(client):
    lines = content(client.get("/api/v1/companies.ndjson?segment=ic.equipment&province=310000")).decode().splitlines()
    record = json.loads(lines[0])
    assert list(record) == CompanyResource.codes()
    assert isinstance(record["listed"], bool)
    assert isinstance(record["segments"], list)


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize(
    "query", ["colour=red", "chain=nonsense", "limit=5", "fields=id", "cursor=start", "founded__gte=1"]
)
def test_a_bad_filter_is_a_problem_before_the_first_byte(client, suffix, query):
    response = client.get(f"/api/v1/companies.{suffix}?{query}")
    check(response, 400)
    assert list(response.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.parametrize("suffix", ["json", "pdf", "CSV", "csv.gz", "a%00b"])
def test_other_files_there_are_none(client, suffix):
    problem = check(client.get(f"/api/v1/companies.{suffix}"), 404)
    assert ".csv, .xlsx, .ndjson" in problem["detail"]


def test_the_limit_is_that_of_files_wherever_they_are(client, throttle):
    throttle("export", "2/min")
    assert client.get("/parks.csv").status_code == client.get("/api/v1/parks.csv").status_code == 200
    check(client.get("/api/v1/parks.ndjson"), 429)
    assert client.get("/parks.ndjson").status_code == 429
    assert client.get("/api/v1/parks/").status_code == 200


def test_more_rows_cost_no_more_queries(client):
    few, all_of_them = (
        queries_of(lambda query: content(client.get(f"/api/v1/companies.ndjson?{query}")), query)
        for query in ("name__ic=电", "")
    )
    assert no_more(few, all_of_them)


def test_a_long_file_is_read_by_chunks(monkeypatch):
    monkeypatch.setattr("chains.tables.long.CHUNK", 50)
    with CaptureQueriesContext(connection) as queries:
        assert len(list(CompanyResource.rows(rows_of("companies")))) == 162
    # What belongs to the rows is read for each fifty of them: names, listings, labels, placements. On SQLite so are the
    # rows, after their keys; PostgreSQL hands them out through a cursor, which is no query that is seen.
    rows = 1 + 4 if connection.vendor == "sqlite" else 0
    assert len(queries) - rows in (4 * 4, 4 * 4 + 1)


@pytest.mark.parametrize("relation", ["names", "placements"])
def test_rows_that_come_without_what_a_column_shows_are_refused(relation):
    rows = rows_of("companies")
    said = [
        lookup
        for lookup in rows._prefetch_related_lookups
        if relation not in str(getattr(lookup, "prefetch_through", lookup))
    ]
    with pytest.raises(LookupError, match=relation):
        next(CompanyResource.rows(rows.prefetch_related(None).prefetch_related(*said)))


class FaultError(Exception):
    """What goes wrong on the way."""


def failing():
    yield ["a"]
    raise FaultError


@pytest.mark.parametrize("suffix", formats.CONTENT_TYPES)
def test_a_fault_on_the_way_ends_no_file(suffix):
    parts = formats.written(suffix, "t", ["id"], ["编号"], failing())
    sent = []
    with pytest.raises(FaultError):
        sent.extend(parts)
    if suffix == "xlsx":
        with pytest.raises(BadZipFile):
            ZipFile(io.BytesIO(b"".join(sent)))


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_first_bytes_leave_before_a_row_is_read(suffix):
    parts = formats.written(suffix, "t", ["id"], ["编号"], failing())
    assert next(parts)


@pytest.mark.parametrize("suffix", formats.CONTENT_TYPES)
def test_a_file_is_sent_as_its_rows_come(suffix):
    random, taken = Random(1), 0

    def rows():
        nonlocal taken
        for number in range(1, 20_001):
            taken = number
            yield [f"{random.getrandbits(256):x}"]

    parts = formats.written(suffix, "t", ["id"], ["编号"], rows())
    sent = [len(next(parts)) for _ in range(3)]
    assert taken < 5_000
    sent += [len(part) for part in parts]
    assert taken == 20_000
    assert max(sent) < 250_000


def test_a_workbook_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    body = b"".join(formats.written("xlsx", "t", ["id"], ["编号"], [["a"]]))
    assert ZipFile(io.BytesIO(body)).testzip() is None
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_no_sheet(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    assert formats.as_xlsx("t", ["编号"], [["a"], ["b"]])
    with pytest.raises(ValueError, match="3 rows"):
        formats.as_xlsx("t", ["编号"], [["a"], ["b"], ["c"]])


def test_who_is_not_published_is_in_no_file(client):
    hidden = Company.objects.filter(placements__isnull=False).first()
    Company.objects.filter(pk=hidden.pk).update(stage="draft")
    for name in ("companies", "placements"):
        assert hidden.public_id not in content(client.get(f"/api/v1/{name}.ndjson")).decode()
