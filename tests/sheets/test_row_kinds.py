"""Rows that are no records are told from those that are, by what stands in them and around them."""

import pytest

from chains.choices import SkipReason
from chains.sheets.header_rows import LEVELS
from chains.sheets.row_kinds import RowSorter

HEADINGS = ["序号", "企业名称", "省份", "所属环节", "备注"]
KNOWN = {"企业名称", "省份", "所属环节", "项目名称", "备注"}


def reasons(*rows, headings=HEADINGS, name_at=1, taken=()):
    sorter = RowSorter(headings, name_at, KNOWN.__contains__)
    return [sorter.reason(number, list(cells), taken=number in taken) for number, cells in rows]


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (["", "江苏小计", "", "", 2000], "total"),
        (["合计", "", "", "", "2家"], "total"),
        (["总计：", "2家省份"], "total"),
        (["共计12家"], "total"),
        (["", "小 计"], "total"),
        (["（合计）"], "total"),
        (["Total", "", "", "", 5], "total"),
        (["", "上海合计科技有限公司", "上海"], None),
        (["注：以上排名不分先后"], "note"),
        (["注1、本表不含拟建企业"], "note"),
        (["备注:", "数据截至2023年底"], "note"),
        (["数据来源：某协会"], "note"),
        (["填表人：某", "", "审核人：某"], "note"),
        (["填报单位（盖章）：某局", "", "", "", "2024年1月5日"], "note"),
        (["Source: somewhere"], "note"),
        (["以下空白"], "note"),
        (["", "注意力科技", "江苏", "设计"], None),
        (["一、芯片设计（2家）"], "section"),
        (["（三）封装测试"], "section"),
        (["第二部分 设备"], "section"),
        (["芯片设计（共12家）"], "section"),
        (["", "三一重工"], None),
        (["", "一诺电子"], None),
        (["附件1"], "title"),
        (["表二 制造企业"], "title"),
        (["重点企业名单（第二批）"], "title"),
        (["", "表面技术"], None),
        (["序号", "企业名称", "省份", "所属环节", "备注"], "heading"),
        (["序号", "企业 名称", "省份"], "heading"),
        (["", "未匹配到相关企业", "-", "-"], "unmatched"),
        ([3, "恒睿甲", "上海", "设计", "备注"], None),
        (["", "恒睿乙"], None),
        ([7], None),
        ([], None),
    ],
)
def test_what_a_row_is(cells, reason):
    assert reasons((2, cells)) == [reason]


def test_numbered_lines_go_on_with_the_note_above_them_and_are_names_elsewhere():
    rows = [(5, ["注：1.数据截至2023年底。"]), (6, ["2.不含拟建企业"]), (7, ["3、恒睿丙有限公司"])]
    assert reasons(*rows) == ["note", "note", None]
    assert reasons((6, ["2.恒睿乙"])) == [None]


def test_a_table_of_another_shape_is_passed_over_until_the_headings_come_again():
    rows = [
        (4, [1, "恒睿甲", "上海"]),
        (6, ["表三 重点项目"]),
        (7, ["项目名称", "投资额", "年份"]),
        (8, ["某产线", "100亿元", "2023"]),
        (9, ["某研发中心", "5亿元", "2024"]),
        (11, HEADINGS),
        (12, [1, "恒睿乙", "江苏"]),
    ]
    other = SkipReason.OTHER_TABLE
    assert reasons(*rows) == [None, "title", other, other, other, "heading", None]


def test_a_row_after_a_gap_that_only_has_short_words_is_a_record():
    assert reasons((2, [1, "恒睿甲"]), (9, ["", "恒睿乙", "江苏", "制造", "无"])) == [None, None]


def test_both_levels_of_a_heading_are_known_when_they_are_repeated():
    headings = ["企业名称", f"经营地{LEVELS}省", f"经营地{LEVELS}市"]
    rows = [(9, ["企业名称", "经营地"]), (10, ["", "省", "市"]), (11, ["恒睿甲", "江苏", "苏州"])]
    assert reasons(*rows, headings=headings, name_at=0) == ["heading", "heading", None]


def test_a_sheet_of_one_column_has_its_heading_and_totals_as_well():
    rows = [(2, ["恒睿甲"]), (3, ["企业名称"]), (4, ["合计"]), (5, ["恒睿乙有限公司"])]
    assert reasons(*rows, headings=["企业名称"], name_at=0) == [None, "heading", "total", None]


def test_what_somebody_takes_for_a_record_is_one():
    assert reasons((2, ["合计"]), (3, ["总计"]), taken={2}) == [None, "total"]
    rows = [(4, ["", "恒睿甲"]), (6, ["项目名称", "备注"]), (7, ["", "恒睿乙"])]
    assert reasons(*rows, taken={6}) == [None, None, None]
