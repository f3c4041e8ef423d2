"""Related rows of companies, and their order, wherever companies are listed."""

from django.db.models import Prefetch, QuerySet

from chains.models import CompanyLabel, CompanyName, Evidence, Listing, Placement


def with_row_columns(companies: QuerySet) -> QuerySet:
    """Return the companies with all that a row of the page shows of them, in a fixed number of queries."""
    placements = live_placements().select_related("segment__layer__chain", "province", "city")
    return companies.prefetch_related(
        "listings",
        Prefetch("labels", given_labels().select_related("label")),
        Prefetch("placements", placements, to_attr="live_placements"),
    )


def with_list_columns(companies: QuerySet) -> QuerySet:
    """Return the companies with all that a row of an export or of the API shows, in a fixed number of queries."""
    evidence = Prefetch("evidence", Evidence.objects.select_related("source").order_by("pk"))
    placements = live_placements().select_related("segment__layer__chain", "province", "city", "company")
    return companies.select_related("province", "city").prefetch_related(
        Prefetch("names", names()),
        Prefetch("listings", Listing.objects.select_related("source")),
        Prefetch("labels", given_labels().select_related("label", "chain")),
        Prefetch("placements", placements.prefetch_related(evidence), to_attr="live_placements"),
    )


def with_whole_rows(companies: QuerySet) -> QuerySet:
    """Return the companies with all that the API shows of them: the sources on top of what a file shows."""
    whole = with_list_columns(companies).select_related("registration_status_source")
    return whole.prefetch_related("names__source", "labels__source")


def names() -> QuerySet:
    """Return the other names of companies, in the order in which one shows them."""
    return CompanyName.objects.order_by("kind", "pinyin", "pk")


def given_labels() -> QuerySet:
    """Return the labels that companies have, in the order in which one shows them."""
    return CompanyLabel.objects.order_by("label__order", "year", "pk")


def live_placements() -> QuerySet:
    """Return the live placements, in the order in which a company shows them; of a dissolved firm those that stand."""
    return Placement.objects.standing().order_by("segment__layer__chain__order", "segment__path", "province_id", "pk")
