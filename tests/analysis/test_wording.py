"""Every sentence has words in both languages, with nothing left to fill in."""

import ast
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils.translation import override

from chains.analysis import explanations
from chains.analysis.explanations import Sentence
from chains.analysis.signals import EMPTIEST_FIRST
from chains.analysis.wording import WORDS, in_words, name_of, sentence_in_words

ROWS = {
    "ic.optics": SimpleNamespace(name="光学", name_en="Optics"),
    "ic.dry": SimpleNamespace(name="干法", name_en=""),
    "340000": SimpleNamespace(name="安徽", name_en="Anhui"),
}
PARAMS = {
    "n": 2,
    "occupied": 1,
    "provinces": 4,
    "defined": 3,
    "share": 0.024,
    "expected": 1.2345,
    "p_zero": 0.301,
    "lq_shrunk": 0.777,
    "place": "340000",
    "places": ("340000",),
    "segment": "ic.optics",
    "segments": ("ic.optics", "ic.dry"),
    "verdict": "weak",
    "flags": ("choke_point",),
    "signal": "thin",
    "evidence": 5,
    "looked": date(2026, 1, 2),
    "wanted": 4,
    "attainment": 0.5,
    "by_year": 2030,
    "reported": 1,
}


def codes_in_the_code() -> set[str]:
    """Return every code that ``explanations.py`` can say, those of the signals included."""
    tree = ast.parse(Path(explanations.__file__).read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    said = {
        part.value
        for call in calls
        if call.func.id in ("Sentence", "Want")
        for part in ast.walk(call.args[0])
        if isinstance(part, ast.Constant)
    }
    return said | {level.sentence for level in EMPTIEST_FIRST}


def test_every_sentence_has_words_and_no_words_are_never_said():
    assert codes_in_the_code() == set(WORDS)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", WORDS)
def test_every_sentence_can_be_said(code, language):
    with override(language):
        text = sentence_in_words(Sentence(code, PARAMS), ROWS)
    assert text
    assert "%" not in text.replace("2%", "").replace("30%", "").replace("50%", "")
    assert text[-1] in ".。"


def test_numbers_and_names_read_as_in_the_language():
    sentence = Sentence("list-for-province", {"expected": 1.2345, "segment": "ic.optics", "place": "340000"})
    with override("en"):
        text = sentence_in_words(sentence, ROWS)
    assert text == "E is 1.2: too little data. A list of the companies of Optics in Anhui would decide."
    with override("zh-hans"):
        assert [name_of(row) for row in ROWS.values()] == ["光学", "干法", "安徽"]


def test_one_and_several_are_said_apart():
    with override("en"):
        assert sentence_in_words(Sentence("unverified", {"reported": 1, "n": 1}), ROWS).endswith("verify it.")
        assert sentence_in_words(Sentence("unverified", {"reported": 2, "n": 3}), ROWS).endswith("verify them.")


def test_a_paragraph_is_spaced_as_its_language_is():
    two = [Sentence("under-half"), Sentence("none-in", {"places": ("340000",)})]
    with override("en"):
        assert in_words(two, ROWS) == "That is under half of an equal share. Nobody in: Anhui."
    with override("zh-hans"):
        assert " " not in in_words([Sentence("under-half"), Sentence("under-half")], ROWS).replace(
            sentence_in_words(two[0], ROWS), ""
        )
