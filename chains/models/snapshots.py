"""Snapshots: the cells of a chain at one moment, to compare a later state with."""

from django.conf import settings
from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chains.analysis.changes import CellReading
from chains.analysis.signals import Signal
from chains.choices import Verdict

from .base import PubliclyNamed, Timed, choice_constraint, public_id_constraint
from .curation import Batch
from .geography import Province, Region
from .structure import Chain, Segment


class Snapshot(PubliclyNamed, Timed):
    """The gap table of a chain over a region 快照, every level of it, as it was at one moment.

    It follows from the records and nobody curates it: it has no history, and a dump of the atlas leaves it out.
    """

    chain = models.ForeignKey(Chain, models.PROTECT, verbose_name=_("chain"), related_name="snapshots")
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("region"), related_name="snapshots")
    taken_at = models.DateTimeField(_("taken at"), db_index=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    #: The batch before whose commit it was taken; nothing where somebody asked for it.
    batch = models.ForeignKey(
        Batch,
        models.SET_NULL,
        verbose_name=_("batch"),
        null=True,
        blank=True,
        serialize=False,
        related_name="snapshots",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        serialize=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ("-taken_at", "chain", "public_id")
        constraints = (
            public_id_constraint("snapshot"),
            models.UniqueConstraint(fields=["chain", "region", "taken_at"], name="snapshot_once_at_a_time"),
        )

    def __str__(self) -> str:
        return f"{self.chain} · {self.region} · {localtime(self.taken_at):%Y-%m-%d %H:%M}"

    def readings(self) -> list[CellReading]:
        """Return its cells as they were, in one query."""
        cells = self.cells.order_by("pk").values_list("segment__code", "province_id", *SnapshotCell.READ)
        return [CellReading(*cell) for cell in cells]


class SnapshotCell(models.Model):
    """One segment in one province, or (``province`` is null) over the whole region, as it was."""

    #: What was read of the cell, in the order of ``CellReading``.
    READ = ("companies", "dedicated", "verified", "listed", "signal", "verdict")

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, verbose_name=_("snapshot"), related_name="cells")
    segment = models.ForeignKey(Segment, models.CASCADE, verbose_name=_("segment"), related_name="+")
    province = models.ForeignKey(
        Province, models.PROTECT, verbose_name=_("province"), null=True, blank=True, related_name="+"
    )
    companies = models.PositiveIntegerField(pgettext_lazy("how many", "companies"))
    dedicated = models.PositiveIntegerField(_("only in this segment"))
    verified = models.PositiveIntegerField(_("verified"))
    listed = models.PositiveIntegerField(pgettext_lazy("how many", "listed"))
    signal = models.CharField(_("signal"), max_length=10, choices=Signal.choices)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)

    class Meta:
        verbose_name = _("cell of a snapshot")
        verbose_name_plural = _("cells of snapshots")
        ordering = ("snapshot", "segment__path", "province")
        constraints = (
            models.UniqueConstraint(
                fields=["snapshot", "segment", "province"],
                condition=models.Q(province__isnull=False),
                name="snapshotcell_once_in_province",
            ),
            models.UniqueConstraint(
                fields=["snapshot", "segment"],
                condition=models.Q(province__isnull=True),
                name="snapshotcell_once_in_region",
            ),
            choice_constraint("snapshotcell_signal_known", "signal", Signal),
            choice_constraint("snapshotcell_verdict_known", "verdict", Verdict, blank=True),
        )

    def __str__(self) -> str:
        return f"{self.segment} · {self.province or '—'} · {self.companies}"
