"""Base classes of the admin: labels, search, signed saving, deletion with a reason, history."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ORDER_VAR, PAGE_VAR, ChangeList
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.db.models import Q, QuerySet
from django.forms import Field, ModelForm
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains.admin.choice_fields import ChoiceFields
from chains.admin.exporting import Exportable
from chains.admin.forms import CheckedForm, CuratedForm, CuratedFormSet, ReasonForm
from chains.admin.history import admin_of, timeline
from chains.admin.list_columns import NOTHING, page_of
from chains.admin.widgets import KnownAutocompleteSelect, LabelledChoiceField
from chains.choices import ARRIVING, Stage
from chains.history import curation
from chains.history.curation import Change
from chains.models.base import Named, Staged
from chains.permissions import NotPermitted, Permission, first_stage, may, refusal


def permitted(request: HttpRequest, permission: Permission, row: models.Model | None = None) -> bool:
    """Return whether the user has a permission on ``row``; computed once for each row and request."""
    known: dict[Any, bool] = request.__dict__.setdefault("permitted", {})
    key = permission, type(row), row and row.pk
    if key not in known:
        known[key] = may(request.user, permission, row)
    return known[key]


class CuratedChangeList(ChangeList):
    """A list whose rows come with what its columns show."""

    _complete = False

    def get_queryset(self, request: HttpRequest, exclude_parameters: list[str] | None = None) -> QuerySet:
        """Return the rows asked for, with annotations and related rows."""
        if not self._complete:
            self.root_queryset = self.model_admin.for_list(self.root_queryset)
            self._complete = True
        return super().get_queryset(request, exclude_parameters)

    def get_ordering_field_columns(self) -> dict[int, str]:
        """Return the columns that the reader sorted by; the order that lists begin with needs no marks."""
        return super().get_ordering_field_columns() if ORDER_VAR in self.params else {}


class Titled(admin.ModelAdmin):
    """Lists under the plain name of their rows, forms under the name of the row."""

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list."""
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def title_of(self, row: models.Model) -> str:
        """Return what stands above the form of ``row``."""
        return str(row)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: models.Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Show the form."""
        if obj is not None:
            context |= {"title": self.title_of(obj), "subtitle": None}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


class CuratedAdmin(Exportable, ChoiceFields, Titled):
    """The admin of one model of the vocabulary."""

    form = CuratedForm
    list_per_page = 50
    show_full_result_count = True
    empty_value_display = NOTHING
    addable = ("source", "company")
    #: Only makes the search box appear: :meth:`word_condition` says what it finds.
    search_fields = ("pk",)

    #: Relations through which a word of the search may match, and the models they lead to.
    search_through: ClassVar[dict[str, type[models.Model]]] = {}
    #: Lookups of plain columns that a word of the search may match.
    search_columns: ClassVar[tuple[str, ...]] = ()
    #: Whether somebody who may change a row, and is no administrator, may also delete it.
    curators_delete: ClassVar[bool] = True
    #: The relation to the row with which this one is shown on the site, where it has no page of its own.
    shown_with: ClassVar[str] = ""
    #: Models whose rows belong to this one's, by the lookup that leads here; the history shows their changes too.
    history_of: ClassVar[dict[type[models.Model], str]] = {}

    # -- lists

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with what their labels need, without those of companies that nobody sees yet."""
        rows = super().get_queryset(request).select_related(*self.related)
        if self.shown_with and issubclass(self.model._meta.get_field(self.shown_with).related_model, Staged):
            rows = rows.exclude(**{f"{self.shown_with}__stage": ARRIVING})
        return rows

    def for_list(self, rows: QuerySet) -> QuerySet:
        """Return ``rows`` with what the columns of the list need."""
        return rows

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return the list that completes its rows."""
        return CuratedChangeList

    @admin.display(description=gettext_lazy("updated"), ordering="updated")
    def changed(self, row: models.Model) -> str:
        """Return when the row, or what it is shown with, was last changed."""
        return formats.date_format(timezone.localtime(row.updated), "Y-m-d H:i")

    def word_condition(self, word: str) -> Q:
        """Return the condition that a row matches one word of a search."""
        condition = Q(pk__in=[])
        if issubclass(self.model, Named):
            condition |= Q(pk__in=self.model.objects.search(word).values("pk"))
        for relation, model in self.search_through.items():
            condition |= Q(**{f"{relation}__in": model.objects.search(word).values("pk")})
        for lookup in self.search_columns:
            condition |= Q(**{lookup: word})
        # By key, so that a relation with many rows does not make a row appear more than once.
        return Q(pk__in=self.model._default_manager.filter(condition).order_by().values("pk"))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Return the rows of ``queryset`` that match every word, never twice."""
        for word in search_term.split():
            queryset = queryset.filter(self.word_condition(word))
        return queryset, False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions, without deletion: rows are deleted one by one, with a reason."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # -- forms

    @property
    def derived(self) -> tuple[str, ...]:
        """The columns that the system fills in: shown for reference, closed."""
        return tuple(field.name for field in self.model._meta.fields if not field.editable and not field.primary_key)

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        """Return the fields that nobody sets."""
        noted = ("review_note",) if issubclass(self.model, Staged) else ()
        return (*super().get_readonly_fields(request, obj), *noted, *self.derived)

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, change: bool = False, **kwargs: Any
    ) -> type[ModelForm]:
        """Return the class of the form; it knows for whom it is, and what the service has refused."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user, form.refusal = request.user, getattr(request, "refusal", "")
        return form

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> list[Any]:
        """Return the sections of the form; those of a row on record end with what the system fills in."""
        sections = [*super().get_fieldsets(request, obj)]
        if issubclass(self.model, Staged):
            noted = ("review_note",) if obj is not None and obj.review_note else ()
            sections.append((_("Publication"), {"fields": ("stage", *noted)}))
        if obj is not None:
            described = _("Follows from the rest; shown for reference and for links from other systems.")
            sections.append(
                (
                    _("Filled in by the system"),
                    {"classes": ("collapse",), "fields": self.derived, "description": described},
                )
            )
        return sections

    def get_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Return the fields of a form that has no sections."""
        return list(self.fields) if self.fields else [f.name for f in self.model._meta.fields if f.editable]

    def get_inlines(self, request: HttpRequest, obj: models.Model | None) -> list[type[admin.TabularInline]]:
        """Return the rows that are edited along; some need the row to be on record first."""
        return [inline for inline in super().get_inlines(request, obj) if obj is not None or not inline.follows]

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """Return the path of the page on the site that shows ``obj``, if there is one."""
        shown = getattr(obj, self.shown_with) if obj is not None and self.shown_with else obj
        return shown.get_absolute_url() if hasattr(shown, "get_absolute_url") else None

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show or save the form; what only the database or the service could see is refused in words."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except NotPermitted as refused:
            # Once more, with what was written and the refusal above it: the form is not valid this time.
            request.refusal = str(refused)
            return super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Forms check every constraint, so this is somebody else saving the same at this very moment, or two
            # rows that exchange what must be unique.
            self.message_user(
                request,
                _("Nothing was saved: it contradicts another row that is on record already. Look again, then retry."),
                messages.ERROR,
            )
            return HttpResponseRedirect(request.get_full_path())

    def title_of(self, row: models.Model) -> str:
        """Return the label of the row, which tells it from its namesakes."""
        return self.label(row)

    def closed(self, request: HttpRequest, row: models.Model) -> str:
        """Return why the user can only look at ``row``, or at some of its fields; empty where all are open."""
        return refusal(request.user, Permission.EDIT, row)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: models.Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Show the form, with the reason above it where fields are closed to the user."""
        if obj is not None:
            context["closed"] = self.closed(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def save_model(self, request: HttpRequest, obj: models.Model, form: ModelForm, change: bool) -> None:
        """Save under the signature of the user, unless nothing of the row itself has changed."""
        form.signature = Change(request.user, form.cleaned_data.get("change_reason", ""))
        if form.changed_data or not change:
            curation.save(obj, form.signature)

    def save_formset(self, request: HttpRequest, form: ModelForm, formset: BaseInlineFormSet, change: bool) -> None:
        """Save the rows that belong to the row, under the same signature."""
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            curation.delete(row, form.signature)
        for row in rows:
            if isinstance(row, Staged) and row._state.adding:
                begun = getattr(form.instance, "stage", Stage.PUBLISHED)
                row.stage = first_stage(request.user) if begun == Stage.PUBLISHED else begun
            curation.save(row, form.signature)
        formset.save_m2m()

    # -- who may

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether the user may make rows, in some province at least."""
        return super().has_add_permission(request) and permitted(request, Permission.EDIT)

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether the user may change ``obj``, which depends on where it lies."""
        return super().has_change_permission(request, obj) and permitted(request, Permission.EDIT, obj)

    # -- deletion

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether the user may delete; what curators withdraw or merge, only administrators delete."""
        allowed = self.curators_delete or permitted(request, Permission.ADMINISTER)
        return allowed and super().has_delete_permission(request, obj) and permitted(request, Permission.EDIT, obj)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask whether to delete, and why; without a reason ask again."""
        form = ReasonForm(request.POST or None)
        if request.POST and not form.is_valid():
            # An empty POST is what makes Django show its question again instead of deleting.
            request.POST = QueryDict()
        return super().delete_view(request, object_id, {"reason_form": form, **(extra_context or {})})

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Delete under the signature of the user."""
        form = ReasonForm(request.POST)
        if not form.is_valid():
            raise PermissionDenied
        curation.delete(obj, Change(request.user, form.cleaned_data["change_reason"]))

    # -- history

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show who changed what of the row and of those that belong to it, when and why; also once it is deleted."""
        key = unquote(object_id)
        row = self.get_object(request, key)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = timeline(self, key)
        if row is None and not entries:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        page = Paginator(entries, 50).get_page(request.GET.get(PAGE_VAR))
        name = self.label(row) if row is not None else _("deleted")
        context = {
            **self.admin_site.each_context(request),
            "title": _("History of %(name)s") % {"name": name},
            "subtitle": None,
            "opts": self.opts,
            "object": row,
            "object_name": name,
            "entries": page,
            "page_range": page.paginator.get_elided_page_range(page.number),
            "page_var": PAGE_VAR,
            "site_page": self.get_view_on_site_url(row),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/chains/object_history.html", context)


class CuratedInline(ChoiceFields, admin.TabularInline):
    """Rows edited on the page of the row they belong to."""

    form = CheckedForm
    formset = CuratedFormSet
    extra = 0
    view_on_site = False
    readonly_fields = ("pages",)
    #: Columns that together may occur once, see ``CuratedFormSet``.
    once: ClassVar[tuple[str, ...]] = ()
    #: Whether the rows can only be looked at here.
    only_shown: ClassVar[bool] = False
    #: Whether there can be rows only once the row they belong to is on record.
    follows: ClassVar[bool] = False
    #: What the user must be permitted to do to the row they belong to.
    permission: ClassVar[Permission] = Permission.EDIT

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows with what their labels need."""
        return super().get_queryset(request).select_related(*self.related)

    def get_formset(
        self, request: HttpRequest, obj: models.Model | None = None, **kwargs: Any
    ) -> type[BaseInlineFormSet]:
        """Return the class of the formset."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.once = self.once
        formset.form.user = request.user
        return formset

    def formfield_for_foreignkey(
        self, db_field: models.ForeignKey, request: HttpRequest | None, **kwargs: Any
    ) -> Field | None:
        """Return a field whose choices are read once for all rows."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if isinstance(field, LabelledChoiceField) and not isinstance(field.widget, KnownAutocompleteSelect):
            field.choices = list(iter(field.choices))
        return field

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None) -> bool:
        """Return whether rows can be added here."""
        return (
            not self.only_shown
            and super().has_add_permission(request, obj)
            and permitted(request, self.permission, obj)
        )

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether rows can be changed here."""
        allowed = not self.only_shown and super().has_change_permission(request, obj)
        return allowed and permitted(request, self.permission, obj)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return whether rows can be deleted here: where they can on their own page."""
        if self.only_shown:
            return False
        own = admin_of(self.admin_site, self.model)
        allowed = own.has_delete_permission(request) if own else super().has_delete_permission(request, obj)
        return allowed and permitted(request, self.permission, obj)

    @admin.display(description=gettext_lazy("pages"))
    def pages(self, row: models.Model) -> SafeString | str:
        """Return links to the row's own pages."""
        if row.pk is None:
            return ""
        return format_html(
            '<a href="{}">{}</a> <a href="{}">{}</a>',
            page_of(row),
            _("Open"),
            page_of(row, "history"),
            _("History"),
        )
