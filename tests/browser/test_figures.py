"""Figures in a browser: taken from the page, and drawn as they were measured."""

import pytest

from tests.browser.visitor import take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("how a browser draws and takes a file; the pages behind are asked for on both"),
]

#: The lines of text that are off the page or over another one, as the browser draws them.
FAULTS = """() => {
  const page = document.querySelector("svg").getBoundingClientRect();
  const lines = [...document.querySelectorAll("svg text")].map((line) => {
    const box = line.getBoundingClientRect(), size = box.height;
    const top = box.top + 0.3 * size, bottom = box.bottom - 0.3 * size;
    return { text: line.textContent, left: box.left, right: box.right, top, bottom };
  });
  const off = lines.filter((line) => line.left < page.left || line.right > page.right || line.bottom > page.bottom);
  const over = lines.filter((line, number) => lines.slice(number + 1).some((other) =>
    Math.min(line.right, other.right) - Math.max(line.left, other.left) > 1 &&
    Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top) > 1));
  return [...off, ...over].map((line) => line.text);
}"""

#: Whether the fonts that the file brings are those that draw it.
LOADED = """async () => {
  await document.fonts.ready;
  return [...document.fonts].map((font) => `${font.family.replaceAll('"', "")} ${font.status}`).sort();
}"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/chains/ic/?listed=false", "/gaps/?chain=ic"])
def test_the_figures_come_from_the_page(visitor, path, language):
    page = visitor(language=language).open(path)
    for name, suffix, start in (("SVG", "svg", b"<?xml"), ("PNG", "png", b"\x89PNG"), ("PDF A3", "pdf", b"%PDF")):
        file, called = take(page, name)
        assert called.endswith(f".{suffix}")
        assert ("-a3-" in called) == ("A3" in name)
        assert file.read_bytes().startswith(start)


def test_the_brief_comes_from_the_gap_page(visitor):
    file, called = take(visitor(language="en").open("/gaps/?chain=ai"), "Brief (Word)")
    assert called.startswith("brief-ai-")
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["/chains/ic/", "/chains/ai/", "/gaps/?chain=ic"])
def test_a_browser_draws_the_lines_where_they_were_measured(visitor, path, language):
    page = visitor(language=language).open(path)
    file, _ = take(page, "SVG")
    page.set_viewport_size({"width": 1600, "height": 1200})
    # As a file is opened: by itself, not under the rules of the site.
    page.goto("about:blank")
    page.set_content(file.read_text().partition("?>")[2])
    assert page.evaluate(LOADED) == ["Noto Sans SC loaded", "Noto Serif SC loaded"]
    assert page.evaluate(FAULTS) == []
