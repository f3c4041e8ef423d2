"""English names in their normal form, so that a company is known by its English name as by any other."""

from itertools import islice

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chains.analysis.names import name_key
from chains.migrations.operations import integrity
from chains.migrations.operations.changelog import install, remove

_CHUNK = 1000


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the normal form of every English name, in the history as well: an undo goes back to its entries."""
    for name in ("Company", "HistoricalCompany"):
        model = apps.get_model("chains", name)
        rows = model.objects.exclude(name_en="").only("name_en").order_by().iterator(_CHUNK)
        while chunk := list(islice(rows, _CHUNK)):
            for row in chunk:
                row.name_en_key = name_key(row.name_en)
            model.objects.bulk_update(chunk, ["name_en_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0016_background_workers"),
    ]

    operations = [
        # Nothing public changes here, and SQLite makes the table anew, without its triggers.
        migrations.RunPython(remove, install),
        migrations.RunPython(migrations.RunPython.noop, integrity.install),
        migrations.AddField(
            model_name="company",
            name="name_en_key",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=200,
                verbose_name="normal form of the English name",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="name_en_key",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                editable=False,
                max_length=200,
                verbose_name="normal form of the English name",
            ),
        ),
        migrations.AddIndex(
            model_name="company",
            index=models.Index(
                condition=models.Q(("name_en_key", ""), _negated=True),
                fields=["name_en_key"],
                name="company_by_name_en",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(integrity.install, migrations.RunPython.noop),
        migrations.RunPython(install, remove),
    ]
