"""Filters of the flow diagram of a chain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chains import models
from chains.choices import FlowShade

from .base import StrictForm


class FlowForm(StrictForm):
    """What the flow of a chain is asked: optionally a segment of it to look inside."""

    segment = forms.ModelChoiceField(
        models.Segment.objects.select_related("layer__chain", "parent"),
        to_field_name="code",
        label=_("segment to look inside"),
        required=False,
        error_messages={"invalid_choice": _("This segment is not on record.")},
    )

    def __init__(self, *args: Any, chain: models.Chain | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chain = chain

    def clean_segment(self) -> models.Segment | None:
        """Refuse a segment of another chain and one that has nothing inside."""
        segment = self.cleaned_data["segment"]
        if segment and segment.layer.chain_id != self.chain.pk:
            raise forms.ValidationError(_("This segment belongs to another chain."))
        if segment and not segment.children.exists():
            raise forms.ValidationError(_("This segment has no sub-segments to look into."))
        return segment


class ShadedFlowForm(FlowForm):
    """The same, and by what the drawing is shaded."""

    shade = forms.ChoiceField(choices=FlowShade.choices, label=_("shaded by"), required=False)
