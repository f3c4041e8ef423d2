"""The gap page: the API's numbers, the article's findings, and where every number comes from."""

import csv
import io
import json
import re

import pytest
from django.utils.translation import override

from chains.analysis.signals import Signal
from chains.choices import Verdict
from chains.models import Assessment, Chain
from tests.factories import make_assessment, make_chain, make_region, make_segment
from tests.pages.exported import SUFFIXES, exported, file_of
from tests.pages.reading import Element, key_of, page, parsed, refused

pytestmark = pytest.mark.django_db


def rows_by_segment(shown: Element) -> dict[str, Element]:
    """Return the rows of the table by the code of their segment."""
    body = shown.one("table", class_="gaps").one("tbody")
    return {key_of(row.one("th", scope="row").links[0]): row for row in body.all("tr")}


def api(client, query: str) -> dict:
    response = client.get(f"/api/v1/gaps/?{query}")
    assert response.status_code == 200
    return response.json()


def word(choice: Signal | Verdict) -> str:
    with override("zh-hans"):
        return str(choice.label)


@pytest.mark.parametrize("query", ["chain=ic", "chain=ai", "chain=ic&segment=ic.equipment"])
def test_the_page_shows_the_numbers_of_the_api(client, beside, query):
    shown, answer = page(client, f"/gaps/?{query}"), api(client, query)
    rows = rows_by_segment(shown)
    assert list(rows) == [row["segment"] for row in answer["rows"]]
    cells = iter(answer["cells"])
    for row in answer["rows"]:
        drawn = rows[row["segment"]].all("td")
        for element in drawn[:-2]:
            cell = next(cells)
            assert element.one("b").text == str(cell["companies"])
            assert element.links[0] == f"/companies/?segment={cell['segment']}&province={cell['province']}"
            assert element.one(class_="word").text == word(Signal(cell["signal"]))
            assert element.classes == [cell["signal"]]
            figures = element.all(class_="figures")
            numbers = [cell["expected"], cell["lq_shrunk"]]
            for places, number in zip((1, 2), numbers, strict=True):
                assert ("–" if number is None else f"{number:.{places}f}") in figures[0].text
            if cell["companies"]:
                counted = [cell["dedicated"], cell["listed"], *filter(None, [cell["verified"]])]
                assert re.findall(r"\d+", figures[1].text) == list(map(str, counted))
            elif cell["p_zero"] is not None:
                assert f"P₀ {cell['p_zero']:.2f}" in figures[0].text
        whole, verdict = drawn[-2:]
        assert whole.one("b").text == str(row["total"])
        assert whole.one(class_="word").text == word(Signal(row["signal"]))
        assert f"HHI {'–' if row['hhi'] is None else format(row['hhi'], '.2f')}" in whole.text
        assert bool(verdict.all("details", class_="conf")) == row["conflict"]
        if row["verdict"]:
            assert verdict.one(class_="v").text.startswith(word(Verdict(row["verdict"])))
            assert ("依赖进口" in verdict.one(class_="v").text) == row["import_dependent"]
    foot = [cell.text for cell in shown.one("table", class_="gaps").one("tfoot").all("td")]
    margins = answer["margins"]
    assert foot == [*map(str, margins["provinces"].values()), f"N = {margins['total']}", ""]


@pytest.mark.parametrize("query", ["chain=ic", "chain=ai", "chain=ic&segment=ic.materials"])
def test_the_files_hold_the_cells_of_the_api(client, beside, query):
    cells = api(client, query)["cells"]
    keys = [f"{cell['segment']}@{cell['province']}" for cell in cells]
    for suffix in SUFFIXES:
        assert exported(client, "gaps", suffix, query) == keys
    records = json.loads(file_of(client, "gaps", "json", query))
    for record, cell in zip(records, cells, strict=True):
        shared = set(record) & set(cell)
        assert len(shared) >= 14
        for name in shared:
            assert record[name] == cell[name] or (record[name] == "" and cell[name] is None), name
    rows = list(csv.DictReader(io.StringIO(file_of(client, "gaps", "csv", query).decode("utf-8-sig"))))
    for row, cell in zip(rows, cells, strict=True):
        assert row["companies"] == str(cell["companies"])
        assert row["expected"] == ("" if cell["expected"] is None else str(cell["expected"]))
        assert row["conflict"] == str(cell["conflict"]).lower()


