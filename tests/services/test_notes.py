"""Staff notes: who may add one, on which records, and its text."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from chains.choices import Role
from chains.models import JournalNote, Segment
from chains.permissions import NotPermitted
from chains.services import notes
from chains.services.accounts import give_provinces, give_role
from tests.factories import JIANGSU, SHANGHAI, make_company, make_placement

pytestmark = pytest.mark.django_db


def user_as(role, *provinces):
    user = get_user_model().objects.create_user(f"{role}", is_staff=True)
    give_role(user, role)
    give_provinces(user, provinces)
    return get_user_model().objects.get(pk=user.pk)


def company_in(province):
    return make_placement(province=province).company


def test_a_note_keeps_author_and_time_and_no_white_space_around_it():
    curator, company = user_as(Role.CURATOR, SHANGHAI), company_in(SHANGHAI)
    note = notes.add(company, "  Moved to Lingang in May.\n", curator)
    assert (note.company, note.segment, note.text, note.user) == (company, None, "Moved to Lingang in May.", curator)
    assert note.created is not None


def test_a_curator_writes_on_companies_of_their_provinces_only():
    curator = user_as(Role.CURATOR, SHANGHAI)
    notes.add(company_in(SHANGHAI), "Ours.", curator)
    with pytest.raises(NotPermitted):
        notes.add(company_in(JIANGSU), "Not ours.", curator)
    assert JournalNote.objects.count() == 1


@pytest.mark.parametrize("role", Role)
def test_every_role_writes_on_segments(role):
    note = notes.add(Segment.objects.get(code="ic.design"), "Split this one.", user_as(role, SHANGHAI))
    assert note.segment.code == "ic.design"


def test_a_viewer_writes_on_no_company():
    with pytest.raises(NotPermitted):
        notes.add(make_company(), "Hm.", user_as(Role.VIEWER))


def test_whoever_has_no_role_writes_nowhere():
    stranger = get_user_model().objects.create_user("stranger", is_staff=True)
    for row in (make_company(), Segment.objects.first()):
        with pytest.raises(NotPermitted):
            notes.add(row, "Hm.", stranger)


@pytest.mark.parametrize("text", ["", " \n ", "x" * (notes.NOTE_LENGTH + 1)])
def test_a_note_says_something_and_is_no_book(text):
    with pytest.raises(ValidationError):
        notes.add(make_company(), text, None)
    assert not JournalNote.objects.exists()
