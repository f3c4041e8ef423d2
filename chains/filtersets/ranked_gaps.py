"""Filters of the ranked gaps."""

from django import forms
from django.utils.translation import gettext_lazy as _

from chains import models
from chains.analysis.signals import Signal
from chains.choices import Verdict

from .base import StrictForm
from .filter_choices import YES_NO

_UNKNOWN = {"invalid_choice": _("“%(value)s” is not on record here.")}


class RankedGapForm(StrictForm):
    """Filters of the ranked gaps. A repeated parameter is *or*, different parameters are *and*."""

    chain = forms.ModelMultipleChoiceField(
        models.Chain.objects.all(), to_field_name="slug", label=_("chain"), required=False, error_messages=_UNKNOWN
    )
    segment = forms.ModelMultipleChoiceField(
        models.Segment.objects.all(),
        to_field_name="code",
        label=_("segment, with those below it"),
        required=False,
        error_messages=_UNKNOWN,
    )
    province = forms.ModelChoiceField(
        models.Province.objects.all(),
        to_field_name="code",
        label=_("province whose cells are ranked"),
        required=False,
        error_messages={"invalid_choice": _("This province is not on record.")},
    )
    verdict = forms.MultipleChoiceField(
        choices=[*Verdict.choices, ("none", _("no verdict on record"))], label=_("verdict"), required=False
    )
    signal = forms.MultipleChoiceField(choices=Signal.choices, label=_("signal"), required=False)
    conflict = forms.ChoiceField(choices=[("", ""), *YES_NO], label=_("signal and verdict disagree"), required=False)
    level = forms.MultipleChoiceField(
        choices=[("1", _("top level")), ("2", _("sub-segments")), ("3", _("third level and below"))],
        label=_("level"),
        required=False,
    )
