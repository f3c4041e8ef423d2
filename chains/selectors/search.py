"""Search over everything that has a name."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chains.models import (
    Alliance,
    Chain,
    City,
    Company,
    Park,
    Platform,
    Project,
    Province,
    ResearchBase,
    Segment,
    Source,
    Technology,
)

from .companies import with_list_columns

#: How many of each kind the search page shows before it points to the list.
SHOWN = 8


@dataclass(frozen=True)
class Finding:
    """What was found of one kind: the best ``rows``, and how many there are in all."""

    kind: str
    rows: tuple[object, ...]
    total: int


def search(text: str) -> tuple[Finding, ...]:
    """Return what ``text`` finds, by kind, companies first; kinds without a hit are left out."""
    if not text.strip():
        return ()
    sources = Source.objects.filter(
        Q(title__icontains=text) | Q(issuer__icontains=text) | Q(issue__icontains=text) | Q(author__icontains=text)
    )
    kinds: tuple[tuple[str, QuerySet], ...] = (
        ("companies", with_list_columns(_best(Company, text).published())),
        ("segments", _best(Segment, text).select_related("layer__chain", "parent")),
        ("chains", _best(Chain, text)),
        ("provinces", _best(Province, text)),
        ("cities", _best(City, text).select_related("province")),
        ("research-bases", _best(ResearchBase, text).select_related("province", "city")),
        ("platforms", _best(Platform, text).select_related("province", "city")),
        ("parks", _best(Park, text).select_related("province", "city")),
        ("alliances", _best(Alliance, text).select_related("province", "city")),
        ("technologies", _best(Technology, text)),
        ("projects", _best(Project, text).select_related("province", "city")),
        ("sources", sources.order_by("-date", "slug")),
    )
    findings = []
    for kind, found in kinds:
        rows = tuple(found[: SHOWN + 1])
        if rows:
            total = len(rows) if len(rows) <= SHOWN else found.count()
            findings.append(Finding(kind, rows[:SHOWN], total))
    return tuple(findings)


def _best(model: type, text: str) -> QuerySet:
    return model.objects.search(text).best_first(text)
