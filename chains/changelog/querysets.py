"""Queries of the log: revisions and changes in the order of commits."""

from typing import Self

from django.db.models import QuerySet


class RevisionQuerySet(QuerySet):
    """Revisions in the order of commits."""

    def numbered(self) -> Self:
        """Revisions that are committed, in their order: none ever comes to stand before one of them."""
        return self.filter(number__isnull=False).order_by("number")


class RecordChangeQuerySet(QuerySet):
    """Changes of public records in the order of commits."""

    def numbered(self) -> Self:
        """Changes that are committed, in their order."""
        return self.filter(revision__number__isnull=False).order_by("revision__number", "pk")

    def after(self, number: int) -> Self:
        """Changes in the revisions after that of this number, in their order."""
        return self.filter(revision__number__gt=number).order_by("revision__number", "pk")
