"""Responses to writing requests."""

from collections.abc import Sequence

from rest_framework import serializers

from chains.choices import Stage
from chains.history.upserts import Upserted
from chains.history.withdrawing import Withdrawn
from chains.models import Batch
from chains.models.base import Staged

from .base import PlainSerializer, RecordSerializer, coded

#: What came of one record of a list.
OUTCOMES = ("created", "changed", "unchanged")


def written(shown: type[RecordSerializer]) -> type[RecordSerializer]:
    """Return what is answered after writing a record: as it is shown, with its stage where it has one.

    Who may not publish writes for review: until somebody has approved it, nobody else is shown the record.
    """
    if not issubclass(shown.Meta.model, Staged):
        return shown
    stage, stage_label = coded(Stage, "stage", help_text="Only what is `published` is shown to the public.")
    fields = (*shown.Meta.fields, "stage", "stage_label")
    meta = type("Meta", (shown.Meta,), {"fields": fields, "read_only_fields": fields})
    name = shown.__name__.replace("Serializer", "WrittenSerializer")
    body = {"stage": stage, "stage_label": stage_label, "Meta": meta, "__doc__": shown.__doc__}
    return type(name, (shown,), body)


class UpsertedRowSerializer(PlainSerializer):
    """What came of one record of the list."""

    index = serializers.IntegerField(help_text="Which one it is, from 0.")
    id = serializers.CharField()
    outcome = serializers.ChoiceField(OUTCOMES)


class UpsertedSerializer(PlainSerializer):
    """What came of a list of records: all of them are written."""

    batch = serializers.IntegerField(allow_null=True, help_text="Undone as one; null where nothing was to be changed.")
    created = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    results = UpsertedRowSerializer(many=True)

    @classmethod
    def answer(cls, batch: Batch | None, done: Sequence[Upserted], key: str) -> dict:
        """Return the answer; ``key`` is the attribute by which records are known."""
        outcomes = [each.outcome for each in done]
        return {
            "batch": batch and batch.pk,
            **{outcome: outcomes.count(outcome) for outcome in OUTCOMES},
            "results": [
                {"index": index, "id": getattr(each.row, key), "outcome": each.outcome}
                for index, each in enumerate(done)
            ],
        }


class WithdrawnSerializer(PlainSerializer):
    """What was withdrawn."""

    id = serializers.CharField()
    batch = serializers.IntegerField(allow_null=True, help_text="Undone as one; null where it had been before.")
    placements = serializers.IntegerField(help_text="How many placements were marked as withdrawn.")

    @classmethod
    def answer(cls, key: str, done: Withdrawn) -> dict:
        """Return the answer."""
        return {"id": key, "batch": done.batch and done.batch.pk, "placements": done.placements}
