"""Founding dates that can be meant: what databases write for “not known” (0001-01-01) is emptied, as the log tells."""

from datetime import date

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

from chains.migrations.operations import changelog, integrity

FIRST, LAST = date(1600, 1, 1), date(2100, 12, 31)


def empty(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Empty the others, while the triggers still log it for whoever keeps a copy."""
    companies = apps.get_model("chains", "Company").objects.exclude(founded_on=None)
    companies.exclude(founded_on__range=(FIRST, LAST)).update(founded_on=None, updated=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0019_undone_undos"),
    ]

    operations = [
        migrations.RunPython(empty, migrations.RunPython.noop),
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("founded_on", None), ("founded_on__range", (FIRST, LAST)), _connector="OR"),
                name="company_founded_when_it_can_be",
                violation_error_message="A company is founded between 1600 and 2100.",
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
