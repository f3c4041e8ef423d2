"""Log what the facets call their labels and groups of cities, which no record of the API shows."""

from django.db import migrations

from chains.revisions import install, remove


class Migration(migrations.Migration):
    dependencies = [("chains", "0011_idempotency_keys")]

    operations = [migrations.RunPython(install, remove)]
