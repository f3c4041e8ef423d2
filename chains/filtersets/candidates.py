"""Filters of the candidates for a gap."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chains import models

from .base import StrictForm


class CandidateForm(StrictForm):
    """A gap: a segment and, optionally, the places where it is to be filled, any number of provinces or cities."""

    segment = forms.ModelChoiceField(
        models.Segment.objects.select_related("layer__chain"),
        to_field_name="code",
        label=_("segment to be filled"),
        error_messages={"required": _("Name a segment."), "invalid_choice": _("This segment is not on record.")},
    )
    province = forms.ModelMultipleChoiceField(
        models.Province.objects.all(),
        to_field_name="code",
        label=_("province where it is to be filled"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )
    city = forms.ModelMultipleChoiceField(
        models.City.objects.select_related("province"),
        to_field_name="code",
        label=_("city where it is to be filled"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a city outside the provinces that are named: nothing could stand at such a place."""
        cleaned = super().clean()
        provinces = {province.pk for province in cleaned.get("province") or ()}
        cities = cleaned.get("city") or ()
        if provinces and any(city.province_id not in provinces for city in cities):
            self.add_error("city", _("The city does not lie in the province."))
        return cleaned
