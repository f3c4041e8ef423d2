"""Stems of company names: the name without words that thousands of companies share. No ORM.

中芯国际集成电路制造（上海）有限公司 and 中芯国际 tell the firm apart by 中芯: the rest says what trade it is in,
where it stands and what legal form it has.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache, lru_cache

from stdnum import numdb

from .names import has_cjk
from .readings import syllables_of

_COMMON_WORDS = """
科技 技术 高科 高新 新技术 数字技术 信息技术 信息科技 电子科技 电子 微电子 半导体 集成电路 芯片 光电 光电子
光电科技 机电 电气 电器 电机 器件 元件 元器件 传感 传感器 封装 测试 封测 封装测试 材料 新材料 电子材料 化工 化学
装备 设备 智能装备 仪器 仪表 精密 机械 机器人 自动化 控制 控制系统 系统 智能 智能科技 人工智能 大数据 云计算
数据 信息 网络 通信 软件 互联网 物联网 多媒体 新媒体 制造 工业 实业 产业 发展 投资 控股 集团 股份 国际 中国 企业
工程 服务 咨询 研究 研究院 研究所 研究中心 中心 实验室 厂 分公司 子公司 technology technologies tech
semiconductor semiconductors microelectronics electronics electronic group holding holdings international china
software systems system robotics robot materials material industries industry network networks information
manufacturing
"""
#: Words that say what a firm does or how large it is, and never by themselves which one it is.
COMMON = frozenset(_COMMON_WORDS.split())

#: Signs by which units of one house are numbered: 第十三研究所 and 第十四研究所 are two.
NUMERALS = frozenset("0123456789一二三四五六七八九十百零〇两甲乙丙丁")

_PROVINCE_ENDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")


@dataclass(frozen=True, slots=True)
class Stem:
    """The part that tells a firm apart (empty where nothing does), and the places named before and after it."""

    text: str
    before: str = ""
    after: str = ""

    @property
    def places(self) -> frozenset[str]:
        """The places that the name mentions beside its stem."""
        return frozenset({self.before, self.after} - {""})


@cache
def place_names() -> frozenset[str]:
    """Return the names of the provinces and prefecture-level cities of GB/T 2260, short (苏州) and in full (苏州市)."""
    found: set[str] = set()
    divisions = numdb.get("cn/loc")
    for _length, province, _same, _about, below in divisions.prefixes:
        for prefecture in {digits for _length, digits, *_rest in below if digits.endswith("00")}:
            # A division that no longer exists carries its years in brackets before its name.
            for _digits, about in divisions.info(province + prefecture):
                names = (str(about.get(level, "")).split("]")[-1] for level in ("province", "county"))
                found.update(name for name in names if name.endswith(_PROVINCE_ENDS))
    return frozenset(found | {_short(name) for name in found} - {""})


@cache
def _sizes_by_end() -> dict[str, tuple[int, ...]]:
    """Return, by last character, how long the common words and places are that end in it, longest first."""
    sizes: dict[str, set[int]] = {}
    for word in COMMON | place_names():
        sizes.setdefault(word[-1], set()).add(len(word))
    return {end: tuple(sorted(each, reverse=True)) for end, each in sizes.items()}


def _place_before(text: str, least: int, places: Collection[str]) -> str:
    """Return the place that ``text`` begins with, if it leaves ``least`` characters; else nothing."""
    for size in (4, 3, 2):
        if len(text) - size >= least and text[:size] in places:
            return text[:size]
    return ""


def _short(place: str) -> str:
    for end in _PROVINCE_ENDS:
        if place.endswith(end) and len(place) - len(end) >= 2:
            return place[: -len(end)]
    return place


@lru_cache(maxsize=20_000)
def stem_of(key: str) -> Stem:
    """Return the stem of a name in its normal form (:func:`chains.analysis.names.name_key`).

    At least two characters (three Latin letters) are left, so that 中微电子 gives 中微; a name of common words and
    places alone, such as 上海半导体, has an empty stem.
    """
    least, places, sizes = (3 if key.isascii() else 2), place_names(), _sizes_by_end()
    rest, before, after = key, "", ""
    while len(rest) > least:
        for size in sizes.get(rest[-1], ()):
            if size > len(rest) - least:
                continue
            tail = rest[-size:]
            if tail in COMMON:
                rest = rest[:-size]
                break
            if tail in places and not after:
                rest, after = rest[:-size], _short(tail)
                break
        else:
            if not before and (head := _place_before(rest, least, places)):
                rest, before = rest[len(head) :], _short(head)
            elif rest.startswith("中国") and len(rest) - 2 >= least:
                rest = rest[2:]
            else:
                break
    return Stem("" if rest in COMMON or rest in places or len(rest) < 2 else rest, before, after)


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
