"""The columns that each kind of sheet has: codes, headings, other names for them, and what their cells hold. No ORM."""

from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chains.choices import SheetKind

from .reading import Cell

#: What the first cell of a row begins with, if the row is one of a template's examples and is to be passed over.
EXAMPLE_MARKS = ("示例：", "示例:", "Example:")


@dataclass(frozen=True)
class Column:
    """A column of a sheet. ``kind`` says how its cells are cleaned, ``vocabulary`` which live list they are taken from.

    ``aliases`` are headings found in the field; ``example`` holds the cells of the template's two example rows.
    ``identifies`` says that its cells are the record's own (id, code, ticker, name), so that none repeats another's.
    """

    code: str
    heading: str | Promise
    kind: str = "text"
    required: bool = False
    max_length: int = 0
    aliases: tuple[str, ...] = ()
    help: str | Promise = ""
    vocabulary: str = ""
    example: tuple[str, str] = ("", "")
    identifies: bool = False


def column(kind: str, code: str) -> Column:
    """Return the column ``code`` of a kind of sheet. Raises ``KeyError`` if there is none."""
    for each in COLUMNS[SheetKind(kind)]:
        if each.code == code:
            return each
    raise KeyError(code)


def is_example(cells: list[Cell]) -> bool:
    """Return whether a row is one of a template's examples, by what its first filled cell begins with."""
    first = next((cell for cell in cells if not isinstance(cell, str) or cell.strip()), "")
    return isinstance(first, str) and first.strip().startswith(EXAMPLE_MARKS)


ID = Column(
    "id",
    _("id"),
    max_length=10,
    aliases=("编号", "ID", "标识", "public_id", "图谱编号"),
    help=_("As an export of the atlas gives it; leave it empty for what is new."),
    identifies=True,
)
NAME = Column("name", _("name"), required=True, max_length=200, identifies=True)
NAME_EN = Column(
    "name_en",
    _("English name"),
    max_length=200,
    aliases=("英文名称", "英文名", "英文", "name in English", "English"),
    identifies=True,
)
PROVINCE = Column(
    "province",
    _("province"),
    "province",
    aliases=("所在省", "省份", "省", "所属省份", "所在省份", "省级", "布局省份", "所在省(直辖市)", "经营省份",
             "省/直辖市",
             "province_name", "province code", "省份代码", "省代码"),
    help=_("Name or six-digit code, such as 江苏 or 320000. Leave it empty for a place outside China."),
    vocabulary="provinces",
    example=("江苏", "上海"),
)  # fmt: skip
CITY = Column(
    "city",
    _("city"),
    "city",
    aliases=("所在市", "城市", "地市", "市", "所在城市", "所属城市", "设区市", "地级市", "布局城市", "经营城市",
             "city_name", "city code", "城市代码", "市代码"),
    help=_("Name or six-digit code, such as 苏州 or 320500. It must lie in the province."),
    vocabulary="cities",
    example=("苏州", ""),
)  # fmt: skip
COUNTRY = Column(
    "country",
    _("country"),
    "country",
    aliases=("国家", "国别", "国家/地区", "国家或地区", "所在国家", "country code", "nation", "国家代码"),
    help=_("Only for a place outside China: name or two-letter code, such as 日本 or JP."),
    vocabulary="countries",
)
PLACE = Column(
    "place",
    _("place"),
    "place",
    aliases=("省市", "所在地", "地点", "所在地区", "地区", "省(市)", "所属地区", "所在省市", "省份城市", "地域",
             "经营地",
             "布局地", "location"),
    help=_("Province and city in one cell, such as 江苏省苏州市, instead of the two columns."),
)  # fmt: skip
PRINTED_NAME = Column(
    "printed_name",
    _("name as printed"),
    max_length=200,
    aliases=(
        "原文名称",
        "图中名称",
        "所印名称",
        "来源中的名称",
        "原文写法",
        "printed_names",
        "names as printed",
        "原名称",
    ),
    help=_("The name as the source prints it, where it differs."),
    identifies=True,
)
SOURCE = Column(
    "source",
    _("source"),
    "source",
    aliases=("来源", "数据来源", "信息来源", "资料来源", "出处", "来源名称", "依据来源", "sources"),
    help=_("Title or slug of a source on record. May be left out here and given once for the whole import."),
    vocabulary="sources",
)
LOCATOR = Column(
    "locator",
    _("locator"),
    max_length=100,
    aliases=("页码", "位置", "图表号", "页码/图号", "图号", "来源位置", "出处位置", "page", "locators"),
    help=_("Where in the source, such as 图1."),
    example=("图1", ""),
)
NOTE = Column("note", _("note"), aliases=("备注", "说明", "注", "备注说明", "notes", "remark", "remarks", "comment"))
SEGMENT = Column(
    "segment",
    _("segment"),
    "segment",
    aliases=("所属环节", "环节", "产业链环节", "细分领域", "产业环节", "所处环节", "细分环节", "领域", "环节名称",
             "环节代码",
             "segment code", "segment_name", "产业链节点", "链条环节"),
    help=_("Code, name or path, such as ic.design, 设计 or 集成电路/设计."),
    vocabulary="segments",
    example=("ic.design", "ic.packaging-test"),
)  # fmt: skip
SEGMENTS = replace(
    SEGMENT,
    code="segments",
    heading=_("segments"),
    kind="segments",
    aliases=(*SEGMENT.aliases, "segment codes", "涉及环节", "相关环节", "对应环节"),
    help=_("Codes, names or paths, parted by a semicolon."),
)
CHAINS = Column(
    "chains",
    _("chains"),
    "chains",
    required=True,
    aliases=("产业链", "所属产业链", "chain", "产业", "所属产业", "涉及产业链"),
    help=_("Names or slugs, parted by a semicolon, such as 集成电路."),
    vocabulary="chains",
    example=("ic", "ai"),
)
_REGISTERED = _("Where the company is registered, if that is known: name or six-digit code.")

