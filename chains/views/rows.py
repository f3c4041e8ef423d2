"""Rows of the list of companies, as plain values for the template.

A page has fifty rows, most of which nobody has seen for a while. The template is one of Jinja2, which takes as long as
Python itself does to put texts together, and Django's several times as long.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chains.analysis.wording import beneath, label_of, name_of, place_of
from chains.choices import DISSOLVED, Exchange, PlacementStatus, RegistrationStatus
from chains.index import CompanyRow

#: How many placements a row names before it counts the rest.
NAMED = 4


def company_rows(companies: Iterable[CompanyRow]) -> dict[str, str]:
    """Return the rows of companies by id, in the reader's language."""
    row = get_template("company_row.html", using="jinja2").template
    company_at, segment_at = _addresses("company", "0" * 10), _addresses("segment", "x.x")
    heading, segments = _("Placements"), dict[str, tuple[str, str]]()

    def placement(each: Any) -> tuple[str, str, str, str, str]:
        segment = each.segment
        named = segments.get(segment.code)
        if named is None:
            text = f"{name_of(segment.layer.chain)} · {name_of(segment)}"
            named = segments[segment.code] = segment_at(segment.code), text
        if each.status == PlacementStatus.REPORTED:
            return *named, place_of(each), "", ""
        return *named, place_of(each), each.status, str(PlacementStatus(each.status).label)

    return {
        company.public_id: row.render(
            address=company_at(company.public_id),
            name=name_of(company),
            beneath=beneath(company),
            placements=[placement(each) for each in company.live_placements[:NAMED]],
            more=max(0, len(company.live_placements) - NAMED),
            listings=[(_exchange(each), each.ticker) for each in company.listings],
            labels=", ".join([label_of(held) for held in company.labels]),
            registration=_registration(company),
            heading=heading,
            count=len(company.live_placements),
        )
        for company in companies
    }


def joined(rows: Mapping[str, str]) -> SafeString:
    """Return rows one after the other, for a template."""
    return SafeString("".join(rows.values()))


def _registration(company: CompanyRow) -> str:
    """Return the word for a firm that is no more; empty for all others."""
    status = company.registration_status
    return str(RegistrationStatus(status).label) if status in DISSOLVED else ""


def _exchange(listing: Any) -> str:
    exchange = str(Exchange(listing.exchange).label)
    return f"{exchange} {listing.listed_on:%Y-%m-%d}" if listing.listed_on else exchange


def _addresses(name: str, key: str) -> Callable[[str], str]:
    """Return what gives the address of a page by its key: to reverse one takes longer than all else in a row."""
    before, _key, behind = reverse(name, args=[key]).rpartition(key)
    return lambda other: f"{before}{other}{behind}"
