"""A dump loaded elsewhere is the same atlas to everybody who follows it, and one loaded here is a write like others."""

from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.commands import dumpdata

from chains.changelog import LISTS
from chains.history.batches import undo
from chains.history.merging import merge
from chains.models import Company, Evidence, Placement, RecordChange, Source
from tests.api.mirroring import Copy, old_ids, source
from tests.factories import make_company, make_evidence, make_placement
from tests.shared_rows import empty, shared

pytestmark = pytest.mark.django_db


@shared
def merged_firms():
    """Firms of which some were merged, in batches that a dump holds, on top of the seed."""
    first, second, third = (make_company(f"恒睿{letter}") for letter in "甲乙丙")
    for company in (first, second, third):
        make_evidence(make_placement(company, "ic.design", province="310000"), printed_name=company.name)
    merge(first, [second], {}, None, "同一家")
    undo(merge(first, [third], {}, None, "同一家"), None, "两家")
    return first


def dump(folder, command="dumpdata", **options):
    file = folder / "atlas.json"
    call_command(command, "chains", "auth", "contenttypes", output=file, **options)
    return file


def to_the_second(records):
    """Return records with times as good as a dump keeps them: JSON has no microseconds."""
    times = ("created", "updated")
    return {
        of: record | {name: record[name][:19] for name in times if name in record} for of, record in records.items()
    }


@pytest.mark.parametrize("is_natural", [True, False])
def test_a_dump_that_fills_a_database_is_told_of_once(merged_firms, read, tmp_path, is_natural):
    before = source(read)
    leading = old_ids(before)
    assert leading
    file = dump(tmp_path, use_natural_foreign_keys=is_natural, use_natural_primary_keys=is_natural)
    empty()
    call_command("loaddata", file, verbosity=0)
    told = Counter(RecordChange.objects.filter(list__in=LISTS).values_list("list", "key"))
    assert told == Counter([*before, *leading])
    copy = Copy(read).follow()
    assert source(read) == copy.records()
    assert to_the_second(copy.records()) == to_the_second(before)
    assert copy.merged() == leading


def test_a_dump_that_holds_the_log_is_told_of_once_as_well(merged_firms, tmp_path):
    file = dump(tmp_path, dumpdata.Command())
    assert "chains.recordchange" in file.read_text()
    shown = RecordChange.objects.count()
    empty()
    call_command("loaddata", file, verbosity=0)
    assert set(Counter(RecordChange.objects.values_list("list", "key")).values()) == {1}
    assert RecordChange.objects.count() < shown


def test_a_dump_leaves_the_log_out(merged_firms):
    text = StringIO()
    call_command("dumpdata", "chains.revision", "chains.recordchange", stdout=text)
    assert text.getvalue().strip() == "[]"


def test_what_is_loaded_into_a_site_is_a_write_of_that_moment(merged_firms, read, tmp_path):
    follower, placement = Copy(read).follow(), merged_firms.placements.first()
    file = tmp_path / "rows.json"
    call_command("dumpdata", "chains.placement", "chains.evidence", output=file)
    Placement.objects.filter(pk=placement.pk).update(note="改")
    Evidence.objects.filter(placement=placement).delete()
    before = {model: dict(model.objects.values_list("pk", "updated")) for model in (Company, Placement, Source)}
    call_command("loaddata", file, verbosity=0)
    after = {model: dict(model.objects.values_list("pk", "updated")) for model in before}
    moved = {model: {key for key in after[model] if after[model][key] != before[model][key]} for model in before}
    assert moved == {Placement: {placement.pk}, Company: {merged_firms.pk}, Source: set()}
    assert after[Placement][placement.pk] > max(before[Placement].values())
    assert follower.follow().records() == source(read)
