"""A sheet exported before a merge and imported after it: the row of the old id is told, and renames nothing."""

import pytest

from chains.choices import PlacementStatus, SheetKind
from chains.history.merging import merge
from chains.models import Company, Placement, Platform
from tests.factories import make_company, make_evidence, make_placement
from tests.importing.sheets import as_csv, codes, imported, outcomes, planned

pytestmark = pytest.mark.django_db

HEADERS = ("编号", "企业名称", "企业全称", "股票代码", "别名", "网站", "所属环节", "省份", "状态")
NOTHING = ("",) * 4


@pytest.fixture
def merged():
    """Return the old id, and the company that it leads to now."""
    loser, winner = make_company("恒睿甲"), make_company("浦江乙")
    for company in (loser, winner):
        make_evidence(make_placement(company=company, segment="ic.design", province_id="320000"))
    merge(winner, [loser], {}, None, "同一企业")
    winner.refresh_from_db()
    return loser.public_id, winner


def test_the_row_of_the_old_id_is_told_and_that_of_the_other_is_taken(merged):
    old, winner = merged
    rows = [
        (old, "恒睿甲", "恒睿甲全称", "688997.SH", "恒甲", "https://a.example", "", "", ""),
        (winner.public_id, "浦江乙", "", "", "", "https://example.org", "", "", ""),
    ]
    batch = imported(as_csv(HEADERS, *rows))
    assert (outcomes(batch), codes(batch)) == (["unchanged", "changed"], [])
    first, second = batch.rows.order_by("number")
    [note] = first.notes
    assert (note["code"], note["column"], note["value"], second.notes) == ("merged", "id", old, [])
    assert first.target == winner.public_id
    winner.refresh_from_db()
    assert (winner.name, winner.legal_name, winner.website) == ("浦江乙", "", "https://example.org")
    assert (winner.listings.count(), list(winner.names.values_list("name", flat=True))) == (0, ["恒睿甲"])


def test_what_it_claims_and_rests_on_goes_to_the_other(merged):
    old, winner = merged
    rows = [(old, "恒睿甲", *NOTHING, segment, "江苏", "") for segment in ("ic.design", "ic.equipment")]
    assert outcomes(imported(as_csv(HEADERS, *rows))) == ["changed", "changed"]
    assert {each.segment.code for each in winner.placements.filter(evidence__printed_name="恒睿甲")} == {
        "ic.design",
        "ic.equipment",
    }


def test_what_was_settled_since_stays_and_contradicts_nothing(merged):
    old, winner = merged
    Placement.objects.filter(company=winner).update(status=PlacementStatus.DISPUTED)
    claim = ("ic.design", "江苏")
    rows = [(old, "恒睿甲", *NOTHING, *claim, "reported"), (winner.public_id, "浦江乙", *NOTHING, *claim, "disputed")]
    assert codes(imported(as_csv(HEADERS, *rows))) == []
    assert winner.placements.get().status == PlacementStatus.DISPUTED


def test_a_platform_finds_its_host_by_the_old_id(merged):
    old, winner = merged
    row = ("恒睿平台", "functional", "ic", "江苏", old)
    imported(as_csv(("名称", "类型", "产业链", "省份", "依托企业"), row), kind=SheetKind.PLATFORMS)
    assert Platform.objects.get(name="恒睿平台").host == winner


def test_an_id_that_a_company_has_is_its_own(merged):
    _old, winner = merged
    batch = planned(as_csv(HEADERS, (winner.public_id.upper(), "浦江新名", *NOTHING, "", "", "")))
    assert (batch.rows.get().notes, batch.rows.get().changes) == ([], {"name": ["浦江乙", "浦江新名"]})
    assert Company.objects.get(pk=winner.pk).name == "浦江乙"
