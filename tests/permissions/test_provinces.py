"""Where rows lie (companies: tests/permissions); curators change what lies in their provinces, before and after."""

import pytest
from django.core.exceptions import PermissionDenied

from chains.choices import Role, Stage
from chains.history import curation
from chains.history.curation import Change
from chains.models import Company, Placement, ResearchBase
from tests.factories import (
    ANHUI,
    JIANGSU,
    SHANGHAI,
    make_alliance,
    make_assessment,
    make_company,
    make_evidence,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_source,
    make_target,
    make_technology,
)
from tests.staff import make_user

pytestmark = pytest.mark.django_db

OWN, OTHER = JIANGSU, SHANGHAI
WHY = "核对"


@pytest.fixture
def curator(db):
    return make_user(Role.CURATOR, [OWN])


@pytest.fixture
def reviewer(db):
    return make_user(Role.REVIEWER)


def saves(user, row):
    """Return whether ``user`` may save ``row`` as it is."""
    try:
        curation.save(row, Change(user, WHY))
    except PermissionDenied:
        return False
    return True


def test_a_placement_is_not_moved_out_of_somebody_elses_province_nor_into_it(curator):
    own = make_placement(segment="ic.design", province=OWN)
    own.province_id = OTHER
    assert not saves(curator, own)
    foreign = make_placement(segment="ic.design", province=OTHER)
    foreign.province_id = OWN
    assert not saves(curator, foreign)
    assert Placement.objects.get(pk=foreign.pk).province_id == OTHER


def test_evidence_is_not_moved_to_somebody_elses_placement(curator):
    row = make_evidence(make_placement(segment="ic.design", province=OWN))
    row.placement = make_placement(segment="ic.design", province=OTHER)
    assert not saves(curator, row)


def test_several_provinces_are_one_field_to_move_in(curator):
    user = make_user(Role.CURATOR, [JIANGSU, ANHUI])
    row = make_placement(segment="ic.design", province=JIANGSU)
    row.province_id = ANHUI
    assert saves(user, row)


def test_a_company_that_works_only_elsewhere_is_not_claimed_by_registering_it_at_home(curator):
    row = make_company(province=OTHER)
    row.province_id = OWN
    assert not saves(curator, row)


def test_a_new_company_lies_where_the_placements_saved_with_it_do(curator):
    row = Company(name="新公司", province_id=OTHER, stage=Stage.DRAFT)
    assert not saves(curator, row)
    row.placed_in = {OWN}
    assert saves(curator, row)


def test_what_lies_nowhere_is_for_any_curator(curator):
    rows = [make_source(), make_technology(), make_research_base(), make_platform(), make_project(), make_alliance()]
    assert all(saves(curator, row) for row in rows)
    assert not saves(make_user(Role.CURATOR), make_source())


def test_a_verdict_on_a_region_and_a_placement_abroad_are_for_reviewers(curator, reviewer):
    for row in (make_assessment("ic.design"), make_placement(segment="ic.design", country="SG")):
        assert not saves(curator, row)
        assert saves(reviewer, row)


def test_a_base_without_a_province_is_not_taken_to_another_one(curator):
    row = make_research_base()
    row.province_id = OTHER
    assert not saves(curator, row)
    assert not ResearchBase.objects.get(pk=row.pk).province_id


def test_a_target_lies_in_its_province(curator, reviewer):
    own, foreign = make_target("ic.design", OWN), make_target("ic.design", OTHER)
    assert saves(curator, own)
    assert not saves(curator, foreign)
    assert saves(reviewer, foreign)
    own.province_id = OTHER
    assert not saves(curator, own)
