"""Regions, provinces and cities, by their GB/T 2260 codes."""

from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from chains.analysis.codes import DIVISION_PATTERN, SLUG_PATTERN

from .base import Named, Record, shape_constraint, validate_slug
from .history import History

validate_division = RegexValidator(DIVISION_PATTERN, _("A GB/T 2260 code has six digits, such as 320500."))


class DivisionCode(models.CharField):
    """A primary key that is a natural key as well, so that a dump without primary keys has to carry it."""

    def contribute_to_class(self, cls: type[models.Model], name: str, *args: Any, **kwargs: Any) -> None:
        """Join the model, and undo that Django leaves every primary key out of a dump's fields."""
        super().contribute_to_class(cls, name, *args, **kwargs)
        self.serialize = True

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return what migrations know of it: a plain column."""
        name, _path, args, kwargs = super().deconstruct()
        if self.primary_key:
            kwargs["serialize"] = False
        return name, "django.db.models.CharField", list(args), kwargs


class Province(Named, Record):
    """A province or municipality 省/直辖市, keyed by its GB/T 2260 code."""

    NATURAL_KEY: ClassVar = ("code",)
    SHORT_FORMS: ClassVar = ("code", "full_name")

    code = DivisionCode(_("GB/T 2260 code"), max_length=6, primary_key=True, validators=[validate_division])
    full_name = models.CharField(_("full name"), max_length=50, help_text=_("Such as 江苏省."))

    history = History()

    class Meta:
        verbose_name = _("province")
        verbose_name_plural = _("provinces")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["name"], name="province_name_unique"),
            shape_constraint("province_code_shape", "code", r"^[1-9][0-9]0000$", _("A province code ends in 0000.")),
        )


class City(Named, Record):
    """A city 市 with approximate coordinates; a municipality is its own city, under the same code."""

    NATURAL_KEY: ClassVar = ("code",)
    SHORT_FORMS: ClassVar = ("code",)

    code = DivisionCode(_("GB/T 2260 code"), max_length=6, primary_key=True, validators=[validate_division])
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("province"), related_name="cities")
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=6, decimal_places=4, null=True, blank=True)

    history = History()

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=["province", "name"], name="city_name_unique_in_province"),
            shape_constraint("city_code_shape", "code", r"^[1-9][0-9]{3}00$", _("A city code ends in 00.")),
            models.CheckConstraint(
                name="city_code_in_province",
                condition=models.Q(Exact(Left("code", 2), Left("province", 2))),
                violation_error_message=_("The first two digits of a city are those of its province."),
            ),
            models.CheckConstraint(
                name="city_coordinates_on_earth",
                condition=models.Q(longitude__isnull=True, latitude__isnull=True)
                # In so many words, because a check passes where a comparison with NULL leaves it open.
                | models.Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
                violation_error_message=_("Give both longitude (−180 to 180) and latitude (−90 to 90), or neither."),
            ),
        )


class CityGroup(Named, Record):
    """A named set of cities 城市组, such as the G60 corridor; one click selects them all."""

    slug = models.CharField(_("slug"), max_length=50, unique=True, validators=[validate_slug])
    cities = models.ManyToManyField(City, verbose_name=_("cities"), related_name="groups", blank=True)

    history = History(m2m_fields=[cities])

    class Meta:
        verbose_name = _("city group")
        verbose_name_plural = _("city groups")
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(fields=["name"], name="citygroup_name_unique"),
            shape_constraint("citygroup_slug_shape", "slug", SLUG_PATTERN, _("This is not a slug.")),
        )


class Region(Named, Record):
    """An ordered set of provinces 区域; a chain is mapped over one."""

    slug = models.CharField(_("slug"), max_length=50, unique=True, validators=[validate_slug])
    provinces = models.ManyToManyField(
        Province, verbose_name=_("provinces"), through="RegionProvince", related_name="regions"
    )

    history = History()

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(fields=["name"], name="region_name_unique"),
            shape_constraint("region_slug_shape", "slug", SLUG_PATTERN, _("This is not a slug.")),
        )


class RegionProvince(Record):
    """The place of a province in the order of a region."""

    NATURAL_KEY: ClassVar = ("region__slug", "province_id")

    region = models.ForeignKey(Region, models.CASCADE, verbose_name=_("region"), related_name="members")
    province = models.ForeignKey(Province, models.PROTECT, verbose_name=_("province"), related_name="memberships")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    history = History()

    class Meta:
        verbose_name = _("province of a region")
        verbose_name_plural = _("provinces of a region")
        ordering = ("region", "order", "province")
        constraints = (models.UniqueConstraint(fields=["region", "province"], name="regionprovince_once"),)

    def __str__(self) -> str:
        return f"{self.region} · {self.province}"
