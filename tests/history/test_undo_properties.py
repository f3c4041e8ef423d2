"""Whatever batches and undos are undone, in whatever order: the rows are as the batches not undone have made them."""

from contextlib import suppress

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.choices import BatchKind, BatchStatus
from chains.history import batches, bulk_edits, curation
from chains.history.batches import UndoError, change_in, open_batch
from chains.history.bulk_edits import NothingToDoError
from chains.history.merging import merge
from chains.models import Batch, Company, Evidence, Placement, Source
from tests.examples import examples
from tests.factories import make_company, segment_of
from tests.history.full_company import state

pytestmark = pytest.mark.django_db

NAMES = ("恒睿甲", "浦江乙", "西湖丙")
SEGMENTS = ("ic.design", "ic.manufacturing", "ic.packaging-test", "ic.equipment")
at = st.integers(0, 2)
undoing = st.tuples(st.just("undo"), st.integers(0, 9))


def in_batch(kind=BatchKind.EDIT):
    return open_batch(kind, None, "一批", changes=False)


class Atlas:
    """Three companies, and what is done to them, batch after batch."""

    def __init__(self):
        self.companies = [make_company(name) for name in NAMES]
        self.done: list[Batch] = []
        self.made = 0

    def company(self, number):
        return Company.objects.filter(name=NAMES[number]).first()

    def set(self, number, value):
        company, batch = self.company(number), in_batch()
        if company is not None and company.website != (website := f"https://{value}.example"):
            company.website = website
            curation.save(company, change_in(batch))
        return batch

    def place(self, number, segment):
        company, batch = self.company(number), in_batch(BatchKind.IMPORT)
        there = Placement.objects.filter(company=company, segment__code=SEGMENTS[segment], province="310000")
        if company is not None and not there.exists():
            self.made += 1
            row = Placement(company=company, segment=segment_of(SEGMENTS[segment]), province_id="310000")
            curation.save(row, change_in(batch))
            source = Source.objects.order_by("pk").first()
            curation.save(Evidence(placement=row, source=source, printed_name=f"名{self.made}"), change_in(batch))
        return batch

    def verify(self, number):
        keys = [row.pk for row in Placement.objects.filter(company__name__in=NAMES).order_by("pk")]
        try:
            return bulk_edits.verify(keys[number : number + 1], None, "核实")
        except NothingToDoError:
            return in_batch()

    def merge(self, winner, loser):
        rows = self.company(winner), self.company(loser)
        if None in rows or winner == loser:
            return in_batch()
        return merge(rows[0], [rows[1]], {"name": rows[0]}, None, "同一家")

    def undo(self, number):
        if self.done:
            with suppress(UndoError):
                self.done.append(batches.undo(self.done[number % len(self.done)], None, "撤销").batch)

    def do(self, action, *about):
        batch = getattr(self, action)(*about)
        if batch is not None:
            self.done.append(batch)

    def counting(self):
        """Return which batches count: neither undone nor undos."""
        counted = Batch.objects.filter(status=BatchStatus.COMMITTED).exclude(kind=BatchKind.UNDO)
        return set(counted.values_list("pk", flat=True))


@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.just("set"), at, at) | undoing, min_size=4, max_size=10))
def test_values_are_those_of_the_batches_not_undone_in_order(actions):
    with transaction.atomic():
        atlas = Atlas()
        before = {row.pk: row.website for row in atlas.companies}
        given_by = []
        for action, *about in actions:
            atlas.do(action, *about)
            batch = atlas.done[-1] if atlas.done else None
            if action == "set" and batch.pk in Company.history.values_list("batch", flat=True):
                given_by.append((batch.pk, atlas.companies[about[0]].pk, f"https://{about[1]}.example"))
            counting = atlas.counting()
            wanted = before | {key: value for each, key, value in given_by if each in counting}
            assert dict(Company.objects.filter(name__in=NAMES).values_list("pk", "website")) == wanted
        transaction.set_rollback(True)


anything = (
    st.tuples(st.just("set"), at, at)
    | st.tuples(st.just("place"), at, st.integers(0, 3))
    | st.tuples(st.just("verify"), st.integers(0, 4))
    | st.tuples(st.just("merge"), at, at)
    | undoing
)


@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck))
@given(st.lists(anything, min_size=3, max_size=9), st.randoms(use_true_random=False))
def test_no_placement_loses_its_evidence_and_all_undone_is_all_as_before(actions, random):
    with transaction.atomic():
        atlas = Atlas()
        before = state()
        for action in actions:
            atlas.do(*action)
            without = Placement.objects.filter(company__name__in=NAMES, evidence=None)
            assert not without.exists()
        undone = sorted(atlas.counting())
        random.shuffle(undone)
        for key in undone:
            batches.undo(Batch.objects.get(pk=key), None, "撤销")
        # What had to stay for the sake of what was undone after it goes the second time.
        for batch in Batch.objects.filter(status=BatchStatus.PARTLY_UNDONE).exclude(kind=BatchKind.UNDO):
            batches.undo(batch, None, "再撤销")
        assert state() == before
        transaction.set_rollback(True)
