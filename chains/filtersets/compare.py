"""Filters of a comparison of places, or of two chains at one place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chains import models

from .base import StrictForm

#: How many chains and places stand side by side.
MOST_CHAINS, FEWEST_PLACES, MOST_PLACES = 2, 2, 4

_UNKNOWN = {"invalid_choice": _("“%(value)s” is not on record here.")}


def _places(model: type, to_field: str, label: Any) -> forms.ModelMultipleChoiceField:
    rows = model.objects.all() if model is models.Province else model.objects.select_related("province")
    return forms.ModelMultipleChoiceField(
        rows, to_field_name=to_field, label=label, required=False, error_messages=_UNKNOWN
    )


class CompareForm(StrictForm):
    """One chain in two to four provinces, cities or parks; or two chains in one of them."""

    #: The parameters that name places; a comparison keeps to one of them.
    KINDS = ("province", "city", "park")

    chain = forms.ModelMultipleChoiceField(
        models.Chain.objects.select_related("region"),
        to_field_name="slug",
        label=_("chain"),
        error_messages=_UNKNOWN | {"required": _("Name a chain.")},
    )
    province = _places(models.Province, "code", _("province"))
    city = _places(models.City, "code", _("city"))
    park = _places(models.Park, "public_id", _("park"))

    @property
    def kind(self) -> str:
        """The kind of place that is compared; only after ``is_valid()``."""
        return next(kind for kind in self.KINDS if self.cleaned_data[kind])

    @property
    def chains(self) -> list[models.Chain]:
        """The chains, in the order of the atlas; only after ``is_valid()``."""
        return list(self.cleaned_data["chain"])

    @property
    def places(self) -> list[Any]:
        """The places, in the order in which they were named; only after ``is_valid()``."""
        field = self.fields[self.kind]
        asked = list(dict.fromkeys(self.data.getlist(self.kind)))
        return sorted(
            self.cleaned_data[self.kind], key=lambda place: asked.index(str(getattr(place, field.to_field_name)))
        )

    def clean(self) -> dict[str, Any]:
        """Refuse what cannot stand side by side, under the name of what is wrong."""
        cleaned = super().clean()
        if any(name in self.errors for name in ("chain", *self.KINDS)):
            return cleaned
        kinds = [kind for kind in self.KINDS if cleaned[kind]]
        if not kinds:
            self.add_error("province", _("Name two to four provinces, cities or parks to compare."))
            return cleaned
        for kind in kinds[1:]:
            self.add_error(kind, _("Compare provinces, cities or parks: one kind at a time."))
        if kinds[1:]:
            return cleaned
        self._check_numbers(kinds[0], len(cleaned["chain"]), len(cleaned[kinds[0]]))
        if kinds[0] == "province" and not self.errors:
            self._check_region(cleaned)
        return cleaned

    def _check_numbers(self, kind: str, chains: int, places: int) -> None:
        if chains > MOST_CHAINS:
            self.add_error("chain", _("Compare two chains at most."))
        elif places > MOST_PLACES:
            self.add_error(kind, _("Compare four at most."))
        elif chains == MOST_CHAINS and places > 1:
            self.add_error(kind, _("Two chains are compared at one place: name only one."))
        elif chains == 1 and places < FEWEST_PLACES:
            self.add_error(kind, _("Name two to four, or a second chain to compare with at this one."))

    def _check_region(self, cleaned: dict[str, Any]) -> None:
        for chain in cleaned["chain"]:
            inside = set(chain.region.provinces.values_list("code", flat=True))
            for province in cleaned["province"]:
                if province.code not in inside:
                    message = _("%(place)s lies outside the region over which the chain “%(chain)s” is mapped.")
                    self.add_error("province", message % {"place": province.name, "chain": chain.name})
