"""Every event of the feed of changes, and every kind of change of a cell, is found and has its words and its look."""

import re
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from chains.analysis.changes import LOOKS
from chains.choices import CellChange, PublicEvent
from chains.figures.shapes import Ink
from chains.selectors import public_changes
from chains.selectors.public_changes import PublicChange
from chains.templatetags.changes import mark

PLACE = SimpleNamespace(name="上海", name_en="Shanghai")
COMPANY = SimpleNamespace(name="中微公司", name_en="AMEC")
ROW = SimpleNamespace(
    name="中微公司",
    name_en="AMEC",
    company=COMPANY,
    segment=SimpleNamespace(name="设备", name_en="Equipment"),
    province=PLACE,
    province_id="310000",
    city_id=None,
)
CSS = Path(settings.BASE_DIR, "chains", "static", "chains", "changes.css").read_text()


def sentence(event: PublicEvent, times: int = 1) -> str:
    """Return how the feed tells of an event that happened to one row; ``times`` makes it one of several."""
    entry = PublicChange(1, datetime(2026, 1, 1, tzinfo=UTC), "edit", {event: times}, ROW, COMPANY, "weak")
    return render_to_string("chains/parts/entry.html", {"entry": entry}).strip()


@pytest.mark.parametrize("event", PublicEvent)
def test_an_event_is_told_in_a_sentence_of_its_own_in_both_languages(event):
    told = {}
    for language in ("zh-hans", "en"):
        with override(language):
            told[language] = sentence(event)
            assert f"{event.label} 1" not in told[language]
            assert PLACE.name_en in told[language] or COMPANY.name_en in told[language] or language == "zh-hans"
    assert re.search(r"[\u4e00-\u9fff]", told["zh-hans"])
    assert not re.search(r"[\u4e00-\u9fff]", told["en"])


@pytest.mark.parametrize("event", [event for event in PublicEvent if event != PublicEvent.MERGED])
def test_several_at_once_are_counted_under_its_word(event):
    with override("en"):
        assert f"{event.label} 2" in sentence(event, 2)


@pytest.mark.parametrize("event", PublicEvent)
def test_an_event_is_looked_for_in_the_histories(event):
    assert f"PublicEvent.{event.name}" in Path(public_changes.__file__).read_text()


@pytest.mark.parametrize("kind", CellChange)
def test_a_kind_of_change_has_its_look(kind):
    assert mark(kind) == LOOKS[kind].sign
    assert LOOKS[kind].ink in set(Ink)
    assert f".change.{kind} " in CSS or f".change.{kind}," in CSS


def test_no_two_kinds_of_change_bear_the_same_sign():
    assert len({look.sign for look in LOOKS.values()}) == len(CellChange)
