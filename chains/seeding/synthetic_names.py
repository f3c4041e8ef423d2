"""Synthetic company names, all different, with the fields that are derived from a name. No ORM.

``苏州`` + ``恒睿`` + ``微电子`` + ``有限公司``: place, coined word, trade, legal form. Reading a whole name costs a
tenth of a millisecond; its parts are few and read once each, wherever that comes to the same.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from random import Random
from typing import NamedTuple

from pypinyin.seg.mmseg import p_set

from chains.analysis.names import name_key
from chains.analysis.readings import every_reading, spelled, syllables_of

_SIGNS = (
    "锐恒瑞泰宏鼎盛嘉佳诺思博睿凯达远飞翔腾宇航晟昊辰朗旭晖曜景皓铭钧铂钰锦铠鑫森林松柏楠桐梓枫荣茂蓝青云海洋浩瀚澜涛润泽源清"
    "淳沐沃川峰岳岩磐石坤坦拓拔领先卓越优杰英豪雄威尚雅韵颂歌韶和谐祥瑶琪琳珀玥璟璞玺诚信义仁德"
)
#: What coined words are made of. None of them is part of a trade, so that a name comes about in one way only.
SIGNS = "".join(dict.fromkeys(_SIGNS))

#: Trades, the most frequent first, with what they are in English.
TRADES = {
    "智能科技": "Intelligent Technology",
    "半导体": "Semiconductor",
    "电子科技": "Electronic Technology",
    "微电子": "Microelectronics",
    "自动化设备": "Automation Equipment",
    "精密机械": "Precision Machinery",
    "新材料": "Advanced Materials",
    "集成电路": "Integrated Circuits",
    "机器人": "Robotics",
    "光电": "Optoelectronics",
    "软件": "Software",
    "电子材料": "Electronic Materials",
    "数据技术": "Data Technology",
    "汽车零部件": "Auto Parts",
    "传感技术": "Sensors",
    "仪器": "Instruments",
    "激光设备": "Laser Equipment",
    "网络技术": "Network Technology",
    "电气": "Electric",
    "化学": "Chemical",
    "视觉技术": "Vision",
    "真空设备": "Vacuum Equipment",
    "封装测试": "Packaging and Testing",
    "晶体材料": "Crystal Materials",
    "安防": "Security",
    "无人系统": "Unmanned Systems",
    "气体": "Gases",
    "模具": "Moulds",
    "芯片设计": "Chip Design",
    "量子技术": "Quantum Technology",
}
#: Legal forms, with how often each is.
FORMS = {"有限公司": 0.86, "股份有限公司": 0.1, "有限责任公司": 0.04}

#: How many parts are remembered: all coined words of two characters, and more.
REMEMBERED = 50_000

#: Characters that Unicode normalises to themselves.
_HAN = re.compile(r"[\u4e00-\u9fa5]+")


class SyntheticName(NamedTuple):
    """A name and what ``save()`` would derive of it, as it would; and the parts that it was made of."""

    full: str
    key: str
    pinyin: str
    initials: str
    readings: str
    place: str
    word: str
    trade: str


class Namer:
    """Names for firms of these places; no name twice."""

    def __init__(self, random: Random, places: Iterable[str]) -> None:
        self.random = random
        self.places = prefix_free(places)
        self.counters: dict[tuple[str, str], list[int]] = {}
        self.trades = list(TRADES)
        self.parts: dict[str, list[str]] = {}

    def name(self, place: str) -> SyntheticName:
        """Return a name that begins with ``place``, or with the name that the place's own begins with."""
        place = self.places[place]
        # The square of a number between 0 and 1 is small more often than large.
        trade = self.trades[int(self.random.random() ** 2 * len(self.trades))]
        (form,) = self.random.choices(list(FORMS), FORMS.values())
        word = self._word(place, trade)
        stem = f"{place}{word}{trade}"
        full = stem + form
        if _HAN.fullmatch(place):
            key, syllables = stem, self.read(place, word, trade + form)
        else:
            key, syllables = name_key(full), syllables_of(full)
        spelling, readings = spelled(syllables), every_reading(full, syllables)
        return SyntheticName(full, key, spelling.full, spelling.initials, readings, place, word, trade)

    def english(self, name: SyntheticName) -> str:
        """Return the English name: place and coined word as they sound, and the trade translated."""
        place, word = ("".join(self._part(part)).capitalize() for part in (name.place, name.word))
        return f"{place} {word} {TRADES[name.trade]} Co., Ltd."

    def read(self, *parts: str) -> list[str]:
        """Return the syllables of a name of these parts of Chinese characters: theirs, one after the other.

        The dictionary reads phrases from left to right, the longest first. So the parts are read as they would be in
        the whole as long as no phrase of it begins in one part and ends in the next; else the whole is read.
        """
        for left, right in pairwise(parts):
            if any(left[start:] + right[0] in p_set for start in range(len(left))):
                return syllables_of("".join(parts))
        return [syllable for part in parts for syllable in self._part(part)]

    def _part(self, part: str) -> list[str]:
        if part not in self.parts:
            if len(self.parts) == REMEMBERED:
                self.parts.clear()
            self.parts[part] = syllables_of(part)
        return self.parts[part]

    def _word(self, place: str, trade: str) -> str:
        """Return the next coined word of a place and trade: two characters, as long as there are pairs; then more."""
        size = len(SIGNS)
        counter = self.counters.get((place, trade))
        if counter is None:
            # What has been given, where the walk stands, its step: the number of pairs has no divisor of it.
            counter = self.counters[place, trade] = [0, self.random.randrange(size**2), self._step()]
        rounds, counter[0] = counter[0] // size**2, counter[0] + 1
        counter[1] = (counter[1] + counter[2]) % size**2
        first, second = divmod(counter[1], size)
        word = SIGNS[first] + SIGNS[second]
        while rounds:
            rounds, sign = divmod(rounds - 1, size)
            word += SIGNS[sign]
        return word

    def _step(self) -> int:
        return self.random.randrange(len(SIGNS)) * len(SIGNS) + 1


def prefix_free(places: Iterable[str]) -> Mapping[str, str]:
    """Return each place with the shortest place that it begins with, which may be itself.

    Of 吉 and 吉林 only 吉 may begin a name, or one followed by 林 would be made twice.
    """
    places = sorted(set(places))
    return {place: next(each for each in places if place.startswith(each)) for place in places}