def test_equipment_and_materials_come_out_as_the_article_says(client):
    rows = rows_by_segment(page(client, "/gaps/?chain=ic"))
    equipment, materials = rows["ic.equipment"], rows["ic.materials"]
    assert equipment.all("td")[-1].one(class_="v").text == "弱链 · 依赖进口"
    assert equipment.one("td", class_="sum").one(class_="word").text == word(Signal.THIN)
    assert equipment.one("th").one(class_="warn").text == "0/7"
    assert materials.all("td")[-1].one(class_="v").text == "弱链"
    assert materials.one("td", class_="sum").one(class_="word").text == word(Signal.PRESENT)
    assert materials.one("th").one(class_="warn").text == "0/4"
    conflicts = {code: row.all("details", class_="conf") for code, row in rows.items()}
    assert [code for code, found in conflicts.items() if found] == ["ic.materials"]
    reason = conflicts["ic.materials"][0].one("p").text
    assert "弱链" in reason
    assert word(Signal.PRESENT) in reason


def test_a_verdict_names_its_source_and_its_date(client):
    for row in rows_by_segment(page(client, "/gaps/?chain=ic")).values():
        verdict = row.all("td")[-1]
        assert "/sources/hangzhou-keji-2020-2/" in verdict.links
        assert "2020-06" in verdict.text


def test_the_ranked_list_begins_with_equipment_and_materials_and_says_why(client):
    shown = page(client, "/gaps/?chain=ic")
    items = [item for item in shown.one("ol", class_="ranked").children if isinstance(item, Element)]
    ranked = [key_of(item.one("h3").links[0]) for item in items]
    assert ranked == api(client, "chain=ic")["ranked"]
    assert ranked[:2] == ["ic.equipment", "ic.materials"]
    assert "光刻机" in items[0].text
    assert Assessment.objects.get(segment__code="ic.equipment").statement in items[0].text
    assert items[1].all("details", class_="conf")
    # Its own verdict before those that only inherit one.
    assert set(ranked[2:]) >= {"ic.lithography", "ic.photoresist"}


def test_a_segment_opens_into_its_sub_segments_and_back(client):
    shown = page(client, "/gaps/?chain=ic")
    drill = [link for link in rows_by_segment(shown)["ic.equipment"].one("th").links if "?" in link]
    assert drill == ["?chain=ic&segment=ic.equipment"]
    inside = page(client, f"/gaps/{drill[0]}")
    assert set(rows_by_segment(inside)) == {
        f"ic.{slug}"
        for slug in (
            "lithography",
            "ion-implantation",
            "thinning",
            "polishing",
            "purification",
            "stealth-dicing",
            "wafer-marking",
        )
    }
    assert "?chain=ic" in inside.one(class_="crumbs").links
    # Nothing below: nothing to open.
    assert not [link for link in rows_by_segment(shown)["ic.design"].one("th").links if "?" in link]
    for suffix in ("csv", "xlsx", "json"):
        assert f"/gaps.{suffix}?chain=ic&segment=ic.equipment" in inside.links


def test_a_sub_segment_shows_its_parents_verdict_as_inherited(client):
    for row in rows_by_segment(page(client, "/gaps/?chain=ic&segment=ic.equipment")).values():
        verdict = row.all("td")[-1]
        assert "inherited" in verdict.one(class_="v").classes
        assert not verdict.all("details", class_="conf")


def test_a_provinces_own_verdict_stands_in_its_cell_with_its_conflict(client):
    make_assessment("ic.design", "weak", province="310000")
    cells = rows_by_segment(page(client, "/gaps/?chain=ic"))["ic.design"].all("td")
    assert cells[0].one(class_="v").text == "弱链"
    assert cells[0].all("details", class_="conf")
    assert not cells[1].all(class_="v")


