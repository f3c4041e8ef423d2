"""A stage for what a running import has written, in which nobody sees it and it stands in nobody's way."""

from django.db import migrations, models

from chains.migrations.operations import changelog, integrity


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0022_log_ends_with_the_truth"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.RemoveConstraint("company", "company_uscc_unique"),
        migrations.RemoveConstraint("company", "company_stage_known"),
        migrations.RemoveConstraint("placement", "placement_stage_known"),
        migrations.AddConstraint(
            "company",
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "review", "published", "arriving"]),
                name="company_stage_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            "company",
            models.UniqueConstraint(
                condition=~models.Q(uscc="") & ~models.Q(stage="arriving"),
                fields=("uscc",),
                name="company_uscc_unique",
                violation_error_message="Another company has this credit code.",
            ),
        ),
        migrations.AddConstraint(
            "placement",
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "review", "published", "arriving"]),
                name="placement_stage_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
