"""Shortlists: named lists of companies that somebody intends to act on."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .actors import Company
from .base import PubliclyNamed, Timed, public_id_constraint
from .geography import Province
from .structure import Segment


class Shortlist(PubliclyNamed, Timed):
    """Companies that could fill a gap 候选名单, collected by one of the staff under a name.

    It has a public id, which stands in its address, but is no record of the atlas: it is somebody's work, and so
    no dump of the atlas holds it.
    """

    name = models.CharField(_("name"), max_length=100)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="shortlists"
    )
    shared = models.BooleanField(_("shared with all staff"), default=False)
    #: The gap that it is to fill, where it was begun from one.
    segment = models.ForeignKey(
        Segment, models.SET_NULL, verbose_name=_("segment"), null=True, blank=True, related_name="shortlists"
    )
    province = models.ForeignKey(
        Province, models.SET_NULL, verbose_name=_("province"), null=True, blank=True, related_name="shortlists"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("shortlist")
        verbose_name_plural = _("shortlists")
        ordering = ("name", "public_id")
        constraints = (
            public_id_constraint("shortlist"),
            models.UniqueConstraint(
                fields=["user", "name"],
                name="shortlist_name_once",
                violation_error_message=_("You have a shortlist of this name already."),
            ),
            models.CheckConstraint(
                name="shortlist_has_a_name",
                condition=~models.Q(name=""),
                violation_error_message=_("Give the shortlist a name."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class ShortlistEntry(models.Model):
    """A company on a shortlist, with the reason why it stands there."""

    shortlist = models.ForeignKey(Shortlist, models.CASCADE, verbose_name=_("shortlist"), related_name="entries")
    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="shortlist_entries")
    reason = models.TextField(_("reason"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    added = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        verbose_name = _("company on a shortlist")
        verbose_name_plural = _("companies on shortlists")
        ordering = ("shortlist", "order", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["shortlist", "company"],
                name="shortlistentry_once",
                violation_error_message=_("The company is on this list already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.shortlist} · {self.company}"
