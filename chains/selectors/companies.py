"""A company's profile."""

from django.db.models import Prefetch

from chains.models import Company, Evidence, Placement


def company_profile(public_id: str) -> Company:
    """Return one published company with everything its page shows; raises ``Company.DoesNotExist``.

    Its withdrawn placements too, with the old ids of those folded into them, but none that is not published.
    """
    placements = (
        Placement.objects.published()
        .select_related("segment__layer__chain", "province", "city", "verified_by", "company")
        .order_by("segment__layer__chain__order", "segment__path", "province", "pk")
        .prefetch_related(Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk")), "redirects")
    )
    return (
        Company.objects.published()
        .select_related("province", "city", "registration_status_source")
        .prefetch_related(
            "names__source",
            "listings__source",
            "labels__label",
            "labels__chain",
            "labels__source",
            "platforms",
            "memberships__base",
            "projects",
            Prefetch("placements", placements),
        )
        .get(public_id=public_id)
    )
