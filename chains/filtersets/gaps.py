"""Filters of the gap table."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from chains import models

from .base import StrictForm


class GapForm(StrictForm):
    """What the gap table is asked: a chain, optionally another region, optionally a segment to look inside."""

    chain = forms.ModelChoiceField(
        models.Chain.objects.all(),
        to_field_name="slug",
        label=_("chain"),
        error_messages={"required": _("Name a chain."), "invalid_choice": _("This chain is not on record.")},
    )
    region = forms.ModelChoiceField(
        models.Region.objects.all(),
        to_field_name="slug",
        label=_("region"),
        required=False,
        error_messages={"invalid_choice": _("This region is not on record.")},
    )
    segment = forms.ModelChoiceField(
        models.Segment.objects.select_related("layer__chain"),
        to_field_name="code",
        label=_("segment to look inside"),
        required=False,
        error_messages={"invalid_choice": _("This segment is not on record.")},
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a segment of another chain and one that has nothing inside."""
        cleaned = super().clean()
        chain, segment = cleaned.get("chain"), cleaned.get("segment")
        if chain and segment and segment.layer.chain_id != chain.pk:
            self.add_error("segment", _("This segment belongs to another chain."))
        elif segment and not segment.children.exists():
            self.add_error("segment", _("This segment has no sub-segments to look into."))
        return cleaned


class BriefForm(StrictForm):
    """What a brief is asked: a chain, optionally some of its provinces, optionally a template by its name."""

    chain = forms.ModelChoiceField(
        models.Chain.objects.select_related("region"),
        to_field_name="slug",
        label=_("chain"),
        error_messages={"required": _("Name a chain."), "invalid_choice": _("This chain is not on record.")},
    )
    province = forms.ModelMultipleChoiceField(
        models.Province.objects.all(),
        to_field_name="code",
        label=_("province"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )
    template = forms.CharField(label=_("template"), required=False)

    def __init__(self, data: Any, templates: Collection[str]) -> None:
        super().__init__(data)
        self.templates = templates

    def clean(self) -> dict[str, Any]:
        """Refuse provinces that the chain is not mapped over."""
        cleaned = super().clean()
        chain, provinces = cleaned.get("chain"), cleaned.get("province")
        if chain and provinces:
            inside = set(chain.region.provinces.values_list("code", flat=True))
            if outside := [province.name for province in provinces if province.code not in inside]:
                message = _("Outside the region of this chain: %(names)s.")
                self.add_error("province", ValidationError(message, params={"names": ", ".join(outside)}))
        return cleaned

    def clean_template(self) -> str:
        """Refuse a name that no template has, and say which there are."""
        name = self.cleaned_data["template"]
        if name and name not in self.templates:
            raise ValidationError(
                _("There is no template “%(name)s”. There are: %(known)s."),
                params={"name": name, "known": ", ".join(self.templates)},
            )
        return name
