"""The ranked gaps: one order and one explanation on the page, in the files and from the API, however it is filtered."""

import csv
import io
import json

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from chains.models import Chain, Province
from chains.selectors.ranked_gaps import GapQuestion, ranked_gaps
from tests.factories import (
    ANHUI,
    JIANGSU,
    SHANGHAI,
    ZHEJIANG,
    make_assessment,
    make_chain,
    make_company,
    make_evidence,
    make_layer,
    make_placement,
    make_region,
    make_segment,
    make_source,
    make_supply_share,
    make_target,
)
from tests.pages.reading import Element, content, page, parsed, refused

pytestmark = pytest.mark.django_db

SUFFIXES = ("csv", "xlsx", "json")

QUERIES = [
    "",
    "chain=ic",
    "chain=ic&chain=ai",
    "segment=ic.equipment",
    "segment=ic.equipment&segment=ai.security",
    "province=340000",
    "province=340000&chain=ai",
    "verdict=weak",
    "verdict=none",
    "verdict=weak&verdict=none&level=1",
    "signal=empty&signal=thin",
    "conflict=true",
    "conflict=false&level=1",
    "level=2",
    "province=310000&signal=single&verdict=none",
]

#: Nothing has these, and everything has to say so alike.
NOBODY = ["level=3", "verdict=strong&conflict=true", "signal=cluster&chain=ai", "conflict=true&province=340000"]

BAD = [
    ("colour=red", ["colour"]),
    ("chain=nothing", ["chain"]),
    ("chain=ic&chain=nothing", ["chain"]),
    ("segment=equipment", ["segment"]),
    ("province=999999", ["province"]),
    ("province=340000&province=310000", ["province"]),
    ("verdict=bad", ["verdict"]),
    ("signal=bad", ["signal"]),
    ("conflict=maybe", ["conflict"]),
    ("level=4", ["level"]),
    ("level=%00", ["level"]),
    ("region=yangtze-delta", ["region"]),
]


def items_of(shown: Element) -> list[Element]:
    lists = shown.all("ol", class_="ranked")
    return [child for ol in lists for child in ol.children if isinstance(child, Element)]


def api(client, query: str = "", **headers: str) -> dict:
    response = client.get(f"/api/v1/gaps/ranked/?limit=1000&{query}", headers=headers or None)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def exported(client, suffix: str, query: str) -> list[dict]:
    body = content(client.get(f"/gaps/ranked.{suffix}?{query}"))
    if suffix == "json":
        return json.loads(body)
    if suffix == "csv":
        return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    _, *rows = load_workbook(io.BytesIO(body), read_only=True).active.iter_rows(values_only=True)
    return [dict(zip(["id", "rank"], row[:2], strict=True)) for row in rows]


@pytest.mark.parametrize("query", QUERIES)
def test_page_files_and_api_hold_the_same_in_the_same_order(client, beside, query):
    shown, answer = page(client, f"/gaps/ranked/?{query}"), api(client, query)
    entries = answer["results"]
    assert entries
    assert answer["count"] == len(entries)
    assert [entry["rank"] for entry in entries] == list(range(1, len(entries) + 1))
    assert [item.attributes["id"] for item in items_of(shown)] == [entry["id"] for entry in entries]
    assert str(len(entries)) in shown.one(class_="count", role="status").text
    for item, entry in zip(items_of(shown), entries, strict=True):
        text = item.text
        assert all(" ".join(part["text"].split()) in text for part in (*entry["explanation"], *entry["missing"]))
        assert bool(item.all("details", class_="conf")) == entry["conflict"]
        assert len(item.all(class_="missing")) == bool(entry["missing"])
    for suffix in SUFFIXES:
        rows = exported(client, suffix, query)
        assert [row["id"] for row in rows] == [entry["id"] for entry in entries], suffix
        assert [int(row["rank"]) for row in rows] == [entry["rank"] for entry in entries]


@pytest.mark.parametrize("query", ["", "province=310000"])
def test_a_file_holds_the_numbers_and_the_words_of_the_api(client, beside, query):
    for row, entry in zip(exported(client, "json", query), api(client, query)["results"], strict=True):
        for name in set(row) & set(entry) - {"explanation", "missing", "coverage"}:
            assert row[name] == entry[name] or (row[name] == "" and entry[name] is None), name
        assert (row["occupied"], row["defined"]) == (entry["coverage"]["occupied"], entry["coverage"]["defined"])
        assert row["explanation"] == "".join(part["text"] for part in entry["explanation"])
        assert row["missing"] == [part["text"] for part in entry["missing"]]


@pytest.mark.parametrize("query", NOBODY)
def test_where_nothing_fits_all_say_so(client, query):
    shown = page(client, f"/gaps/ranked/?{query}")
    assert shown.all(class_="nothing")
    assert api(client, query)["results"] == []
    assert exported(client, "json", query) == []


