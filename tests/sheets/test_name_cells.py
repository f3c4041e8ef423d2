"""Names without the marks of lists, several in a cell, and breaks that run through one."""

import pytest

from chains.sheets.name_cells import in_one_line, names_in_cell, unmarked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("恒睿甲*", "恒睿甲"),
        ("※恒睿甲", "恒睿甲"),
        ("★恒睿甲(科创板)", "恒睿甲"),
        ("恒睿甲有限公司①", "恒睿甲有限公司"),
        ("恒睿甲有限公司（注1）", "恒睿甲有限公司"),
        ("1.恒睿甲有限公司", "恒睿甲有限公司"),
        ("（12）恒睿甲", "恒睿甲"),
        ("恒睿甲【龙头】", "恒睿甲"),
        ("［新增］恒睿甲", "恒睿甲"),
        ("*ST恒睿", "恒睿"),
        ("XD恒睿", "恒睿"),
        ("N恒睿", "恒睿"),
        ("恒睿-U", "恒睿"),
        ("恒睿甲\n（原浦江微电子）", "恒睿甲"),
        # What belongs to the name stays.
        ("恒睿（上海）科技有限公司", "恒睿（上海）科技有限公司"),
        ("恒睿甲（上海）", "恒睿甲（上海）"),
        ("360科技", "360科技"),
        ("58.com", "58.com"),
        ("ST Microelectronics", "ST Microelectronics"),
        ("C3科技", "C3科技"),
        ("**", "**"),
    ],
)
def test_marks_beside_a_name_are_taken_off(text, name):
    assert unmarked(text).name == name


def test_what_is_taken_off_is_kept_by_what_it_is():
    assert unmarked("恒睿（上市）").remarks == ("上市",)
    assert unmarked("恒睿（已注销）").status == "注销"
    assert unmarked("恒睿甲（原浦江微电子）").former == ("浦江微电子",)
    assert unmarked("恒睿*").marks == ("*",)
    for text in ("600460 恒睿", "恒睿(600460)", "恒睿600460", "恒睿（600460.SH）"):
        [ticker] = unmarked(text).tickers
        assert (unmarked(text).name, ticker[:6]) == ("恒睿", "600460")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("恒睿微电子\n股份有限公司", "恒睿微电子股份有限公司"),
        ("恒 睿　丙", "恒睿丙"),
        ("Pujiang\nMicro Inc.", "Pujiang Micro Inc."),
        ("PJ 微电子", "PJ 微电子"),
    ],
)
def test_breaks_and_wide_spaces_leave_no_space(text, name):
    assert in_one_line(text) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("恒睿甲、浦江乙；西湖丙", ("恒睿甲", "浦江乙", "西湖丙")),
        ("恒睿甲；浦江乙\n西湖丙", ("恒睿甲", "浦江乙", "西湖丙")),
        ("恒睿甲有限公司\n浦江乙有限公司", ("恒睿甲有限公司", "浦江乙有限公司")),
        ("在册甲\n在册乙", ("在册甲", "在册乙")),
        ("恒睿甲有限公司，浦江乙有限公司", ("恒睿甲有限公司", "浦江乙有限公司")),
        ("恒睿甲、浦江乙等5家", ("恒睿甲", "浦江乙")),
        ("恒睿微电子\n股份有限公司", ("恒睿微电子\n股份有限公司",)),
        ("恒睿、有限公司", ("恒睿有限公司",)),
        ("恒睿甲\n（原浦江微电子）", ("恒睿甲\n（原浦江微电子）",)),
        ("Pujiang\nMicro Co., Ltd.", ("Pujiang Micro Co., Ltd.",)),
        ("恒睿甲", ("恒睿甲",)),
        ("恒睿甲、", ("恒睿甲",)),
    ],
)
def test_several_names_in_a_cell(text, names):
    found = names_in_cell(text, {"在册甲", "在册乙"}.__contains__)
    assert (tuple(map(str.strip, found.names)), found.asks) == (names, False)


def test_a_line_break_between_what_may_be_two_names_is_asked_about():
    assert names_in_cell("恒睿\n微电子", lambda _name: False).asks
    assert names_in_cell("恒睿\n微电子", lambda _name: False, breaks="join").names == ("恒睿微电子",)
    assert names_in_cell("恒睿\n微电子", lambda _name: False, breaks="part").names == ("恒睿", "微电子")
    within = names_in_cell("恒睿\n微电子", lambda _name: False, "杭州恒睿微电子\n股份有限公司")
    assert (within.names, within.asks) == (("恒睿微电子",), False)
