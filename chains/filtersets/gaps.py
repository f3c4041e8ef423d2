"""What the gap table is asked."""

from typing import Any

from django import forms
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
