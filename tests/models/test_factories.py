"""The factories make rows that their forms would take, on an empty database and beside the seed."""

from inspect import getmembers, isfunction

import pytest

from tests import factories

pytestmark = pytest.mark.django_db

MAKERS = [function for name, function in getmembers(factories, isfunction) if name.startswith("make_")]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_rows_are_whole(make, empty_database):
    make().full_clean()


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_rows_stand_beside_the_seed(make):
    first, second = make(), make()
    assert first == second if make in {factories.make_province, factories.make_city} else first != second