_COMPANIES = (
    ID,
    replace(
        NAME,
        heading=_("company name"),
        aliases=("name", "企业名称", "公司名称", "单位名称", "名称", "企业", "公司", "简称", "企业简称", "公司简称",
                 "单位", "机构名称", "主体名称", "company", "company_name", "enterprise", "firm", "证券简称"),
        help=_("The name that is shown, or the full one. The only column that must be there."),
        example=("示例：姑苏芯片设计", "示例：浦江封测"),
    ),
    Column("legal_name", _("legal name"), max_length=200,
           aliases=("企业全称", "公司全称", "全称", "法定名称", "工商注册名称", "注册名称", "单位全称", "工商名称",
                    "full name", "registered name"),
           help=_("As in the business licence."), example=("姑苏芯片设计有限公司", ""), identifies=True),
    NAME_EN,
    Column("uscc", _("unified social credit code"), "credit_code", max_length=18,
           aliases=("统一社会信用代码", "信用代码", "社会信用代码", "USCC", "统一信用代码", "社会统一信用代码",
                    "统一社会信用码", "企业信用代码", "credit code", "纳税人识别号"),
           help=_("18 characters, in a column formatted as text."), identifies=True),
    Column("tickers", _("tickers"), "tickers",
           aliases=("股票代码", "证券代码", "上市代码", "股票编号", "A股代码", "ticker", "stock_code", "stock code"),
           help=_("Such as 688012 or 0981.HK, in a column formatted as text; several parted by a semicolon."),
           identifies=True),
    Column("labels", _("labels"), "labels", vocabulary="labels",
           aliases=("标签", "荣誉", "资质", "荣誉资质", "企业标签", "资质荣誉", "称号", "企业荣誉", "荣誉称号",
                    "label"),
           help=_("Names or slugs of labels on record, parted by a semicolon.")),
    Column("names", _("other names"), "list", max_length=200,
           aliases=("别名", "曾用名", "其他名称", "又名", "历史名称", "aliases", "former names"),
           help=_("Parted by a semicolon."), identifies=True),
    Column("founded_on", _("founded on"), "date",
           aliases=("成立日期", "成立时间", "注册日期", "注册时间", "成立年月", "成立年份", "founded", "established"),
           help=_("Such as 2010-01-05, 2010/1/5 or 2010年1月."), example=("2010-01-05", "")),
    Column("website", _("website"), max_length=200,
           aliases=("官网", "网址", "网站", "企业官网", "公司网址", "公司网站", "官方网站", "主页", "url", "homepage")),
    Column("description", _("description"),
           aliases=("简介", "企业简介", "公司简介", "主营业务", "经营范围", "主要产品", "业务简介", "主营产品")),
    Column("registered_province", _("registered in province"), "province", vocabulary="provinces", help=_REGISTERED,
           aliases=("注册省份", "注册地省份", "注册地", "注册省", "注册地(省)", "注册所在省", "登记省份",
                    "registered in province (code)", "注册省份代码", "注册地所在省")),
    Column("registered_city", _("registered in city"), "city", vocabulary="cities", help=_REGISTERED,
           aliases=("注册城市", "注册地城市", "注册市", "注册地(市)", "注册所在市", "登记城市",
                    "registered_city_name", "registered in city (code)", "注册城市代码", "注册地所在市")),
    Column("registered_country", _("registered in country"), "country", vocabulary="countries",
           help=_("Only for a company registered outside China: name or two-letter code."),
           aliases=("注册国家", "注册地国家", "登记国家")),
    replace(SEGMENT, aliases=SEGMENT.aliases),
    replace(PROVINCE, help=_("Where it operates, which need not be where it is registered: name or code.")),
    CITY,
    COUNTRY,
    PLACE,
    Column("status", _("status"), "choice", vocabulary="statuses",
           aliases=("状态", "核实状态", "布局状态", "核实情况"),
           help=_("How far the placement has been checked; reported if left empty.")),
    PRINTED_NAME,
    LOCATOR,
    SOURCE,
    NOTE,
)  # fmt: skip


