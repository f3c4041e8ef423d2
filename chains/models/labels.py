"""Labels, and labels as companies have them."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chains.analysis.codes import SLUG_PATTERN
from chains.analysis.labels import is_expired
from chains.choices import Reexamination
from chains.querysets import CompanyLabelQuerySet

from .actors import Company
from .base import Named, Record, RecordManager, choice_constraint, period_constraint, shape_constraint, validate_slug
from .history import History
from .structure import Chain


class Label(Named, Record):
    """A distinction 标签 that firms are given, such as 专精特新小巨人; ``per_chain`` ones hold for one chain (链主)."""

    slug = models.CharField(_("slug"), max_length=50, unique=True, validators=[validate_slug])
    per_chain = models.BooleanField(_("given per chain"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ("order", "slug")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="label_name_unique"),
            shape_constraint("label_slug_shape", "slug", SLUG_PATTERN, _("This is not a slug.")),
        )


class CompanyLabel(Record):
    """A label as a company has it: for which chain, in which batch of which year, how long, from whom, by what source.

    One that has run out, or was lost in a re-examination, stays on record and shows as expired.
    """

    NATURAL_KEY: ClassVar = ("company__public_id", "label__slug", "chain__slug", "year")

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="labels")
    label = models.ForeignKey(Label, models.PROTECT, verbose_name=_("label"), related_name="holders")
    chain = models.ForeignKey(
        Chain, models.PROTECT, verbose_name=_("chain"), null=True, blank=True, related_name="labels"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )
    batch_number = models.PositiveSmallIntegerField(
        pgettext_lazy("of a label", "batch"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("The number of the list in which it was given, such as 5 for 第五批."),
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("The last day; from the next day on it shows as expired.")
    )
    reexamination = models.CharField(_("re-examination"), max_length=20, choices=Reexamination.choices, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    source = models.ForeignKey(
        "chains.Source",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        related_name="labels",
    )

    history = History()
    objects = RecordManager.from_queryset(CompanyLabelQuerySet)()

    class Meta:
        verbose_name = _("label of a company")
        verbose_name_plural = _("labels of companies")
        ordering = ("company", "label__order", "year")
        constraints = (
            models.UniqueConstraint(
                fields=["company", "label", "chain"],
                condition=models.Q(chain__isnull=False),
                name="companylabel_once_in_chain",
                violation_error_message=_("The company already has this label."),
            ),
            models.UniqueConstraint(
                fields=["company", "label"],
                condition=models.Q(chain__isnull=True),
                name="companylabel_once",
                violation_error_message=_("The company already has this label."),
            ),
            models.CheckConstraint(
                name="companylabel_year_plausible",
                condition=models.Q(year__isnull=True) | models.Q(year__range=(1949, 2100)),
                violation_error_message=_("This is not a plausible year."),
            ),
            models.CheckConstraint(
                name="companylabel_batch_counted_from_one",
                condition=models.Q(batch_number=None) | models.Q(batch_number__range=(1, 999)),
                violation_error_message=_("Batches are counted from 1 on."),
            ),
            period_constraint("companylabel", "valid", _("A label is valid from a day until a later one.")),
            choice_constraint("companylabel_reexamination_known", "reexamination", Reexamination, blank=True),
        )

    @property
    def expired(self) -> bool:
        """Whether the firm has the label no more: it has run out, or was lost in a re-examination."""
        return is_expired(self.valid_until, self.reexamination, localdate())

    def __str__(self) -> str:
        return f"{self.label}{f' {self.year}' if self.year else ''}"

    def clean(self) -> None:
        """Ask for the chain where the label is given per chain, and refuse it where it is not."""
        super().clean()
        if self.label_id and self.label.per_chain != bool(self.chain_id):
            message = (
                _("This label is given per chain: name the chain.")
                if self.label.per_chain
                else _("This label is not given per chain: leave the chain empty.")
            )
            raise ValidationError({"chain": message})

    def natural_key(self) -> tuple[Any, ...]:
        """Return the key, with ``None`` for a label that holds for no single chain."""
        chain = self.chain.slug if self.chain else None
        return (self.company.public_id, self.label.slug, chain, self.year)
