"""``manage.py find_damage`` lists what earlier faults have left, and with ``--mend`` mends it: as a batch, undoable."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from chains.choices import BatchStatus
from chains.history import batches, curation
from chains.history.batches import change_in, open_batch
from chains.models import Batch, Company, CompanyName, Evidence, ImportBatch, Listing, Placement, RecordChange, Source
from tests.factories import (
    make_company,
    make_company_name,
    make_import_batch,
    make_listing,
    make_placement,
    make_source,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_database")]


def run(*arguments):
    out = StringIO()
    call_command("find_damage", *arguments, stdout=out)
    return out.getvalue()


def found(*arguments):
    return json.loads(run("--json", *arguments))


def kinds(*arguments):
    return [(each["kind"], each["field"], each["mendable"]) for each in found(*arguments)["found"]]


def mended():
    """Mend all there is, see that nothing mendable is left, and return the batch."""
    batch = found("--mend")["batch"]
    assert not [each for each in found()["found"] if each["mendable"]]
    return Batch.objects.filter(pk=batch).first()


def test_a_sound_database_has_none():
    make_placement(make_company("恒睿甲", legal_name="恒睿甲股份有限公司"))
    assert found() == {"found": [], "mended": 0, "left": 0, "batch": None}
    assert run("--mend") == "No damage found.\n"
    assert not Batch.objects.exists()


def test_words_for_nothing_become_empty_and_come_back_by_an_undo():
    company = make_company("恒睿甲", legal_name="无", name_en="N/A")
    make_company_name(company, "——")
    make_company("暂无")
    assert kinds() == [
        ("word-for-nothing", "legal_name", True),
        ("word-for-nothing", "name_en", True),
        ("word-for-nothing", "name", True),
        ("word-for-nothing", "name", False),
    ]
    batch = mended()
    company.refresh_from_db()
    assert (company.legal_name, company.legal_key, company.name_en) == ("", "", "")
    assert not CompanyName.objects.exists()
    assert company.history.first().history_change_reason == "find_damage --mend"
    batches.undo(batch, None, "看错了")
    company.refresh_from_db()
    assert (company.legal_name, company.name_en, company.names.count()) == ("无", "N/A", 1)


def test_listings_go_to_their_exchange_unless_another_company_is_there():
    first, second = make_company("恒睿甲"), make_company("浦江乙")
    wrong = make_listing(first, exchange="nasdaq", ticker="603999SH")
    twin = make_listing(first, exchange="hkex", ticker="981")
    make_listing(first, exchange="hkex", ticker="0981")
    taken = make_listing(second, exchange="nasdaq", ticker="SH603999")
    make_listing(second, exchange="bse", ticker="400999")
    assert [each["right"] for each in found()["found"]] == [
        ["sse", "603999"],
        ["hkex", "0981"],
        ["sse", "603999"],
        None,
    ]
    run("--mend")
    wrong.refresh_from_db()
    assert (wrong.exchange, wrong.ticker) == ("sse", "603999")
    assert not Listing.objects.filter(pk=twin.pk).exists()
    assert Listing.objects.get(pk=taken.pk).ticker == "SH603999"


def test_days_that_are_none_go():
    listing = make_listing(listed_on=date(1, 1, 1))
    mended()
    listing.refresh_from_db()
    assert listing.listed_on is None


def test_a_source_of_a_left_plan_goes_and_the_plan_makes_it_when_it_is_committed():
    sheet = make_import_batch(status="planned")
    source = Source(slug="left", title="名单")
    curation.save(source, change_in(sheet.batch_ptr))
    Batch.objects.filter(pk=sheet.pk).update(source=source)
    used = make_source()
    make_placement().evidence.create(source=used)
    assert kinds("--kind", "source-of-a-left-plan") == [("source-of-a-left-plan", "", True)]
    batch = mended()
    sheet = ImportBatch.objects.get(pk=sheet.pk)
    assert (sheet.source, sheet.new_source) == (None, "名单")
    assert list(Source.objects.all()) == [used]
    batches.undo(batch, None, "看错了")
    assert Source.objects.filter(slug="left").exists()


def placement_that_lost_its_evidence():
    """As the undo of an import left it once: the placement stays, what was made with it is gone."""
    made = open_batch("import", None, "名单")
    placement = Placement(company=make_company("恒睿甲"), segment=make_placement().segment, country="JP")
    curation.save(placement, change_in(made))
    source = Source(slug="list", title="名单")
    curation.save(source, change_in(made))
    evidence = Evidence(placement=placement, source=source, printed_name="恒睿")
    curation.save(evidence, change_in(made))
    undo = open_batch("undo", None, "撤销", undoes=made)
    for row in (evidence, source):
        curation.delete(row, change_in(undo))
    Batch.objects.filter(pk=made.pk).update(status=BatchStatus.PARTLY_UNDONE)
    return placement


def test_evidence_that_an_undo_took_from_a_placement_that_stayed_comes_back_with_its_source():
    placement = placement_that_lost_its_evidence()
    assert kinds() == [("lost-evidence", "", True)]
    batch = mended()
    evidence = placement.evidence.get()
    assert (evidence.printed_name, evidence.printed_key, evidence.source.slug) == ("恒睿", "恒睿", "list")
    # As long as the placement stays, what was made with it stays, whatever is undone.
    assert {left.model for left in batches.undo(batch, None, "看错了").left} == {"chains.evidence", "chains.source"}


def test_the_log_is_told_what_is_on_record():
    placement = make_placement(make_company("恒睿甲"))
    told = RecordChange.objects.filter(list="placements", key=placement.public_id)
    RecordChange.objects.create(
        revision=told.get().revision, list="placements", key=placement.public_id, kind="withdrawn"
    )
    assert [(each["kind"], each["model"], each["key"]) for each in found()["found"]] == [
        ("log-entry", "placements", placement.public_id)
    ]
    before = told.count()
    assert mended() is None
    assert told.count() == before + 1
    assert told.order_by("pk").last().kind in ("created", "changed")


def test_a_dead_batch_is_named_and_taken_up():
    sheet = make_import_batch(status="planned", counts={"run": {"token": "x", "written": 0}})
    assert kinds() == [("dead-batch", "status", True)]
    mended()
    sheet.refresh_from_db()
    assert "run" not in sheet.counts


def test_companies_that_bear_another_s_english_name_are_for_a_person():
    make_company("恒睿甲", name_en="Hengrui Semi")
    make_company("Hengrui Semi")
    assert kinds() == [("english-twin", "name", False)]
    assert "for a person to mend" in run("--mend")
    assert not Company.history.exclude(batch=None).exists()


def test_as_text_a_line_for_each():
    make_company("恒睿甲", legal_name="无")
    assert (
        run("--kind", "word-for-nothing").splitlines()[0]
        == "word-for-nothing: 1 (a word for nothing stands as a value)"
    )
    assert "; mended" in run("--mend")
