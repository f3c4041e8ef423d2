"""Pages to merge two companies field by field, and to split one in two."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.forms.models import fields_for_model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chains.admin.duplicates import facts_of
from chains.admin.forms import ReasonField
from chains.admin.list_columns import NOTHING, page_of
from chains.admin.placements import place_of
from chains.admin.widgets import UpperCaseField
from chains.admin.work_pages import work_page
from chains.analysis.codes import bare_credit_code
from chains.history import merging, splitting
from chains.history.merging import FIELDS, MergeError, default_choices, is_known, value_of
from chains.models import Batch, Company
from chains.permissions import Permission, may, require
from chains.selectors import duplicates as selectors

#: More companies than this are not compared on one page.
_MOST = 8


def _may_merge(user: AbstractBaseUser) -> bool:
    return may(user, Permission.MERGE)


def shown(company: Company, name: str) -> str:
    """Return the value of a field as it is shown beside that of another company."""
    if name == "place":
        return place_of(company)
    value = value_of(company, name)
    return str(dict(Company._meta.get_field(name).choices or ()).get(value, value)) if is_known(value) else ""


def title_of(name: str) -> str:
    """Return what a field that is chosen is called."""
    return _("registered place") if name == "place" else str(Company._meta.get_field(name).verbose_name)


class MergeForm(forms.Form):
    """The company that stays, the value of each field, and the reason for the merge."""

    def __init__(self, data: Any, companies: list[Company], staying: Company) -> None:
        super().__init__(data)
        keys = [(str(company.pk), company.name) for company in companies]
        self.fields["winner"] = forms.ChoiceField(choices=keys, initial=str(staying.pk))
        defaults = default_choices(staying, [each for each in companies if each != staying])
        for name in FIELDS:
            self.fields[name] = forms.ChoiceField(choices=keys, initial=str(defaults[name].pk))
        self.fields["change_reason"] = ReasonField(
            help_text=_("Such as “one firm under two spellings, same credit code”. It is kept in the history.")
        )

    def picked(self, name: str) -> str:
        """Return the key of the company that is marked in a row of the table."""
        return str(self[name].value())


@work_page("merge/", "merge", allowed=_may_merge)
def merge(request: HttpRequest) -> HttpResponse:
    """Show two companies or more side by side and merge them; ``id`` names each by its public id."""
    require(request.user, Permission.MERGE)
    ids = list(dict.fromkeys(request.GET.getlist("id")))
    keys = dict(Company.objects.filter(public_id__in=ids).values_list("public_id", "pk"))
    sides = selectors.in_order(Company.objects.all(), [keys[each] for each in ids if each in keys])
    if len(sides) < len(ids):
        messages.warning(request, _("One of the companies is no longer on record."))
    if not 2 <= len(sides) <= _MOST:
        messages.error(request, _("Choose two companies or more, up to %(most)d.") % {"most": _MOST})
        return HttpResponseRedirect(reverse("admin:chains_company_changelist", current_app=request.current_app))
    companies = {str(side.company.pk): side.company for side in sides}
    # The one that most rests on and most is known of stays, unless somebody says otherwise.
    fullest = max(sides, key=_fullness).company
    staying = companies.get(request.POST.get("winner", ""), fullest)
    previewing = "preview" in request.POST
    form = MergeForm(request.POST or None, list(companies.values()), staying)
    if request.method == "POST" and not previewing and form.is_valid():
        losers = [company for company in companies.values() if company != staying]
        choices = {name: companies[form.cleaned_data[name]] for name in FIELDS}
        try:
            batch = merging.merge(staying, losers, choices, request.user, form.cleaned_data["change_reason"])
        except MergeError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(_("Merged into “%(name)s”.") % {"name": _name_now(staying)}, batch))
            return HttpResponseRedirect(page_of(staying))
    return render(request, "admin/chains/merge.html", _merge_context(request, form, sides, staying, previewing))


def _fullness(side: selectors.PairSide) -> tuple[int, ...]:
    """Return how much would have to move if this company did not stay; the elder of two alike."""
    company = side.company
    known = sum(is_known(value_of(company, name)) for name in FIELDS)
    return bool(company.uscc), len(side.placements) + len(side.listings) + len(side.other_names), known, -company.pk


def _merge_context(
    request: HttpRequest, form: MergeForm, sides: list[selectors.PairSide], staying: Company, previewing: bool
) -> dict[str, Any]:
    companies = [side.company for side in sides]
    planned = merging.plan(staying, [company for company in companies if company != staying])
    rows = []
    for name in FIELDS:
        values = [(str(company.pk), shown(company, name)) for company in companies]
        if any(value for _key, value in values):
            picked = form.picked(name)
            cells = [(key, value or NOTHING, key == picked) for key, value in values]
            rows.append((name, title_of(name), cells))
        else:
            rows.append((name, title_of(name), []))
    return {
        **admin.site.each_context(request),
        "title": _("Merge companies"),
        "subtitle": None,
        "form": form,
        "show_errors": not previewing,
        "sides": [(facts_of(side), str(side.company.pk) == form.picked("winner")) for side in sides],
        "staying": staying,
        "rows": rows,
        "plan": planned,
        "folds": [
            {
                "segment": fold.kept.segment,
                "place": place_of(fold.kept),
                "of": [fold.kept, *fold.folded],
                "status": fold.strongest.status,
                "status_shown": fold.strongest.get_status_display(),
            }
            for fold in planned.folds
        ],
        "query": request.META.get("QUERY_STRING", ""),
    }


class SplitForm(forms.Form):
    """The new company, and what goes to it."""

    def __init__(self, data: Any, company: Company) -> None:
        super().__init__(data)
        self.fields |= fields_for_model(Company, splitting.NEW_FIELDS)
        self.fields["name"].label = _("name of the new company")
        # It may be pasted with spaces and hyphens.
        self.fields["uscc"] = UpperCaseField(max_length=30, required=False, label=self.fields["uscc"].label)
        for part, (model, relation) in splitting.PARTS.items():
            rows = model._default_manager.filter(**{relation: company}).order_by("pk")
            choices = [(str(row.pk), _part_shown(row)) for row in _with_labels(rows)]
            if choices:
                self.fields[part] = forms.MultipleChoiceField(
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    label=str(model._meta.verbose_name_plural),
                )
        self.fields["change_reason"] = ReasonField()

    def clean_uscc(self) -> str:
        """Return the credit code as it is stored."""
        return bare_credit_code(self.cleaned_data["uscc"])

    @property
    def own(self) -> list[forms.BoundField]:
        """The fields of the new company itself."""
        return [self[name] for name in splitting.NEW_FIELDS]

    @property
    def parts(self) -> list[forms.BoundField]:
        """The rows that can go to the new company."""
        return [self[name] for name in splitting.PARTS if name in self.fields]


@work_page("split/<str:public_id>/", "split", allowed=_may_merge)
def split(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask which part of a company is another firm, and make that a company of its own."""
    require(request.user, Permission.MERGE)
    company = Company.objects.filter(public_id=public_id).first()
    if company is None:
        raise Http404(_("There is no company with the id “%(id)s”.") % {"id": public_id})
    form = SplitForm(request.POST or None, company)
    if request.method == "POST" and form.is_valid():
        given = {bound.name: form.cleaned_data[bound.name] for bound in form.own}
        values = {name: value for name, value in given.items() if is_known(value)}
        parts = splitting.Parts(
            **{bound.name: [int(key) for key in form.cleaned_data[bound.name]] for bound in form.parts}
        )
        try:
            batch = splitting.split(company, parts, values, request.user, form.cleaned_data["change_reason"])
        except MergeError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            _add_errors(form, error)
        else:
            new = Company.objects.get(public_id=batch.counts["new"])
            messages.success(request, _told(_("“%(name)s” is now a company of its own.") % {"name": new}, batch))
            return HttpResponseRedirect(page_of(new))
    context = {
        **admin.site.each_context(request),
        "title": _("Split “%(name)s”") % {"name": company},
        "subtitle": None,
        "form": form,
        "company": company,
    }
    return render(request, "admin/chains/split.html", context)


