"""Redirects from the ids of merged companies, and decisions on possible duplicates."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import PUBLIC_ID_LENGTH, PUBLIC_ID_PATTERN
from chains.choices import DuplicateVerdict

from .actors import Company
from .base import Keyed, choice_constraint, shape_constraint
from .curation import Batch
from .evidence import Placement


class Redirect(Keyed):
    """Base of redirects: from the public id of a merged row to the row that it was merged into."""

    NATURAL_KEY: ClassVar = ("public_id",)

    public_id = models.CharField(_("old id"), max_length=PUBLIC_ID_LENGTH, unique=True)
    #: Where the merge was made; a dump leaves the work of the staff out, so elsewhere nobody knows.
    batch = models.ForeignKey(
        Batch, models.PROTECT, verbose_name=_("batch"), null=True, blank=True, serialize=False, related_name="+"
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ("-created",)
        constraints = (
            shape_constraint(
                "%(class)s_public_id_shape", "public_id", PUBLIC_ID_PATTERN, _("This is not a public id.")
            ),
        )


class CompanyRedirect(Redirect):
    """A redirect from the id of a merged company to the company that it was merged into."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="redirects")

    class Meta(Redirect.Meta):
        verbose_name = _("redirect of a merged company")
        verbose_name_plural = _("redirects of merged companies")

    def __str__(self) -> str:
        return f"{self.public_id} → {self.company}"


class PlacementRedirect(Redirect):
    """A redirect from the id of a placement to the one at the same place that it was folded into."""

    placement = models.ForeignKey(Placement, models.CASCADE, verbose_name=_("placement"), related_name="redirects")

    class Meta(Redirect.Meta):
        verbose_name = _("redirect of a folded placement")
        verbose_name_plural = _("redirects of folded placements")

    def __str__(self) -> str:
        return f"{self.public_id} → {self.placement}"


class DuplicateDecision(models.Model):
    """A decision on two companies that look alike; by id, so that it outlives them (``first`` < ``second``)."""

    first = models.CharField(_("first id"), max_length=10)
    second = models.CharField(_("second id"), max_length=10)
    verdict = models.CharField(_("decision"), max_length=10, choices=DuplicateVerdict.choices)
    reason = models.TextField(_("reason"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("user"), null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), auto_now=True)

    class Meta:
        verbose_name = _("decision on look-alikes")
        verbose_name_plural = _("decisions on look-alikes")
        ordering = ("-decided_at",)
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="duplicatedecision_once"),
            models.CheckConstraint(name="duplicatedecision_in_order", condition=models.Q(first__lt=models.F("second"))),
            *(
                shape_constraint(
                    f"duplicatedecision_{end}_shape", end, PUBLIC_ID_PATTERN, _("This is not a public id.")
                )
                for end in ("first", "second")
            ),
            choice_constraint("duplicatedecision_verdict_known", "verdict", DuplicateVerdict),
        )

    def __str__(self) -> str:
        return f"{self.first} · {self.second} · {self.get_verdict_display()}"
