"""A place in China of which the province is not known: the country CN, without a province."""

from itertools import chain

from django.db import migrations, models
from django.db.models.lookups import Regex
from django_countries.fields import CountryField

from chains.migrations.operations import changelog, integrity

MODELS = ("alliance", "company", "park", "placement", "platform", "project", "researchbase")

_AT_HOME = models.Q(province__isnull=False, country="")
_ABROAD = models.Q(province__isnull=True, city__isnull=True) & ~models.Q(country="")
_NOWHERE = models.Q(province__isnull=True, city__isnull=True, country="")


def _operations(model: str) -> list[migrations.operations.base.Operation]:
    one = models.CheckConstraint(
        name=f"{model}_place_is_one",
        condition=(_AT_HOME | _ABROAD) if model == "placement" else (_AT_HOME | _ABROAD | _NOWHERE),
        violation_error_message="Give either a province (with a city, if known) or a country.",
    )
    of_a_country = Regex(models.ExpressionWrapper(models.F("country"), models.CharField()), "^[A-Z]{2}$")
    known = models.CheckConstraint(
        name=f"{model}_country_is_iso_3166",
        condition=models.Q(country="") | models.Q(of_a_country),
        violation_error_message="This is not the code of a country, such as NL.",
    )
    field = CountryField(blank=True, max_length=2, verbose_name="country, or China if its province is not known")
    return [
        migrations.RemoveConstraint(model, known.name),
        *(migrations.AlterField(name, "country", field.clone()) for name in (model, f"historical{model}")),
        migrations.AddConstraint(model, known),
        # Its condition is as it was.
        migrations.AlterConstraint(model, one.name, one),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("chains", "0025_values_of_sheets"),
    ]

    operations = [
        migrations.RunPython(changelog.remove, changelog.install),
        *chain.from_iterable(_operations(model) for model in MODELS),
        migrations.RunPython(integrity.install, integrity.remove),
        migrations.RunPython(changelog.install, changelog.remove),
    ]
