"""On paper: the map and the gap table fit the sheet, A4 and A3 across, and nothing is there that can be clicked."""

import re

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("what a browser puts on paper; tests/pages opens these pages on both"),
]

PAGES = ("/chains/ic/", "/chains/ai/", "/gaps/?chain=ic", "/gaps/?chain=ai")

#: The printable width in CSS pixels (96 to the inch): that of the sheet less 10 mm at each side.
SHEETS = {"A4": round((297 - 20) / 25.4 * 96), "A3": round((420 - 20) / 25.4 * 96)}

#: What stands beyond the edge of the sheet.
BEYOND = """(room) => [...document.querySelectorAll("main *")]
    .filter((each) => each.checkVisibility() && !each.closest(".hidden"))
    .filter((each) => each.getBoundingClientRect().right > room + 1 || each.getBoundingClientRect().left < -1)
    .map((each) => each.outerHTML.slice(0, 120))"""

#: What does not fit into its box: into one that scrolls on a screen, and would be lost on paper, or into its cell.
CUT = """() => [...document.querySelectorAll(".scroll, .scroll-x, .map td, .map th, .gaps td, .gaps th")]
    .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1)
    .map((each) => each.outerHTML.slice(0, 120))"""

CLICKED = ".top, .skip, .views, .chips .pick, .chips button, .foot-line nav, form"


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off(visitor, path, language):
    page = visitor(language=language).open(path)
    page.emulate_media(media="print")
    for room in SHEETS.values():
        page.set_viewport_size({"width": room, "height": 900})
        assert page.evaluate(BEYOND, room) == []
        assert page.evaluate(CUT) == []
    assert page.locator(CLICKED).filter(visible=True).count() == 0
    assert 1 <= pages_of(page.pdf(format="A4", landscape=True)) <= 4


def test_paper_is_white_in_every_theme(visitor):
    page = visitor().open("/chains/ic/")
    for theme in ("light", "dark"):
        page.emulate_media(media="print", color_scheme=theme)
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_what_is_folded_on_screen_is_printed(visitor):
    page = visitor().open("/gaps/?chain=ic")
    reason = page.locator(".ver details.conf > p").first
    assert not reason.is_visible()
    page.emulate_media(media="print")
    assert reason.is_visible()


def test_the_map_of_a_chain_fits_one_sheet_of_a3(visitor):
    page = visitor().open("/chains/ic/")
    assert pages_of(page.pdf(format="A3", landscape=True)) == 1
