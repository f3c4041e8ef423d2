"""Profiles: every record has its page, and every page says what the record rests on."""

from datetime import date
from itertools import pairwise

import pytest

from chains.models import (
    Alliance,
    Assessment,
    Chain,
    Company,
    Evidence,
    Park,
    Placement,
    Platform,
    Project,
    Province,
    ResearchBase,
    Segment,
    Source,
    Technology,
)
from tests.factories import (
    make_company_name,
    make_evidence,
    make_listing,
    make_member,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_segment,
    make_source,
)
from tests.pages.exported import answered, exported
from tests.pages.reading import all_pages, count_of, key_of, page

pytestmark = pytest.mark.django_db

PROFILED = [Alliance, Chain, Company, Park, Platform, Project, ResearchBase, Segment, Source, Technology]
SOURCED = [Alliance, Park, Platform, Project, ResearchBase, Technology]


@pytest.mark.parametrize("model", [model for model in PROFILED if model not in SOURCED])
def test_every_record_of_the_seed_has_a_page_under_its_name(client, model):
    for record in model.objects.all():
        heading = page(client, record.get_absolute_url()).one("h1").text
        assert (record.title if model is Source else record.name) in heading


@pytest.mark.parametrize("model", SOURCED)
def test_every_institution_names_its_source_and_its_place_there(client, model):
    for record in model.objects.select_related("source"):
        shown = page(client, record.get_absolute_url())
        assert record.name in shown.one("h1").text
        assert record.source.get_absolute_url() in shown.links
        facts = shown.one("dl", class_="card").text
        assert record.locator in facts
        assert record.printed_name in shown.one("main").text
        assert record.public_id in facts
        if getattr(record, "province", None):
            assert record.province.name in facts


@pytest.mark.parametrize("model", [Placement, Assessment])
def test_what_stands_on_another_records_page_has_its_own_mark_there(client, model):
    for record in model.objects.select_related("segment")[:20]:
        path, _, mark = record.get_absolute_url().partition("#")
        assert page(client, path).one(id=mark)


@pytest.mark.parametrize(
    "path",
    [
        f"/{folder}/{key}/"
        for folder in (
            "companies",
            "segments",
            "provinces",
            "sources",
            "research-bases",
            "platforms",
            "parks",
            "alliances",
            "projects",
            "technologies",
        )
        for key in ("0000000000", "a%00b")
    ],
)
def test_what_is_not_on_record_is_not_found_in_words(client, path):
    hint = page(client, path, 404).one(class_="error-page").text
    assert "%00" in path or "0000000000" in hint


# -- companies


def test_every_claim_of_a_company_shows_its_evidence(client):
    companies = Company.objects.filter(names__isnull=False).distinct()
    assert companies
    for company in companies:
        shown = page(client, company.get_absolute_url())
        for placement in company.placements.all():
            claim = shown.one(id=placement.public_id)
            assert placement.segment.get_absolute_url() in claim.links
            assert f"/provinces/{placement.province_id}/" in claim.links
            for item in placement.evidence.all():
                assert f"“{item.printed_name}”" in claim.text
                assert item.locator in claim.text
                assert item.source.get_absolute_url() in claim.links
        aside = shown.one("aside").text
        for other in company.names.all():
            assert other.name in aside


def test_a_folded_spelling_is_evidence_and_another_name(client):
    company = Company.objects.get(name="扬杰科技")
    shown = page(client, company.get_absolute_url())
    claims = shown.one("ul", class_="claims").text
    assert "“杨杰科技”" in claims
    assert "“扬杰科技”" in claims
    assert "图1" in claims
    assert "杨杰科技" in shown.one("aside").text
    assert company.listings.get().ticker in shown.one("aside").text


