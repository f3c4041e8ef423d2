"""Sources, placements and the evidence for them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import SLUG_PATTERN
from chains.analysis.names import name_key
from chains.analysis.wording import country_called
from chains.choices import PlacementStatus, SourceKind
from chains.querysets import PlacementQuerySet

from .actors import Company
from .base import (
    Placed,
    PublicRecord,
    Record,
    Staged,
    StagedManager,
    choice_constraint,
    place_constraints,
    public_id_constraint,
    shape_constraint,
    stage_constraint,
    validate_slug,
)
from .history import History
from .structure import Segment


class Source(Record):
    """A publication, list or site 来源 that something in the atlas rests on."""

    slug = models.CharField(_("slug"), max_length=80, unique=True, validators=[validate_slug])
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind.choices, default=SourceKind.PUBLICATION)
    title = models.CharField(_("title"), max_length=300)
    author = models.CharField(_("author"), max_length=200, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    issue = models.CharField(_("issue"), max_length=100, blank=True)
    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("The first of the month where no day is known.")
    )
    url = models.URLField(_("address"), blank=True)
    retrieved_on = models.DateField(_("retrieved on"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("-date", "slug")
        indexes = (
            models.Index(fields=["date"], name="source_by_date"),
            models.Index(fields=["title"], name="source_by_title"),
        )
        constraints = (
            shape_constraint("source_slug_shape", "slug", SLUG_PATTERN, _("This is not a slug.")),
            choice_constraint("source_kind_known", "kind", SourceKind),
            models.CheckConstraint(
                name="source_has_a_title",
                condition=~models.Q(title=""),
                violation_error_message=_("A source needs a title."),
            ),
            models.UniqueConstraint(
                fields=["title", "issuer", "issue"],
                name="source_once",
                violation_error_message=_("This source is on record already."),
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.issue) if part)

    def get_absolute_url(self) -> str:
        """Return the path of the source's page."""
        return reverse("source", args=[self.slug])


class Placement(Placed, Staged, PublicRecord):
    """THE CLAIM 布局: a company works in a segment at a place. The place is where it operates."""

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="placements")
    segment = models.ForeignKey(Segment, models.PROTECT, verbose_name=_("segment"), related_name="placements")
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=PlacementStatus.choices,
        default=PlacementStatus.REPORTED,
        db_index=True,
    )
    verified_on = models.DateField(_("verified on"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("verified by"),
        null=True,
        blank=True,
        related_name="+",
    )
    note = models.TextField(_("note"), blank=True)

    history = History()
    objects = StagedManager.from_queryset(PlacementQuerySet)()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        ordering = ("segment__path", "province", "id")
        constraints = (
            public_id_constraint("placement"),
            *place_constraints("placement", required=True),
            stage_constraint("placement_stage_known"),
            choice_constraint("placement_status_known", "status", PlacementStatus),
            # Three constraints, because NULLs are distinct in a unique index and each place has its own width.
            models.UniqueConstraint(
                fields=["company", "segment", "city"],
                condition=models.Q(city__isnull=False),
                name="placement_once_in_city",
                violation_error_message=_("The company is already placed in this segment at this place."),
            ),
            models.UniqueConstraint(
                fields=["company", "segment", "province"],
                condition=models.Q(city__isnull=True, province__isnull=False),
                name="placement_once_in_province",
                violation_error_message=_("The company is already placed in this segment at this place."),
            ),
            models.UniqueConstraint(
                fields=["company", "segment", "country"],
                condition=models.Q(province__isnull=True),
                name="placement_once_in_country",
                violation_error_message=_("The company is already placed in this segment at this place."),
            ),
            models.CheckConstraint(
                name="placement_verified_has_date",
                condition=~models.Q(status=PlacementStatus.VERIFIED) | models.Q(verified_on__isnull=False),
                violation_error_message=_("A verified placement says when it was verified."),
            ),
        )
        indexes = (
            models.Index(fields=["updated", "id"], name="placement_by_updated"),
            models.Index(fields=["segment", "province", "company"], name="placement_cell"),
            models.Index(fields=["province", "segment"], name="placement_by_province"),
        )

    def __str__(self) -> str:
        place = self.city or self.province or country_called(str(self.country or ""))
        return f"{self.company} · {self.segment} · {place}"

    def get_absolute_url(self) -> str:
        """Return the path of the placement on its company's page."""
        return f"{self.company.get_absolute_url()}#{self.public_id}"


class Evidence(Record):
    """A source that supports a placement 依据, with the name as printed and where it stands there (图1)."""

    NATURAL_KEY: ClassVar = ("placement__public_id", "source__slug", "printed_name", "locator")

    placement = models.ForeignKey(Placement, models.CASCADE, verbose_name=_("placement"), related_name="evidence")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="evidence")
    printed_name = models.CharField(_("name as printed"), max_length=200, blank=True)
    printed_key = models.CharField(_("normal form of the printed name"), max_length=200, editable=False, db_index=True)
    locator = models.CharField(
        _("locator"), max_length=100, blank=True, help_text=_("Where in the source, such as 图1.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    history = History()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ("placement", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["placement", "source", "printed_name", "locator"],
                name="evidence_once",
                violation_error_message=_("This evidence is on record already."),
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.source), self.locator, self.printed_name) if part)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the normal form of the printed name."""
        self.printed_key = name_key(self.printed_name) if self.printed_name else ""
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "printed_key"}
        super().save(*args, **kwargs)
