"""Every template keeps the rules; and the rules find what they are for, and let pass what comes close."""

from pathlib import Path

import pytest

from tests.architecture.templates import WIDEST, Template, crowded, flat, inline, wide

ROOT = Path(__file__).resolve().parents[2] / "templates"

TEMPLATES = [
    Template.read(path, ROOT) for path in sorted(ROOT.rglob("*.*")) if path.suffix in (".html", ".svg", ".txt")
]


def template(*lines):
    return Template("page.html", "\n".join(lines))


def test_the_templates_are_found():
    assert {"base.html", "chains/flow.svg", "chains/feed/title.txt"} < {each.name for each in TEMPLATES}


@pytest.mark.parametrize("rule", [wide, crowded, flat, inline])
def test_every_template_keeps_the_rule(rule):
    assert [fault for each in TEMPLATES for fault in rule(each)] == []


def test_a_line_that_is_too_long_is_reported():
    assert wide(template("<p>", "省" * WIDEST, "</p>")) == []
    assert wide(template("<p>", "省" * WIDEST + "份", "</p>")) == ["page.html:2 has 121 columns, over 120"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<ul><li>one</li></ul>", "<ul> and <li>"),
        ("<td>one</td><td>two</td>", "<td> and <td>"),
        ('<tr{% if a > b %} class="x"{% endif %}><td>', "<tr> and <td>"),
        ("<p>one</p>{% if a %}<p>", "<p> and <p>"),
    ],
)
def test_two_block_level_elements_on_a_line_are_reported(line, fault):
    assert crowded(template("<main>", line)) == [f"page.html:2 opens {fault}"]


@pytest.mark.parametrize(
    "line",
    [
        '<p>One <a href="/">link</a> and <b>another</b>.</p>',
        "<td>{% if a %}<b>{{ a }}</b>{% endif %}</td>",
        "</li><li>",
        "<li>{# A <ul> follows. #}</li>",
        "<p title=\"{% translate '<p> is one' %}\">",
    ],
)
def test_one_with_what_is_in_its_text_passes(line):
    assert crowded(template("<main>", line)) == []


def test_an_element_that_is_no_deeper_than_what_holds_it_is_reported():
    assert flat(template("<ul>", "<li>one</li>", "</ul>")) == ["page.html:2 <li> is no deeper than line 1"]
    assert flat(template("<ul>", "  <li>one</li>", "</ul>")) == []


def test_an_end_that_stands_elsewhere_than_its_beginning_is_reported():
    assert flat(template("<ul>", "  <li>", "    one", "</li>", "</ul>")) == [
        "page.html:4 </li> stands elsewhere than line 2 begins"
    ]


def test_a_condition_that_opens_what_another_closes_hides_no_fault_of_others():
    lines = ["{% if a %}", "  <form>", "{% endif %}", "    <p>one</p>", "{% if a %}", "  </form>", "{% endif %}"]
    assert flat(template(*lines)) == []
    assert flat(template(*lines, "<ul>", "<li>one</li>", "</ul>")) == ["page.html:9 <li> is no deeper than line 8"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("<style>p { color: red }</style>", "has an inline <style>"),
        ("<script>alert(1)</script>", "has an inline <script>"),
        ('<script type="module">', "has an inline <script>"),
        ('<p style="color: red">', "has a style or a script in <p>"),
        ('<a href="/" onclick="go()">', "has a style or a script in <a>"),
        ('<a{% if a %} onclick="go()"{% endif %}>', "has a style or a script in <a>"),
    ],
)
def test_a_style_or_a_script_in_the_page_is_reported(line, fault):
    assert inline(template(line)) == [f"page.html:1 {fault}"]


@pytest.mark.parametrize(
    "line",
    [
        '<script src="{% static \'chains/atlas.js\' %}" type="module"></script>',
        '<link rel="stylesheet" href="/atlas.css">',
        "<p>the style = of it, once only = twice</p>",
        '<option value="on">',
    ],
)
def test_one_from_a_file_passes(line):
    assert inline(template(line)) == []
