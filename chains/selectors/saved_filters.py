"""Saved filters of a list that a staff member may use: their own and the shared ones."""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Q, QuerySet
from django.urls import reverse

from chains.models import SavedFilter

#: The query that asks a list for everything: a search for nothing. A bare address begins with the default filter.
#: Gaps cannot be searched: there it is the table inside no segment.
EVERYTHING = {"companies": "?q=", "placements": "?q=", "gaps": "?segment="}


@dataclass(frozen=True, slots=True)
class SavedFilters:
    """The filters at one list: one's own, those of others that are shared, and the query it begins with, if any."""

    page: str
    own: tuple[SavedFilter, ...]
    of_others: tuple[SavedFilter, ...]

    @property
    def default(self) -> SavedFilter | None:
        """The own filter that the list begins with."""
        return next((row for row in self.own if row.is_default), None)

    @property
    def everything(self) -> str:
        """The query after which the whole list is shown; empty where the bare address shows it."""
        return EVERYTHING[self.page] if self.default else ""


def visible_to(user: AbstractBaseUser) -> QuerySet[SavedFilter]:
    """Return the filters that ``user`` can use: their own and the shared ones, by list and name."""
    found = SavedFilter.objects.filter(Q(user=user.pk) | Q(shared=True)).select_related("user")
    return found.order_by("page", "name", "pk")


def at_list(user: AbstractBaseUser, page: str) -> SavedFilters:
    """Return the filters that ``user`` finds at the list ``page``, in one query."""
    rows = list(visible_to(user).filter(page=page))
    return SavedFilters(
        page,
        tuple(row for row in rows if row.user_id == user.pk),
        tuple(row for row in rows if row.user_id != user.pk),
    )


def address_of(row: SavedFilter) -> str:
    """Return the path of the list with the filter applied."""
    return f"{reverse(row.page)}?{row.query}"