def _institution(names: tuple[str, ...], examples: tuple[str, str], *others: Column) -> tuple[Column, ...]:
    """Return the columns of a research base, platform or park, with its ``others`` after the chains."""
    name = replace(NAME, aliases=("name", "名称", *names), example=examples)
    return (ID, name, NAME_EN, others[0], CHAINS, *others[1:], PROVINCE, CITY, COUNTRY, PLACE,
            PRINTED_NAME, SOURCE, LOCATOR, NOTE)  # fmt: skip


def _kind(vocabulary: str, *examples: str) -> Column:
    return Column("kind", _("kind"), "choice", required=True, vocabulary=vocabulary,
                  aliases=("类型", "类别", "性质", "种类", "级别类型", "type", "category"),
                  help=_("One of the values of the drop-down."), example=(examples[0], examples[1]))  # fmt: skip


_CHOKE = _("是 or 否; 否 if left empty.")

COLUMNS: dict[SheetKind, tuple[Column, ...]] = {
    SheetKind.COMPANIES: _COMPANIES,
    SheetKind.RESEARCH_BASES: _institution(
        ("基地名称", "科研基地", "科研基地名称", "机构名称", "单位名称", "实验室名称", "高校名称", "科研机构"),
        ("示例：姑苏集成电路研究院", "示例：浦江智能实验室"),
        _kind("research_base_kinds", "institute", "laboratory"),
        SEGMENTS,
        Column("approved_on", _("approved on"), "date", example=("2018-07-03", ""),
               aliases=("批准日期", "批复日期", "批准时间", "获批时间", "批复时间", "approved", "认定时间",
                        "认定日期")),
        Column("members", _("founders and members"), "list",
               aliases=("成员", "成员单位", "共建单位", "发起单位", "依托单位", "理事单位", "组建单位", "members"),
               help=_("Companies or research bases, parted by a semicolon.")),
    ),
    SheetKind.PLATFORMS: _institution(
        ("平台名称", "平台", "公共服务平台", "服务平台名称"),
        ("示例：姑苏芯片测试平台", "示例：浦江开放创新平台"),
        _kind("platform_kinds", "public-service", "open-innovation"),
        Column("host", _("host company"), "company",
               aliases=("依托企业", "依托单位", "建设单位", "运营单位", "承建单位", "牵头企业", "host company id",
                        "承建企业编号",
                        "依托企业编号",
                        "host_name"),
               help=_("Name, credit code or id of a company on record.")),
    ),
    SheetKind.PARKS: _institution(
        ("园区名称", "园区", "孵化器名称", "孵化器", "园区/孵化器", "载体名称", "基地名称"),
        ("示例：姑苏芯片产业园", "示例：浦江孵化器"),
        _kind("park_kinds", "park", "incubator"),
    ),
    SheetKind.TECHNOLOGIES: (
        ID,
        replace(NAME, aliases=("name", "技术名称", "名称", "技术", "攻关技术", "关键技术", "关键核心技术",
                               "technology"),
                example=("示例：高速接口设计技术", "示例：先进封装工艺技术")),
        NAME_EN,
        Column("field", _("field"), required=True, max_length=100, example=("集成电路", "集成电路"),
               aliases=("领域", "技术领域", "所属领域", "方向", "产业领域")),
        Column("group", _("group"), max_length=100, example=("集成电路设计", ""),
               aliases=("分组", "组别", "技术方向", "子领域", "类别", "技术类别")),
        replace(CHAINS, code="chain", heading=_("chain"), required=False, help=_("Name or slug, such as 集成电路."),
                aliases=("产业链", "所属产业链", "chains", "产业")),
        replace(SEGMENTS, aliases=tuple(alias for alias in SEGMENTS.aliases if alias not in ("领域", "细分领域"))),
        PRINTED_NAME,
        SOURCE,
        LOCATOR,
        NOTE,
    ),
    SheetKind.ASSESSMENTS: (
        ID,
        replace(SEGMENT, required=True, example=("示例：ic.design", "示例：ic.equipment")),
        replace(PROVINCE, help=_("Name or code; either a province or a region.")),
        Column("region", _("region"), "region", vocabulary="regions", example=("", "yangtze-delta"),
               aliases=("区域", "研判区域", "区域代码", "地区"),
               help=_("Name or slug, such as 长三角; either a province or a region.")),
        Column("verdict", _("verdict"), "choice", required=True, vocabulary="verdicts", example=("weak", "gap"),
               aliases=("研判", "研判结论", "结论", "判断", "强弱", "研判结果")),
        Column("choke_point", _("choke point"), "boolean", vocabulary="booleans", help=_CHOKE, example=("否", "是"),
               aliases=("卡脖子", "是否卡脖子", "卡脖子环节")),
        Column("import_dependent", _("import dependent"), "boolean", vocabulary="booleans", help=_CHOKE,
               aliases=("依赖进口", "是否依赖进口", "进口依赖")),
        Column("action", _("action"), "choice", vocabulary="actions", example=("strengthen", "supplement"),
               aliases=("举措", "对策", "措施", "行动", "补链强链", "政策方向")),
        Column("statement", _("statement"), required=True, aliases=("陈述", "研判说明", "说明", "描述", "研判内容",
                                                                    "依据"),
               help=_("In words, what the verdict rests on."), example=("设计企业规模偏小。",
               "关键设备尚无本地供应。")),
        Column("statement_en", _("statement in English"), aliases=("英文陈述", "英文说明", "英文研判")),
        SOURCE,
        LOCATOR,
        Column("date", _("date"), "date", required=True, help=_("The first of the month where no day is known."),
               aliases=("日期", "研判日期", "时间", "研判时间", "发布日期"), example=("2020-06-01", "2020-06-01")),
    ),
    SheetKind.SUPPLY_SHARES: (
        ID,
        replace(SEGMENT, required=True, example=("示例：ic.equipment", "示例：ic.materials")),
        replace(COUNTRY, required=True, help=_("Name or two-letter code, such as 日本 or JP; China too."),
                example=("NL", "JP")),
        Column("share", _("share in per cent"), "percent", example=("62.5", ""),
               aliases=("份额", "占比", "市场份额", "供应份额", "全球份额", "份额(%)", "占比(%)", "全球占比", "比重"),
               help=_("A number from 0 to 100, in per cent, such as 62.5. Either a share or a word for it.")),
        Column("qualifier", _("where no number is known"), "choice", vocabulary="supply_qualifiers",
               example=("", "major"), aliases=("定性", "份额说明", "程度", "定性描述", "供应地位"),
               help=_("A word for the share where no number is known.")),
        Column("year", _("year"), "year", required=True, aliases=("年份", "年度", "年", "统计年份", "数据年份"),
               example=("2019", "2019")),
        SOURCE,
        LOCATOR,
        NOTE,
    ),
}  # fmt: skip

