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
from .found import best_companies, count_up_to, in_order

#: How many of each kind the search page shows before it points to the list.
SHOWN = 8
#: How far the companies are counted, which may be hundreds of thousands: "1000+" says as much.
COUNTED = 1_000


@dataclass(frozen=True)
class Finding:
    """What was found of one kind: the best ``rows``, and how many there are in all; ``more`` if that is not all."""

    kind: str
    rows: tuple[object, ...]
    total: int
    more: bool = False

    @property
    def count(self) -> str:
        """How many there are, as it is shown."""
        return f"{self.total}+" if self.more else str(self.total)


def search(text: str) -> tuple[Finding, ...]:
    """Return what ``text`` finds, by kind, companies first; kinds without a hit are left out."""
    if not text.strip():
        return ()
    sources = Source.objects.filter(
        Q(title__icontains=text) | Q(issuer__icontains=text) | Q(issue__icontains=text) | Q(author__icontains=text)
    )
    kinds: tuple[tuple[str, QuerySet], ...] = (
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
    findings = _companies(text)
    for kind, found in kinds:
        rows = tuple(found[: SHOWN + 1])
        if rows:
            total = len(rows) if len(rows) <= SHOWN else found.count()
            findings.append(Finding(kind, rows[:SHOWN], total))
    return tuple(findings)


def _companies(text: str) -> list[Finding]:
    keys = best_companies(text, 0, SHOWN + 1)
    if not keys:
        return []
    rows = tuple(in_order(with_list_columns(Company.objects.all()), keys[:SHOWN]))
    total = len(keys) if len(keys) <= SHOWN else count_up_to(text, COUNTED + 1)
    return [Finding("companies", rows, min(total, COUNTED), total > COUNTED)]


def _best(model: type, text: str) -> QuerySet:
    return model.objects.search(text).best_first(text)
