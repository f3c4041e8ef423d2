"""What the seed says, where it had to be put right or put together."""

from datetime import date
from decimal import Decimal

import pytest

from chains.choices import Action, NameKind, Verdict
from chains.importing.planning import apply_mapping
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    ColumnMapping,
    Company,
    CompanyName,
    Evidence,
    Layer,
    Listing,
    Placement,
    Platform,
    Project,
    Province,
    Region,
    ResearchBase,
    Segment,
    SegmentLink,
    Source,
    Technology,
)

pytestmark = pytest.mark.django_db

ARTICLE = "hangzhou-keji-2020-2"


@pytest.mark.parametrize(
    ("printed", "company", "locator"),
    [("杨杰科技", "扬杰科技", "图1"), ("晶方半导体", "晶方科技", "图1"), ("海康", "海康威视", "图2")],
)
def test_folded_spelling_is_a_name_of_the_company(printed: str, company: str, locator: str):
    assert not Company.objects.filter(name=printed).exists()
    name = CompanyName.objects.get(name=printed)
    assert (name.company.name, name.kind, name.locator) == (company, NameKind.PRINTED, locator)
    assert name.source.slug == ARTICLE
    assert list(Company.objects.search(printed).values_list("name", flat=True)).count(company) == 1


def test_evidence_keeps_the_fault_of_the_figure():
    [evidence] = Evidence.objects.filter(printed_name="杨杰科技")
    assert evidence.placement.company.name == "扬杰科技"
    assert evidence.placement.segment.code == "ic.materials"
    assert Evidence.objects.get(printed_name="扬杰科技").placement.segment.code == "ic.design"


def test_two_spellings_in_one_cell_are_one_placement_with_two_pieces_of_evidence():
    placement = Placement.objects.get(company__name="晶方科技")
    assert set(placement.evidence.values_list("printed_name", flat=True)) == {"晶方科技", "晶方半导体"}


@pytest.mark.parametrize("name", ["晶方", "士兰", "嘉耕耘智", "道富微电", "中电海康"])
def test_look_alikes_stay_companies_of_their_own(name: str):
    assert Company.objects.filter(name=name).count() == 1


def test_company_in_both_chains_is_one():
    company = Company.objects.get(name="四创电子")
    assert set(company.placements.values_list("segment__layer__chain__slug", flat=True)) == {"ic", "ai"}


def test_every_piece_of_evidence_says_where_what_is_printed():
    assert not Evidence.objects.filter(printed_name="").exists()
    assert set(Evidence.objects.values_list("locator", flat=True)) == {"图1", "图2"}
    assert set(Evidence.objects.values_list("source__slug", flat=True)) == {ARTICLE}


def test_every_placement_has_evidence_and_a_printed_province():
    assert not Placement.objects.filter(evidence=None).exists()
    assert not Placement.objects.filter(city__isnull=False).exists()
    assert set(Placement.objects.values_list("province__name", flat=True)) == {"上海", "江苏", "浙江", "安徽"}


def test_firm_registered_elsewhere_operates_where_it_is_printed():
    for name, province in (("华微电子", "220000"), ("顺络电子", "440000")):
        placement = Placement.objects.get(company__name=name)
        assert placement.province_id == "310000"
        assert placement.company.province_id == province
        assert "待核实" in placement.note


def test_registered_city_is_that_of_the_legal_name():
    company = Company.objects.get(name="晶方科技")
    assert (company.legal_name, company.city_id, company.province_id) == (
        "苏州晶方半导体科技股份有限公司",
        "320500",
        "320000",
    )
    unknown = Company.objects.get(name="长电科技")
    assert unknown.legal_name
    assert (unknown.city, unknown.province) == (None, None)


def test_listing():
    listing = Listing.objects.get(company__name="上海新阳")
    assert (listing.exchange, listing.ticker, listing.listed_on) == ("szse", "300236", date(2011, 6, 29))
    assert listing.source.slug == "exchanges-2021"


