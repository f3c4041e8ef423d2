"""Staff notes on a company or a segment, shown below its form in the admin.

A note has a form of its own, because whoever may only look at a record can still know something about it, and
because a note needs no reason.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from chains.admin.list_columns import page_of
from chains.admin.work_pages import work_page
from chains.models import Company, Segment
from chains.permissions import NotPermitted
from chains.selectors.notes import notes_on
from chains.services import notes

_KINDS: dict[str, type[Company] | type[Segment]] = {"company": Company, "segment": Segment}


class NoteForm(forms.Form):
    """A note."""

    text = forms.CharField(
        label=gettext_lazy("New note"),
        max_length=notes.NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
    )


class Journalled(admin.ModelAdmin):
    """A mixin for the admin of a model whose rows have notes."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: models.Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Show the form with the notes on its row below."""
        if obj is not None:
            context |= {
                "notes": notes_on(obj),
                "note_form": NoteForm(auto_id="journal-%s"),
                "note_kind": obj._meta.model_name,
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@work_page("journal/<str:kind>/<int:key>/", "journal")
@require_POST
def add(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """Add a note to a record, and go back to its form."""
    row = _KINDS[kind].objects.filter(pk=key).first() if kind in _KINDS else None
    if row is None:
        raise Http404(_("There is no such record."))
    form = NoteForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        notes.add(row, form.cleaned_data["text"], request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except NotPermitted as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The note is in the journal."))
    return HttpResponseRedirect(f"{page_of(row)}#journal")
