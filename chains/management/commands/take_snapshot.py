"""``manage.py take_snapshot``: keep the gap tables as they are now."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from chains.history import snapshots
from chains.models import Chain


class Command(BaseCommand):
    """Takes a snapshot of one chain, or of every chain that has companies."""

    help = "Takes a snapshot of the gap tables; where nothing has changed since the latest one, that one stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--chain", default="", metavar="SLUG", help="only this chain")
        parser.add_argument("--note", default="", metavar="TEXT", help="what the snapshot is for; everybody sees it")
        parser.add_argument(
            "--json", action="store_true", help="print [{chain, region, id, taken_at, note, cells, new}]"
        )

    def handle(self, *args: Any, chain: str, note: str, **options: Any) -> None:
        """Take them; raises ``CommandError`` for a chain that is unknown or has no company."""
        chains = Chain.objects.select_related("region")
        if chain and not (chains := chains.filter(slug=chain)).exists():
            raise CommandError(f"There is no chain {chain}.")
        taken = []
        for each in chains:
            try:
                taken.append(snapshots.take(each, note, None))
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except snapshots.NothingToKeepError as error:
                if chain:
                    raise CommandError(f"The chain {error} has no company yet: there is nothing to keep.") from error
        if options["json"]:
            self.stdout.write(json.dumps([_shown(each) for each in taken], ensure_ascii=False))
            return
        for snapshot, is_new in taken:
            said = "taken" if is_new else "nothing has changed since"
            self.stdout.write(f"{snapshot.public_id} {snapshot}: {said}")
        if not taken:
            self.stdout.write("No chain has a company yet: there is nothing to keep.")


def _shown(taken: snapshots.Taken) -> dict[str, Any]:
    snapshot = taken.snapshot
    return {
        "chain": snapshot.chain.slug,
        "region": snapshot.region.slug,
        "id": snapshot.public_id,
        "taken_at": snapshot.taken_at.isoformat(),
        "note": snapshot.note,
        "cells": snapshot.cells.count(),
        "new": taken.is_new,
    }
