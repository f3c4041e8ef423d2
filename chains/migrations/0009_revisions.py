"""The log of what has changed in public, which triggers write, begun with all that is public now."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from chains.migrations.operations.changelog import begin, install, remove


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0008_tokens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(editable=False, null=True, unique=True, verbose_name="number")),
                (
                    "moment",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name="moment"
                    ),
                ),
            ],
            options={
                "verbose_name": "revision",
                "verbose_name_plural": "revisions",
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="RecordChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list", models.CharField(max_length=20, verbose_name="list")),
                ("key", models.CharField(max_length=101, verbose_name="key in its list")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("created", "created"),
                            ("changed", "changed"),
                            ("withdrawn", "withdrawn"),
                            ("merged", "merged into another"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("into", models.CharField(blank=True, max_length=101, verbose_name="merged into")),
                (
                    "revision",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="chains.revision",
                        verbose_name="revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a record",
                "verbose_name_plural": "changes of records",
                "ordering": ("revision__number", "pk"),
                "indexes": [
                    models.Index(fields=["revision", "id"], name="recordchange_in_order"),
                    models.Index(fields=["key", "list"], name="recordchange_of_record"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["created", "changed", "withdrawn", "merged"])),
                        name="recordchange_kind_known",
                        violation_error_message="This is none of the values there are.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "merged"), models.Q(("into", ""), _negated=True)),
                            models.Q(models.Q(("kind", "merged"), _negated=True), ("into", "")),
                            _connector="OR",
                        ),
                        name="recordchange_merged_into_one",
                        violation_error_message="Only what was merged was merged into something.",
                    ),
                ],
            },
        ),
        migrations.RunPython(install, remove),
        # Last, as PostgreSQL alters no table while something is still to be done at commit.
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
