"""Base classes of the models: time stamps, natural keys, public ids, searchable names, places."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left, Now
from django.db.models.lookups import Exact, Regex
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from chains.analysis.codes import (
    COUNTRY_PATTERN,
    PUBLIC_ID_LENGTH,
    PUBLIC_ID_PATTERN,
    SLUG_PATTERN,
    random_public_id,
)
from chains.analysis.dates import EARLIEST, LATEST
from chains.analysis.missing_values import is_missing
from chains.analysis.names import has_letter, name_key, tidy
from chains.analysis.readings import pinyin_of, readings_of
from chains.changelog import clock
from chains.choices import ARRIVING, Stage
from chains.querysets import RecordQuerySet

validate_slug = RegexValidator(
    SLUG_PATTERN, _("Use lower-case letters, digits and single hyphens, such as “g60-corridor”.")
)


#: Fields that hold names, of whatever model: such a field may be empty, but holds nothing that is no name.
_NAMES = frozenset({"name", "name_en", "legal_name", "printed_name"})


class RecordManager(models.Manager.from_queryset(RecordQuerySet)):
    """The default manager: finds a row by the natural key that its model names."""

    def get_by_natural_key(self, *values: Any) -> models.Model:
        """Return the row whose ``NATURAL_KEY`` fields have these values; raises ``DoesNotExist``."""
        return self.get(**dict(zip(self.model.NATURAL_KEY, values, strict=True)))


class StagedManager(RecordManager):
    """The default manager of rows with a stage: without those of imports that are still running.

    The import itself, and what cleans up after it, writes by ``_base_manager``.
    """

    def get_queryset(self) -> models.QuerySet:
        """Return the rows that are on record for anybody."""
        return super().get_queryset().exclude(stage=ARRIVING)


class Keyed(models.Model):
    """A row with a key that means the same everywhere, so that a dump can be loaded into any database."""

    #: Lookups from this model that together identify a row in any database.
    NATURAL_KEY: ClassVar[tuple[str, ...]] = ("slug",)

    objects = RecordManager()

    class Meta:
        abstract = True

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Check every field; and that a name says something, and a date can be meant."""
        refused: dict[str, list[ValidationError]] = {}
        try:
            super().clean_fields(exclude)
        except ValidationError as error:
            refused = error.error_dict
        for field in self._meta.fields:
            unchecked = field.name in refused or field.name in (exclude or ())
            if not unchecked and (fault := _fault_of(field.name, getattr(self, field.attname))):
                refused[field.name] = [fault]
        if refused:
            raise ValidationError(refused)

    def natural_key(self) -> tuple[Any, ...]:
        """Return the values of ``NATURAL_KEY``, in its order."""
        return tuple(attrgetter(lookup.replace("__", "."))(self) for lookup in self.NATURAL_KEY)


def _fault_of(name: str, value: Any) -> ValidationError | None:
    """Return what is wrong with a name that is nothing but marks (——) or a word for nothing (无), or with a date."""
    params = {"value": value, "earliest": EARLIEST, "latest": LATEST}
    if name in _NAMES and value and (is_missing(value) or not has_letter(value)):
        message = _("“%(value)s” is no name. Write the name, or leave the field empty where it may be.")
        return ValidationError(message, code="no_name", params=params)
    if isinstance(value, date) and not isinstance(value, datetime) and not EARLIEST <= value <= LATEST:
        message = _("%(value)s cannot be meant: dates lie between %(earliest)s and %(latest)s.")
        return ValidationError(message, code="date_out_of_range", params=params)
    return None


