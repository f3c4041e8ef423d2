"""Gaps: counts, signals, verdicts and conflicts. The one place where their semantics are written. No ORM.

Three things are kept apart and always shown apart. *Counts* say how many firms are on record. The *signal*
is computed from counts alone. The *verdict* is what a person concluded, with a source. Where signal and
verdict contradict each other at the verdict's own scope there is a *conflict*: the list or the verdict is wrong.

Sources of the formulas: expected counts under independence of rows and columns and the location quotient are
the standard ones of regional science; the shrunk quotient is the posterior mean of a Gamma–Poisson model with
a Gamma(ν, ν) prior (Clayton & Kaldor, Biometrics 43, 1987, 671–681); P0 is the Poisson chance of a zero.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp
from typing import NamedTuple, Protocol

from chains.analysis.signals import LEVELS, Signal
from chains.choices import VerdictScope

#: ν of the Gamma(ν, ν) prior: how many expected firms it takes to trust a quotient half way.
SHRINKAGE = 2.0
#: A zero that luck explains in at most this share of cases is a suspected gap.
ABSENT_P_ZERO = 0.05
THIN_BELOW = 0.8
CLUSTER_FROM = 1.25
CLUSTER_COMPANIES = 3
#: A whole segment is thin below this part of an equal share among its siblings.
THIN_SHARE = 0.5


class Node(NamedTuple):
    """A segment of the tree: its code and its parent's code (``None`` at the top level)."""

    code: str
    parent: str | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A live placement: which company works in which segment, in which province.

    That is ``None`` outside China, and ``UNKNOWN_PROVINCE`` where nobody knows it.
    """

    company: Hashable
    segment: str
    province: str | None
    verified: bool = False
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Ruling:
    """A person's verdict on a segment: for one province, or (``province`` is ``None``) for the whole region."""

    segment: str
    province: str | None
    verdict: str
    date: date
    choke_point: bool = False
    import_dependent: bool = False
    action: str = ""
    id: str = ""

    @property
    def scope(self) -> VerdictScope:
        """Whether it was given for a province or for the region."""
        return VerdictScope.REGION if self.province is None else VerdictScope.PROVINCE


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct companies: all, those in no other top-level segment, with a verified placement, listed."""

    companies: int = 0
    dedicated: int = 0
    verified: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One segment in one province. ``expected``, ``lq`` and ``p_zero`` are ``None`` where N = 0."""

    segment: str
    province: str
    tally: Tally
    expected: float | None
    lq: float | None
    lq_shrunk: float | None
    p_zero: float | None
    signal: Signal
    ruling: Ruling | None
    conflict: bool

    @property
    def inherited(self) -> bool:
        """Whether the verdict was given for a wider place or a parent segment."""
        return self.ruling is not None and not is_own(self.ruling, self.segment, self.province)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of a segment's defined children have a company in the region: ``occupied`` of ``defined``."""

    occupied: int
    defined: int


@dataclass(frozen=True, slots=True)
class Row:
    """One segment over the region: its cells in the order of the provinces, and what they add up to.

    ``total`` is the margin N_s (the sum of the cells); ``tally`` counts every company once. ``share`` is
    N_s / N and ``hhi`` the Herfindahl–Hirschman index of the cells' shares, ``None`` where there is nothing.
    ``empty_children`` are the codes of the children without any company. ``expected`` is an equal share of N among
    the segments that share it (N / k) and ``p_zero`` the chance of finding none by luck where that is expected.
    """

    segment: str
    cells: tuple[Cell, ...]
    total: int
    tally: Tally
    share: float | None
    coverage: Coverage
    empty_children: tuple[str, ...]
    hhi: float | None
    signal: Signal
    ruling: Ruling | None
    conflict: bool
    expected: float | None
    p_zero: float | None

    @property
    def inherited(self) -> bool:
        """Whether the verdict was given for a parent segment."""
        return self.ruling is not None and not is_own(self.ruling, self.segment, None)


@dataclass(frozen=True, slots=True)
class GapTable:
    """Segments × provinces with the margins N_s (``Row.total``), N_p (``columns``) and N (``total``)."""

    provinces: tuple[str, ...]
    rows: tuple[Row, ...]
    columns: tuple[int, ...]
    total: int


