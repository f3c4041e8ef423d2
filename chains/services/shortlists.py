"""Shortlists: companies that staff intend to act on, each with the reason.

Whoever has a role keeps lists of their own, viewers as well; a shared list is read by all staff and changed by its
owner and, to tidy up, by administrators. Only what is published can be put on a list. A list leaves no history.
"""

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chains.choices import Stage
from chains.models import Company, Province, Segment, Shortlist, ShortlistEntry
from chains.permissions import NotPermitted, Permission, may

#: How many companies a list takes: what somebody can go through one by one.
LENGTH = 500
#: How long a reason may be: a sentence or two.
REASON_LENGTH = 1000
NOTE_LENGTH = 4000


def may_keep(user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may keep shortlists and read shared ones: members of the staff with any role."""
    return bool(user.is_active and user.is_staff and may(user, Permission.VIEW))


def may_read(row: Shortlist, user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may read a shortlist: their own, and those that are shared."""
    return may_keep(user) and (row.shared or row.user_id == user.pk)


def may_change(row: Shortlist, user: AbstractBaseUser) -> bool:
    """Return whether ``user`` may change or delete a shortlist: its owner, and administrators one that is shared."""
    return may_keep(user) and (row.user_id == user.pk or (row.shared and may(user, Permission.ADMINISTER)))


@transaction.atomic
def create(
    user: AbstractBaseUser,
    name: str,
    reasons: Mapping[Company, str] | None = None,
    *,
    shared: bool = False,
    segment: Segment | None = None,
    province: Province | None = None,
    note: str = "",
) -> Shortlist:
    """Keep a list of these companies, each with its reason, in their order; return it.

    ``segment`` and ``province`` name the gap that it is to fill. Raises ``NotPermitted`` for whoever has no role, and
    ``ValidationError`` where the name is empty or taken, the list too long, or a company not published.
    """
    if not may_keep(user):
        raise NotPermitted(_("Only members of the staff with a role keep shortlists."))
    row = Shortlist(user=user, name=name.strip(), shared=shared, segment=segment, province=province, note=note.strip())
    _write(row)
    add(row, user, reasons or {})
    return row


@transaction.atomic
def add(row: Shortlist, user: AbstractBaseUser, reasons: Mapping[Company, str]) -> int:
    """Put companies at the end of a list, each with its reason; return how many were not on it already.

    What stands on the list keeps the reason that it has. Raises ``NotPermitted`` and ``ValidationError``.
    """
    row = _locked(row, user)
    there = dict(ShortlistEntry.objects.filter(shortlist=row).values_list("company_id", "order"))
    new = {company: reason.strip() for company, reason in reasons.items() if company.pk not in there}
    if len(there) + len(new) > LENGTH:
        text = ngettext(
            "A shortlist takes at most %(most)d company: choose fewer.",
            "A shortlist takes at most %(most)d companies: choose fewer.",
            LENGTH,
        )
        raise ValidationError({"company": text % {"most": LENGTH}})
    for company, reason in new.items():
        if company.stage != Stage.PUBLISHED:
            raise ValidationError({"company": _("“%(name)s” is not published.") % {"name": company}})
        _check_reason(reason)
    start = max(there.values(), default=0) + 1
    ShortlistEntry.objects.bulk_create(
        ShortlistEntry(shortlist=row, company=company, reason=reason, order=start + number)
        for number, (company, reason) in enumerate(new.items())
    )
    if new:
        row.save(update_fields=["updated"])
    return len(new)


@transaction.atomic
def change(
    row: Shortlist,
    user: AbstractBaseUser,
    *,
    name: str | None = None,
    shared: bool | None = None,
    note: str | None = None,
    reasons: Mapping[str, str] | None = None,
    order: Mapping[str, int] | None = None,
    without: Iterable[str] = (),
) -> Shortlist:
    """Rename a list, share it or keep it to oneself again, change its note, its reasons and its order, take some off.

    What is None stays as it is. Companies are named by their public ids; those that are not on the list any more are
    passed over. ``order`` gives places, the lowest first; equal ones, and those without, stay in their order. Raises
    ``NotPermitted`` for somebody else's list and ``ValidationError`` for a name that is empty or taken or a text that
    is too long.
    """
    row = _locked(row, user)
    row.name = row.name if name is None else name.strip()
    row.shared = row.shared if shared is None else shared
    row.note = row.note if note is None else note.strip()
    _write(row)
    entries = {
        entry.company.public_id: entry
        for entry in ShortlistEntry.objects.filter(shortlist=row).select_related("company").order_by("order", "pk")
    }
    gone = [entries.pop(key) for key in set(without) & entries.keys()]
    ShortlistEntry.objects.filter(pk__in=[entry.pk for entry in gone]).delete()
    for key, reason in (reasons or {}).items():
        if key in entries:
            entries[key].reason = _check_reason(reason.strip())
    if order is not None:
        places = {key: order.get(key, place) for place, key in enumerate(entries, 1)}
        # Sorting is stable: equal places keep the order they have.
        for place, key in enumerate(sorted(entries, key=places.__getitem__), 1):
            entries[key].order = place
    ShortlistEntry.objects.bulk_update(entries.values(), ["reason", "order"])
    return row


@transaction.atomic
def delete(rows: Iterable[Shortlist], user: AbstractBaseUser) -> int:
    """Delete lists; return how many. Raises ``NotPermitted`` if one of them is somebody else's: then none goes."""
    rows = list(rows)
    for row in rows:
        _require_own(row, user)
    Shortlist.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(rows)


def _locked(row: Shortlist, user: AbstractBaseUser) -> Shortlist:
    row = Shortlist.objects.select_for_update().get(pk=row.pk)
    _require_own(row, user)
    return row


def _require_own(row: Shortlist, user: AbstractBaseUser) -> None:
    if not may_change(row, user):
        raise NotPermitted(_("“%(name)s” belongs to somebody else: only they change it.") % {"name": row.name})


def _write(row: Shortlist) -> None:
    if len(row.note) > NOTE_LENGTH:
        raise ValidationError({"note": _("A note has at most %(most)d characters.") % {"most": NOTE_LENGTH}})
    row.full_clean()
    row.save()


def _check_reason(reason: str) -> str:
    if len(reason) > REASON_LENGTH:
        raise ValidationError({"reason": _("A reason has at most %(most)d characters.") % {"most": REASON_LENGTH}})
    return reason
