"""What a filter means in the ORM, written as anybody would: conditions on placements, and on companies."""

from collections.abc import Mapping, Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from chains.models import Company, CompanyLabel, Listing, Placement, Segment

Choice = Mapping[str, Sequence[str]]

PLACEMENT_COLUMNS = {
    "chain": "segment__layer__chain__slug",
    "layer": "segment__layer__code",
    "province": "province",
    "city": "city",
}
PLACEMENT = ("chain", "layer", "segment", "province", "city", "status")
COMPANY = ("label", "listed")


def placements(choice: Choice, without: str = "") -> QuerySet:
    """Return the placements that fit, left out one parameter."""
    found = Placement.objects.filter(stage="published", company__stage="published")
    for name, column in PLACEMENT_COLUMNS.items():
        if choice.get(name) and name != without:
            found = found.filter(**{f"{column}__in": choice[name]})
    if choice.get("segment") and without != "segment":
        below = Q()
        for path in Segment.objects.filter(code__in=choice["segment"]).values_list("path", flat=True):
            below |= Q(segment__path__startswith=path)
        found = found.filter(below)
    if choice.get("status") and without != "status":
        found = found.filter(status__in=choice["status"])
    elif without != "status":
        found = found.exclude(status="withdrawn")
    kinds = of_kind(choice, without)
    return found if kinds is None else found.filter(company__in=kinds)


def of_kind(choice: Choice, without: str = "") -> QuerySet | None:
    """Return the companies by label and listing alone; ``None`` where neither is chosen."""
    if not any(choice.get(name) for name in COMPANY if name != without):
        return None
    found = Company.objects.filter(stage="published")
    if choice.get("label") and without != "label":
        held = CompanyLabel.objects.filter(company=OuterRef("pk"), label__slug__in=choice["label"])
        found = found.filter(Exists(held))
    if choice.get("listed") and without != "listed":
        listings = Listing.objects.filter(company=OuterRef("pk"), delisted_on__isnull=True)
        found = found.filter(Exists(listings) if choice["listed"] == ["true"] else ~Exists(listings))
    return found


def companies(choice: Choice, without: str = "") -> QuerySet:
    """Return the companies that fit, left out one parameter."""
    if any(choice.get(name) for name in PLACEMENT if name != without):
        found = Company.objects.filter(stage="published")
        return found.filter(pk__in=placements(choice, without).order_by().values("company"))
    kinds = of_kind(choice, without)
    return Company.objects.filter(stage="published") if kinds is None else kinds
