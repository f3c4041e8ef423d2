"""The migration that lets batches count again whose undos were undone before their status followed."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.factories import make_batch

pytestmark = pytest.mark.django_db


def test_only_what_is_not_undone_by_anything_counts_again():
    undone = [make_batch(status="undone") for _batch in range(2)]
    undos = [make_batch(kind="undo", undoes=batch) for batch in undone]
    undos[0].status = "undone"
    undos[0].save()
    again = make_batch(kind="undo", undoes=undos[0])
    migrations = MigrationLoader(connection).disk_migrations
    (migration,) = (each for (_app, name), each in migrations.items() if name.endswith("_undone_undos"))
    migration.operations[0].code(apps, None)
    rows = (*undone, *undos, again)
    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["committed", "undone", "undone", "committed", "committed"]
