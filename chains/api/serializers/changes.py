"""Snapshots, and what has changed since one."""

from typing import Any

from rest_framework import serializers

from chains.analysis.changes import Shift
from chains.analysis.signals import Signal
from chains.choices import BatchKind, CellChange, Verdict
from chains.models import Snapshot
from chains.selectors.changes import SnapshotComparison

from .base import TAIL, Moment, PlainSerializer, RecordSerializer, Reference, coded, own_address
from .included import ShortChainSerializer, ShortRegionSerializer, one


class ReadingSerializer(PlainSerializer):
    """What a cell counted at one time, with the signal and the verdict of then."""

    companies = serializers.IntegerField(help_text="n: distinct companies with a live placement in the whole subtree.")
    dedicated = serializers.IntegerField(help_text="Those in no other top-level segment of the chain.")
    verified = serializers.IntegerField(help_text="Those with a verified placement here.")
    listed = serializers.IntegerField(help_text="Those listed on an exchange.")
    signal, signal_label = coded(Signal, "signal", help_text="Computed from the counts; never a verdict.")
    verdict, verdict_label = coded(Verdict, "verdict", null=True, help_text="The verdict that applied, if any.")


class SnapshotCellSerializer(ReadingSerializer):
    """One segment in one province, or over the whole region, as it was."""

    segment = serializers.CharField()
    province = serializers.CharField(allow_null=True, help_text="None: the segment over the whole region.")

    def get_fields(self) -> dict[str, serializers.Field]:
        """Return the fields, those first that say what is spoken of."""
        fields = super().get_fields()
        return {name: fields[name] for name in sorted(fields, key=lambda name: name not in ("segment", "province"))}


class SnapshotSerializer(RecordSerializer):
    """A snapshot 快照: the gap table of a chain over a region, every level of it, as it was at one moment."""

    id = Reference("public_id")
    chain = Reference("chain.slug")
    region = Reference("region.slug")
    taken_at = Moment(help_text="The moment that it shows (UTC).")
    before, before_label = coded(
        BatchKind, "batch.kind", null=True, help_text="The kind of work before which it was taken; none if asked for."
    )
    url = own_address("snapshots")

    includes = {"chain": one(ShortChainSerializer, "chain"), "region": one(ShortRegionSerializer, "region")}

    class Meta:
        model = Snapshot
        fields = ("id", "chain", "region", "taken_at", "before", "before_label", *TAIL)
        read_only_fields = fields


class WholeSnapshotSerializer(SnapshotSerializer):
    """A snapshot with its cells."""

    cells = SnapshotCellSerializer(
        source="readings", many=True, read_only=True, help_text="Every level: a whole segment, then its provinces."
    )

    class Meta(SnapshotSerializer.Meta):
        fields = (*SnapshotSerializer.Meta.fields[: -len(TAIL)], "cells", *TAIL)
        read_only_fields = fields


class ChangeSerializer(PlainSerializer):
    """One cell, or one whole segment, then and now."""

    segment = serializers.CharField()
    province = serializers.CharField(allow_null=True, help_text="None: the segment over the whole region.")
    change, change_label = coded(
        CellChange, "change", help_text="By counts and signal; what people concluded has no part in it."
    )
    verdict_changed = serializers.BooleanField(help_text="Whether another verdict applies.")
    before = ReadingSerializer(allow_null=True, help_text="None where it was not there.")
    after = ReadingSerializer(allow_null=True, help_text="None where it is no longer there.")


class GapChangesSerializer(PlainSerializer):
    """A chain at a snapshot, and at another one or now."""

    chain = serializers.CharField()
    region = serializers.CharField()
    against = serializers.CharField(help_text="The id of the snapshot compared with.")
    against_taken_at = Moment()
    until = serializers.CharField(allow_null=True, help_text="The id of the other one; none: what is on record now.")
    until_taken_at = Moment(allow_null=True)
    counts = serializers.DictField(
        child=serializers.IntegerField(), help_text="Change → how many cells; whole segments not among them."
    )
    evidence = serializers.IntegerField(
        help_text="How many pieces of evidence came in between, of live placements in the chain and the region."
    )
    changes = ChangeSerializer(many=True, help_text="Every cell of every level, changed or not.")


def comparison_answer(comparison: SnapshotComparison) -> dict[str, Any]:
    """Return what :class:`GapChangesSerializer` shows of a comparison."""
    until = comparison.until
    return {
        "chain": comparison.chain.slug,
        "region": comparison.against.region.slug,
        "against": comparison.against.public_id,
        "against_taken_at": comparison.against.taken_at,
        "until": until.public_id if until else None,
        "until_taken_at": until.taken_at if until else None,
        "counts": {kind.value: number for kind, number in comparison.counted.items()},
        "evidence": comparison.evidence,
        "changes": [_change(shift) for shift in comparison.shifts.values()],
    }


def _change(shift: Shift) -> dict[str, Any]:
    return {
        "segment": shift.segment,
        "province": shift.province,
        "change": shift.kind,
        "verdict_changed": shift.verdict_changed,
        "before": shift.before,
        "after": shift.after,
    }
