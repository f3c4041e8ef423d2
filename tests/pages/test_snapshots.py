"""Then and now on the gap page: what has changed since a snapshot, in words, the same as in the files and the API."""

import json

import pytest
from django.urls import reverse
from django.utils.translation import override

from chains.choices import CellChange, PlacementStatus, Role
from chains.history import snapshots
from chains.models import Chain, Placement, Snapshot
from tests.factories import make_assessment, make_company, make_evidence, make_placement, make_region, make_snapshot
from tests.pages.exported import SUFFIXES, file_of
from tests.pages.figures import drawing, texts
from tests.pages.reading import key_of, page, refused
from tests.staff import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return Chain.objects.get(slug="ic")


@pytest.fixture
def snapshot(chain):
    return snapshots.take(chain, "年初", None).snapshot


@pytest.fixture
def changed(snapshot):
    """Close a gap, open one, and change a verdict; return the snapshot of before."""
    make_placement(make_company("新来光刻"), "ic.lithography", province="340000")
    Placement.objects.live().of_chain("ic").in_subtree(["ic.packaging-test"]).filter(province="340000").update(
        status=PlacementStatus.WITHDRAWN
    )
    make_assessment("ic.equipment", "strong", province="310000")
    return snapshot


def rows(client, path):
    shown = page(client, path).one("table", class_="gaps").one("tbody")
    return {key_of(row.one("th", scope="row").links[0]): row for row in shown.all("tr")}


def word(kind):
    with override("zh-hans"):
        return str(CellChange(kind).label)


def answer(client, snapshot):
    return client.get(f"/api/v1/gaps/changes/?chain=ic&against={snapshot.public_id}").json()


# -- the page


def test_the_snapshots_are_offered_newest_first(client, chain, snapshot):
    newer = make_snapshot(chain, note="年中")
    make_snapshot(Chain.objects.get(slug="ai"))
    make_snapshot(chain, region=make_region("310000"))
    chosen = page(client, "/gaps/?chain=ic").one("select", name="against")
    offered = [option.attributes["value"] for option in chosen.all("option")]
    assert offered == ["", newer.public_id, snapshot.public_id]
    assert "年中" in chosen.text


def test_without_a_snapshot_the_page_says_so(client):
    shown = page(client, "/gaps/?chain=ic")
    assert not shown.all("select", name="against")
    assert shown.one(class_="against").text


def test_nothing_has_changed_since_now(client, snapshot):
    shown = page(client, f"/gaps/?chain=ic&against={snapshot.public_id}")
    assert not shown.all(class_="changed-cells")
    cells = shown.one("table", class_="gaps").all(class_="change")
    assert len(cells) == len(shown.one("table", class_="gaps").one("tbody").all("tr")) * 5
    assert {cell.texts[-1] for cell in cells} == {word("unchanged")}


def test_evidence_that_came_is_said_where_counts_are_as_they_were(client, snapshot):
    make_evidence(Placement.objects.live().of_chain("ic").filter(province="310000").first())
    make_evidence(Placement.objects.live().of_chain("ai").first())
    unchanged = "数量未变；新增依据 1 条。"
    shown = page(client, f"/gaps/?chain=ic&against={snapshot.public_id}").one(class_="what-changed")
    assert unchanged in shown.text
    (line, *_) = texts(drawing(client.get(f"/gaps.svg?chain=ic&against={snapshot.public_id}").content), "choice")
    assert unchanged in line
    assert answer(client, snapshot)["evidence"] == 1


def test_evidence_that_came_is_said_beside_what_changed(client, changed):
    assert answer(client, changed)["evidence"] == 0
    make_evidence(Placement.objects.live().of_chain("ic").filter(province="310000").first())
    shown = page(client, f"/gaps/?chain=ic&against={changed.public_id}").one(class_="what-changed")
    assert "新增依据 1 条。" in shown.text
    assert "数量未变" not in shown.text


def test_every_cell_says_what_the_api_says(client, changed):
    found = {(each["segment"], each["province"]): each for each in answer(client, changed)["changes"]}
    shown = rows(client, f"/gaps/?chain=ic&against={changed.public_id}")
    provinces = ["310000", "320000", "330000", "340000", None]
    for segment, row in shown.items():
        for province, cell in zip(provinces, row.all("td")[:5], strict=True):
            expected = found[segment, province]
            mark = cell.all(class_=expected["change"])[-1]
            assert word(expected["change"]) in mark.texts
            if expected["change"] != "unchanged":
                counts = f"{expected['before']['companies']} → {expected['after']['companies']}"
                assert mark.one(class_="figures").text.startswith(counts)
            assert bool(cell.all(class_="verdict-changed")) == expected["verdict_changed"]


def test_what_changed_is_listed_gravest_first_and_verdicts_at_the_end(client, changed):
    shown = page(client, f"/gaps/?chain=ic&against={changed.public_id}")
    kinds = [item.all(class_="change")[0].classes[1] for item in shown.one(class_="changed-cells").all("li")]
    order = ["new-gap", "worse", "closed", "better", "verdict-changed"]
    assert kinds == sorted(kinds, key=order.index)
    assert {"closed", "verdict-changed"} <= set(kinds)
    # Told once: of the equipment in Shanghai, not of all that is below it.
    assert kinds.count("verdict-changed") == 1


