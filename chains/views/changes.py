"""Public changes as a page and as an Atom feed."""

import hashlib
from typing import Any

from django.contrib.sites.shortcuts import get_current_site
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import parse_http_date
from django.utils.translation import gettext as _

from chains.filtersets import ChangesForm, without_blanks
from chains.querysets import Choice
from chains.selectors.public_changes import PublicChange, entries_of, keys_of

from . import downloads
from .lists import PAGE_PARAMETERS, numbered_page
from .refusals import filtered_page
from .throttling import throttled

#: How many entries the feed holds at most.
LONGEST = 50


def changes(request: HttpRequest) -> HttpResponse:
    """The entries that fit the filter, a page at a time."""
    form = _form(request, PAGE_PARAMETERS)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        context["page"] = page = numbered_page(keys_of(form.choice), request.GET.get("page") or "1")
        context["entries"] = entries_of(page, form.choice)
    return filtered_page(request, "chains/changes.html", context, form.errors)


@throttled("export")
def feed(request: HttpRequest) -> HttpResponse:
    """The newest entries as an Atom feed; not sent again to a reader that has it already."""
    form = _form(request)
    if not form.is_valid():
        return downloads.refused(request, form.errors)
    response = ChangeFeed(form.choice)(request)
    # From the content, so that it changes with all that the feed shows, withdrawals and translations included.
    etag = response["ETag"] = f'W/"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    modified = parse_http_date(response["Last-Modified"])
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response)


class ChangeFeed(Feed):
    """The feed of what has changed, for one choice of chains, segments and provinces."""

    feed_type = Atom1Feed
    title_template = "chains/feed/title.txt"
    description_template = "chains/feed/summary.html"

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.choice = choice

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """Return the request, which the addresses in the feed depend on."""
        return request

    def title(self) -> str:
        """Return what the feed is called."""
        return f"{_('Chain Atlas')} · {_('Changes')}"

    def subtitle(self) -> str:
        """Return what the feed is about."""
        return _("What has changed in public: companies, placements, their evidence, verdicts and merges.")

    def link(self, request: HttpRequest) -> str:
        """Return the address of the same entries as a page."""
        return reverse("changes") + _query(request)

    def feed_url(self, request: HttpRequest) -> str:
        """Return the address of the feed itself."""
        return reverse("changes-feed") + _query(request)

    def feed_guid(self, request: HttpRequest) -> str:
        """Return what the feed is called for good."""
        return f"{_tag(request)}:changes{_query(request)}"

    def items(self, request: HttpRequest) -> list[PublicChange]:
        """Return the newest entries."""
        self.request = request
        return entries_of(keys_of(self.choice)[:LONGEST], self.choice)

    def item_guid(self, entry: PublicChange) -> str:
        """Return what the entry is called for good."""
        return f"{_tag(self.request)}:changes/{entry.id}"

    def item_link(self, entry: PublicChange) -> str:
        """Return the address of what the entry is about, or of the entry on its page."""
        about = entry.row or entry.company
        return about.get_absolute_url() if about else f"{reverse('changes')}{_query(self.request)}#{entry.id}"

    def item_pubdate(self, entry: PublicChange) -> Any:
        """Return the moment of the change."""
        return entry.moment

    def item_updateddate(self, entry: PublicChange) -> Any:
        """Return the same: what has happened does not change."""
        return entry.moment


def _form(request: HttpRequest, surface_parameters: tuple[str, ...] = ()) -> ChangesForm:
    form = ChangesForm(without_blanks(request.GET))
    form.surface_parameters = surface_parameters
    return form


def _query(request: HttpRequest) -> str:
    query = without_blanks(request.GET).urlencode()
    return f"?{query}" if query else ""


def _tag(request: HttpRequest) -> str:
    """Return the beginning of the tag URIs (RFC 4151) of this site: who names things here, and since when."""
    return f"tag:{get_current_site(request).domain.partition(':')[0]},2026"
