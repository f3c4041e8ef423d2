"""One writer of the soak, in a process of its own: ``python -m tests.benchmarks.soak_writer PORT NUMBER OVER``.

Does one thing after the other until the file OVER is there, drawn from a seed, with short rests, so that readers find
moments at which nothing is written.
"""

import http.client
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.contrib.auth import get_user_model
from django.db import Error, transaction

from chains.choices import PlacementStatus, SheetKind, TokenScope
from chains.history import batches, curation, merging, withdrawing
from chains.history.curation import Change
from chains.importing import committing, planning
from chains.models import Company, CompanyLabel, Label, Placement, Province, Segment
from chains.seeding.synthesis import SOURCE
from chains.services import tokens
from tests.benchmarks.rows import as_csv, company_rows

REASON = "soak"
#: Rows of an imported sheet.
IMPORTED = 30


class RefusedError(Exception):
    """The API has refused a write."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status} {text[:200]}")
        self.status = status


class Writer:
    """Somebody who may do everything, in the site's services and through its API."""

    def __init__(self, port: int, number: int) -> None:
        self.port, self.number, self.random = port, number, Random(number)
        name = f"soak-{number}"
        self.user = get_user_model().objects.create_superuser(name, f"{name}@example.org", None)
        self.token = tokens.make(self.user, REASON, [TokenScope.WRITE])[1]
        self.keys = list(Company.objects.published().order_by("pk").values_list("pk", flat=True))
        self.segments = list(Segment.objects.values_list("code", flat=True))
        self.provinces = list(Province.objects.values_list("code", flat=True))
        self.labels = list(Label.objects.filter(per_chain=False))
        self.imported = 0

    def acts(self) -> dict[str, tuple[Callable[[], None], int]]:
        """Return what it does, with how often."""
        return {
            "save": (self.save, 8),
            "label": (self.label, 8),
            "settle": (self.settle, 8),
            "withdraw": (self.withdraw, 3),
            "merge and undo": (self.merge_and_undo, 2),
            "import": (self.import_sheet, 2),
            "PATCH": (self.patch, 8),
            "POST": (self.post, 4),
        }

    def company(self) -> Company:
        """Return some company that is still there."""
        while True:
            found = Company.objects.published().filter(pk=self.random.choice(self.keys)).first()
            if found:
                return found

    def change(self) -> Change:
        """Return who writes and why."""
        return Change(self.user, REASON)

    def save(self) -> None:
        """Rename a company, which moves it in the list."""
        company = self.company()
        company.name = f"{self.random.choice('安北长东')}{company.name[-14:]}"
        curation.save(company, self.change())

    def label(self) -> None:
        """Give a label, or take it away."""
        company, label = self.company(), self.random.choice(self.labels)
        held = CompanyLabel.objects.filter(company=company, label=label).first()
        if held:
            curation.delete(held, self.change())
        else:
            curation.save(CompanyLabel(company=company, label=label), self.change())

    def settle(self) -> None:
        """Verify or dispute the placements of a company, or take them back."""
        rows = Placement.objects.filter(company=self.company()).values_list("pk", flat=True)
        curation.settle(rows, PlacementStatus(self.random.choice(PlacementStatus.values)), self.change())

    def withdraw(self) -> None:
        """Withdraw a placement."""
        placement = Placement.objects.live().filter(company=self.company()).first()
        if placement:
            withdrawing.withdraw(placement, self.user, REASON)

    def merge_and_undo(self) -> None:
        """Merge two companies, and part them again a little later."""
        winner, loser = self.company(), self.company()
        if winner.pk == loser.pk:
            return
        batch = merging.merge(winner, [loser], {}, self.user, REASON)
        time.sleep(self.random.random())
        batches.undo(batch, self.user, REASON)

    def import_sheet(self) -> None:
        """Import companies; of every other sheet, undo it."""
        start = (self.imported * 2 + self.number) * IMPORTED
        self.imported += 1
        content = as_csv(company_rows(start + IMPORTED)[start:])
        batch = planning.upload(SheetKind.COMPANIES, f"{self.number}-{start}.csv", content, self.user)
        planning.plan(batch)
        committing.commit(batch)
        batch.refresh_from_db()
        if self.imported % 2:
            time.sleep(self.random.random())
            batches.undo(batch, self.user, REASON)

    def patch(self) -> None:
        """Change a description through the API, at the version that was read."""
        path = f"/api/v1/companies/{self.company().public_id}/"
        version = self.ask("GET", path)[1]
        body = {"description": f"{REASON} {self.random.random()}", "reason": REASON}
        self.ask("PATCH", path, body, {"If-Match": version})

    def post(self) -> None:
        """Make a company and place it through the API."""
        name = f"浸润{self.number}号{self.random.randrange(10**9)}"
        made = self.ask("POST", "/api/v1/companies/", {"name": name, "reason": REASON})[0]
        placement = {
            "company": made["id"],
            "segment": self.random.choice(self.segments),
            "province": self.random.choice(self.provinces),
            "evidence": [{"source": SOURCE, "printed_name": name}],
            "reason": REASON,
        }
        self.ask("POST", "/api/v1/placements/", placement)

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[Any, str]:
        """Return what the API answers and its version; raises :class:`RefusedError`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        sent = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"} | (headers or {})
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status >= 300:
            raise RefusedError(response.status, text.decode())
        return json.loads(text), response.headers.get("ETag", "")


def main() -> None:
    """Write until it is over; print what was done and what was refused."""
    port, number, over = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    writer = Writer(port, number)
    acts = writer.acts()
    done, refused, wrong = Counter(), Counter(), []
    while not over.exists():
        (name,) = writer.random.choices(list(acts), [often for _act, often in acts.values()])
        try:
            acts[name][0]()
        except Exception as error:
            # Two writers meet on one row, and one of them is refused: that is as it should be. What fails is not.
            transaction.get_connection().close_if_unusable_or_obsolete()
            refused[f"{name}: {type(error).__name__} {getattr(error, 'status', '')}".strip()] += 1
            if isinstance(error, Error) or (isinstance(error, RefusedError) and error.status >= 500):
                wrong.append(f"{name}: {type(error).__name__} {error}"[:300])
        else:
            done[name] += 1
        time.sleep(writer.random.uniform(0.1, 0.9))
    print(json.dumps({"done": done, "refused": refused, "wrong": wrong}))


if __name__ == "__main__":
    main()