class StampField(models.DateTimeField):
    """When a row was made or last changed: later than any that is on record, whatever became of the machine's clock."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return it as what it is to the database and its migrations."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

    def pre_save(self, row: models.Model, add: bool) -> Any:
        """Return the time of the save, which for a new row is the same in both fields."""
        if not (self.auto_now or (self.auto_now_add and add)):
            return super().pre_save(row, add)
        shared = (row.created if self.auto_now else row.stamp) if add else None
        stamp = shared or clock.now()
        setattr(row, self.attname, stamp)
        return stamp


class Timed(models.Model):
    """A row that says when it was made and last changed."""

    # The database fills both in when a fixture leaves them out, so that fixtures stay free of time stamps.
    created = StampField(_("created"), auto_now_add=True, db_default=Now())
    updated = StampField(_("updated"), auto_now=True, db_default=Now(), db_index=True)

    #: When it is made, where rows that are made at once share the moment; else the clock is asked.
    stamp: datetime | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save with the time of it, also when only some fields are saved: whoever follows changes must hear of it."""
        if update_fields is not None and (fields := set(update_fields)):
            update_fields = {*fields, "updated"}
        super().save(*args, update_fields=update_fields, **kwargs)


class Record(Timed, Keyed):
    """A row that staff keep: when it was made and last changed, and a key that means the same everywhere."""

    class Meta:
        abstract = True


class PubliclyNamed(models.Model):
    """A row with a short public id, which stands in URLs and in other people's systems and never changes."""

    public_id = models.CharField(
        _("public id"),
        max_length=PUBLIC_ID_LENGTH,
        unique=True,
        editable=False,
        default=random_public_id,
        validators=[RegexValidator(PUBLIC_ID_PATTERN)],
    )

    class Meta:
        abstract = True


class PublicRecord(PubliclyNamed, Record):
    """A row that staff keep, known to everybody by its public id."""

    NATURAL_KEY = ("public_id",)

    class Meta:
        abstract = True


class Named(models.Model):
    """A row with a name, an English name, and what search needs of both.

    ``name_key``, ``pinyin``, ``initials`` and ``readings`` follow from the names on every ``save()``.
    """

    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200, blank=True)
    pinyin_override = models.CharField(
        _("pinyin, if it is read otherwise"),
        max_length=400,
        blank=True,
        help_text=_("Syllables with spaces, such as “chang dian ke ji”; only where the automatic reading is wrong."),
    )
    name_key = models.CharField(_("normal form of the name"), max_length=200, editable=False, db_index=True)
    pinyin = models.CharField(_("pinyin"), max_length=600, editable=False, db_index=True)
    initials = models.CharField(_("initials"), max_length=200, editable=False, db_index=True)
    readings = models.TextField(_("readings"), editable=False, default="", db_default="")

    #: Columns besides the names by which people call a row.
    SHORT_FORMS: ClassVar[tuple[str, ...]] = ()
    #: Fields that ``save`` derives from each editable one.
    DERIVED: ClassVar[dict[str, tuple[str, ...]]] = {
        "name": ("name_key", "pinyin", "initials", "readings"),
        "name_en": ("readings",),
        "pinyin_override": ("pinyin", "initials", "readings"),
    }

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """Set the fields that follow from others."""
        self.name = tidy(self.name)
        self.name_key = name_key(self.name)
        spelling = pinyin_of(self.name, self.pinyin_override)
        self.pinyin, self.initials = spelling.full, spelling.initials
        self.readings = readings_of(self.name, self.pinyin_override, self.name_en or "")

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """Save with the derived fields up to date, also when only some fields are saved."""
        self.derive()
        if update_fields is not None:
            fields = set(update_fields)
            update_fields = fields.union(*(self.DERIVED.get(field, ()) for field in fields))
        super().save(*args, update_fields=update_fields, **kwargs)


#: What is said where a place is given twice.
PLACE_IS_ONE = _("Give either a province (with a city, if known) or a country.")

#: The fields that say together where a row is.
PLACE_FIELDS = ("province", "city", "country")


class Placed(models.Model):
    """A row that stands at a place: a province with an optional city or a country.

    The country is one outside China, or China itself where the province is not known.
    """

    province = models.ForeignKey(
        "chains.Province", models.PROTECT, verbose_name=_("province"), null=True, blank=True, related_name="+"
    )
    city = models.ForeignKey(
        "chains.City", models.PROTECT, verbose_name=_("city"), null=True, blank=True, related_name="+"
    )
    country = CountryField(_("country, or China if its province is not known"), blank=True)

    class Meta:
        abstract = True

    def clean_place(self) -> Self:
        """Fill in the province that a city implies; forms call it before the constraints are checked."""
        if self.city is not None and self.province_id is None and not self.country:
            self.province_id = self.city.province_id
        return self

    def clean(self) -> None:
        """Complete the place before validation."""
        super().clean()
        self.clean_place()


