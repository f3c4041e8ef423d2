"""The admin site: its index grouped by task, with counts of the work that waits."""

from functools import cache, update_wrapper
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from chains.admin.work_pages import WORK, View, allowed_pages
from chains.analysis.invisible_characters import visible
from chains.choices import PlacementStatus
from chains.models import Evidence, Placement
from chains.services.quotas import count_login

#: The groups of the front page: what is done there, in what words, on which models.
GROUPS: tuple[tuple[str, Any, Any, tuple[str, ...]], ...] = (
    (
        "companies",
        _("Companies and placements"),
        _("Who works in which segment and where, under which names, and by which evidence."),
        (
            "Company",
            "Placement",
            "Evidence",
            "CompanyName",
            "Listing",
            "CompanyLabel",
            "Label",
            "SavedFilter",
            "Shortlist",
            "ApiToken",
        ),
    ),
    (
        "structure",
        _("Structure of the chains"),
        _("Chains, their layers and segments, and what feeds what."),
        ("Chain", "Layer", "Segment", "SegmentLink"),
    ),
    (
        "institutions",
        _("Institutions and projects"),
        _("What stands above and beneath the maps: research bases, platforms, parks, alliances, projects."),
        ("ResearchBase", "Platform", "Park", "Alliance", "Project"),
    ),
    (
        "assessments",
        _("Assessments and technologies"),
        _("Where a chain is weak or strong, in whose judgement, and which technologies are to be developed."),
        ("Assessment", "SupplyShare", "Target", "Technology"),
    ),
    (
        "sources",
        _("Sources"),
        _("What everything here rests on."),
        ("Source",),
    ),
    (
        "places",
        _("Places"),
        _("Regions, provinces and cities, by their codes."),
        ("Region", "Province", "City", "CityGroup"),
    ),
)


class Suggestions(AutocompleteJsonView):
    """The rows offered while somebody types: best match first, with labels that tell them apart."""

    def get_queryset(self) -> QuerySet:
        """Return the rows that match, the best first where there is a name to go by."""
        found = super().get_queryset()
        by_name = hasattr(found, "best_first") and hasattr(found.model, "name_key")
        return found.best_first(self.term) if self.term.strip() and by_name else found

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        """Return the key and the label of one row."""
        label = getattr(self.model_admin, "label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


def _visible(sent: QueryDict) -> QueryDict:
    """Return what a form or an address says, without the characters that nobody sees; passwords stay as they are."""
    cleaned = sent.copy()
    for name, values in sent.lists():
        if "password" not in name:
            cleaned.setlist(name, list(map(visible, values)))
    return cleaned if cleaned != sent else sent


class CurationSite(admin.AdminSite):
    """The admin site of the atlas."""

    site_header = _("Chain Atlas")
    site_title = _("Chain Atlas · curation")
    index_title = _("Curation")
    index_template = "admin/chains/index.html"
    enable_nav_sidebar = True
    empty_value_display = "—"

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Return the view as it is served: what is sent to it has no characters that nobody sees."""

        def served(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            request.GET, request.POST = _visible(request.GET), _visible(request.POST)
            return view(request, *args, **kwargs)

        return super().admin_view(update_wrapper(served, view), cacheable)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Return the pages of the work across models, then those of every model."""
        pages = [path(page.path, self.admin_view(self._served(page.view)), name=page.name) for page in WORK]
        return pages + super().get_urls()

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the log-in form, or let in; attempts are counted first."""
        if request.method == "POST":
            count_login(request)
        return super().login(request, extra_context)

    def _served(self, view: View) -> View:
        """Let ``view`` find the site in its request, as the pages of models do."""

        def served(request: HttpRequest, **captured: Any) -> HttpResponse:
            request.current_app = self.name
            return view(request, **captured)

        return served

    def catch_all_view(self, request: HttpRequest, url: str) -> HttpResponse:
        """Lead on to the address with a slash, if there is one; whoever writes is told of it and led nowhere."""
        if request.method not in ("GET", "HEAD"):
            raise Http404
        return super().catch_all_view(request, url)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Return the groups of the front page with the models that the user may see, then the other applications."""
        apps = super().get_app_list(request, app_label)
        own = {model["object_name"]: model for app in apps if app["app_label"] == "chains" for model in app["models"]}
        front = reverse("admin:index", current_app=self.name)
        groups = [
            {
                "name": name,
                "description": description,
                "app_label": key,
                "app_url": f"{front}#{key}",
                "has_module_perms": True,
                "models": [own[model] for model in models_ if model in own],
            }
            for key, name, description, models_ in GROUPS
        ]
        return [group for group in groups if group["models"]] + [app for app in apps if app["app_label"] != "chains"]

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the front page, of which the groups are sections."""
        return (
            self.index(request, extra_context)
            if app_label == "chains"
            else super().app_index(request, app_label, extra_context)
        )

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Show the groups and, to users who may see placements, the work that waits on them."""
        waiting = self._waiting() if request.user.has_perm("chains.view_placement") else []
        work = [
            {
                "title": page.title,
                "description": page.description,
                "waiting": page.waiting(request.user),
                "url": reverse(f"admin:{page.name}", current_app=self.name),
            }
            for page in allowed_pages(request)
        ]
        return super().index(request, {"waiting": waiting, "work": work, **(extra_context or {})})

    def autocomplete_view(self, request: HttpRequest) -> JsonResponse:
        """Answer an autocomplete."""
        return Suggestions.as_view(admin_site=self)(request)

    def _waiting(self) -> list[tuple[Any, int, str]]:
        """Return what waits, how many placements it concerns, and the list of them."""
        supported = Exists(Evidence.objects.filter(placement=OuterRef("pk")))
        counts = Placement.objects.live().aggregate(
            reported=Count("pk", filter=Q(status=PlacementStatus.REPORTED)),
            disputed=Count("pk", filter=Q(status=PlacementStatus.DISPUTED)),
            unsupported=Count("pk", filter=~supported),
        )
        placements = reverse("admin:chains_placement_changelist", current_app=self.name)
        return [
            (_("to be verified"), counts["reported"], f"{placements}?status__exact=reported"),
            (_("disputed"), counts["disputed"], f"{placements}?status__exact=disputed"),
            (_("without evidence"), counts["unsupported"], f"{placements}?evidence=no"),
        ]


@cache
def curation_site() -> CurationSite:
    """Return the site, always the same one.

    Django makes the site when it is first asked for, and importing this module from within the package registers
    models, which asks for it again: two sites would be made, and the one with the models thrown away.
    """
    return CurationSite()