@pytest.mark.parametrize(("query", "names"), BAD)
def test_a_bad_question_is_refused_by_name_and_shows_nothing(client, query, names):
    shown = page(client, f"/gaps/ranked/?{query}", 400)
    assert refused(shown) == names
    assert not items_of(shown)
    for suffix in SUFFIXES:
        response = client.get(f"/gaps/ranked.{suffix}?{query}")
        assert response.status_code == 400
        assert refused(parsed(response.content.decode())) == names
    response = client.get(f"/api/v1/gaps/ranked/?{query}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == names


def test_fields_left_blank_ask_for_nothing_on_the_page_and_are_refused_by_the_api(client):
    assert len(items_of(page(client, "/gaps/ranked/?chain=&province=&conflict=&page="))) == api(client)["count"]
    assert client.get("/api/v1/gaps/ranked/?chain=").status_code == 400


def test_the_api_shows_a_window(client):
    whole = api(client)["results"]
    answer = client.get("/api/v1/gaps/ranked/?limit=3&offset=2").json()
    assert answer["results"] == whole[2:5]
    assert answer["count"] == len(whole)
    assert "offset=5" in answer["next"]
    assert list(client.get("/api/v1/gaps/ranked/?limit=0&offset=x").json()["errors"]) == ["limit", "offset"]


def test_a_long_list_has_pages_and_goes_on_counting(client):
    layer = make_layer()
    for number in range(55):
        make_segment(f"leer-{number}", layer=layer)
    query = f"chain={layer.chain.slug}"
    second = page(client, f"/gaps/ranked/?{query}&page=2")
    assert second.one("ol", class_="ranked").attributes["start"] == "51"
    assert [item.attributes["id"] for item in items_of(second)] == [e["id"] for e in api(client, query)["results"][50:]]
    assert client.get(f"/gaps/ranked/?{query}&page=3").status_code == 404


def test_equipment_and_materials_stand_first_and_say_why(client):
    """By the article: equipment is short of everything and comes from abroad; materials contradict their own list."""
    equipment, materials = api(client, "chain=ic")["results"][:2]
    assert [(part["code"], part["params"]) for part in equipment["explanation"]] == [
        ("share-of-chain", {"n": 2, "occupied": 2, "provinces": 4, "share": 2 / 84}),
        ("under-half", {}),
        ("none-in", {"places": [ZHEJIANG, ANHUI]}),
        ("sub-segments", {"occupied": 0, "defined": 7}),
        ("nobody-in", {"segments": equipment["nobody"]}),
        ("verdict", {"verdict": "weak", "flags": ["import_dependent"]}),
        ("rests-on-looked", {"n": 1, "evidence": 2, "looked": equipment["looked_on"]}),
    ]
    assert equipment["nobody"][0] == "ic.lithography"
    assert len(equipment["nobody"]) == 7
    assert [part["code"] for part in equipment["missing"]] == ["unverified", "no-supply-shares", "name-one"]
    assert materials["conflict"]
    assert materials["missing"][0]["code"] == "settle-the-conflict"
    assert equipment["source"] == materials["source"] == "hangzhou-keji-2020-2"


def test_the_verdict_is_cited_and_its_words_are_quoted_where_it_was_given(client):
    first, *_, last = items_of(page(client, "/gaps/ranked/?chain=ic"))
    assert "/sources/hangzhou-keji-2020-2/" in first.links
    assert first.all("blockquote")
    # An inherited one is cited, and not quoted again.
    assert "/sources/hangzhou-keji-2020-2/" in last.links
    assert not last.all("blockquote")


def test_a_province_ranks_its_own_cells(client):
    make_assessment("ic.design", "gap", province=ANHUI)
    entries = api(client, "province=340000&chain=ic")["results"]
    assert entries[0]["id"] == "ic.design@340000"
    assert {entry["province"] for entry in entries} == {ANHUI}
    manufacturing = next(entry for entry in entries if entry["segment"] == "ic.manufacturing")
    assert manufacturing["signal"] == "unlisted"
    wanted = {part["code"]: part["params"] for part in manufacturing["missing"]}
    assert wanted["list-for-province"] == {
        "expected": manufacturing["expected"],
        "segment": "ic.manufacturing",
        "place": ANHUI,
    }
    # The cells of the gap table, no others and no other numbers.
    cells = {
        f"{cell['segment']}@{cell['province']}": cell for cell in client.get("/api/v1/gaps/?chain=ic").json()["cells"]
    }
    for entry in entries:
        if entry["level"] == 1:
            cell = cells[entry["id"]]
            assert {name: cell[name] for name in set(cell) & set(entry)} == {
                name: entry[name] for name in set(cell) & set(entry)
            }


def test_a_chain_that_is_not_mapped_over_the_province_has_nothing_there(client):
    elsewhere = make_chain(region=make_region("110000"))
    make_segment(layer=make_layer(elsewhere))
    assert elsewhere.slug not in {entry["chain"] for entry in api(client, "province=340000")["results"]}
    assert elsewhere.slug in {entry["chain"] for entry in api(client)["results"]}


def test_what_the_counts_rest_on_is_counted_through_the_tree():
    """By hand: two sources, three evidences; the second company has none but was verified later."""
    chain = make_chain()
    top = make_segment(layer=make_layer(chain))
    below = make_segment(parent=make_segment(parent=top))
    old, new = make_source(date="2019-05-01"), make_source(date="2019-05-01", retrieved_on="2022-03-04")
    placement = make_placement(make_company(), below, province=SHANGHAI)
    for source in (old, old, new):
        make_evidence(placement, source, locator=f"{source.slug}-{placement.evidence.count()}")
    make_placement(make_company(), top, province=JIANGSU, status="verified", verified_on="2025-06-07")
    make_evidence(make_placement(make_company(), top, country="SG"), make_source(retrieved_on="2026-01-01"))
    make_evidence(make_placement(make_company(), top, province=ANHUI, status="withdrawn"), make_source())

    def rests_on(**asked):
        found = ranked_gaps(GapQuestion(chains=[chain], **asked))
        return {
            entry.part.segment: (entry.support.sources, entry.support.evidence, str(entry.support.looked))
            for entry in found
        }

    assert rests_on()[below.code] == (2, 3, "2022-03-04")
    make_assessment(top, "weak", province=SHANGHAI)
    make_assessment(top, "weak")
    assert rests_on()[top.code] == (2, 3, "2025-06-07")
    assert rests_on(province=Province.objects.get(code=SHANGHAI))[top.code] == (2, 3, "2022-03-04")


@pytest.mark.parametrize("shared", ["ic.equipment", "ic.lithography"])
def test_a_supply_share_in_the_line_of_a_segment_is_no_longer_asked_for(client, shared):
    make_supply_share(shared)
    entries = {entry["segment"]: entry for entry in api(client, "chain=ic")["results"]}
    asked = {code for code, entry in entries.items() if "no-supply-shares" in {m["code"] for m in entry["missing"]}}
    assert "ic.equipment" not in asked
    assert "ic.materials" in asked


def test_a_target_is_shown_and_moves_nothing(client):
    before = api(client, "chain=ic")["results"]
    make_target("ic.equipment", SHANGHAI, companies=4, by_year=2030)
    make_target("ic.equipment", ANHUI, companies=1, by_year=2030)
    after = api(client, "chain=ic")["results"]
    assert [(entry["target"], entry["attainment"]) for entry in before[:2]] == [(None, None)] * 2
    # One of four in 上海, none of one in 安徽; the company in 江苏 is in no target.
    assert (after[0]["target"], after[0]["attainment"]) == (5, 0.2)
    assert after[0]["explanation"][-1]["params"] == {"n": 1, "wanted": 5, "attainment": 0.2, "by_year": 2030}
    for old, new in zip(before, after, strict=True):
        changed = {name for name in old if old[name] != new[name]}
        assert changed == (set() if old["segment"] != "ic.equipment" else {"target", "attainment", "explanation"})


def test_every_entry_reads_in_the_readers_language(client):
    first = api(client, **{"accept-language": "en"})["results"][0]
    said = {part["code"]: part["text"] for part in (*first["explanation"], *first["missing"])}
    assert said["share-of-chain"] == "2 companies are on record, in 2 of 4 provinces: 2% of all placements."
    assert said["none-in"] == "Nobody in: Zhejiang, Anhui."
    assert said["nobody-in"].startswith("Nobody here in: Lithography machines, Ion implanters, ")
    assert said["unverified"] == "2 of 2 companies are only reported, not verified: verify them."
    with override("zh-hans"):
        text = ranked_gaps(GapQuestion(chains=[Chain.objects.get(slug="ic")]))[0].paragraph
    assert "光刻机、离子注入机" in text
    assert ". " not in text


def test_the_gap_page_shows_the_same_parts_and_leads_on(client, beside):
    shown = page(client, "/gaps/?chain=ic")
    assert "/gaps/ranked/?chain=ic" in shown.links
    entries = api(client, "chain=ic")["results"]
    for item, entry in zip(items_of(shown), entries, strict=True):
        said = all(" ".join(part["text"].split()) in item.text for part in (*entry["explanation"], *entry["missing"]))
        # What merely inherits a verdict and has nobody is named, and explained on the page of its own.
        assert said == (entry["companies"] > 0 or entry["verdict_segment"] in (None, entry["segment"]))


def test_the_numbers_of_a_sub_segment_lead_to_its_companies(client, beside):
    item = items_of(page(client, "/gaps/ranked/?province=310000&segment=ic.equipment"))[0]
    assert "/companies/?segment=ic.equipment&province=310000" in item.links
    assert "/gaps/?chain=ic" in item.links
