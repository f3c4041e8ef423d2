"""A chain as a tree and as a graph, and cities as GeoJSON: the numbers of the lists, in other shapes."""

import pytest

from chains.models import Chain, City, Company, SegmentLink
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


def segments_in(nested):
    waiting = [segment for layer in nested["layers"] for segment in layer["segments"]]
    while waiting:
        segment = waiting.pop()
        yield segment
        waiting += segment["children"]


def test_the_tree_counts_as_the_list_does(read, make_placement):
    make_placement("光刻海外", "ic.lithography", country="NL")
    for query in ({}, {"province__in": "310000,320000"}, {"listed": "true", "label__not": "champion"}):
        nested = read("chains/ic/nested/", **query)
        assert nested["count"] == read("companies/", limit=1, chain="ic", **query)["count"]
        for segment in segments_in(nested):
            found = read("companies/", limit=1, segment=segment["code"], **query)["count"]
            assert segment["count"] == found, segment["code"]


def test_a_company_stands_where_it_is_placed(read, make_placement):
    company = make_placement("两地光刻", "ic.lithography", "310000", status="disputed").company
    make_placement("两地光刻", "ic.lithography", "320000", status="verified", verified_on="2026-01-01")
    make_placement("两地光刻", "ic.lithography", country="NL")
    make_placement("两地光刻", "ic.equipment", "340000", status="withdrawn")
    where = {
        segment["code"]: row
        for segment in segments_in(read("chains/ic/nested/"))
        for row in segment["companies"]
        if row["id"] == company.public_id
    }
    assert list(where) == ["ic.lithography"]
    [row] = where.values()
    assert (row["provinces"], row["countries"], row["status"]) == (["310000", "320000"], ["NL"], "verified")


def test_the_graph_has_every_segment_and_link(read):
    chain = Chain.objects.get(slug="ic")
    graph = read("chains/ic/graph/")
    nodes = {node["id"]: node for node in graph["nodes"]}
    links = {kind: [link for link in graph["links"] if link["kind"] == kind] for kind in ("feeds", "is-a", "in-layer")}
    assert len(nodes) == len(graph["nodes"])
    assert all(link[end] in nodes for link in graph["links"] for end in ("source", "target"))
    assert len(links["feeds"]) == SegmentLink.objects.filter(upstream__layer__chain=chain).count() > 0
    segments = [node for node in nodes.values() if node["kind"] == "segment"]
    assert len(links["is-a"]) + len(links["in-layer"]) == len(segments)
    rows = {row["segment"]: row for row in read("gaps/", chain="ic")["rows"]}
    for code, row in rows.items():
        assert nodes[code]["gap"] == row


def test_companies_are_nodes_if_asked_for(read):
    graph = read("chains/ic/graph/", companies="true", province="310000")
    companies = {node["id"] for node in graph["nodes"] if node["kind"] == "company"}
    assert len(companies) == read("companies/", limit=1, chain="ic", province="310000")["count"]
    assert {link["source"] for link in graph["links"] if link["kind"] == "works-in"} == companies
    # What is counted does not change with what is shown.
    gap = {node["id"]: node["gap"] for node in graph["nodes"] if node["kind"] == "segment"}
    assert gap == {node["id"]: node["gap"] for node in read("chains/ic/graph/")["nodes"] if node["kind"] == "segment"}


def test_cities_are_points_with_the_counts_of_the_facet(client, read):
    for query in ("", "?chain=ic&listed=true", "?name__ic=微&province__not=310000"):
        response = client.get(f"/api/v1/cities.geojson{query}")
        assert response["Content-Type"] == "application/geo+json"
        answer = response.json()
        assert (answer["type"], answer["schematic"]) == ("FeatureCollection", True)
        facet = client.get(f"/api/v1/companies/facets/{query}").json()["facets"]["city"]
        counted = [each["properties"] for each in answer["features"]] + answer["unlocated"]
        assert {each["code"]: each["companies"] for each in counted} == {each["value"]: each["count"] for each in facet}


def test_longitude_comes_first_and_unknown_places_stand_apart(read):
    City.objects.filter(code="320500").update(longitude=None, latitude=None)
    answer = read("cities.geojson", region="yangtze-delta")
    shanghai = next(each for each in answer["features"] if each["id"] == "310000")
    assert shanghai["geometry"] == {"type": "Point", "coordinates": [121.47, 31.23]}
    assert [each["code"] for each in answer["unlocated"]] == ["320500"]
    assert all(each["geometry"]["coordinates"][0] > each["geometry"]["coordinates"][1] for each in answer["features"])


def test_a_city_counts_its_placements(read, make_placement):
    company = make_placement("苏州光刻", "ic.lithography", "320000", city_id="320500").company
    make_placement("苏州光刻", "ic.materials", "320000", city_id="320500")
    Company.objects.exclude(pk=company.pk).update(stage="draft")
    answer = read("cities.geojson", region="yangtze-delta", city="320500")
    counts = {each["id"]: each["properties"] for each in answer["features"] if each["properties"]["companies"]}
    assert [(code, each["companies"], each["placements"]) for code, each in counts.items()] == [("320500", 1, 2)]


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("chains/ic/nested/", {"chain": "ic"}),
        ("chains/ic/nested/", {"view": "counts"}),
        ("chains/ic/nested/", {"companies": "true"}),
        ("chains/ic/graph/", {"companies": "yes"}),
        ("cities.geojson", {"region": "nowhere"}),
        ("cities.geojson", {"ordering": "name"}),
    ],
)
def test_bad_questions_are_refused_by_name(read, path, parameters):
    assert list(read(path, 400, **parameters)["errors"]) == list(parameters)


def test_there_is_no_other_chain(read):
    read("chains/nothing/nested/", 404)
    read("chains/nothing/graph/", 404)


@pytest.mark.parametrize(
    "path", ["chains/ic/nested/", "chains/ic/graph/", "chains/ic/graph/?companies=true", "cities.geojson"]
)
def test_the_number_of_queries_does_not_grow(client, make_placement, path):
    few = queries_of(client.get, f"/api/v1/{path}")
    for number in range(3):
        make_placement(f"更多微电子{number}", "ic.design", "340000")
    assert no_more(few, queries_of(client.get, f"/api/v1/{path}"))
