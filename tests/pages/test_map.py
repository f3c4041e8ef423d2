"""The chain map: every cell is a list of companies, and an empty one says why it is empty."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils.translation import override

from chains.analysis.signals import Signal
from chains.models import Chain, Company, Placement, Segment, SegmentLink
from chains.selectors.gaps import gap_view
from tests.factories import JIANGSU, SHANGHAI, make_chain, make_company, make_layer, make_placement, make_segment
from tests.pages.exported import exported
from tests.pages.reading import Element, key_of, page, refused

pytestmark = pytest.mark.django_db

Place = tuple[str, str]


def cells_of(shown: Element) -> dict[Place, Element]:
    """Return the cells of a map by (code of the segment, code of the province), as their links name them."""
    return {place_of(cell): cell for cell in shown.one("table", class_="map").all("td", class_="cell")}


def place_of(cell: Element) -> Place:
    asked = parse_qs(urlsplit(list_link(cell)).query)
    return asked["segment"][0], asked["province"][0]


def list_link(cell: Element) -> str:
    return next(link for link in cell.links if link.startswith("/companies/?"))


def companies_in(cell: Element) -> list[str]:
    return [key_of(link.attributes["href"]) for link in cell.all("a", class_="co")]


def number_in(cell: Element) -> int:
    return int(next(link for link in cell.all("a") if link.attributes["href"] == list_link(cell)).text)


def words(signal: Signal) -> str:
    with override("zh-hans"):
        return str(signal.label)


@pytest.mark.parametrize("chain", ["ic", "ai"])
def test_a_cell_names_the_companies_of_its_list(client, beside, chain):
    cells = cells_of(page(client, f"/chains/{chain}/"))
    assert len(cells) == Segment.objects.of_chain(chain).top_level().count() * 4
    for place, cell in cells.items():
        listed = exported(client, "companies", "json", urlsplit(list_link(cell)).query)
        assert sorted(companies_in(cell)) == sorted(listed), place
        assert number_in(cell) == len(listed)


def test_the_sums_are_those_of_the_cells(client, beside):
    shown = page(client, "/chains/ic/")
    cells = cells_of(shown)
    for row in shown.one("table", class_="map").one("tbody").all("tr"):
        if numbers := [number_in(cell) for cell in row.all("td", class_="cell")]:
            assert int(row.one("th").one(class_="tot").text) == sum(numbers)
    for head in shown.one("tr", class_="cols").all("th")[1:]:
        code = key_of(head.one("a", class_="name").attributes["href"])
        column = [number_in(cell) for (segment, _), cell in cells.items() if segment == code]
        assert int(head.one(class_="tot").text) == sum(column)


def test_layers_stand_over_their_segments_and_flows_between_them(client):
    shown = page(client, "/chains/ai/").one("table", class_="map")
    bands = [
        (band.attributes["id"], int(band.attributes["colspan"])) for band in shown.one("tr", class_="bands").all("th")
    ]
    assert bands == [("support", 1), ("product", 4), ("application", 4)]
    columns = [key_of(name.attributes["href"]) for name in shown.one("tr", class_="cols").all("a", class_="name")]
    feeds = shown.one("tr", class_="flows").all("td")
    for code, cell in zip(columns, feeds, strict=True):
        links = SegmentLink.objects.filter(upstream__code=code).values_list("downstream__code", flat=True)
        assert {key_of(link) for link in cell.links} == set(links)


def test_above_and_beneath_stand_what_the_figure_prints_there(client):
    shown = page(client, "/chains/ic/")
    assert "集成电路" in shown.one(class_="alliance").text
    numbers = [section.one("small").text for section in shown.one(class_="beneath").all("section")]
    chain = Chain.objects.get(slug="ic")
    assert numbers == [str(rows.count()) for rows in (chain.research_bases, chain.platforms, chain.parks)]
    assert numbers[0] == "13"


@pytest.mark.parametrize("view", ["names", "counts", "gaps"])
@pytest.mark.parametrize("chain", ["ic", "ai"])
def test_an_empty_cell_says_which_kind_of_empty(client, chain, view):
    cells = cells_of(page(client, f"/chains/{chain}/?view={view}"))
    table = gap_view(Chain.objects.get(slug=chain)).table
    empty = 0
    for row in table.rows:
        for gap in row.cells:
            cell = cells[gap.segment, gap.province]
            assert gap.signal in cell.classes
            if not gap.tally.companies:
                empty += 1
                void = cell.one(class_="void")
                assert void.one("em").text == words(gap.signal)
                assert void.all("small")[0].text
    assert empty


def test_no_supplier_no_luck_and_no_data_do_not_look_alike(client):
    layer = make_layer()
    here, there, nowhere = (make_segment(layer=layer) for _ in range(3))
    for _ in range(9):
        make_placement(segment=here, province=SHANGHAI)
        make_placement(segment=there, province=JIANGSU)
    make_placement(segment=there, province="340000")
    cells = cells_of(page(client, layer.chain.get_absolute_url()))
    kinds = {
        (here.code, JIANGSU): Signal.ABSENT,
        (here.code, "340000"): Signal.UNLISTED,
        (nowhere.code, SHANGHAI): Signal.EMPTY,
    }
    said = set()
    for place, signal in kinds.items():
        assert cells[place].one("em").text == words(signal)
        assert signal in cells[place].classes
        said.add(cells[place].one(class_="void").one("small").text)
    assert len(said) == 3


def test_what_a_filter_hides_is_not_taken_for_a_gap(client, beside):
    whole, filtered = (cells_of(page(client, f"/chains/ic/{query}")) for query in ("", "?listed=true"))
    hidden = 0
    for place, cell in filtered.items():
        before, now = set(companies_in(whole[place])), set(companies_in(cell))
        assert now <= before
        if before and not now:
            hidden += 1
            assert "filtered" in cell.classes
            assert not {signal.value for signal in Signal} & set(cell.classes)
            assert str(len(before)) in cell.one(class_="void").one("small").text
        elif before != now:
            assert str(len(before - now)) in cell.all("small")[-1].text
    assert hidden


def test_a_filter_keeps_its_provinces_rows_and_its_lists(client, beside):
    query = "province=310000&province=340000&status=reported&label=little-giant"
    shown = page(client, f"/chains/ic/?{query}&view=counts")
    cells = cells_of(shown)
    assert {province for _, province in cells} == {"310000", "340000"}
    cell = cells["ic.design", "310000"]
    assert number_in(cell) == 1
    asked = urlsplit(list_link(cell)).query
    assert parse_qs(asked) == {
        "segment": ["ic.design"],
        "province": ["310000"],
        "status": ["reported"],
        "label": ["little-giant"],
    }
    assert exported(client, "companies", "json", asked) == [beside.labelled.public_id]
    # The files hold the placements that the map shows.
    files = [link for link in shown.links if link.startswith("/placements.")]
    assert len(files) == 3
    for link in files:
        assert parse_qs(urlsplit(link).query) == parse_qs(f"chain=ic&{query}")


def test_the_views_keep_the_filter_and_say_which_one_is_shown(client):
    query = "province=310000&listed=true&q=%E7%94%B5"
    shown = page(client, f"/chains/ic/?{query}&view=counts")
    views = {
        link.attributes["href"]: link.attributes.get("aria-current") for link in shown.one(class_="views").all("a")
    }
    assert {link: current for link, current in views.items() if link.startswith("?")} == {
        f"?{query}&view=names": None,
        f"?{query}&view=counts": "true",
        f"?{query}&view=gaps": None,
    }
    table = shown.one("table", class_="map")
    assert "view-counts" in table.classes
    assert not table.all("a", class_="co")
    boxes = {
        (box.attributes["name"], box.attributes["value"]): "checked" in box.attributes
        for box in shown.all("input", type="checkbox")
    }
    assert boxes["province", "310000"]
    assert boxes["listed", "true"]
    assert not boxes["province", "320000"]


def test_the_gap_view_shows_signal_expectation_and_verdict(client):
    view = gap_view(Chain.objects.get(slug="ic"))
    cells = cells_of(page(client, "/chains/ic/?view=gaps"))
    for row in view.table.rows:
        for gap in row.cells:
            cell = cells[gap.segment, gap.province]
            assert words(gap.signal) in cell.text
            assert f"{gap.expected:.1f}" in cell.text
            assert number_in(cell) == gap.tally.companies
            # The region's verdict is muted in a cell.
            assert "inherited" in cell.one(class_="v").classes
    assert not page(client, "/chains/ic/?view=names").one("table", class_="map").one("tbody").all(class_="word")


def test_the_conflict_is_seen_on_materials_alone(client):
    heads = page(client, "/chains/ic/").one("tr", class_="cols").all("th")[1:]
    contradicted = [head.one("a", class_="name").text for head in heads if head.all("details", class_="conf")]
    assert contradicted == ["原材料"]
    assert heads[0].one("details").one("p").text
    assert [head.one(class_="v").text for head in heads[:2]] == ["弱链", "弱链 · 依赖进口"]


def test_sub_segments_stand_under_their_column_with_their_coverage(client, beside):
    cells = page(client, "/chains/ic/").one("tr", class_="subs").all("td")
    equipment = cells[1]
    assert equipment.one(class_="cov").text == "1/7"
    filled = equipment.one("details", class_="sub")
    assert filled.one("summary").text == "光刻机 1"
    assert companies_in(filled) == [beside.below.public_id]
    assert len(equipment.all("a", class_="void-sub")) == 6


def test_a_withdrawn_placement_leaves_the_map(client):
    placement = Placement.objects.filter(segment__code="ic.equipment", province="310000").first()
    company = placement.company.public_id
    place = ("ic.equipment", "310000")
    before = companies_in(cells_of(page(client, "/chains/ic/"))[place])
    assert company in before
    placement.status = "withdrawn"
    placement.save()
    shown = page(client, "/chains/ic/")
    assert companies_in(cells_of(shown)[place]) == [key for key in before if key != company]
    assert "83" in shown.one(class_="title").one("p").text
    # Asked for, it can be seen; what is live is then what does not fit.
    cell = cells_of(page(client, "/chains/ic/?status=withdrawn"))[place]
    assert companies_in(cell) == [company]


def test_a_filter_for_the_withdrawn_does_not_miscount_what_it_hides(client, beside):
    place = ("ic.design", "310000")
    make_placement(make_company("早已撤回"), "ic.design", province="310000", status="withdrawn")
    live = number_in(cells_of(page(client, "/chains/ic/"))[place])
    cell = cells_of(page(client, "/chains/ic/?status=withdrawn"))[place]
    assert number_in(cell) == 1
    assert str(live) in cell.all("small")[-1].text


def test_companies_outside_the_region_are_mentioned_and_counted_nowhere(client, beside):
    make_placement(make_company("吉林光刻"), "ic.polishing", province="220000")
    shown = page(client, "/chains/ic/")
    assert beside.abroad.public_id not in [key_of(link) for link in shown.links]
    assert "2 家企业" in shown.one("main").all("p", class_="quiet")[-1].text
    head = shown.one(class_="title").one("p").text
    inside = Placement.objects.live().of_chain("ic").filter(province__regions__slug="yangtze-delta")
    assert str(inside.count()) in head
    assert str(inside.values("company").distinct().count()) in head
    # Nobody in the region polishes, so nobody opens under the column.
    assert "吉林光刻" not in shown.text


def test_listed_and_labelled_companies_carry_a_mark_and_a_word(client, beside):
    marks = {key_of(link.attributes["href"]): link for link in page(client, "/chains/ic/").all("a", class_="co")}
    on_exchange = set(Company.objects.listed().values_list("public_id", flat=True))
    for key, link in marks.items():
        assert ("listed" in link.classes) == (key in on_exchange)
        assert bool(link.all(class_="hidden")) == (key in on_exchange)
    assert "labelled" in marks[beside.labelled.public_id].classes
    assert "listed" not in marks[beside.delisted.public_id].classes


def test_a_chain_without_segments_says_what_to_do(client):
    chain = make_chain()
    shown = page(client, chain.get_absolute_url())
    assert "还没有环节" in shown.one(class_="nothing").text
    assert not shown.all("table", class_="map")


def test_a_chain_without_companies_shows_every_cell_as_empty(client):
    segment = make_segment()
    shown = page(client, segment.layer.chain.get_absolute_url())
    cells = cells_of(shown)
    assert len(cells) == 4
    assert {cell.one("em").text for cell in cells.values()} == {words(Signal.EMPTY)}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("view=tiles", ["view"]),
        ("chain=ic", ["chain"]),
        ("province=31", ["province"]),
        ("listed=1&status=x", ["listed", "status"]),
        (f"q={'x' * 101}", ["q"]),
        ("q=%00", ["q"]),
        ("page=1", ["page"]),
    ],
)
def test_a_bad_filter_is_refused_by_name_and_draws_no_map(client, query, names):
    shown = page(client, f"/chains/ic/?{query}", 400)
    assert refused(shown) == names
    assert not shown.all("table", class_="map")


@pytest.mark.parametrize("slug", ["nothing", "IC", "%00", "ic%20"])
def test_a_chain_that_is_not_there_is_not_found(client, slug):
    assert page(client, f"/chains/{slug}/", 404).one(class_="error-page")
