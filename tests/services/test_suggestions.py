"""Suggested corrections: kept as they were typed, settled once, by reviewers."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from chains.choices import Role, SuggestionStatus
from chains.models import Company, Segment, Suggestion
from chains.permissions import NotPermitted
from chains.services import suggestions
from chains.services.accounts import give_role
from tests.factories import make_company, make_placement

pytestmark = pytest.mark.django_db


def user_as(role):
    user = get_user_model().objects.create_user(f"{role}", is_staff=True)
    give_role(user, role)
    return get_user_model().objects.get(pk=user.pk)


def test_it_is_about_a_company_one_of_its_placements_or_a_segment():
    placement = make_placement()
    about = suggestions.make(placement.company, " They moved. ", placement=placement)
    assert (about.company, about.placement, about.text) == (placement.company, placement, "They moved.")
    assert about.status == SuggestionStatus.OPEN
    segment = Segment.objects.first()
    assert suggestions.make(segment, "Outdated.").segment == segment


def test_it_is_about_no_placement_of_another_company():
    with pytest.raises(ValidationError):
        suggestions.make(make_company(), "They moved.", placement=make_placement())


@pytest.mark.parametrize(
    "said",
    [{"text": " "}, {"text": "x" * 2001}, {"text": "x", "evidence": "x" * 501}, {"text": "x", "contact": "x" * 201}],
)
def test_it_says_something_and_not_too_much(said):
    with pytest.raises(ValidationError):
        suggestions.make(make_company(), said.pop("text"), **said)
    assert not Suggestion.objects.exists()


def test_a_reviewer_settles_it_and_the_record_stays_as_it_is():
    company = make_company("旧名微电子")
    row = suggestions.make(company, "It is called 新名微电子 now.")
    reviewer = user_as(Role.REVIEWER)
    suggestions.settle(row.pk, SuggestionStatus.ACCEPTED, reviewer, "  Register checked. ")
    row.refresh_from_db()
    assert (row.status, row.comment, row.user) == ("accepted", "Register checked.", reviewer)
    assert row.settled_at is not None
    assert Company.objects.get(pk=company.pk).name == "旧名微电子"


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CURATOR])
def test_others_do_not(role):
    row = suggestions.make(make_company(), "Wrong.")
    with pytest.raises(NotPermitted):
        suggestions.settle(row.pk, SuggestionStatus.ACCEPTED, user_as(role))
    row.refresh_from_db()
    assert row.status == "open"


def test_it_is_settled_once():
    row = suggestions.make(make_company(), "Wrong.")
    suggestions.settle(row.pk, SuggestionStatus.DECLINED, None, "The source says otherwise.")
    with pytest.raises(ValidationError):
        suggestions.settle(row.pk, SuggestionStatus.ACCEPTED, None)
    row.refresh_from_db()
    assert row.status == "declined"


@pytest.mark.parametrize(("status", "comment"), [("declined", " "), ("open", "Later.")])
def test_declining_takes_a_word_and_settling_a_decision(status, comment):
    row = suggestions.make(make_company(), "Wrong.")
    with pytest.raises(ValidationError):
        suggestions.settle(row.pk, SuggestionStatus(status), None, comment)
