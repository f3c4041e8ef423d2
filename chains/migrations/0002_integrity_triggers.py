"""What a CHECK cannot say: the segment tree has no cycles, and a public id is fixed once given.

SQLite drops a table's triggers whenever a migration makes the table anew: a later migration that alters
``segment`` or ``company`` ends with ``chains.integrity``' operation again (tests/models tell).
"""

from django.db import migrations

from chains.migrations.operations.integrity import install, remove


class Migration(migrations.Migration):
    dependencies = [("chains", "0001_vocabulary")]

    operations = [migrations.RunPython(install, remove)]
