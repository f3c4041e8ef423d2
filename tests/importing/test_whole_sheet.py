"""What is said once for a sheet: cells that rows leave empty, and what becomes of companies without a placement."""

import pytest

from chains.choices import Role, Stage, UnplacedAction
from chains.importing import committing, deciding, planning
from chains.importing.faults import ImportRefusedError
from chains.importing.reporting import asked
from chains.models import Company, ImportBatch, Placement, Source
from tests.factories import make_company
from tests.importing.sheets import as_csv, codes, outcomes
from tests.staff import make_user

pytestmark = pytest.mark.django_db


def planned_with(content: bytes, *, user=None, unplaced=UnplacedAction.DRAFT, **cells: str) -> ImportBatch:
    """Return the batch of this file, planned with these cells for the whole sheet."""
    batch = planning.upload("companies", "名单.csv", content, user)
    planning.configure(
        batch,
        sheet=batch.sheet,
        header_row=batch.header_row,
        mapping=batch.mapping,
        source=Source.objects.get(slug="exchanges-2021"),
        reason="年度名单",
        whole_sheet=cells,
        unplaced=unplaced,
    )
    planning.plan(batch)
    return batch


def placements(batch: ImportBatch) -> list[tuple[str, str, str]]:
    """Return the segment, province and city of every placement, once the batch is committed."""
    committing.commit(batch)
    found = Placement.objects.filter(company__name__startswith="恒睿").order_by("company__name")
    return [(each.segment.code, each.province_id, each.city_id or "") for each in found]


def test_cells_that_rows_leave_empty_are_those_of_the_whole_sheet():
    content = as_csv(("企业名称", "环节", "城市"), ("恒睿1", "", "杭州"), ("恒睿2", "制造", ""))
    batch = planned_with(content, segment="设计", province="江苏", city="苏州")
    assert placements(batch) == [("ic.design", "330000", "330100"), ("ic.manufacturing", "320000", "320500")]


def test_a_chain_tells_segments_of_one_name_apart():
    content = as_csv(("企业名称", "环节", "省份"), ("恒睿1", "ic.design", "江苏"), ("恒睿2", "ai.chips", "江苏"))
    batch = planned_with(content, chain="集成电路")
    [value] = asked(batch)["values"]
    assert (batch.whole_sheet, value["value"]) == ({"chain": "ic"}, "ai.chips")


def test_a_chain_stands_in_a_column_as_well():
    content = as_csv(("企业名称", "所属产业链", "环节", "省份"), ("恒睿1", "集成电路", "设计", "江苏"))
    batch = planned_with(content)
    assert batch.mapping["1"] == "chain"
    assert placements(batch) == [("ic.design", "320000", "")]


@pytest.mark.parametrize("cells", [{"province": "江南"}, {"colour": "red"}, {"name": "恒睿"}, {"founded_on": "昨天"}])
def test_what_no_row_could_have_is_refused(cells):
    with pytest.raises(ImportRefusedError):
        planned_with(as_csv(("企业名称",), ("恒睿1",)), **cells)


HALF = as_csv(("企业名称", "环节", "省份"), ("恒睿1", "设计", ""), ("恒睿2", "", "江苏"), ("恒睿3", "设计", "江苏"))


def stages() -> dict[str, str]:
    return dict(Company.objects.filter(name__startswith="恒睿").values_list("name", "stage"))


def test_companies_without_a_placement_come_in_as_drafts():
    batch = planned_with(HALF)
    assert outcomes(batch) == ["new"] * 3
    assert asked(batch)["unplaced"] == {"companies": 2, "do": "draft"}
    notes = [(row.number, note["code"]) for row in batch.rows.order_by("number") for note in row.notes]
    assert notes == [(2, "half_a_placement"), (3, "half_a_placement")]
    committing.commit(batch)
    assert stages() == {"恒睿1": Stage.DRAFT, "恒睿2": Stage.DRAFT, "恒睿3": Stage.PUBLISHED}
    assert {each.history.get().stage for each in Company.objects.filter(name="恒睿1")} == {Stage.DRAFT}


@pytest.mark.parametrize(("role", "stage"), [(Role.REVIEWER, Stage.PUBLISHED), (Role.ADMINISTRATOR, Stage.PUBLISHED)])
def test_or_as_the_others_do(role, stage):
    batch = planned_with(HALF, user=make_user(role))
    deciding.choose_unplaced(batch, UnplacedAction.ENTER, batch.user)
    planning.plan(batch)
    committing.commit(batch)
    assert set(stages().values()) == {stage}


def test_or_not_at_all():
    batch = planned_with(HALF, unplaced=UnplacedAction.SKIP)
    committing.commit(batch)
    assert stages() == {"恒睿3": Stage.PUBLISHED}


def test_a_company_that_another_row_places_is_placed():
    content = as_csv(("企业名称", "环节", "省份"), ("恒睿1", "设计", ""), ("恒睿1", "设计", "江苏"))
    batch = planned_with(content)
    assert asked(batch)["unplaced"]["companies"] == 0
    committing.commit(batch)
    assert stages() == {"恒睿1": Stage.PUBLISHED}


def test_a_company_on_record_stays_as_it_is():
    company = make_company("恒睿1")
    batch = planned_with(as_csv(("企业名称", "环节"), ("恒睿1", "设计")), unplaced=UnplacedAction.SKIP)
    committing.commit(batch)
    company.refresh_from_db()
    assert (codes(batch), company.stage) == ([], Stage.PUBLISHED)
