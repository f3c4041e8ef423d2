"""Snapshots on the gap page: compare with one, or take one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from chains.history import snapshots as service
from chains.models import Chain, Snapshot
from chains.permissions import Permission, may
from chains.selectors.changes import OFFERED, comparison, snapshots_of
from chains.selectors.gaps import GapView


def offered(request: HttpRequest, view: GapView, against: Snapshot | None) -> dict[str, Any]:
    """Return what the gap page needs to offer snapshots, and to show what has changed since the one chosen."""
    listed = list(snapshots_of(view.chain, view.region)[:OFFERED])
    if against is not None and against not in listed:
        listed.append(against)
    return {
        "snapshots": listed,
        "against": against,
        "comparison": comparison(view, against) if against is not None else None,
        # A snapshot is taken over the chain's own region.
        "may_snapshot": view.region == view.chain.region and may(request.user, Permission.SNAPSHOT),
        "note_length": service.NOTE_LENGTH,
    }


@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take a snapshot of a chain, and go back to the page of its gaps."""
    chain = Chain.objects.select_related("region").filter(slug=request.POST.get("chain", "")).first()
    if chain is None:
        raise Http404(_("There is no %(what)s “%(key)s”.") % {"what": _("chain"), "key": request.POST.get("chain", "")})
    try:
        taken = service.take(chain, request.POST.get("note", ""), request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except service.NothingToKeepError:
        messages.error(request, _("This chain has no company yet: there is nothing to keep."))
    else:
        messages.success(
            request,
            _("The gaps are kept as they are now.")
            if taken.is_new
            else _("Nothing has changed since the latest snapshot, so no new one was taken."),
        )
    return HttpResponseRedirect(f"{reverse('gaps')}?{urlencode({'chain': chain.slug})}")
