"""With nothing on record every page still answers, and says what could be done."""

import pytest

from chains.models import Chain
from tests.factories import make_chain, make_province
from tests.pages.addresses import ALWAYS
from tests.pages.exported import SUFFIXES, answered, exported
from tests.pages.reading import Element, page, refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_database")]

#: Pages that say something with or without data.
SPEAKING = {"/about/", "/guide/", "/guide/sheets/", "/search/"}


def advice(shown: Element) -> str:
    return " ".join(note.text for note in shown.one("main").all(class_="nothing"))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("path", ALWAYS)
def test_every_page_answers_with_a_helpful_sentence(client, path, language):
    assert not Chain.objects.exists()
    shown = page(client, path, **{"accept-language": language})
    assert shown.one("h1").text
    if path in SPEAKING:
        assert shown.one("main").all("p")[0].text
    else:
        assert len(advice(shown)) > 10, path
    assert not refused(shown)


@pytest.mark.parametrize("name", ["companies", "placements", "parks", "sources"])
def test_files_and_api_are_empty_and_no_error(client, name):
    for suffix in SUFFIXES:
        assert exported(client, name, suffix) == []
    assert answered(client, name) == []


@pytest.mark.parametrize(
    "path", ["/chains/ic/", "/companies/0000000000/", "/segments/ic.design/", "/provinces/310000/", "/sources/x/"]
)
def test_what_was_never_there_is_not_found(client, path):
    assert page(client, path, 404).one(class_="error-page")


def test_a_gap_table_of_no_chain_is_refused_and_a_search_finds_nothing(client):
    assert refused(page(client, "/gaps.csv", 400)) == ["chain"]
    assert page(client, "/search/?q=a").one(class_="nothing")
    assert page(client, "/companies/?q=a").one(class_="nothing")


def test_the_first_chain_and_the_first_province_bring_their_pages(client):
    make_province("310000")
    chain = make_chain()
    for path in ("/", chain.get_absolute_url(), f"/gaps/?chain={chain.slug}", "/provinces/310000/", "/companies/"):
        shown = page(client, path)
        assert shown.one("h1").text
        assert chain.get_absolute_url() in shown.links
