"""The changelog: revisions, and the public records that each created, changed, withdrew or merged.

Written by triggers of the database (``chains/changelog``) and by nothing else; no row of it is ever changed.
"""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from chains.changelog.querysets import RecordChangeQuerySet, RevisionQuerySet
from chains.choices import RecordChangeKind

from .base import choice_constraint


class Revision(models.Model):
    """A revision: the public changes of one transaction (on SQLite, of one statement).

    ``number`` is given as the transaction commits, in the order of commits: whoever has seen a number has seen, or can
    see by now, everything under smaller ones. It leaves gaps, where transactions failed.
    """

    number = models.BigIntegerField(_("number"), unique=True, null=True, editable=False)
    moment = models.DateTimeField(_("moment"), db_default=Now(), editable=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ("number",)

    def __str__(self) -> str:
        return str(self.number)


class RecordChange(models.Model):
    """A record of one of the API's lists came, changed, went, or was merged ``into`` another."""

    # No constraint: only triggers write here, a hundred thousand rows at once where they have to.
    revision = models.ForeignKey(
        Revision,
        models.CASCADE,
        verbose_name=_("revision"),
        related_name="changes",
        db_index=False,
        db_constraint=False,
    )
    list = models.CharField(_("list"), max_length=20)
    key = models.CharField(_("key in its list"), max_length=101)
    kind = models.CharField(_("kind"), max_length=10, choices=RecordChangeKind.choices)
    into = models.CharField(_("merged into"), max_length=101, blank=True)

    objects = RecordChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a record")
        verbose_name_plural = _("changes of records")
        ordering = ("revision__number", "pk")
        constraints = (
            choice_constraint("recordchange_kind_known", "kind", RecordChangeKind),
            models.CheckConstraint(
                name="recordchange_merged_into_one",
                condition=(models.Q(kind=RecordChangeKind.MERGED) & ~models.Q(into=""))
                | (~models.Q(kind=RecordChangeKind.MERGED) & models.Q(into="")),
                violation_error_message=_("Only what was merged was merged into something."),
            ),
        )
        indexes = (
            models.Index(fields=["revision", "id"], name="recordchange_in_order"),
            # Whether the public has heard of a record.
            models.Index(fields=["key", "list"], name="recordchange_of_record"),
        )

    def __str__(self) -> str:
        return f"{self.list}/{self.key} {self.kind}"
