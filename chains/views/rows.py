"""Rows of the list of companies, as HTML.

Written here and not in a template, because a page has fifty of them, most of which nobody has seen for a while.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chains.analysis.wording import beneath, name_of, place_of
from chains.choices import Exchange, PlacementStatus

#: How many placements a row names before it counts the rest.
NAMED = 4
#: Stands for an id in an address.
_ID = "0" * 10
_CODE = "x.x"


def company_rows(companies: Iterable[Any]) -> dict[str, str]:
    """Return the rows of companies by id, in the reader's language: of ``ShownCompany``, or of instances."""
    company, segment = reverse("company", args=[_ID]), reverse("segment", args=[_CODE])
    heading = escape(_("Placements"))
    return {each.public_id: _row(each, company, segment, heading) for each in companies}


def joined(rows: dict[str, str]) -> SafeString:
    """Return rows one after the other, for a template."""
    return SafeString("".join(rows.values()))


def _row(company: Any, company_address: str, segment_address: str, heading: str) -> str:
    placements = company.live_placements
    items = [_placement(each, segment_address) for each in placements[:NAMED]]
    if len(placements) > NAMED:
        items.append(f'<li class="quiet">+{len(placements) - NAMED}</li>')
    listings = "".join(map(_listing, _all(company.listings)))
    labels = ", ".join(escape(name_of(held.label)) for held in _all(company.labels))
    address = company_address.replace(_ID, company.public_id)
    return (
        f'<tr><th scope="row"><a href="{address}">{escape(name_of(company))}</a>'
        f"<small>{escape(beneath(company))}</small></th>\n"
        f"<td><ul>{''.join(items)}</ul></td>\n<td>{listings}</td>\n<td>{labels}</td>\n"
        f'<td class="num" data-name="{heading}">{len(placements)}</td></tr>\n'
    )


def _placement(placement: Any, segment_address: str) -> str:
    segment = placement.segment
    address = segment_address.replace(_CODE, segment.code)
    status = ""
    if placement.status != PlacementStatus.REPORTED:
        word = escape(str(PlacementStatus(placement.status).label))
        status = f' <span class="status {placement.status}">{word}</span>'
    return (
        f'<li><a href="{address}">{escape(name_of(segment.layer.chain))} · {escape(name_of(segment))}</a> '
        f'<span class="quiet">{escape(place_of(placement))}</span>{status}</li>'
    )


def _listing(listing: Any) -> str:
    since = f" {listing.listed_on:%Y-%m-%d}" if listing.listed_on else ""
    exchange = escape(str(Exchange(listing.exchange).label))
    return f'<span class="ticker" title="{exchange}{since}">{escape(listing.ticker)}</span> '


def _all(rows: Any) -> Iterable[Any]:
    """Return the rows of a relation, of an instance or plain."""
    return rows.all() if hasattr(rows, "all") else rows
