"""Curation: batches and imported sheets, stages of publication, roles, notes, and shares of supply.

Every entry of a history names the batch it was made in, and a reason may be long.
"""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
import django_countries.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import chains.analysis.codes
from chains.migrations.operations.integrity import install, remove


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0002_integrity_triggers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("import", "import"),
                            ("merge", "merge"),
                            ("split", "split"),
                            ("edit", "bulk edit"),
                            ("settle", "bulk verification"),
                            ("review", "review"),
                            ("undo", "undo"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("uploaded", "uploaded"),
                            ("planned", "planned"),
                            ("queued", "waiting to be committed"),
                            ("committed", "committed"),
                            ("failed", "failed"),
                            ("cancelled", "cancelled"),
                            ("undone", "undone"),
                            ("partly-undone", "undone but for later edits"),
                        ],
                        default="committed",
                        max_length=15,
                        verbose_name="status",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="counts")),
                ("created", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="created")),
                ("committed_at", models.DateTimeField(blank=True, null=True, verbose_name="committed at")),
                (
                    "source",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
                (
                    "undoes",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="chains.batch",
                        verbose_name="undoes",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="batches",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "batch",
                "verbose_name_plural": "batches",
                "ordering": ("-pk",),
            },
        ),
        migrations.AddField(
            model_name="company",
            name="review_note",
            field=models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer"),
        ),
        migrations.AddField(
            model_name="company",
            name="stage",
            field=models.CharField(
                choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                db_index=True,
                default="published",
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="review_note",
            field=models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer"),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="stage",
            field=models.CharField(
                choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                db_index=True,
                default="published",
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="historicalplacement",
            name="review_note",
            field=models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer"),
        ),
        migrations.AddField(
            model_name="historicalplacement",
            name="stage",
            field=models.CharField(
                choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                db_index=True,
                default="published",
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="review_note",
            field=models.CharField(blank=True, max_length=500, verbose_name="note of the reviewer"),
        ),
        migrations.AddField(
            model_name="placement",
            name="stage",
            field=models.CharField(
                choices=[("draft", "draft"), ("review", "in review"), ("published", "published")],
                db_index=True,
                default="published",
                max_length=10,
                verbose_name="stage",
            ),
        ),
        migrations.AlterField(
            model_name="historicalalliance",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalassessment",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalchain",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalcity",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalcitygroup",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalcompany",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalcompanylabel",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalcompanyname",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalevidence",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicallabel",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicallayer",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicallisting",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalpark",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalplacement",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalplatform",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalproject",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalprovince",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalregion",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalregionprovince",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalresearchbase",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalresearchbasemember",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalsegment",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalsegmentlink",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicalsource",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name="historicaltechnology",
            name="history_change_reason",
            field=models.TextField(null=True),
        ),
        migrations.CreateModel(
            name="ImportBatch",
            fields=[
                (
                    "batch_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to="chains.batch",
                    ),
                ),
                (
                    "sheet_kind",
                    models.CharField(
                        choices=[
                            ("companies", "companies with placements"),
                            ("research-bases", "research bases"),
                            ("platforms", "platforms"),
                            ("parks", "parks"),
                            ("technologies", "technologies"),
                            ("assessments", "assessments"),
                            ("supply-shares", "supply shares"),
                        ],
                        max_length=20,
                        verbose_name="kind of sheet",
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("content", models.BinaryField(verbose_name="content of the file")),
                ("sheet", models.CharField(blank=True, max_length=100, verbose_name="sheet")),
                ("header_row", models.PositiveIntegerField(blank=True, null=True, verbose_name="header row")),
                ("mapping", models.JSONField(blank=True, default=dict, verbose_name="mapping of the columns")),
                ("good_rows", models.BooleanField(default=False, verbose_name="commit the good rows only")),
                ("error", models.TextField(blank=True, verbose_name="error")),
            ],
            options={
                "verbose_name": "import batch",
                "verbose_name_plural": "import batches",
            },
            bases=("chains.batch",),
        ),
        migrations.AddField(
            model_name="historicalalliance",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalassessment",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalchain",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcity",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcitygroup",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanylabel",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanyname",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalevidence",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicallabel",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicallayer",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicallisting",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalpark",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalplacement",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalplatform",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalproject",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalprovince",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalregion",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalregionprovince",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalresearchbase",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalresearchbasemember",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalsegment",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalsegmentlink",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalsource",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicaltechnology",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("companies", "companies with placements"),
                            ("research-bases", "research bases"),
                            ("platforms", "platforms"),
                            ("parks", "parks"),
                            ("technologies", "technologies"),
                            ("assessments", "assessments"),
                            ("supply-shares", "supply shares"),
                        ],
                        max_length=20,
                        verbose_name="kind of sheet",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("headers", models.JSONField(default=dict, verbose_name="headers")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "column mapping",
                "verbose_name_plural": "column mappings",
                "ordering": ("kind", "name"),
            },
        ),
        migrations.CreateModel(
            name="CompanyRedirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=10, unique=True, verbose_name="old id")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="redirects",
                        to="chains.batch",
                        verbose_name="batch",
                    ),
                ),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redirects",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
            ],
            options={
                "verbose_name": "redirect of a merged company",
                "verbose_name_plural": "redirects of merged companies",
                "ordering": ("-created",),
            },
        ),
        migrations.CreateModel(
            name="DuplicateDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first", models.CharField(max_length=10, verbose_name="first id")),
                ("second", models.CharField(max_length=10, verbose_name="second id")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "the same firm"),
                            ("different", "different firms"),
                            ("later", "decide later"),
                        ],
                        max_length=10,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("decided_at", models.DateTimeField(auto_now=True, verbose_name="decided at")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on look-alikes",
                "verbose_name_plural": "decisions on look-alikes",
                "ordering": ("-decided_at",),
            },
        ),
        migrations.CreateModel(
            name="HistoricalSupplyShare",
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
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="share in per cent",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("major", "major"), ("minor", "minor"), ("none", "none"), ("unknown", "unknown")],
                        max_length=10,
                        verbose_name="where no number is known",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
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
                "verbose_name": "historical supply share",
                "verbose_name_plural": "historical supply shares",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="JournalNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="note")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="journal",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
            ],
            options={
                "verbose_name": "journal note",
                "verbose_name_plural": "journal notes",
                "ordering": ("-created", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ProvinceGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "province",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="chains.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="province_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "province of a curator",
                "verbose_name_plural": "provinces of curators",
                "ordering": ("user", "province"),
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.CharField(
                        choices=[("companies", "companies"), ("placements", "placements"), ("gaps", "gaps")],
                        max_length=20,
                        verbose_name="list",
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "query",
                    models.TextField(
                        help_text="As it stands in the address, such as segment=ic.design.", verbose_name="choice"
                    ),
                ),
                ("shared", models.BooleanField(default=False, verbose_name="shared with all staff")),
                ("is_default", models.BooleanField(default=False, verbose_name="what the list begins with")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="updated")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "saved filter",
                "verbose_name_plural": "saved filters",
                "ordering": ("page", "name"),
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=2000, verbose_name="what is wrong, and what would be right")),
                ("evidence", models.TextField(blank=True, max_length=500, verbose_name="where that can be checked")),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="how to reach you")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "open"), ("accepted", "accepted"), ("declined", "declined")],
                        db_index=True,
                        default="open",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("comment", models.TextField(blank=True, verbose_name="comment of the reviewer")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled at")),
                (
                    "company",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="chains.company",
                        verbose_name="company",
                    ),
                ),
                (
                    "placement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="suggestions",
                        to="chains.placement",
                        verbose_name="placement",
                    ),
                ),
                (
                    "segment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewer",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggested correction",
                "verbose_name_plural": "suggested corrections",
                "ordering": ("-created", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SupplyShare",
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
                ("country", django_countries.fields.CountryField(max_length=2, verbose_name="country")),
                (
                    "share",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=5,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0")),
                            django.core.validators.MaxValueValidator(Decimal("100")),
                        ],
                        verbose_name="share in per cent",
                    ),
                ),
                (
                    "qualifier",
                    models.CharField(
                        blank=True,
                        choices=[("major", "major"), ("minor", "minor"), ("none", "none"), ("unknown", "unknown")],
                        max_length=10,
                        verbose_name="where no number is known",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1949),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="year",
                    ),
                ),
                ("locator", models.CharField(blank=True, max_length=100, verbose_name="locator")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_shares",
                        to="chains.segment",
                        verbose_name="segment",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supply_shares",
                        to="chains.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "supply share",
                "verbose_name_plural": "supply shares",
                "ordering": ("segment__path", "-year", "-share", "country"),
            },
        ),
        migrations.CreateModel(
            name="ImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(verbose_name="row")),
                ("cells", models.JSONField(default=dict, verbose_name="cells")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "new"),
                            ("changed", "changed"),
                            ("unchanged", "unchanged"),
                            ("decision", "needs a decision"),
                            ("duplicate", "duplicate in this file"),
                            ("error", "error"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="changes")),
                ("errors", models.JSONField(blank=True, default=list, verbose_name="errors")),
                ("candidates", models.JSONField(blank=True, default=list, verbose_name="look-alikes")),
                ("target", models.CharField(blank=True, max_length=120, verbose_name="record")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[("use", "use this company"), ("new", "make new"), ("skip", "skip")],
                        max_length=4,
                        verbose_name="decision",
                    ),
                ),
                ("decided", models.CharField(blank=True, max_length=10, verbose_name="company decided on")),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="chains.importbatch",
                        verbose_name="import batch",
                    ),
                ),
            ],
            options={
                "verbose_name": "import row",
                "verbose_name_plural": "import rows",
                "ordering": ("batch", "number"),
            },
        ),
        migrations.AddConstraint(
            model_name="batch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "undo"), ("undoes__isnull", False)),
                    models.Q(models.Q(("kind", "undo"), _negated=True), ("undoes__isnull", True)),
                    _connector="OR",
                ),
                name="batch_undo_names_what_it_undoes",
            ),
        ),
        migrations.AddConstraint(
            model_name="columnmapping",
            constraint=models.UniqueConstraint(
                fields=("kind", "name"),
                name="columnmapping_name_unique",
                violation_error_message="There is a mapping of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companyredirect",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="companyredirect_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="duplicatedecision_once"),
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="duplicatedecision_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="journalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("segment__isnull", True)),
                    models.Q(("company__isnull", True), ("segment__isnull", False)),
                    _connector="OR",
                ),
                name="journalnote_on_one_thing",
                violation_error_message="A note is on a company or on a segment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="journalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="journalnote_says_something",
                violation_error_message="Write something.",
            ),
        ),
        migrations.AddConstraint(
            model_name="provincegrant",
            constraint=models.UniqueConstraint(fields=("user", "province"), name="provincegrant_once"),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                fields=("user", "page", "name"),
                name="savedfilter_name_unique",
                violation_error_message="You have a filter of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedfilter",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("user", "page"),
                name="savedfilter_one_default",
                violation_error_message="One filter is the default already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("segment__isnull", True)),
                    models.Q(("company__isnull", True), ("segment__isnull", False)),
                    _connector="OR",
                ),
                name="suggestion_on_one_thing",
                violation_error_message="A suggestion is on a company or on a segment.",
            ),
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="suggestion_says_something",
                violation_error_message="Write something.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="supplyshare_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.UniqueConstraint(
                fields=("segment", "country", "year", "source"),
                name="supplyshare_once",
                violation_error_message="This source already gives a share of this country in this year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("qualifier", ""), ("share__isnull", False)),
                    models.Q(("share__isnull", True), models.Q(("qualifier", ""), _negated=True)),
                    _connector="OR",
                ),
                name="supplyshare_number_or_words",
                violation_error_message="Give a number or, where none is known, a word for it: one of the two.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("share__isnull", True), ("share__range", (0, 100)), _connector="OR"),
                name="supplyshare_is_per_cent",
                violation_error_message="A share lies between 0 and 100 per cent.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("year__range", (1949, 2100))),
                name="supplyshare_year_plausible",
                violation_error_message="This is not a plausible year.",
            ),
        ),
        migrations.AddIndex(
            model_name="importrow",
            index=models.Index(fields=["batch", "outcome", "number"], name="importrow_by_outcome"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="importrow_once"),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$"), ("decision", "use")),
                    models.Q(models.Q(("decision", "use"), _negated=True), ("decided", "")),
                    _connector="OR",
                ),
                name="importrow_use_names_a_company",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    django.db.models.lookups.Regex(
                        models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$"
                    )
                ),
                name="supplyshare_country_is_iso_3166",
                violation_error_message="This is not the code of a country, such as NL.",
            ),
        ),
        # Altering a table on SQLite drops its triggers.
        migrations.RunPython(install, remove),
    ]