def test_it_holds_below_a_segment_as_well(client, changed):
    shown = rows(client, f"/gaps/?chain=ic&segment=ic.equipment&against={changed.public_id}")
    lithography = shown["ic.lithography"]
    assert word("closed") in lithography.text


@pytest.mark.parametrize("against", ["0000000000", "x"])
def test_a_snapshot_that_is_none_is_refused(client, against):
    shown = page(client, f"/gaps/?chain=ic&against={against}", 400)
    assert "against" in refused(shown)
    assert client.get(f"/gaps.json?chain=ic&against={against}").status_code == 400


def test_a_snapshot_of_another_chain_or_region_is_refused(client, chain, snapshot):
    elsewhere = make_snapshot(chain, region=make_region("310000"))
    for query in (f"chain=ai&against={snapshot.public_id}", f"chain=ic&against={elsewhere.public_id}"):
        assert "against" in refused(page(client, f"/gaps/?{query}", 400))


# -- files


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_files_have_the_columns_only_against_a_snapshot(client, snapshot, suffix):
    with_them = file_of(client, "gaps", suffix, f"chain=ic&against={snapshot.public_id}")
    without = file_of(client, "gaps", suffix, "chain=ic")
    if suffix != "xlsx":
        assert b"companies_before" in with_them
        assert b"companies_before" not in without
    assert with_them != without


def test_the_file_has_the_changes_of_the_api(client, changed):
    found = {(each["segment"], each["province"]): each for each in answer(client, changed)["changes"]}
    records = json.loads(file_of(client, "gaps", "json", f"chain=ic&against={changed.public_id}"))
    assert records
    for record in records:
        expected = found[record["segment"], record["province"]]
        assert record["change"] == expected["change"]
        assert record["companies_before"] == expected["before"]["companies"]
        assert record["companies"] == expected["after"]["companies"]
        assert record["signal_before"] == expected["before"]["signal"]
        assert record["verdict_before"] == (expected["before"]["verdict"] or "")
        assert record["verdict_changed"] == expected["verdict_changed"]


def test_the_links_to_the_files_keep_the_snapshot(client, snapshot):
    links = page(client, f"/gaps/?chain=ic&against={snapshot.public_id}").links
    assert f"/gaps.csv?chain=ic&against={snapshot.public_id}" in links


# -- taking one


def test_a_reviewer_takes_one_on_the_page(client):
    client.force_login(make_user(Role.REVIEWER))
    form = page(client, "/gaps/?chain=ic").one("form", action=reverse("take-snapshot"))
    assert form.attributes["method"] == "post"
    answered = client.post(reverse("take-snapshot"), {"chain": "ic", "note": "年初"}, follow=True)
    assert answered.redirect_chain == [("/gaps/?chain=ic", 302)]
    assert Snapshot.objects.get().note == "年初"
    client.post(reverse("take-snapshot"), {"chain": "ic", "note": "又一次"})
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("role", ["anonymous", None, Role.VIEWER, Role.CURATOR])
def test_nobody_else_is_offered_it_or_may(client, role):
    if role != "anonymous":
        client.force_login(make_user(role, ["310000"]))
    assert not page(client, "/gaps/?chain=ic").all("form", action=reverse("take-snapshot"))
    assert client.post(reverse("take-snapshot"), {"chain": "ic"}).status_code == 403
    assert not Snapshot.objects.exists()


def test_it_is_taken_by_sending_a_form_only(client):
    client.force_login(make_user(Role.REVIEWER))
    assert client.get(reverse("take-snapshot")).status_code == 405
    assert client.post(reverse("take-snapshot"), {"chain": "nothing"}).status_code == 404
    assert client.post(reverse("take-snapshot"), {"chain": "ic", "note": "长" * 201}, follow=True).status_code == 200
    assert not Snapshot.objects.exists()


# -- small lines


def test_a_segment_shows_how_its_numbers_came_about(client, changed):
    shown = page(client, "/segments/ic.lithography/")
    lines = list(shown.all("svg", class_="spark"))
    assert len(lines) == 5
    for line in lines:
        assert line.attributes["role"] == "img"
        assert line.one("title").text
        assert line.one("desc").text
        assert "style" not in line.attributes
    rising = [line for line in lines if "up" in line.classes]
    assert len(rising) == 2  # 安徽, and the whole region
    assert "0 → 1" in rising[0].one("title").text


def test_a_line_goes_back_twelve_snapshots(client, chain):
    for number in range(15):
        snapshots.take(chain, "", None)
        make_placement(make_company(f"光刻{number}"), "ic.lithography", province="340000")
    shown = page(client, "/segments/ic.lithography/")
    line = shown.one("table", class_="stack").all("svg", class_="spark")[-1] if shown.all("svg") else None
    points = line.one("polyline").attributes["points"].split()
    assert len(points) == 12 + 1


def test_without_a_snapshot_there_is_no_line(client):
    assert not page(client, "/segments/ic.lithography/").all("svg", class_="spark")


def test_the_gap_table_draws_what_has_moved_and_nothing_else(client, changed):
    cells = rows(client, "/gaps/?chain=ic")
    moved = {(code, svg.one("title").text) for code, row in cells.items() for svg in row.all("svg", class_="spark")}
    assert {code for code, _title in moved} == {"ic.equipment", "ic.packaging-test"}
    assert any("→ 0" in title for code, title in moved if code == "ic.packaging-test")
    assert not page(client, "/gaps/?chain=ai").all("svg", class_="spark")
