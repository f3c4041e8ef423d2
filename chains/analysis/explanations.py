"""Explanations of a segment's rank among the gaps, and of what would change it, as codes. No ORM, no words.

Both are lists of :class:`Sentence`: a code with parameters, composed from the numbers alone. ``wording.py`` says them
in the reader's language.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chains.analysis.coverage import Branch
from chains.analysis.gaps import ABSENT_P_ZERO, Cell, Coverage, Row
from chains.analysis.signals import LEVELS, Signal
from chains.analysis.support import Support
from chains.analysis.targets import Attainment

#: Nothing that counts could rest on.
NO_SUPPORT = Support()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to say: a code and what it speaks of.

    Segments and provinces are codes, shares are 0…1. The names of the parameters say what they are: ``segment``,
    ``place``, ``segments``, ``places``, ``share``, ``p_zero``, ``expected``, ``verdict`` …
    """

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of a segment, over the region (``province`` is ``None``) or in one province.

    ``provinces`` are those of the region, ``occupied`` those with a company. ``verdict_segment`` and
    ``verdict_province`` are what the verdict was given for. ``supply_known`` is whether any share of world supply is
    on record for the segment, below it or above it.
    """

    segment: str
    province: str | None
    parent: str | None
    provinces: tuple[str, ...]
    occupied: tuple[str, ...]
    companies: int
    verified: int
    signal: str
    expected: float | None
    p_zero: float | None
    share: float | None = None
    lq_shrunk: float | None = None
    verdict: str = ""
    verdict_segment: str = ""
    verdict_province: str | None = None
    flags: tuple[str, ...] = ()
    conflict: bool = False
    levels: tuple[Coverage, ...] = ()
    nobody: tuple[str, ...] = ()
    support: Support = NO_SUPPORT
    supply_known: bool = False
    attainment: Attainment | None = None

    @property
    def inherited(self) -> bool:
        """Whether the verdict was given for a wider place or a segment above."""
        return bool(self.verdict) and (self.verdict_segment, self.verdict_province) != (self.segment, self.province)

    @property
    def missing_provinces(self) -> tuple[str, ...]:
        """The provinces of the region without a company, in order."""
        return tuple(code for code in self.provinces if code not in self.occupied)


def facts_of(
    part: Row | Cell,
    *,
    parent: str | None,
    provinces: tuple[str, ...],
    branch: Branch,
    support: Support = NO_SUPPORT,
    supply_known: bool = False,
    attainment: Attainment | None = None,
) -> Facts:
    """Return the facts of a row of a gap table, or of one of its cells."""
    whole = isinstance(part, Row)
    ruling = part.ruling
    return Facts(
        segment=part.segment,
        province=None if whole else part.province,
        parent=parent,
        provinces=provinces,
        occupied=tuple(cell.province for cell in (part.cells if whole else [part]) if cell.tally.companies),
        companies=part.tally.companies,
        verified=part.tally.verified,
        signal=part.signal,
        expected=part.expected,
        p_zero=part.p_zero,
        share=part.share if whole else None,
        lq_shrunk=None if whole else part.lq_shrunk,
        verdict=ruling.verdict if ruling else "",
        verdict_segment=ruling.segment if ruling else "",
        verdict_province=ruling.province if ruling else None,
        flags=tuple(flag for flag in ("choke_point", "import_dependent") if ruling and getattr(ruling, flag)),
        conflict=part.conflict,
        levels=branch.levels,
        nobody=branch.nobody,
        support=support,
        supply_known=supply_known,
        attainment=attainment,
    )


def explain(facts: Facts) -> tuple[Sentence, ...]:
    """Return the paragraph: what the counts say, how deep they go, what was concluded, and what was wanted."""
    counts = _in_region(facts) if facts.province is None else _in_province(facts)
    return (*counts, *_depth(facts), *_conclusion(facts), *_grounds(facts), *_target(facts))


def _in_region(facts: Facts) -> Iterable[Sentence]:
    provinces = len(facts.provinces)
    if not facts.companies:
        yield Sentence("none-in-region", {"provinces": provinces})
        if facts.expected is None:
            yield Sentence("nothing-to-compare")
        else:
            yield Sentence("odds-in-region", {"expected": facts.expected, "p_zero": facts.p_zero})
        return
    yield Sentence(
        "share-of-siblings" if facts.parent else "share-of-chain",
        {
            "n": facts.companies,
            "occupied": len(facts.occupied),
            "provinces": provinces,
            "share": facts.share,
        },
    )
    if facts.signal == Signal.THIN:
        yield Sentence("under-half")
    if provinces > 1 and len(facts.occupied) == 1:
        yield Sentence("all-in", {"place": facts.occupied[0]})
    elif facts.missing_provinces:
        yield Sentence("none-in", {"places": facts.missing_provinces})


def _in_province(facts: Facts) -> Iterable[Sentence]:
    level = LEVELS[facts.signal]
    known = {
        "place": facts.province,
        "expected": facts.expected,
        "p_zero": facts.p_zero,
        "n": facts.companies,
        "lq_shrunk": facts.lq_shrunk,
    }
    yield Sentence(level.sentence, {name: known[name] for name in level.speaks_of})
    if facts.expected is None:
        yield Sentence("nothing-to-compare")


def _depth(facts: Facts) -> Iterable[Sentence]:
    if not facts.levels:
        return
    first, *deeper = facts.levels
    yield Sentence("sub-segments", {"occupied": first.occupied, "defined": first.defined})
    # Below what nobody fills there is nothing to count.
    if first.occupied:
        for level in deeper:
            yield Sentence("level-below", {"occupied": level.occupied, "defined": level.defined})
    if facts.nobody:
        yield Sentence("nobody-in", {"segments": facts.nobody})


def _conclusion(facts: Facts) -> Iterable[Sentence]:
    if not facts.verdict:
        return
    verdict = {"verdict": facts.verdict, "flags": facts.flags}
    if facts.verdict_segment != facts.segment:
        yield Sentence("verdict-of-parent", verdict | {"segment": facts.verdict_segment})
    elif facts.inherited:
        yield Sentence("verdict-of-region", verdict)
    else:
        yield Sentence("verdict", verdict)
    if facts.conflict:
        yield Sentence("contradicted", {"signal": facts.signal})


def _grounds(facts: Facts) -> Iterable[Sentence]:
    if not facts.companies:
        return
    found = facts.support
    numbers = {"n": found.sources, "evidence": found.evidence}
    if not found.evidence:
        yield Sentence("rests-on-nothing")
    elif found.looked is None:
        yield Sentence("rests-on", numbers)
    else:
        yield Sentence("rests-on-looked", numbers | {"looked": found.looked})


def _target(facts: Facts) -> Iterable[Sentence]:
    if not (part := facts.attainment):
        return
    numbers = {"n": part.companies, "wanted": part.wanted, "attainment": part.share}
    if part.by_year:
        yield Sentence("target-reached-by" if part.reached else "target-by", numbers | {"by_year": part.by_year})
    else:
        yield Sentence("target-reached" if part.reached else "target", numbers)


def _too_little(facts: Facts) -> bool:
    """Return whether nobody is here and luck explains that too often to conclude anything."""
    return not facts.companies and facts.p_zero is not None and facts.p_zero > ABSENT_P_ZERO


@dataclass(frozen=True, slots=True)
class Want:
    """A fact that may be missing: when it is, and what is then said of it."""

    code: str
    missing: Callable[[Facts], bool]
    params: Callable[[Facts], Mapping[str, Any]] = lambda facts: {}

    def sentence(self, facts: Facts) -> Sentence:
        """Return what is said of the missing fact."""
        return Sentence(self.code, self.params(facts))


#: Which fact is missing for which numbers, the most telling first. A segment whose verdict is inherited is not asked
#: for supply shares: they are asked for once, where the verdict was given.
WANTS: tuple[Want, ...] = (
    Want("settle-the-conflict", lambda facts: facts.conflict),
    Want("no-verdict", lambda facts: not facts.verdict),
    Want("no-verdict-of-its-own", lambda facts: facts.inherited and facts.verdict_segment != facts.segment),
    Want(
        "no-verdict-for-province",
        lambda facts: facts.inherited and facts.verdict_segment == facts.segment,
        lambda facts: {"place": facts.province},
    ),
    Want(
        "list-for-province",
        lambda facts: facts.province is not None and _too_little(facts),
        lambda facts: {"expected": facts.expected, "segment": facts.segment, "place": facts.province},
    ),
    Want(
        "list-for-region",
        lambda facts: facts.province is None and _too_little(facts),
        lambda facts: {"expected": facts.expected, "segment": facts.segment},
    ),
    Want(
        "list-of-siblings",
        lambda facts: facts.expected is None and facts.parent is not None,
        lambda facts: {"segment": facts.parent},
    ),
    Want("list-of-chain", lambda facts: facts.expected is None and facts.parent is None),
    Want(
        "unverified",
        lambda facts: facts.verified < facts.companies,
        lambda facts: {"reported": facts.companies - facts.verified, "n": facts.companies},
    ),
    Want("no-evidence", lambda facts: facts.companies > 0 and not facts.support.evidence),
    Want("no-supply-shares", lambda facts: not facts.supply_known and facts.verdict_segment in ("", facts.segment)),
    Want("name-one", lambda facts: bool(facts.nobody), lambda facts: {"segments": facts.nobody}),
)


def wanted(facts: Facts) -> tuple[Sentence, ...]:
    """Return what would change the answer: a sentence for every fact of :data:`WANTS` that is missing."""
    return tuple(want.sentence(facts) for want in WANTS if want.missing(facts))
