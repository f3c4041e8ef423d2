"""Snapshots: one at a moment, each cell once, and no word that the vocabulary does not know."""

import pytest

from tests.factories import make_province, make_segment, make_snapshot, make_snapshot_cell
from tests.models.refusal import refused, refused_by_database

pytestmark = pytest.mark.django_db


def test_one_at_a_moment():
    snapshot = make_snapshot()
    with refused_by_database("snapshot_once_at_a_time"):
        make_snapshot(snapshot.chain, taken_at=snapshot.taken_at)


def test_its_public_id_has_the_shape_of_one():
    with refused_by_database("snapshot_public_id_shape"):
        make_snapshot(public_id="Nicht-so")


def test_a_cell_stands_once_in_a_province_and_once_over_the_region():
    segment = make_segment()
    snapshot = make_snapshot(segment.layer.chain)
    make_snapshot_cell(snapshot, segment)
    make_snapshot_cell(snapshot, segment, province=make_province())
    with refused_by_database("snapshotcell_once_in_region"):
        make_snapshot_cell(snapshot, segment)
    with refused_by_database("snapshotcell_once_in_province"):
        make_snapshot_cell(snapshot, segment, province=make_province())


def test_signal_and_verdict_are_words_of_the_vocabulary():
    refused(make_snapshot_cell(), "snapshotcell_signal_known", signal="loud")
    refused(make_snapshot_cell(), "snapshotcell_verdict_known", verdict="fair")


def test_a_segment_that_goes_takes_its_cells_along():
    cell = make_snapshot_cell()
    snapshot = cell.snapshot
    cell.segment.delete()
    assert snapshot.readings() == []


def test_it_reads_as_it_was_written():
    segment = make_segment()
    snapshot = make_snapshot(segment.layer.chain)
    make_snapshot_cell(snapshot, segment, companies=2, dedicated=1, signal="thin", verdict="weak")
    [reading] = snapshot.readings()
    assert (reading.segment, reading.province, reading.companies, reading.dedicated) == (segment.code, None, 2, 1)
    assert (reading.signal, reading.verdict) == ("thin", "weak")
