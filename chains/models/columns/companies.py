"""Columns of companies, names, listings, labels, placements and evidence."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from chains.analysis.labels import REEXAMINATION_WORDS
from chains.analysis.registration import REGISTRATION_WORDS
from chains.choices import SheetKind
from chains.models.actors import Company, CompanyName, Listing
from chains.models.evidence import Evidence, Placement
from chains.models.labels import CompanyLabel, Label
from chains.sheets.sheet_columns import SheetColumn, SheetLayout

from .column import KEPT, Column, Columns, Use
from .left_out import NOT_KEPT, PERSONAL
from .shared import (
    CITY,
    COUNTRY,
    ID,
    LOCATOR,
    NAME,
    NAME_EN,
    NOTE,
    ORDER,
    PINYIN,
    PLACE_IN_ONE,
    PRINTED_NAME,
    PROVINCE,
    READ_ONLY,
    REGISTERED_PLACE_IN_ONE,
    SEGMENT,
    SOURCE,
    STAGED,
)

_OWN = {Use.BULK: "no two companies share it"}
_REGISTERED = _("Where the company is registered, if that is known: name or six-digit code.")
_WITH_STATUS = {Use.MERGE: "comes with the status"}
_WITH_CODE = _OWN | {Use.MERGE: "comes with the credit code"}
#: What hangs on a company or placement is edited, given and taken with it.
_PART = Use.FORM | Use.READ | Use.WRITE

COMPANY = Columns(
    Company,
    uses=KEPT | Use.MERGE | Use.SPLIT | Use.BULK,
    exempt=STAGED,
    naming=(
        replace(
            NAME,
            without=_OWN,
            heading=_("company name"),
            aliases=("name", "企业名称", "公司名称", "单位名称", "名称", "企业", "公司", "简称", "企业简称",
                     "公司简称",
                     "单位", "机构名称", "主体名称", "company", "company_name", "enterprise", "firm", "证券简称",
                     "系统匹配企业名称", "匹配企业名称", "证券名称", "股票简称", "股票名称", "A股简称",
                     "上市公司简称", "申报企业", "申报单位", "企业(单位)名称", "申报企业名称",
                     "代表企业", "代表性企业", "重点企业", "主要企业", "龙头企业", "骨干企业", "领军企业", "入选企业",
                     "典型企业", "企业名单"),
            help=_("The name that is shown, or the full one. The only column that must be there."),
            example=("示例：姑苏芯片设计", "示例：浦江封测"),
        ),
        Column(
            "legal_name",
            without=_OWN,
            identity=True,
            aliases=("企业全称", "公司全称", "全称", "法定名称", "工商注册名称", "注册名称", "单位全称", "工商名称",
                     "上市公司全称",
                     "full name", "registered name"),
            help=_("As in the business licence."),
            example=("姑苏芯片设计有限公司", ""),
            identifies=True,
        ),
        replace(NAME_EN, without=_OWN),
        PINYIN,
    ),
    code=(
        Column(
            "uscc",
            without=_OWN,
            identity=True,
            cell="credit_code",
            described="Unified social credit code 统一社会信用代码.",
            aliases=("统一社会信用代码", "信用代码", "社会信用代码", "USCC", "统一信用代码", "社会统一信用代码",
                     "统一社会信用码", "企业信用代码", "credit code", "纳税人识别号", "统一社会信用代码(纳税人识别号)"),
            help=_("18 characters, in a column formatted as text."),
            identifies=True,
        ),
        Column(
            "uscc_exception",
            goes_with="uscc",
            without=_WITH_CODE,
            identity=True,
            aliases=("信用代码说明", "校验码说明", "信用代码备注"),
            help=_("Why a credit code is kept that does not fit its check character, such as: as in the licence."),
        ),
    ),
    place=(
        replace(
            PROVINCE,
            sheet="registered_province",
            heading=_("registered in province"),
            help=_REGISTERED,
            example=("", ""),
            aliases=("注册省份", "注册地省份", "注册地", "注册省", "注册地(省)", "注册所在省", "登记省份",
                     "registered in province (code)", "注册省份代码", "注册地所在省"),
        ),
        replace(
            CITY,
            sheet="registered_city",
            heading=_("registered in city"),
            help=_REGISTERED,
            example=("", ""),
            aliases=("注册城市", "注册地城市", "注册市", "注册地(市)", "注册所在市", "登记城市",
                     "registered_city_name", "registered in city (code)", "注册城市代码", "注册地所在市"),
        ),
        replace(
            COUNTRY,
            sheet="registered_country",
            heading=_("registered in country"),
            help=_("Only for a company registered outside China: name or two-letter code."),
            aliases=("注册国家", "注册地国家", "登记国家"),
        ),
    ),
    about=(
        Column(
            "founded_on",
            without=_OWN,
            aliases=("成立日期", "成立时间", "注册日期", "注册时间", "成立年月", "成立年份", "founded", "established"),
            help=_("Such as 2010-01-05, 2010/1/5 or 2010年1月."),
            example=("2010-01-05", ""),
        ),
        Column(
            "website",
            identity=True,
            aliases=("官网", "网址", "网站", "企业官网", "公司网址", "公司网站", "官方网站", "主页", "url",
                     "官网地址", "官方网址", "网站地址",
                     "homepage"),
        ),
        Column(
            "description",
            aliases=("简介", "企业简介", "公司简介", "主营业务", "经营范围", "主要产品", "业务简介", "主营产品"),
        ),
    ),
    registration=(
        Column(
            "registration_status",
            described="How it stands in the register; dissolved firms are left out of lists unless `dissolved=true`.",
            aliases=("登记状态", "经营状态", "企业状态", "存续状态", "工商状态", "公司状态", "注册状态", "工商登记状态",
                     "企业经营状态", "登记经营状态", "企业登记状态", "主体状态", "market status", "company status"),
            words=REGISTRATION_WORDS,
            help=_("Such as 存续, 注销, 吊销 or 迁出. A firm that is dissolved stays on record and counts nowhere."),
        ),
        Column(
            "registration_status_on",
            goes_with="registration_status",
            without=_WITH_STATUS,
            aliases=("注销日期", "吊销日期", "注销时间", "吊销时间", "注吊销日期", "注销/吊销日期", "注销或吊销日期",
                     "状态日期", "状态变更日期", "登记状态日期", "迁出日期"),
            help=_("The day since which the status holds, such as that of the deregistration."),
        ),
        Column(
            "registration_status_source",
            goes_with="registration_status",
            without=_WITH_STATUS | {Use.IMPORT: "the source of the row"},
        ),
    ),
)  # fmt: skip

COMPANY_NAME = Columns(
    CompanyName,
    uses=_PART,
    exempt={"company": "what it is a part of"},
    name=(Column("name", identity=True), Column("kind", identity=True)),
    used=(Column("used_from", identity=True), Column("used_until", identity=True)),
    source=(Column("source", identity=True), Column("locator", identity=True)),
    pinyin=PINYIN,
)

LISTING = Columns(
    Listing,
    uses=_PART,
    exempt={"company": "what it is a part of"},
    code=(
        Column("exchange", identity=True),
        Column("ticker", identity=True, described="Without a suffix, such as 300236."),
    ),
    dates=(Column("listed_on", identity=True), Column("delisted_on", identity=True)),
    source=Column("source", identity=True),
)

LABEL = Columns(
    Label,
    # Administrators keep the kinds of label; others meet them as what companies have.
    uses=Use.FORM,
    naming=(NAME, NAME_EN),
    slug=Column("slug"),
    given=(Column("per_chain"), ORDER),
    pinyin=PINYIN,
)

#: What a row of a sheet says of its labels holds for all of them.
_ELSEWHERE = {Use.EXPORT: "a file has the labels of a company in one cell"}
COMPANY_LABEL = Columns(
    CompanyLabel,
    uses=_PART | Use.IMPORT,
    exempt={"company": "what it is a part of"},
    label=Column("label", without={Use.IMPORT: "named in the column of the labels"}),
    chain=Column(
        "chain",
        described="The chain that it is given for, if for one.",
        without={Use.IMPORT: "given in the form of the company"},
    ),
    given=(
        Column(
            "year",
            sheet="label_year",
            heading=_("year of the label"),
            cell="year",
            aliases=("认定年份", "认定年度", "入选年份", "获评年份", "标签年份", "公布年份", "认定时间", "award year"),
            help=_("The year in which the labels of this row were given."),
        ),
        Column(
            "batch_number",
            sheet="label_batch",
            heading=_("batch of the label"),
            cell="batch",
            described="The number of the list in which it was given.",
            aliases=("批次", "认定批次", "入选批次", "公布批次", "名单批次", "所属批次", "批号", "batch"),
            help=_("The number of the list in which the labels of this row were given, such as 5 or 第五批."),
        ),
    ),
    validity=(
        Column(
            "valid_from",
            sheet="label_valid_from",
            heading=_("label valid from"),
            aliases=("有效期起", "有效期自", "有效期开始", "有效起始日期", "有效期起始", "发证日期", "valid from"),
        ),
        Column(
            "valid_until",
            described="The last day.",
            sheet="label_valid_until",
            heading=_("label valid until"),
            cell="period",
            aliases=("有效期", "有效期至", "有效期止", "有效截止日期", "有效期截止", "有效期限", "到期日", "到期日期",
                     "失效日期", "证书有效期", "valid until", "expires"),
            help=_("The last day, or from when until when: 2026-06-30, 2023年7月至2026年6月. Of a month its end."),
        ),
        Column(
            "reexamination",
            sheet="label_reexamination",
            heading=_("re-examination of the label"),
            words=REEXAMINATION_WORDS,
            aliases=("复核结果", "复核情况", "复核结论", "复核", "复审结果", "复评结果", "复核状态", "re-examination"),
            help=_("What came of it when the labels of this row were examined again, such as 复核通过 or 复核未通过."),
        ),
    ),
    source=(
        Column(
            "issuer",
            sheet="label_issuer",
            heading=_("issuer of the label"),
            aliases=("认定机构", "认定部门", "发证机关", "发布单位", "授予单位", "认定单位", "评定单位", "issuer"),
        ),
        Column("source", without={Use.IMPORT: "the source of the row"}),
    ),
)  # fmt: skip

PLACEMENT = Columns(
    Placement,
    uses=KEPT | Use.BULK,
    exempt=STAGED,
    company=Column(
        "company",
        described="Its id.",
        without={
            Use.IMPORT: "a row of a sheet is about a company",
            Use.BULK: "a claim stays with the company that it was made of",
        },
    ),
    segment=SEGMENT,
    place=(
        replace(PROVINCE, help=_("Where it operates, which need not be where it is registered: name or code.")),
        CITY,
        COUNTRY,
    ),
    check=(
        Column(
            "status",
            without={Use.BULK: "settled by an action of its own"},
            aliases=("状态", "核实状态", "布局状态", "核实情况"),
            help=_("How far the placement has been checked; reported if left empty."),
        ),
        Column(
            "verified_on",
            described="The day of the check, today where none is sent.",
            without={Use.IMPORT: "the day of the import", Use.BULK: "settled with the status"},
        ),
        Column(
            "verified_by",
            beside=True,
            without={
                Use.IMPORT | Use.EXPORT | Use.READ | Use.WRITE | Use.BULK: "signed by whoever verifies, for colleagues",
            },
        ),
    ),
    note=NOTE,
)

EVIDENCE = Columns(
    Evidence,
    uses=_PART | Use.IMPORT | Use.EXPORT,
    exempt={"placement": "what it is a part of"},
    source=SOURCE,
    locator=LOCATOR,
    printed_name=PRINTED_NAME,
    note=Column(
        "note",
        without={
            Use.EXPORT | Use.READ | Use.WRITE: "a word among colleagues, never shown to the public",
            Use.IMPORT: "the note of a row is that of its placement",
        },
    ),
)

#: What a row of a sheet of companies says besides: what the company has several of, each in one cell.
_TICKERS = SheetColumn(
    "tickers",
    _("tickers"),
    "tickers",
    aliases=("股票代码", "证券代码", "上市代码", "股票编号", "A股代码", "ticker", "stock_code", "stock code",
             "公司代码"),
    help=_("Such as 688012 or 0981.HK, in a column formatted as text; several parted by a semicolon."),
    identifies=True,
)  # fmt: skip
_LABELS = SheetColumn(
    "labels",
    _("labels"),
    "labels",
    vocabulary="labels",
    aliases=("标签", "荣誉", "资质", "荣誉资质", "企业标签", "资质荣誉", "称号", "企业荣誉", "荣誉称号", "label",
             "资质情况", "资质认定", "企业资质", "认定称号", "称号类型", "认定类型", "标签名称"),
    help=_("Names or slugs of labels on record, parted by a semicolon."),
)  # fmt: skip
_NAMES = SheetColumn(
    "names",
    _("other names"),
    "list",
    max_length=200,
    aliases=("别名", "其他名称", "又名", "aliases"),
    help=_("Parted by a semicolon."),
    identifies=True,
)
_FORMER_NAMES = SheetColumn(
    "former_names",
    _("former names"),
    "former_names",
    max_length=200,
    aliases=("曾用名", "历史名称", "曾用名称", "原名", "更名前名称", "企业曾用名", "former name", "公司曾用名",
             "证券曾用名"),
    help=_("Parted by a semicolon, each with the days where they are known: 旧名有限公司（2010-01-05至2015-03-01）."),
    identifies=True,
)  # fmt: skip

_CHAIN = SheetColumn(
    "chain",
    _("chain"),
    "chain",
    vocabulary="chains",
    aliases=("所属产业链", "产业链名称", "链条", "所属链条"),
    help=_("The chain of the segment, where others have one of this name."),
)

COMPANY_SHEET = SheetLayout(
    SheetKind.COMPANIES,
    (
        ID,
        *COMPANY.in_sheets("naming", "code"),
        *(_TICKERS, _LABELS),
        *COMPANY_LABEL.in_sheets("given", "validity", "source"),
        *(_NAMES, _FORMER_NAMES),
        *COMPANY.in_sheets("about", "registration", "place"),
        REGISTERED_PLACE_IN_ONE,
        _CHAIN,
        *PLACEMENT.in_sheets("segment", "place"),
        PLACE_IN_ONE,
        *PLACEMENT.in_sheets("check"),
        *EVIDENCE.in_sheets("printed_name", "locator", "source"),
        *PLACEMENT.in_sheets("note"),
    ),
    READ_ONLY
    | {"listed", "chains", "segments", "segment codes", "segment_names", "provinces", "provinces where it operates",
       "expired_labels", "expired labels", "已失效的标签",
       "registration_status_source", "source of the status", "登记状态的来源",
       "placements", "layer", "layer code", "verified_on", "verified on", "stage",
       "上市", "经营所在省份", "布局", "层代码", "核实日期", *NOT_KEPT},
    PERSONAL,
)  # fmt: skip
