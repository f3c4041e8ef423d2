"""Every reading of every name, for search; and keys of names that do not tell traditional characters from simplified."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from chains.analysis.names import name_key
from chains.analysis.readings import readings_of
from chains.migrations.operations import changelog, search_grams

#: Models whose rows have a name.
NAMED = (
    *("alliance", "chain", "city", "citygroup", "company", "companyname", "label", "layer", "park", "platform"),
    *("project", "province", "region", "researchbase", "segment", "technology"),
)
TABLES = (*NAMED, *(f"historical{name}" for name in NAMED))

AT_A_TIME = 2000


def add_columns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add the columns by themselves: on SQLite Django would make each of the tables anew for it."""
    for name in TABLES:
        schema_editor.execute(f"ALTER TABLE chains_{name} ADD COLUMN readings text DEFAULT '' NOT NULL", params=None)


def drop_columns(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    for name in TABLES:
        schema_editor.execute(f"ALTER TABLE chains_{name} DROP COLUMN readings", params=None)


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Derive the readings and the keys of all rows, as ``save()`` does, and leave their times as they are."""
    for name in TABLES:
        model = apps.get_model("chains", name)
        rows: list[models.Model] = []
        for row in _rows(model):
            row.name_key = name_key(row.name)
            row.readings = readings_of(row.name, row.pinyin_override, getattr(row, "name_en", ""))
            if hasattr(row, "legal_key"):
                row.legal_key = name_key(row.legal_name)
            rows.append(row)
            if len(rows) == AT_A_TIME:
                _write(model, rows)
        _write(model, rows)


def _rows(model: type[models.Model]) -> Iterator[models.Model]:
    # By the key, as a table cannot be written to while it is read from.
    last = None
    while True:
        rows = model.objects.order_by("pk")
        rows = list((rows if last is None else rows.filter(pk__gt=last))[:AT_A_TIME])
        if not rows:
            return
        yield from rows
        last = rows[-1].pk


def _write(model: type[models.Model], rows: list[models.Model]) -> None:
    columns = ["name_key", "readings", *(["legal_key"] if hasattr(model, "legal_key") else [])]
    model.objects.bulk_update(rows, columns, batch_size=200)
    rows.clear()


def index_anew(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let PostgreSQL find names by the grams of what is searched now."""
    search_grams.remove(apps, schema_editor)
    search_grams.install(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0017_english_names_by_key"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(add_columns, drop_columns)],
            [
                migrations.AddField(
                    model_name=name,
                    name="readings",
                    field=models.TextField(default="", db_default="", editable=False, verbose_name="readings"),
                )
                for name in TABLES
            ],
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(index_anew, search_grams.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
