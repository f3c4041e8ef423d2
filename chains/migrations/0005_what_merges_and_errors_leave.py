"""Folded placements lead on as merged companies do; what stopped an import is said in every language."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def by_language(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep what was said in one language, in each."""
    for batch in apps.get_model("chains", "ImportBatch").objects.exclude(error="").defer("content"):
        batch.said = {language: batch.error for language, _name in settings.LANGUAGES}
        batch.save(update_fields=["said"])


def in_one_language(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep of what was said in every language the words of the first."""
    for batch in apps.get_model("chains", "ImportBatch").objects.exclude(said={}).defer("content"):
        batch.error = batch.said.get(settings.LANGUAGE_CODE, "")
        batch.save(update_fields=["error"])


class Migration(migrations.Migration):
    dependencies = [("chains", "0004_closed_vocabularies")]

    operations = [
        migrations.CreateModel(
            name="PlacementRedirect",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(max_length=10, unique=True, verbose_name="old id")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="created")),
            ],
            options={
                "verbose_name": "redirect of a folded placement",
                "verbose_name_plural": "redirects of folded placements",
                "ordering": ("-created",),
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="placementredirect",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                serialize=False,
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="placementredirect",
            name="placement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="redirects",
                to="chains.placement",
                verbose_name="placement",
            ),
        ),
        migrations.AddConstraint(
            model_name="placementredirect",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[0123456789abcdefghjkmnpqrstvwxyz]{10}$")),
                name="placementredirect_public_id_shape",
                violation_error_message="This is not a public id.",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="said",
            field=models.JSONField(blank=True, default=dict, verbose_name="error"),
        ),
        migrations.RunPython(by_language, in_one_language),
        migrations.RemoveField(model_name="importbatch", name="error"),
        migrations.RenameField(model_name="importbatch", old_name="said", new_name="error"),
        migrations.AlterField(
            model_name="companyredirect",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                serialize=False,
                to="chains.batch",
                verbose_name="batch",
            ),
        ),
        migrations.AlterField(
            model_name="journalnote",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="chains.company",
                verbose_name="company",
            ),
        ),
        migrations.AlterField(
            model_name="journalnote",
            name="segment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="chains.segment",
                verbose_name="segment",
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="company",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="chains.company",
                verbose_name="company",
            ),
        ),
        migrations.AlterField(
            model_name="suggestion",
            name="segment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="%(class)ss",
                to="chains.segment",
                verbose_name="segment",
            ),
        ),
        migrations.AlterConstraint(
            model_name="journalnote",
            name="journalnote_on_one_thing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("segment__isnull", True)),
                    models.Q(("company__isnull", True), ("segment__isnull", False)),
                    _connector="OR",
                ),
                name="journalnote_on_one_thing",
                violation_error_message="Choose a company or a segment: one of the two.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="suggestion",
            name="suggestion_on_one_thing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("company__isnull", False), ("segment__isnull", True)),
                    models.Q(("company__isnull", True), ("segment__isnull", False)),
                    _connector="OR",
                ),
                name="suggestion_on_one_thing",
                violation_error_message="Choose a company or a segment: one of the two.",
            ),
        ),
    ]
