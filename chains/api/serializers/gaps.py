"""The gap table: counts, signals and verdicts, kept apart."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rest_framework import serializers

from chains.analysis import gaps
from chains.analysis.signals import Signal
from chains.analysis.targets import Attainment
from chains.choices import Action, Verdict, VerdictScope
from chains.models import Segment
from chains.selectors.gaps import GapView

from .base import PlainSerializer, coded

#: What a row or a cell speaks of.
SUBJECT = ("segment", "province", "name", "name_en")


class TallySerializer(PlainSerializer):
    """What a cell and a row both count, and what is concluded of them."""

    companies = serializers.IntegerField(help_text="n: distinct companies with a live placement in the whole subtree.")
    dedicated = serializers.IntegerField(help_text="Those in no other top-level segment of the chain.")
    verified = serializers.IntegerField(help_text="Those with a verified placement here.")
    listed = serializers.IntegerField(help_text="Those listed on an exchange.")
    signal, signal_label = coded(Signal, "signal", help_text="Computed from the counts; never a verdict.")
    verdict, verdict_label = coded(
        Verdict, "verdict", null=True, help_text="What a person concluded: the narrowest scope, the newest."
    )
    verdict_scope, verdict_scope_label = coded(
        VerdictScope, "verdict_scope", null=True, help_text="The place that the verdict was given for."
    )
    verdict_segment = serializers.CharField(
        allow_null=True, help_text="The segment that it was given for: this one, or one above."
    )
    choke_point = serializers.BooleanField(help_text="As the verdict has it; false without one.")
    import_dependent = serializers.BooleanField(help_text="As the verdict has it; false without one.")
    conflict = serializers.BooleanField(
        help_text="The signal contradicts a verdict that was given for exactly this scope."
    )

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields, those first that say what is spoken of."""
        fields = super().get_fields()
        return {name: fields[name] for name in sorted(fields, key=lambda name: name not in SUBJECT)}


class GapCellSerializer(TallySerializer):
    """One segment in one province."""

    segment = serializers.CharField()
    province = serializers.CharField()
    expected = serializers.FloatField(allow_null=True, help_text="E = N_s · N_p / N; none where N = 0.")
    lq = serializers.FloatField(allow_null=True, help_text="Location quotient n / E; none where E = 0.")
    lq_shrunk = serializers.FloatField(allow_null=True, help_text="(n + ν) / (E + ν); none where N = 0.")
    p_zero = serializers.FloatField(allow_null=True, help_text="e^(−E): the chance of a zero by luck.")


class TargetedCellSerializer(GapCellSerializer):
    """One segment in one province, beside what is wanted there."""

    target = serializers.IntegerField(
        allow_null=True, help_text="Companies wanted here, if anybody has set that down. It enters no number."
    )
    attainment = serializers.FloatField(allow_null=True, help_text="companies / target: 1 is reached.")


class CoverageSerializer(PlainSerializer):
    """How many of the defined sub-segments have a company."""

    occupied = serializers.IntegerField()
    defined = serializers.IntegerField()


class GapRowSerializer(TallySerializer):
    """One segment over the whole region."""

    segment = serializers.CharField()
    name = serializers.CharField()
    name_en = serializers.CharField()
    total = serializers.IntegerField(help_text="N_s: the sum of its cells; `companies` counts each once.")
    share = serializers.FloatField(allow_null=True, help_text="N_s / N; none where N = 0.")
    coverage = CoverageSerializer()
    empty_children = serializers.ListField(
        child=serializers.CharField(), help_text="The sub-segments without any company."
    )
    hhi = serializers.FloatField(
        allow_null=True, help_text="Sum of the squared shares of the provinces: 1 when all stand in one."
    )
    action, action_label = coded(Action, "action", null=True, help_text="What the verdict calls for.")
    assessment = serializers.CharField(allow_null=True, help_text="The id of the assessment with the verdict.")


class MarginsSerializer(PlainSerializer):
    """The sums of the table."""

    segments = serializers.DictField(child=serializers.IntegerField(), help_text="Segment → N_s.")
    provinces = serializers.DictField(child=serializers.IntegerField(), help_text="Province → N_p.")
    total = serializers.IntegerField(help_text="N.")


class ParametersSerializer(PlainSerializer):
    """The constants behind the signals."""

    shrinkage = serializers.FloatField(help_text="ν.")
    absent_p_zero = serializers.FloatField(help_text="A zero is `absent` up to this p_zero, `unlisted` above.")
    thin_below = serializers.FloatField(help_text="`thin` below this lq_shrunk.")
    cluster_from = serializers.FloatField(help_text="`cluster` from this lq_shrunk on …")
    cluster_companies = serializers.IntegerField(help_text="… and this number of companies.")
    thin_share = serializers.FloatField(help_text="A row is `thin` below this part of an equal share.")


