"""Figures come out as they were looked at and found good: every line of text, box and rule where it was."""

import pytest

from tests.figures.golden import DRAWN, FOLDER, differences, drawn


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_what_it_was(name):
    kept = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    assert differences(drawn(name), kept) == []


def test_what_is_kept_is_what_is_drawn():
    assert {path.stem for path in FOLDER.iterdir()} == set(DRAWN)


@pytest.mark.parametrize(
    ("mended", "as_before"),
    [
        ('<text x="10.01" y="20">甲</text>', True),
        ('<text x="10.4" y="20">甲</text>', False),
        ('<text x="10" y="20">乙</text>', False),
        ('<text x="10" y="20" fill="#000">甲</text>', False),
        ('<text x="10" y="20">甲</text><rect/>', False),
        ("", False),
    ],
)
def test_a_difference_is_one_that_can_be_seen(mended, as_before):
    kept = '<?xml version="1.0"?><svg><text x="10" y="20">甲</text></svg>'
    found = differences(f'<?xml version="1.0"?><svg>{mended}</svg>', kept)
    assert (found == []) == as_before
