"""A name is read in one way to be shown, and found by every way in which it can be read."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from chains.analysis.names import fold
from chains.analysis.readings import OTHER_READINGS, pinyin_of, readings_of, syllables_of

hanzi = st.text("海康威视数字中芯国际华虹宏力长电科技士兰微安集北方", min_size=1, max_size=8)
names = st.text("海康重行乐长晟柏有限公司abZ09 .-（）é𠀀", max_size=10)
anything = st.text(max_size=30)


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("海康威视", "haikangweishi", "hkws"),
        ("重庆银行", "chongqingyinhang", "cqyh"),
        ("绿的谐波", "lvdexiebo", "ldxb"),
        ("吕", "lv", "l"),
        ("SMIC", "smic", "s"),
        ("中芯国际 SMIC", "zhongxinguojismic", "zxgjs"),
        ("360安全", "360anquan", "360aq"),
        ("（）", "", ""),
        ("", "", ""),
    ],
)
def test_pinyin(name, full, initials):
    spelling = pinyin_of(name)
    assert (spelling.full, spelling.initials) == (full, initials)


def test_a_typed_reading_wins():
    assert pinyin_of("长电科技").full == "zhangdiankeji"
    spelling = pinyin_of("长电科技", " Chang  dian ke ji ")
    assert (spelling.full, spelling.initials) == ("changdiankeji", "cdkj")
    assert pinyin_of("海康", "   ") == pinyin_of("海康")


@given(hanzi)
def test_one_initial_for_each_character(name):
    assert len(pinyin_of(name).initials) == len(syllables_of(name)) == len(name)


@given(names | anything)
def test_initials_are_those_of_the_syllables(name):
    spelling, syllables = pinyin_of(name), syllables_of(name)
    assert spelling.full == "".join(syllables)
    assert spelling.initials == "".join(syllable[0] for syllable in syllables)
    assert fold(spelling.full) == spelling.full


@given(
    st.lists(
        st.sampled_from([*"重庆银行长江存储会计乐清大夫", "Tech", "３", "é", " ", "（", "〇", "𠀀", "ー"]), max_size=8
    ).map("".join)
)
def test_word_by_word_a_name_is_read_as_the_dictionary_reads_all_of_it(name):
    marked = unicodedata.normalize("NFKC", name).lower()
    whole = lazy_pinyin(marked, errors=lambda run: re.findall(r"[a-z]+|[0-9]|[^\W_]", run))
    assert syllables_of(name) == [folded for folded in map(fold, whole) if folded]


@pytest.mark.parametrize(
    ("name", "override", "english", "readings"),
    [
        ("士兰微", "", "Silan", "ShiLanWei SLW Silan"),
        ("长鑫", "", "", "ZhangXin ChangXin ZhangXun ChangXun ZX CX"),
        ("长鑫", "chang xin", "", "ChangXin ZhangXin ChangXun ZhangXun CX ZX"),
        # Of the legal form only what is shown.
        ("柏楚有限公司", "", "", "BaiChuYouXianGongSi BoChuYouXianGongSi BCYXGS"),
        # 奇 has further readings, which no word of today has; 晟 stands in no word.
        ("天奇", "", "", "TianQi TianJi TQ TJ"),
        ("晟", "", "", "Cheng Sheng Jing C S J"),
        ("360安全", "", "", "360AnQuan 360AQ"),
        ("SMIC", "", "Semiconductor Manufacturing", "Smic S SemiconductorManufacturing"),
        # Syllables of nobody knows which character.
        ("长鑫", "changxin", "", "Changxin C"),
        ("", "", "", ""),
    ],
)
def test_every_reading(name, override, english, readings):
    assert readings_of(name, override, english).split() == readings.split()


@given(names | hanzi)
def test_the_shown_reading_comes_first_and_the_others_are_not_too_many(name):
    readings, shown = readings_of(name).split(), pinyin_of(name).full
    assert len(readings_of(name).split("  ")) <= 2 * (OTHER_READINGS + 1)
    if shown.isascii() and shown:
        assert readings[0].lower() == shown
