"""Copies equal the source, whatever was written: one that followed, and one that begins anew from the start."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chains.choices import PlacementStatus, Role
from chains.history import bulk_edits, reviewing
from chains.history.batches import UNDOABLE, UndoError, undo
from chains.history.bulk_edits import NothingToDoError
from chains.history.curation import Change
from chains.history.merging import MergeError, merge
from chains.history.splitting import Parts, split
from chains.history.withdrawing import withdraw
from chains.models import (
    Batch,
    Company,
    Placement,
    Platform,
    Province,
    ResearchBaseMember,
)
from tests.api.mirroring import Copy, old_ids, source
from tests.api.writing.conftest import SOURCE, Caller
from tests.examples import examples
from tests.factories import make_company, make_evidence, make_placement
from tests.importing.sheets import companies as sheet_of
from tests.importing.sheets import imported
from tests.shared_rows import shared
from tests.staff import make_user

pytestmark = pytest.mark.django_db

#: What a mirror of a few firms is made of; the other lists hold the seed's records, which nothing here changes.
LISTS = ("companies", "placements")
SEGMENTS = ("ic.design", "ic.equipment", "ic.lithography")
PROVINCES = ("310000", "320000")
NAMES = tuple(f"恒睿{letter}" for letter in "甲乙丙丁戊")


@shared
def firms():
    """A few firms with what they do, none beside them, and a user who may do everything."""
    Platform.objects.update(host=None)
    ResearchBaseMember.objects.filter(company__isnull=False).delete()
    Placement.objects.all().delete()
    Company.objects.all().delete()
    for number, name in enumerate(NAMES[:4]):
        company = make_company(name)
        for segment in SEGMENTS[: number + 1]:
            placement = make_placement(company, segment, province=PROVINCES[number % 2])
            make_evidence(placement, printed_name=name)
    return make_user(Role.ADMINISTRATOR, is_superuser=True)


class Writer:
    """Writes in every way there is, to rows that are drawn."""

    def __init__(self, user, data, folder):
        self.user, self.draw, self.folder = user, data.draw, folder
        self.caller = Caller(user)
        self.numbers = iter(range(1000))

    def one(self, rows):
        return rows.get(pk=self.draw(st.sampled_from(self.keys(rows))))

    def some(self, rows):
        return self.draw(st.lists(st.sampled_from(self.keys(rows)), min_size=1))

    def keys(self, rows):
        if keys := list(rows.order_by("pk").values_list("pk", flat=True)):
            return keys
        raise NothingToDoError

    def firms(self):
        return Company.objects.filter(name__startswith="恒睿")

    def placements(self):
        return Placement.objects.filter(company__in=self.firms())

    def import_sheet(self):
        rows = [
            {
                "name": self.draw(st.sampled_from(NAMES)),
                "segment": self.draw(st.sampled_from(SEGMENTS)),
                "province": self.draw(st.sampled_from(("上海", "江苏"))),
            }
            for _ in range(self.draw(st.integers(1, 3)))
        ]
        imported(sheet_of(*rows), user=self.user, good_rows=True)

    def merge(self):
        winner, *losers = self.draw(st.permutations(list(self.firms().order_by("pk"))))
        merge(winner, losers[: self.draw(st.integers(1, 2))], {}, self.user, "同一家")

    def split(self):
        company = self.one(self.firms())
        parts = Parts(placements=self.some(company.placements))
        split(company, parts, {"name": f"恒睿分{next(self.numbers)}"}, self.user, "两家")

    def undo(self):
        undo(self.one(Batch.objects.filter(status__in=UNDOABLE)), self.user, "弄错了")

    def undo_newest(self):
        undo(Batch.objects.get(pk=self.keys(Batch.objects.filter(status__in=UNDOABLE))[-1]), self.user, "弄错了")

    def withdraw(self):
        withdraw(self.one(self.draw(st.sampled_from((self.firms(), self.placements())))), self.user, "已停产")

    def settle(self):
        status = self.draw(st.sampled_from(PlacementStatus))
        bulk_edits.settle(self.some(self.placements()), status, self.user, "核过")

    def edit(self):
        province = Province.objects.get(pk=self.draw(st.sampled_from(PROVINCES)))
        bulk_edits.edit(Placement, self.some(self.placements()), {"province": province}, self.user, "迁址")

    def dissolve(self):
        status = self.draw(st.sampled_from(("active", "deregistered")))
        bulk_edits.edit(Company, self.some(self.firms()), {"registration_status": status}, self.user, "登记公告")

    def hide_and_publish(self):
        rows = self.draw(st.sampled_from((self.firms(), self.placements())))
        row = self.one(rows)
        rows.filter(pk=row.pk).update(stage="review")
        if self.draw(st.booleans()):
            reviewing.approve([rows.get(pk=row.pk)], Change(self.user, "看过"))

    def call(self):
        company = self.one(self.firms().published())
        sent = {"description": f"第{next(self.numbers)}次", "reason": "补充"}
        self.caller.patch(f"companies/{company.public_id}/", sent)
        name = f"恒睿新{next(self.numbers)}"
        made = self.caller.post("companies/", {"name": name, "reason": "新企业"}).json()
        evidence = [{"source": SOURCE, "printed_name": name}]
        placed = {"company": made["id"], "segment": SEGMENTS[0], "province": PROVINCES[0], "evidence": evidence}
        self.caller.post("placements/", placed | {"reason": "新企业"})

    def load_data(self):
        """Load rows as they were, where some of them may be gone since, or have been merged."""
        file = self.folder / "rows.json"
        rows = [*self.firms(), *self.placements()]
        keyed = {"use_natural_foreign_keys": True, "use_natural_primary_keys": self.draw(st.booleans())}
        file.write_text(serializers.serialize("json", rows, **keyed))
        self.draw(st.sampled_from((self.withdraw, self.settle, self.hide_and_publish, self.merge)))()
        call_command("loaddata", file, verbosity=0)

    ACTS = (
        import_sheet,
        merge,
        split,
        undo,
        undo_newest,
        withdraw,
        settle,
        edit,
        dissolve,
        hide_and_publish,
        call,
        load_data,
    )


#: What a service says to what cannot be done to the rows that were drawn.
REFUSALS = (NothingToDoError, MergeError, ProtectedError, UndoError, ValidationError)


# Each example takes a while: one that fails is said as it is, and not made smaller.
@settings(
    max_examples=examples(8), phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_after_any_writes_every_copy_is_the_source(firms, read, tmp_path, data):
    with transaction.atomic():
        follower = Copy(read, LISTS).follow()
        writer = Writer(firms, data, tmp_path)
        for act in data.draw(st.lists(st.sampled_from(Writer.ACTS), min_size=1, max_size=6)):
            try:
                with transaction.atomic():
                    act(writer)
            except REFUSALS:
                continue
            follower.follow(data.draw(st.sampled_from((50, 1000))))
        shown, fresh = source(read, LISTS), Copy(read, LISTS).follow()
        for copy in (follower, fresh):
            assert copy.records() == shown
            assert copy.merged() == old_ids(shown)
        transaction.set_rollback(True)
