"""The registry of what is measured: name, what measures it, on which databases and sizes, the goals it speaks to.

To add one: a function ``measure(size, rounds, folder, database) -> dict[side, figures of every round]`` in a module of
its own, and a line here. A module that is not there, or not yet, is named as such in the table and stops nothing.
``database`` gives an empty database by ``fresh(name)`` (or by calling it), one of made-up companies by
``filled(size)``, and a copy of that to write in by ``copy(size, name)``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Literal

from tests.benchmarks.catching_up import NEW
from tests.benchmarks.goals import AT_LEAST, AT_MOST, REFERENCE, Goal

Measure = Callable[..., dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Case:
    """What is measured. ``where`` is ``module:function``, read when the case runs.

    ``sizes``: at the size of reference, at the smallest and the largest, at the largest alone, at all, or at the seed
    alone (0) and all. ``most`` bounds a size that the slowest side would take hours for; its goals are ratios of rates.
    """

    where: str
    goals: tuple[Goal, ...]
    sizes: Literal["reference", "ends", "largest", "all", "seed and all"] = "reference"
    databases: tuple[str, ...] = ("PostgreSQL", "SQLite")
    most: int = 0

    @property
    def measure(self) -> Measure | None:
        """The function that measures; ``None`` where its module is not there."""
        module, _colon, name = self.where.partition(":")
        try:
            return getattr(import_module(f"tests.benchmarks.{module}"), name)
        except ModuleNotFoundError as error:
            if error.name != f"tests.benchmarks.{module}":
                raise
            return None

    def at(self, sizes: Sequence[int]) -> list[int]:
        """Return at which of the sizes asked for it is measured."""
        sizes = sorted(sizes)
        chosen = {
            "reference": [REFERENCE if REFERENCE in sizes else sizes[-1]],
            "ends": sorted({sizes[0], sizes[-1]}),
            "largest": sizes[-1:],
            "all": sizes,
            "seed and all": [0, *sizes],
        }[self.sizes]
        return sorted({min(size, self.most) for size in chosen}) if self.most else chosen


def _by(says: str, bound: float, other: str, ours: str) -> Goal:
    """Return the goal that another side takes ``bound`` times as long as ours, at least."""
    return Goal(says, AT_LEAST, bound, other, ours)


def _rate(says: str, bound: float, other: str, ours: str) -> Goal:
    """Return the goal that ours gives ``bound`` times as many answers in a second as another side, at least."""
    return Goal(says, AT_LEAST, bound, f"{ours} per second", f"{other} per second")


def _catching_up(size: int, new: int) -> tuple[Goal, Goal]:
    """Return the goals of an index that catches up: by a build, and how long the slowest page takes meanwhile."""
    come = f"{new:,} companies come"
    by_build = Goal(
        f"{come}: catching up by a build", AT_MOST, 1.2, f"catching up, {new:,}", f"build, {new:,}", at=size
    )
    slowest = f"slowest page, {new:,}"
    if size < REFERENCE:
        return by_build, Goal(f"{come}: the slowest page", AT_MOST, 300, slowest, unit="ms", at=size)
    other = f"the same by the database, {new:,}"
    return by_build, Goal(f"{come}: the slowest page by FACET_INDEX=off", AT_MOST, 1.5, slowest, other, at=size)


CASES: dict[str, Case] = {
    "facets": Case(
        "faceted:facets",
        (
            _rate("pages with facets in a second, uncached, by Datasette’s JSON", 8, "Datasette", "atlas"),
            _rate("pages with facets in a second, uncached, by the usual Django way", 50, "usual Django", "atlas"),
        ),
    ),
    "rest": Case(
        "faceted:rest",
        (
            _rate("fifty companies of the API in a second, uncached, by stock DRF", 20, "stock DRF", "atlas"),
            _rate("fifty companies of the API in a second, by raw psycopg that counts", 8, "raw psycopg", "atlas"),
        ),
    ),
    "cells": Case(
        "cellular:measure",
        (
            _rate("maps in a second by GROUP BY", 12, "GROUP BY map", "atlas map"),
            _rate("gap pages in a second by GROUP BY", 12, "GROUP BY gaps", "atlas gaps"),
            Goal("map, large by small (p50)", AT_MOST, 1.2, "atlas map p50", ends=True),
            Goal("gap page, large by small (p50)", AT_MOST, 1.2, "atlas gaps p50", ends=True),
        ),
        sizes="all",
    ),
    "growth": Case(
        "faceted:growth",
        (
            Goal("page with facets, large by small (p99)", AT_MOST, 6, "page p99", ends=True),
            Goal("list of the API, large by small (p99)", AT_MOST, 3, "list p99", ends=True),
        ),
        sizes="ends",
    ),
    "following": Case(
        "following:measure",
        (
            Goal("wrong answers after a save, of every worker", AT_MOST, 0, "wrong answers", unit=""),
            Goal("what a save adds to a worker’s next request", AT_MOST, 20, "increment ms", unit="ms"),
        ),
        sizes="largest",
    ),
    "catching-up": Case(
        "catching_up:measure",
        tuple(goal for size in (0, 10_000, REFERENCE) for new in NEW for goal in _catching_up(size, new)),
        sizes="seed and all",
        most=REFERENCE,
    ),
    "health": Case(
        "health:measure",
        (
            Goal("/healthz beside eight figures (slowest)", AT_MOST, 200, "beside eight figures, ms", unit="ms"),
            Goal("/healthz beside 50 idle connections", AT_MOST, 200, "beside 50 idle connections, ms", unit="ms"),
        ),
        sizes="largest",
    ),
    # No goal but to know it: what is measured stands in the file of figures.
    "memory": Case("following:worker_memory", (), sizes="all"),
    "searching": Case(
        "querying:measure",
        (_by("two characters by icontains, the middle term", 15, "icontains", "grams"),),
        databases=("PostgreSQL",),
    ),
    "search-sql": Case(
        "querying:measure",
        (Goal("the SQL of a search, the slowest term", AT_MOST, 5, "grams, slowest term", unit="ms"),),
        sizes="largest",
        databases=("PostgreSQL",),
    ),
    "importing": Case(
        "importing:measure",
        (
            _by("CSV by stock import-export", 15, "stock csv", "atlas csv"),
            _by("CSV by its quickest mode", 5, "stock bulk csv", "atlas csv"),
            Goal("CSV by COPY of the finished rows", AT_MOST, 3, "atlas csv", "copy of the finished rows"),
            _by("XLSX by stock import-export", 15, "stock xlsx", "atlas xlsx"),
        ),
        # The slowest side writes some twenty rows in a second, and is asked for two files in every round.
        most=2_000,
    ),
    "exporting": Case(
        "exporting:measure",
        (
            _by("all companies as CSV by stock import-export", 7, "stock csv", "atlas csv"),
            _by("all companies as XLSX by stock import-export", 10, "stock xlsx", "atlas xlsx"),
            Goal("memory above idle meanwhile, CSV", AT_MOST, 20, "atlas csv, MB", unit="MB"),
            Goal("memory above idle meanwhile, XLSX", AT_MOST, 20, "atlas xlsx, MB", unit="MB"),
        ),
    ),
    "locking": Case(
        "locking:measure",
        (
            Goal("lock errors: 2 writers, 2 readers, an import", AT_MOST, 0, "lock errors", unit=""),
            Goal("a single write meanwhile (p95)", AT_MOST, 250, "save p95 ms", unit="ms"),
        ),
        databases=("SQLite",),
        most=10_000,
    ),
}
