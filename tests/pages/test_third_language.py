"""A language whose catalogue is empty: pages, figures, files and API say in English what it lacks, and work."""

import re

import pytest
from django.conf import settings as project
from django.utils.translation import gettext, override

from chains.analysis.wording import decimals, language_tag, name_of
from chains.choices import SheetKind
from chains.models import Segment
from chains.models.columns import SHEETS
from chains.sheets.headers import guess_mapping
from tests.pages.addresses import ALWAYS, STATES, of_records
from tests.pages.reading import Element, content, page, parsed

pytestmark = pytest.mark.django_db

ICELANDIC = {"accept-language": "is-IS,is;q=0.9"}
#: Attributes that hold numbers, which no language writes in its own way.
NUMBERS = ("d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "points", "viewBox", "transform", "value", "style")
HAN = re.compile(r"[\u4e00-\u9fff]")
DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")


@pytest.fixture(autouse=True)
def third_language(settings):
    settings.LANGUAGES = [*project.LANGUAGES, ("is", "IS")]


def switch(shown: Element) -> list[tuple[str, str, str]]:
    """Return the languages that a page offers: code, tag, word."""
    form = next(form for form in shown.all("form") if form.attributes.get("action") == "/i18n/setlang/")
    return [(each.attributes["value"], each.attributes["lang"], each.text) for each in form.all("button")]


def others(language: str) -> list[tuple[str, str, str]]:
    """Return what a page in ``language`` offers."""
    return [(code, language_tag(code), word) for code, word in project.LANGUAGES if code != language]


def test_a_message_that_it_lacks_is_said_in_english():
    with override("is"):
        assert gettext("suspected gap") == "suspected gap"
    with override("zh-hans"):
        assert gettext("suspected gap") == "疑似缺环"


def test_names_are_the_english_ones_and_numbers_its_own():
    with override("is"):
        assert name_of(Segment.objects.get(code="ic.equipment")) == "Equipment"
        assert (language_tag(), decimals(1.5, 1)) == ("is", "1,5")


def test_every_page_says_what_the_english_one_says(client):
    for path in (*ALWAYS, *STATES, *of_records()):
        icelandic = client.get(path, headers=ICELANDIC)
        english = client.get(path, headers={"accept-language": "en"})
        assert (icelandic.status_code, icelandic["Content-Language"]) == (english.status_code, "is"), path
        shown, expected = parsed(icelandic.content.decode()), parsed(english.content.decode())
        assert shown.one("html").attributes["lang"] == "is"
        # Some words come from Django's own catalogue, so that they are Icelandic.
        assert {text for text in shown.texts if HAN.search(text)} == {
            text for text in expected.texts if HAN.search(text)
        }, path
        faults = [
            f"{path}: {element.tag} {name}={element.attributes[name]}"
            for element in shown.all()
            for name in NUMBERS
            if DECIMAL_COMMA.search(element.attributes.get(name) or "")
            and element.attributes.get(name) not in {other.attributes.get(name) for other in expected.all(element.tag)}
        ]
        assert faults == []


def test_the_switch_offers_the_others_and_comes_back(client):
    shown = page(client, "/companies/", **{"accept-language": "en"})
    assert switch(shown) == others("en")
    client.post("/i18n/setlang/", {"language": "is", "next": "/companies/"})
    # From now on, whatever the browser asks for.
    shown = page(client, "/companies/", **{"accept-language": "zh-CN"})
    assert switch(shown) == others("is")
    assert (shown.one("html").attributes["lang"], shown.one("h1").text) == ("is", "Companies")


def test_the_api_answers_in_it(client):
    icelandic, english = (
        client.get("/api/v1/gaps/?chain=ic", headers=headers) for headers in (ICELANDIC, {"accept-language": "en"})
    )
    assert icelandic["Content-Language"] == "is"
    assert icelandic.json() == english.json()
    refused = client.get("/api/v1/companies/?nonsense=1", headers=ICELANDIC)
    assert refused.status_code == 400
    assert "There are: " in refused.json()["errors"]["nonsense"][0]


@pytest.mark.parametrize(
    "path",
    [
        "/chains/ic.svg",
        "/chains/ic.pdf",
        "/gaps.svg?chain=ic",
        "/brief.docx?chain=ic",
        "/companies.xlsx?q=amec",
    ],
)
def test_figures_briefs_and_files_are_made_in_it(client, path):
    response = client.get(path, headers=ICELANDIC)
    assert response.status_code == 200
    body = content(response)
    if path.partition("?")[0].endswith(".svg"):
        text = body.decode()
        assert 'xml:lang="is"' in text
        assert "Equipment" in text
        assert not re.search(r' (x|y|width|height|font-size)="[\d.]*,', text)


def test_a_sheet_with_english_or_chinese_headings_is_read_by_its_readers():
    with override("is"):
        for headings in (["name", "segment", "province"], ["名称", "环节", "省份"]):
            assert [guess.column for guess in guess_mapping(headings, SHEETS[SheetKind.COMPANIES])] == [
                "name",
                "segment",
                "province",
            ]
