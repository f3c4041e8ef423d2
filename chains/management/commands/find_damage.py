"""``manage.py find_damage``: what earlier faults may have left on record, and the mending of it."""

import json
from argparse import ArgumentParser
from collections import Counter
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from chains.analysis.damage import MEANINGS, Damage, Kind
from chains.history.mending import mend
from chains.importing import recovery
from chains.models import Batch
from chains.selectors.damage import damages


class Command(BaseCommand):
    """Lists damage; with ``--mend`` mends what can be mended, and says what was left."""

    help = "List what earlier faults may have left on record. With --mend, mend it, as a batch that can be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare what to look for, and whether to mend it."""
        kinds = ", ".join(Kind)
        parser.add_argument("--kind", action="append", choices=list(Kind), help=f"only this kind ({kinds}); repeatable")
        parser.add_argument("--mend", action="store_true", help="mend what can be mended")
        parser.add_argument("--reason", default="find_damage --mend", help="why; stands in the history of every record")
        parser.add_argument(
            "--json",
            action="store_true",
            help="print {found: [{kind, model, key, name, field, value, right, mendable}], mended, left, batch}",
        )

    def handle(self, *args: Any, kind: list[str] | None, reason: str, **options: Any) -> None:
        """Look, mend if asked to, and print."""
        kinds = [Kind(each) for each in kind or Kind]
        found = [*damages(kinds), *(_dead_batches() if Kind.DEAD_BATCH in kinds else [])]
        batch, left = None, found
        if options["mend"] and found:
            dead = [each for each in found if each.kind is Kind.DEAD_BATCH]
            if dead:
                recovery.take_up()
            done = mend([each for each in found if each not in dead], None, reason)
            batch, left = done.batch, done.left
        mended = [each for each in found if each not in left]
        if options["json"]:
            printed = {
                "found": [_shown(each) for each in found],
                "mended": len(mended),
                "left": len(left),
                "batch": batch.pk if batch is not None else None,
            }
            self.stdout.write(json.dumps(printed, ensure_ascii=False, default=str))
            return
        self._say(found, mended, batch, mending=options["mend"])

    def _say(self, found: list[Damage], mended: list[Damage], batch: Batch | None, *, mending: bool) -> None:
        for kind, number in Counter(each.kind for each in found).items():
            self.stdout.write(f"{kind}: {number} ({MEANINGS[kind]})")
            for each in (each for each in found if each.kind is kind):
                end = "" if each.mendable else "; for a person to mend"
                end = "; mended" if mending and each in mended else end
                value = f" {each.field} “{each.value}”" if each.field else ""
                right = f" → {each.right}" if each.right else ""
                self.stdout.write(f"  {each.model} {each.key} {each.name}{value}{right}{end}")
        if not found:
            self.stdout.write("No damage found.")
        elif batch is not None:
            self.stdout.write(f"mended {len(mended)} of {len(found)}; undo_batch {batch.pk} takes the rows back")


def _dead_batches() -> list[Damage]:
    return [
        Damage(Kind.DEAD_BATCH, "chains.importbatch", each.pk, each.file_name, "status", each.status)
        for each in recovery.dead_batches()
    ]


def _shown(each: Damage) -> dict[str, Any]:
    return {name: value for name, value in asdict(each).items() if name != "keys"}
