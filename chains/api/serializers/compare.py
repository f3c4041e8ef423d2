"""Places side by side."""

from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from chains.analysis.comparison import ComparedCell
from chains.analysis.signals import Signal
from chains.choices import Verdict, VerdictScope
from chains.selectors.compare import ComparedPlace, Comparison

from .base import PlainSerializer, coded

KINDS = ("province", "city", "park")


class ComparedCellSerializer(PlainSerializer):
    """One segment at one place. Cities and parks have counts only."""

    segment = serializers.CharField()
    companies = serializers.IntegerField(help_text="Distinct companies with a live placement in the whole subtree.")
    share = serializers.FloatField(allow_null=True, help_text="Its part in the place's total; none where that is 0.")
    dedicated = serializers.IntegerField(help_text="Those in no other top-level segment of the chain.")
    verified = serializers.IntegerField(help_text="Those with a verified placement here.")
    listed = serializers.IntegerField(help_text="Those listed on an exchange.")
    expected = serializers.FloatField(allow_null=True)
    lq_shrunk = serializers.FloatField(allow_null=True)
    signal, signal_label = coded(Signal, "signal", null=True, help_text="Provinces only.")
    verdict, verdict_label = coded(Verdict, "verdict", null=True, help_text="Provinces only.")
    verdict_scope, verdict_scope_label = coded(VerdictScope, "verdict_scope", null=True)
    choke_point = serializers.BooleanField()
    import_dependent = serializers.BooleanField()
    conflict = serializers.BooleanField()


class ShortcomingSerializer(PlainSerializer):
    """A signal that calls for a look, and where it is given."""

    signal, signal_label = coded(Signal, "signal")
    segments = serializers.ListField(child=serializers.CharField())


class ComparedSideSerializer(PlainSerializer):
    """One place in one chain."""

    chain = serializers.CharField()
    place = serializers.CharField(help_text="The code of the province or city, the id of the park.")
    name = serializers.CharField()
    name_en = serializers.CharField()
    counted_in = serializers.CharField(
        help_text="Where its companies are counted: for a park its city, or its province where no city is on record."
    )
    counted_kind = serializers.ChoiceField(choices=KINDS[:2])
    judged = serializers.BooleanField(help_text="Whether there are signals and verdicts: for provinces only.")
    total = serializers.IntegerField(help_text="The sum of its cells.")
    cells = ComparedCellSerializer(many=True, help_text="In the order of the top-level segments.")
    shortcomings = ShortcomingSerializer(many=True, help_text="The gravest first.")
    clusters = serializers.ListField(child=serializers.CharField(), help_text="From the highest LQ′ down.")
    highest = serializers.ListField(child=serializers.CharField(), help_text="The segments with the highest LQ′.")
    nobody = serializers.ListField(child=serializers.CharField(), help_text="The segments without a company.")
    largest = serializers.ListField(child=serializers.CharField(), help_text="The segments with the most companies.")
    research_bases = serializers.ListField(child=serializers.CharField(), help_text="Their ids.")
    platforms = serializers.ListField(child=serializers.CharField(), help_text="Their ids.")
    parks = serializers.ListField(child=serializers.CharField(), help_text="Their ids.")


class ComparedPlacesSerializer(PlainSerializer):
    """Places side by side in one chain, or two chains at one place."""

    kind = serializers.ChoiceField(choices=KINDS)
    sides = ComparedSideSerializer(many=True)


def comparison_answer(comparison: Comparison) -> dict[str, Any]:
    """Return what :class:`ComparedPlacesSerializer` shows of a comparison."""
    return {"kind": comparison.kind, "sides": [_side(side) for side in comparison.sides]}


def _side(side: ComparedPlace) -> dict[str, Any]:
    return {
        "chain": side.view.chain.slug,
        "place": side.key,
        "name": side.place.name,
        "name_en": side.place.name_en,
        "counted_in": side.counted.code,
        "counted_kind": side.counted_kind,
        "judged": side.judged,
        "total": side.column.total,
        "cells": [_cell(cell) for cell in side.column.cells],
        "shortcomings": [{"signal": signal, "segments": segments} for signal, segments in side.findings.shortcomings],
        "clusters": side.findings.clusters,
        "highest": side.findings.highest,
        "nobody": side.findings.nobody,
        "largest": side.findings.largest,
        "research_bases": [row.public_id for row in side.research_bases],
        "platforms": [row.public_id for row in side.platforms],
        "parks": [row.public_id for row in side.parks],
    }


def _cell(cell: ComparedCell) -> dict[str, Any]:
    ruling = cell.ruling
    return asdict(cell.tally) | {
        "segment": cell.segment,
        "share": cell.share,
        "expected": cell.expected,
        "lq_shrunk": cell.lq_shrunk,
        "signal": cell.signal,
        "verdict": ruling.verdict if ruling else None,
        "verdict_scope": ruling.scope if ruling else None,
        "choke_point": ruling is not None and ruling.choke_point,
        "import_dependent": ruling is not None and ruling.import_dependent,
        "conflict": cell.conflict,
    }
