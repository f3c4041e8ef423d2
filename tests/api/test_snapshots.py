"""Snapshots over the API: the list, the cells of one, and what has changed between two of them or since one."""

import pytest

from chains.choices import CellChange
from chains.history import snapshots
from chains.models import Chain
from tests.factories import make_batch, make_company, make_placement, make_region, make_snapshot, make_user
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain():
    return Chain.objects.get(slug="ic")


@pytest.fixture
def pair(chain):
    """Return two snapshots, between which a company came."""
    first = snapshots.take(chain, "前", None).snapshot
    make_placement(make_company(), "ic.lithography", province="340000")
    return first, snapshots.take(chain, "后", None).snapshot


def get(client, path, status=200):
    answer = client.get(f"/api/v1/{path}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_the_list_tells_when_and_before_what_newest_first(client, chain, pair):
    batch = make_batch("merge", user=make_user("王某"), reason="只供内部")
    last = make_snapshot(chain, batch=batch, user=batch.user)
    found = get(client, "snapshots/?chain=ic")["results"]
    assert [each["id"] for each in found] == [last.public_id, pair[1].public_id, pair[0].public_id]
    assert [each["before"] for each in found] == ["merge", None, None]
    assert "note" not in found[0]
    assert "cells" not in found[0]
    assert "王某" not in str(found)
    assert "只供内部" not in str(found)


def test_the_list_is_filtered_by_chain_and_region(client, chain, pair):
    elsewhere = make_snapshot(chain, region=make_region("310000"))
    assert get(client, "snapshots/?chain=ai")["count"] == 0
    found = get(client, f"snapshots/?region={elsewhere.region.slug}")["results"]
    assert [each["id"] for each in found] == [elsewhere.public_id]
    assert "colour" in get(client, "snapshots/?colour=red", 400)["errors"]


def test_a_snapshot_has_its_cells(client, pair):
    first, _ = pair
    cells = get(client, f"snapshots/{first.public_id}/")["cells"]
    shown = {(cell["segment"], cell["province"]): cell for cell in cells}
    for reading in first.readings():
        cell = shown[reading.key]
        for name in ("companies", "dedicated", "verified", "listed", "signal"):
            assert cell[name] == getattr(reading, name)
        assert cell["verdict"] == (reading.verdict or None)
    assert len(cells) == len(shown) == len(first.readings())
    assert "cells" not in get(client, f"snapshots/{first.public_id}/?omit=cells")


def test_the_cells_are_those_that_the_gap_table_had(client, chain):
    snapshot = snapshots.take(chain, "", None).snapshot
    cells = {(c["segment"], c["province"]): c for c in get(client, f"snapshots/{snapshot.public_id}/")["cells"]}
    table = get(client, "gaps/?chain=ic")
    for cell in (*table["cells"], *(row | {"province": None} for row in table["rows"])):
        kept = cells[cell["segment"], cell["province"]]
        assert {name: cell[name] for name in kept} == kept


def test_what_has_changed_until_now_and_until_another_is_the_same(client, pair):
    first, second = (each.public_id for each in pair)
    until_now = get(client, f"gaps/changes/?chain=ic&against={first}")
    until_then = get(client, f"gaps/changes/?chain=ic&against={first}&until={second}")
    assert (until_now["until"], until_then["until"]) == (None, second)
    by_cell = [
        {(each["segment"], each["province"]): each for each in answer["changes"]} for answer in (until_now, until_then)
    ]
    assert by_cell[0] == by_cell[1]
    arrived = by_cell[0]["ic.lithography", "340000"]
    assert (arrived["change"], arrived["before"]["companies"], arrived["after"]["companies"]) == ("closed", 0, 1)
    assert until_now["counts"] == {
        kind: sum(c["change"] == kind and c["province"] is not None for c in until_now["changes"])
        for kind in CellChange.values
        if any(c["change"] == kind and c["province"] is not None for c in until_now["changes"]) and kind != "unchanged"
    }


def test_against_itself_nothing_has_changed(client, pair):
    key = pair[0].public_id
    answer = get(client, f"gaps/changes/?chain=ic&against={key}&until={key}")
    assert answer["counts"] == {}
    assert {each["change"] for each in answer["changes"]} == {"unchanged"}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("chain=ic", "against"),
        ("against={first}", "chain"),
        ("chain=ic&against=0000000000", "against"),
        ("chain=ai&against={first}", "against"),
        ("chain=ic&against={first}&until={other}", "until"),
        ("chain=ic&against={first}&colour=red", "colour"),
        ("chain=ic&against={first}&until=", "until"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(client, chain, pair, query, parameter):
    other = make_snapshot(chain, region=make_region("310000"))
    query = query.format(first=pair[0].public_id, other=other.public_id)
    assert parameter in get(client, f"gaps/changes/?{query}", 400)["errors"]


def test_queries_do_not_grow(client, chain, pair):
    first, second = (each.public_id for each in pair)
    paths = (
        f"gaps/changes/?chain=ic&against={first}",
        f"gaps/changes/?chain=ic&against={first}&until={second}",
        f"snapshots/{first}/",
        "snapshots/?limit=100",
    )
    few = {path: queries_of(get, client, path) for path in paths}
    for _number in range(9):
        make_placement(make_company(), "ic.lithography", province="340000")
        snapshots.take(chain, "再", None)
    assert all(no_more(few[path], queries_of(get, client, path)) for path in paths)
