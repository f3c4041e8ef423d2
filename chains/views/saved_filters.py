"""Saved filters on public pages: the menu for staff, the default filter, and the form to save one."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chains.filtersets import CompanyFilterSet, GapForm, PlacementFilterSet, StrictFilterSet, without_blanks
from chains.models import Company, Placement
from chains.selectors.saved_filters import EVERYTHING, SavedFilters, at_list
from chains.services import saved_filters as service

#: The lists for which filters are kept, and what says whether a query is understood there.
READERS: dict[str, Callable[[QueryDict], StrictFilterSet | Form]] = {
    "companies": lambda query: CompanyFilterSet(query, Company.objects.none()),
    "placements": lambda query: PlacementFilterSet(query, Placement.objects.none()),
    "gaps": GapForm,
}


def found_at(request: HttpRequest, page: str) -> SavedFilters | None:
    """Return the filters that the reader finds at the list; None for the public, without asking the database."""
    return at_list(request.user, page) if page in READERS and service.may_keep(request.user) else None


def beginning(request: HttpRequest, saved: SavedFilters | None) -> HttpResponse | None:
    """Send on a reader who opens the bare list to the filter it begins with, so that the address shows the choice.

    What ``EVERYTHING`` says is the address of the whole list.
    """
    if saved is None or saved.default is None or request.META.get("QUERY_STRING"):
        return None
    return HttpResponseRedirect(f"{request.path}?{saved.default.query}")


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the choice that is sent along, and go back to it."""
    if not request.user.is_authenticated:
        return redirect_to_login(reverse("companies"))
    page = request.POST.get("page", "")
    if page not in READERS:
        raise Http404(_("There is no list “%(page)s” with saved filters.") % {"page": page})
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.pop("page", None)
    try:
        kept = service.save(
            request.user,
            page,
            request.POST.get("name", ""),
            _understood(page, query),
            shared="shared" in request.POST,
            is_default="is_default" in request.POST,
        )
    except ValidationError as error:
        messages.error(request, _("The filter was not saved: %(why)s") % {"why": " ".join(error.messages)})
    else:
        messages.success(request, _("The filter “%(name)s” is saved.") % {"name": kept.name})
    again = f"?{query.urlencode()}" if query else EVERYTHING[page]
    return HttpResponseRedirect(f"{reverse(page)}{again}")


def _understood(page: str, query: QueryDict) -> str:
    """Return the query as the list understands it, without blanks; raises ``ValidationError`` where it does not."""
    asked = READERS[page](query)
    if not asked.is_valid():
        raise ValidationError([f"{name}: {text}" for name, texts in asked.errors.items() for text in texts])
    return without_blanks(query).urlencode()
