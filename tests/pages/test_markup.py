"""The markup of every page: headings, labels, tables and links as browsers and screen readers need them."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.pages.addresses import ALWAYS, MISSING, REFUSED, STATES, VAIN, of_records
from tests.pages.reading import Element, parsed

pytestmark = pytest.mark.django_db

LANGUAGES = ["zh-hans", "en"]

HIDDEN_INPUTS = {"hidden", "submit", "button"}

#: Where a link may lead elsewhere: to the address of a company or a source, which is data.
OUTWARD = re.compile(r"^https?://")


def faults(shown: Element) -> list[str]:
    """Return everything that is wrong with a page."""
    found = []
    headings = shown.all("h1")
    if len(headings) != 1 or not headings[0].text:
        found.append(f"{len(headings)} h1")
    # A drawing has titles of its own, which name its parts.
    for where, tag in (("head", "title"), ("body", "main")):
        number = len(shown.one(where).all(tag))
        if number != 1:
            found.append(f"{number} × {tag}")
    if shown.one("html").attributes.get("lang") not in ("zh-Hans", "en"):
        found.append("no language")
    found += [f"id {name} twice" for name, number in ids(shown).items() if number > 1]
    found += [f"nothing has the id {name}" for name in pointed_at(shown) if name not in ids(shown)]
    found += [f"no label: {field.attributes}" for field in unlabelled(shown)]
    found += [f"no alt: {image.attributes}" for image in shown.all("img") if "alt" not in image.attributes]
    found += [f"a link without words: {link.attributes}" for link in shown.all("a") if not named(link)]
    found += [f"a button without words: {button.attributes}" for button in shown.all("button") if not named(button)]
    found += [f"th without scope: {head.text}" for head in shown.all("th") if "scope" not in head.attributes]
    for element in shown.walk():
        for name, value in element.attributes.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                found.append(f"inline: {element.tag} {name}")
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attributes):
            found.append(f"inline {element.tag}")
    for element in shown.all():
        for name in ("href", "src", "action"):
            address = element.attributes.get(name, "")
            data = element.tag == "a" and "noopener" in element.attributes.get("rel", "")
            if urlsplit(address).netloc and not (data and OUTWARD.match(address)):
                found.append(f"leads outside: {address}")
            if name in element.attributes and not address and name != "action":
                found.append(f"an empty {name}")
    found += unsized(shown)
    return found


def ids(shown: Element) -> Counter[str]:
    return Counter(element.attributes["id"] for element in shown.all() if "id" in element.attributes)


def pointed_at(shown: Element) -> list[str]:
    """Return the ids that labels, descriptions and links within the page name."""
    names = []
    for element in shown.all():
        names += [
            element.attributes[name]
            for name in ("for", "aria-labelledby", "aria-controls")
            if name in element.attributes
        ]
        if element.attributes.get("href", "").startswith("#"):
            names.append(element.attributes["href"][1:])
    return names


def named(element: Element) -> bool:
    return bool(element.text or element.attributes.get("aria-label"))


def unlabelled(shown: Element) -> list[Element]:
    labelled = {label.attributes.get("for") for label in shown.all("label") if label.text}
    wrapped = {id(field) for label in shown.all("label") if label.text for field in label.all()}
    return [
        field
        for field in shown.all()
        if field.tag in ("input", "select", "textarea")
        and field.attributes.get("type") not in HIDDEN_INPUTS
        and field.attributes.get("id") not in labelled
        and id(field) not in wrapped
        and "aria-label" not in field.attributes
    ]


def unsized(shown: Element) -> list[str]:
    """Return the tables whose rows have not all the same width."""
    found = []
    for table in shown.all("table"):
        widths: Counter[int] = Counter()
        for number, row in enumerate(rows := table.all("tr")):
            for cell in row.children:
                if isinstance(cell, Element) and cell.tag in ("td", "th"):
                    for below in range(int(cell.attributes.get("rowspan", 1))):
                        widths[number + below] += int(cell.attributes.get("colspan", 1))
        different = {widths[number] for number in range(len(rows))}
        if len(different) > 1:
            found.append(f"rows of {sorted(different)} cells in {table.attributes}")
    return found


def check(client, path: str, language: str, status: int = 200) -> list[str]:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == status, f"{response.status_code} from {path}"
    return [f"{path} {fault}" for fault in faults(parsed(response.content.decode()))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*ALWAYS, *STATES, *VAIN])
def test_a_page_is_well_made(client, beside, path, language):
    assert check(client, path, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", REFUSED)
def test_a_refusal_is_well_made(client, beside, path, language):
    assert check(client, path, language, 400) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_every_kind_of_record_is_well_made(client, beside, language):
    paths = [*of_records(), *(company.get_absolute_url() for company in vars(beside).values())]
    assert [fault for path in paths for fault in check(client, path, language)] == []


@pytest.mark.parametrize("path", MISSING)
def test_an_error_page_is_well_made(client, path):
    assert check(client, path, "zh-hans", 404) == []


@pytest.mark.usefixtures("empty_database")
def test_a_page_with_nothing_is_well_made(client):
    assert [fault for path in ALWAYS for fault in check(client, path, "zh-hans")] == []


def test_every_page_lets_the_keyboard_skip_to_its_content(client):
    for path in (*ALWAYS, "/no-such-page/"):
        shown = parsed(client.get(path).content.decode())
        first = shown.one("body").all("a")[0]
        assert first.attributes["href"] == "#content"
        assert shown.one("main").attributes["id"] == "content"


def test_the_navigation_says_where_the_reader_is(client):
    for path in ("/chains/ic/", "/chains/ai/", "/gaps/", "/companies/"):
        header = parsed(client.get(path).content.decode()).one("header")
        assert [link.attributes["href"] for link in header.all("a", aria_current="page")] == [path]


def test_every_link_of_the_main_pages_leads_somewhere(client):
    seen, broken = set(), []
    for path in ("/", "/about/", "/gaps/?chain=ic", "/companies/", "/research-bases/"):
        shown = parsed(client.get(path).content.decode())
        base = path.partition("?")[0]
        for link in shown.links:
            address = base + link if link.startswith("?") else link.partition("#")[0]
            if not address or address in seen or address.startswith(("/admin/", "/api/")):
                continue
            seen.add(address)
    # Of the many that differ only in what they filter, a few will do.
    for address in sorted(seen, key=lambda address: (address.count("?"), address))[:90]:
        if client.get(address).status_code != 200:
            broken.append(address)
    assert broken == []
