"""Forms of the admin: they require a reason, and check every constraint of the database."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chains.admin.widgets import KnownAutocompleteSelect, UpperCaseField
from chains.analysis.names import tidy
from chains.choices import PlacementStatus, Stage
from chains.history.curation import REASON_LENGTH
from chains.models import Company, Layer, Listing, Placement, Segment
from chains.permissions import Permission, first_stage, may, permitted_of

#: Fields that the models tidy when they are saved; tidied here as well, so that what is checked is what is saved.
_TIDIED = ("name", "legal_name", "printed_name")


class ReasonField(forms.CharField):
    """Why something is changed. No part of the row: it never counts as a change of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("Reason for the change"),
            max_length=REASON_LENGTH,
            widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
            error_messages={"required": _("Say why, in a few words: the history keeps it.")},
            **kwargs,
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Return False."""
        return False


class ReasonForm(forms.Form):
    """Nothing but the reason, for deletions and for actions on many rows."""

    change_reason = ReasonField(help_text=_("Such as “annual check against the register”. It is kept in the history."))


class CheckedForm(forms.ModelForm):
    """A form that checks every constraint of its model, also those on fields it does not show."""

    #: Fields that are stable once given, because addresses and other people's systems carry them.
    fixed: ClassVar[tuple[str, ...]] = ()
    #: For whom the form is; None where nobody's permissions matter.
    user: ClassVar[AbstractBaseUser | None] = None
    #: Why the service has refused what was sent, if it has.
    refusal: ClassVar[str] = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for name in set(self.fixed) & set(self.fields):
                self.fields[name].disabled = True
        self._tell_widgets()
        self._offer_what_is_permitted()

    def _offer_what_is_permitted(self) -> None:
        """Leave out what the user would be refused: to publish, to verify, to change another province's row."""
        if "stage" in self.fields:
            self._offer_stages()
        if not isinstance(self.instance, Placement):
            return
        if "status" in self.fields and not may(self.user, Permission.VERIFY):
            now = None if self.instance._state.adding else self.instance.status
            verified = now == PlacementStatus.VERIFIED
            self.fields["status"].choices = [
                (value, name)
                for value, name in PlacementStatus.choices
                if (value == PlacementStatus.VERIFIED) == verified
            ]
            if "verified_on" in self.fields:
                self.fields["verified_on"].disabled = True
        if not self.instance._state.adding and not permitted_of(self.user, Permission.EDIT, [self.instance]):
            for field in self.fields.values():
                field.disabled = True
                field.widget.attrs["title"] = _("This placement lies in another province than yours.")
        if "company" in self.fields and self._is_public() and not may(self.user, Permission.PUBLISH):
            self.fields["company"].disabled = True

    def _is_public(self) -> bool:
        return not self.instance._state.adding and self.instance.stage == Stage.PUBLISHED

    def _offer_stages(self) -> None:
        """Offer the stages that the user may give the row; to publish, or to take that back, is for reviewers."""
        adding = self.instance._state.adding
        if adding:
            self.initial["stage"] = first_stage(self.user)
        if may(self.user, Permission.PUBLISH):
            return
        published = self._is_public()
        self.fields["stage"].choices = [
            (value, name) for value, name in Stage.choices if (value == Stage.PUBLISHED) == published
        ]

    def _tell_widgets(self) -> None:
        """Give the autocompletes the labels of rows that came along with this form's own."""
        for name, field in self.fields.items():
            widget = getattr(field.widget, "widget", field.widget)
            if not isinstance(widget, KnownAutocompleteSelect):
                continue
            model_field = self._meta.model._meta.get_field(name)
            if model_field.is_cached(self.instance) and (row := getattr(self.instance, name)) is not None:
                widget.known = {str(row.pk): field.label_from_instance(row)}

    def clean(self) -> dict[str, Any] | None:
        """Tidy the names, and say what the service has refused."""
        super().clean()
        if self.refusal:
            self.add_error(None, self.refusal)
        for name in _TIDIED:
            if isinstance(self.cleaned_data.get(name), str):
                self.cleaned_data[name] = tidy(self.cleaned_data[name])
        return self.cleaned_data

    def _post_clean(self) -> None:
        """Check the constraints of the model on the whole row, once the fields of the form are right.

        Django leaves out whatever concerns a field that the form does not show, so that a row could pass here and
        fail in the database. Only what saving derives is left out.
        """
        super()._post_clean()
        if not self._errors:
            derived = {field.name for field in self.instance._meta.fields if not field.editable}
            try:
                self.instance.validate_constraints(exclude=derived)
            except ValidationError as error:
                self._update_errors(error)


