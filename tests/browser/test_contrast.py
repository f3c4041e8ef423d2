"""Every colour that text has, on every ground that it stands on, in both themes: at least 4.5 to 1 (WCAG 2, AA)."""

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.any_database("colours, which are in the style sheets"),
]

INKS = ("ink", "soft", "accent", "warn", "good")
GROUNDS = ("paper", "card", "wash", "warnwash")

#: The admin calls its accent by another name, and it writes on its buttons.
ADMIN_INKS = ("ink", "soft", "teal", "warn", "good")
BUTTONS = (("on-teal", "teal"), ("on-teal", "teal-deep"))


def channels(page, token: str) -> tuple[float, ...]:
    """Return what the browser makes of a token: red, green and blue from 0 to 1."""
    said = page.evaluate(
        """(token) => {
            const probe = document.body.appendChild(document.createElement("span"));
            probe.style.color = `var(--${token})`;
            const { color } = getComputedStyle(probe);
            probe.remove();
            return color;
        }""",
        token,
    )
    return tuple(int(part) / 255 for part in said[said.index("(") + 1 : said.index(")")].split(","))


def luminance(colour: tuple[float, ...]) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def too_faint(page, pairs) -> dict[str, float]:
    ratios = {f"{ink} on {ground}": contrast(channels(page, ink), channels(page, ground)) for ink, ground in pairs}
    return {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < 4.5}


def test_contrast_is_reckoned_as_in_the_standard():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((119 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("chosen", ["by the system", "by the reader"])
def test_the_site_can_be_read(visitor, site, theme, chosen):
    window = visitor(theme=theme if chosen == "by the system" else {"light": "dark", "dark": "light"}[theme])
    if chosen == "by the reader":
        window.context.add_cookies([{"name": "theme", "value": theme, "url": site.url}])
    page = window.open("/about/")
    assert too_faint(page, [(ink, ground) for ink in INKS for ground in GROUNDS]) == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_admin_can_be_read(visitor, curator, theme):
    page = visitor(theme=theme, state=curator).open("/admin/")
    pairs = [(ink, ground) for ink in ADMIN_INKS for ground in (*GROUNDS, "goodwash")]
    assert too_faint(page, [*pairs, *BUTTONS]) == {}


def test_paper_can_be_read(visitor):
    page = visitor(theme="dark").open("/chains/ic/")
    page.emulate_media(media="print")
    assert too_faint(page, [(ink, ground) for ink in INKS for ground in GROUNDS]) == {}
