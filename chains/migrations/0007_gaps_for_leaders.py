"""Targets, snapshots of the cells of a chain, and shortlists of companies."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import chains.analysis.codes
from chains.migrations.operations.integrity import install, remove


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0006_importrow_until"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalTarget",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        verbose_name="created",
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        blank=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        editable=False,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        db_index=True,
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "companies",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="companies wanted"
                    ),
                ),
                (
                    "by_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="by the year",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                (
                    "history_type",
                    models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical target",
                "verbose_name_plural": "historical targets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Shortlist",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("shared", models.BooleanField(default=False, verbose_name="shared with all staff")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shortlists",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="shortlists",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlists",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "shortlist",
                "verbose_name_plural": "shortlists",
                "ordering": ("name", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="ShortlistEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("added", models.DateTimeField(auto_now_add=True, verbose_name="added")),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shortlist_entries",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "shortlist",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="chains.shortlist",
                        verbose_name="shortlist",
                    ),
                ),
            ],
            options={
                "verbose_name": "company on a shortlist",
                "verbose_name_plural": "companies on shortlists",
                "ordering": ("shortlist", "order", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                ("taken_at", models.DateTimeField(db_index=True, verbose_name="taken at")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "batch",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="snapshots",
                        serialize=False,
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "chain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="chains.chain",
                        verbose_name="chain",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="chains.region",
                        verbose_name="region",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "snapshot",
                "verbose_name_plural": "snapshots",
                "ordering": ("-taken_at", "chain", "public_id"),
            },
        ),
        migrations.CreateModel(
            name="SnapshotCell",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("companies", models.PositiveIntegerField(verbose_name="companies")),
                ("dedicated", models.PositiveIntegerField(verbose_name="only in this segment")),
                ("verified", models.PositiveIntegerField(verbose_name="verified")),
                ("listed", models.PositiveIntegerField(verbose_name="listed")),
                (
                    "signal",
                    models.CharField(
                        choices=[
                            ("empty", "empty everywhere"),
                            ("absent", "suspected gap"),
                            ("unlisted", "not listed"),
                            ("single", "single"),
                            ("thin", "thin"),
                            ("cluster", "cluster"),
                            ("present", "present"),
                        ],
                        max_length=10,
                        verbose_name="signal",
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("gap", "gap"), ("weak", "weak"), ("adequate", "adequate"), ("strong", "strong")],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "snapshot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cells",
                        to="chains.snapshot",
                        verbose_name="snapshot",
                    ),
                ),
            ],
            options={
                "verbose_name": "cell of a snapshot",
                "verbose_name_plural": "cells of snapshots",
                "ordering": ("snapshot", "segment__path", "province"),
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "created",
                    models.DateTimeField(
                        auto_now_add=True, db_default=django.db.models.functions.datetime.Now(), verbose_name="created"
                    ),
                ),
                (
                    "updated",
                    models.DateTimeField(
                        auto_now=True,
                        db_default=django.db.models.functions.datetime.Now(),
                        db_index=True,
                        verbose_name="updated",
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=chains.analysis.codes.random_public_id,
                        editable=False,
                        max_length=10,
                        unique=True,
                        validators=[django.core.validators.RegexValidator("^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")],
                        verbose_name="public id",
                    ),
                ),
                (
                    "companies",
                    models.PositiveIntegerField(
                        validators=[django.core.validators.MinValueValidator(1)], verbose_name="companies wanted"
                    ),
                ),
                (
                    "by_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="by the year",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "target",
                "verbose_name_plural": "targets",
                "ordering": ("segment__path", "province"),
            },
        ),
        migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="shortlist_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.UniqueConstraint(
                fields=("user", "name"),
                name="shortlist_name_once",
                violation_error_message="You have a shortlist of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True),
                name="shortlist_has_a_name",
                violation_error_message="Give the shortlist a name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="shortlistentry",
            constraint=models.UniqueConstraint(
                fields=("shortlist", "company"),
                name="shortlistentry_once",
                violation_error_message="The company is on this list already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="snapshot_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshot",
            constraint=models.UniqueConstraint(fields=("chain", "region", "taken_at"), name="snapshot_once_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="snapshotcell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", False)),
                fields=("snapshot", "segment", "province"),
                name="snapshotcell_once_in_province",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotcell",
            constraint=models.UniqueConstraint(
                condition=models.Q(("province__isnull", True)),
                fields=("snapshot", "segment"),
                name="snapshotcell_once_in_region",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotcell",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signal__in", ["empty", "absent", "unlisted", "single", "thin", "cluster", "present"])
                ),
                name="snapshotcell_signal_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="snapshotcell",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["", "gap", "weak", "adequate", "strong"])),
                name="snapshotcell_verdict_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="target_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.UniqueConstraint(
                fields=("segment", "province"),
                name="target_once",
                violation_error_message="There is a target for this segment and province already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("companies__gte", 1)),
                name="target_wants_a_company",
                violation_error_message="A target wants one company at least; without one, leave it out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="target",
            constraint=models.CheckConstraint(
                condition=models.Q(("by_year__isnull", True), ("by_year__range", (1949, 2100)), _connector="OR"),
                name="target_year_plausible",
                violation_error_message="This is not a plausible year.",
            ),
        ),
        # For the new tables as well.
        migrations.RunPython(install, remove),
    ]
