"""Suggested corrections as the reviewers' worklist shows them."""

from django.db.models import QuerySet

from chains.choices import SuggestionStatus
from chains.models import Suggestion


def waiting() -> int:
    """Return how many suggestions wait for a reviewer."""
    return Suggestion.objects.filter(status=SuggestionStatus.OPEN).count()


def worklist(status: str) -> QuerySet[Suggestion]:
    """Return the suggestions of one status with the records they are about: the longest waiting first, else the
    last settled first.
    """
    order = ("created", "pk") if status == SuggestionStatus.OPEN else ("-settled_at", "-pk")
    return (
        Suggestion.objects.filter(status=status)
        .select_related(
            "company",
            "segment",
            "user",
            "placement__company",
            "placement__segment",
            "placement__province",
            "placement__city",
        )
        .order_by(*order)
    )
