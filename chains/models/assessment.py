"""Assessments, shares of supply, targets and key technologies."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.lookups import Regex
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from chains.analysis.codes import COUNTRY_PATTERN
from chains.analysis.gaps import Ruling
from chains.analysis.stated_shares import FROM_ABOVE, FROM_BELOW, SharePrecision, share_in_words
from chains.analysis.supply import WHOLE
from chains.choices import Action, SupplyQualifier, Verdict

from .base import Named, PublicRecord, choice_constraint, public_id_constraint
from .evidence import Source
from .geography import Province, Region
from .history import History
from .institutions import Sourced
from .structure import Chain, Segment


class Assessment(PublicRecord):
    """A person's sourced verdict 研判 on a segment, for a province or for a whole region."""

    segment = models.ForeignKey(Segment, models.PROTECT, verbose_name=_("segment"), related_name="assessments")
    province = models.ForeignKey(
        Province,
        models.PROTECT,
        verbose_name=_("province"),
        null=True,
        blank=True,
        related_name="assessments",
    )
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("region"), null=True, blank=True, related_name="assessments"
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices)
    choke_point = models.BooleanField(_("choke point"), default=False)
    import_dependent = models.BooleanField(_("import dependent"), default=False)
    action = models.CharField(_("action"), max_length=12, choices=Action.choices, blank=True)
    statement = models.TextField(_("statement"))
    statement_en = models.TextField(_("statement in English"), blank=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="assessments")
    locator = models.CharField(_("locator"), max_length=100, blank=True)
    date = models.DateField(_("date"), help_text=_("The first of the month where no day is known."))

    history = History()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-date", "segment__path", "public_id")
        indexes = (models.Index(fields=["date"], name="assessment_by_date"),)
        constraints = (
            public_id_constraint("assessment"),
            choice_constraint("assessment_verdict_known", "verdict", Verdict),
            choice_constraint("assessment_action_known", "action", Action, blank=True),
            models.CheckConstraint(
                name="assessment_scope_is_one",
                condition=models.Q(province__isnull=True, region__isnull=False)
                | models.Q(province__isnull=False, region__isnull=True),
                violation_error_message=_("An assessment is for a province or for a region: give one of the two."),
            ),
            models.CheckConstraint(
                name="assessment_has_a_statement",
                condition=~models.Q(statement=""),
                violation_error_message=_("Say in words what the verdict rests on."),
            ),
            models.UniqueConstraint(
                fields=["segment", "province", "source", "date"],
                condition=models.Q(province__isnull=False),
                name="assessment_once_in_province",
                violation_error_message=_("This source has already been read for this segment and place."),
            ),
            models.UniqueConstraint(
                fields=["segment", "region", "source", "date"],
                condition=models.Q(region__isnull=False),
                name="assessment_once_in_region",
                violation_error_message=_("This source has already been read for this segment and place."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.segment} · {self.province or self.region} · {self.get_verdict_display()}"

    @property
    def ruling(self) -> Ruling:
        """The verdict as a gap table takes it; the segment has to be fetched along."""
        return Ruling(
            segment=self.segment.code,
            province=self.province_id,
            verdict=self.verdict,
            date=self.date,
            choke_point=self.choke_point,
            import_dependent=self.import_dependent,
            action=self.action,
            id=self.public_id,
        )

    def get_absolute_url(self) -> str:
        """Return the path of the assessment on its segment's page."""
        return f"{self.segment.get_absolute_url()}#{self.public_id}"


class Technology(Named, Sourced, PublicRecord):
    """A key technology 攻关技术 named for joint research and development, grouped and tied to segments."""

    field = models.CharField(_("field"), max_length=100)
    group = models.CharField(_("group"), max_length=100, blank=True)
    chain = models.ForeignKey(
        Chain, models.PROTECT, verbose_name=_("chain"), null=True, blank=True, related_name="technologies"
    )
    segments = models.ManyToManyField(Segment, verbose_name=_("segments"), related_name="technologies", blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History(m2m_fields=[segments])

    class Meta:
        verbose_name = _("technology")
        verbose_name_plural = _("technologies")
        ordering = ("order", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["field", "group", "name"], name="technology_once_in_group"),
            public_id_constraint("technology"),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the technology's page."""
        return reverse("technology", args=[self.public_id])


def _ends_fit_precision() -> models.Q:
    """Return the condition that a share has the ends that its precision has."""
    both = models.Q(share__isnull=False, share_until__isnull=False, share__lt=models.F("share_until"))
    below, above = (sorted(str(each) for each in bounds) for bounds in (FROM_BELOW, FROM_ABOVE))
    return (
        models.Q(precision="", share_until__isnull=True)
        | models.Q(precision=SharePrecision.ABOUT, share__isnull=False, share_until__isnull=True)
        | (both & models.Q(precision=SharePrecision.RANGE, share_until__lte=WHOLE))
        | (both & models.Q(precision__in=below, share=0, share_until__lte=WHOLE))
        | (both & models.Q(precision__in=above, share_until=WHOLE))
        # Another precision is refused by itself.
        | ~models.Q(precision__in=["", *SharePrecision.values])
    )


class SupplyShare(PublicRecord):
    """A country's share 供应份额 of world supply of a segment, in per cent, or in words where no number is known.

    The number is kept as it was said: as it stands, as *about* right, as a bound, or as a range. Of the last two
    ``share`` is the lower end (0 of what is below 1 %) and ``share_until`` the upper one (100 of what is above 50 %).
    """

    segment = models.ForeignKey(Segment, models.PROTECT, verbose_name=_("segment"), related_name="supply_shares")
    country = CountryField(_("country"))
    share = models.DecimalField(
        _("share in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Of a bound or a range its lower end."),
    )
    share_until = models.DecimalField(
        _("upper end in per cent"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("Of a bound or a range alone: 1 of what is below one per cent, 100 of what is above a half."),
    )
    precision = models.CharField(
        _("how the number is meant"),
        max_length=8,
        choices=SharePrecision.choices,
        blank=True,
        help_text=_("Empty for a number as it stands."),
    )
    qualifier = models.CharField(
        _("where no number is known"), max_length=10, choices=SupplyQualifier.choices, blank=True
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1949), MaxValueValidator(2100)])
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="supply_shares")
    locator = models.CharField(_("locator"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("supply share")
        verbose_name_plural = _("supply shares")
        ordering = ("segment__path", "-year", "-share", "country")
        indexes = (
            models.Index(fields=["country"], name="supplyshare_by_country"),
            models.Index(fields=["share"], name="supplyshare_by_share"),
            models.Index(fields=["year"], name="supplyshare_by_year"),
        )
        constraints = (
            public_id_constraint("supplyshare"),
            choice_constraint("supplyshare_qualifier_known", "qualifier", SupplyQualifier, blank=True),
            models.UniqueConstraint(
                fields=["segment", "country", "year", "source"],
                name="supplyshare_once",
                violation_error_message=_("This source already gives a share of this country in this year."),
            ),
            models.CheckConstraint(
                name="supplyshare_number_or_words",
                condition=models.Q(share__isnull=False, qualifier="")
                | (models.Q(share__isnull=True) & ~models.Q(qualifier="")),
                violation_error_message=_("Give a number or, where none is known, a word for it: one of the two."),
            ),
            models.CheckConstraint(
                name="supplyshare_is_per_cent",
                condition=models.Q(share__isnull=True) | models.Q(share__range=(0, 100)),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
            choice_constraint("supplyshare_precision_known", "precision", SharePrecision, blank=True),
            models.CheckConstraint(
                name="supplyshare_ends_fit_precision",
                condition=_ends_fit_precision(),
                violation_error_message=_(
                    "The two ends do not fit: a bound lies between 0 and its number or between that and 100, "
                    "a range goes from the lower end to the upper, and a number by itself has no upper end."
                ),
            ),
            models.CheckConstraint(
                name="supplyshare_country_is_iso_3166",
                # As plain text: the field itself takes a pattern for a country that does not exist.
                condition=models.Q(
                    Regex(models.ExpressionWrapper(models.F("country"), models.CharField()), COUNTRY_PATTERN)
                ),
                violation_error_message=_("This is not the code of a country, such as NL."),
            ),
            models.CheckConstraint(
                name="supplyshare_year_plausible",
                condition=models.Q(year__range=(1949, 2100)),
                violation_error_message=_("This is not a plausible year."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.segment} · {self.country.name} · {self.year} · {self.stated}"

    @property
    def stated(self) -> str:
        """What the source says, in words of the reader's language: 62.5%, about 90%, below 1%, major."""
        if self.share is None:
            return str(self.get_qualifier_display())
        return share_in_words(self.share, self.share_until, self.precision)

    def get_absolute_url(self) -> str:
        """Return the path of the share on its segment's page, where the newest year of each source stands."""
        return f"{self.segment.get_absolute_url()}#{self.public_id}"


class Target(PublicRecord):
    """A target 目标: how many companies are wanted in a segment and a province; never part of any count."""

    NATURAL_KEY: ClassVar = ("segment__code", "province__code")

    segment = models.ForeignKey(Segment, models.PROTECT, verbose_name=_("segment"), related_name="targets")
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("province"), related_name="targets")
    companies = models.PositiveIntegerField(_("companies wanted"), validators=[MinValueValidator(1)])
    by_year = models.PositiveSmallIntegerField(
        _("by the year"), null=True, blank=True, validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="targets"
    )
    note = models.TextField(_("note"), blank=True)

    history = History()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("segment__path", "province")
        indexes = (
            models.Index(fields=["companies"], name="target_by_companies"),
            models.Index(fields=["by_year"], name="target_by_by_year"),
        )
        constraints = (
            public_id_constraint("target"),
            models.UniqueConstraint(
                fields=["segment", "province"],
                name="target_once",
                violation_error_message=_("There is a target for this segment and province already."),
            ),
            models.CheckConstraint(
                name="target_wants_a_company",
                condition=models.Q(companies__gte=1),
                violation_error_message=_("A target wants one company at least; without one, leave it out."),
            ),
            models.CheckConstraint(
                name="target_year_plausible",
                condition=models.Q(by_year__isnull=True) | models.Q(by_year__range=(1949, 2100)),
                violation_error_message=_("This is not a plausible year."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.segment} · {self.province} · {self.companies}"

    def get_absolute_url(self) -> str:
        """Return the path of the target on its segment's page."""
        return f"{self.segment.get_absolute_url()}#{self.public_id}"