class Tree:
    """The segments of one chain as a tree, asked by code."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.parent: dict[str, str | None] = {}
        self.children: dict[str | None, list[str]] = defaultdict(list)
        for node in nodes:
            self.parent[node.code] = node.parent
            self.children[node.parent].append(node.code)

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return the segment itself, its parent, and so on up to the top level."""
        line = [code]
        while (above := self.parent[line[-1]]) is not None:
            line.append(above)
        return tuple(line)


class Counts(Protocol):
    """Whoever knows how many companies there are."""

    def tally(self, code: str, province: str | None) -> Tally:
        """Return the tally of a segment with its subtree in one province, or (``None``) over all of the region."""


def gap_table(
    nodes: Sequence[Node],
    provinces: Sequence[str],
    claims: Collection[Claim],
    rulings: Collection[Ruling] = (),
    *,
    parent: str | None = None,
    shrinkage: float = SHRINKAGE,
) -> GapTable:
    """Return the gap table of the children of ``parent`` (the top level by default) over ``provinces``.

    See :func:`table_of`, which takes the counts where they are known already.
    """
    tree = Tree(nodes)
    counts = ClaimCounts(tree, provinces, claims)
    return table_of(tree, provinces, counts, rulings, parent=parent, shrinkage=shrinkage)


def table_of(
    tree: Tree,
    provinces: Sequence[str],
    counts: Counts,
    rulings: Collection[Ruling] = (),
    *,
    parent: str | None = None,
    shrinkage: float = SHRINKAGE,
) -> GapTable:
    """Return the gap table of the children of ``parent`` (the top level by default) over ``provinces``.

    ``tree`` is that of the whole chain, in order; ``counts`` are of its live placements, wherever they are (those
    outside the provinces count for ``dedicated`` only); ``rulings`` those for the region and its provinces.
    The margins run over the rows shown, so a sub-segment is measured against its siblings. The result does
    not depend on the order of claims and rulings.
    """
    codes = tree.children[parent]
    tallies = {(code, province): counts.tally(code, province) for code in codes for province in provinces}
    row_totals = {code: sum(tallies[code, province].companies for province in provinces) for code in codes}
    columns = tuple(sum(tallies[code, province].companies for code in codes) for province in provinces)
    total = sum(columns)
    by_scope = _newest_first(rulings)
    equal_share = total / len(codes) if total else None

    rows = []
    for code in codes:
        cells = tuple(
            _cell(
                tree,
                code,
                province,
                tallies[code, province],
                row_totals[code],
                column,
                total,
                by_scope,
                shrinkage,
            )
            for province, column in zip(provinces, columns, strict=True)
        )
        tally = counts.tally(code, None)
        children = tree.children[code]
        empty_children = tuple(child for child in children if not counts.tally(child, None).companies)
        signal = row_signal(tally.companies, row_totals[code], total, len(codes))
        ruling = narrowest(tree.lineage(code), None, by_scope)
        rows.append(
            Row(
                segment=code,
                cells=cells,
                total=row_totals[code],
                tally=tally,
                share=row_totals[code] / total if total else None,
                coverage=Coverage(len(children) - len(empty_children), len(children)),
                empty_children=empty_children,
                hhi=concentration([cell.tally.companies for cell in cells]),
                signal=signal,
                ruling=ruling,
                conflict=ruling is not None and is_own(ruling, code, None) and conflicts(ruling.verdict, signal),
                expected=equal_share,
                p_zero=None if equal_share is None else exp(-equal_share),
            )
        )
    return GapTable(tuple(provinces), tuple(rows), columns, total)


def _cell(
    tree: Tree,
    code: str,
    province: str,
    tally: Tally,
    row_total: int,
    column_total: int,
    total: int,
    by_scope: Mapping[tuple[str, str | None], Ruling],
    shrinkage: float,
) -> Cell:
    expected = row_total * column_total / total if total else None
    quotient = tally.companies / expected if expected else None
    shrunk = None if expected is None else (tally.companies + shrinkage) / (expected + shrinkage)
    p_zero = None if expected is None else exp(-expected)
    signal = cell_signal(tally.companies, row_total, shrunk, p_zero)
    ruling = narrowest(tree.lineage(code), province, by_scope)
    own = ruling is not None and is_own(ruling, code, province)
    return Cell(
        segment=code,
        province=province,
        tally=tally,
        expected=expected,
        lq=quotient,
        lq_shrunk=shrunk,
        p_zero=p_zero,
        signal=signal,
        ruling=ruling,
        conflict=own and conflicts(ruling.verdict, signal),
    )


