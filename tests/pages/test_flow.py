"""The flow of a chain: the page, the file and the API draw the same, with the numbers of the gap table."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from chains.models import Chain, Segment
from tests.factories import make_chain, make_layer, make_link, make_segment
from tests.pages.reading import Element, page, refused

pytestmark = pytest.mark.django_db

SVG = "{http://www.w3.org/2000/svg}"


def drawing(shown: Element) -> Element:
    return shown.one("svg", class_="flow")


def api(client, query: str) -> dict:
    response = client.get(f"/api/v1/chains/{query}")
    assert response.status_code == 200
    return response.json()


def nodes_of(shown: Element) -> list[str]:
    """Return the codes of the segments drawn, by where they lead."""
    return [link.attributes["href"].split("/")[2] for link in drawing(shown).all("a", class_="node")]


@pytest.mark.parametrize("path", ["ic/flow/", "ai/flow/", "ic/flow/?segment=ic.equipment"])
def test_page_table_and_api_have_the_same_segments_links_and_counts(client, beside, path):
    shown, answer = page(client, f"/chains/{path}"), api(client, path)
    assert nodes_of(shown) == [node["segment"] for node in answer["nodes"]]
    assert len(drawing(shown).all("path", class_="route")) == len(answer["links"])
    rows = shown.one("table", class_="flows-table").one("tbody").all("tr")
    for row, node in zip(rows, answer["nodes"], strict=True):
        assert row.one("th").links[0] == f"/segments/{node['segment']}/"
        assert row.one("td", class_="num").text == str(node["gap"]["companies"])
        fed_by, feeds = row.all("td")[-2:]
        assert [link.split("/")[2] for link in fed_by.links] == node["fed_by"]
        assert [link.split("/")[2] for link in feeds.links] == node["feeds"]


@pytest.mark.parametrize("chain", ["ic", "ai"])
def test_the_nodes_have_the_rows_of_the_gap_table(client, beside, chain):
    table = client.get(f"/api/v1/gaps/?chain={chain}").json()
    assert [node["gap"] for node in api(client, f"{chain}/flow/")["nodes"]] == table["rows"]


def test_the_links_of_the_map_are_all_there(client):
    links = api(client, "ic/flow/")["links"]
    assert {(link["upstream"], link["downstream"]) for link in links} == {
        (link["upstream"], link["downstream"]) for link in api(client, "ic/map/")["links"]
    }
    assert all(link["direct"] for link in links)


def test_a_link_further_down_stands_for_the_segments_drawn(client):
    make_link("ic.lithography", "ic.design")
    (link,) = [
        link
        for link in api(client, "ic/flow/")["links"]
        if (link["upstream"], link["downstream"]) == ("ic.equipment", "ic.design")
    ]
    assert not link["direct"]
    assert link["links"] == [{"upstream": "ic.lithography", "downstream": "ic.design", "note": ""}]
    assert len(drawing(page(client, "/chains/ic/flow/")).all("path", class_="lifted")) == 1
    inside = api(client, "ic/flow/?segment=ic.equipment")
    assert inside["outside"] == link["links"]


def test_a_link_between_sub_segments_is_drawn_inside_their_segment_alone(client):
    make_link("ic.lithography", "ic.polishing")
    assert ("ic.equipment", "ic.equipment") not in {
        (link["upstream"], link["downstream"]) for link in api(client, "ic/flow/")["links"]
    }
    (link,) = api(client, "ic/flow/?segment=ic.equipment")["links"]
    assert (link["upstream"], link["downstream"], link["direct"]) == ("ic.lithography", "ic.polishing", True)


@pytest.mark.parametrize(("shade", "word"), [("count", "2 家企业"), ("verdict", "弱链"), ("imports", "依赖进口")])
def test_what_shades_a_segment_is_said_in_words_as_well(client, shade, word):
    shown = page(client, f"/chains/ic/flow/?shade={shade}")
    equipment = next(node for node in drawing(shown).all("a") if "ic.equipment" in node.attributes["href"])
    assert word in equipment.all("text")[-1].text
    assert [link.attributes["href"] for link in shown.all("a", aria_current="true")] == [f"?shade={shade}"]


@pytest.mark.parametrize("query", ["", "?shade=verdict", "?shade=imports&segment=ic.materials"])
def test_the_file_is_a_drawing_that_needs_nothing_beside_it(client, query):
    response = client.get(f"/chains/ic/flow.svg{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert response["Content-Disposition"].startswith('attachment; filename="flow-ic-')
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SVG}svg"
    assert not root.findall(f".//{SVG}a")
    assert not root.findall(f".//{SVG}style")
    for shape in (*root.iter(f"{SVG}rect"), *root.iter(f"{SVG}text"), *root.iter(f"{SVG}path")):
        assert shape.get("fill") or shape.get("stroke"), ElementTree.tostring(shape)
    assert len(root.findall(f".//{SVG}path[@class='route']")) == len(
        api(client, f"ic/flow/{query.replace('shade=imports&', '') if 'segment' in query else ''}")["links"]
    )


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("shade=red", "shade"),
        ("segment=nothing", "segment"),
        ("segment=ai.software", "segment"),
        ("segment=ic.design", "segment"),
        ("segment=%00", "segment"),
        ("colour=red", "colour"),
        ("shade=count&shade=verdict", "shade"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(client, query, parameter):
    shown = page(client, f"/chains/ic/flow/?{query}", 400)
    assert refused(shown) == [parameter]
    assert not shown.all("svg")
    assert client.get(f"/chains/ic/flow.svg?{query}").status_code == 400
    response = client.get(f"/api/v1/chains/ic/flow/?{query}")
    assert response.status_code == 400
    assert parameter in response.json()["errors"]


@pytest.mark.parametrize("path", ["/chains/nothing/flow/", "/chains/nothing/flow.svg", "/api/v1/chains/nothing/flow/"])
def test_a_chain_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_chain_without_segments_says_so(client):
    shown = page(client, f"/chains/{make_chain().slug}/flow/")
    assert shown.all(class_="nothing")
    assert not shown.all("svg")


def test_a_chain_of_many_segments_is_drawn(client):
    chain = make_chain()
    layers = [make_layer(chain, order=number) for number in range(4)]
    segments = [make_segment(f"s{number}", layer=layers[number % 4]) for number in range(30)]
    for above, below in pairwise(segments):
        make_link(above, below)
        for number in range(3):
            make_segment(f"{above.slug}-{number}", parent=above)
    shown = page(client, f"/chains/{chain.slug}/flow/")
    assert sorted(nodes_of(shown)) == sorted(segment.code for segment in segments)
    assert Segment.objects.filter(layer__chain=chain).count() > 110


def test_the_map_leads_to_the_flow(client):
    chain = Chain.objects.get(slug="ic")
    assert "/chains/ic/flow/" in page(client, chain.get_absolute_url()).links
