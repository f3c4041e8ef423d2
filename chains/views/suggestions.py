"""The form to suggest a correction without an account, on a company or a segment."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains.analysis.wording import country_called
from chains.models import Company, Placement, Segment
from chains.selectors.duplicates import merged_into
from chains.services import suggestions

from .companies import moved
from .throttling import throttled

#: What can be corrected, by the name of its page: its model, and the key in the address.
SUBJECTS: dict[str, tuple[type[Company] | type[Segment], str]] = {
    "company": (Company, "public_id"),
    "segment": (Segment, "code"),
}


class SuggestionForm(forms.Form):
    """What is wrong, where that can be checked, and how to reach the reader; only the first has to be said."""

    placement = forms.ModelChoiceField(
        Placement.objects.none(),
        required=False,
        to_field_name="public_id",
        label=gettext_lazy("What it is about"),
        empty_label=gettext_lazy("the company as a whole"),
    )
    text = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        label=gettext_lazy("What is wrong, and what would be right"),
        error_messages={"required": gettext_lazy("Say what is wrong.")},
    )
    evidence = forms.CharField(
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        label=gettext_lazy("Where that can be checked"),
        help_text=gettext_lazy("An annual report, an announcement, a web address. Corrections with a source go first."),
    )
    contact = forms.CharField(
        required=False,
        max_length=200,
        label=gettext_lazy("How to reach you, for questions"),
        help_text=gettext_lazy("Not needed. Only the reviewers see it."),
    )
    #: Nobody sees this field, so whoever fills it in is a program.
    website = forms.CharField(
        required=False,
        label=gettext_lazy("Leave this empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, subject: Company | Segment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        placed = Placement.objects.standing().filter(company=subject) if isinstance(subject, Company) else None
        if placed is None or not placed.exists():
            del self.fields["placement"]
        else:
            self.fields["placement"].queryset = placed.select_related("company", "segment", "province", "city")
            self.fields["placement"].label_from_instance = _described
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"{name}-help"


@throttled("suggestion", method="POST")
def suggest(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Show the form; keep what is sent, and thank for it.

    The address of a company that was merged leads to the form of the one it was merged into. What was written before
    the merge and is sent after it is kept there at once: a redirect would lose it.
    """
    if heir := merged_into(key) if kind == "company" else None:
        if request.method != "POST":
            return moved(request, "company-suggestion", heir)
        key = heir
    subject = _subject(kind, key)
    sent = request.POST if request.method == "POST" else None
    form = SuggestionForm(sent, subject=subject, auto_id="%s")
    if form.is_valid():
        said = form.cleaned_data
        if not said["website"]:
            suggestions.make(
                subject,
                said["text"],
                evidence=said["evidence"],
                contact=said["contact"],
                placement=said.get("placement"),
            )
        return HttpResponseRedirect(reverse(f"{kind}-suggestion-thanks", args=[key]))
    return render(request, "chains/suggest.html", {"form": form, "subject": subject, "kind": kind})


def thanks(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Confirm that the suggestion has arrived, and tell what happens next."""
    if heir := merged_into(key) if kind == "company" else None:
        return moved(request, "company-suggestion-thanks", heir)
    return render(request, "chains/suggested.html", {"subject": _subject(kind, key)})


def _subject(kind: str, key: str) -> Company | Segment:
    """Return the record that the suggestion is about; raises ``Http404`` for one that the public does not see."""
    model, column = SUBJECTS[kind]
    rows = model.objects.published() if model is Company else model.objects.all()
    row = rows.filter(**{column: key}).first()
    if row is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": model._meta.verbose_name, "key": key})
    return row


def _described(placement: Placement) -> str:
    where = placement.city or placement.province or country_called(str(placement.country))
    return f"{placement.segment} · {where}"
