"""The same thing is on record once: what links rows, what lists them, what supports them."""

from datetime import date

import pytest

from tests.factories import (
    ANHUI,
    SHANGHAI,
    make_assessment,
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_label,
    make_link,
    make_listing,
    make_member,
    make_placement,
    make_region,
    make_segment,
    make_source,
)
from tests.models.refusal import refused, taken

pytestmark = pytest.mark.django_db


def test_an_other_name_of_a_company():
    name = make_company_name()
    refused(make_company_name(name.company), "companyname_once", name=name.name)
    taken(make_company_name(), name=name.name)


def test_a_ticker_on_an_exchange():
    listing = make_listing(ticker="600001")
    refused(make_listing(ticker="600002"), "listing_once", ticker=listing.ticker)
    taken(make_listing(exchange="krx", ticker="600003"), ticker=listing.ticker)


def test_a_label_of_a_company():
    held = make_company_label()
    refused(make_company_label(held.company), "companylabel_once", label=held.label)


def test_a_label_of_a_company_in_a_chain():
    chain = make_segment().layer.chain
    leader = make_label(per_chain=True)
    held = make_company_label(label=leader, chain=chain)
    refused(
        make_company_label(held.company, make_label(per_chain=True), chain=chain),
        "companylabel_once_in_chain",
        label=leader,
    )
    taken(make_company_label(held.company, leader, chain=make_segment().layer.chain))


def test_evidence():
    evidence = make_evidence(printed_name="中芯国际", locator="图1")
    again = make_evidence(evidence.placement, evidence.source, printed_name="中芯国际", locator="图2")
    refused(again, "evidence_once", locator="图1")
    taken(make_evidence(evidence.placement, printed_name="中芯国际", locator="图1"))
    taken(make_evidence(make_placement(), evidence.source, printed_name="中芯国际", locator="图1"))


def test_a_link_of_two_segments():
    link = make_link()
    refused(make_link(link.upstream), "segmentlink_once", downstream=link.downstream)
    taken(make_link(link.downstream), downstream=link.upstream)


def test_a_member_of_a_research_base():
    member = make_member()
    refused(make_member(member.base), "researchbasemember_once", name=member.name)
    taken(make_member(), name=member.name)


def test_a_province_of_a_region():
    first, second = make_region(SHANGHAI, ANHUI).members.all()
    refused(second, "regionprovince_once", province=first.province)


def test_a_source():
    source = make_source(issuer="《杭州科技》", issue="2020年第2期")
    again = make_source(issuer="《杭州科技》", issue="2020年第3期", title=source.title)
    refused(again, "source_once", issue=source.issue)


def test_an_assessment_of_a_province_by_a_source_on_a_day():
    first = make_assessment(province=SHANGHAI)
    same = {"segment": first.segment, "source": first.source}
    refused(make_assessment(**same, province=ANHUI), "assessment_once_in_province", province=first.province)
    taken(make_assessment(**same, province=SHANGHAI, date=date(2021, 1, 1)))
    taken(make_assessment(first.segment, province=SHANGHAI))


def test_an_assessment_of_a_region_by_a_source_on_a_day():
    first = make_assessment()
    same = {"segment": first.segment, "source": first.source}
    refused(make_assessment(**same, region=make_region(SHANGHAI)), "assessment_once_in_region", region=first.region)
    taken(make_assessment(**same, date=date(2021, 1, 1)))
    taken(make_assessment(**same, province=SHANGHAI))


def test_companies_without_a_credit_code_are_no_doubles():
    make_company(uscc="").full_clean()
    make_company(uscc="").full_clean()