def test_structure_of_ic():
    tree = {
        layer.slug: list(layer.segments.top_level().values_list("slug", flat=True))
        for layer in Layer.objects.filter(chain__slug="ic")
    }
    assert tree == {
        "upstream": ["materials", "equipment"],
        "midstream": ["design", "manufacturing", "packaging-test"],
    }
    assert Segment.objects.get(code="ic.lithography").path == "ic/equipment/lithography/"


def test_structure_of_ai():
    tree = {
        layer.slug: list(layer.segments.top_level().values_list("slug", flat=True))
        for layer in Layer.objects.filter(chain__slug="ai")
    }
    assert tree == {
        "support": ["support"],
        "product": ["hardware", "software", "intelligent-machines", "components"],
        "application": ["industry", "automotive", "security", "services"],
    }


def test_flows_of_ic():
    links = SegmentLink.objects.filter(upstream__layer__chain__slug="ic")
    assert set(links.values_list("upstream__slug", "downstream__slug")) == {
        ("materials", "manufacturing"),
        ("materials", "packaging-test"),
        ("equipment", "manufacturing"),
        ("equipment", "packaging-test"),
        ("design", "manufacturing"),
        ("manufacturing", "packaging-test"),
    }


def test_flows_stay_in_their_chain():
    for link in SegmentLink.objects.select_related("upstream__layer", "downstream__layer"):
        assert link.upstream.layer.chain_id == link.downstream.layer.chain_id


def test_region_has_its_provinces_in_order():
    region = Region.objects.get(slug="yangtze-delta")
    assert [member.province.name for member in region.members.all()] == ["上海", "江苏", "浙江", "安徽"]
    assert set(Chain.objects.values_list("region__slug", flat=True)) == {"yangtze-delta"}


@pytest.mark.parametrize("model", [Province, Region, Chain, Layer, Segment, ResearchBase, Platform, Alliance])
def test_headings_are_translated(model: type):
    assert not model.objects.filter(name_en="").exists()


def test_segments_are_described_in_both_languages():
    assert not Segment.objects.filter(description="").exists()
    assert not Segment.objects.filter(description_en="").exists()


def test_institution_in_both_figures_is_one():
    base = ResearchBase.objects.get(name="复旦大学")
    assert set(base.chains.values_list("slug", flat=True)) == {"ic", "ai"}
    assert base.locator == "图1、图2"
    assert (base.province_id, base.city_id) == ("310000", "310000")
    assert "图中未印所在地" in base.note


def test_members_of_a_national_centre_are_linked_where_on_record():
    centre = ResearchBase.objects.get(name="国家集成电路创新中心")
    assert centre.approved_on == date(2018, 7, 3)
    members = [
        (member.name, member.company and member.company.name, member.member_base and member.member_base.name)
        for member in centre.members.all()
    ]
    assert members == [
        ("复旦大学", None, "复旦大学"),
        ("中芯国际", "中芯国际", None),
        ("华虹集团", None, None),
    ]


def test_open_innovation_platform_is_named_for_its_kind_and_keeps_the_print():
    platform = Platform.objects.get(host__name="海康威视")
    assert platform.name == "国家新一代人工智能开放创新平台（海康威视）"
    assert platform.printed_name == "杭州海康威视公司"


def test_alliances_over_the_maps():
    heads = Alliance.objects.filter(heads_map=True).values_list("chain__slug", "name", "founded_on", "locator")
    assert set(heads) == {
        ("ic", "长三角集成电路产业公共服务机构联盟", date(2019, 9, 4), "图1"),
        ("ai", "长三角人工智能发展联盟", date(2020, 1, 3), "图2"),
    }


def test_district_stands_for_its_city():
    alliance = Alliance.objects.get(name="长三角G60科创走廊智能安防产业联盟")
    assert (alliance.province_id, alliance.city_id) == ("310000", "310000")
    assert "松江" in alliance.note


