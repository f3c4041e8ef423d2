"""Names have one normal form: width, spaces, brackets and legal suffixes never make two firms out of one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chains.analysis.names import LEGAL_SUFFIXES, fold, has_cjk, name_key, tidy

CHINESE_SUFFIXES = [suffix for suffix in LEGAL_SUFFIXES if not suffix.isascii()]

spaces = st.sampled_from([" ", "\u3000", "\u00a0", "\u200b", "\t"])
hanzi = st.text("海康威视数字中芯国际华虹宏力长电科技士兰微安集北方", min_size=1, max_size=8)
anything = st.text(max_size=30)
# What firms are called: Chinese, Latin, digits, marks, widths, suffixes, in any order.
names = st.lists(
    st.one_of(
        hanzi,
        st.text("abcXYZ019 .-&（）()【】·　", max_size=6),
        st.sampled_from(LEGAL_SUFFIXES),
        st.sampled_from(["Ｌtd．", "İ", "é", "e\u0301", "ﬁ", "①", "\u200b", "e\u200d\u0301", "集团"]),
    ),
    max_size=6,
).map("".join)


def full_width(text):
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("海康威视", "海康威视"),
        ("海康威视有限公司", "海康威视"),
        ("海康威视股份有限公司", "海康威视"),
        ("海康威视 有限责任公司", "海康威视"),
        (" 海康\u3000威视 ", "海康威视"),
        ("海康\u200b威视", "海康威视"),
        ("海康威视公司有限公司", "海康威视"),
        ("ＳＭＩＣ", "smic"),
        ("SMIC Co., Ltd.", "smic"),
        ("SMIC CO.,LTD", "smic"),
        ("SMIC Co Ltd", "smic"),
        ("SMIC (Beijing) Co., Limited", "smicbeijing"),
        ("Smic Corporation", "smic"),
        ("Texaco", "texaco"),
        ("海康 公 司", "海康"),
        ("海\xad康", "海康"),
        ("中芯国际（北京）有限公司", "中芯国际北京"),
        ("中芯国际(北京)", "中芯国际北京"),
        ("中芯国际【北京】", "中芯国际北京"),
        ("拓普集团股份有限公司", "拓普集团"),
        ("上工申贝（集团）股份有限公司", "上工申贝集团"),
        ("Zinc", "zinc"),
        ("Zinc Inc.", "zinc"),
        ("Incorp", "incorp"),
        ("Vinc", "vinc"),
        ("AT&T", "att"),
        ("長電科技股份有限公司", "长电科技"),
        ("台灣積體電路（南京）", "台湾积体电路南京"),
        ("㊩療", "医疗"),
        ("大-华", "大华"),
        ("有限公司", "有限公司"),
        ("公司", "公司"),
        ("Ltd", "ltd"),
        ("360", "360"),
        ("", ""),
        ("……", ""),
        ("（）", ""),
    ],
)
def test_the_key(name, key):
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中芯国际（北京）", "中芯国际（上海）"),
        ("海康威视", "海康机器人"),
        ("拓普集团有限公司", "拓普有限公司"),
        ("扬杰科技", "杨杰科技"),
        ("SMIC", "SMIC2"),
    ],
)
def test_look_alikes_stay_two(one, other):
    assert name_key(one) != name_key(other)


@given(names | anything)
def test_the_key_of_a_key_is_itself(name):
    assert name_key(name_key(name)) == name_key(name)


@given(names)
def test_width_does_not_matter(name):
    assert name_key(full_width(name)) == name_key(name)


@given(
    hanzi,
    st.sampled_from([" ", "\u3000", "\u00a0", "\u200b", "\t"]),
    st.integers(0, 10),
    st.sampled_from(CHINESE_SUFFIXES),
)
def test_spaces_do_not_matter(name, space, place, suffix):
    spaced = f"{name[:place]}{space}{name[place:]}{space}{space.join(suffix)}"
    assert name_key(spaced) == name_key(name)


@given(hanzi, hanzi, st.sampled_from(["()", "（）", "[]", "【】", "〔〕", "［］"]))
def test_brackets_do_not_matter(name, branch, brackets):
    opening, closing = brackets
    assert name_key(f"{name}{opening}{branch}{closing}") == name_key(f"{name}({branch})")


@given(hanzi, st.lists(st.sampled_from(CHINESE_SUFFIXES), max_size=2))
def test_legal_suffixes_do_not_matter(name, suffixes):
    assert name_key(name + "".join(suffixes)) == name_key(name)


@given(hanzi | st.text("abcdefgh", min_size=1, max_size=6), st.sampled_from(LEGAL_SUFFIXES))
def test_nor_does_the_case_of_latin_ones(name, suffix):
    assert name_key(f"{name} {suffix.upper()}") == name_key(f"{name} {suffix}")


@given(names)
def test_a_name_with_a_letter_never_loses_all_of_it(name):
    if any(unicodedata.category(character) in {"Lu", "Ll", "Lo", "Nd"} for character in name):
        assert name_key(name)


@given(anything)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(names | anything)
def test_a_tidy_name_is_tidy(name):
    assert tidy(tidy(name)) == tidy(name)
    assert name_key(tidy(name)) == name_key(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  海康   威视 ", "海康 威视"),
        ("海康\u200b威视", "海康威视"),
        ("海康\n威视\t", "海康 威视"),
        ("e\u0301", "é"),
        ("ＳＭＩＣ（北京）", "ＳＭＩＣ（北京）"),
        ("\ufeff中芯", "中芯"),
        ("", ""),
    ],
)
def test_what_is_shown_stays_as_it_was_but_for_white_space(name, shown):
    assert tidy(name) == shown


@pytest.mark.parametrize(
    ("text", "chinese"), [("海", True), ("a 中", True), ("smic", False), ("カ", False), ("", False)]
)
def test_chinese_is_told_from_latin(text, chinese):
    assert has_cjk(text) is chinese
