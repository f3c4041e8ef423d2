"""Choice fields of the admin's forms: labels that tell rows apart, without a query for each row."""

from typing import Any, ClassVar

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, Field, Textarea
from django.http import HttpRequest

from chains.admin.history import admin_of
from chains.admin.widgets import KnownAutocompleteSelect, LabelledChoiceField, LabelledMultipleChoiceField


class ChoiceFields(BaseModelAdmin):
    """Choices that say what they are: the admin of the model they come from gives the labels."""

    model: type[models.Model]

    formfield_overrides: ClassVar = {
        models.TextField: {"widget": Textarea(attrs={"rows": 3, "class": "vLargeTextField"})}
    }
    #: Relations that come along with every row, for its label and its list.
    related: ClassVar[tuple[str, ...]] = ()
    #: Relations to which a row can be added on the spot; all the other icons beside a choice only puzzle.
    addable: ClassVar[tuple[str, ...]] = ()

    def label(self, row: models.Model) -> str:
        """Return what ``row`` is called where it is chosen from among others."""
        return str(row)

    def choices(self) -> QuerySet:
        """Return the rows that may be chosen, with what their labels need."""
        return self.model._default_manager.select_related(*self.related)

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest | None, **kwargs: Any
    ) -> Field | None:
        """Return a field with labels, and an autocomplete where it is asked for."""
        related = admin_of(self.admin_site, db_field.remote_field.model)
        if isinstance(related, ChoiceFields):
            kwargs |= {
                "form_class": LabelledChoiceField,
                "describe": related.label,
                "queryset": related.choices(),
            }
            if db_field.name in self.autocomplete_fields:
                kwargs["widget"] = KnownAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: HttpRequest | None, **kwargs: Any
    ) -> Field | None:
        """Return a field with labels: an autocomplete where it is asked for, check boxes otherwise."""
        related = admin_of(self.admin_site, db_field.remote_field.model)
        if isinstance(related, ChoiceFields):
            kwargs |= {
                "form_class": LabelledMultipleChoiceField,
                "describe": related.label,
                "queryset": related.choices(),
            }
            if db_field.name not in self.autocomplete_fields:
                kwargs["widget"] = CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest | None, **kwargs: Any) -> Field | None:
        """Return the field of the form, with few icons beside it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related &= db_field.name in self.addable
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field