_COMMON = frozenset({"updated", "created", "last change", "最近更新", "最后更新", "最近变更"})
#: Columns of the exports that are known and shown, but not imported: codes and headings.
READ_ONLY: dict[SheetKind, frozenset[str]] = {
    SheetKind.COMPANIES: _COMMON
    | {"listed", "chains", "segments", "segment codes", "segment_names", "provinces", "provinces where it operates",
       "placements", "chain", "layer", "layer code", "verified_on", "verified on", "stage",
       "上市", "产业链", "经营所在省份", "布局", "层代码", "核实日期", "序号", "no.", "no"},
    SheetKind.RESEARCH_BASES: _COMMON | {"kind_label", "kind in words", "类别名称", "序号", "no.", "no"},
    SheetKind.PLATFORMS: _COMMON | {"kind_label", "kind in words", "类别名称", "序号", "no.", "no"},
    SheetKind.PARKS: _COMMON | {"kind_label", "kind in words", "类别名称", "序号", "no.", "no"},
    SheetKind.TECHNOLOGIES: _COMMON | {"order", "序号", "no.", "no"},
    SheetKind.ASSESSMENTS: _COMMON | {"序号", "no.", "no"},
    SheetKind.SUPPLY_SHARES: _COMMON | {"序号", "no.", "no"},
}  # fmt: skip

#: A company's export gives its segments and provinces as lists: a heading of this sort tells that they are those.
COMPANY_EXPORT = frozenset({"provinces", "provinces where it operates", "经营所在省份"})
#: What such an export calls the segments; elsewhere 环节 is the segment of the row.
COMPANY_EXPORT_ONLY = frozenset({"segments", "segment codes", "segment_names", "环节", "环节代码"})
#: In an export of placements ``id`` is the placement's, and the company's id and name stand under these headings.
PLACEMENT_EXPORT = (("company", "company_name"), ("company id", "company"), ("企业编号", "企业"))