def test_a_company_shows_all_that_is_tied_to_it(client, beside, admin_client):
    company = beside.champion
    company.description, company.website, company.founded_on = (
        "做机器人",
        "https://robots.example.cn/",
        date(2001, 2, 3),
    )
    company.save()
    source = make_source("register", issuer="登记机关")
    make_company_name(company, "旧名机器人", kind="former", source=source, locator="第3页")
    make_listing(company, "688999", "sse", listed_on=date(2020, 7, 22))
    platform, project = make_platform(host=company), make_project(investor_company=company)
    base = make_member(company=company).base
    make_placement(company, "ai.services", province="340000", status="withdrawn")
    disputed = make_placement(company, "ai.hardware", country="DE", status="disputed", note="地址待查")
    shown = page(client, company.get_absolute_url())
    assert shown.one("h1").text == "冠军机器人 Champion Robots"
    for text in ("做机器人", "2001-02-03", "旧名机器人", "第3页", "688999", "2020-07-22", "已撤回", "地址待查", "德国"):
        assert text in shown.one("main").text, text
    for record in (platform, project, base, source):
        assert record.get_absolute_url() in shown.links
    assert company.website in shown.links
    # A claim that rests on nothing says so.
    assert shown.one(id=disputed.public_id).all(class_="warn")
    assert not [link for link in shown.links if link.startswith("/admin/chains/")]
    edit = [link for link in page(admin_client, company.get_absolute_url()).links if "/change/" in link]
    assert edit == [f"/admin/chains/company/{company.pk}/change/"]


def test_a_company_in_no_segment_says_so(client, beside):
    Placement.objects.filter(company=beside.abroad).delete()
    assert page(client, beside.abroad.get_absolute_url()).one("main").all("p", class_="quiet")


# -- segments


@pytest.mark.parametrize("code", ["ic.equipment", "ai.components"])
def test_a_segment_shows_who_fills_it_in_every_province(client, beside, code):
    segment = Segment.objects.get(code=code)
    shown = page(client, segment.get_absolute_url())
    rows = shown.all("table")[0].one("tbody").all("tr")
    assert [key_of(row.one("th").links[0]) for row in rows] == ["310000", "320000", "330000", "340000"]
    for row in rows:
        province = key_of(row.one("th").links[0])
        companies = answered(client, "companies", f"segment={code}&province={province}")
        assert row.one("td", class_="num").text == str(len(companies))
        assert sorted(key_of(link.attributes["href"]) for link in row.all("a", class_="co")) == sorted(companies)
        assert companies or row.all(class_="quiet")


def test_a_segment_shows_what_it_is_tied_to(client, beside):
    segment = Segment.objects.get(code="ic.equipment")
    shown = page(client, segment.get_absolute_url())
    for technology in Technology.objects.filter(segments__in=Segment.objects.in_subtree([segment.code])):
        assert technology.get_absolute_url() in shown.links
    assessment = segment.assessments.get()
    said = shown.one(id=assessment.public_id)
    assert assessment.statement in said.text
    assert assessment.source.get_absolute_url() in said.links
    assert "依赖进口" in said.text
    aside = shown.one("aside")
    lists = {heading.text: plain for heading, plain in zip(aside.all("h2"), aside.all("ul"), strict=True)}
    assert [key_of(link) for link in lists["下游"].links] == ["ic.manufacturing", "ic.packaging-test"]
    assert lists["上游"].links == []
    assert lists["上游"].text
    children = {key_of(link) for link in shown.all("table")[1].links}
    assert children == set(segment.children.values_list("code", flat=True))
    manufacturing = page(client, "/segments/ic.manufacturing/").one("aside")
    assert [key_of(link) for link in manufacturing.all("ul")[0].links] == ["ic.materials", "ic.equipment", "ic.design"]


def test_a_sub_segment_stands_below_its_parent_and_inherits_its_verdict(client, beside):
    shown = page(client, "/segments/ic.lithography/")
    assert shown.one(class_="crumbs").links == ["/chains/ic/", "/segments/ic.equipment/"]
    assert "inherited" in shown.one(class_="title").one(class_="v").classes
    assert beside.below.get_absolute_url() in shown.links
    assert Assessment.objects.get(segment__code="ic.equipment").statement in shown.one("main").text


def test_a_segment_mentions_who_works_in_it_outside_the_region(client, beside):
    shown = page(client, "/segments/ic.packaging-test/")
    assert beside.abroad.get_absolute_url() in shown.links
    assert "新加坡" in shown.one("main").text
    assert "海外封测" not in shown.all("table")[0].text


def test_a_company_that_left_the_exchange_carries_no_mark(client, beside):
    for path in ("/segments/ic.manufacturing/", "/provinces/340000/"):
        links = {key_of(link.attributes["href"]): link for link in page(client, path).all("a", class_="co")}
        assert "listed" not in links[beside.delisted.public_id].classes
    on_exchange = set(Company.objects.listed().values_list("public_id", flat=True))
    assert on_exchange & set(links)
    assert all(("listed" in link.classes) == (key in on_exchange) for key, link in links.items())