def test_projects():
    projects = {
        project.name: (project.chain.slug, project.amount, project.currency, project.qualifier, project.year)
        for project in Project.objects.all()
    }
    assert projects == {
        "华虹无锡集成电路研发和制造基地": ("ic", Decimal("10000000000.00"), "USD", "over", 2019),
        "中芯绍兴": ("ic", None, "", "exact", 2019),
        "长三角人工智能超算中心及产业基地": ("ai", Decimal("15000000000.00"), "CNY", "over", 2020),
        "G60科创走廊人工智能产业基金": ("ai", Decimal("10000000000.00"), "CNY", "target", 2018),
    }
    assert Project.objects.get(name="中芯绍兴").investor_company.name == "中芯国际"
    assert Project.objects.get(name="华虹无锡集成电路研发和制造基地").investor_company is None


@pytest.mark.parametrize(
    ("name", "segments"),
    [
        ("光刻机", {"ic.equipment", "ic.lithography"}),
        ("激光隐性切割技术", {"ic.equipment", "ic.stealth-dicing"}),
        ("硅片晶圆标识技术", {"ic.equipment", "ic.wafer-marking"}),
        ("高能离子注入机关键技术", {"ic.equipment", "ic.ion-implantation"}),
        ("光刻胶", {"ic.materials", "ic.photoresist"}),
        ("北斗导航", {"ic.design"}),
        ("高精度减速器", {"ai.components"}),
        ("数字孪生", set()),
    ],
)
def test_technology_is_tied_to_its_segments(name: str, segments: set[str]):
    technology = Technology.objects.get(name=name)
    assert set(technology.segments.values_list("code", flat=True)) == segments


def test_every_sub_segment_has_its_technology():
    assert not Segment.objects.filter(parent__isnull=False, technologies=None).exists()


def test_technologies_keep_their_order_and_chain():
    assert list(Technology.objects.values_list("order", flat=True)) == list(range(1, 99))
    assert set(Technology.objects.values_list("field", "chain__slug")) == {
        ("集成电路", "ic"),
        ("人工智能", "ai"),
        ("大数据", None),
        ("智能制造", None),
    }


def test_assessments_are_what_the_article_states():
    stated = {
        assessment.segment.slug: (assessment.verdict, assessment.import_dependent, assessment.action)
        for assessment in Assessment.objects.all()
    }
    assert stated == {
        "materials": (Verdict.WEAK, False, ""),
        "equipment": (Verdict.WEAK, True, Action.SUPPLEMENT),
        "design": (Verdict.STRONG, False, ""),
        "manufacturing": (Verdict.STRONG, False, ""),
        "packaging-test": (Verdict.STRONG, False, ""),
    }
    for assessment in Assessment.objects.all():
        assert assessment.region.slug == "yangtze-delta"
        assert (assessment.source.slug, assessment.date) == (ARTICLE, date(2020, 6, 1))
        assert not assessment.choke_point
        assert assessment.statement
        assert assessment.statement_en


def test_source():
    source = Source.objects.get(slug=ARTICLE)
    assert (source.title, source.author) == ("长三角数字经济关键技术协同创新研究", "王立军")
    assert (source.issuer, source.issue, source.date) == ("《杭州科技》", "2020年第2期", date(2020, 6, 1))


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("长电科技", "cdkj"),
        ("合肥长鑫", "hfcx"),
        ("SK海力士", "skhls"),
        ("GQY视讯", "gqysx"),
        ("长川科技", "cckj"),
    ],
)
def test_heteronyms_are_read_rightly(name: str, initials: str):
    assert Company.objects.get(name=name).initials == initials
    assert Company.objects.search(initials).filter(name=name).exists()


def test_the_delta_is_read_chang_everywhere():
    assert Region.objects.get().pinyin == "changsanjiao"
    assert not Alliance.objects.filter(pinyin__startswith="zhangsan").exists()


def test_lists_of_providers_ministries_and_exchanges_have_their_mappings():
    kept = ColumnMapping.objects.filter(kind="companies").values_list("name", flat=True)
    assert set(kept) >= {"企查查", "天眼查", "工信部名单", "交易所名录"}
    for mapping in ColumnMapping.objects.all():
        assert "name" in apply_mapping(mapping, list(mapping.headers)).values()
