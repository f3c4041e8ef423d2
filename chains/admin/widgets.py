"""Form fields and widgets of the admin: choices that say more than a name, without a query for each row."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models


class _Labelled:
    """Mixin for choice fields whose labels come from a function."""

    def __init__(self, *args: Any, describe: Callable[[models.Model], str] = str, **kwargs: Any) -> None:
        self.describe = describe
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj: models.Model) -> str:
        """Return the label of one choice."""
        return self.describe(obj)


class LabelledChoiceField(_Labelled, forms.ModelChoiceField):
    """A foreign key, with labels by ``describe``."""


class LabelledMultipleChoiceField(_Labelled, forms.ModelMultipleChoiceField):
    """A many-to-many field, with labels by ``describe``."""


class KnownAutocompleteSelect(AutocompleteSelect):
    """An autocomplete that asks the database for a label only if it has not been told it.

    The form puts the labels of what its row refers to into ``known`` (by the value as text), so that a
    formset of n rows costs no n queries.
    """

    known: dict[str, str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {}

    def optgroups(self, name: str, value: list[Any], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Return the empty choice and the selected one."""
        selected = [str(each) for each in value if each not in self.choices.field.empty_values]
        if not all(each in self.known for each in selected):
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", selected=False, index=0)]
        options += [
            self.create_option(name, each, self.known[each], selected=True, index=len(options)) for each in selected
        ]
        return [(None, options, 0)]


class UpperCaseField(forms.CharField):
    """A code that is written in capitals without spaces, however it was pasted."""

    def to_python(self, value: Any) -> str:
        """Return the text in capitals, without any white space."""
        return "".join(super().to_python(value).split()).upper()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out ``maxlength``, which would cut off a code that is pasted with spaces."""
        return {name: each for name, each in super().widget_attrs(widget).items() if name != "maxlength"}
