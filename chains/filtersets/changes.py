"""Filters of snapshots, of comparisons with them, and of the feed of changes."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chains import models
from chains.changelog import LISTS
from chains.choices import PaperSize
from chains.querysets import Choice

from .base import OrderingFilter, StrictFilterSet, StrictForm, any_of
from .gaps import GapForm
from .lookups import LookupColumn, codes


def _snapshot(label: Any, *, required: bool) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        models.Snapshot.objects.select_related("batch", "chain", "region"),
        to_field_name="public_id",
        label=label,
        required=required,
        error_messages={
            "required": _("Name the snapshot to compare with."),
            "invalid_choice": _("This snapshot is not on record."),
        },
    )


class ComparedGapForm(GapForm):
    """What the gap page and its files are asked: besides the table, a snapshot to hold it against."""

    against = _snapshot(_("snapshot to compare with"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse a snapshot of another chain or region."""
        cleaned = super().clean()
        chain, against = cleaned.get("chain"), cleaned.get("against")
        region = cleaned.get("region") or (chain and chain.region)
        if chain and against and (against.chain_id, against.region_id) != (chain.pk, region.pk):
            self.add_error("against", _("This snapshot is of another chain or region."))
        return cleaned


class GapFigureForm(ComparedGapForm):
    """The gap table as a figure: what its page is asked, and the paper that it is laid out for."""

    paper = forms.ChoiceField(choices=PaperSize.choices, label=_("paper"), required=False)


class ComparisonForm(StrictForm):
    """What a comparison is asked: a chain, a snapshot of it, and optionally another to compare with instead of now."""

    chain = GapForm.base_fields["chain"]
    against = _snapshot(_("snapshot to compare with"), required=True)
    until = _snapshot(_("snapshot to compare, instead of what is on record now"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse snapshots of another chain, or of two regions."""
        cleaned = super().clean()
        chain, against, until = (cleaned.get(name) for name in ("chain", "against", "until"))
        if chain and against and against.chain_id != chain.pk:
            self.add_error("against", _("This snapshot is of another chain or region."))
        if against and until and (until.chain_id, until.region_id) != (against.chain_id, against.region_id):
            self.add_error("until", _("This snapshot is of another chain or region."))
        return cleaned


class SnapshotFilterSet(StrictFilterSet):
    """Snapshots, by chain and region."""

    lookups: ClassVar[Mapping[str, LookupColumn]] = {"chain": codes(), "region": codes()}
    chain = any_of(models.Chain, "slug", _("chain"), "chain")
    region = any_of(models.Region, "slug", _("region"), "region")
    ordering = OrderingFilter(
        fields=(("taken_at", "taken_at"), ("updated", "updated")),
        field_labels={"taken_at": _("taken at"), "updated": _("last change")},
        label=pgettext_lazy("of a list", "order"),
    )


class ChangesForm(StrictForm):
    """What the feed of changes is asked: chains, segments with those below them, provinces."""

    chain = forms.ModelMultipleChoiceField(
        models.Chain.objects.all(),
        to_field_name="slug",
        label=_("chain"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )
    segment = forms.ModelMultipleChoiceField(
        models.Segment.objects.all(),
        to_field_name="code",
        label=_("segment, with those below it"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )
    province = forms.ModelMultipleChoiceField(
        models.Province.objects.all(),
        to_field_name="code",
        label=_("province"),
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is not on record here.")},
    )

    @property
    def choice(self) -> Choice:
        """What was chosen, as parameter → codes; only after ``is_valid()``."""
        return dict(self._chosen())

    def _chosen(self) -> Iterator[tuple[str, list[str]]]:
        for name, rows in self.cleaned_data.items():
            codes = [str(getattr(row, self.fields[name].to_field_name)) for row in rows]
            if codes:
                yield name, codes


class RecordChangesForm(StrictForm):
    """What the log of changes is asked, besides where to begin: of which lists."""

    list = forms.MultipleChoiceField(choices=[(name, name) for name in LISTS], label=_("list"), required=False)
