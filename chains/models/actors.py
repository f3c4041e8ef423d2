"""Companies with their names and listings."""

from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import (
    CREDIT_CODE_PATTERN,
    TICKER_PATTERN,
    CreditCodeError,
    bare_credit_code,
    clean_credit_code,
    fits_check_digit,
)
from chains.analysis.dates import EARLIEST, LATEST
from chains.analysis.names import name_key, tidy
from chains.analysis.tickers import TickerError, checked_ticker
from chains.choices import ARRIVING, DISSOLVED, Exchange, NameKind, RegistrationStatus
from chains.querysets import CompanyQuerySet

from .base import (
    Named,
    Placed,
    PublicRecord,
    Record,
    Staged,
    StagedManager,
    choice_constraint,
    period_constraint,
    place_constraints,
    public_id_constraint,
    shape_constraint,
    stage_constraint,
)
from .history import History

CREDIT_CODE_MESSAGES = {
    "length": _("A credit code has 18 characters."),
    "format": _("This is not the form of a credit code: digits and capitals without I, O, S, V and Z."),
    "division": _("Digits 3 to 8 of the credit code name no division of GB/T 2260; check them for a slip."),
    "check_digit": _("The last character of the credit code does not fit the rest; check it for a slip."),
}


def validate_credit_code(text: str, *, excepted: bool = True) -> None:
    """Raise ``ValidationError`` with what is wrong, if ``text`` cannot be a credit code.

    Its check character is left to :meth:`Company.clean_fields`, which knows whether there is a reason to keep it, and
    checked here only where it is not ``excepted``.
    """
    try:
        clean_credit_code(text, excepted=excepted)
    except CreditCodeError as error:
        raise ValidationError(CREDIT_CODE_MESSAGES[error.code], code=f"credit_code_{error.code}") from error


class Company(Named, Placed, Staged, PublicRecord):
    """One firm, once 企业. Province, city and country are where it is *registered*, if that is known."""

    DERIVED: ClassVar = Named.DERIVED | {"legal_name": ("legal_key",), "name_en": ("name_en_key", "readings")}

    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    legal_key = models.CharField(_("normal form of the legal name"), max_length=200, editable=False, db_index=True)
    name_en_key = models.CharField(
        _("normal form of the English name"), max_length=200, editable=False, blank=True, default="", db_default=""
    )
    uscc = models.CharField(
        _("unified social credit code"),
        max_length=18,
        blank=True,
        validators=[validate_credit_code],
        help_text=_("18 characters, such as 91110000600037341L."),
    )
    uscc_exception = models.CharField(
        _("why the credit code is kept"),
        max_length=200,
        blank=True,
        help_text=_("Only for a code that does not fit its check character, though the business licence has it so."),
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("description"), blank=True)
    registration_status = models.CharField(
        _("registration status"),
        max_length=20,
        choices=RegistrationStatus.choices,
        blank=True,
        help_text=_("As the register has it. Dissolved firms stay on record, and lists and figures leave them out."),
    )
    registration_status_on = models.DateField(
        _("status since"), null=True, blank=True, help_text=_("Such as the day of the deregistration.")
    )
    registration_status_source = models.ForeignKey(
        "chains.Source",
        models.PROTECT,
        verbose_name=_("source of the status"),
        null=True,
        blank=True,
        related_name="registrations",
    )

    history = History()
    objects = StagedManager.from_queryset(CompanyQuerySet)()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ("pinyin", "public_id")
        indexes = (
            # What the public list is read by, page after page.
            models.Index(fields=["stage", "pinyin", "public_id"], name="company_in_order"),
            models.Index(fields=["updated", "id"], name="company_by_updated"),
            # Most have no English name, and none is sought by an empty one.
            models.Index(fields=["name_en_key"], name="company_by_name_en", condition=~models.Q(name_en_key="")),
        )
        constraints = (
            public_id_constraint("company"),
            *place_constraints("company"),
            stage_constraint("company_stage_known"),
            shape_constraint(
                "company_uscc_shape", "uscc", CREDIT_CODE_PATTERN, _("This is not a credit code."), blank=True
            ),
            models.CheckConstraint(
                name="company_uscc_exception_of_a_code",
                condition=models.Q(uscc_exception="") | ~models.Q(uscc=""),
                violation_error_message=_("There is no credit code of which this could be said."),
            ),
            models.UniqueConstraint(
                fields=["uscc"],
                # What is still arriving stands in nobody's way; it has to be unique when it comes in.
                condition=~models.Q(uscc="") & ~models.Q(stage=ARRIVING),
                name="company_uscc_unique",
                violation_error_message=_("Another company has this credit code."),
            ),
            models.CheckConstraint(
                name="company_has_a_name",
                condition=~models.Q(name=""),
                violation_error_message=_("A company needs a name."),
            ),
            models.CheckConstraint(
                name="company_founded_when_it_can_be",
                condition=models.Q(founded_on=None) | models.Q(founded_on__range=(EARLIEST, LATEST)),
                violation_error_message=_("A company is founded between 1600 and 2100."),
            ),
            choice_constraint(
                "company_registration_status_known", "registration_status", RegistrationStatus, blank=True
            ),
        )

    @property
    def dissolved(self) -> bool:
        """Whether the firm is no more, so that lists and figures leave it out."""
        return self.registration_status in DISSOLVED

    @property
    def uscc_is_doubtful(self) -> bool:
        """Whether the credit code does not fit its check character, and is kept nevertheless."""
        return bool(self.uscc) and not fits_check_digit(self.uscc)

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check every field, the credit code as it will be stored, however it was pasted.

        A code that does not fit its check character is refused where nobody says why it is kept.
        """
        self.uscc = bare_credit_code(self.uscc)
        faults: dict[str, Any] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            faults = error.update_error_dict(faults)
        if self.uscc and not self.uscc_exception and "uscc" not in {*(exclude or ()), *faults}:
            try:
                validate_credit_code(self.uscc, excepted=False)
            except ValidationError as error:
                faults["uscc"] = [error]
        if faults:
            raise ValidationError(faults)

    def derive(self) -> None:
        """Set the keys of all three names, and the credit code in its normal form."""
        super().derive()
        self.legal_name = tidy(self.legal_name)
        self.legal_key = name_key(self.legal_name) if self.legal_name else ""
        self.name_en_key = name_key(self.name_en) if self.name_en else ""
        if self.uscc:
            # Here as well as in the form, because scripts and shells save without validating.
            validate_credit_code(self.uscc, excepted=bool(self.uscc_exception))
            self.uscc = clean_credit_code(self.uscc, excepted=True)
        if not self.uscc or fits_check_digit(self.uscc):
            self.uscc_exception = ""

    def get_absolute_url(self) -> str:
        """Return the path of the company's page."""
        return reverse("company", args=[self.public_id])


