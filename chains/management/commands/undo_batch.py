"""``manage.py undo_batch``: put back what a batch has changed."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management import BaseCommand, CommandError

from chains.history import batches
from chains.history.rows_in_use import RowsInUseError
from chains.importing.faults import said_in_every_language
from chains.models import Batch


class Command(BaseCommand):
    """Undoes one batch."""

    help = (
        "Undo a batch: everything it made or changed is as before; what was edited since is listed and left. "
        "A sheet of another kind than companies is not undone while others stand on what it made."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("batch", type=int, help="the number of the batch")
        parser.add_argument("--reason", default="", help="why; stands in the history of every record")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, batch: int, reason: str, **options: Any) -> None:
        """Undo; raises ``CommandError`` where there is nothing to undo."""
        found = Batch.objects.filter(pk=batch).first()
        if found is None:
            raise CommandError(f"There is no batch {batch}.")
        try:
            done = batches.undo(found, None, reason or f"undo_batch {batch}")
        except batches.UndoError as error:
            raise CommandError(f"Batch {batch} cannot be undone: it is {error}.") from error
        except RowsInUseError as error:
            raise CommandError(" / ".join(said_in_every_language(error.__str__).values())) from error
        outcome = {
            "batch": batch,
            "undone_by": done.batch.pk,
            "restored": done.restored,
            "removed": done.removed,
            "remade": done.remade,
            "left": [asdict(left) for left in done.left],
        }
        if options["json"]:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False, default=str))
            return
        self.stdout.write(
            f"batch {batch} undone: {done.restored} restored, {done.removed} removed, {done.remade} made again, "
            f"{len(done.left)} left as edited since"
        )
        for left in done.left:
            self.stdout.write(f"  left {left.model} {left.key} {left.name} {', '.join(left.fields)}".rstrip())
