"""Base classes of filters: strict forms, choices by code, stable order."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_filters.fields import IsoDateTimeField, ModelMultipleChoiceField

from chains.analysis.invisible_characters import visible
from chains.choices import UNKNOWN_PROVINCE
from chains.ordering import ordered
from chains.querysets import Choice

from .lookups import Lookup, LookupColumn, lookup_filters

#: Fields that take any number of values.
SEVERAL = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


class StrictForm(forms.Form):
    """A form that refuses the parameters it does not know."""

    #: Parameters that the surface (page, API) reads for itself, such as ``page`` or ``limit``.
    surface_parameters: Collection[str] = ()

    def full_clean(self) -> None:
        """Refuse what no database can hold before any field asks the database for it."""
        broken = [name for name, values in self.data.lists() if any("\x00" in text for text in (name, *values))]
        if not self.is_bound or not broken:
            return super().full_clean()
        self.cleaned_data = {}
        self._errors = ErrorDict()
        for name in broken:
            self._errors[name] = self.error_class([_("Null characters are not allowed.")])
        return None

    def clean(self) -> dict[str, Any]:
        """Report every unknown parameter, and every single value that is given twice, under its own name."""
        known = [*self.fields, *self.surface_parameters]
        for parameter, values in self.data.lists():
            if parameter not in known:
                message = _("There is no parameter “%(parameter)s” here. There are: %(known)s.")
                words = message % {"parameter": parameter, "known": ", ".join(known)}
                self.errors[parameter] = self.error_class([ValidationError(words, code="unknown")])
            elif parameter in self.fields and len(values) > 1 and not isinstance(self.fields[parameter], SEVERAL):
                self.errors[parameter] = self.error_class([_("Give this parameter once: it takes a single value.")])
        return super().clean()


def without_blanks(data: Mapping[str, Any] | None, known: Collection[str] | None = None) -> QueryDict:
    """Return the parameters without the empty ones: a form sent with a field left blank asks for nothing there.

    They are without the characters that nobody sees, which come along when a name or a code is pasted.
    Where the ``known`` parameters are given, an empty one that is not among them stays, to be refused.
    """
    query = QueryDict(mutable=True)
    for parameter in data or ():
        values = data.getlist(parameter) if isinstance(data, QueryDict) else [data[parameter]]
        filled = [
            text for text in (visible(value) if isinstance(value, str) else value for value in values) if text != ""
        ]
        if filled or (known is not None and parameter not in known):
            query.setlist(parameter, filled or [""])
    return query


class MomentField(IsoDateTimeField):
    """A moment, handed on in UTC: PostgreSQL reads no offset beyond sixteen hours, and ISO 8601 has them."""

    def to_python(self, value: Any) -> datetime | None:
        """Return the moment; raises ``ValidationError`` for one without a date in UTC: just after year 1 began, say."""
        moment = super().to_python(value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentFilter(django_filters.IsoDateTimeFilter):
    """A filter by a moment."""

    field_class = MomentField


class StrictFilterSet(django_filters.FilterSet):
    """A filter set that names whatever it does not understand."""

    updated_since = MomentFilter(field_name="updated", lookup_expr="gte", label=_("changed since (ISO 8601)"))

    #: What columns can be looked at, by the name of the parameter; see ``lookups.py``.
    lookups: ClassVar[Mapping[str, LookupColumn]] = {}

    class Meta:
        form = StrictForm

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return the declared filters, and those of the lookups behind them."""
        filters = super().get_filters()
        return filters | lookup_filters(cls.lookups, filters)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet | None = None,
        *,
        surface_parameters: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        # An absent query string is an empty one: bound, so that is_valid() answers.
        super().__init__(without_blanks(data, self.base_filters), queryset, **kwargs)
        self.surface_parameters = surface_parameters

    def get_form_class(self) -> type[forms.Form]:
        """Return the form class, told which other parameters the surface reads."""
        form = super().get_form_class()
        return type(form.__name__, (form,), {"surface_parameters": tuple(self.surface_parameters)})

    def having(self, parameter: str, value: Any) -> QuerySet:
        """Return all rows, of this list or not, for which the filter ``parameter`` holds with a value."""
        base = self.lookups[parameter].base or self.filters[parameter]
        return base.filter(self.queryset.model._default_manager.all(), value)

    @property
    def lookups_made(self) -> dict[str, Any]:
        """The lookups that something was chosen for, with their values; only after ``is_valid()``."""
        cleaned = self.form.cleaned_data
        return {
            name: cleaned[name]
            for name, each in self.filters.items()
            # Zero is a bound; an empty text or list is none.
            if isinstance(each, Lookup) and (cleaned.get(name) == 0 or cleaned.get(name))
        }

    @property
    def choice(self) -> Choice:
        """What was chosen, as parameter → codes; only after ``is_valid()``."""
        return {name: list(self._codes(name, value)) for name, value in self.form.cleaned_data.items() if value}

    def _codes(self, name: str, value: Any) -> Iterable[str]:
        # Rows come as a list where some were chosen, and as a query set where none was.
        for item in value if isinstance(value, list | QuerySet) else [value]:
            to_field = getattr(self.form.fields[name], "to_field_name", None)
            yield str(getattr(item, to_field)) if isinstance(item, Model) else str(item)


def any_of(
    model: type[Model],
    to_field: str,
    label: str | Promise,
    field_name: str = "",
    kind: type[django_filters.ModelMultipleChoiceFilter] = django_filters.ModelMultipleChoiceFilter,
    **kwargs: Any,
) -> django_filters.ModelMultipleChoiceFilter:
    """Return a filter that takes any number of rows of ``model`` (or of ``queryset``), by their codes ``to_field``."""
    return kind(
        # The filter compares codes, so it has to be led to the code, not only to the row.
        field_name=f"{field_name}__{to_field}" if field_name else None,
        queryset=kwargs.pop("queryset", model.objects.all()),
        to_field_name=to_field,
        label=label,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
        **kwargs,
    )


class ProvinceField(ModelMultipleChoiceField):
    """Any number of provinces by their codes, and ``UNKNOWN_PROVINCE``."""

    def clean(self, value: Any) -> Any:
        """Return the provinces; in a list with that value where it is among them. Raises ``ValidationError``."""
        codes = list(value or ())
        rows = super().clean([code for code in codes if code != UNKNOWN_PROVINCE])
        return [*rows, UNKNOWN_PROVINCE] if UNKNOWN_PROVINCE in codes else rows


class ProvinceFilter(django_filters.ModelMultipleChoiceFilter):
    """A filter of placements by province, also by one that is not known."""

    field_class = ProvinceField


def any_choice(
    choices: Any, label: str | Promise, field_name: str = "", **kwargs: Any
) -> django_filters.MultipleChoiceFilter:
    """Return a filter that takes any number of the codes of ``choices``."""
    return django_filters.MultipleChoiceFilter(field_name=field_name or None, choices=choices, label=label, **kwargs)


class OrderingFilter(django_filters.OrderingFilter):
    """Ordering by named columns that begin an index: a total order, the same on every database."""

    def filter(self, queryset: QuerySet, value: list[str] | None) -> QuerySet:
        """Order by what was asked for, or as the rows are ordered by themselves; missing values stand last."""
        return ordered(super().filter(queryset, value))
