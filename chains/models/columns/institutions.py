"""Columns of research bases, platforms, parks, alliances, projects and technologies."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chains.choices import AmountQualifier, AmountUnit, Currency, SheetKind
from chains.models.assessment import Technology
from chains.models.institutions import Alliance, Park, Platform, Project, ResearchBase, ResearchBaseMember
from chains.sheets.sheet_columns import SheetColumn, SheetLayout

from .column import Column, Columns, Use
from .left_out import PERSONAL
from .shared import (
    CHAINS,
    ID,
    LOCATOR,
    NAME,
    NAME_EN,
    NOTE,
    ORDER,
    PINYIN,
    PLACE,
    PLACE_IN_ONE,
    PRINTED_NAME,
    READ_ONLY,
    SEGMENT,
    SEGMENTS,
    SOURCE,
)

#: Kept in forms and sheets; no program writes them one by one.
_KEPT = Use.FORM | Use.IMPORT | Use.EXPORT | Use.READ
_RESTS_ON = {"source": (SOURCE, LOCATOR), "printed_name": PRINTED_NAME, "note": NOTE}


def _names(aliases: tuple[str, ...], examples: tuple[str, str]) -> tuple[Column, ...]:
    return (replace(NAME, aliases=("name", *aliases), example=examples), NAME_EN)


def _kind(*examples: str) -> Column:
    return Column(
        "kind",
        required=True,
        aliases=("类型", "类别", "性质", "种类", "级别类型", "type", "category"),
        help=_("One of the values of the drop-down."),
        example=(examples[0], examples[1]),
    )


RESEARCH_BASE = Columns(
    ResearchBase,
    naming=_names(
        ("名称", "基地名称", "科研基地", "科研基地名称", "机构名称", "单位名称", "实验室名称", "高校名称", "科研机构"),
        ("示例：姑苏集成电路研究院", "示例：浦江智能实验室"),
    ),
    kind=_kind("institute", "laboratory"),
    pinyin=PINYIN,
    chains=CHAINS,
    segments=SEGMENTS,
    approved_on=Column(
        "approved_on",
        example=("2018-07-03", ""),
        aliases=("批准日期", "批复日期", "批准时间", "获批时间", "批复时间", "approved", "认定时间", "认定日期"),
    ),
    place=PLACE,
    **_RESTS_ON,
)

RESEARCH_BASE_MEMBER = Columns(
    ResearchBaseMember,
    # A part of its base: sheets and files name members in one cell.
    uses=Use.FORM | Use.READ | Use.WRITE,
    exempt={"base": "what it is a part of"},
    name=Column("name", described="As it is printed."),
    who=(Column("company"), Column("member_base", code="research_base")),
    order=replace(ORDER, without={Use.READ | Use.WRITE: "members are given and taken in their order"}),
)

PLATFORM = Columns(
    Platform,
    naming=_names(
        ("名称", "平台名称", "平台", "公共服务平台", "服务平台名称"),
        ("示例：姑苏芯片测试平台", "示例：浦江开放创新平台"),
    ),
    kind=_kind("public-service", "open-innovation"),
    pinyin=PINYIN,
    chains=CHAINS,
    host=Column(
        "host",
        aliases=("依托企业", "依托单位", "建设单位", "运营单位", "承建单位", "牵头企业", "host company id",
                 "承建企业编号",
                 "依托企业编号",
                 "host_name"),
        help=_("Name, credit code or id of a company on record."),
    ),
    place=PLACE,
    **_RESTS_ON,
)  # fmt: skip

PARK = Columns(
    Park,
    naming=_names(
        ("名称", "园区名称", "园区", "孵化器名称", "孵化器", "园区/孵化器", "载体名称", "基地名称"),
        ("示例：姑苏芯片产业园", "示例：浦江孵化器"),
    ),
    kind=_kind("park", "incubator"),
    pinyin=PINYIN,
    chains=CHAINS,
    place=PLACE,
    **_RESTS_ON,
)

#: The chain of a record that has one alone.
_CHAIN = Column(
    "chain",
    aliases=("产业链", "所属产业链", "产业", "所属产业", "涉及产业链", "chains"),
    help=_("Name or slug, such as 集成电路."),
    example=CHAINS.example,
)

ALLIANCE = Columns(
    Alliance,
    uses=_KEPT,
    naming=_names(
        ("名称", "联盟名称", "联盟", "产业联盟", "alliance"),
        ("示例：姑苏集成电路产业联盟", "示例：浦江人工智能产业联盟"),
    ),
    chain=(
        _CHAIN,
        Column("heads_map", help=_("是 or 否; 否 if left empty."), aliases=("居图谱之首", "heads map", "是否居首")),
    ),
    founded_on=Column(
        "founded_on",
        example=("2019-09-04", ""),
        aliases=("成立时间", "成立日", "发起时间", "founded", "founding date"),
    ),
    pinyin=PINYIN,
    place=PLACE,
    **_RESTS_ON,
)

PROJECT = Columns(
    Project,
    uses=_KEPT,
    naming=_names(
        ("名称", "项目名称", "项目", "投资项目", "project", "project name"),
        ("示例：姑苏晶圆制造基地", "示例：浦江算力中心"),
    ),
    year=Column("year", cell="year", example=("2019", "2020"), aliases=("年度", "签约年份", "开工年份", "时间")),
    pinyin=PINYIN,
    investor=(
        Column(
            "investor",
            aliases=("投资方", "投资主体", "投资单位", "建设单位", "投资企业", "投资人", "investor as printed",
                     "投资方（原文）"),
        ),
        Column(
            "investor_company",
            heading=_("investor's company id"),
            aliases=("投资企业代码", "investor company"),
            help=_("Name, credit code or id of a company on record."),
        ),
    ),
    ties=(
        replace(_CHAIN, help=_("Name or slug, such as 集成电路. May be left empty where the segment tells it.")),
        SEGMENT,
    ),
    amount=(
        Column(
            "amount",
            cell="amount",
            example=("100", "150"),
            aliases=("投资额", "总投资", "投资金额", "项目总投资", "计划总投资", "总投资额", "投资总额", "投资规模"),
            help=_("With its unit beside it or in the column for it, such as 100亿元; else in single yuan or dollars."),
        ),
        Column(
            "currency",
            beside=True,
            example=("USD", "CNY"),
            aliases=("货币", "币别"),
            words={
                Currency.CNY: ("元", "人民币", "人民币元", "RMB"),
                Currency.USD: ("美元", "美金"),
                Currency.EUR: ("欧元",),
                Currency.HKD: ("港元", "港币"),
                Currency.JPY: ("日元",),
            },
        ),
        Column(
            "qualifier",
            example=("over", ""),
            aliases=("金额说明", "金额定性", "how exactly", "约数"),
            words={
                AmountQualifier.OVER: ("超过", "超", "逾", "以上", "不低于", "至少"),
                AmountQualifier.ABOUT: ("约", "大约", "左右"),
                AmountQualifier.TARGET: ("目标总规模", "目标", "计划", "拟投资", "规划"),
                AmountQualifier.EXACT: ("准确", "确切"),
            },
        ),
    ),
    place=PLACE,
    **_RESTS_ON,
)  # fmt: skip

#: Only sheets have it: records keep single yuan or dollars.
_UNIT = SheetColumn(
    "unit",
    _("unit of the amount"),
    "choice",
    aliases=("单位", "金额单位", "计量单位"),
    help=_("What the amount is counted in: 万 or 亿, where the amount itself does not say so."),
    choices=tuple(AmountUnit.choices),
    words={
        AmountUnit.ONE: ("元", "1"),
        AmountUnit.TEN_THOUSAND: ("万", "万元", "万美元"),
        AmountUnit.MILLION: ("百万", "百万元", "百万美元"),
        AmountUnit.HUNDRED_MILLION: ("亿", "亿元", "亿美元"),
        AmountUnit.BILLION: ("十亿", "十亿元", "十亿美元"),
    },
    vocabulary="Project.unit",
    example=("hundred-million", "hundred-million"),
)

TECHNOLOGY = Columns(
    Technology,
    naming=_names(
        ("技术名称", "名称", "技术", "攻关技术", "关键技术", "关键核心技术", "technology"),
        ("示例：高速接口设计技术", "示例：先进封装工艺技术"),
    ),
    pinyin=PINYIN,
    field=(
        Column(
            "field",
            required=True,
            example=("集成电路", "集成电路"),
            aliases=("领域", "技术领域", "所属领域", "方向", "产业领域"),
        ),
        Column(
            "group",
            example=("集成电路设计", ""),
            aliases=("分组", "组别", "技术方向", "子领域", "类别", "技术类别"),
        ),
    ),
    ties=(
        Column(
            "chain",
            help=_("Name or slug, such as 集成电路."),
            aliases=("产业链", "所属产业链", "chains", "产业"),
            example=CHAINS.example,
        ),
        replace(
            SEGMENTS,
            aliases=tuple(
                alias for alias in SEGMENTS.aliases if alias not in ("领域", "细分领域", "所属领域", "产业领域")
            ),
        ),
    ),
    order=replace(ORDER, without={Use.IMPORT: "a sheet has its own order"}),
    **_RESTS_ON,
)

_MEMBERS = SheetColumn(
    "members",
    _("founders and members"),
    "list",
    aliases=("成员", "成员单位", "共建单位", "发起单位", "依托单位", "理事单位", "组建单位", "members"),
    help=_("Companies or research bases, parted by a semicolon."),
)


def _sheet(kind: SheetKind, columns: Columns, *after_chains: SheetColumn) -> SheetLayout:
    """Return the layout of a sheet of institutions, with what is its own after the chains."""
    return SheetLayout(
        kind,
        (
            ID,
            *columns.in_sheets("naming", "kind", "chains"),
            *after_chains,
            *columns.in_sheets("place"),
            PLACE_IN_ONE,
            *columns.in_sheets("printed_name", "source", "note"),
        ),
        READ_ONLY | {"kind_label", "kind in words", "类别名称"},
        PERSONAL,
    )


RESEARCH_BASE_SHEET = _sheet(
    SheetKind.RESEARCH_BASES, RESEARCH_BASE, *RESEARCH_BASE.in_sheets("segments", "approved_on"), _MEMBERS
)
PLATFORM_SHEET = _sheet(SheetKind.PLATFORMS, PLATFORM, *PLATFORM.in_sheets("host"))
PARK_SHEET = _sheet(SheetKind.PARKS, PARK)
TECHNOLOGY_SHEET = SheetLayout(
    SheetKind.TECHNOLOGIES,
    (ID, *TECHNOLOGY.in_sheets("naming", "field", "ties", "printed_name", "source", "note")),
    READ_ONLY | {"order", "次序"},
    PERSONAL,
)


def _of_place_and_source(kind: SheetKind, columns: tuple[SheetColumn, ...], ours: Columns) -> SheetLayout:
    rests_on = ours.in_sheets("place", "printed_name", "source")
    note = tuple(replace(each, aliases=(*each.aliases, "detail", "详情")) for each in ours.in_sheets("note"))
    return SheetLayout(kind, (ID, *columns, *rests_on, PLACE_IN_ONE, *note), READ_ONLY, PERSONAL)


ALLIANCE_SHEET = _of_place_and_source(
    SheetKind.ALLIANCES, ALLIANCE.in_sheets("naming", "chain", "founded_on"), ALLIANCE
)
PROJECT_SHEET = _of_place_and_source(
    SheetKind.PROJECTS,
    (*PROJECT.in_sheets("naming", "investor", "ties", "amount"), _UNIT, *PROJECT.in_sheets("year")),
    PROJECT,
)
