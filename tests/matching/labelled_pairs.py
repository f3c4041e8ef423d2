"""The labelled pairs of ``fixtures/matching``, in two halves, and how the levels of evidence are counted in one."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from chains.analysis import match_weights
from chains.analysis.compared_firms import ComparedFirm
from chains.analysis.duplicates import NameIndex
from chains.analysis.evidence import compare, joins
from chains.analysis.reasons import Reason

FILE = Path("fixtures/matching/labelled_pairs.csv")


class Half(StrEnum):
    """What a pair is for: to count the levels and choose the limits, or to test them."""

    COUNTED = "counted"
    TESTED = "tested"


class Outcome(StrEnum):
    """What a sheet that names one firm does where the other is on record."""

    JOINED = "joined"
    ASKED = "asked"
    NEW = "new"


@dataclass(frozen=True)
class LabelledPair:
    """Two firms, whether they are one, and why."""

    kind: str
    one_firm: bool
    why: str
    first: ComparedFirm
    second: ComparedFirm

    @property
    def half(self) -> Half:
        """The half that the pair belongs to, by a hash of the names, so that it stays there when others are added."""
        digest = sha256(f"{self.second.name}|{self.first.name}".encode()).digest()
        return Half.TESTED if digest[0] % 2 else Half.COUNTED

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The evidence."""
        return compare(self.first, self.second)

    @property
    def outcome(self) -> Outcome:
        """What becomes of a row about the one while the other is on record."""
        found = NameIndex([self.second]).like(self.first)
        if not found:
            return Outcome.NEW
        return Outcome.JOINED if joins(found[0].reasons) else Outcome.ASKED


def labelled_pairs(half: Half | None = None) -> list[LabelledPair]:
    """Return the pairs of one half, or all."""
    with FILE.open(encoding="utf-8", newline="") as file:
        pairs = [_pair(row) for row in csv.DictReader(file)]
    return [pair for pair in pairs if half in (None, pair.half)]


def _pair(row: Mapping[str, str]) -> LabelledPair:
    return LabelledPair(row["kind"], row["one_firm"] == "yes", row["why"], _firm(row, "a_"), _firm(row, "b_"))


def _firm(row: Mapping[str, str], side: str) -> ComparedFirm:
    def words(column: str) -> tuple[str, ...]:
        return tuple(row[side + column].split())

    return ComparedFirm.of(
        row[f"{side}name"],
        id=side,
        legal_name=row[f"{side}legal_name"],
        name_en=row[f"{side}name_en"],
        other_names=words("other_names"),
        uscc=row[f"{side}uscc"],
        codes=words("former_usccs"),
        tickers=words("tickers"),
        provinces=frozenset(words("province")),
    )


def counted(pairs: Iterable[LabelledPair]) -> dict[str, dict[str, tuple[int, int]]]:
    """Return, in the form of ``COUNTED``, on how many pairs of one firm and of two each level occurs."""
    found: Counter[tuple[str, bool]] = Counter()
    for pair in pairs:
        found.update((reason.level, pair.one_firm) for reason in pair.reasons)
    return {
        comparison: {level: (found[level, True], found[level, False]) for level in levels}
        for comparison, levels in match_weights.COUNTED.items()
    }


def confusion(pairs: Iterable[LabelledPair]) -> dict[Outcome, tuple[int, int]]:
    """Return, by outcome, how many pairs of one firm and how many of two have it."""
    found = Counter((pair.outcome, pair.one_firm) for pair in pairs)
    return {outcome: (found[outcome, True], found[outcome, False]) for outcome in Outcome}


def precision(table: Mapping[Outcome, tuple[int, int]]) -> float:
    """Return the share of one firm in what joins without asking."""
    same, different = table[Outcome.JOINED]
    return same / (same + different)


def recall(table: Mapping[Outcome, tuple[int, int]]) -> float:
    """Return the share of the pairs of one firm that is joined or asked about."""
    found = table[Outcome.JOINED][0] + table[Outcome.ASKED][0]
    return found / (found + table[Outcome.NEW][0])


def missed(pairs: Iterable[LabelledPair]) -> Iterator[LabelledPair]:
    """Yield the pairs of two firms that would be joined, and those of one firm that nobody would be asked about."""
    wrong = {(Outcome.JOINED, False), (Outcome.NEW, True)}
    return (pair for pair in pairs if (pair.outcome, pair.one_firm) in wrong)
