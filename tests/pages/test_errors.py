"""Error pages: what happened and the way out, in both languages, and never a trace."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.utils.translation import override

from chains.selectors import overview
from chains.views import errors
from tests.pages.reading import Element, content, page, parsed

#: What a reader must never see.
TRACE = (
    "Traceback",
    "Exception",
    'File "',
    "/chains/",
    "django.",
    "settings",
    "RuntimeError",
    "the database is on fire",
)

LANGUAGES = ["zh-hans", "en"]
LANG = {"zh-hans": "zh-Hans", "en": "en"}


@pytest.fixture
def reader() -> Client:
    """Return a client that gets the page of a fault, instead of the exception."""
    return Client(raise_request_exception=False)


def check(response, status: int, language: str) -> Element:
    """Return the page, once it has turned out to be a proper error page."""
    assert response.status_code == status
    assert response["Content-Type"].startswith("text/html")
    text = content(response).decode()
    shown = parsed(text)
    main = shown.one("main")
    assert not [word for word in TRACE if word in main.text.replace("/chains/ic/", "")]
    assert shown.one("html").attributes["lang"] == LANG[language]
    note = shown.one(class_="error-page")
    assert note.one(class_="code").text == str(status)
    assert note.one("h1").text
    # What happened, and a way out.
    assert any(len(line.text) > 10 for line in main.all("p") + main.all("dd"))
    assert main.links
    return shown


def asked(reader: Client, path: str, language: str, **headers: str):
    return reader.get(path, headers={"accept-language": language, **headers})


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_request_that_cannot_be_read(reader, language):
    check(asked(reader, "/", language, host="elsewhere.example"), 400, language)
    check(asked(reader, "/companies/?" + "a=1&" * 1001, language), 400, language)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_of_a_bad_filter(reader, language):
    for path, back, parameter in (
        ("/companies.csv?colour=red", "/companies/", "colour"),
        ("/gaps.csv", "/gaps/", "chain"),
    ):
        shown = check(asked(reader, path, language), 400, language)
        assert parameter in shown.one("dl").text
        # The way out is the page, where a filter can be chosen.
        assert shown.one("main").links == [back]


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_under_this_address(reader, language):
    for path, said in (
        ("/nothing/", ""),
        ("/chains/nothing/", "nothing"),
        ("/companies/nothing/", "nothing"),
        ("/parks/nothing/", "nothing"),
        ("/companies/?page=99", "99"),
        ("/companies.pdf", ".pdf"),
    ):
        shown = check(asked(reader, path, language), 404, language)
        assert said in shown.one(class_="error-page").text
        assert {"/", "/search/", "/companies/"} <= set(shown.one("main").links)


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_that_was_open_too_long(language):
    strict = Client(enforce_csrf_checks=True)
    for path in ("/theme/", "/i18n/setlang/"):
        check(strict.post(path, {"theme": "dark"}, headers={"accept-language": language}), 403, language)
    # With the token of the page it is accepted.
    token = page(strict, "/").all("input", name="csrfmiddlewaretoken")[0].attributes["value"]
    assert strict.post("/theme/", {"theme": "dark", "csrfmiddlewaretoken": token}).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_open_to_everybody(reader, language, monkeypatch):
    monkeypatch.setattr("chains.views.home.overview", lambda: (_ for _ in ()).throw(PermissionDenied("secret")))
    shown = check(asked(reader, "/", language), 403, language)
    assert "secret" not in shown.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_of_ours(reader, language, monkeypatch):
    def fail() -> overview.Overview:
        raise RuntimeError("the database is on fire")

    monkeypatch.setattr("chains.views.home.overview", fail)
    shown = check(asked(reader, "/", language), 500, language)
    assert shown.one("main").links == ["/"]
    reader.cookies["theme"] = "dark"
    assert parsed(asked(reader, "/", language).content.decode()).one("html").attributes["data-theme"] == "dark"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_fault_is_reported_without_the_database(language):
    # No database is open to this test: any query would fail it.
    with override(language):
        response = errors.server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert parsed(response.content.decode()).one("h1").text


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/companies/", "/chains/ic/", "/gaps/", "/parks/", "/companies.csv", "/sources.xlsx"])
def test_a_fault_while_reading_shows_no_trace_on_any_page(reader, path, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the database is on fire")

    for name in (
        "chains.index.company_pages.with_row_columns",
        "chains.selectors.maps.chain_map",
        "chains.views.gaps.gap_view",
        "chains.views.lists.numbered_page",
        "chains.views.downloads.download",
    ):
        monkeypatch.setattr(name, fail)
    check(reader.get(path), 500, "zh-hans")


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_searches(reader, throttle, language):
    throttle("search", "2/min")
    for path in ("/search/?q=a", "/companies/?q=a"):
        assert asked(reader, path, language).status_code == 200
    # One limit for all that searches: the list, a register, the map.
    for path in ("/search/?q=b", "/companies/?q=b&chain=ic", "/parks/?q=b", "/chains/ic/?q=b"):
        response = asked(reader, path, language)
        shown = check(response, 429, language)
        assert 0 < int(response["Retry-After"]) <= 60
        assert response["Retry-After"] in shown.one(class_="error-page").text
    # Reading without searching goes on.
    for path in ("/search/", "/companies/?chain=ic", "/parks/", "/chains/ic/", "/companies/?q="):
        assert asked(reader, path, language).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_too_many_files(reader, throttle, language):
    throttle("export", "2/hour")
    assert asked(reader, "/parks.csv", language).status_code == 200
    assert asked(reader, "/gaps.json?chain=ic", language).status_code == 200
    for path in ("/companies.csv", "/parks.xlsx", "/gaps.json?chain=ic"):
        response = asked(reader, path, language)
        check(response, 429, language)
        assert 0 < int(response["Retry-After"]) <= 3600
    assert asked(reader, "/companies/", language).status_code == 200


@pytest.mark.django_db
def test_who_has_logged_in_has_no_limit(client, throttle, django_user_model):
    throttle("search", "1/min")
    throttle("export", "1/min")
    client.force_login(django_user_model.objects.create_user("reader"))
    for path in ("/search/?q=a", "/parks/?q=a", "/parks.csv", "/gaps.csv?chain=ic"):
        assert [client.get(path).status_code for _ in range(3)] == [200] * 3


@pytest.mark.django_db
def test_two_readers_do_not_use_up_each_others_limit(throttle):
    throttle("search", "1/min")
    one, other = Client(REMOTE_ADDR="192.0.2.1"), Client(REMOTE_ADDR="192.0.2.2")
    assert [reader.get("/search/?q=a").status_code for reader in (one, other, one, other)] == [200, 200, 429, 429]


@pytest.mark.django_db
def test_an_address_without_its_slash_is_sent_on_with_its_filter(client):
    response = client.get("/companies?chain=ic")
    assert (response.status_code, response["Location"]) == (301, "/companies/?chain=ic")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/companies/", "/search/?q=a", "/nothing/"])
def test_no_page_tells_what_it_is_made_with(client, path):
    response = client.get(path)
    assert "X-Powered-By" not in response
    assert "Django" not in content(response).decode()
