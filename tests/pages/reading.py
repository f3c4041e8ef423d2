"""Reading a page as a reader does: its elements as a tree, its text, its rows, its facets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


@dataclass(eq=False)
class Element:
    """An element with its attributes and what is in it, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", **attributes: Any) -> list["Element"]:
        """Return the elements below of this tag with these attributes; ``class_`` names one of several classes."""
        wanted = attributes.pop("class_", "")
        return [
            element
            for element in self.walk()
            if element is not self
            and (not tag or element.tag == tag)
            and (not wanted or wanted in element.classes)
            and all(element.attributes.get(name.replace("_", "-")) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", **attributes: Any) -> "Element":
        """Return the only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} × {tag} {attributes}"
        return found[0]

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def texts(self) -> list[str]:
        """The pieces of visible text, without odd white space."""
        if self.tag in ("script", "style"):
            return []
        pieces: list[str] = []
        for child in self.children:
            pieces += [" ".join(child.split())] if isinstance(child, str) else child.texts
        return [piece for piece in pieces if piece]

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def links(self) -> list[str]:
        return [element.attributes["href"] for element in self.all("a") if "href" in element.attributes]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("page")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}> on line {self.getpos()[0]}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parsed(html: str) -> Element:
    """Return the page; fails where a tag is not closed, or closed in the wrong place."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"never closed: {[element.tag for element in reader.open[1:]]}"
    return reader.root


def page(client: Any, path: str, status: int = 200, **headers: str) -> Element:
    """Return the page at ``path``, which has to answer with ``status``."""
    response = client.get(path, headers=headers or None)
    assert response.status_code == status, f"{response.status_code} from {path}"
    return parsed(response.content.decode())


def content(response: Any) -> bytes:
    """Return the body, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def count_of(shown: Element) -> int:
    """Return how many rows a list says that it has."""
    return int("".join(ch for ch in shown.one(class_="count", role="status").text if ch.isdigit()))


def key_of(link: str) -> str:
    """Return the id that a link to a row leads to: its fragment, its last parameter or its last step."""
    address = urlsplit(link)
    if address.fragment:
        return address.fragment
    if address.query:
        return parse_qsl(address.query)[-1][1]
    return address.path.rstrip("/").rpartition("/")[2]


def rows_of(shown: Element) -> list[str]:
    """Return the ids of the rows of a list's page, in order."""
    tables = [table for table in shown.all("table") if "table" in table.classes]
    assert len(tables) <= 1
    keys = []
    for row in tables[0].one("tbody").all("tr") if tables else []:
        # A row without a page of its own (a city) has its code in the link to its companies, at the end.
        links = row.one("th", scope="row").links or row.links[-1:]
        keys.append(key_of(links[0]))
    return keys


def all_pages(client: Any, path: str) -> list[Element]:
    """Return the pages of a list, from the first to the last."""
    pages = [page(client, path)]
    while following := pages[-1].all("a", rel="next"):
        pages.append(page(client, path.partition("?")[0] + following[0].attributes["href"]))
    return pages


def refused(shown: Element) -> list[str]:
    """Return the parameters that a page refuses; each has to come with a reason."""
    notes = shown.all(class_="refusal")
    if not notes:
        return []
    names = notes[0].one("dl")
    assert len(names.all("dd")) >= len(names.all("dt"))
    assert all(reason.text for reason in names.all("dd"))
    return ["".join(name.texts) for name in names.all("dt")]


@dataclass(frozen=True)
class Shown:
    """An option of a facet as the page shows it; ``link`` is what a click on it asks for."""

    parameter: str
    value: str
    count: int
    selected: bool
    link: str


def facets_of(shown: Element, query: str = "") -> list[Shown]:
    """Return the options of all facets of a company list that was asked with ``query``."""
    now = parse_qsl(query)
    options = []
    for link in shown.one("nav", class_="rail").all("a", rel="nofollow"):
        asked = parse_qsl(urlsplit(link.attributes["href"]).query)
        selected = link.attributes.get("aria-current") == "true"
        more, less = (now, asked) if selected else (asked, now)
        different = list(more)
        for pair in less:
            different.remove(pair)
        assert len(different) == 1, f"a click changes {different}"
        (parameter, value) = different[0]
        options.append(Shown(parameter, value, int(link.one("b").text), selected, link.attributes["href"]))
    return options
