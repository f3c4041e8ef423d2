"""The question that the index answers: filters, ``updated_since`` and order of companies."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from chains.changelog.latest import Revised
from chains.models import Company, Placement
from chains.ordering import ordered
from chains.querysets import Choice


@dataclass(frozen=True, slots=True)
class Question:
    """The companies that fit ``choice``, have changed ``since`` then, and are among the companies ``within``.

    ``rows`` are the same companies in the order that was asked for; without it they come in the order of the list, and
    those that a search has found the best first. ``at`` is the newest revision, where that was just read.
    """

    choice: Choice = field(default_factory=dict)
    since: datetime | None = None
    within: QuerySet | None = None
    rows: QuerySet | None = None
    at: Revised | None = None

    @property
    def is_choice(self) -> bool:
        """Whether nothing but the choice narrows the companies."""
        return self.since is None and self.within is None

    def placements(self, without: str = "") -> QuerySet:
        """Return the placements that fit and whose companies do, the parameter ``without`` left out."""
        found = Placement.objects.matching(self.choice, without=without).order_by()
        if self.within is not None:
            found = found.filter(company__in=self.within.order_by().values("pk"))
        return found.filter(company__updated__gte=self.since) if self.since else found

    def companies(self, without: str = "") -> QuerySet:
        """Return the companies that fit, the parameter ``without`` left out, in no particular order."""
        found = Company.objects.matching(self.choice, without=without)
        if self.within is not None:
            found = found.filter(pk__in=self.within.order_by().values("pk"))
        return found.updated_since(self.since) if self.since else found

    def in_order(self) -> QuerySet:
        """Return the companies that fit, in their order."""
        if self.rows is not None:
            return self.rows
        texts = self.choice.get("q", ())
        return self.companies().best_first(texts[0]) if texts else ordered(self.companies())
