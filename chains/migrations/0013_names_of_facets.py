"""Log what the facets call their labels and groups of cities, which no record of the API shows."""

from django.db import migrations

from chains.migrations.operations.changelog import install, remove


class Migration(migrations.Migration):
    dependencies = [("chains", "0012_search_grams")]

    operations = [migrations.RunPython(install, remove)]
