"""One reader of the soak, in a process of its own: ``python -m tests.benchmarks.soak_reader PORT NUMBER OVER``.

Asks the site until the file OVER is there. Its own settings have no index in memory: what it counts is the database's.
"""

import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.db.models import Max
from django.http import QueryDict
from django.test import Client
from django.utils import translation

from chains.filtersets import CompanyFilterSet
from chains.index import facet_counts, with_list_columns
from chains.models import Company, Revision
from tests.benchmarks import prepare
from tests.benchmarks.filters import draw, query
from tests.benchmarks.load import Connection

#: How many companies a page has, and how many are asked of the API.
PAGE, LIST = 50, 20
#: How often an answer is asked for anew that was written to meanwhile.
TRIES = 4

CHAINS = ("ic", "ai")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
_TOTAL = re.compile(rb'role="status">\s*([0-9]+)')
_ROW = re.compile(r'<th scope="row"><a href="/companies/([0-9a-z]+)/">')
_VALUE = re.compile(r'<a id="([a-z_]+)-([^"]+)" rel="nofollow"[^>]*><span>.*?</span><b>([0-9]+)</b>')


def revision() -> int:
    """Return the number of the newest revision."""
    return Revision.objects.aggregate(newest=Max("number"))["newest"] or 0


def page_says(body: bytes) -> dict[str, Any]:
    """Return what a page says: the total, the ids in their order, and the number of each value of each facet."""
    text = body.decode()
    return {
        "total": int(_TOTAL.search(body)[1]) if _ROW.search(text) else 0,
        "ids": _ROW.findall(text),
        "facets": {(name, value): int(count) for name, value, count in _VALUE.findall(text)},
    }


def page_should(asked: str) -> dict[str, Any]:
    """Return what the page should say."""
    filterset = _filterset(asked)
    found = filterset.qs
    counted = facet_counts(filterset.question)
    return {
        "total": found.count(),
        "ids": list(found.values_list("public_id", flat=True)[:PAGE]),
        "facets": {(facet.parameter, each.value): each.count for facet in counted for each in facet.options},
    }


def list_says(body: bytes) -> dict[str, Any]:
    """Return what a list of the API says: the total, and of each company what is known of it."""
    told = json.loads(body)
    return {
        "total": told["count"],
        "rows": [
            (
                row["id"],
                row["name"],
                row["description"],
                sorted((each["id"], each["status"], each["segment"]) for each in row["placements"]),
                sorted(each["label"] for each in row["labels"]),
            )
            for row in told["results"]
        ],
    }


def list_should(asked: str) -> dict[str, Any]:
    """Return what the list should say."""
    found = _filterset(asked).qs
    rows = with_list_columns(found)[:LIST]
    return {
        "total": found.count(),
        "rows": [
            (
                row.public_id,
                row.name,
                row.description,
                sorted((each.public_id, each.status, each.segment.code) for each in row.live_placements),
                sorted(each.label.slug for each in row.labels.all()),
            )
            for row in rows
        ],
    }


def whole_says(body: bytes) -> dict[str, Any]:
    """Return all that an answer says, line by line."""
    return {"lines": _TOKEN.sub("", body.decode()).splitlines()}


def whole_should(path: str) -> dict[str, Any]:
    """Return what the answer should say: as this process makes it, without anything that was kept."""
    answer = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT="*/*", HTTP_ACCEPT_LANGUAGE="en").get(path)
    return whole_says(answer.content)


def with_filter(address: str, more: Mapping[str, Any] = {}) -> Callable[[str], str]:
    """Return what makes a path of a filter."""
    return lambda asked: address + asked + "".join(f"&{key}={value}" for key, value in more.items())


def of_chain(address: str) -> Callable[[str], str]:
    """Return what makes a path of one of the chains; by the filter's length, as good as any other chance."""
    return lambda asked: address.format(CHAINS[len(asked) % len(CHAINS)])


#: Kind → its path, made of a filter; what the answer says; what it should, by the filter and by the path.
KINDS = {
    "page": (with_filter("/companies/?"), page_says, lambda asked, path: page_should(asked)),
    "list": (with_filter("/api/v1/companies/?", {"limit": LIST}), list_says, lambda asked, path: list_should(asked)),
    "map": (of_chain("/chains/{}/"), whole_says, lambda asked, path: whole_should(path)),
    "gaps": (of_chain("/api/v1/gaps/?chain={}"), whole_says, lambda asked, path: whole_should(path)),
}


def _filterset(asked: str) -> CompanyFilterSet:
    filterset = CompanyFilterSet(QueryDict(asked), Company.objects.published())
    assert filterset.is_valid(), filterset.errors
    return filterset


def differences(said: dict[str, Any], should: dict[str, Any]) -> list[str]:
    """Return in which parts an answer is not what it should be."""
    return [f"{name}: {_short(said[name], value)}" for name, value in should.items() if said[name] != value]


def _short(said: Any, should: Any) -> str:
    if isinstance(said, dict):
        wrong = {key: (said.get(key), should.get(key)) for key in {*said, *should} if said.get(key) != should.get(key)}
        return f"{len(wrong)} values, such as {dict(list(wrong.items())[:3])}"
    if isinstance(said, list):
        pairs = [pair for pair in zip(said, should, strict=False) if pair[0] != pair[1]]
        return f"{len(said)} and {len(should)}, the first that differ: {pairs[:1]}"
    return f"{said}, and should be {should}"


def main() -> None:
    """Ask and check until it is over; print what was counted."""
    port, number, over = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    random = Random(number)
    translation.activate("en")
    filters = [query(chosen) for chosen in draw(prepare.vocabulary(), 300, seed=100 + number)]
    checked, wrong, unsettled = Counter(), [], 0
    connection = Connection(port)
    while not over.exists():
        # Connections are made anew now and then, so that every worker is asked.
        if random.random() < 0.1:
            connection.close()
            connection = Connection(port)
        asked, (name, (path_of, says, should)) = random.choice(filters), random.choice(list(KINDS.items()))
        path = path_of(asked)
        for _ in range(TRIES):
            before = revision()
            answer = connection.ask(path)
            expected = should(asked, path)
            if answer.status != 200:
                wrong.append(f"{path}: {answer.status}")
                break
            if revision() == before:
                checked[name] += 1
                wrong += [f"{path} at {before}: {each}" for each in differences(says(answer.body), expected)]
                break
        else:
            unsettled += 1
    print(json.dumps({"checked": checked, "wrong": wrong, "unsettled": unsettled}))


if __name__ == "__main__":
    main()
