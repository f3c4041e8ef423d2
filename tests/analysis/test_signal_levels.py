"""Every level of the signal is known everywhere: in the order, on paper and on screen, in words and in the API."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import override

from chains.analysis.comparison import SHORTCOMINGS
from chains.analysis.gaps import CLUSTER_FROM, Cell, Tally, conflicts
from chains.analysis.signals import CONFLICT, EMPTIEST_FIRST, FULLEST_FIRST, FULLNESS, LEVELS, Signal
from chains.analysis.wording import WORDS, rule_of_signals, why_nobody
from chains.api.serializers.gaps import GapCellSerializer
from chains.choices import Verdict
from chains.figures import svg
from chains.figures.shapes import Fill, Ink
from chains.filtersets.ranked_gaps import RankedGapForm
from chains.models import SnapshotCell
from chains.templatetags.atlas import meaning, word_for
from chains.views.map_content import look_of, signal_keys

CSS = Path(settings.BASE_DIR, "chains", "static", "chains", "atlas.css").read_text()
CELL = Cell("ic.design", "310000", Tally(), 1.5, 0.0, 0.5, 0.2, Signal.EMPTY, None, False)

every_level = pytest.mark.parametrize("level", EMPTIEST_FIRST, ids=lambda level: level.signal.value)
in_both_languages = pytest.mark.parametrize("language", ["zh-hans", "en"])


def test_every_signal_is_declared_once_and_has_its_place_in_the_order():
    assert sorted(level.signal for level in EMPTIEST_FIRST) == sorted(Signal)
    assert set(LEVELS) == set(FULLNESS) == set(Signal)
    assert tuple(reversed(EMPTIEST_FIRST)) == FULLEST_FIRST


def test_the_order_of_the_levels():
    order = ["empty", "absent", "unlisted", "single", "thin", "present", "cluster"]
    assert [level.signal for level in EMPTIEST_FIRST] == order


@in_both_languages
@every_level
def test_it_has_its_words(level, language):
    with override(language):
        words = [word_for(level.signal, "signal"), meaning(level.signal), str(level.here), str(level.why_nobody)]
        small_print = why_nobody(replace(CELL, signal=level.signal))
    assert all(words[:3])
    assert WORDS[level.sentence] is level.here
    assert set(re.findall(r"%\((\w+)\)", words[2])) <= set(level.speaks_of)
    assert "%" not in small_print
    # Where somebody is, names or numbers stand in the place of the small print.
    assert bool(small_print) == ("n" not in level.speaks_of)
    if language == "zh-hans":
        assert all(re.search(r"[\u4e00-\u9fff]", text) for text in filter(None, [*words, small_print]))


@every_level
def test_it_has_its_look_on_paper(level):
    ground, edge, _double = look_of(level.signal)
    assert edge is None or edge in Ink
    assert ground in svg.FILLS
    if level.hatching:
        assert svg.FILLS[ground] == f"url(#{level.signal})"
        assert f'<pattern id="{level.signal}"' in svg._patterns()
    else:
        assert ground in set(Fill)


def test_no_two_look_the_same_on_paper():
    assert len({look_of(signal) for signal in Signal}) == len(Signal)


@every_level
def test_it_has_its_look_on_screen(level):
    plain = look_of(level.signal) == (Fill.NONE, None, False)
    assert bool(re.search(rf"^\.{level.signal} \{{", CSS, re.MULTILINE)) == (not plain)
    # What has an edge or a hatching keeps its words away from it, where a table is a list of entries.
    kept_away = re.search(r"td:is\(([^)]*)\) \{ padding-left", CSS)[1].split(", ")
    assert (f".{level.signal}" in kept_away) == (not plain)


@in_both_languages
def test_the_legends_of_pages_and_figures_show_all_from_the_fullest(language):
    with override(language):
        page = render_to_string("chains/parts/legend.html")
        shown = re.findall(r'<span class="k (\w+)"\s*>([^<]*)</span>', page)
        assert shown == [(level.signal.value, str(level.signal.label)) for level in FULLEST_FIRST]
        assert [key.text for key in signal_keys()] == [word for _code, word in shown]


def test_rule_and_conflict_name_every_signal_that_they_speak_of():
    with override("en"):
        named = [str(level.signal.label) for level in EMPTIEST_FIRST]
        assert [name for name in named if name not in rule_of_signals()] == []
        assert f"{CLUSTER_FROM}" in rule_of_signals()
    with override("zh-hans"):
        assert re.search(r"[\u4e00-\u9fff]", rule_of_signals())
        assert re.search(r"[\u4e00-\u9fff]", str(CONFLICT))


@every_level
@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_conflicts_with_what_is_declared(level, verdict):
    assert conflicts(verdict, level.signal) == (verdict in level.contradicts)


def test_what_calls_for_a_look_is_named_where_places_are_compared():
    assert [level.signal for level in EMPTIEST_FIRST if level.calls_for_a_look] == list(SHORTCOMINGS)


def test_the_api_the_filter_and_the_database_know_all():
    described = import_string(settings.SPECTACULAR_SETTINGS["ENUM_NAME_OVERRIDES"]["SignalEnum"])
    assert described is Signal
    assert list(GapCellSerializer().fields["signal"].choices) == Signal.values
    assert [code for code, _label in RankedGapForm.base_fields["signal"].choices] == Signal.values
    assert [code for code, _label in SnapshotCell._meta.get_field("signal").choices] == Signal.values
