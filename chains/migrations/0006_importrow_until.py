"""A row of a sheet knows the last row that may be about the same company, so that a commit can forget it after that."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0005_what_merges_and_errors_leave"),
    ]

    operations = [
        migrations.AddField(
            model_name="importrow",
            name="until",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="last row of the company"),
        ),
    ]
