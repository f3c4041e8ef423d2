"""The provinces and prefectures of China as records, without those of Hong Kong, Macao and Taiwan."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from chains.analysis.divisions import COUNTRIES, MUNICIPALITIES, AdministrativeDivision, DivisionLevel, on_the_map
from chains.history.bulk_writing import enter
from chains.history.curation import Change
from chains.models import City, Province

REASON = "Divisions of China by GB/T 2260"


@transaction.atomic
def load_divisions() -> dict[str, int]:
    """Add the provinces and cities of today that are not on record; return how many, by the name of their kind.

    What is on record, by its code or its name, is never touched.
    """
    table = [each for code, each in on_the_map().items() if code[:2] not in COUNTRIES]
    change = Change(user=None, reason=REASON)
    provinces = _missing(Province, [_province(each) for each in table if each.level == DivisionLevel.PROVINCE])
    _add(Province, provinces, change)
    on_record = set(Province.objects.values_list("code", flat=True))
    cities = _missing(City, [_city(each) for each in table if _is_city(each) and f"{each.code[:2]}0000" in on_record])
    _add(City, cities, change)
    added = {Province: provinces, City: cities}
    return {str(model._meta.verbose_name_plural): len(rows) for model, rows in added.items() if rows}


def _is_city(division: AdministrativeDivision) -> bool:
    """Return whether it is a prefecture, or a municipality, which is its own city."""
    is_municipality = division.level == DivisionLevel.PROVINCE and division.code[:2] in MUNICIPALITIES
    return division.level == DivisionLevel.PREFECTURE or is_municipality


def _province(division: AdministrativeDivision) -> Province:
    return Province(code=division.code, name=division.called, full_name=division.name, name_en=division.name_en)


def _city(division: AdministrativeDivision) -> City:
    return City(
        code=division.code,
        name=division.called,
        name_en=division.name_en,
        province_id=f"{division.code[:2]}0000",
    )


def _missing(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """Return those rows of which neither the code is on record nor the name, among the cities of one province."""
    known = list(model.objects.values_list("code", "name"))
    codes = {code for code, _name in known}
    names = {_place_of_name(model, code, name) for code, name in known}
    return [row for row in rows if row.code not in codes and _place_of_name(model, row.code, row.name) not in names]


def _place_of_name(model: type[models.Model], code: str, name: str) -> tuple[str, str]:
    """Return what is unique of a name: it alone of a province, in its province of a city."""
    return (code[:2] if model is City else "", name)


def _add(model: type[models.Model], rows: list[Any], change: Change) -> None:
    for row in rows:
        row.derive()
    model.objects.bulk_create(rows)
    enter(model, rows, change, "+")