# -- provinces


def test_a_provinces_numbers_are_those_of_the_lists(client, beside):
    province = Province.objects.get(code="330000")
    shown = page(client, "/provinces/330000/")
    assert province.full_name in shown.one(class_="title").text
    total = len(answered(client, "companies", "province=330000"))
    assert f"{total} 家企业" in shown.one(class_="title").text
    for table in shown.one("main").all("table"):
        for row in table.one("tbody").all("tr"):
            code = key_of(row.one("th").links[0])
            companies = exported(client, "companies", "json", f"province=330000&segment={code}")
            assert row.one("td", class_="num").text == str(len(companies))
            assert len(row.all("a", class_="co")) == len(companies)
    for city in shown.one("aside").all("ul")[0].all("li"):
        listed = answered(client, "companies", city.links[0].partition("?")[2])
        assert city.one("small").text == str(len(listed))
    for model in (ResearchBase, Park, Alliance, Project, Platform):
        for row in model.objects.filter(province=province):
            assert row.get_absolute_url() in shown.links


def test_every_province_has_a_page_also_one_that_no_chain_is_mapped_over(client):
    for province in Province.objects.all():
        shown = page(client, f"/provinces/{province.code}/")
        assert province.name in shown.one("h1").text
        mapped = province.regions.exists()
        assert len(shown.one("main").all("table")) == (2 if mapped else 0)


# -- sources


def all_of(client, source, kind):
    """Return the pages of all of one kind that rests on a source, which its own page leads to or shows whole."""
    shown = page(client, source.get_absolute_url())
    return all_pages(client, f"{source.get_absolute_url()}?of={kind}") if f"?of={kind}" in shown.links else [shown]


def test_the_publication_supports_186_evidences_and_all_the_rest(client):
    source = Source.objects.get(slug="hangzhou-keji-2020-2")
    pages = all_of(client, source, "evidence")
    assert len(pages) == 4
    rows = [row for shown in pages for row in shown.one("main").one("tbody").all("tr")]
    assert len(rows) == Evidence.objects.filter(source=source).count() == 186
    printed = [row.one("th").text for row in rows]
    assert sorted(printed) == sorted(Evidence.objects.values_list("printed_name", flat=True))
    assert {row.all("td")[-1].text for row in rows} == {"图1", "图2"}
    for relation, kind in (
        ("researchbase_set", "research_bases"),
        ("platform_set", "platforms"),
        ("park_set", "parks"),
        ("technology_set", "technologies"),
    ):
        links = {link for shown in all_of(client, source, kind) for link in shown.links}
        assert {record.get_absolute_url() for record in getattr(source, relation).all()} <= links
    shown = page(client, source.get_absolute_url())
    for assessment in source.assessments.all():
        assert assessment.statement in shown.one("main").text
    assert source.author in shown.one("aside").text


def test_a_source_begins_with_the_first_of_each_kind_and_says_how_many_there_are(client):
    shown = page(client, "/sources/hangzhou-keji-2020-2/").one("main")
    assert len(shown.one("tbody").all("tr")) == 20
    assert "186" in shown.one("a", href="?of=evidence").text
    assert "186" in shown.text
    few = make_evidence().source
    assert "?of=evidence" not in page(client, few.get_absolute_url()).links


@pytest.mark.parametrize("query", ["of=nothing", "of=evidence&page=5", "of=evidence&page=x"])
def test_a_page_of_a_source_that_is_not_there_is_not_found(client, query):
    assert page(client, f"/sources/hangzhou-keji-2020-2/?{query}", 404).one(class_="error-page")


def test_every_source_shows_what_rests_on_it(client):
    for source in Source.objects.all():
        for relation, kind in (("alliance_set", "alliances"), ("project_set", "projects")):
            links = {link for shown in all_of(client, source, kind) for link in shown.links}
            assert {record.get_absolute_url() for record in getattr(source, relation).all()} <= links
        pages = all_of(client, source, "listings")
        links, words = {link for shown in pages for link in shown.links}, " ".join(shown.text for shown in pages)
        for listing in source.listings.select_related("company"):
            assert listing.company.get_absolute_url() in links
            assert listing.ticker in words


