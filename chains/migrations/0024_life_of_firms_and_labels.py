"""How a firm stands in the register; how long names and labels hold, and in which batch a label was given."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from chains.migrations.operations import changelog, integrity


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0001_squashed_0023_rows_of_running_imports"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.AddField(
            model_name="company",
            name="registration_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("active", "in business"),
                    ("moved-out", "moved to another register"),
                    ("suspended", "business suspended"),
                    ("liquidating", "in liquidation"),
                    ("revoked", "licence revoked"),
                    ("closed", "closed by order"),
                    ("annulled", "registration annulled"),
                    ("struck-off", "struck off"),
                    ("deregistered", "deregistered"),
                    ("other", "other"),
                ],
                help_text="As the register has it. Dissolved firms stay on record, and lists and figures leave them out.",
                max_length=20,
                verbose_name="registration status",
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="registration_status_on",
            field=models.DateField(
                blank=True, help_text="Such as the day of the deregistration.", null=True, verbose_name="status since"
            ),
        ),
        migrations.AddField(
            model_name="company",
            name="registration_status_source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="registrations",
                to="chains.source",
                verbose_name="source of the status",
            ),
        ),
        migrations.AddField(
            model_name="companylabel",
            name="batch_number",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The number of the list in which it was given, such as 5 for 第五批.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)],
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="companylabel",
            name="reexamination",
            field=models.CharField(
                blank=True,
                choices=[
                    ("passed", "re-examination passed"),
                    ("failed", "re-examination failed"),
                    ("absent", "not re-examined in time"),
                    ("withdrawn", "label withdrawn"),
                ],
                max_length=20,
                verbose_name="re-examination",
            ),
        ),
        migrations.AddField(
            model_name="companylabel",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="valid from"),
        ),
        migrations.AddField(
            model_name="companylabel",
            name="valid_until",
            field=models.DateField(
                blank=True,
                help_text="The last day; from the next day on it shows as expired.",
                null=True,
                verbose_name="valid until",
            ),
        ),
        migrations.AddField(
            model_name="companyname",
            name="used_from",
            field=models.DateField(blank=True, null=True, verbose_name="used from"),
        ),
        migrations.AddField(
            model_name="companyname",
            name="used_until",
            field=models.DateField(blank=True, null=True, verbose_name="used until"),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="registration_status",
            field=models.CharField(
                blank=True,
                choices=[
                    ("active", "in business"),
                    ("moved-out", "moved to another register"),
                    ("suspended", "business suspended"),
                    ("liquidating", "in liquidation"),
                    ("revoked", "licence revoked"),
                    ("closed", "closed by order"),
                    ("annulled", "registration annulled"),
                    ("struck-off", "struck off"),
                    ("deregistered", "deregistered"),
                    ("other", "other"),
                ],
                help_text="As the register has it. Dissolved firms stay on record, and lists and figures leave them out.",
                max_length=20,
                verbose_name="registration status",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="registration_status_on",
            field=models.DateField(
                blank=True, help_text="Such as the day of the deregistration.", null=True, verbose_name="status since"
            ),
        ),
        migrations.AddField(
            model_name="historicalcompany",
            name="registration_status_source",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="chains.source",
                verbose_name="source of the status",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanylabel",
            name="batch_number",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="The number of the list in which it was given, such as 5 for 第五批.",
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)],
                verbose_name="batch",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanylabel",
            name="reexamination",
            field=models.CharField(
                blank=True,
                choices=[
                    ("passed", "re-examination passed"),
                    ("failed", "re-examination failed"),
                    ("absent", "not re-examined in time"),
                    ("withdrawn", "label withdrawn"),
                ],
                max_length=20,
                verbose_name="re-examination",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanylabel",
            name="valid_from",
            field=models.DateField(blank=True, null=True, verbose_name="valid from"),
        ),
        migrations.AddField(
            model_name="historicalcompanylabel",
            name="valid_until",
            field=models.DateField(
                blank=True,
                help_text="The last day; from the next day on it shows as expired.",
                null=True,
                verbose_name="valid until",
            ),
        ),
        migrations.AddField(
            model_name="historicalcompanyname",
            name="used_from",
            field=models.DateField(blank=True, null=True, verbose_name="used from"),
        ),
        migrations.AddField(
            model_name="historicalcompanyname",
            name="used_until",
            field=models.DateField(blank=True, null=True, verbose_name="used until"),
        ),
        migrations.AddConstraint(
            model_name="company",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "registration_status__in",
                        [
                            "",
                            "active",
                            "moved-out",
                            "suspended",
                            "liquidating",
                            "revoked",
                            "closed",
                            "annulled",
                            "struck-off",
                            "deregistered",
                            "other",
                        ],
                    )
                ),
                name="company_registration_status_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companylabel",
            constraint=models.CheckConstraint(
                condition=models.Q(("batch_number", None), ("batch_number__range", (1, 999)), _connector="OR"),
                name="companylabel_batch_counted_from_one",
                violation_error_message="Batches are counted from 1 on.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companylabel",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_from", None),
                    ("valid_until", None),
                    ("valid_until__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="companylabel_valid_until_after_from",
                violation_error_message="A label is valid from a day until a later one.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companylabel",
            constraint=models.CheckConstraint(
                condition=models.Q(("reexamination__in", ["", "passed", "failed", "absent", "withdrawn"])),
                name="companylabel_reexamination_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="companyname",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_from", None),
                    ("used_until", None),
                    ("used_until__gte", models.F("used_from")),
                    _connector="OR",
                ),
                name="companyname_used_until_after_from",
                violation_error_message="A name is used from a day until a later one.",
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
