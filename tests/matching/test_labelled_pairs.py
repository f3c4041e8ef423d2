"""The labelled pairs: what the weights were counted from, and how well they do on the half that they never saw."""

from collections import Counter
from pathlib import Path

import pytest

from chains.analysis.match_weights import COUNTED

from .document import document
from .labelled_pairs import Half, Outcome, confusion, counted, labelled_pairs, precision, recall


@pytest.fixture(scope="module")
def tested():
    return confusion(labelled_pairs(Half.TESTED))


def test_there_are_many_pairs_of_every_kind_and_each_says_why():
    pairs = labelled_pairs()
    assert len(pairs) >= 400
    assert all(pair.why and pair.kind for pair in pairs)
    assert min(Counter(pair.one_firm for pair in pairs).values()) >= 150
    assert len({(pair.first, pair.second) for pair in pairs}) == len(pairs)


def test_the_halves_are_about_as_large():
    sizes = [len(labelled_pairs(half)) for half in Half]
    assert max(sizes) < 1.2 * min(sizes)


def test_the_weights_are_those_counted_in_the_one_half():
    assert counted(labelled_pairs(Half.COUNTED)) == COUNTED


def test_what_joins_without_asking_is_one_firm(tested):
    assert tested[Outcome.JOINED][0] >= 50
    assert precision(tested) >= 0.99


def test_one_firm_is_joined_or_asked_about(tested):
    assert recall(tested) >= 0.95


def test_the_document_says_so():
    assert Path("docs/matching.md").read_text(encoding="utf-8") == document()