def test_the_list_of_sources_says_how_much_each_supports(client, beside):
    shown = page(client, "/sources/")
    rows = {key_of(row.one("th").links[0]): row.text for row in shown.one("table").one("tbody").all("tr")}
    assert len(rows) == count_of(shown) == Source.objects.count()
    assert "186" in rows["hangzhou-keji-2020-2"]
    assert "73" in rows["exchanges-2021"]
    assert "24" in rows["hangzhou-keji-2020-2-other"]


def test_a_source_with_an_address_links_to_it(client):
    source = make_source(url="https://list.example.gov.cn/2021", retrieved_on=date(2026, 1, 2))
    make_evidence(source=source, printed_name="<b>某厂</b>")
    shown = page(client, source.get_absolute_url())
    link = shown.one("a", href=source.url)
    assert "noopener" in link.attributes["rel"]
    assert "2026-01-02" in shown.text
    assert "<b>某厂</b>" in shown.text


def test_outside_the_region_every_company_stands_once_with_its_places(client):
    country = {"province": None, "country": "US"}
    abroad = make_placement(segment="ic.equipment", **country)
    for code in ("ic.lithography", "ic.polishing"):
        make_placement(company=abroad.company, segment=code, **country)
    make_placement(company=abroad.company, segment="ic.lithography", province=None, country="JP")
    shown = page(client, "/segments/ic.equipment/").one("main")
    assert shown.links.count(abroad.company.get_absolute_url()) == 1
    [line] = [each.text for each in shown.all("li") if abroad.company.get_absolute_url() in each.links]
    names = [Segment.objects.get(code=code).name for code in ("ic.lithography", "ic.polishing")]
    assert all(each in line for each in (*names, "美国", "日本"))


def test_twenty_companies_and_research_bases_are_named_and_the_rest_are_a_click_away(client):
    abroad = [make_placement(segment="ic.polishing", province=None, country="US").company for _ in range(23)]
    segment = Segment.objects.get(code="ic.polishing")
    bases = [make_research_base() for _ in range(21)]
    for base in bases:
        base.segments.add(segment)
    shown = page(client, segment.get_absolute_url()).one("main")
    assert len({each.get_absolute_url() for each in abroad} & set(shown.links)) == 20
    assert len({each.get_absolute_url() for each in bases} & set(shown.links)) == 20
    rest = {link.text: link.attributes["href"] for link in shown.all("a", class_="link")}
    assert rest["另有 3 家，见该环节的全部企业"] == "/companies/?segment=ic.polishing"
    assert "/research-bases/?segment=ic.polishing" in rest.values()


def test_a_description_in_markdown_is_shown_as_it_is_meant(client):
    segment = Segment.objects.get(code="ic.lithography")
    segment.description = "**主流** [说明](https://example.org/a)\n\n- 甲 <script>\n- 乙"
    segment.save()
    lead = page(client, segment.get_absolute_url()).one("div", class_="lead")
    assert lead.text == "主流 说明 甲 <script> 乙"
    assert (lead.links, len(lead.all("li")), lead.all("script")) == (["https://example.org/a"], 2, [])


def test_a_word_of_two_meanings_has_the_one_that_is_meant(client):
    technology, company = Technology.objects.first(), Company.objects.first()
    facts = page(client, technology.get_absolute_url()).one("dl", class_="card")
    assert ("领域" in facts.texts, "字段" in facts.texts) == (True, False)
    assert "在录信息" in [each.text for each in page(client, company.get_absolute_url()).all("h2")]


@pytest.mark.parametrize(
    "address",
    ["/candidates/", "/gaps/ranked/", "/changes/", "/projects/", "/technologies/", "/assessments/", "/targets/"],
)
def test_segments_to_choose_from_stand_below_their_parents(client, address):
    for parent in ("ic.equipment", "ic.lithography"):
        child = make_segment(f"z-below-{parent.partition('.')[2]}", parent=Segment.objects.get(code=parent), order=0)
        Segment.objects.filter(pk=child.pk).update(order=0)
    choice = page(client, address).one("select", name="segment")
    codes = [option.attributes["value"] for option in choice.all("option") if option.attributes["value"]]
    above = dict(Segment.objects.values_list("code", "parent__code"))
    paths = dict(Segment.objects.values_list("code", "path"))
    for before, code in pairwise(codes):
        # Either right below the one before, or beside it or one of those above it.
        assert above[code] is None or paths[before].startswith(paths[above[code]])
