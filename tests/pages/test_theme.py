"""The theme: the system's, until a reader chooses; remembered in a cookie that says nothing else."""

import pytest

from tests.pages.reading import page

pytestmark = pytest.mark.django_db

ELSEWHERE = [
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "\\\\elsewhere.example",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "http:///elsewhere.example",
    "https:elsewhere.example",
    "\x00/companies/",
    "",
]


def theme_of(client, path: str = "/") -> str | None:
    return page(client, path).one("html").attributes.get("data-theme")


def test_nobody_has_a_theme_until_they_choose_one(client):
    assert theme_of(client) is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_stays_on_every_page(client, theme):
    response = client.post("/theme/", {"theme": theme, "next": "/companies/?chain=ic"})
    assert (response.status_code, response["Location"]) == (302, "/companies/?chain=ic")
    cookie = response.cookies["theme"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert int(cookie["max-age"]) > 300 * 24 * 3600
    assert [theme_of(client, path) for path in ("/", "/companies/", "/chains/ic/")] == [theme] * 3
    assert page(client, "/no-such-page/", 404).one("html").attributes["data-theme"] == theme


def test_the_switch_offers_both_themes_and_then_the_systems_own_again(client):
    def switch() -> dict[str, str]:
        form = next(form for form in page(client, "/gaps/").all("form") if form.attributes.get("action") == "/theme/")
        assert form.one("input", name="next").attributes["value"] == "/gaps/"
        return {button.attributes["value"]: button.text for button in form.all("button")}

    offered = switch()
    assert set(offered) == {"dark", "light"}
    assert all(offered.values())
    for theme in offered:
        client.post("/theme/", {"theme": theme})
        assert theme_of(client) == theme
        assert set(switch()) == {""}
        client.post("/theme/", {"theme": ""})
        assert theme_of(client) is None


@pytest.mark.parametrize("theme", ["", "sepia", "dark light", '"><script>'])
def test_a_theme_that_is_none_is_forgotten(client, theme):
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": theme})
    assert theme_of(client) is None
    client.cookies["theme"] = theme
    assert theme_of(client) is None


@pytest.mark.parametrize("address", ELSEWHERE)
@pytest.mark.parametrize(("path", "choice"), [("/theme/", {"theme": "dark"}), ("/i18n/setlang/", {"language": "en"})])
def test_neither_switch_leads_to_another_site(client, path, choice, address):
    response = client.post(path, {**choice, "next": address})
    assert response.status_code in (204, 302)
    assert response.get("Location", "/") == "/"


def test_the_theme_is_changed_by_sending_only(client):
    assert client.get("/theme/?theme=dark").status_code == 405
    assert theme_of(client) is None
