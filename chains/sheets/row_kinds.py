"""Rows of a sheet that are no records: titles, section headings, totals, notes, headings, other tables. No ORM.

People write their tables to be read: between the records stand 一、芯片设计（2家）, 江苏小计, 注：… or the headings
once more. Each rule asks for little, so that a record which looks odd is rather taken than lost; who knows better takes
a row back (``RowDecision.TAKE``).
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from chains.analysis.missing_values import is_missing
from chains.analysis.names import LEGAL_SUFFIXES, folded_with_marks
from chains.choices import SkipReason

from .header_rows import LEVELS

_OPEN, _CLOSE = r"[（(【\[]?\s*", r"\s*[)）】\]]?"
_COUNTED = r"共?\s*计?\s*[\d零一二三四五六七八九十百千两]+\s*(?:家|个|户|条|项|人|名|所)"
_CHINESE_NUMBER = r"[一二三四五六七八九十百]+"
_ENDS_COUNTED = re.compile(rf"[（(]\s*{_COUNTED}[^)）]*[)）]\s*[:：]?$")

_TOTAL = re.compile(
    rf"{_OPEN}(?:.{{0,12}}(?:小计|合计|总计|共计|累计)|汇总|总和|共|(?:grand\s+|sub-?\s*)?total|sum)"
    rf"\s*[:：]?\s*(?:[（(]?\s*(?:{_COUNTED}|[\d.,，%]+)[^)）]{{0,8}}[)）]?)?{_CLOSE}\s*[:：]?",
    re.IGNORECASE,
)
#: What every total has in it.
_MAY_TOTAL = re.compile("计|总|共|total|sum", re.IGNORECASE)
_NOTE = re.compile(
    rf"{_OPEN}(?:"
    r"(?:备注|附注|注释|注意|说明|填表说明|填报说明|编制说明|数据来源|资料来源|信息来源|来源|数据截[至止]|统计口径"
    r"|(?:填表|填报|制表|编制|经办|审核|复核|审批|联系|负责)人|单位负责人|制表|审核|联系电话|电话"
    r"|(?:填报|填表|制表|编制|报送|主管)(?:单位|部门)|(?:填报|填表|制表|统计|报送|截[至止])(?:日期|时间)"
    r"|notes?|remarks?|(?:data )?sources?|prepared by)"
    r"\s*\d*\s*(?:[（(][^)）]*[)）])?\s*[)）】\]]?\s*[:：]"
    r"|注\s*\d*\s*[)）】\]]?\s*[:：、.．]|[※＊*]\s*注"
    r"|以下空白|以下无正文|本表|此表|以上(?:排名|名单|数据|企业|信息|内容))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"[（(]?\s*(?:\d{1,2}|[①-⑳])\s*[)）、.．]?")
_SENTENCE = re.compile(r".{6,}[。；;]")
_SECTION = re.compile(
    rf"[（(]?\s*{_CHINESE_NUMBER}\s*(?:[)）]|[、.．:：])|第\s*(?:{_CHINESE_NUMBER}|\d+)\s*(?:部分|大?类|章|节|批次?)"
)
_TITLE = re.compile(
    rf"(?:附件|附表|附录|表)\s*(?:{_CHINESE_NUMBER}|\d+)?\s*(?:[:：、.．\s-].*)?"
    rf"|.+(?:名单|名录|目录|统计表|一览表|汇总表|情况表|明细表|登记表|清单)\s*(?:[（(].*[)）])?",
    re.IGNORECASE,
)
_BARE_TABLE = re.compile(r"表\s*")
_UNMATCHED = re.compile(r"(?:未(?:能)?(?:匹配|查询|查找|找|检索|搜索)到?|没有匹配|匹配失败|无匹配|查无).{0,10}")
#: How the headings of tables end that are of anything.
_HEADING = re.compile(
    r".{0,10}(?:名称|名|编号|代码|序号|日期|时间|年份|年度|地址|地点|省份|城市|环节|类型|类别|性质|行业|领域|单位|金额"
    r"|投资额|总投资|额|规模|面积|产能|人数|数量|占比|电话|方式|联系人|产品|业务|内容|情况|进度|阶段|状态|备注|说明|来源)"
    r"\s*(?:[（(].*[)）])?"
)
#: A sum, a date or a number is a value, however its text ends.
_VALUE = re.compile(r"[\d.,，]+\s*\D{0,4}")


#: Cells with nothing in them; words for nothing matter where a row has few others.
_NOTHING = ("", None)
_FEW = 6


class RowSorter:
    """Tells, row by row in the order of the sheet, which rows are no records.

    ``headers`` are the headings of the table, ``name_at`` the column (from 0) of what a record is called, ``is_known``
    says whether a text is a heading that such sheets have.
    """

    def __init__(self, headers: Sequence[str], name_at: int | None, is_known: Callable[[str], bool]) -> None:
        self._levels = [{_squeezed(part) for part in (header, *header.split(LEVELS))} - {""} for header in headers]
        self._headings = frozenset().union(*self._levels)
        self._few = min(2, sum(map(bool, self._levels)))
        self._name_at = name_at
        self._is_known = is_known
        self._last = 0
        #: Why the row before was left out, and whether the rows are those of another table.
        self._before: SkipReason | None = None
        self._elsewhere = False

    def reason(self, number: int, cells: Sequence[Any], *, taken: bool = False) -> SkipReason | None:
        """Return why the row is no record, or None for one; ``taken`` says that somebody has said that it is one.

        ``cells`` are those of the row itself: what is filled in from merged cells is blank here.
        """
        after_break = number > self._last + 1 or self._before is not None
        self._last = number
        reason = None if taken else self._reason(cells, after_break=after_break)
        self._elsewhere = reason == SkipReason.OTHER_TABLE
        self._before = reason
        return reason

    def _reason(self, cells: Sequence[Any], *, after_break: bool) -> SkipReason | None:
        filled = [(index, cell) for index, cell in enumerate(cells) if cell not in _NOTHING]
        if len(filled) <= _FEW or after_break:
            filled = [(index, cell) for index, cell in filled if not _is_blank(cell)]
        if not filled:
            return None
        first = filled[0][1]
        if not isinstance(first, str) and len(filled) == 1:
            return None
        if self._repeats_headings(filled):
            return SkipReason.HEADING
        if self._elsewhere or (after_break and self._heads_another_table(filled)):
            return SkipReason.OTHER_TABLE
        at = self._name_at
        name = cells[at] if at is not None and at < len(cells) and isinstance(cells[at], str) else ""
        texts = [text.strip() for text in dict.fromkeys((name, first)) if isinstance(text, str) and text.strip()]
        for text in texts:
            if _MAY_TOTAL.search(text) and _TOTAL.fullmatch(_squeezed(text)) and not _has_legal_form(text):
                return SkipReason.TOTAL
        if name and _UNMATCHED.fullmatch(name.strip()):
            return SkipReason.UNMATCHED
        if len(filled) <= max(2, len(cells) // 2) and texts and _NOTE.match(texts[-1]):
            return SkipReason.NOTE
        return self._of_one_text(first.strip()) if len(filled) == 1 else None

    def _of_one_text(self, text: str) -> SkipReason | None:
        """Return why a row that holds nothing else than ``text`` is no record."""
        if self._before == SkipReason.NOTE and (numbered := _NUMBERED.match(text)):
            rest = text[numbered.end() :]
            if not _has_legal_form(rest) or _SENTENCE.fullmatch(text):
                return SkipReason.NOTE
        if _has_legal_form(text):
            return None
        if _SENTENCE.fullmatch(text):
            return SkipReason.NOTE
        if _SECTION.match(text) or _ENDS_COUNTED.search(text):
            return SkipReason.SECTION
        if _TITLE.fullmatch(text) and not _BARE_TABLE.fullmatch(text):
            return SkipReason.TITLE
        return None

    def _repeats_headings(self, filled: list[tuple[int, Any]]) -> bool:
        if _squeezed(filled[0][1]) not in self._headings:
            return False
        same = sum(index < len(self._levels) and _squeezed(text) in self._levels[index] for index, text in filled)
        return same >= self._few and same * 2 > len(filled)

    def _heads_another_table(self, filled: list[tuple[int, Any]]) -> bool:
        if len(filled) < 2 or not all(isinstance(text, str) for _index, text in filled):
            return False
        texts = [text.strip() for _index, text in filled]
        if any(_VALUE.fullmatch(text) or _has_legal_form(text) for text in texts):
            return False
        alike = sum(bool(_HEADING.fullmatch(text)) or self._is_known(text) for text in texts)
        return alike >= 2 and alike * 2 > len(texts)


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and is_missing(cell))


def _squeezed(cell: Any) -> str:
    """Return a text as headings are compared here: they are repeated as they are, but for white space."""
    return "".join(cell.split()) if isinstance(cell, str) else ""


def _has_legal_form(text: str) -> bool:
    """Return whether ``text`` ends as the full name of a firm does."""
    return folded_with_marks(text).rstrip(" )").endswith(LEGAL_SUFFIXES)
