"""A batch whose undo is undone counts again; until now its status went on saying that it was undone."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def count_again(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let every batch count whose undos are all undone; the newest first, as an undo may be such a batch itself."""
    batches = apps.get_model("chains", "Batch").objects
    undone = batches.filter(status__in=("undone", "partly-undone"), undone_by__isnull=False).distinct()
    for key in list(undone.order_by("-pk").values_list("pk", flat=True)):
        if not batches.filter(undoes=key, status="committed").exists():
            batches.filter(pk=key).update(status="committed")


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0018_readings"),
    ]

    operations = [
        migrations.RunPython(count_again, migrations.RunPython.noop),
    ]