class CompanyName(Named, Record):
    """Another name of a company 别名: as printed, former (from when until when), abbreviated, in English."""

    NATURAL_KEY: ClassVar = ("company__public_id", "name")

    name_en = None
    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="names")
    kind = models.CharField(_("kind"), max_length=20, choices=NameKind.choices, default=NameKind.PRINTED)
    source = models.ForeignKey(
        "chains.Source", models.PROTECT, verbose_name=_("source"), null=True, blank=True, related_name="names"
    )
    locator = models.CharField(
        _("locator"), max_length=100, blank=True, help_text=_("Where in the source, such as 图1.")
    )
    used_from = models.DateField(_("used from"), null=True, blank=True)
    used_until = models.DateField(_("used until"), null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        ordering = ("company", "kind", "pinyin")
        constraints = (
            models.UniqueConstraint(
                fields=["company", "name"],
                name="companyname_once",
                violation_error_message=_("The company already has this name."),
            ),
            choice_constraint("companyname_kind_known", "kind", NameKind),
            period_constraint("companyname", "used", _("A name is used from a day until a later one.")),
        )


class Listing(Record):
    """A listing 上市 of a company on an exchange; a firm may have several."""

    NATURAL_KEY: ClassVar = ("exchange", "ticker")

    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("company"), related_name="listings")
    exchange = models.CharField(_("exchange"), max_length=10, choices=Exchange.choices)
    ticker = models.CharField(
        _("ticker"), max_length=10, db_index=True, help_text=_("Without a suffix, such as 300236.")
    )
    listed_on = models.DateField(_("listed on"), null=True, blank=True)
    delisted_on = models.DateField(_("delisted on"), null=True, blank=True)
    source = models.ForeignKey(
        "chains.Source",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        blank=True,
        related_name="listings",
    )

    history = History()

    class Meta:
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        ordering = ("exchange", "ticker")
        constraints = (
            models.UniqueConstraint(
                fields=["exchange", "ticker"],
                name="listing_once",
                violation_error_message=_("This ticker is listed already."),
            ),
            choice_constraint("listing_exchange_known", "exchange", Exchange),
            shape_constraint("listing_ticker_shape", "ticker", TICKER_PATTERN, _("This is not a ticker.")),
            models.CheckConstraint(
                name="listing_mainland_ticker_six_digits",
                condition=~models.Q(exchange__in=[Exchange.SSE, Exchange.SZSE, Exchange.BSE])
                | models.Q(ticker__regex=r"^[0-9]{6}$"),
                violation_error_message=_("A ticker in Shanghai, Shenzhen or Beijing has six digits."),
            ),
            models.CheckConstraint(
                name="listing_ends_after_it_began",
                condition=models.Q(delisted_on__isnull=True)
                | models.Q(listed_on__isnull=True)
                | models.Q(delisted_on__gte=models.F("listed_on")),
                violation_error_message=_("A listing ends after it began."),
            ),
        )

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check every field, the ticker as its exchange writes it, however it was pasted."""
        refused = None
        if self.exchange in Exchange.values and self.ticker and "ticker" not in (exclude or ()):
            try:
                self.ticker = checked_ticker(self.exchange, self.ticker)
            except TickerError as error:
                # What has not even the shape of one, the constraints refuse.
                if error.code == "ticker_elsewhere":
                    message = _("“%(value)s” is no ticker of this exchange.")
                    refused = ValidationError(message, code=error.code, params={"value": self.ticker})
        super().clean_fields(exclude)
        if refused:
            raise ValidationError({"ticker": refused})

    def __str__(self) -> str:
        return f"{self.ticker} {self.get_exchange_display()}"
