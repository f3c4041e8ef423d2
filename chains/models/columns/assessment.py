"""Columns of assessments, shares of supply and targets."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chains.analysis.stated_shares import ShareUnit
from chains.choices import SheetKind
from chains.models.assessment import Assessment, SupplyShare, Target
from chains.sheets.shares import SHARE_UNIT
from chains.sheets.sheet_columns import SheetColumn, SheetLayout

from .column import KEPT, Column, Columns, Use
from .left_out import PERSONAL
from .shared import COUNTRY, ID, LOCATOR, NOTE, PROVINCE, READ_ONLY, SEGMENT, SOURCE

_CHOKE = _("是 or 否; 否 if left empty.")
_RESTS_ON = (SOURCE, LOCATOR)

ASSESSMENT = Columns(
    Assessment,
    scope=(
        replace(SEGMENT, required=True, example=("示例：ic.design", "示例：ic.equipment")),
        replace(PROVINCE, help=_("Name or code; either a province or a region.")),
        Column(
            "region",
            beside=True,
            example=("", "yangtze-delta"),
            aliases=("区域", "研判区域", "区域代码", "地区"),
            help=_("Name or slug, such as 长三角; either a province or a region."),
        ),
    ),
    verdict=(
        Column(
            "verdict",
            required=True,
            example=("weak", "gap"),
            aliases=("研判", "研判结论", "结论", "判断", "强弱", "研判结果"),
        ),
        Column("choke_point", help=_CHOKE, example=("否", "是"), aliases=("卡脖子", "是否卡脖子", "卡脖子环节")),
        Column("import_dependent", beside=True, help=_CHOKE, aliases=("依赖进口", "是否依赖进口", "进口依赖")),
        Column(
            "action",
            example=("strengthen", "supplement"),
            aliases=("举措", "对策", "措施", "行动", "补链强链", "政策方向"),
        ),
        Column(
            "statement",
            required=True,
            aliases=("陈述", "研判说明", "说明", "描述", "研判内容", "依据"),
            help=_("In words, what the verdict rests on."),
            example=("设计企业规模偏小。", "关键设备尚无本地供应。"),
        ),
        Column("statement_en", aliases=("英文陈述", "英文说明", "英文研判")),
    ),
    source=_RESTS_ON,
    date=Column(
        "date",
        described="The first of the month where no day is known.",
        required=True,
        help=_("The first of the month where no day is known."),
        aliases=("日期", "研判日期", "时间", "研判时间", "发布日期"),
        example=("2020-06-01", "2020-06-01"),
    ),
)

SUPPLY_SHARE = Columns(
    SupplyShare,
    # No program writes shares yet.
    uses=KEPT & ~Use.WRITE,
    what=(
        replace(SEGMENT, required=True, example=("示例：ic.equipment", "示例：ic.materials")),
        replace(
            COUNTRY,
            required=True,
            help=_("Name or two-letter code, such as 日本 or JP; China too."),
            example=("NL", "JP"),
        ),
    ),
    share=(
        Column(
            "share",
            heading=_("share in per cent"),
            cell="share",
            example=("62.5", ""),
            aliases=(
                "份额",
                "占比",
                "市场份额",
                "供应份额",
                "全球份额",
                "份额(%)",
                "占比(%)",
                "全球占比",
                "比重",
                "市场占有率",
                "占有率",
            ),
            help=_("As the source has it: 62.5, 约90%, 不足1%, 超过50%, 70-80%. Either a share or a word for it."),
        ),
        Column(
            "share_until",
            beside=True,
            cell="percent",
            aliases=("份额上限", "上限", "占比上限"),
            help=_("Only where the share says the lower end alone, as in an export."),
        ),
        Column(
            "precision",
            beside=True,
            aliases=("精确程度", "份额性质"),
            help=_("Only where the share says a number alone, as in an export; empty for a number as it stands."),
        ),
        Column(
            "qualifier",
            heading=_("where no number is known"),
            example=("", "major"),
            aliases=("定性", "份额说明", "程度", "定性描述", "供应地位"),
            help=_("A word for the share where no number is known."),
        ),
    ),
    year=Column(
        "year",
        cell="year",
        required=True,
        aliases=("年份", "年度", "年", "统计年份", "数据年份"),
        example=("2019", "2019"),
    ),
    source=_RESTS_ON,
    note=NOTE,
)

TARGET = Columns(
    Target,
    # Set by hand: no sheet has them, no program writes them.
    uses=Use.FORM | Use.EXPORT | Use.READ,
    where=(Column("segment"), Column("province")),
    number=(Column("companies"), Column("by_year", beside=True)),
    source=Column("source"),
    note=NOTE,
)

ASSESSMENT_SHEET = SheetLayout(
    SheetKind.ASSESSMENTS, (ID, *ASSESSMENT.in_sheets("scope", "verdict", "source", "date")), READ_ONLY, PERSONAL
)
#: Only in sheets: what the numbers of their column of shares are, where the column itself does not tell.
_SHARE_UNIT = SheetColumn(
    SHARE_UNIT,
    _("unit of the shares"),
    "choice",
    aliases=("份额单位", "占比单位"),
    help=_("Only where the numbers of the column do not tell: 0.5 may be half of all, or of one per cent."),
    choices=tuple(ShareUnit.choices),
    words={ShareUnit.PER_CENT: ("%", "百分比"), ShareUnit.PART: ("1", "比例")},
    vocabulary="ShareUnit",
)
SUPPLY_SHARE_SHEET = SheetLayout(
    SheetKind.SUPPLY_SHARES,
    (ID, *SUPPLY_SHARE.in_sheets("what", "share"), _SHARE_UNIT, *SUPPLY_SHARE.in_sheets("year", "source", "note")),
    READ_ONLY,
    PERSONAL,
)
