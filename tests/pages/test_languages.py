"""Chinese by default, English complete as well: what a reader sees is in one of them, names of things aside."""

import io
import re
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings
from openpyxl import load_workbook

from chains.models import Source
from chains.models.base import Named
from tests.pages.addresses import ALWAYS, MISSING, REFUSED, STATES, VAIN, of_records
from tests.pages.reading import Element, content, page, parsed

pytestmark = pytest.mark.django_db

CATALOGUE = Path(settings.LOCALE_PATHS[0]) / "zh_Hans" / "LC_MESSAGES" / "django.po"

#: Attributes that are read out or shown.
SPOKEN = ("title", "placeholder", "aria-label", "alt")

#: The name of the site stands in its head in both languages; each language offers the other in its own words.
BRAND = {"产业链图谱", "Chain Atlas", *(word for _code, word in settings.LANGUAGES)}

#: Abbreviations and names of people and programs that are the same in Chinese, and an example of initials.
TERMS = {"API", "REST", "CSV", "XLSX", "JSON", "csv", "xlsx", "json", "ndjson", "HHI", "slw"}
TERMS |= {"Gamma", "Poisson", "Clayton", "Kaldor"}
TERMS |= {"Excel", "XLS", "TSV"}
TERMS |= {"SVG", "PNG", "PDF", "Word"}

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def messages() -> list[tuple[str, str]]:
    """Return what the pages say, as pairs of English and Chinese that differ."""
    entries = [entry for entry in polib.pofile(str(CATALOGUE)) if not entry.obsolete]
    pairs = [
        pair
        for entry in entries
        for pair in [
            (entry.msgid, entry.msgstr or entry.msgstr_plural.get(0, "")),
            (entry.msgid_plural, entry.msgstr_plural.get(0, "")),
        ]
    ]
    return [(english, chinese) for english, chinese in pairs if english and chinese and english != chinese]


@pytest.fixture
def data(db: None) -> set[str]:
    """Return the names on record, which are shown in the other language as well."""
    named = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Named)]
    return {
        text
        for model in named
        for row in model.objects.values_list("name", *(["name_en"] if model.name_en else []))
        for text in row
        if text
    } | set(Source.objects.values_list("title", flat=True))


def said(shown: Element) -> list[str]:
    """Return every piece of text that is shown or read out, except code."""
    spoken = [
        " ".join(element.attributes[name].split())
        for element in shown.all()
        for name in SPOKEN
        if element.attributes.get(name)
    ]
    described = [meta.attributes["content"] for meta in shown.all("meta", name="description")]
    code = {piece for element in shown.all("code") for piece in element.texts}
    return [piece for piece in (*shown.texts, *spoken, *described) if piece not in code]


def pattern_of(message: str) -> re.Pattern[str]:
    """Return what finds a message in a text, whatever stands in its places."""
    parts = re.split(r"%\(\w+\)[sd]|%[sd]", message.replace("%%", "%"))
    return re.compile(".+?".join(re.escape(" ".join(part.split())) for part in parts) + "$")


def every_page(client, language: str) -> dict[str, Element]:
    pages = {}
    for path in (*ALWAYS, *STATES, *REFUSED, *VAIN, *MISSING, *of_records()):
        response = client.get(path, headers={"accept-language": language})
        pages[path] = parsed(response.content.decode())
    return pages


def leaked(pages: dict[str, Element], telltales: list[str], data: set[str]) -> list[str]:
    """Return the texts of the pages that are one of ``telltales``, unless they are the name of something."""
    patterns = [pattern_of(message) for message in telltales if re.sub(r"%\(\w+\)[sd]|\W", "", message)]
    verdicts: dict[str, bool] = {}
    found = []
    for path, shown in pages.items():
        for text in said(shown):
            if text in data | BRAND:
                continue
            if text not in verdicts:
                verdicts[text] = any(pattern.match(text) for pattern in patterns)
            if verdicts[text]:
                found.append(f"{path}: {text}")
    return found


def english_words(pages: dict[str, Element], data: set[str]) -> list[str]:
    """Return the English words of the pages that are of no name, quotation, list of parameters or option."""
    names = sorted(data | BRAND, key=len, reverse=True)
    found = []
    for path, shown in pages.items():
        for text in said(shown):
            if not re.search("[A-Za-z]{3}", text):
                continue
            left = re.sub("--[a-z-]+|“[^”]*”|可用的参数：.*|不在可用的选项中.*|有效的选项。.*", " ", text)
            for name in names:
                left = left.replace(name, " ")
            words = set(re.findall("[A-Za-z]{3,}", left)) - TERMS
            found += [f"{path}: {word} in “{text}”" for word in sorted(words)]
    return found