class UnknownProvinceSerializer(PlainSerializer):
    """Companies placed in China of which the province is not known: in no cell and no margin."""

    companies = serializers.IntegerField(help_text="Distinct companies of the chain.")
    segments = serializers.DictField(child=serializers.IntegerField(), help_text="Segment → distinct companies.")


class GapTableSerializer(PlainSerializer):
    """The gap table of a chain over a region: of its top-level segments, or of those inside `parent`."""

    chain = serializers.CharField()
    region = serializers.CharField()
    parent = serializers.CharField(allow_null=True, help_text="The segment looked into, if any.")
    provinces = serializers.ListField(child=serializers.CharField(), help_text="In the order of the region.")
    margins = MarginsSerializer()
    parameters = ParametersSerializer()
    elsewhere = serializers.IntegerField(help_text="Companies placed outside the region, in no margin.")
    province_unknown = UnknownProvinceSerializer()
    rows = GapRowSerializer(many=True)
    cells = TargetedCellSerializer(many=True, help_text="Row by row.")
    ranked = serializers.ListField(
        child=serializers.CharField(),
        help_text="The segments that call for a look, on every level from here down, worst first.",
    )


def gap_answer(view: GapView) -> dict[str, Any]:
    """Return what :class:`GapTableSerializer` shows of a gap view."""
    table = view.table
    return {
        "chain": view.chain.slug,
        "region": view.region.slug,
        "parent": view.parent.code if view.parent else None,
        "provinces": table.provinces,
        "margins": {
            "segments": {row.segment: row.total for row in table.rows},
            "provinces": dict(zip(table.provinces, table.columns, strict=True)),
            "total": table.total,
        },
        "parameters": {
            "shrinkage": gaps.SHRINKAGE,
            "absent_p_zero": gaps.ABSENT_P_ZERO,
            "thin_below": gaps.THIN_BELOW,
            "cluster_from": gaps.CLUSTER_FROM,
            "cluster_companies": gaps.CLUSTER_COMPANIES,
            "thin_share": gaps.THIN_SHARE,
        },
        "elsewhere": view.elsewhere,
        "province_unknown": unknown_answer(view, [row.segment for row in table.rows]),
        "rows": [row_answer(view.segments[row.segment], row) for row in table.rows],
        "cells": [targeted_answer(cell, view.attainment(cell)) for row in table.rows for cell in row.cells],
        "ranked": [row.segment for row in view.ranked],
    }


def unknown_answer(view: GapView, segments: Iterable[str]) -> dict[str, Any]:
    """Return what :class:`UnknownProvinceSerializer` shows of a gap view, for these segments."""
    return {"companies": view.unknown_in_chain, "segments": {code: view.unknown[code] for code in segments}}


def row_answer(segment: Segment, row: gaps.Row) -> dict[str, Any]:
    """Return what :class:`GapRowSerializer` shows of a row."""
    return concluded(row) | {
        "segment": segment.code,
        "name": segment.name,
        "name_en": segment.name_en,
        "total": row.total,
        "share": row.share,
        "coverage": asdict(row.coverage),
        "empty_children": row.empty_children,
        "hhi": row.hhi,
        "action": row.ruling.action if row.ruling else None,
        "assessment": row.ruling.id if row.ruling else None,
    }


def targeted_answer(cell: gaps.Cell, attainment: Attainment | None) -> dict[str, Any]:
    """Return what :class:`TargetedCellSerializer` shows of a cell and of how far its target is reached."""
    return cell_answer(cell) | {
        "target": attainment.wanted if attainment else None,
        "attainment": attainment.share if attainment else None,
    }


def cell_answer(cell: gaps.Cell) -> dict[str, Any]:
    """Return what :class:`GapCellSerializer` shows of a cell."""
    return concluded(cell) | {
        "segment": cell.segment,
        "province": cell.province,
        "expected": cell.expected,
        "lq": cell.lq,
        "lq_shrunk": cell.lq_shrunk,
        "p_zero": cell.p_zero,
    }


def concluded(part: gaps.Row | gaps.Cell) -> dict[str, Any]:
    """Return what :class:`TallySerializer` shows of a row or a cell."""
    ruling = part.ruling
    return asdict(part.tally) | {
        "signal": part.signal,
        "verdict": ruling.verdict if ruling else None,
        "verdict_scope": ruling.scope if ruling else None,
        "verdict_segment": ruling.segment if ruling else None,
        "choke_point": ruling is not None and ruling.choke_point,
        "import_dependent": ruling is not None and ruling.import_dependent,
        "conflict": part.conflict,
    }
