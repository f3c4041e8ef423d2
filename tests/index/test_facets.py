"""A facet is declared once: what matches, filters and counts knows the same parameters."""

from datetime import date

import pytest

from chains.filtersets import CompanyFilterSet
from chains.index import FACETS
from chains.index.refresh import current
from chains.querysets import COMPANY_LOOKUPS, COMPANY_PARAMETERS, PLACEMENT_LOOKUPS, PLACEMENT_PARAMETERS

PARAMETERS = {facet.parameter for facet in FACETS}


def test_what_matches_companies_has_a_facet():
    # A text is searched for, and has no values to choose from.
    assert {*PLACEMENT_PARAMETERS, *COMPANY_PARAMETERS} - {"q"} == PARAMETERS


def test_every_facet_has_its_filter():
    assert set(CompanyFilterSet.base_filters) >= PARAMETERS


def test_a_lookup_is_matched_where_a_facet_has_one_and_there_alone():
    looked_up = {f"{facet.parameter}__in" for facet in FACETS if facet.has_lookup}
    assert {*PLACEMENT_LOOKUPS, *COMPANY_LOOKUPS} == looked_up
    assert set(CompanyFilterSet.base_filters) >= looked_up


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_alone")
def test_an_index_of_another_day_is_built_anew_where_that_makes_a_difference(monkeypatch):
    today = date(2026, 1, 1)
    for module in ("refresh", "state"):
        monkeypatch.setattr(f"chains.index.{module}.day", lambda: today)
    with current() as state:
        before = state
    with current() as state:
        assert state is before
    today = date(2026, 1, 2)
    with current() as state:
        assert state is not before