def test_a_chinese_page_has_no_english_word(client, beside, data):
    assert english_words(every_page(client, "zh-hans"), data) == []


def test_an_english_page_says_nothing_in_chinese(client, beside, messages, data):
    assert leaked(every_page(client, "en"), [chinese for _, chinese in messages if HAN.search(chinese)], data) == []


def test_with_nothing_on_record_both_languages_are_whole(client, empty_database):
    chinese, english = (
        {path: page(client, path, **{"accept-language": language}) for path in ALWAYS} for language in ("zh-hans", "en")
    )
    assert english_words(chinese, set()) == []
    assert [text for shown in english.values() for text in said(shown) if HAN.search(text) and text not in BRAND] == []


def test_these_tests_would_find_a_word_in_the_wrong_language(messages):
    shown = {"/": parsed('<p>共 3 个 segments</p><a title="所有缺链">Equipment</a><b>企业</b><b>3 家企业</b>')}
    assert english_words(shown, {"Equipment"}) == ["/: segments in “共 3 个 segments”"]
    chinese = [chinese for _, chinese in messages]
    assert leaked(shown, chinese, set()) == ["/: 企业", "/: 3 家企业"]
    assert leaked(shown, chinese, {"企业"}) == ["/: 3 家企业"]


@pytest.mark.parametrize(
    ("accepted", "language", "heading"),
    [
        ("", "zh-Hans", "企业"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans", "企业"),
        ("zh-TW", "zh-Hans", "企业"),
        ("fr", "zh-Hans", "企业"),
        ("en", "en", "Companies"),
        ("en-GB,en;q=0.9", "en", "Companies"),
    ],
)
def test_the_language_is_the_browsers_and_chinese_where_it_speaks_neither(client, accepted, language, heading):
    response = client.get("/companies/", headers={"accept-language": accepted} if accepted else None)
    shown = parsed(response.content.decode())
    assert shown.one("html").attributes["lang"] == language
    assert shown.one("h1").text == heading
    assert "Accept-Language" in response["Vary"]
    assert response["Content-Language"] == {"zh-Hans": "zh-hans"}.get(language, language)


def test_the_switch_changes_the_language_and_comes_back_to_the_same_page(client):
    path = "/companies/?chain=ic&province=310000"
    switch = next(form for form in page(client, path).all("form") if form.attributes.get("action") == "/i18n/setlang/")
    button = switch.one("button", value="en")
    assert button.attributes["lang"] == "en"
    asked = {"language": button.attributes["value"], "next": switch.one("input", name="next").attributes["value"]}
    response = client.post("/i18n/setlang/", asked)
    assert (response.status_code, response["Location"]) == (302, path)
    # From now on, whatever the browser asks for.
    shown = page(client, path, **{"accept-language": "zh-CN"})
    assert shown.one("html").attributes["lang"] == "en"
    back = next(form for form in shown.all("form") if form.attributes.get("action") == "/i18n/setlang/")
    assert back.one("button", value="zh-hans").text == "中文"
    client.post("/i18n/setlang/", {"language": "zh-hans", "next": path})
    assert page(client, path, **{"accept-language": "en"}).one("html").attributes["lang"] == "zh-Hans"


def test_names_stand_in_the_readers_language_with_the_other_beside_them(client):
    chinese, english = (page(client, "/segments/ic.equipment/", **{"accept-language": name}) for name in ("zh", "en"))
    assert chinese.one("h1").texts == ["设备", "Equipment"]
    assert english.one("h1").texts == ["Equipment", "设备"]


def test_files_keep_their_codes_and_translate_their_headings(client):
    def first_row(suffix: str, language: str) -> list[str]:
        body = content(client.get(f"/parks.{suffix}", headers={"accept-language": language}))
        if suffix == "csv":
            return body.decode("utf-8-sig").splitlines()[0].split(",")
        return [cell.value for cell in next(load_workbook(io.BytesIO(body)).active.iter_rows())]

    assert first_row("csv", "zh") == first_row("csv", "en")
    assert first_row("xlsx", "zh")[:2] == ["编号", "名称"]
    assert first_row("xlsx", "en")[:2] == ["id", "name"]
