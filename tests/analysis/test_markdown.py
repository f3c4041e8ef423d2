"""Markdown of descriptions is shown as HTML; nothing else of a text ever becomes a tag."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.markdown import as_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        ("芯片 < 5 nm & 更小", "<p>芯片 &lt; 5 nm &amp; 更小</p>"),
        ("一行\n二行\n\n另一段", "<p>一行<br>二行</p><p>另一段</p>"),
        (
            "## Market ##\nSome *small* and **big**",
            "<p><strong>Market</strong></p><p>Some <em>small</em> and <strong>big</strong></p>",
        ),
        (
            "- one\n- `two`\n1. first\n2) second",
            "<ul><li>one</li><li><code>two</code></li></ul><ol><li>first</li><li>second</li></ol>",
        ),
        (
            "see [ASML](https://asml.example/a_(b)?c=1&d=2).",
            '<p>see <a class="link" rel="nofollow" href="https://asml.example/a_(b)?c=1&amp;d=2">ASML</a>.</p>',
        ),
        ("![diagram](https://x.example/y.png) [here](/local) [bad](javascript:alert(1))", "<p>diagram here bad</p>"),
        ("snake_case_name, 2 * 3 * 4, GB_T 4754", "<p>snake_case_name, 2 * 3 * 4, GB_T 4754</p>"),
        ("> quoted\n\n---\nafter", "<p>quoted</p><p>after</p>"),
        ("[not a link] (really)", "<p>[not a link] (really)</p>"),
        (
            '[“quoted”](https://x.example/"onclick=")',
            '<p><a class="link" rel="nofollow" href="https://x.example/&quot;onclick=&quot;">“quoted”</a></p>',
        ),
        (
            '[**bold**](<https://x.example> "title")',
            '<p><a class="link" rel="nofollow" href="https://x.example"><strong>bold</strong></a></p>',
        ),
    ],
)
def test_it_is_shown_as_it_is_meant(text, html):
    assert as_html(text) == html


@given(st.text(st.sampled_from("ab *_`[]()<>#-1.!\n\"'&:/") | st.sampled_from("中h"), max_size=60))
def test_no_tag_comes_from_the_text_but_those_of_markdown(text):
    tags = re.findall(r"<[^>]*>", as_html(text))
    known = r'</?(p|ul|ol|li|strong|em|code|br)>|</a>|<a class="link" rel="nofollow" href="https?://[^"<>]*">'
    assert all(re.fullmatch(known, tag) for tag in tags)
    assert "<script" not in as_html(f"<script>{text}</script>")
