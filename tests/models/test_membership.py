"""The condition that a column holds one of many values is the same as ``__in``, whatever the values are."""

import pytest
from django.db.models import Count

from chains.membership import Among
from chains.models import Company, Placement
from tests.factories import make_company, make_placement

pytestmark = pytest.mark.django_db

AWKWARD = ["引\"号'", "反\\斜\\n", "逗,号", "{括}", "%s %(a)s", "𠮷野 😀", "NULL", "制\t表", "换\n行", "甲"]


def named(names):
    return sorted(Company.objects.filter(Among("name", names)).values_list("name", flat=True))


def test_every_text_is_found_and_no_other():
    for text in AWKWARD:
        Company.objects.filter(pk=make_company(name="丙").pk).update(name=text)
    make_company(name="乙")
    assert named(AWKWARD) == sorted(AWKWARD)
    assert [named([text]) for text in AWKWARD] == [[text] for text in AWKWARD]
    assert named(["丁", "乙", "乙"]) == ["乙"]


def test_none_is_found_by_nothing():
    make_company(name="甲")
    assert named([]) == []


def test_keys_and_columns_of_related_rows():
    company, other = make_company(name="甲"), make_company(name="乙")
    placements = [make_placement(company=company, segment=code) for code in ("ic.design", "ic.equipment")]
    make_placement(company=other)
    assert set(Placement.objects.filter(Among("company", [company.pk]))) == set(placements)
    assert set(Placement.objects.filter(Among("company__name", ["甲"]))) == set(placements)


def test_it_goes_with_what_else_is_asked():
    make_placement(company=make_company(name="甲"))
    make_company(name="乙")
    counted = Company.objects.annotate(placed=Count("placements")).filter(Among("name", ["甲", "乙"]), placed__gt=0)
    assert [company.name for company in counted] == ["甲"]


def test_more_values_than_a_statement_takes_parameters():
    company = make_company(name="甲")
    assert list(Company.objects.filter(Among("pk", range(company.pk, company.pk + 300_000)))) == [company]