class Staged(models.Model):
    """A row that is drafted, reviewed and published; ``review_note`` is what the reviewer has asked for."""

    stage = models.CharField(_("stage"), max_length=10, choices=Stage.choices, default=Stage.PUBLISHED, db_index=True)
    review_note = models.CharField(_("note of the reviewer"), max_length=500, blank=True)

    class Meta:
        abstract = True


def place_constraints(model: str, *, required: bool = False) -> list[models.BaseConstraint]:
    """Return the checks that keep a place of ``model`` whole; ``required`` refuses a row without any place.

    That a city lies in its province is read off the codes: in GB/T 2260 they share the first two digits.
    """
    at_home = models.Q(province__isnull=False, country="")
    abroad = models.Q(province__isnull=True, city__isnull=True) & ~models.Q(country="")
    nowhere = models.Q(province__isnull=True, city__isnull=True, country="")
    return [
        models.CheckConstraint(
            name=f"{model}_place_is_one",
            condition=(at_home | abroad) if required else (at_home | abroad | nowhere),
            violation_error_message=PLACE_IS_ONE,
        ),
        models.CheckConstraint(
            name=f"{model}_city_in_province",
            condition=models.Q(city__isnull=True) | models.Q(Exact(Left("city", 2), Left("province", 2))),
            violation_error_message=_("The city does not lie in the province."),
        ),
        models.CheckConstraint(
            name=f"{model}_country_is_iso_3166",
            # As plain text: the field itself takes a pattern for a country that does not exist, and matches none.
            condition=models.Q(country="")
            | models.Q(Regex(models.ExpressionWrapper(models.F("country"), models.CharField()), COUNTRY_PATTERN)),
            violation_error_message=_("This is not the code of a country, such as NL."),
        ),
    ]


def shape_constraint(
    name: str, field: str, pattern: str, message: Any, *, blank: bool = False
) -> models.CheckConstraint:
    """Return the check that ``field`` matches ``pattern`` (or is empty, where ``blank``)."""
    condition = models.Q(**{f"{field}__regex": pattern})
    if blank:
        condition |= models.Q(**{field: ""})
    return models.CheckConstraint(name=name, condition=condition, violation_error_message=message)


def choice_constraint(
    name: str, field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """Return the check that ``field`` holds one of the codes of ``choices`` (or is empty, where ``blank``)."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(**{f"{field}__in": ["", *choices.values] if blank else choices.values}),
        violation_error_message=_("This is none of the values there are."),
    )


def period_constraint(model: str, what: str, message: Any) -> models.CheckConstraint:
    """Return the check that the days ``what_from`` and ``what_until``, each of which may be unknown, are in order."""
    begun, ended = f"{what}_from", f"{what}_until"
    return models.CheckConstraint(
        name=f"{model}_{what}_until_after_from",
        condition=models.Q(**{begun: None})
        | models.Q(**{ended: None})
        | models.Q(**{f"{ended}__gte": models.F(begun)}),
        violation_error_message=message,
    )


def stage_constraint(name: str) -> models.CheckConstraint:
    """Return the check that the stage is one of those that a row may be in, :data:`ARRIVING` included."""
    return models.CheckConstraint(
        name=name,
        condition=models.Q(stage__in=[*Stage.values, ARRIVING]),
        violation_error_message=_("This is none of the values there are."),
    )


def public_id_constraint(model: str) -> models.CheckConstraint:
    """Return the check that the public id of ``model`` has its shape."""
    return shape_constraint(f"{model}_public_id_shape", "public_id", PUBLIC_ID_PATTERN, _("This is not a public id."))
