"""The list of companies, as a page with facets and by the API: beside the usual ways, and as it grows."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.data import Database, run, vocabulary
from tests.benchmarks.filters import COUNT, Filter, draw, query
from tests.benchmarks.load import LoadError, add, drive, figures_of
from tests.benchmarks.machine import wait_until_idle
from tests.benchmarks.servers import Served, serving

#: Filters that no round asks for, to warm up with.
WARMING = 6
#: How many turns of filters a round of growth has: of five times as many answers, the slowest hundredth is some.
TURNS = 5
#: The page and a list of the API for a filter.
PAGE = "/companies/?{}"
LIST = "/api/v1/companies/?{}"


def page_of(chosen: Filter) -> str:
    """Return the address of the page with facets."""
    return PAGE.format(query(chosen))


def list_of(chosen: Filter) -> str:
    """Return the address of fifty companies of the API."""
    return LIST.format(query(chosen, limit=50))


def filters_of(url: str, folder: Path, rounds: int, turns: int = 1) -> tuple[dict, list[list[Filter]], list[Filter]]:
    """Return what is on record, the filters of each round, and some to warm up with; no filter comes twice."""
    known = vocabulary(url, folder)
    drawn = draw(known, COUNT * turns * rounds + WARMING, seed=rounds)
    size = COUNT * turns
    return known, [drawn[at * size : (at + 1) * size] for at in range(rounds)], drawn[rounds * size :]


def take_turns(
    sides: dict[str, tuple[Served, Callable[[Filter], str]]], rounds: list[list[Filter]], warming: list[Filter]
) -> dict[str, list[float]]:
    """Ask every side for the filters of each round, one side after the other, on one connection to each worker.

    The figures of a side are those of filters that it has never been asked for; nobody's answers are kept anywhere.
    """
    figures: dict[str, list[float]] = {}
    for served, address in sides.values():
        served.warm([address(chosen) for chosen in warming])
    for number, filters in enumerate(rounds):
        # Who begins changes from round to round.
        names = list(sides)[number % len(sides) :] + list(sides)[: number % len(sides)]
        for name in names:
            served, address = sides[name]
            paths = [address(chosen) for chosen in filters]
            # Ours once more, to tell what is found and counted anew each time from the rows that a worker keeps.
            for turn in (name, f"{name} again")[: 2 if served.name == "atlas" else 1]:
                wait_until_idle()
                add(figures, round_of := _turn(turn, served, paths))
                told = ", ".join(f"{figure:.1f}" for figure in round_of.values())
                print(f"  round {number + 1}, {turn}: p50, p95, p99 ms, answers in a second {told}", file=sys.stderr)
    return figures


def _turn(name: str, served: Served, paths: list[str]) -> dict[str, float]:
    connections = served.connections()
    seconds, elapsed = drive(connections, paths)
    for connection in connections:
        connection.close()
    return figures_of(name, seconds, elapsed)


def facets(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the figures of the page with facets, and of the same rows and facets from the usual ways."""
    url = database.filled(size)
    known, drawn, warming = filters_of(url, folder, rounds)
    file = folder / f"claims_{size}_{database.kind}.db"
    file.unlink(missing_ok=True)
    flags = run("prepare", ["claims", str(file)], url, folder).split()
    makers = (partial(servers.atlas, url, folder), partial(servers.django_peer, url, folder))
    with serving(*makers, partial(servers.datasette, file, folder)) as (atlas, django, datasette):
        _refuse_empty_facets(datasette, servers.datasette_path(file.stem, warming[0], known, flags))
        sides = {
            "atlas": (atlas, page_of),
            "usual Django": (django, page_of),
            "Datasette": (datasette, lambda chosen: servers.datasette_path(file.stem, chosen, known, flags)),
        }
        return take_turns(sides, drawn, warming)


def rest(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the figures of fifty companies by the API, by stock REST framework, and by SQL and orjson alone."""
    url = database.filled(size)
    _known, drawn, warming = filters_of(url, folder, rounds)
    makers = [partial(servers.atlas, url, folder), partial(servers.django_peer, url, folder)]
    if database.kind == "PostgreSQL":
        makers.append(partial(servers.raw_peer, url, folder))
    with serving(*makers) as (atlas, django, *raw):
        sides = {
            "atlas": (atlas, list_of),
            "stock DRF": (django, lambda chosen: "/api" + list_of(chosen).removeprefix("/api/v1")),
        }
        if raw:
            sides["raw psycopg"] = (raw[0], lambda chosen: "/?" + query(chosen, limit=50))
        return take_turns(sides, drawn, warming)


def growth(size: int, rounds: int, folder: Path, database: Database) -> dict[str, list[float]]:
    """Return the figures of page and list alone, over more filters, to be set beside those of another size."""
    url = database.filled(size)
    _known, drawn, warming = filters_of(url, folder, rounds, TURNS)
    with serving(partial(servers.atlas, url, folder)) as (atlas,):
        return take_turns({"page": (atlas, page_of), "list": (atlas, list_of)}, drawn, warming)


def installed() -> bool:
    """Return whether the peers that need an environment of their own can be started."""
    if not servers.BENCH_PYTHON.exists():
        return False
    asked = [servers.BENCH_PYTHON, "-c", "import datasette, orjson, psycopg, gunicorn"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def _refuse_empty_facets(datasette: Served, path: str) -> None:
    """Raise where Datasette has left facets out: then it would be quick for nothing."""
    connection = datasette.connections()[0]
    found = json.loads(connection.get(path).body)["facet_results"]
    connection.close()
    if len(found) != path.count("_facet="):
        raise LoadError(f"Datasette left facets out: {path}")
