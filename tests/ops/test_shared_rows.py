"""Rows that stand for many tests are the same for each of them, and for no other."""

import pytest

from chains.models import Company
from tests.factories import make_company
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

NAMES = {"站立甲", "站立乙"}


@shared
def firms():
    return [make_company(name) for name in sorted(NAMES)]


def there():
    return set(Company.objects.filter(name__in=NAMES).values_list("name", flat=True))


@pytest.mark.parametrize("time", ["one", "two", "three"])
def test_every_test_finds_them_as_they_were_made(firms, time):
    assert there() == {firm.name for firm in firms} == NAMES
    firms[0].name = f"另名{time}"
    firms[0].save()
    Company.objects.filter(pk=firms[1].pk).delete()
    assert there() == set()
    firms.clear()


@pytest.mark.parametrize("time", ["one", "two"])
def test_who_does_not_ask_for_them_does_not_see_them(time):
    assert there() == set()
