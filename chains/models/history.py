"""The history of a row: its states, with who made each change, why, when, and in which batch."""

from typing import Any

from django.db import models
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record


class BatchedRecord(models.Model):
    """One entry of a history; ``batch`` is what it was made in, if it was made together with others."""

    batch = models.ForeignKey(
        "chains.Batch", models.SET_NULL, verbose_name=_("batch"), null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class History(HistoricalRecords):
    """The history of a model, with the batch of every entry."""

    def __init__(self, **options: Any) -> None:
        super().__init__(bases=[BatchedRecord], **options)


@receiver(pre_create_historical_record)
def note_batch(instance: models.Model, history_instance: Any, **_signal: Any) -> None:
    """Put the batch that ``services.curation.Change.sign`` has left on a row into the entry made for it."""
    history_instance.batch = getattr(instance, "_history_batch", None)
