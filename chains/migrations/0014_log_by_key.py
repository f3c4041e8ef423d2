"""On SQLite, the log finds the records that a write has changed by their keys, however many are published."""

from django.db import migrations

from chains.migrations.operations.changelog import install


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0013_names_of_facets"),
    ]

    operations = [
        # The triggers say the same before and after, so that there is nothing to take back.
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
