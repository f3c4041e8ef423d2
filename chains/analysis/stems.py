"""Stems of company names: the name without words that thousands of companies share. No ORM.

中芯国际集成电路制造（上海）有限公司 and 中芯国际 tell the firm apart by 中芯: the rest says what trade it is in,
where it stands and what legal form it has.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from .names import has_cjk, name_key
from .place_words import agree, places, short_place
from .readings import syllables_of

_TRADES = """
模具 气体 零部件 汽车零部件 真空 真空设备 激光设备 无人系统 视觉 视觉技术 安防 晶体 晶体材料 量子 量子技术
芯片设计 设计 传感技术 数据技术 网络技术
技术 高新 新技术 数字技术 信息技术 信息科技 电子科技 电子 微电子 微电子科技 微电子技术 微电 微 半导体 半导 集成电路
芯片 光电 光电子 光电科技 机电 电气 电器 电机 电缆 线缆 器件 元件 元器件 传感 传感器 封装 测试 封测 封装测试 显示 照明
激光 材料 新材料 新材 电子材料 半导体材料 化工 化学 化纤 纤维 塑料 橡胶 玻璃 陶瓷 装备 设备 智能装备 仪器 仪表 精密
机械 精工 重工 机床 数控 机器人 自动化 控制 控制系统 系统 智能 智能科技 人工智能 大数据 云计算 计算 数据 信息 网络
网络信息 通信 通讯 软件 互联网 物联网 多媒体 新媒体 传媒 文化 影视 出版 教育 旅游 酒店 商业 百货 超市 贸易 物流 航运
航空 机场 港口 高速 铁路 汽车 动力 电力 能源 新能源 水电 热电 燃气 石油 石化 煤业 煤电 矿业 黄金 铝业 铜业 钢铁 水泥
建材 建设 建筑 地产 置业 环保 环境 水务 生态 农业 种业 食品 乳业 啤酒 酒业 纺织 服饰 家居 纸业 包装 印刷 医药 药业
制药 生物 生物科技 医疗 医疗器械 医学 健康 银行 证券 保险 信托 期货 租赁 制造 工程 服务 咨询 研究 研究院 研究所
研究中心 中心 实验室 厂 semiconductor semiconductors microelectronics electronics electronic electric software systems
system robotics robot materials material industries industry industrial network networks information manufacturing
automation equipment intelligent digital optoelectronics machinery precision pharmaceutical pharmaceuticals energy
power bank securities
"""
_GENERIC = """
科技 高科 股份 实业 产业 工业 发展 投资 国际 中国 企业 有限 分公司 子公司 technology technologies tech
international china
"""
_HEADS = "集团 控股 group holding holdings"
#: Words that say what a firm does.
TRADES = frozenset(_TRADES.split())
#: Words by which the head of a house is called, and often the firm that the house grew from.
HEADS = frozenset(_HEADS.split())
#: Words that never say by themselves which firm it is.
COMMON = TRADES | HEADS | frozenset(_GENERIC.split())

#: Signs by which units of one house are numbered: 第十三研究所 and 第十四研究所 are two.
NUMERALS = frozenset("0123456789一二三四五六七八九十百零〇两甲乙丙丁")

#: How a name ends that is of a branch, and what its number looks like.
_BRANCH = re.compile(r"(.+?)(?:分公司|分厂|分店|分部|办事处|分)")
_NUMBERED = re.compile(r"(.+?)(第[一二三四五六七八九十]+)")
_BRANCH_ENDS = ("分", "分公司", "分厂", "分店", "分部", "办事处")
#: What an exchange writes behind a short name to tell the classes of its shares apart: 京东方A, 上工B股.
_SHARES = re.compile(r"(?<=[\u4e00-\u9fff])(?:[abh]股?)$")
#: The end of a legal name, where something stands behind it.
_FORM_INSIDE = re.compile(r"(.{2,}公司)(.{1,12})")


class Unit(StrEnum):
    """What a name says that the firm is in its house."""

    HEAD = "head"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Stem:
    """The part that tells a firm apart (empty where nothing does), and what the name says beside it.

    ``core`` is the name without its places. ``before`` and ``after`` are the places that stand before and behind the
    stem, ``trade`` the words for what the firm does, in their order, ``unit`` whether it is a head or a branch.
    """

    text: str
    core: str = ""
    before: str = ""
    after: str = ""
    trade: str = ""
    unit: Unit | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """The places that the name mentions, each once."""
        return tuple(dict.fromkeys(filter(None, (self.before, self.after))))


def same_place(first: Stem, second: Stem) -> bool:
    """Return whether two names may mean one place: the same, or a province and a city in it."""
    return any(agree(one, other) for one in first.places for other in second.places)


@cache
def _sizes_by_end() -> dict[str, tuple[int, ...]]:
    """Return, by last character, how long the common words and places are that end in it, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in COMMON | places().keys():
        sizes.setdefault(word[-1], set()).add(len(word))
    return {end: tuple(sorted(each, reverse=True)) for end, each in sizes.items()}


