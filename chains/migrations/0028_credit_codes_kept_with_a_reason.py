"""Why a credit code is kept that does not fit its check character."""

from django.db import migrations, models

from chains.migrations.operations import changelog, integrity


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0027_rows_that_are_no_records"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.AddField(
            model_name="company",
            name="uscc_exception",
            field=models.CharField(
                blank=True,
                help_text="Only for a code that does not fit its check character, though the business licence has it so.",
                max_length=200,
                verbose_name="why the credit code is kept",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="uscc_exception",
            field=models.CharField(
                blank=True,
                help_text="Only for a code that does not fit its check character, though the business licence has it so.",
                max_length=200,
                verbose_name="why the credit code is kept",
            ),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(("uscc_exception", ""), models.Q(("uscc", ""), _negated=True), _connector="OR"),
                name="company_uscc_exception_of_a_code",
                violation_error_message="There is no credit code of which this could be said.",
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