def cell_signal(companies: int, row_total: int, lq_shrunk: float | None, p_zero: float | None) -> Signal:
    """Return the signal of a cell: the first that fits, in the order of the definition.

    ``row_total`` is N_s; the last two are ``None`` where the whole table is empty.
    """
    if row_total == 0 or lq_shrunk is None or p_zero is None:
        return Signal.EMPTY
    if companies == 0:
        return Signal.ABSENT if p_zero <= ABSENT_P_ZERO else Signal.UNLISTED
    if companies == 1:
        return Signal.SINGLE
    if lq_shrunk < THIN_BELOW:
        return Signal.THIN
    if companies >= CLUSTER_COMPANIES and lq_shrunk >= CLUSTER_FROM:
        return Signal.CLUSTER
    return Signal.PRESENT


def row_signal(companies: int, row_total: int, total: int, siblings: int) -> Signal:
    """Return the signal of a whole segment.

    ``companies`` are the distinct ones in the region, ``row_total`` and ``total`` the margins N_s and N, and
    ``siblings`` the number of segments that share N, this one included.
    """
    if companies == 0:
        return Signal.EMPTY
    if companies == 1:
        return Signal.SINGLE
    if row_total / total < THIN_SHARE / siblings:
        return Signal.THIN
    return Signal.PRESENT


def concentration(counts: Iterable[int]) -> float | None:
    """Return the Herfindahl–Hirschman index Σ share² of ``counts`` (1/k … 1), ``None`` where all are zero."""
    values = list(counts)
    total = sum(values)
    return sum(value * value for value in values) / (total * total) if total else None


def conflicts(verdict: str, signal: str) -> bool:
    """Return whether a verdict and a signal of the same scope contradict each other."""
    return verdict in LEVELS[signal].contradicts


def is_own(ruling: Ruling, segment: str, province: str | None) -> bool:
    """Return whether a ruling was given for exactly this segment and place (``None``: the region)."""
    return ruling.segment == segment and ruling.province == province


def narrowest(
    lineage: Sequence[str], province: str | None, by_scope: Mapping[tuple[str, str | None], Ruling]
) -> Ruling | None:
    """Return the ruling of the narrowest scope: province before region, then segment before its parent."""
    for place in (province, None) if province is not None else (None,):
        for code in lineage:
            if ruling := by_scope.get((code, place)):
                return ruling
    return None


def _newest_first(rulings: Iterable[Ruling]) -> dict[tuple[str, str | None], Ruling]:
    """Return for each scope its newest ruling; among equals of one day the last id wins, whatever the order."""
    newest: dict[tuple[str, str | None], Ruling] = {}
    for ruling in rulings:
        scope = (ruling.segment, ruling.province)
        if scope not in newest or (ruling.date, ruling.id) > (newest[scope].date, newest[scope].id):
            newest[scope] = ruling
    return newest


class ClaimCounts:
    """Counts distinct companies per segment (with its subtree) and province, claim by claim."""

    def __init__(self, tree: Tree, provinces: Sequence[str], claims: Iterable[Claim]) -> None:
        inside = set(provinces)
        self._companies: dict[tuple[str, str | None], set[Hashable]] = defaultdict(set)
        self._verified: dict[tuple[str, str | None], set[Hashable]] = defaultdict(set)
        self._listed: set[Hashable] = set()
        tops: dict[Hashable, set[str]] = defaultdict(set)
        for claim in claims:
            lineage = tree.lineage(claim.segment)
            tops[claim.company].add(lineage[-1])
            if claim.listed:
                self._listed.add(claim.company)
            if claim.province not in inside:
                continue
            for code in lineage:
                for place in (claim.province, None):
                    self._companies[code, place].add(claim.company)
                    if claim.verified:
                        self._verified[code, place].add(claim.company)
        self._dedicated = {company for company, segments in tops.items() if len(segments) == 1}

    def tally(self, code: str, province: str | None) -> Tally:
        """Return the tally of a segment in one province, or (``None``) over all of them."""
        companies = self._companies.get((code, province), set())
        return Tally(
            companies=len(companies),
            dedicated=len(companies & self._dedicated),
            verified=len(self._verified.get((code, province), set())),
            listed=len(companies & self._listed),
        )