class CuratedForm(CheckedForm):
    """The form of a row's own page: it asks for a reason, and insists when the row is on record already."""

    change_reason = ReasonField(
        required=False,
        help_text=_("In a few words, for your colleagues and for yourself: it is kept in the history."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["change_reason"].required = not self.instance._state.adding


class CuratedFormSet(BaseInlineFormSet):
    """Rows edited together with the row they belong to."""

    #: Columns that together may occur once among the rows; what a condition in the database refuses one by one.
    once: ClassVar[tuple[str, ...]] = ()

    def clean(self) -> None:
        """Refuse a row that repeats another of the same form."""
        super().clean()
        seen: set[tuple[Any, ...]] = set()
        for form in self.forms if self.once else ():
            if form in self.deleted_forms or form.errors or not (form.has_changed() or form.instance.pk):
                continue
            key = tuple(str(getattr(form.instance, column) or "") for column in self.once)
            if key in seen:
                form.add_error(None, _("This row repeats another one on the page."))
            seen.add(key)


class CompanyForm(CuratedForm):
    """A company: its credit code may be pasted with spaces and in small letters."""

    class Meta:
        model = Company
        fields = "__all__"
        field_classes: ClassVar = {"uscc": UpperCaseField}


class ListingForm(CheckedForm):
    """A listing: its ticker in capitals."""

    class Meta:
        model = Listing
        fields = "__all__"
        field_classes: ClassVar = {"ticker": UpperCaseField}


class _VerifiedToday:
    """Mixin for placements: one that is set to verified is verified today, unless a day is given."""

    def clean(self) -> dict[str, Any] | None:
        """Fill in the day, which the database asks for; the service adds the name."""
        super().clean()
        if self.cleaned_data.get("status") == PlacementStatus.VERIFIED:
            if "verified_on" in self.fields:
                self.cleaned_data["verified_on"] = self.cleaned_data.get("verified_on") or timezone.localdate()
            elif self.instance.verified_on is None:
                self.instance.verified_on = timezone.localdate()
        return self.cleaned_data


class PlacementForm(_VerifiedToday, CuratedForm):
    """A placement on its own page."""

    class Meta:
        model = Placement
        fields = "__all__"


class PlacementRowForm(_VerifiedToday, CheckedForm):
    """A placement among those of its company."""

    class Meta:
        model = Placement
        fields = "__all__"


class LayerForm(CuratedForm):
    """A layer."""

    fixed = ("slug", "chain")

    class Meta:
        model = Layer
        fields = "__all__"


class SegmentForm(CuratedForm):
    """A segment: its place in the tree has to stay whole, and its code free."""

    fixed = ("slug",)

    class Meta:
        model = Segment
        fields = "__all__"

    def clean(self) -> dict[str, Any] | None:
        """Refuse a slug that the chain has, and a layer in which the rest of the family is not."""
        super().clean()
        layer = self.cleaned_data.get("layer")
        if layer is None:
            return self.cleaned_data
        if self.instance._state.adding:
            _refuse_taken_slug(self, layer, self.cleaned_data.get("slug"))
        elif layer.pk != self.instance.layer_id:
            if layer.chain_id != self.instance.layer.chain_id:
                self.add_error("layer", _("A segment stays in its chain: choose a layer of the same chain."))
            elif self.instance.children.exists():
                self.add_error("layer", _("This segment has sub-segments, which stand in its layer: it cannot move."))
        return self.cleaned_data


class SubSegmentForm(CheckedForm):
    """A segment among the children of its parent, whose layer it shares."""

    fixed = ("slug",)

    class Meta:
        model = Segment
        fields: Sequence[str] = ("name", "name_en", "slug", "order")

    def _post_clean(self) -> None:
        self.instance.layer_id = self.instance.parent.layer_id
        if self.instance._state.adding:
            _refuse_taken_slug(self, self.instance.parent.layer, self.cleaned_data.get("slug"))
        super()._post_clean()


def _refuse_taken_slug(form: forms.ModelForm, layer: Layer, slug: str | None) -> None:
    """Put an error on the slug, if another segment of the chain has it."""
    if slug and Segment.objects.filter(code=f"{layer.chain.slug}.{slug}").exists():
        form.add_error("slug", _("The chain already has a segment with this slug."))
