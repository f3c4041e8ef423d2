"""Notes below the form of a company and of a segment."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from chains.choices import Role
from chains.models import JournalNote, Segment
from chains.services import notes
from chains.services.accounts import give_provinces, give_role
from tests.admin.rows_and_forms import make_company, make_placement, messages_of, page

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["company", "segment"])
def row(request, db):
    return make_company() if request.param == "company" else Segment.objects.get(code="ic.design")


def address(row):
    return reverse("admin:journal", args=[row._meta.model_name, row.pk])


def test_a_note_is_added_without_a_reason_and_shown_with_author_and_time(desk, curator, row):
    assert f'action="{address(row)}"' in desk.get(page(row, "change")).text
    response = desk.post(address(row), {"text": "First <b>line</b>\nsecond line"})
    assert response["Location"] == f"{page(row, 'change')}#journal"
    note = JournalNote.objects.get()
    assert (note.user, note.company or note.segment) == (curator, row)
    shown = desk.get(page(row, "change")).text
    assert "First &lt;b&gt;line&lt;/b&gt;<br>second line" in shown
    assert "<b>wang</b>" in shown


def test_notes_stand_newest_first_and_cannot_be_changed(desk, row):
    for text in ("the older one", "the newer one"):
        notes.add(row, text, None)
    shown = desk.get(page(row, "change")).text
    assert shown.index("the newer one") < shown.index("the older one")
    assert 'name="journal-' not in shown


def test_an_empty_note_is_refused(desk, row):
    desk.post(address(row), {"text": " "})
    assert not JournalNote.objects.exists()


def test_a_curator_of_another_province_is_told_whom_to_ask(client):
    zhang = get_user_model().objects.create_user("zhang", is_staff=True)
    give_role(zhang, Role.CURATOR)
    give_provinces(zhang, ["320000"])
    company = make_placement().company
    client.force_login(zhang)
    assert "Ask a curator of that province" in messages_of(client.post(address(company), {"text": "x"}))
    assert not JournalNote.objects.exists()


def test_somebody_who_may_only_look_at_segments_still_writes(client):
    sun = get_user_model().objects.create_user("sun", is_staff=True)
    give_role(sun, Role.VIEWER)
    segment = Segment.objects.get(code="ic.design")
    client.force_login(sun)
    assert f'action="{address(segment)}"' in client.get(page(segment, "change")).text
    client.post(address(segment), {"text": "Split it."})
    assert JournalNote.objects.get().user == sun


def test_there_is_a_journal_of_nothing_else(desk):
    assert desk.post(reverse("admin:journal", args=["chain", 1]), {"text": "x"}).status_code == 404
    assert desk.post(reverse("admin:journal", args=["company", 0]), {"text": "x"}).status_code == 404
    assert desk.get(address(make_company())).status_code == 405


def test_the_form_of_a_new_row_has_none(desk):
    assert 'id="journal"' not in desk.get(reverse("admin:chains_company_add")).text


def test_many_notes_take_no_more_queries(desk, num_queries):
    company, authors = make_company(), [get_user_model().objects.create_user(f"u{n}") for n in range(5)]

    def look():
        assert desk.get(page(company, "change")).status_code == 200

    look()
    JournalNote.objects.create(company=company, text="x", user=authors[0])
    one = num_queries(look)
    for author in authors:
        JournalNote.objects.create(company=company, text="x", user=author)
    assert num_queries(look) == one
