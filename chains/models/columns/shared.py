"""Columns that several records share, and columns that only sheets have."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chains.sheets.sheet_columns import SheetColumn

from .column import Column, Use

#: Of companies and placements: what of them is for one to see before others may is decided by the review, not typed.
STAGED = {"stage": "set by the review", "review_note": "written by the reviewer"}

ID = SheetColumn(
    "id",
    _("id"),
    max_length=10,
    aliases=("编号", "ID", "标识", "public_id", "图谱编号"),
    help=_("As an export of the atlas gives it; leave it empty for what is new."),
    identifies=True,
)
NAME = Column("name", identity=True, required=True, identifies=True)
NAME_EN = Column(
    "name_en",
    identity=True,
    aliases=("英文名称", "英文名", "英文", "name in English", "English"),
    identifies=True,
)
PINYIN = Column(
    "pinyin_override",
    identity=True,
    without={
        Use.IMPORT | Use.EXPORT | Use.READ | Use.WRITE: "how a name is read is put right by the staff, one by one",
        Use.SPLIT | Use.BULK: "a name is read by itself until somebody says otherwise",
    },
)
PROVINCE = Column(
    "province",
    identity=True,
    described="GB/T 2260 code.",
    aliases=("所在省", "省份", "省", "所属省份", "所在省份", "省级", "布局省份", "所在省(直辖市)", "经营省份", "所属省",
             "省/直辖市",
             "province_name", "province code", "省份代码", "省代码"),
    help=_("Name or six-digit code, such as 江苏 or 320000. Leave it empty for a place outside China."),
    example=("江苏", "上海"),
)  # fmt: skip
CITY = Column(
    "city",
    identity=True,
    beside=True,
    described="GB/T 2260 code.",
    aliases=("所在市", "城市", "地市", "市", "所在城市", "所属城市", "设区市", "地级市", "布局城市", "经营城市",
             "所属地市", "所属市", "所在地市", "市州", "所属市州",
             "city_name", "city code", "城市代码", "市代码"),
    help=_("Name or six-digit code, such as 苏州 or 320500. It must lie in the province."),
    example=("苏州", ""),
)  # fmt: skip
COUNTRY = Column(
    "country",
    identity=True,
    described="ISO 3166; `CN` where only the province is not known.",
    heading=_("country"),
    aliases=("国家", "国别", "国家/地区", "国家或地区", "所在国家", "country code", "nation", "国家代码"),
    help=_("Only for a place outside China (日本, JP), or 中国 where the province is not known."),
)
PLACE = (PROVINCE, CITY, COUNTRY)
PLACE_IN_ONE = SheetColumn(
    "place",
    _("place"),
    "place",
    aliases=("省市", "所在地", "地点", "所在地区", "地区", "省(市)", "所属地区", "所在省市", "省份城市", "地域",
             "经营地",
             "布局地", "location", "经营地址", "生产地址", "所属省市",
             "地址", "企业地址", "公司地址", "单位地址", "详细地址",
             "address"),
    help=_("Province and city in one cell, such as 江苏省苏州市, or an address, instead of the two columns."),
)  # fmt: skip
REGISTERED_PLACE_IN_ONE = SheetColumn(
    "registered_place",
    _("registered place"),
    "place",
    aliases=("注册地址", "住所", "企业住所", "工商注册地址", "企业注册地址", "公司注册地址", "注册地点", "注册所在地",
             "registered address"),
    help=_("An address, or province and city in one cell, instead of the columns for them."),
)  # fmt: skip
SOURCE = Column(
    "source",
    aliases=("来源", "数据来源", "信息来源", "资料来源", "出处", "来源名称", "依据来源", "sources"),
    help=_("Title or slug of a source on record. May be left out here and given once for the whole import."),
)
LOCATOR = Column(
    "locator",
    described="Where in the source, such as 图1.",
    aliases=("页码", "位置", "图表号", "页码/图号", "图号", "来源位置", "出处位置", "page", "locators"),
    help=_("Where in the source, such as 图1."),
    example=("图1", ""),
)
PRINTED_NAME = Column(
    "printed_name",
    described="The name as it is printed there.",
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
NOTE = Column(
    "note",
    without={Use.READ | Use.WRITE: "a word beside the record, for readers of pages and files"},
    aliases=("备注", "说明", "注", "备注说明", "notes", "remark", "remarks", "comment"),
)
SEGMENT = Column(
    "segment",
    aliases=("所属环节", "环节", "产业链环节", "细分领域", "产业环节", "所处环节", "细分环节", "领域", "环节名称",
             "环节代码",
             "segment code", "segment_name", "产业链节点", "链条环节", "所属领域", "细分行业领域", "所属细分领域",
             "产业领域", "所属产业环节", "所处产业链环节", "所属产业链环节"),
    help=_("Code, name or path, such as ic.design, 设计 or 集成电路/设计."),
    example=("ic.design", "ic.packaging-test"),
)  # fmt: skip
SEGMENTS = replace(
    SEGMENT,
    name="segments",
    aliases=(*SEGMENT.aliases, "segment codes", "涉及环节", "相关环节", "对应环节"),
    help=_("Codes, names or paths, parted by a semicolon."),
)
CHAINS = Column(
    "chains",
    required=True,
    aliases=("产业链", "所属产业链", "chain", "产业", "所属产业", "涉及产业链"),
    help=_("Names or slugs, parted by a semicolon, such as 集成电路."),
    example=("ic", "ai"),
)
#: What no record is known by in files and to programs but the seed: where it stands among others of its kind.
ORDER = Column("order")

#: Headings of every export that are known, shown and not imported.
READ_ONLY = frozenset({
    *("updated", "created", "last change", "最近更新", "最后更新", "最近变更"),
    *("序号", "no.", "no"),
})  # fmt: skip
