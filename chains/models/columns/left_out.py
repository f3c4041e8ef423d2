"""Columns of files that are not taken: why, and the headings in lists of providers and ministries that never are."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LeftOutReason(TextChoices):
    """Why a column of a file is not taken."""

    PERSONAL = "personal", _("data about persons, which the atlas does not keep")
    NOT_KEPT = "not-kept", _("known, but not kept by the atlas")
    DOUBLED = "doubled", _("another column of the file says the same")
    CHOSEN = "chosen", _("left out by choice")
    UNKNOWN = "unknown", _("not recognised")


#: Headings of data about persons, in the lists of providers, ministries and bureaus: the atlas is about firms.
PERSONAL = frozenset({
    *("法定代表人", "法人代表", "法人", "负责人", "联系人", "联络人", "经办人", "实际控制人", "董事长", "总经理",
      "股东", "高管", "姓名", "身份证", "身份证号"),
    *("电话", "电话号码", "联系方式", "手机", "手机号", "手机号码", "座机", "传真", "邮箱", "邮箱地址", "邮件",
      "微信", "微信号"),
    *("tel", "telephone", "phone", "mobile", "fax", "email", "e-mail", "contact", "contact person",
      "legal representative"),
})  # fmt: skip

#: Headings in the lists of providers, exchanges, ministries and bureaus of what the atlas does not keep.
NOT_KEPT = frozenset({
    *("原文件导入名称", "企业类型", "企业(机构)类型", "公司类型", "机构类型", "企业性质", "登记机关", "核准日期",
      "营业期限", "注册号", "工商注册号", "组织机构代码", "通信地址", "通讯地址", "邮编", "最新年报地址",
      "最新年报年份", "纳税人资质", "进出口企业代码"),
    *("注册资本", "实缴资本", "参保人数", "参保人数所属年报", "分支机构参保人数", "人员规模", "员工数", "员工人数",
      "从业人数", "从业人员", "企业规模", "营业收入", "营收", "主营业务收入", "净利润", "利润", "总产值", "产值",
      "研发投入", "总资产", "总市值", "市值"),
    *("行业", "所属行业", "行业门类", "行业分类", "国标行业", "国标行业门类", "国标行业大类", "国标行业中类",
      "国标行业小类", "申万行业", "证监会行业", "所属区县", "区县", "所在区县"),
    *("上市日期", "A股上市日期", "上市时间", "是否上市", "上市板块", "板块", "上市状态", "A股总股本",
      "A股流通股本", "总股本", "流通股本", "B股上市日期", "B股总股本", "B股流通股本"),
})  # fmt: skip
