"""What a dead worker has left is taken up by another, or taken back, and nobody else's work is touched."""

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chains.choices import BatchStatus
from chains.importing import committing, jobs, recovery, run_state
from chains.models import Company, ImportBatch, Worker
from chains.models.workers import LOST_AFTER
from chains.services import workers
from tests.importing.sheets import companies, planned

pytestmark = pytest.mark.django_db

ROW = {"name": "恒睿甲电子", "segment": "ic.design", "province": "江苏"}


@pytest.fixture
def batch():
    """A sheet that waits for a worker."""
    batch = planned(companies(ROW))
    jobs.commit_later(batch, None)
    return batch


def taken_by(name, times=1):
    """Let the worker of this name take the task that waits, as often as given."""
    task = DBTaskResult.objects.get(status=TaskResultStatus.READY)
    for _time in range(times):
        task.claim(name)
    return task


def status_of(task):
    task.refresh_from_db()
    return task.status


def silent(name):
    Worker.objects.filter(name=name).update(heard=timezone.now() - 2 * LOST_AFTER)


def test_the_task_of_a_worker_that_died_is_taken_anew(batch):
    workers.begin("dead")
    task = taken_by("dead")
    assert recovery.take_up() == 0
    silent("dead")
    assert recovery.take_up() == 1
    assert status_of(task) == TaskResultStatus.READY
    assert not Worker.objects.exists()


def test_that_of_one_whose_process_is_gone_at_once(batch):
    workers.begin("dead")
    task = taken_by("dead")
    # The highest number that a process may have is never given.
    Worker.objects.update(process=2**22)
    recovery.take_up()
    assert status_of(task) == TaskResultStatus.READY


def test_a_worker_that_begins_anew_takes_what_it_had_before(batch):
    workers.begin("again")
    task = taken_by("again")
    assert recovery.take_up(idle="again") == 1
    assert status_of(task) == TaskResultStatus.READY
    assert Worker.objects.get().name == "again"


def test_a_clock_that_is_set_back_makes_nobody_immortal():
    workers.begin("dead")
    Worker.objects.update(heard=timezone.now() + 2 * LOST_AFTER)
    assert workers.living() == []


def test_a_batch_that_waits_without_a_task_gets_one(batch):
    DBTaskResult.objects.update(status=TaskResultStatus.FAILED)
    assert recovery.take_up() == 1
    assert recovery.take_up() == 0
    assert jobs.batch_of(DBTaskResult.objects.get(status=TaskResultStatus.READY)) == batch.pk


def test_a_task_that_ends_every_worker_is_given_up(batch):
    task = taken_by("dead", recovery.ATTEMPTS)
    recovery.take_up()
    assert status_of(task) == TaskResultStatus.FAILED
    batch.refresh_from_db()
    assert batch.status == BatchStatus.FAILED
    assert set(batch.error) == {"en", "zh-hans"}
    jobs.commit_later(batch, None)
    committing.run(batch.pk)
    assert Company.objects.filter(name=ROW["name"]).exists()


def test_what_a_command_that_was_ended_has_left_is_taken_back():
    batch = planned(companies(ROW))
    run_state.begin(batch.pk)
    assert recovery.take_up() == 0
    counts = ImportBatch.objects.get(pk=batch.pk).counts
    ImportBatch.objects.update(counts=counts | {run_state.RUN: counts[run_state.RUN] | {"process": 2**22}})
    assert recovery.take_up() == 1
    assert run_state.RUN not in ImportBatch.objects.get(pk=batch.pk).counts


def test_nobody_takes_over_what_another_process_commits(batch):
    run_state.begin(batch.pk)
    counts = ImportBatch.objects.get(pk=batch.pk).counts
    # The first process of all is alive.
    ImportBatch.objects.update(counts=counts | {run_state.RUN: counts[run_state.RUN] | {"process": 1}})
    committing.run(batch.pk)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.QUEUED
    assert recovery.take_up() == 0
