"""An assessment is for a province or for a region, says why, and is somebody's verdict."""

import pytest

from chains.models import Assessment
from tests.factories import SHANGHAI, make_alliance, make_assessment, make_member, make_province, make_research_base
from tests.factories import make_company as company
from tests.models.refusal import refused, refused_by_database, said_against

pytestmark = pytest.mark.django_db


def test_not_for_both():
    refused(make_assessment(), "assessment_scope_is_one", province=make_province(SHANGHAI))


def test_not_for_neither():
    refused(make_assessment(), "assessment_scope_is_one", region=None)
    refused(make_assessment(province=SHANGHAI), "assessment_scope_is_one", province=None)


def test_not_in_bulk_either():
    made = make_assessment()
    fields = {name: getattr(made, name) for name in ("segment", "verdict", "statement", "source", "date")}
    with refused_by_database("assessment_scope_is_one"):
        Assessment.objects.bulk_create([Assessment(**fields)])


def test_it_says_what_it_rests_on():
    refused(make_assessment(), "assessment_has_a_statement", statement="")


@pytest.mark.parametrize(("field", "value"), [("verdict", "bad"), ("action", "补链"), ("verdict", "")])
def test_verdict_and_action_are_of_the_vocabulary(field, value):
    assessment = make_assessment()
    setattr(assessment, field, value)
    assert field in said_against(assessment)


def test_an_alliance_above_a_map_has_its_chain():
    refused(make_alliance(), "alliance_heads_a_chain", heads_map=True)


def test_a_member_is_one_thing_and_not_the_base_itself():
    member = make_member()
    refused(member, "researchbasemember_is_one_thing", company=company(), member_base=make_research_base())
    member = make_member()
    refused(member, "researchbasemember_not_itself", member_base=member.base)