def test_every_number_is_explained(client):
    shown = page(client, "/gaps/?chain=ic")
    how = shown.one(class_="how")
    terms = [term.text.replace(" ", "") for term in how.all("dt")]
    assert len(terms) == len(how.all("dd")) == len(set(terms))
    for term in ("n", "Ns,Np,N", "E", "LQ", "LQ′", "P₀", "HHI"):
        assert term in terms, terms
    formulas = [code.text.replace(" ", "") for code in how.all("code")]
    for formula in ("E=Ns·Np/N", "LQ=n/E", "LQ′=(n+ν)/(E+ν)", "ν=2", "P₀=e−E", "HHI=Σshare²"):
        assert formula in formulas, formulas
    text = how.text
    for number in ("0.05", "0.8", "1.25", "≥ 3"):
        assert number in text
    assert "Clayton & Kaldor 1987" in text
    for choice in (*Signal, Verdict.GAP, Verdict.WEAK):
        assert word(choice) in text, choice
    # One cell worked out: materials in 上海.
    cell, margins = api(client, "chain=ic")["cells"][0], api(client, "chain=ic")["margins"]
    worked = f"{margins['segments']['ic.materials']} × {margins['provinces']['310000']} / 84 = {cell['expected']:.2f}"
    assert worked in text
    assert shown.all(class_="legend")


def test_without_a_chain_the_first_one_is_shown(client):
    assert list(rows_by_segment(page(client, "/gaps/"))) == list(rows_by_segment(page(client, "/gaps/?chain=ic")))
    # A file has to be told.
    assert refused(parsed(client.get("/gaps.csv").content.decode())) == ["chain"]


def test_companies_outside_the_region_are_mentioned_and_in_no_count(client, beside):
    shown = page(client, "/gaps/?chain=ic")
    assert [note.text for note in shown.all("p", class_="quiet") if "1 家企业在区域外" in note.text]
    packaging = rows_by_segment(shown)["ic.packaging-test"].one("td", class_="sum").one("b").text
    assert int(packaging) == api(client, "chain=ic")["margins"]["segments"]["ic.packaging-test"]


def test_another_region_keeps_its_files_and_its_sub_segments(client):
    region = make_region("310000", "340000")
    query = f"chain=ic&region={region.slug}"
    shown = page(client, f"/gaps/?{query}")
    assert {len(row.all("td")) for row in rows_by_segment(shown).values()} == {4}
    assert f"/gaps.csv?{query}" in shown.links
    assert f"?{query}&segment=ic.equipment" in shown.links
    assert len(exported(client, "gaps", "json", query)) == 10
    assert f"?{query}" in page(client, f"/gaps/?{query}&segment=ic.equipment").one(class_="crumbs").links


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("chain=nothing", ["chain"]),
        ("chain=ic&region=nowhere", ["region"]),
        ("chain=ic&segment=ic.design", ["segment"]),
        ("chain=ic&segment=ai.support", ["segment"]),
        ("chain=ic&segment=equipment", ["segment"]),
        ("chain=ic&province=310000", ["province"]),
        ("chain=%00", ["chain"]),
    ],
)
def test_a_bad_question_is_refused_by_name(client, query, names):
    shown = page(client, f"/gaps/?{query}", 400)
    assert refused(shown) == names
    assert not shown.all("table")
    for suffix in SUFFIXES:
        response = client.get(f"/gaps.{suffix}?{query}")
        assert response.status_code == 400
        assert refused(parsed(response.content.decode())) == names
    assert list(client.get(f"/api/v1/gaps/?{query}").json()["errors"]) == names


def test_a_chain_without_segments_and_one_without_companies_have_pages(client):
    empty = make_chain()
    assert page(client, f"/gaps/?chain={empty.slug}").one(class_="nothing")
    segment = make_segment()
    chain: Chain = segment.layer.chain
    (row,) = rows_by_segment(page(client, f"/gaps/?chain={chain.slug}")).values()
    assert {cell.one(class_="word").text for cell in row.all("td")[:4]} == {word(Signal.EMPTY)}
    # Nothing was expected of a table that has nothing, so no number is made up.
    assert "E –" in row.all("td")[0].text
