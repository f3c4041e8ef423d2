"""Gap tables from counts, for the tests of the gap functions."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from chains.analysis.gaps import Cell, Claim, GapTable, Node, Row, Ruling, gap_table

PROVINCES = ("上海", "江苏", "浙江", "安徽")
A_DAY = date(2020, 6, 1)


def claims_of(counts: Mapping[str, Sequence[int]], provinces: Sequence[str] = PROVINCES) -> list[Claim]:
    """Return claims that give these counts, a company each."""
    numbers = count(1)
    return [
        Claim(f"企业{next(numbers)}", segment, province)
        for segment, row in counts.items()
        for province, companies in zip(provinces, row, strict=True)
        for _ in range(companies)
    ]


def table_of(counts: Mapping[str, Sequence[int]], rulings: Sequence[Ruling] = (), **options: Any) -> GapTable:
    """Return the gap table of these counts: segments without children over the first provinces."""
    provinces = PROVINCES[: len(next(iter(counts.values())))]
    nodes = [Node(segment, None) for segment in counts]
    return gap_table(nodes, provinces, claims_of(counts, provinces), rulings, **options)


def ruling(segment: str, verdict: str = "weak", province: str | None = None, **values: Any) -> Ruling:
    """Return a verdict on a segment, for the region by default."""
    return Ruling(segment, province, verdict, **{"date": A_DAY} | values)


def row_of(table: GapTable, segment: str) -> Row:
    """Return the row of a segment."""
    return next(row for row in table.rows if row.segment == segment)


def cell_of(table: GapTable, segment: str, province: str) -> Cell:
    """Return one cell."""
    return next(cell for cell in row_of(table, segment).cells if cell.province == province)
