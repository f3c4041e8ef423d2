"""The levels of a signal, each declared once: its code, its order, its look, its meaning. No ORM.

Whoever shows, compares, ranks or explains a signal reads it here: figures, legends, the page on how to read the atlas,
the ranking, comparisons, explanations. When a level applies, ``gaps.py`` says; on a page its look is the class of its
code in ``static/chains/atlas.css``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from chains.choices import Verdict


class Signal(TextChoices):
    """The signal of a cell or a segment, computed from counts; never a verdict. The first that fits, in this order."""

    EMPTY = "empty", _("empty everywhere")
    ABSENT = "absent", _("suspected gap")
    UNLISTED = "unlisted", _("not listed")
    SINGLE = "single", _("single")
    THIN = "thin", _("thin")
    CLUSTER = "cluster", _("cluster")
    PRESENT = "present", _("present")


#: The rule by which a signal is found, in words, with the numbers of ``gaps.py``.
RULE = _(
    "The first that fits: empty everywhere (none in any province) · suspected gap (n = 0 and P₀ ≤ %(p)s) · not listed "
    "(n = 0 otherwise: too little data) · single (n = 1) · thin (LQ′ < %(thin)s) · cluster (n ≥ %(at_least)s and "
    "LQ′ ≥ %(cluster)s) · present."
)
#: Which signals contradict which verdicts, in words: what ``Level.contradicts`` says.
CONFLICT = _(
    "A verdict of gap or weak where the signal is present or cluster, or of strong or adequate where it is empty, a "
    "suspected gap, not listed or thin; judged only at the verdict's own scope."
)

_MISSING = frozenset({Verdict.GAP, Verdict.WEAK})
_ENOUGH = frozenset({Verdict.ADEQUATE, Verdict.STRONG})

#: What the sentence on a province speaks of, where nobody is there and where somebody is.
_BY_LUCK = ("place", "expected", "p_zero")
_COUNTED = ("place", "expected", "n", "lq_shrunk")


@dataclass(frozen=True, slots=True)
class Hatching:
    """Slanting stripes under a cell on paper: one of ``width`` points every ``step`` points."""

    step: float
    width: float
    colour: str


@dataclass(frozen=True, slots=True)
class Level:
    """One level of the signal.

    - ``meaning`` says what it means in one sentence.
    - ``here`` says it of one province, by the parameters ``speaks_of``; ``said_as`` is the code of that sentence in the
      API, by default the level's own with ``-here``.
    - ``why_nobody`` is the small print of a cell without a company; it may speak of ``expected``.
    - ``is_gap``: the gap table calls it a gap, which a comparison tells as new or as closed.
    - ``calls_for_a_look``: it stands among the ranked gaps, and is named where places are compared.
    - ``of_region``: it speaks of the whole region, so that a cell without a company that enters it or leaves it has
      not changed itself.
    - ``contradicts``: the verdicts with which it is a conflict, at the verdict's own scope.
    - ``ground`` (a ``Fill``) or ``hatching`` in its place, ``edge`` (an ``Ink``) and ``double_edge`` are its look on
      paper.
    """

    signal: Signal
    meaning: Any
    here: Any
    speaks_of: tuple[str, ...] = _COUNTED
    said_as: str = ""
    why_nobody: Any = ""
    is_gap: bool = False
    calls_for_a_look: bool = True
    of_region: bool = False
    contradicts: frozenset[str] = frozenset()
    ground: str = "none"
    hatching: Hatching | None = None
    edge: str = ""
    double_edge: bool = False

    @property
    def sentence(self) -> str:
        """The code of the sentence on one province."""
        return self.said_as or f"{self.signal}-here"


#: All levels, from the emptiest to the fullest. A suspected gap stands before a zero that luck may explain.
EMPTIEST_FIRST = (
    Level(
        Signal.EMPTY,
        _("No company in any province of the region."),
        _("No company is on record in %(place)s, nor in any other province of the region."),
        speaks_of=("place",),
        said_as="none-here-nor-elsewhere",
        why_nobody=_("no company in the whole region"),
        is_gap=True,
        of_region=True,
        contradicts=_ENOUGH,
        hatching=Hatching(4, 2, "#f8e0d2"),
    ),
    Level(
        Signal.ABSENT,
        _("None here, and too many were expected for that to be luck."),
        _(
            "No company is on record in %(place)s, where %(expected)s would be expected; "
            "the chance of that by luck is %(p_zero)s."
        ),
        speaks_of=_BY_LUCK,
        why_nobody=_("%(expected)s expected: hardly luck"),
        is_gap=True,
        contradicts=_ENOUGH,
        hatching=Hatching(6, 4, "#fbeadf"),
        edge="warn",
    ),
    Level(
        Signal.UNLISTED,
        _("None on record here, but too few were expected to conclude anything."),
        _(
            "No company is on record in %(place)s, but only %(expected)s would be expected: "
            "by luck alone there is none in %(p_zero)s of cases."
        ),
        speaks_of=_BY_LUCK,
        why_nobody=_("%(expected)s expected: too little data to tell"),
        contradicts=_ENOUGH,
        hatching=Hatching(6, 0.6, "#dfdacd"),
    ),
    Level(
        Signal.SINGLE,
        _("Exactly one company."),
        _("A single company is on record in %(place)s, where %(expected)s would be expected (LQ′ %(lq_shrunk)s)."),
        edge="mute",
        double_edge=True,
    ),
    Level(
        Signal.THIN,
        _("Companies are here, but clearly fewer than expected."),
        _(
            "%(n)d companies are on record in %(place)s, clearly fewer than the %(expected)s expected "
            "(LQ′ %(lq_shrunk)s)."
        ),
        contradicts=_ENOUGH,
        edge="mute",
    ),
    Level(
        Signal.PRESENT,
        _("About as many companies as expected."),
        _(
            "%(n)d companies are on record in %(place)s, about as many as the %(expected)s expected "
            "(LQ′ %(lq_shrunk)s)."
        ),
        calls_for_a_look=False,
        contradicts=_MISSING,
    ),
    Level(
        Signal.CLUSTER,
        _("At least three companies, and clearly more than expected."),
        _(
            "%(n)d companies are on record in %(place)s, clearly more than the %(expected)s expected "
            "(LQ′ %(lq_shrunk)s)."
        ),
        calls_for_a_look=False,
        contradicts=_MISSING,
        ground="wash",
        edge="accent",
    ),
)
#: The order of legends.
FULLEST_FIRST = EMPTIEST_FIRST[::-1]
#: All levels by their signal.
LEVELS: Mapping[str, Level] = {level.signal: level for level in EMPTIEST_FIRST}
#: How full each signal is: 0 for the emptiest.
FULLNESS: Mapping[str, int] = {level.signal: rank for rank, level in enumerate(EMPTIEST_FIRST)}
