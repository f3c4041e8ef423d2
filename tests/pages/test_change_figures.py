"""Then and now on paper: the figure of the gap table says of each cell what its page says against the same snapshot."""

import pytest
from django.urls import reverse

from chains.choices import PlacementStatus
from chains.history import snapshots
from chains.models import Chain, Placement
from tests.factories import make_assessment, make_company, make_placement
from tests.pages.figures import drawing, parts, text_of, texts
from tests.pages.reading import page, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot():
    return snapshots.take(Chain.objects.get(slug="ic"), "年初", None).snapshot


@pytest.fixture
def changed(snapshot):
    """Close a gap, lose the companies of a cell, and change a verdict; return the snapshot of before."""
    make_placement(make_company("新来光刻"), "ic.lithography", province="340000")
    Placement.objects.live().of_chain("ic").in_subtree(["ic.packaging-test"]).filter(province="340000").update(
        status=PlacementStatus.WITHDRAWN
    )
    make_assessment("ic.equipment", "strong", province="310000")
    return snapshot


def figure(client, snapshot, query="", suffix="svg"):
    response = client.get(f"/gaps.{suffix}?chain=ic&against={snapshot.public_id}&{query}")
    assert response.status_code == 200
    return response.content


def said(text):
    """Return a text without white space and signs: those of the page stand in for colour, which paper has as well."""
    return "".join(text.split()).translate(dict.fromkeys(map(ord, "✕↓✓↑≠"), ""))


def test_every_cell_bears_the_changes_of_its_page(client, changed):
    table = page(client, f"/gaps/?chain=ic&against={changed.public_id}").one("table", class_="gaps").one("tbody")
    drawn = [part for name, part in parts(drawing(figure(client, changed))).items() if name.startswith("cell-")]
    cells = [cell for row in table.all("tr") for cell in row.all("td")[:5]]
    assert len(drawn) == len(cells)
    marked = 0
    for part, cell in zip(drawn, cells, strict=True):
        in_figure = said("".join(texts(part)))
        for mark in cell.all(class_="change"):
            if "unchanged" in mark.classes:
                continue
            marked += 1
            figures = "".join(each.text for each in mark.all(class_="figures"))
            assert said(figures) in in_figure
            assert said(mark.text).replace(said(figures), "") in in_figure
    assert marked >= 3


def test_a_cell_that_is_as_it_was_bears_no_mark_of_change(client, snapshot):
    before = parts(drawing(client.get("/gaps.svg?chain=ic").content))
    after = parts(drawing(figure(client, snapshot)))
    cells = [name for name in before if name.startswith("cell-")]
    assert [texts(after[name]) for name in cells] == [texts(before[name]) for name in cells]
    assert not [name for name in after if name.startswith("ranked")]


def test_what_changed_is_listed_in_the_order_of_the_page(client, changed):
    items = page(client, f"/gaps/?chain=ic&against={changed.public_id}").one(class_="changed-cells").all("li")
    listed = parts(drawing(figure(client, changed, "paper=a3")))
    entries = [texts(part, "ranked")[0] for name, part in listed.items() if name.startswith("ranked-ic")]
    assert entries == [item.one("a").text for item in items]


def test_it_names_the_snapshot_and_counts_the_changes(client, changed):
    (line, *_) = texts(drawing(figure(client, changed)), "choice")
    assert "年初" in line
    for item in page(client, f"/gaps/?chain=ic&against={changed.public_id}").one(class_="counted").all(class_="change"):
        assert said(item.text) in said(line)


def test_the_pdf_says_it_too(client, changed):
    assert "有何变化" in text_of(figure(client, changed, suffix="pdf"))


def test_below_a_segment_it_tells_of_its_parts(client, changed):
    shown = parts(drawing(figure(client, changed, "segment=ic.equipment")))
    assert "缺口已补" in texts(shown["cell-ic.lithography-340000"])


def test_a_snapshot_of_another_chain_is_refused(client, snapshot):
    other = snapshots.take(Chain.objects.get(slug="ai"), "", None).snapshot
    assert "against" in refused(page(client, f"/gaps.svg?chain=ic&against={other.public_id}", 400))
    assert "against" in refused(page(client, "/gaps.pdf?chain=ic&against=x", 400))


def test_the_page_leads_to_the_figure_against_the_same_snapshot(client, snapshot):
    links = page(client, f"/gaps/?chain=ic&against={snapshot.public_id}").links
    for suffix, paper in (("svg", "a4"), ("png", "a4"), ("pdf", "a4"), ("pdf", "a3")):
        assert f"{reverse('gaps-figure', args=[suffix])}?chain=ic&against={snapshot.public_id}&paper={paper}" in links
