"""Columns of chains, layers, segments, places and sources, which administrators keep, and of what sheets call them."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chains.choices import SheetKind
from chains.models.evidence import Source
from chains.models.geography import City, CityGroup, Province, Region, RegionProvince
from chains.models.sheet_values import ValueMapping
from chains.models.structure import Chain, Layer, Segment, SegmentLink
from chains.sheets.sheet_columns import SheetColumn, SheetLayout

from . import shared
from .column import KEPT, Column, Columns, Use
from .shared import NAME, NAME_EN, NOTE, ORDER, PINYIN, READ_ONLY

#: Kept in forms and sheets, read by everybody; no program writes them one by one.
_KEPT = Use.FORM | Use.IMPORT | Use.EXPORT | Use.READ
#: Rows that are given with those that they are a part of, and that sheets of their own have.
_PART = Use.FORM | Use.IMPORT | Use.READ

_SLUG_HELP = _("Lower-case letters, digits and single hyphens. It stands in addresses and never changes.")
_CODE_HELP = _("Slug, or code with the chain in front, such as lithography or ic.lithography. It never changes.")
_DIVISION_HELP = _("Six digits, by GB/T 2260, such as 320500.")
_SORTED = replace(
    ORDER,
    aliases=("顺序", "排序", "排列次序", "sort order", "position"),
    help=_("A number; what is new comes last if it is left empty."),
)
_IN_WORDS = (
    Column("description", aliases=("描述", "介绍", "说明")),
    Column("description_en", aliases=("英文描述", "英文介绍", "英文说明")),
)
#: A code of a segment or layer, with its chain.
_CODE_LENGTH = Segment._meta.get_field("code").max_length


def _names(aliases: tuple[str, ...], examples: tuple[str, str]) -> tuple[Column, ...]:
    return (replace(NAME, aliases=aliases, example=examples), NAME_EN)


def _key(name: str, heading: str, aliases: tuple[str, ...], help_text: str, example: tuple[str, str]) -> Column:
    """Return the column of what identifies a record, which is its id in files."""
    return Column(
        name,
        sheet="id",
        heading=heading,
        aliases=aliases,
        help=help_text,
        example=example,
        required=True,
        identifies=True,
    )


_SLUG_ALIASES = ("slug", "英文标识", "短标识")
_CODE_ALIASES = (*_SLUG_ALIASES, "标识", "编码", "code")
_DIVISION_ALIASES = ("code", "行政区划代码", "区划代码", "GB/T 2260 code", "GB/T 2260 代码", "division code")

CHAIN = Columns(
    Chain,
    uses=_KEPT,
    naming=_names(("产业链", "产业链名称", "chain"), ("示例：集成电路", "示例：人工智能")),
    slug=_key("slug", _("slug"), (*_SLUG_ALIASES, "产业链标识", "chain slug"), _SLUG_HELP, ("ic", "ai")),
    pinyin=PINYIN,
    map=(
        Column(
            "region",
            required=True,
            aliases=("所在区域", "区域标识", "图谱区域", "region slug"),
            help=_("Name or slug of the region that the chain is mapped over, such as 长三角."),
            example=("yangtze-delta", "yangtze-delta"),
        ),
        _SORTED,
    ),
    words=_IN_WORDS,
)

LAYER = Columns(
    Layer,
    uses=_PART,
    chain=Column(
        "chain",
        without={Use.READ: "given inside its chain"},
        aliases=("所属产业链", "产业链标识", "chain slug"),
        help=_("Name or slug, such as 集成电路. May be left empty where the code has it."),
        example=("ic", "ai"),
    ),
    naming=_names(("层", "层名称", "层级", "layer"), ("示例：上游支撑", "示例：产品层")),
    slug=_key("slug", _("code"), (*_CODE_ALIASES, "层代码", "层标识"), _CODE_HELP, ("upstream", "product")),
    order=_SORTED,
    pinyin=PINYIN,
)

SEGMENT = Columns(
    Segment,
    uses=_KEPT,
    naming=_names(("环节", "环节名称", "segment"), ("示例：设备", "示例：光刻机")),
    slug=replace(
        _key("slug", _("code"), (*_CODE_ALIASES, "环节代码", "segment code"), _CODE_HELP, ("equipment", "lithography")),
        without={Use.EXPORT: "a part of the code"},
    ),
    pinyin=PINYIN,
    stand=(
        Column(
            "layer",
            aliases=("层代码", "所属层", "所在层", "层级", "layer code"),
            help=_("Name or code, such as ic.upstream. May be left empty below a parent segment, whose layer it has."),
            example=("ic.upstream", "ic.upstream"),
        ),
        Column(
            "parent",
            aliases=("上级", "父环节", "所属环节", "上级环节代码", "上位环节", "parent code"),
            help=_("Code or name; it may stand in another row of the sheet. Empty for a column of the map."),
            example=("", "equipment"),
        ),
        _SORTED,
    ),
    words=_IN_WORDS,
)


def _end(name: str, aliases: tuple[str, ...], examples: tuple[str, str]) -> Column:
    return Column(name, required=True, aliases=aliases, help=shared.SEGMENT.help, example=examples)


SEGMENT_LINK = Columns(
    SegmentLink,
    uses=_PART,
    link=(
        _end(
            "upstream",
            ("上游环节", "供方环节", "上游环节代码", "upstream segment", "from"),
            ("示例：ic.materials", "示例：ic.equipment"),
        ),
        _end(
            "downstream",
            ("下游环节", "需方环节", "下游环节代码", "downstream segment", "to"),
            ("ic.manufacturing", "ic.manufacturing"),
        ),
        replace(NOTE, without={}),
    ),
)

REGION = Columns(
    Region,
    uses=_KEPT,
    exempt={"provinces": "each has its place among them, in a row of its own"},
    naming=_names(("区域", "区域名称", "region"), ("示例：长三角", "示例：京津冀")),
    slug=_key(
        "slug",
        _("slug"),
        (*_SLUG_ALIASES, "区域标识", "region slug"),
        _SLUG_HELP,
        ("yangtze-delta", "beijing-tianjin-hebei"),
    ),
    pinyin=PINYIN,
)

REGION_PROVINCE = Columns(RegionProvince, uses=Use.FORM, province=(Column("region"), Column("province"), ORDER))

PROVINCE = Columns(
    Province,
    uses=_KEPT,
    code=_key(
        "code",
        _("code"),
        (*_DIVISION_ALIASES, "省份代码", "省代码", "province code"),
        _("Six digits, by GB/T 2260, such as 320000."),
        ("320000", "310000"),
    ),
    name=replace(NAME, aliases=("省份", "省", "省份名称", "简称", "province"), example=("示例：江苏", "示例：上海")),
    full_name=Column(
        "full_name", required=True, aliases=("省份全称", "全名", "fullname"), example=("江苏省", "上海市")
    ),
    name_en=NAME_EN,
    pinyin=PINYIN,
)

CITY = Columns(
    City,
    uses=_KEPT,
    code=_key(
        "code",
        _("code"),
        (*_DIVISION_ALIASES, "城市代码", "市代码", "city code"),
        _DIVISION_HELP,
        ("320500", "310000"),
    ),
    province=replace(
        shared.PROVINCE,
        identity=False,
        described="",
        required=True,
        help=_("Name or six-digit code, such as 江苏 or 320000."),
        example=("江苏", "上海"),
    ),
    naming=_names(("城市", "市", "城市名称", "地市", "city"), ("示例：苏州", "示例：上海")),
    pinyin=PINYIN,
    coordinates=(
        Column(
            "longitude", aliases=("东经", "lng", "lon"), help=_("In degrees, such as 120.58."), example=("120.58", "")
        ),
        Column("latitude", aliases=("北纬", "lat"), help=_("In degrees, such as 31.30."), example=("31.30", "")),
    ),
)

CITY_GROUP = Columns(
    CityGroup, uses=Use.FORM, naming=(NAME, NAME_EN), slug=Column("slug"), pinyin=PINYIN, cities=Column("cities")
)

SOURCE = Columns(
    Source,
    uses=KEPT & ~Use.IMPORT,
    title=Column("title"),
    kind=Column("kind"),
    slug=Column("slug", sheet="id"),
    published=(Column("author"), Column("issuer"), Column("issue"), Column("date")),
    web=(Column("url", code="website"), Column("retrieved_on")),
    note=NOTE,
)

VALUE_MAPPING = Columns(
    ValueMapping,
    uses=Use.FORM,
    value=(Column("kind"), Column("column"), Column("value")),
    stands_for=(Column("action"), Column("code")),
)

#: What tells segments and layers of one name apart.
_WITHIN = SheetColumn(
    "chain",
    _("chain"),
    "chain",
    aliases=("所属产业链", "产业链标识", "chain slug"),
    help=_("Name or slug; only where the names of layers and segments do not tell it."),
    vocabulary="chains",
)
_PROVINCES = SheetColumn(
    "provinces",
    _("provinces"),
    "provinces",
    aliases=("省份代码", "包含省份", "所含省份", "下辖省份", "成员省份", "province codes", "members"),
    help=_("Names or codes in the order of the map's rows, parted by a space or a semicolon."),
    vocabulary="provinces",
    example=("上海 江苏 浙江 安徽", "北京 天津 河北"),
)


def _with_codes(columns: tuple[SheetColumn, ...]) -> tuple[SheetColumn, ...]:
    """Return the columns so that the id may be a code, which is longer than a slug."""
    return tuple(replace(each, max_length=_CODE_LENGTH) if each.code == "id" else each for each in columns)


CHAIN_SHEET = SheetLayout(SheetKind.CHAINS, CHAIN.in_sheets("naming", "slug", "map", "words"), READ_ONLY)
LAYER_SHEET = SheetLayout(SheetKind.LAYERS, _with_codes(LAYER.in_sheets("naming", "slug", "chain", "order")), READ_ONLY)
SEGMENT_SHEET = SheetLayout(
    SheetKind.SEGMENTS,
    (*_with_codes(SEGMENT.in_sheets("naming", "slug", "stand", "words")), _WITHIN),
    READ_ONLY,
)
SEGMENT_LINK_SHEET = SheetLayout(SheetKind.SEGMENT_LINKS, (*SEGMENT_LINK.in_sheets("link"), _WITHIN), READ_ONLY)
REGION_SHEET = SheetLayout(SheetKind.REGIONS, (*REGION.in_sheets("naming", "slug"), _PROVINCES), READ_ONLY)
PROVINCE_SHEET = SheetLayout(SheetKind.PROVINCES, PROVINCE.in_sheets("name", "code", "full_name", "name_en"), READ_ONLY)
CITY_SHEET = SheetLayout(
    SheetKind.CITIES,
    CITY.in_sheets("naming", "code", "province", "coordinates"),
    READ_ONLY | {"groups", "city groups", "城市组"},
)
