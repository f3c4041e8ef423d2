"""The log ends with what is on record, in whatever order a transaction has written it."""

from django.db import migrations

from chains.migrations.operations.changelog import install


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0021_notes_on_import_rows"),
    ]

    operations = [
        # The triggers of an earlier state are made by the migrations before: there is nothing to take back.
        migrations.RunPython(install, migrations.RunPython.noop),
    ]
