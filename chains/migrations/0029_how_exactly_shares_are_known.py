"""Shares of supply that are about right, a bound, or a range. What is on record stays: numbers as they stand."""

from decimal import Decimal

import django.core.validators
from django.db import migrations, models

from chains.migrations.operations import changelog, integrity


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0028_credit_codes_kept_with_a_reason"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        migrations.AddField(
            model_name="historicalsupplyshare",
            name="precision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("about", "about"),
                    ("below", "below"),
                    ("at-most", "at most"),
                    ("above", "above"),
                    ("at-least", "at least"),
                    ("range", "between the two"),
                ],
                help_text="Empty for a number as it stands.",
                max_length=8,
                verbose_name="how the number is meant",
            ),
        ),
        migrations.AddField(
            model_name="historicalsupplyshare",
            name="share_until",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Of a bound or a range alone: 1 of what is below one per cent, 100 of what is above a half.",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("100")),
                ],
                verbose_name="upper end in per cent",
            ),
        ),
        migrations.AddField(
            model_name="supplyshare",
            name="precision",
            field=models.CharField(
                blank=True,
                choices=[
                    ("about", "about"),
                    ("below", "below"),
                    ("at-most", "at most"),
                    ("above", "above"),
                    ("at-least", "at least"),
                    ("range", "between the two"),
                ],
                help_text="Empty for a number as it stands.",
                max_length=8,
                verbose_name="how the number is meant",
            ),
        ),
        migrations.AddField(
            model_name="supplyshare",
            name="share_until",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Of a bound or a range alone: 1 of what is below one per cent, 100 of what is above a half.",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("100")),
                ],
                verbose_name="upper end in per cent",
            ),
        ),
        migrations.AlterField(
            model_name="historicalsupplyshare",
            name="share",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Of a bound or a range its lower end.",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("100")),
                ],
                verbose_name="share in per cent",
            ),
        ),
        migrations.AlterField(
            model_name="supplyshare",
            name="share",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Of a bound or a range its lower end.",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(Decimal("0")),
                    django.core.validators.MaxValueValidator(Decimal("100")),
                ],
                verbose_name="share in per cent",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("precision__in", ["", "about", "below", "at-most", "above", "at-least", "range"])),
                name="supplyshare_precision_known",
                violation_error_message="This is none of the values there are.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supplyshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("precision", ""), ("share_until__isnull", True)),
                    models.Q(("precision", "about"), ("share__isnull", False), ("share_until__isnull", True)),
                    models.Q(
                        ("share__isnull", False),
                        ("share__lt", models.F("share_until")),
                        ("share_until__isnull", False),
                        ("precision", "range"),
                        ("share_until__lte", Decimal("100")),
                    ),
                    models.Q(
                        ("share__isnull", False),
                        ("share__lt", models.F("share_until")),
                        ("share_until__isnull", False),
                        ("precision__in", ["at-most", "below"]),
                        ("share", 0),
                        ("share_until__lte", Decimal("100")),
                    ),
                    models.Q(
                        ("share__isnull", False),
                        ("share__lt", models.F("share_until")),
                        ("share_until__isnull", False),
                        ("precision__in", ["above", "at-least"]),
                        ("share_until", Decimal("100")),
                    ),
                    models.Q(
                        ("precision__in", ["", "about", "below", "at-most", "above", "at-least", "range"]),
                        _negated=True,
                    ),
                    _connector="OR",
                ),
                name="supplyshare_ends_fit_precision",
                violation_error_message="The two ends do not fit: a bound lies between 0 and its number or between that and 100, a range goes from the lower end to the upper, and a number by itself has no upper end.",
            ),
        ),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
