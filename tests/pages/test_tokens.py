"""Tokens in the site: whoever is logged in makes and revokes their own; the secret stands on one answer alone."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from chains.choices import Role
from chains.models import ApiToken
from chains.services import tokens
from tests.factories import SHANGHAI, make_api_token
from tests.pages.reading import page, parsed
from tests.pages.test_markup import faults
from tests.queries import no_more, queries_of
from tests.staff import make_user

pytestmark = pytest.mark.django_db

PATH = "/tokens/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def li(db):
    return make_user(Role.CURATOR, [SHANGHAI])


@pytest.fixture
def logged_in(client, li):
    client.force_login(li)
    return client


def make(client, **form):
    return client.post(PATH, {"name": "月报", "days": "30"} | form, headers=ENGLISH)


def secrets_in(text):
    return re.findall(r"atlas_[0-9a-f]{64}", text)


def test_strangers_log_in_first(client):
    row = make_api_token()
    for answer in (client.get(PATH), client.post(PATH), client.post(f"{PATH}{row.pk}/revoke/")):
        assert answer["Location"] == "/admin/login/?next=/tokens/"
    assert ApiToken.objects.filter(pk=row.pk).exists()


def test_a_token_is_made_and_shown_with_an_example_that_works(logged_in, li):
    answer = make(logged_in, scope=["write", "import"], days="365")
    assert answer.status_code == 200
    shown = parsed(answer.text)
    assert faults(shown) == []
    secret = shown.one("input", id="secret").attributes["value"]
    row = ApiToken.objects.get(user=li)
    assert (row.name, row.scopes) == ("月报", ["read", "write", "import"])
    assert (row.expiry - row.created).days in (364, 365)
    example = shown.one("pre").text
    assert example == f"curl -H 'Authorization: Bearer {secret}' http://testserver/api/v1/"
    assert Client().get("/api/v1/", headers={"Authorization": f"Bearer {secret}"}).status_code == 200


def test_its_secret_is_never_shown_again(logged_in, li, caplog):
    caplog.set_level(0)
    answer = make(logged_in)
    assert {"no-store", "private"} <= {each.strip() for each in answer["Cache-Control"].split(",")}
    [secret] = set(secrets_in(answer.text))
    row = ApiToken.objects.get(user=li)
    for path in (PATH, "/", "/api/docs/", "/shortlists/"):
        assert secrets_in(logged_in.get(path).text) == []
    assert row.digest not in logged_in.get(PATH).text + answer.text
    assert secret not in caplog.text
    assert not any(secret in str(session.get_decoded()) for session in Session.objects.all())
    assert not any(secret in morsel.value for morsel in logged_in.cookies.values())
    # Loading the answer again sends the form again: the name is taken by then.
    assert secrets_in(make(logged_in).text) == []
    assert ApiToken.objects.filter(user=li).count() == 1


def test_the_list_tells_what_each_may_until_when_and_when_it_was_used(logged_in, li):
    _row, secret = tokens.make(li, "月报", ["write"])
    make_api_token(li, name="用过了", expiry=-tokens.USE_NOTED_EVERY)
    make_api_token(name="别人的")
    before = page(logged_in, PATH, **ENGLISH)
    assert faults(before) == []
    live, expired = before.all("table")
    assert "月报" in live.text
    assert f"{secret[:15]}…" in live.text
    assert "read · write" in live.text
    assert "never" in live.text
    assert "用过了" in expired.text
    assert "别人的" not in before.one("main").text
    tokens.recognise(secret)
    assert "never" not in page(logged_in, PATH, **ENGLISH).all("table")[0].text


def test_it_is_revoked_after_a_second_look(logged_in, li):
    row, secret = tokens.make(li, "月报")
    address = f"{PATH}{row.pk}/revoke/"
    form = page(logged_in, PATH).one("details").one("form")
    assert (form.attributes["method"], form.attributes["action"]) == ("post", address)
    assert logged_in.get(address).status_code == 405
    answer = logged_in.post(address, follow=True, headers=ENGLISH)
    assert "The token “月报” is revoked." in answer.text
    assert not ApiToken.objects.filter(pk=row.pk).exists()
    assert Client().get("/api/v1/", headers={"Authorization": f"Bearer {secret}"}).status_code == 401


def test_those_of_others_are_not_there_to_be_revoked(logged_in):
    row = make_api_token()
    assert logged_in.post(f"{PATH}{row.pk}/revoke/").status_code == 404
    assert ApiToken.objects.filter(pk=row.pk).exists()


def test_forged_forms_are_refused(li):
    client = Client(enforce_csrf_checks=True)
    client.force_login(li)
    row = make_api_token(li)
    assert [client.post(path).status_code for path in (PATH, f"{PATH}{row.pk}/revoke/")] == [403, 403]
    assert list(ApiToken.objects.filter(user=li)) == [row]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": " "}, "blank"),
        ({"name": "\x00"}, "blank"),
        ({"name": "x" * 101}, "100"),
        ({"days": ""}, "none of the values"),
        ({"days": "36500"}, "none of the values"),
        ({"days": "９０"}, "none of the values"),
        ({"days": "9" * 5000}, "none of the values"),
        ({"scope": ["administer"]}, "none of the values"),
    ],
)
def test_what_cannot_be_made_is_said_beside_what_was_written(logged_in, li, form, said):
    answer = make(logged_in, **form)
    assert answer.status_code == 200
    shown = parsed(answer.text)
    assert faults(shown) == []
    assert said in shown.one(class_="refusal").text
    assert shown.one("input", id="token-name").attributes["value"] == form.get("name", "月报").strip(" \x00")
    assert not ApiToken.objects.filter(user=li).exists()


def test_what_the_role_does_not_cover_cannot_be_chosen(client):
    viewer = make_user(Role.VIEWER)
    client.force_login(viewer)
    boxes = page(client, PATH).all("input", name="scope")
    assert [box.attributes["value"] for box in boxes] == ["write", "import"]
    assert all("disabled" in box.attributes for box in boxes)
    answer = make(client, scope=["write"])
    assert "Only curators and reviewers change the atlas." in parsed(answer.text).one(class_="refusal").text
    assert not ApiToken.objects.filter(user=viewer).exists()
    assert secrets_in(make(client).text)


def test_it_can_be_found_from_the_account_and_from_the_description_of_the_api(logged_in):
    for path in ("/admin/", "/api/docs/", "/guide/"):
        assert PATH in page(logged_in, path).links, path


def test_the_number_of_queries_does_not_grow(logged_in, li):
    make_api_token(li)
    few = queries_of(logged_in.get, PATH)
    for _ in range(9):
        make_api_token(li)
    assert no_more(few, queries_of(logged_in.get, PATH))


class TestAdministrators:
    """In the admin."""

    LIST = reverse("admin:chains_apitoken_changelist")

    @pytest.fixture
    def desk(self, client):
        client.force_login(make_user(Role.ADMINISTRATOR))
        return client

    def test_they_see_whose_there_are_and_no_secret_or_hash(self, desk, li):
        row = make_api_token(li, name="月报")
        for path in (self.LIST, reverse("admin:chains_apitoken_change", args=[row.pk])):
            text = desk.get(path).text
            assert "月报" in text
            assert li.username in text
            assert row.token_key in text
            assert row.digest not in text

    def test_they_revoke_anybodys_and_change_and_make_none(self, desk, li):
        row = make_api_token(li, name="月报")
        desk.post(reverse("admin:chains_apitoken_change", args=[row.pk]), {"name": "anders"})
        row.refresh_from_db()
        assert row.name == "月报"
        assert desk.get(reverse("admin:chains_apitoken_add")).status_code == 403
        gone = desk.post(reverse("admin:chains_apitoken_delete", args=[row.pk]), {"post": "yes"})
        assert gone["Location"] == self.LIST
        assert not ApiToken.objects.filter(pk=row.pk).exists()

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.REVIEWER])
    def test_nobody_else_gets_there(self, client, li, role):
        row = make_api_token(li)
        client.force_login(make_user(role))
        assert self.LIST not in client.get("/admin/").text
        paths = [self.LIST, *(reverse(f"admin:chains_apitoken_{each}", args=[row.pk]) for each in ("change", "delete"))]
        assert [client.get(path).status_code for path in paths] == [403] * 3