def _add_errors(form: forms.Form, error: ValidationError) -> None:
    for name, texts in error.message_dict.items():
        for text in texts:
            form.add_error(name if name in form.fields else None, text)


def _with_labels(rows: QuerySet) -> QuerySet:
    """Return ``rows`` with the rows that their labels are made of."""
    names = ("company", "segment", "province", "city", "label", "base")
    return rows.select_related(*[name for name in names if name in {each.name for each in rows.model._meta.fields}])


def _part_shown(row: models.Model) -> str:
    """Return a row that may go, as it is told from the others."""
    if hasattr(row, "segment") and hasattr(row, "status"):
        return f"{row.segment} · {place_of(row)} · {row.get_status_display()}"
    return f"{row.base} · {row}" if hasattr(row, "base") else str(row)


def _name_now(company: Company) -> str:
    return Company.objects.values_list("name", flat=True).get(pk=company.pk)


def _told(text: str, batch: Batch) -> SafeString:
    """Return what was done, with the way to undo it."""
    try:
        address = reverse("admin:batch", args=[batch.pk])
    except NoReverseMatch:
        return format_html("{}", text)
    return format_html('{} <a href="{}">{}</a>', text, address, _("See what changed, or undo it"))


@admin.action(description=gettext_lazy("Merge the selected companies"))
def merge_selected(of: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Company]) -> HttpResponse | None:
    """Lead from the list to the page on which the chosen companies are merged."""
    ids = list(queryset.order_by("pk").values_list("public_id", flat=True)[: _MOST + 1])
    if not 2 <= len(ids) <= _MOST:
        of.message_user(request, _("Choose two companies or more, up to %(most)d.") % {"most": _MOST}, messages.ERROR)
        return None
    query = "&".join(f"id={each}" for each in ids)
    return HttpResponseRedirect(f"{reverse('admin:merge', current_app=of.admin_site.name)}?{query}")


class Mergeable(admin.ModelAdmin):
    """Mixed into the admin of companies: leads to merging and splitting whoever may do so."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions, with merging for whoever may merge."""
        actions = super().get_actions(request)
        if _may_merge(request.user):
            name = merge_selected.__name__
            actions[name] = (merge_selected, name, merge_selected.short_description)
        return actions

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: models.Model | None = None, **kwargs: Any
    ) -> HttpResponse:
        """Show the form, with the way to split the company for whoever may."""
        if obj is not None and _may_merge(request.user):
            context["split_address"] = reverse("admin:split", args=[obj.public_id], current_app=self.admin_site.name)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)
