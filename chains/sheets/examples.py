"""Sheets as people have them, in small, for the guide: what is made of each, and what is to be done. No ORM."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import ascii_uppercase

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .looks import Range


@dataclass(frozen=True, slots=True)
class ExampleCell:
    """A cell as it is drawn: its text, how many rows and columns it covers, and what becomes of it."""

    text: str
    rows: int
    columns: int
    mark: str


@dataclass(frozen=True)
class SheetExample:
    """A sheet in small: its rows from the first on, their cells as Excel shows them, and the merged ones.

    ``headings`` are the numbers of its rows of headings, ``skipped`` of those that are no records; ``left_out`` are the
    letters of the columns that are not kept. ``companies`` come of it, where none of them is on record.
    ``whole_sheet`` is what its clerk says of all rows, by the code of the column.
    """

    code: str
    title: str | Promise
    rows: tuple[tuple[str, ...], ...]
    headings: frozenset[int]
    companies: int
    becomes: str | Promise
    to_do: str | Promise
    merged: tuple[Range, ...] = ()
    skipped: frozenset[int] = frozenset()
    left_out: str = ""
    whole_sheet: Mapping[str, str] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        """The letters of its columns."""
        return ascii_uppercase[: max(map(len, self.rows))]

    def drawn(self) -> Iterator[tuple[int, list[ExampleCell]]]:
        """Yield the number of each row with its cells, but for those that a merged one covers."""
        covering = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in self.merged}
        covered = {
            (row, column)
            for top, left, bottom, right in self.merged
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        } - covering.keys()
        for row, texts in enumerate(self.rows, 1):
            cells = zip(range(1, len(self.letters) + 1), texts + ("",) * len(self.letters), strict=False)
            yield (
                row,
                [
                    ExampleCell(text, *covering.get((row, column), (1, 1)), self._mark(row, column))
                    for column, text in cells
                    if (row, column) not in covered
                ],
            )

    def _mark(self, row: int, column: int) -> str:
        if row in self.skipped:
            return "skipped"
        if self.letters[column - 1] in self.left_out:
            return "left-out"
        return "heading" if row in self.headings else ""


EXAMPLES: tuple[SheetExample, ...] = (
    SheetExample(
        "provider",
        _("The export of a data provider"),
        (
            ("企业名称", "登记状态", "法定代表人", "统一社会信用代码", "所属省份", "所属城市", "电话"),
            ("姑苏芯片设计有限公司", "存续", "–", "-", "江苏省", "苏州市", "–"),
            ("浦江封测有限公司", "注销", "–", "-", "上海市", "上海市", "–"),
            ("查无此企业", "未匹配到相关企业", "", "", "", "", ""),
        ),
        headings=frozenset({1}),
        skipped=frozenset({4}),
        left_out="CG",
        companies=2,
        becomes=_(
            "The columns of such exports are known. A dash is an empty cell; the status is kept, and a firm that is "
            "dissolved counts nowhere. Data about persons is left out, and what the provider did not find is passed "
            "over. Province and city are where a company is registered, as the sheet names no segment."
        ),
        to_do=_(
            "Upload it as it is. Under “columns” choose the kept mapping of the provider if it is not found by itself, "
            "and the segment for the whole sheet if all rows are of one."
        ),
    ),
    SheetExample(
        "honours",
        _("A list of honours from a ministry"),
        (
            ("第五批专精特新“小巨人”企业公示名单", "", ""),
            ("序号", "企业名称", "所属地市"),
            ("1", "甬江传感器股份有限公司", "宁波市"),
            ("2", "玉山精密机械有限公司", "昆山市"),
        ),
        headings=frozenset({2}),
        merged=((1, 1, 1, 3),),
        skipped=frozenset({1}),
        left_out="A",
        companies=2,
        whole_sheet={"labels": "little-giant"},
        becomes=_(
            "The title is passed over. A place of any level is understood: a county-level city is filed under the city "
            "that it belongs to, and that is said."
        ),
        to_do=_("For the whole sheet choose the label with its batch, year and validity once."),
    ),
    SheetExample(
        "sections",
        _("Sections, totals and notes between the rows"),
        (
            ("企业名称", "省份", "环节"),
            ("一、设计（2家）", "", ""),
            ("姑苏芯片设计有限公司", "江苏", "设计"),
            ("浦江封测有限公司", "上海", "设计"),
            ("合计", "2", ""),
            ("注：以上排名不分先后", "", ""),
        ),
        headings=frozenset({1}),
        skipped=frozenset({2, 5, 6}),
        companies=2,
        becomes=_(
            "What is no record is passed over, each row with its reason. Nothing becomes a company called “total”."
        ),
        to_do=_("Nothing. If a row that is passed over is a company after all, a click in the plan takes it back."),
    ),
    SheetExample(
        "merged",
        _("Merged cells"),
        (
            ("环节", "省份", "企业名称"),
            ("封测", "江苏", "姑苏封测有限公司"),
            ("", "", "太湖封测有限公司"),
            ("", "上海", "浦江封测有限公司"),
        ),
        headings=frozenset({1}),
        merged=((2, 1, 4, 1), (2, 2, 3, 2)),
        companies=3,
        becomes=_("A merged cell counts for every row that it covers; how many were filled stands at the columns."),
        to_do=_(
            "Nothing. Where the cells below are only blank, and not merged, tick “take the value above” at the columns."
        ),
    ),
    SheetExample(
        "levels",
        _("Headings of two levels"),
        (
            ("企业名称", "经营地", "", "环节"),
            ("", "省", "市", ""),
            ("姑苏芯片设计有限公司", "江苏", "苏州", "设计"),
        ),
        headings=frozenset({1, 2}),
        merged=((1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)),
        companies=1,
        becomes=_("Both levels are read as one heading, such as “where it operates › city”."),
        to_do=_("If another row was taken for the headings, choose theirs by its number."),
    ),
    SheetExample(
        "several",
        _("Several companies in a cell"),
        (
            ("环节", "省份", "代表企业"),
            ("封测", "江苏", "姑苏封测有限公司、太湖封测有限公司"),
            ("封测", "上海", "浦江封测有限公司*（注1）"),
        ),
        headings=frozenset({1}),
        companies=3,
        becomes=_("Each company becomes a row of its own; marks beside a name are taken off, and that is said."),
        to_do=_("Look at the rows in the plan. Where a line break may part names or not, you are asked."),
    ),
    SheetExample(
        "matrix",
        _("A table of segments and provinces with names in its cells"),
        (
            ("环节", "上海", "江苏", "浙江"),
            ("设计", "浦江芯片设计", "姑苏芯片设计", ""),
            ("封测", "", "太湖封测、姑苏封测", "甬江封测"),
        ),
        headings=frozenset({1}),
        companies=5,
        becomes=_("It is turned by itself: each name becomes a company with its segment and its province."),
        to_do=_("Nothing. The map goes out in the same shape, to be filled in and brought back."),
    ),
    SheetExample(
        "words",
        _("Words of your own for segments"),
        (
            ("企业名称", "地区", "细分领域"),
            ("姑苏晶圆制造有限公司", "苏州工业园区", "晶元制造"),
            ("浦江晶圆制造有限公司", "上海临港", "晶元制造"),
        ),
        headings=frozenset({1}),
        companies=2,
        becomes=_(
            "A zone or district is filed under its city. A word that is on no list costs no row: it stands once in the "
            "step “values”, with the number of its rows."
        ),
        to_do=_("Say there what it means, or leave it empty. The answer is remembered: the next list asks nothing."),
    ),
)
