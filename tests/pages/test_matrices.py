"""The map of a chain as a sheet of names, which the import reads as it is."""

import pytest
from django.urls import reverse

from chains.choices import SheetKind
from chains.importing import planning
from chains.models import Source
from tests.factories import make_placement, make_segment

pytestmark = pytest.mark.django_db


def test_the_matrix_of_a_chain_goes_in_again_and_changes_nothing(client):
    before = client.get(reverse("map-matrix", args=["ic", "csv"]))
    assert before.status_code == 200
    content = b"".join(before.streaming_content)
    header, *_rows = content.decode("utf-8-sig").splitlines()
    assert header.split(",")[1:3] == ["上海", "江苏"]
    batch = planning.upload(SheetKind.COMPANIES, "matrix.csv", content, None)
    source = Source.objects.get(slug="hangzhou-keji-2020-2")
    planning.configure(batch, sheet="", header_row=1, mapping=batch.mapping, reason="x", source=source)
    counts = planning.plan(batch)
    assert planning.read(batch).is_matrix
    assert (counts["new"], counts["error"], counts["decision"]) == (0, 0, 0)
    assert counts["changed"] + counts["unchanged"] > 80
    assert not batch.rows.filter(changes__has_key="placement").exists()


def test_a_filter_of_the_map_narrows_its_matrix(client):
    make_placement(segment=make_segment(), province_id="310000")
    body = b"".join(client.get("/chains/ic/matrix.csv?province=330000").streaming_content).decode("utf-8-sig")
    assert all(not line.split(",")[1] for line in body.splitlines()[1:])
    assert client.get("/chains/ic/matrix.csv?province=99").status_code == 400
    assert client.get("/chains/nothing/matrix.xlsx").status_code == 404
    assert client.get("/chains/ic/matrix.pdf").status_code == 404
