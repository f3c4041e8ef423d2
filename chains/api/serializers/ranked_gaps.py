"""The ranked gaps, with reasons and what would change them."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from chains.analysis.explanations import Sentence
from chains.analysis.wording import sentence_in_words
from chains.choices import Action
from chains.selectors.ranked_gaps import RankedGap

from .base import PlainSerializer, coded
from .gaps import CoverageSerializer, TallySerializer, concluded


class SentenceSerializer(PlainSerializer):
    """One thing that is said: its code, what it speaks of, and how it reads."""

    code = serializers.CharField(help_text="What is said, the same in every language.")
    params = serializers.DictField(help_text="What it speaks of: codes of segments and provinces, numbers, days.")
    text = serializers.CharField(help_text="In the reader's language.")


class GroundSerializer(PlainSerializer):
    """A source that counts rest on."""

    source = serializers.CharField(help_text="Its slug.")
    evidence = serializers.IntegerField()


class RankedGapSerializer(TallySerializer):
    """A segment over the region of its chain, or in the province that was asked for."""

    id = serializers.CharField(help_text="The segment and its place: `ic.equipment@yangtze-delta`.")
    rank = serializers.IntegerField(help_text="From 1, the worst, among what was asked for.")
    chain = serializers.CharField()
    region = serializers.CharField()
    segment = serializers.CharField()
    province = serializers.CharField(allow_null=True, help_text="None where the whole region is meant.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    parent = serializers.CharField(allow_null=True)
    level = serializers.IntegerField(help_text="1 at the top of the chain.")
    expected = serializers.FloatField(
        allow_null=True,
        help_text="Over the region an equal share of N, in a province E = N_s · N_p / N; none where N = 0.",
    )
    p_zero = serializers.FloatField(allow_null=True, help_text="e^(−expected): the chance of a zero by luck.")
    coverage = CoverageSerializer()
    nobody = serializers.ListField(
        child=serializers.CharField(), help_text="The segments below without a company here, at every level."
    )
    action, action_label = coded(Action, "action", null=True, help_text="What the verdict calls for.")
    assessment = serializers.CharField(allow_null=True, help_text="The id of the assessment with the verdict.")
    source = serializers.CharField(allow_null=True, help_text="The source of the verdict.")
    evidence = serializers.IntegerField(help_text="How many evidences the counts rest on …")
    sources = serializers.IntegerField(help_text="… from how many distinct sources.")
    rests_on = GroundSerializer(many=True, help_text="Those sources, by how many evidences each gives.")
    looked_on = serializers.DateField(
        allow_null=True, help_text="The last day on which one of them was read, or a placement verified."
    )
    target = serializers.IntegerField(
        allow_null=True, help_text="Companies wanted: in the province, or in all provinces that have a target."
    )
    attainment = serializers.FloatField(allow_null=True, help_text="The part of the target that is reached.")
    explanation = SentenceSerializer(many=True, help_text="Why it stands here.")
    missing = SentenceSerializer(many=True, help_text="What would change the answer.")


def ranked_answer(entry: RankedGap) -> dict[str, Any]:
    """Return what :class:`RankedGapSerializer` shows of an entry."""
    facts, assessment = entry.facts, entry.assessment
    return concluded(entry.part) | {
        "id": entry.id,
        "rank": entry.rank,
        "chain": entry.view.chain.slug,
        "region": entry.view.region.slug,
        "segment": facts.segment,
        "province": facts.province,
        "name": entry.segment.name,
        "name_en": entry.segment.name_en,
        "parent": facts.parent,
        "level": entry.level,
        "expected": facts.expected,
        "p_zero": facts.p_zero,
        "coverage": asdict(entry.coverage),
        "nobody": facts.nobody,
        "action": assessment.action if assessment else None,
        "assessment": assessment.public_id if assessment else None,
        "source": assessment.source.slug if assessment else None,
        "evidence": facts.support.evidence,
        "sources": facts.support.sources,
        "rests_on": [{"source": source.slug, "evidence": n} for source, n in entry.rests_on],
        "looked_on": facts.support.looked,
        "target": facts.attainment.wanted if facts.attainment else None,
        "attainment": facts.attainment.share if facts.attainment else None,
        "explanation": [_said(entry, sentence) for sentence in entry.explanation],
        "missing": [_said(entry, sentence) for sentence in entry.missing],
    }


def _said(entry: RankedGap, sentence: Sentence) -> dict[str, Any]:
    text = sentence_in_words(sentence, entry.view.named)
    return {"code": sentence.code, "params": dict(sentence.params), "text": text}
