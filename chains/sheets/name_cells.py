"""Names as lists hold them: several in a cell, broken over lines, with marks beside them. No ORM."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from chains.analysis.invisible_characters import visible
from chains.analysis.missing_values import is_missing
from chains.analysis.names import LEGAL_SUFFIXES, folded_with_marks, has_cjk, has_letter
from chains.analysis.tickers import TickerError, read_ticker

_SEPARATORS = re.compile(r"[;；、|｜]")
#: Names that a cell may hold; what has more is a text, and too long for a name.
_MOST_NAMES = 1000
_LINE_BREAK = re.compile(r"[\r\n]+")
_COMMA = re.compile(r"[,，]")
#: How a list ends that is not complete: 甲、乙等, 甲、乙等5家企业.
_AND_SO_ON = re.compile(r"等(?:\s*\d*\s*(?:多)?家?(?:企业|公司)?)?$")

_CJK = r"[\u3400-\u9fff\uf900-\ufaff（）]"
_SPACE_IN_NAME = re.compile(rf"(?<={_CJK})\s+(?={_CJK})|(?<={_CJK})[\r\n]+\s*|\s*[\r\n]+(?={_CJK})")

_BETWEEN_CHARACTERS = re.compile(r"[\u4e00-\u9fff](?:\S*[\u4e00-\u9fff])?")

_SIGNS = "*＊※★☆◆◇●○▲△■□#＃†‡§✓√"
_NUMBER_SIGNS = "①-⑳⑴-⒇❶-❿⓵-⓾㈠-㈩¹²³⁴-⁹"
_IN_FRONT = re.compile(
    rf"[{_SIGNS}{_NUMBER_SIGNS}]+\s*(?!ST)|\d{{1,3}}\s*[.、．)）]\s*(?=[\u3400-\u9fff（(【])|[（(]\s*\d{{1,3}}\s*[)）]\s*"
)
_BEHIND = re.compile(rf"\s*[{_SIGNS}{_NUMBER_SIGNS}]+$")
_BRACKETS = r"(?P<open>[（(【\[〔［])(?P<inside>[^（()）【】\[\]〔〕［］]*)[)）】\]〕］]"
_BRACKET_BEHIND = re.compile(rf"\s*{_BRACKETS}$")
_BRACKET_IN_FRONT = re.compile(rf"{_BRACKETS}\s*")
#: What stands in round brackets beside a name without being a part of it, as （上海） is.
_REMARK = re.compile(
    r"注\s*\d*|注释\s*\d*|备注.*|\d{1,3}|[*＊※]+|新增?|拟?上市(?:公司|企业)?|已上市|未上市|非上市|拟上市.*|上市后备.*"
    r"|(?:沪|深|港|美|北)?(?:主板|创业板|科创板|新三板|北交所|中小板|四板)(?:上市|挂牌)?|[ABH]\s*股|港股|美股|红筹|中概股"
    r"|龙头(?:企业)?|链主(?:企业)?|重点(?:企业)?|核心(?:企业)?|骨干(?:企业)?|培育(?:企业)?|总部|在建|拟建|筹建|规上|独角兽|小巨人"
    r"|央企|国企|民企|外资|合资|民营|国有|控股|退市|停牌|ST|\*ST",
    re.IGNORECASE,
)
#: How a company stands in the register, as lists remark it behind a name.
_STATUS = re.compile(r"(?:已|拟)?(?P<status>注销|吊销|迁出|停业|歇业|撤销|清算|破产)(?:企业|中)?")
_FORMER = re.compile(r"(?:原名?|曾用名|前身|旧称)\s*[:：]?\s*(?:为|是)?\s*(?P<name>.{3,})")
#: What exchanges put before the short names of shares; *ST, XD, DR, N, C. A name begins with such letters as well, but
#: seldom where a Chinese character follows.
_MARKET = re.compile(r"(?P<mark>S?\*?ST|SST|X[DR]|DR|[NC])\s*(?=[\u4e00-\u9fff])")
_MARKET_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff])-(?P<mark>U|W|UW|SW|S|B|U/W)$")
_TICKER_IN_FRONT = re.compile(r"(?P<ticker>(?:S[HZ]|BJ)?\d{6}(?:\.[A-Z]{2})?)\s*[-—:：]?\s*(?=[^\d\s.])", re.IGNORECASE)
_TICKER_BEHIND = re.compile(r"(?:\s+|(?<=[\u4e00-\u9fff]))(?P<ticker>\d{6}(?:\.[A-Z]{2})?|\d{4,5}\.HK)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameInCell:
    """A name without what stood beside it: ``marks`` (signs, numbers, remarks), tickers, former names, a status.

    ``remarks`` are those of the marks that are words: 上市, 龙头.
    """

    name: str
    marks: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    status: str = ""


@dataclass(slots=True)
class _Bare:
    name: str
    marks: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    tickers: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)
    status: str = ""

    def cut(self, found: re.Match[str], mark: str = "") -> bool:
        """Take a mark off, if a name is left."""
        rest = (self.name[: found.start()] + self.name[found.end() :]).strip()
        if not has_letter(rest):
            return False
        self.name = rest
        if mark := (mark or found[0]).strip():
            self.marks.append(mark)
        return True


def in_one_line(text: str) -> str:
    """Return a name in one line: a break or a space between Chinese characters leaves nothing."""
    return " ".join(_SPACE_IN_NAME.sub("", visible(text).strip()).split())


def unmarked(text: str) -> NameInCell:
    """Return the name in a text that holds one, and what stood beside it."""
    # Whatever stands beside a name has a sign, a letter or a digit at its end.
    if _BETWEEN_CHARACTERS.fullmatch(text):
        return NameInCell(text)
    bare = _Bare(in_one_line(text))
    while _take_off(bare):
        pass
    return NameInCell(
        bare.name,
        *(tuple(dict.fromkeys(each)) for each in (bare.marks, bare.remarks, bare.tickers, bare.former)),
        bare.status,
    )


def _take_off(bare: _Bare) -> bool:
    """Take one mark off; return whether there was one."""
    name = bare.name
    for pattern in (_TICKER_IN_FRONT, _TICKER_BEHIND):
        if (found := _found(pattern, name)) and _is_ticker(found["ticker"]) and bare.cut(found):
            bare.tickers.append(found["ticker"])
            return True
    for pattern in (_BRACKET_BEHIND, _BRACKET_IN_FRONT):
        if (found := _found(pattern, name)) and _take_bracket(bare, found):
            return True
    for pattern in (_MARKET, _MARKET_BEHIND):
        if (found := _found(pattern, name)) and bare.cut(found, found["mark"]):
            bare.remarks.append(found["mark"])
            return True
    return any((found := _found(pattern, name)) and bare.cut(found) for pattern in (_IN_FRONT, _BEHIND))


def _found(pattern: re.Pattern[str], name: str) -> re.Match[str] | None:
    return pattern.search(name) if pattern.pattern.endswith("$") else pattern.match(name)


def _take_bracket(bare: _Bare, found: re.Match[str]) -> bool:
    inside = unicodedata.normalize("NFKC", found["inside"]).strip()
    if status := _STATUS.fullmatch(inside):
        if bare.cut(found):
            bare.status = status["status"]
            return True
        return False
    if former := _FORMER.fullmatch(inside):
        if bare.cut(found):
            bare.former.append(former["name"])
            return True
        return False
    if _is_ticker(inside):
        if bare.cut(found):
            bare.tickers.append(inside)
            return True
        return False
    # In corner brackets stands nothing that belongs to a name.
    if not (found["open"] in "【〔［[" or _REMARK.fullmatch(inside)) or not bare.cut(found):
        return False
    if has_cjk(inside) and not inside.startswith("注"):
        bare.remarks.append(inside)
    return True


def _is_ticker(text: str) -> bool:
    """Return whether a text is a ticker with digits in it that tells its exchange."""
    try:
        return any(map(str.isdigit, text)) and bool(read_ticker(text)[0])
    except TickerError:
        return False


@dataclass(frozen=True, slots=True)
class NamesInCell:
    """The names that a cell holds; ``asks`` where a line break may part two of them, or run through one."""

    names: tuple[str, ...]
    asks: bool = False


def names_in_cell(text: str, is_name: Callable[[str], bool], within: str = "", breaks: str = "") -> NamesInCell:
    """Return the names in a cell, each as it stands there.

    ``is_name`` says whether a text is a name on record. A line break parts names only where each part is a name by
    itself; a part that is a legal form, or stands in brackets, belongs to the one before. ``within`` is the legal name
    of the row: what runs through it in one is one name. ``breaks`` is what was decided: ``part`` or ``join``.
    """
    pieces = [piece for piece in _SEPARATORS.split(text) if not is_missing(piece)]
    if len(pieces) > _MOST_NAMES:
        return NamesInCell((text,))
    listed = len(pieces) > 1
    if listed:
        pieces = [_AND_SO_ON.sub("", pieces[-1].strip()) if piece is pieces[-1] else piece for piece in pieces]
    names: list[str] = []
    for piece in filter(has_letter, pieces):
        parts = _lines(piece)
        if len(parts) > 1 and breaks != "join":
            if breaks == "part" or listed or all(_stands_alone(part, is_name) for part in parts):
                names += parts
                continue
            if not _is_one(parts, within):
                return NamesInCell((text,), asks=True)
        whole = in_one_line(piece)
        by_comma = [part.strip() for part in _COMMA.split(whole) if part.strip()]
        apart = len(by_comma) > 1 and all(has_cjk(part) and _stands_alone(part, is_name) for part in by_comma)
        names += by_comma if apart else [whole if len(parts) > 1 else piece]
    joined: list[str] = []
    for name in names:
        if joined and _belongs_before(name):
            joined[-1] = in_one_line(f"{joined[-1]}\n{name}")
        else:
            joined.append(name)
    return NamesInCell(tuple(dict.fromkeys(joined)) or (text,))


def parts_of_cell(text: str) -> list[str]:
    """Return the parts of a cell beside one with several names: parted by the same signs, and by line breaks."""
    return [part.strip() for part in re.split(r"[;；、|｜\r\n]+", text) if part.strip()]


def may_hold_several(text: str) -> bool:
    """Return whether a cell may hold several names, or one that is broken; most hold one."""
    return bool(_SEPARATORS.search(text) or _LINE_BREAK.search(text) or _COMMA.search(text))


def lines_of_cell(text: str) -> list[str]:
    """Return what may be a name by itself in a cell: what is asked whether it is on record."""
    return [part for piece in _SEPARATORS.split(text) for line in _lines(piece) for part in (line, *_COMMA.split(line))]


def _lines(piece: str) -> list[str]:
    lines: list[str] = []
    for line in filter(None, (line.strip() for line in _LINE_BREAK.split(piece))):
        if lines and _belongs_before(line):
            lines[-1] += f"\n{line}"
        else:
            lines.append(line)
    return lines


def _belongs_before(line: str) -> bool:
    """Return whether a line goes on with the name before it: a legal form, or something in brackets."""
    return folded_with_marks(line).strip() in LEGAL_SUFFIXES or _BRACKET_BEHIND.fullmatch(line) is not None


def _stands_alone(line: str, is_name: Callable[[str], bool]) -> bool:
    name = unmarked(line).name
    return folded_with_marks(name).rstrip(" )").endswith(LEGAL_SUFFIXES) or is_name(name)


def _is_one(parts: list[str], within: str) -> bool:
    """Return whether lines are one name: the legal name has it in one, or it is written in letters."""
    whole = in_one_line("\n".join(parts))
    return (bool(within) and whole in in_one_line(within)) or not has_cjk(whole)