@cache
def _longest_place() -> int:
    return max(map(len, places()))


def _place_before(text: str, least: int, known: Collection[str]) -> str:
    """Return the place that ``text`` begins with, if it leaves ``least`` characters; else nothing."""
    for size in range(min(_longest_place(), len(text) - least), 1, -1):
        if text[:size] in known:
            return text[:size]
    return ""


@lru_cache(maxsize=20_000)
def stem_of(key: str) -> Stem:
    """Return the stem of a name in its normal form (:func:`chains.analysis.names.name_key`).

    At least two characters (three Latin letters) are left, so that 中微电子 gives 中微; a name of common words and
    places alone, such as 上海半导体, has an empty stem.
    """
    if key.endswith(_BRANCH_ENDS) and (found := _BRANCH.fullmatch(key)) and (parts := _parted(found[1])):
        return replace(stem_of(name_key(parts[0])), after=short_place(parts[1]), unit=Unit.BRANCH)
    if "公司" in key and (parts := _parted(key)) and parts[1] in places():
        return replace(stem_of(name_key(parts[0])), after=short_place(parts[1]))
    key = _SHARES.sub("", key) if len(key) > 2 else key
    least, known, sizes = (3 if key.isascii() else 2), places(), _sizes_by_end()
    before, rest = "", key
    # The place goes first: 上海华微电子 is 华微电子 in Shanghai, and not 上海华 in microelectronics.
    while (head := _place_before(rest, least, known)) and (not before or agree(before, head)):
        # Of 浙江省杭州市 the city says more.
        before, rest = short_place(head), rest[len(head) :]
    after, country, unit = "", "", None
    words: list[str] = []
    while len(rest) > least:
        for size in sizes.get(rest[-1], ()):
            if size > len(rest) - least:
                continue
            tail = rest[-size:]
            if tail in COMMON:
                rest = rest[:-size]
                words.insert(0, tail)
                unit = Unit.HEAD if tail in HEADS else unit
                break
            if tail in known and not after:
                rest, after = rest[:-size], short_place(tail)
                break
        else:
            if rest.startswith("中国") and len(rest) - 2 >= least:
                rest, country = rest[2:], "中国"
            else:
                break
    text = "" if rest in COMMON or rest in known or len(rest) < 2 else rest
    trade = "".join(word for word in words if word in TRADES)
    return Stem(text, "".join((country, rest, *words)), before, after, trade, unit)


def _parted(key: str) -> tuple[str, str] | None:
    """Return the name of a firm and what stands behind it: behind its legal form, or else a place or a number."""
    if (found := _FORM_INSIDE.fullmatch(key)) or (found := _NUMBERED.fullmatch(key)):
        return found[1], found[2]
    sizes = range(min(_longest_place(), len(key) - 2), 1, -1)
    return next(((key[:-size], key[-size:]) for size in sizes if key[-size:] in places()), None)


@lru_cache(maxsize=20_000)
def spellings(key: str) -> tuple[str, ...]:
    """Return the normal forms of a name that says its place at length, as it is usually registered; of others none.

    浙江省杭州市士兰微电子 is 杭州士兰微电子 or 杭州市士兰微电子, and so is 士兰微电子杭州.
    """
    stem = stem_of(key)
    if not stem.text or stem.unit is Unit.BRANCH or bool(stem.before) == bool(stem.after):
        return ()
    usual = [f"{place}{stem.core}" for place in _written(stem.before or stem.after)]
    return () if key == usual[-1] else tuple(each for each in usual if each != key)


def _written(place: str) -> list[str]:
    """Return the ways to write a place, the longest first."""
    return sorted((name for end in ("省", "市", "") if (name := f"{place}{end}") in places()), key=len, reverse=True)


@lru_cache(maxsize=20_000)
def _sound(character: str) -> str:
    return "".join(syllables_of(character))


def sound_of(text: str) -> str:
    """Return how ``text`` is read, sign by sign, syllables apart; empty unless it has Chinese in it."""
    return " ".join(map(_sound, text)) if has_cjk(text) else ""


def only_numbers_differ(first: str, second: str) -> bool:
    """Return whether two names of one length differ, and in nothing but numerals."""
    if len(first) != len(second) or first == second:
        return False
    return all(a in NUMERALS and b in NUMERALS for a, b in zip(first, second, strict=True) if a != b)
