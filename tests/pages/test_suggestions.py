"""Readers suggest corrections without an account; nothing of them is shown to anybody but the reviewers."""

import pytest
from django.test import Client

from chains.models import Company, JournalNote, Segment, Suggestion
from chains.services import notes, suggestions
from tests.factories import make_company, make_placement
from tests.pages.reading import content, page

pytestmark = pytest.mark.django_db

SECRET = "zzsecretzz"


@pytest.fixture
def company(db) -> Company:
    return make_placement(make_company("待更正微电子")).company


def address(row) -> str:
    return f"{row.get_absolute_url()}suggest/"


def test_company_and_segment_pages_lead_to_the_form(client, company):
    for row in (company, Segment.objects.get(code="ic.lithography")):
        assert address(row) in page(client, row.get_absolute_url()).links
        shown = page(client, address(row))
        assert shown.one("meta", name="robots").attributes["content"] == "noindex"
        assert row.name in shown.one("main").text


def test_what_is_sent_is_kept_and_thanked_for(client, company):
    placement = company.placements.get()
    sent = {"text": "They moved.", "evidence": "Annual report", "contact": "a@b.cn", "placement": placement.public_id}
    response = client.post(address(company), sent)
    row = Suggestion.objects.get()
    assert (row.company, row.placement, row.text) == (company, placement, "They moved.")
    assert (row.evidence, row.contact, row.status, row.user) == ("Annual report", "a@b.cn", "open", None)
    thanks = page(client, response["Location"])
    assert thanks.one("meta", name="robots").attributes["content"] == "noindex"
    assert company.get_absolute_url() in thanks.links


def test_a_segment_takes_a_suggestion_as_well(client):
    segment = Segment.objects.get(code="ic.lithography")
    client.post(address(segment), {"text": "Outdated."})
    assert Suggestion.objects.get().segment == segment


@pytest.mark.parametrize(
    "sent", [{}, {"text": "  "}, {"text": "x" * 2001}, {"text": "x\x00"}, {"text": "x", "placement": "nonsense00"}]
)
def test_what_says_nothing_or_too_much_is_asked_for_again(client, company, sent):
    response = client.post(address(company), sent)
    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert not Suggestion.objects.exists()


def test_a_placement_of_another_company_is_not_on_offer(client, company):
    other = make_placement()
    client.post(address(company), {"text": "x", "placement": other.public_id})
    assert not Suggestion.objects.exists()


def test_a_program_that_fills_in_every_field_is_thanked_and_ignored(client, company):
    response = client.post(address(company), {"text": "Buy now", "website": "https://example.com"})
    assert response["Location"] == f"{address(company)}thanks/"
    assert not Suggestion.objects.exists()


def test_sending_is_limited_and_reading_is_not(client, company, throttle):
    throttle("suggestion", "2/hour")
    for _ in range(4):
        assert client.get(address(company)).status_code == 200
    assert [client.post(address(company), {"text": "x"}).status_code for _ in range(3)] == [302, 302, 429]
    assert Suggestion.objects.count() == 2


def test_the_form_is_protected_against_other_sites(company):
    assert Client(enforce_csrf_checks=True).post(address(company), {"text": "x"}).status_code == 403
    assert not Suggestion.objects.exists()


def test_what_the_public_does_not_see_cannot_be_corrected(client, company):
    Company.objects.filter(pk=company.pk).update(stage="draft")
    for path in (address(company), f"{address(company)}thanks/", "/segments/ic.nothing/suggest/"):
        assert client.get(path).status_code == 404


def test_suggestions_and_notes_are_nowhere_public(client, company):
    segment = Segment.objects.get(code="ic.lithography")
    for row in (company, segment):
        suggestions.make(row, f"{SECRET} wrong", evidence=SECRET, contact=SECRET)
        notes.add(row, f"{SECRET} note", None)
    assert (Suggestion.objects.count(), JournalNote.objects.count()) == (2, 2)
    for path in (
        company.get_absolute_url(),
        segment.get_absolute_url(),
        address(company),
        f"{address(segment)}thanks/",
        "/companies/?q=待更正",
        "/search/?q=待更正",
        f"/search/?q={SECRET}x",
        "/companies.json",
        "/companies.csv",
        "/placements.json",
        "/segments.json",
        f"/api/v1/companies/{company.public_id}/",
        "/api/v1/segments/ic.lithography/",
        f"/api/v1/placements/?company={company.public_id}",
        "/api/schema/",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        assert SECRET not in content(response).decode().replace(f"{SECRET}x", ""), path
