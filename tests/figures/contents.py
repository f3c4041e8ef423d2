"""Contents to lay out, with as many companies as a test asks for."""

from itertools import count, cycle, islice

from chains.analysis.signals import Signal
from chains.figures.content import (
    Beneath,
    Child,
    FigureBand,
    FigureCell,
    FigureColumn,
    FigureName,
    FigureRow,
    GapContent,
    GapRow,
    Heading,
    Key,
    MapContent,
    Mark,
    Ranked,
)
from chains.figures.shapes import Fill, Ink

CHINESE = ("芯", "中芯国际", "华虹无锡", "上海集成电路研发中心", "长三角先进材料技术创新（上海）有限公司", "SK海力士")
ENGLISH = ("AMEC", "Hua Hong", "Semiconductor Manufacturing International Corporation", "C-Sun", "Hygon Information")
SEGMENTS = {
    "zh-Hans": ("原材料", "设备", "设计", "制造", "封测"),
    "en": ("Materials", "Equipment", "Design", "Manufacturing", "Packaging & test"),
}
PROVINCES = {"zh-Hans": ("上海", "江苏", "浙江", "安徽"), "en": ("Shanghai", "Jiangsu", "Zhejiang", "Anhui")}
WORDS = {
    "zh-Hans": ("弱链 · 依赖进口", "与数量矛盾", "未收录", "期望 0.5 家，数据不足以判定", "复旦大学微电子学院"),
    "en": (
        "weak, import dependent",
        "contradicts the counts",
        "not listed",
        "0.5 expected: too little data to tell",
        "Fudan University School of Microelectronics",
    ),
}


def heading(language: str) -> Heading:
    note = WORDS[language][3] * 3
    return Heading(
        title=f"{PROVINCES[language][0]} {SEGMENTS[language][3]}",
        facts=note,
        choice="",
        dated="2026-11-24",
        site="产业链图谱 Chain Atlas",
        sources_label="Sources",
        sources=("《杭州科技》2020年第2期",) * 3,
        legend=tuple(Key(word, Signal.ABSENT, Ink.WARN) for word in WORDS[language]),
        note=note,
        language=language,
        description=note,
    )


def marks(language: str) -> tuple[Mark, ...]:
    return (Mark(WORDS[language][0], Ink.WARN, washed=True),)


def map_of(companies: int, language: str = "zh-Hans", segments: int = 5, provinces: int = 4) -> MapContent:
    """Return a map of this many companies: most of them in the first cells, none in the last of all."""
    names = list(islice(cycle(CHINESE if language == "zh-Hans" else ENGLISH), companies))
    places = [(column, row) for column in range(segments) for row in range(provinces)]
    places = places[:-1] or places
    numbers = count()
    cells: dict[tuple[int, int], list[FigureName]] = {}
    for position, name in enumerate(names):
        # Half of them crowd into every fifth cell.
        number = next(numbers)
        place = places[(position * 5) % len(places)] if position % 2 else places[position % len(places)]
        cells.setdefault(place, []).append(
            FigureName(
                name, f"c{number}", position % 3 == 0, position % 7 == 0, "verified" if position % 11 == 0 else ""
            )
        )
    columns = [
        FigureColumn(
            key=f"s{number}",
            name=name,
            other=SEGMENTS["en"][number % 5],
            number=999,
            feeds=name,
            marks=marks(language) if number % 2 else (),
            conflict=WORDS[language][1] if number == 0 else "",
            children=tuple(Child(each, 0 if number else 12) for each in SEGMENTS[language]) if number < 2 else (),
            coverage="0/5" if number < 2 else "",
            uncovered=True,
        )
        for number, name in enumerate(islice(cycle(SEGMENTS[language]), segments))
    ]
    half = (segments + 1) // 2
    return MapContent(
        heading=heading(language),
        alliances=("长三角集成电路产业公共服务机构联盟",),
        bands=(
            FigureBand("上游", tuple(columns[:half])),
            *([FigureBand("Main", tuple(columns[half:]))] if columns[half:] else []),
        ),
        rows=tuple(
            FigureRow(
                f"p{row}",
                name,
                99,
                tuple(cell(f"s{column}-p{row}", cells.get((column, row), []), language) for column in range(segments)),
            )
            for row, name in enumerate(islice(cycle(PROVINCES[language]), provinces))
        ),
        beneath=tuple(Beneath(key, key, (WORDS[language][4],) * 30) for key in ("bases", "platforms", "parks")),
        feeds_label="Feeds",
        children_label="Sub-segments",
        no_children="none defined",
        nothing="none",
    )


def cell(key: str, names: list[FigureName], language: str) -> FigureCell:
    if names:
        return FigureCell(key, len(names), Fill.WASH, Ink.ACCENT, names=tuple(names))
    _, _, word, why, _ = WORDS[language]
    return FigureCell(key, 0, Signal.UNLISTED, word=word, small=(why,))


def gaps_of(segments: int, language: str = "zh-Hans", provinces: int = 4, changed: bool = False) -> GapContent:
    """Return a gap table of this many segments, all of them ranked; where ``changed``, every cell bears a change."""
    verdict, conflict, word, why, _ = WORDS[language]

    def counted(key: str) -> FigureCell:
        changes = marks(language) if changed else ()
        small = ("E 12.5 · LQ′ 0.84",)
        return FigureCell(key, 128, Signal.UNLISTED, Ink.WARN, word=word, changes=changes, small=small, large=True)

    names = list(islice(cycle(SEGMENTS[language]), segments))
    return GapContent(
        heading=heading(language),
        segment_label="Segment",
        whole_label="Whole region",
        verdict_label="Verdict",
        sum_label="Sum",
        provinces=tuple(islice(cycle(PROVINCES[language]), provinces)),
        rows=tuple(
            GapRow(
                key=f"s{number}",
                name=name,
                other=SEGMENTS["en"][number % 5],
                coverage="0/4",
                uncovered=True,
                cells=tuple(counted(f"s{number}-p{place}") for place in range(provinces)),
                whole=counted(f"s{number}-whole"),
                marks=marks(language),
                conflict=conflict if number % 2 else "",
                small=(verdict, why),
            )
            for number, name in enumerate(names)
        ),
        sums=(*["999"] * provinces, "N = 999"),
        ranked_label="Ranked",
        more_label="{n} more",
        nothing="none",
        ranked=tuple(
            Ranked(f"s{number}", name, "parent", word, marks(language), conflict, why * 4)
            for number, name in enumerate(names)
        ),
    )
