"""What a running import has written is seen by nobody and stands in nobody's way, until all of it comes in at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chains.choices import ARRIVING, BatchStatus, Role, Stage
from chains.history import batches, curation
from chains.history.curation import Change
from chains.importing import committing, company_writing, executing, run_state
from chains.models import Company, CompanyName, Evidence, ImportBatch, Listing, Placement, RecordChange
from chains.services.accounts import give_role
from tests.factories import credit_code, make_company, make_listing, make_placement, make_province_grant, make_user
from tests.history.test_undo import state
from tests.importing.sheets import companies, planned

pytestmark = pytest.mark.django_db

EVERYTHING = (Company, CompanyName, Listing, Placement, Evidence)
AT = {"segment": "ic.design", "province": "江苏"}
ELSEWHERE = AT | {"province": "浙江"}
NEW = {"name": "恒睿甲电子", "legal_name": "恒睿甲电子有限公司", "uscc": credit_code(7), "tickers": "688991.SH", **AT}
SECOND = {"name": "恒睿乙电子", "uscc": credit_code(8), **AT}


@pytest.fixture(autouse=True)
def row_by_row(monkeypatch):
    """Every row is a chunk of its own."""
    monkeypatch.setattr(executing, "CHUNK", 1)


@pytest.fixture
def on_record():
    company = make_company(name="浦江甲电子", legal_name="浦江甲电子有限公司")
    make_placement(company=company, segment="ic.design", province_id="320000")
    return company


def committed(batch, meanwhile):
    """Commit a batch; when its rows are done, and before they come in, ``meanwhile`` is called."""
    committing.commit(batch, lambda done, total: meanwhile() if done == total else None)
    batch.refresh_from_db()
    return batch


def everything_there_is():
    """Return all rows, also those that nobody sees, and the entries in their histories."""
    return [(model, model._base_manager.count(), model.history.count()) for model in EVERYTHING]


def test_nobody_sees_anything_before_all_of_it_is_there(on_record, client, admin_client):
    more = {"name": "浦江甲电子", "legal_name": "浦江甲电子股份有限公司", **ELSEWHERE}
    batch = planned(companies(NEW, SECOND, NEW | ELSEWHERE, more))
    before = state(*EVERYTHING)
    told = RecordChange.objects.count()
    seen = []

    def look():
        assert Company._base_manager.filter(stage=ARRIVING).count() == 2
        assert Placement._base_manager.filter(stage=ARRIVING).count() == 3
        names = CompanyName.objects.filter(company__stage=ARRIVING)
        evidence = Evidence.objects.filter(placement__stage=ARRIVING)
        assert evidence.count() == 3
        shown = state(Company, Placement, Listing)
        assert shown == {model: before[model] for model in shown}
        assert CompanyName.objects.count() - names.count() == len(before[CompanyName])
        assert Evidence.objects.count() - evidence.count() == len(before[Evidence])
        assert RecordChange.objects.count() == told
        for address in ("/api/v1/companies/?q=恒睿", "/api/v1/placements/?q=恒睿"):
            assert client.get(address).json()["count"] == 0, address
        for model in ("company", "companyname", "listing", "placement", "evidence"):
            assert "恒睿" not in admin_client.get(f"/admin/chains/{model}/").text, model
        seen.append(True)

    committed(batch, look)
    assert seen
    assert not Company._base_manager.filter(stage=ARRIVING).exists()
    assert set(Company.objects.filter(name__startswith="恒睿").values_list("stage", flat=True)) == {Stage.PUBLISHED}
    company = Company.objects.get(name="恒睿甲电子")
    assert company.placements.count() == 2
    moments = {company.updated, company.history.get().history_date, company.placements.first().updated}
    assert len(moments) == 1
    assert company.history.get().stage == Stage.PUBLISHED


def test_who_may_not_publish_imports_for_review():
    user = make_user()
    give_role(user, Role.CURATOR)
    make_province_grant(user, "320000")
    batch = planned(companies(NEW), user=user)
    committed(batch, lambda: None)
    company = Company.objects.get(name="恒睿甲电子")
    assert {company.stage, company.history.get().stage, company.placements.get().stage} == {Stage.REVIEW}
    assert not RecordChange.objects.filter(key=company.public_id).exists()


@pytest.mark.parametrize("where", ["_look_again", "_write_in_public", "_close"])
def test_one_that_breaks_off_leaves_nothing_and_can_be_run_again(monkeypatch, on_record, where):
    more = {"name": "浦江甲电子", "legal_name": "浦江甲电子股份有限公司", **ELSEWHERE}
    batch = planned(companies(NEW, SECOND, more))
    before = everything_there_is()
    with monkeypatch.context() as patched:
        kind = executing.Commit if where == "_close" else executing.CompanyCommit
        patched.setattr(kind, where, _break_off)
        with pytest.raises(KeyboardInterrupt):
            committing.commit(batch)
    assert everything_there_is() == before
    assert run_state.RUN not in ImportBatch.objects.get(pk=batch.pk).counts
    assert committing.commit(batch) == {"new": 2, "changed": 1}


def _break_off(*_given):
    raise KeyboardInterrupt


@pytest.mark.parametrize("same", [{"uscc": NEW["uscc"]}, {"name": NEW["name"]}, {"legal_name": NEW["legal_name"]}])
def test_who_makes_the_same_company_meanwhile_does_so_and_the_plan_is_stale(same):
    batch = planned(companies(NEW))
    made = []
    with pytest.raises(committing.StalePlanError):
        committed(batch, lambda: made.append(make_company(**{"name": "浦江乙电子"} | same)))
    assert Company._base_manager.filter(name=NEW["name"]).count() == ("name" in same)
    batch.refresh_from_db()
    assert (batch.status, batch.rows.get().outcome) == (BatchStatus.PLANNED, "changed")
    committing.commit(batch)
    assert made[0].placements.count() == 1


def test_who_lists_another_under_the_ticker_meanwhile_does_so_too(on_record):
    batch = planned(companies(NEW))
    with pytest.raises(committing.StalePlanError):
        committed(batch, lambda: _listed(on_record))
    assert Listing.objects.get(ticker="688991").company == on_record


def _listed(company):
    make_listing(company=company, exchange="sse", ticker="688991")
    curation.save(company, Change(None, "上市"))


def test_where_the_good_rows_are_wanted_what_is_stale_is_left_out_whole():
    batch = planned(companies(NEW, SECOND, NEW | ELSEWHERE), good_rows=True)
    committed(batch, lambda: make_company(name="浦江乙电子", uscc=NEW["uscc"]))
    assert batch.counts["committed"] == {"new": 1, "changed": 0}
    assert not Company._base_manager.filter(name=NEW["name"]).exists()
    assert Company.objects.get(name=SECOND["name"]).placements.count() == 1
    assert [row.errors[0]["code"] for row in batch.rows.filter(outcome="error")] == ["changed_since"] * 2
    assert batches.undo(batch.batch_ptr, None, "名单有误").left == []
    assert not Company.objects.filter(name=SECOND["name"]).exists()


def test_what_somebody_changes_meanwhile_is_kept_where_the_sheet_says_nothing_of_it(on_record):
    batch = planned(companies({"name": "浦江甲电子", "legal_name": "浦江甲电子股份有限公司"}))

    def edit():
        on_record.refresh_from_db()
        on_record.website = "https://pujiang.example"
        curation.save(on_record, Change(None, "网址"))

    committed(batch, edit)
    on_record.refresh_from_db()
    assert (on_record.website, on_record.legal_name) == ("https://pujiang.example", "浦江甲电子股份有限公司")


def test_what_somebody_changes_meanwhile_that_the_sheet_changes_too_makes_the_plan_stale(on_record):
    batch = planned(companies({"name": "浦江甲电子", "legal_name": "浦江甲电子股份有限公司"}))

    def edit():
        on_record.legal_name = "浦江甲电子集团有限公司"
        curation.save(on_record, Change(None, "更名"))

    with pytest.raises(committing.StalePlanError):
        committed(batch, edit)
    on_record.refresh_from_db()
    assert on_record.legal_name == "浦江甲电子集团有限公司"


def test_a_company_that_is_gone_when_the_rows_come_in_makes_the_plan_stale(on_record):
    batch = planned(companies({"name": "浦江甲电子", "legal_name": "浦江甲电子股份有限公司"}))
    with pytest.raises(committing.StalePlanError):
        committed(batch, lambda: Company.objects.filter(pk=on_record.pk).delete())


def test_two_imports_of_the_same_company_at_once_make_it_once():
    first, second = planned(companies(NEW)), planned(companies(NEW | {"name": "恒睿甲"}))
    with pytest.raises(committing.StalePlanError):
        committed(first, lambda: committing.commit(second))
    assert Company._base_manager.filter(uscc=NEW["uscc"]).count() == 1


def test_nobody_who_looks_for_duplicates_or_names_meets_what_is_arriving():
    first, second = planned(companies(NEW)), planned(companies({"name": NEW["name"], **ELSEWHERE}))
    seen = []

    def plan_another():
        committing.plan(second)
        seen.append(second.rows.get().outcome)

    committed(first, plan_another)
    assert seen == ["new"]


def test_what_was_written_ahead_is_counted_before_it_comes_in(monkeypatch):
    monkeypatch.setattr(company_writing, "MANY", 1)
    with CaptureQueriesContext(connection) as queries:
        committing.commit(planned(companies(NEW, SECOND)))
    told = [each["sql"] for each in queries]
    coming_in = next(at for at, sql in enumerate(told) if sql.startswith('UPDATE "chains_company" SET "stage"'))
    counted = [at for at, sql in enumerate(told) if sql.startswith("ANALYZE")]
    assert bool(counted and counted[0] < coming_in) == (connection.vendor == "postgresql")
