"""Searching for two characters: by grams, tier by tier, against plain ``icontains`` on every column.

``python -m tests.benchmarks.searching ROUNDS`` prints the figures of the full database that the settings name.
"""

import json
import os
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from chains.index.search_hits import best_companies
from chains.models import Company, CompanyName

#: From what nobody is called to what every third company is.
TERMS = ("囧囧", "龙凤", "铜陵", "航空", "仪器", "半导", "州海", "微电", "上海", "苏州", "科技")
PAGE = 50


def by_grams(term: str) -> list[int]:
    """Return the first page."""
    return best_companies(term, 0, PAGE)


def by_icontains(term: str) -> list[int]:
    """Return the first page in the same order, of a search by every column of the name and its aliases."""
    columns = ("name", "legal_name", "name_en", "pinyin", "initials")
    condition = Q(Exists(CompanyName.objects.filter(company=OuterRef("pk"), name__icontains=term)))
    for column in columns:
        condition |= Q(**{f"{column}__icontains": term})
    found = Company.objects.published().filter(condition).best_first(term)
    return list(found.values_list("pk", flat=True)[:PAGE])


SIDES = {"grams": by_grams, "icontains": by_icontains}


def measure(rounds: int) -> dict[str, list[float]]:
    """Return, by side, the milliseconds that the database took for each term in each round, the sides taking turns.

    And of each side the slowest term of each round. The first round warms what is kept in memory, and does not count.
    """
    figures: dict[str, list[float]] = {side: [] for side in SIDES}
    spent = 0.0

    def clock(execute: Any, *query: Any) -> Any:
        nonlocal spent
        started = time.perf_counter()
        try:
            return execute(*query)
        finally:
            spent += time.perf_counter() - started

    with connection.execute_wrapper(clock):
        for number in range(rounds + 1):
            for term in TERMS:
                for side, search in SIDES.items():
                    spent = 0.0
                    search(term)
                    if number:
                        figures[side].append(spent * 1000)
    for side in SIDES:
        by_round = [figures[side][at * len(TERMS) : (at + 1) * len(TERMS)] for at in range(rounds)]
        figures[f"{side}, slowest term"] = [max(each) for each in by_round]
    return figures


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]))))
