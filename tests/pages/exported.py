"""What a list exports, and what the API answers to the same question: the ids, in order."""

import csv
import io
import json
from typing import Any

from openpyxl import load_workbook

from chains.api.urls import LISTS
from tests.pages.reading import content

SUFFIXES = ("csv", "xlsx", "json", "ndjson")


def file_of(client: Any, name: str, suffix: str, query: str = "") -> bytes:
    """Return the file of a list."""
    response = client.get(f"/{name}.{suffix}?{query}")
    assert response.status_code == 200, content(response).decode()[:1000]
    return content(response)


def exported(client: Any, name: str, suffix: str, query: str = "") -> list[str]:
    """Return the first column of a list's file without its heading."""
    body = file_of(client, name, suffix, query)
    if suffix == "json":
        records = json.loads(body)
        assert all(next(iter(record)) == "id" for record in records)
        return [record["id"] for record in records]
    if suffix == "ndjson":
        return [json.loads(line)["id"] for line in body.decode().splitlines()]
    if suffix == "csv":
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
        assert rows[0][0] == "id"
    else:
        rows = list(load_workbook(io.BytesIO(body), read_only=True).active.iter_rows(values_only=True))
    return [row[0] for row in rows[1:]]


def answered(client: Any, name: str, query: str = "") -> list[str]:
    """Return the ids of all rows that the API answers."""
    key = LISTS[name].lookup_url_kwarg
    response = client.get(f"/api/v1/{name}/?{query}&limit=1000&fields={key}")
    assert response.status_code == 200, response.content.decode()
    answer = response.json()
    keys = [record[key] for record in answer["results"]]
    assert len(keys) == answer["count"]
    return keys
