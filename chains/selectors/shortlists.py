"""Shortlists that a staff member may see: their own and the shared ones, with their companies."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from chains.index import with_list_columns
from chains.models import Company, Shortlist, ShortlistEntry

from .duplicates import merged_into


@dataclass(frozen=True)
class EntryRow:
    """A company on a shortlist, with all that the columns of a list show of it."""

    entry: ShortlistEntry
    company: Company


def visible_to(user: AbstractBaseUser) -> QuerySet[Shortlist]:
    """Return the shortlists that ``user`` can read: their own and the shared ones, by name, with their ``length``."""
    found = Shortlist.objects.filter(Q(user=user.pk) | Q(shared=True)).select_related("user", "segment", "province")
    return found.annotate(length=Count("entries")).order_by("name", "public_id")


def own_of(user: AbstractBaseUser) -> list[Shortlist]:
    """Return the shortlists that ``user`` keeps, the last changed first: those that something can be put on."""
    return list(Shortlist.objects.filter(user=user.pk).order_by("-updated", "pk"))


def with_companies(shortlists: QuerySet[Shortlist]) -> QuerySet[Shortlist]:
    """Return the shortlists with their entries, in order, and the companies of these."""
    entries = ShortlistEntry.objects.select_related("company").order_by("order", "pk")
    return shortlists.prefetch_related(Prefetch("entries", entries))


def entry_rows(shortlist: Shortlist) -> list[EntryRow]:
    """Return what stands on ``shortlist``, in order; seven queries, whatever its length."""
    entries = list(ShortlistEntry.objects.filter(shortlist=shortlist).order_by("order", "pk"))
    for entry in entries:
        entry.shortlist = shortlist
    companies = with_list_columns(Company.objects.filter(shortlist_entries__shortlist=shortlist))
    by_key = {company.pk: company for company in companies}
    return [EntryRow(entry, by_key[entry.company_id]) for entry in entries]


def companies_of(public_ids: Iterable[str]) -> list[Company]:
    """Return the published companies with these ids, in their order; ids that lead nowhere are left out."""
    ids = list(dict.fromkeys(public_ids))
    found = {company.public_id: company for company in Company.objects.published().filter(public_id__in=ids)}
    return [found[each] for each in ids if each in found]


def company_called(text: str) -> Company:
    """Return the published company with this id (an old one leads on) or this name.

    Raises ``ValidationError`` that says so where there is none, or more than one.
    """
    text = text.strip()
    published = Company.objects.published()
    found = list(published.filter(public_id=merged_into(text.lower()) or text.lower()))
    found = found or list(published.named(text).order_by("pk")[:6])
    if not found:
        raise ValidationError(_("There is no company with the id or name “%(text)s”.") % {"text": text})
    if len(found) > 1:
        ids = ", ".join(company.public_id for company in found)
        raise ValidationError(
            _("“%(text)s” is the name of several companies: give one of the ids %(ids)s.") % {"text": text, "ids": ids}
        )
    return found[0]


def address_of(shortlist: Shortlist) -> str:
    """Return the path of the shortlist's page."""
    return reverse("shortlist", args=[shortlist.public_id])
