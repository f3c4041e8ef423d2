"""Work in a process of its own: what it yields and raises comes back, and it takes no more than it may."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from chains.processes import BrokenOffError, Limits, TooLongError, Workshop

ENOUGH = Limits(60)


def counted(most: int) -> Iterator[int]:
    yield from range(most)


def who() -> Iterator[tuple[int, int, int]]:
    yield os.getpid(), os.getppid(), os.nice(0)


def refusing() -> Iterator[str]:
    yield "甲"
    raise ValueError("乙")


def endless() -> Iterator[int]:
    yield os.getpid()
    while True:
        pass


def hungry(megabytes: int) -> Iterator[int]:
    yield len(bytearray(megabytes * 1024 * 1024))


def killed() -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.fixture(scope="module")
def workshop():
    return Workshop()


def run(workshop: Workshop, job, *arguments, limits: Limits = ENOUGH) -> list:
    return list(workshop.run(job, *arguments, limits=limits))


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_it_yields_comes_back_in_order(workshop):
    assert run(workshop, counted, 1000) == list(range(1000))
    assert run(workshop, counted, 0) == []


def test_it_is_another_process_and_gives_way_to_whoever_answers(workshop):
    [(process, parent, niceness)], [(another, same, _)] = run(workshop, who), run(workshop, who)
    assert len({process, another, parent, os.getpid()}) == 4
    assert same == parent
    assert niceness > os.nice(0)


def test_what_it_raises_is_raised_here(workshop):
    job = workshop.run(refusing, limits=ENOUGH)
    assert next(job) == "甲"
    with pytest.raises(ValueError, match="乙"):
        next(job)


def test_it_is_ended_when_others_have_waited_long_enough(workshop):
    job = workshop.run(endless, limits=Limits(0.2))
    process = next(job)
    with pytest.raises(TooLongError):
        next(job)
    while is_there(process):
        time.sleep(0.01)


def test_only_waiting_counts(workshop):
    job = workshop.run(counted, 3, limits=Limits(2))
    taken = []
    for each in job:
        time.sleep(0.8)
        taken.append(each)
    assert taken == [0, 1, 2]


def test_it_has_no_more_memory_than_it_may(workshop):
    assert run(workshop, hungry, 200, limits=Limits(60, 1000)) == [200 * 1024 * 1024]
    with pytest.raises(BrokenOffError):
        run(workshop, hungry, 200, limits=Limits(60, 200))
    assert run(workshop, hungry, 1) == [1024 * 1024]


def test_one_that_is_killed_is_told_from_one_that_has_ended(workshop):
    with pytest.raises(BrokenOffError):
        run(workshop, killed)


def test_one_that_nobody_listens_to_ends(workshop):
    job = workshop.run(counted, 10_000_000, limits=ENOUGH)
    next(job)
    job.close()
    assert run(workshop, counted, 1) == [0]


def test_many_at_once_are_not_mixed_up(workshop):
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda number: run(workshop, counted, number), range(16)))
    assert made == [list(range(number)) for number in range(16)]


def test_where_its_parent_is_gone_another_takes_its_place(workshop):
    [(_process, parent, _niceness)] = run(workshop, who)
    os.kill(parent, signal.SIGKILL)
    workshop._process.wait()
    assert run(workshop, counted, 2) == [0, 1]


def test_it_ends_with_whoever_has_begun_it():
    workshop = Workshop()
    [(_process, parent, _niceness)] = run(workshop, who)
    process = workshop._process
    assert process.pid == parent
    workshop._door.close()
    assert process.wait() == 0
