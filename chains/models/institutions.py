"""Research bases, platforms, parks, alliances and projects."""

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.choices import AmountQualifier, Currency, ParkKind, PlatformKind, ResearchBaseKind

from .actors import Company
from .base import Named, Placed, PublicRecord, Record, choice_constraint, place_constraints, public_id_constraint
from .evidence import Source
from .history import History
from .structure import Chain, Segment


class Sourced(models.Model):
    """A row that rests on a source: which, where in it, and as what it is printed there."""

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="%(class)s_set")
    locator = models.CharField(
        _("locator"), max_length=100, blank=True, help_text=_("Where in the source, such as 图1.")
    )
    printed_name = models.CharField(_("name as printed"), max_length=200, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True


class ResearchBase(Named, Placed, Sourced, PublicRecord):
    """A university, laboratory, R&D or national innovation centre 科研基地, once, tied to one chain or more."""

    kind = models.CharField(_("kind"), max_length=20, choices=ResearchBaseKind.choices)
    chains = models.ManyToManyField(Chain, verbose_name=_("chains"), related_name="research_bases")
    segments = models.ManyToManyField(Segment, verbose_name=_("segments"), related_name="research_bases", blank=True)
    approved_on = models.DateField(_("approved on"), null=True, blank=True)

    history = History(m2m_fields=[chains, segments])

    class Meta:
        verbose_name = _("research base")
        verbose_name_plural = _("research bases")
        ordering = ("pinyin", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="researchbase_name_unique"),
            public_id_constraint("researchbase"),
            *place_constraints("researchbase"),
            choice_constraint("researchbase_kind_known", "kind", ResearchBaseKind),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the research base's page."""
        return reverse("research-base", args=[self.public_id])


class ResearchBaseMember(Record):
    """A founder or member of a research base, linked to the company or base it is, where that is on record."""

    NATURAL_KEY: ClassVar = ("base__public_id", "name")

    base = models.ForeignKey(ResearchBase, models.CASCADE, verbose_name=_("research base"), related_name="members")
    name = models.CharField(_("name as printed"), max_length=200)
    company = models.ForeignKey(
        Company, models.SET_NULL, verbose_name=_("company"), null=True, blank=True, related_name="memberships"
    )
    member_base = models.ForeignKey(
        ResearchBase,
        models.SET_NULL,
        verbose_name=_("member that is itself a research base"),
        null=True,
        blank=True,
        related_name="memberships",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("member of a research base")
        verbose_name_plural = _("members of research bases")
        ordering = ("base", "order", "id")
        constraints = (
            models.UniqueConstraint(fields=["base", "name"], name="researchbasemember_once"),
            models.CheckConstraint(
                name="researchbasemember_is_one_thing",
                condition=models.Q(company__isnull=True) | models.Q(member_base__isnull=True),
                violation_error_message=_("A member is a company or a research base, not both."),
            ),
            models.CheckConstraint(
                name="researchbasemember_not_itself",
                condition=models.Q(member_base__isnull=True) | ~models.Q(member_base=models.F("base")),
                violation_error_message=_("A research base is not its own member."),
            ),
        )

    def __str__(self) -> str:
        return self.name


class Platform(Named, Placed, Sourced, PublicRecord):
    """A public-service or open-innovation platform 平台; may have a host company."""

    kind = models.CharField(_("kind"), max_length=20, choices=PlatformKind.choices)
    chains = models.ManyToManyField(Chain, verbose_name=_("chains"), related_name="platforms")
    host = models.ForeignKey(
        Company,
        models.SET_NULL,
        verbose_name=_("host company"),
        null=True,
        blank=True,
        related_name="platforms",
    )

    history = History(m2m_fields=[chains])

    class Meta:
        verbose_name = _("platform")
        verbose_name_plural = _("platforms")
        ordering = ("pinyin", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="platform_name_unique"),
            public_id_constraint("platform"),
            *place_constraints("platform"),
            choice_constraint("platform_kind_known", "kind", PlatformKind),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the platform's page."""
        return reverse("platform", args=[self.public_id])


class Park(Named, Placed, Sourced, PublicRecord):
    """A park, incubator or pilot zone 园区与孵化器."""

    kind = models.CharField(_("kind"), max_length=20, choices=ParkKind.choices)
    chains = models.ManyToManyField(Chain, verbose_name=_("chains"), related_name="parks")

    history = History(m2m_fields=[chains])

    class Meta:
        verbose_name = _("park")
        verbose_name_plural = _("parks")
        ordering = ("pinyin", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["name", "province"], name="park_name_unique_in_province"),
            public_id_constraint("park"),
            *place_constraints("park"),
            choice_constraint("park_kind_known", "kind", ParkKind),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the park's page."""
        return reverse("park", args=[self.public_id])


class Alliance(Named, Placed, Sourced, PublicRecord):
    """An industry alliance 联盟, with the chain it stands over; one that ``heads_map`` is printed above it."""

    chain = models.ForeignKey(
        Chain, models.PROTECT, verbose_name=_("chain"), null=True, blank=True, related_name="alliances"
    )
    heads_map = models.BooleanField(_("heads the map of its chain"), default=False)
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("alliance")
        verbose_name_plural = _("alliances")
        ordering = ("pinyin", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="alliance_name_unique"),
            public_id_constraint("alliance"),
            *place_constraints("alliance"),
            models.CheckConstraint(
                name="alliance_heads_a_chain",
                condition=models.Q(heads_map=False) | models.Q(chain__isnull=False),
                violation_error_message=_("An alliance that heads a map needs its chain."),
            ),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the alliance's page."""
        return reverse("alliance", args=[self.public_id])


class Project(Named, Placed, Sourced, PublicRecord):
    """An investment project 项目: who invests, where, in which segment, how much (in whole units of a currency)."""

    investor = models.CharField(_("investor as printed"), max_length=200, blank=True)
    investor_company = models.ForeignKey(
        Company, models.SET_NULL, verbose_name=_("investor"), null=True, blank=True, related_name="projects"
    )
    chain = models.ForeignKey(Chain, models.PROTECT, verbose_name=_("chain"), related_name="projects")
    segment = models.ForeignKey(
        Segment, models.PROTECT, verbose_name=_("segment"), null=True, blank=True, related_name="projects"
    )
    amount = models.DecimalField(
        _("amount"),
        max_digits=20,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("In single yuan or dollars: 100 亿 is 10000000000."),
    )
    currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    qualifier = models.CharField(
        _("how exactly"), max_length=10, choices=AmountQualifier.choices, default=AmountQualifier.EXACT
    )
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1949), MaxValueValidator(2100)]
    )

    history = History()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ("-year", "pinyin", "public_id")
        constraints = (
            models.UniqueConstraint(fields=["name"], name="project_name_unique"),
            public_id_constraint("project"),
            *place_constraints("project"),
            choice_constraint("project_qualifier_known", "qualifier", AmountQualifier),
            models.CheckConstraint(
                name="project_amount_has_currency",
                condition=models.Q(amount__isnull=True, currency="")
                # A check passes where a comparison with NULL leaves it open: hence “not null” in so many words.
                | models.Q(amount__isnull=False, amount__gt=0, currency__in=Currency.values),
                violation_error_message=_("Give the amount with its currency, or neither."),
            ),
            models.CheckConstraint(
                name="project_year_plausible",
                condition=models.Q(year__isnull=True) | models.Q(year__range=(1949, 2100)),
                violation_error_message=_("This is not a plausible year."),
            ),
        )

    def get_absolute_url(self) -> str:
        """Return the path of the project's page."""
        return reverse("project", args=[self.public_id])
