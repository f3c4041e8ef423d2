"""What evidence for and against two firms being one weighs, in bits. No ORM.

The weights are those of Fellegi and Sunter (Journal of the American Statistical Association 64, 1969, 1183–1210). A
comparison, such as that of the credit codes, has levels. ``m`` is how often a level occurs among pairs of one firm,
``u`` how often among pairs of two; the weight is the binary logarithm of m / u, so that one point more doubles the
odds. The weights of all comparisons add up, with even odds to begin with: every second pair that looks alike is one.

``COUNTED`` was counted in one half of the labelled pairs (``fixtures/matching``), and a test counts again. How well the
weights do on the other half stands in ``docs/matching.md``.
"""

from functools import cache
from math import log2

#: Comparison → level → how many labelled pairs of one firm, and of two firms, are on that level.
COUNTED: dict[str, dict[str, tuple[int, int]]] = {
    "legal names": {
        "same-legal-name": (28, 0),
        "other-legal-names": (22, 53),
    },
    "names": {
        "same-alias": (12, 0),
        "same-name": (57, 9),
        "same-stem-short": (85, 61),
        "same-stem-middle": (16, 8),
        "same-stem-long": (20, 4),
        "begins-with-short": (14, 28),
        "begins-with-middle": (1, 3),
        "begins-with-long": (0, 3),
        "contained-short": (5, 2),
        "contained-middle": (5, 0),
        "contained-long": (0, 0),
        "same-pinyin-short": (12, 11),
        "same-pinyin-middle": (2, 0),
        "same-pinyin-long": (6, 0),
        "slip-short": (3, 18),
        "slip-middle": (2, 6),
        "slip-long": (4, 0),
        "begins-with-bare": (1, 1),
        "similar": (0, 0),
    },
    "places in the names": {
        "same-place": (3, 9),
        "other-place": (0, 23),
        "place-fits": (28, 2),
        "place-elsewhere": (2, 1),
        "place-in-front": (37, 6),
        "place-behind": (6, 4),
    },
    "trades": {
        "same-trade": (24, 19),
        "trade-added": (39, 22),
        "related-trade": (19, 1),
        "other-trade": (2, 14),
    },
    "places in the names, beside another stem": {
        "same-place-beside-another-stem": (18, 19),
        "other-place-beside-another-stem": (0, 1),
        "place-fits-beside-another-stem": (4, 0),
        "place-elsewhere-beside-another-stem": (0, 0),
        "place-in-front-beside-another-stem": (2, 2),
        "place-behind-beside-another-stem": (1, 1),
    },
    "trades, beside another stem": {
        "same-trade-beside-another-stem": (20, 17),
        "trade-added-beside-another-stem": (7, 18),
        "related-trade-beside-another-stem": (1, 0),
        "other-trade-beside-another-stem": (3, 8),
    },
    "units": {
        "branch": (0, 6),
        "head-of-house": (18, 11),
    },
    "credit codes": {
        "same-code": (15, 0),
        "former-code": (1, 0),
        "different-codes": (2, 11),
    },
    "tickers": {
        "same-ticker": (39, 0),
        "other-shares": (17, 5),
        "different-tickers": (3, 30),
    },
    "legal forms": {
        "same-form": (45, 39),
        "other-form": (8, 14),
    },
    "provinces": {
        "same-province": (48, 20),
        "other-province": (9, 10),
    },
}

#: Pairs added to every count, so that a level which one kind of pair never shows has a finite weight.
_ADDED = 0.5

#: From this weight on, what identifies a firm joins without asking.
JOIN_FROM = 0.9
#: From this weight on, somebody is asked whether two firms are one.
ASK_FROM = -2.4


@cache
def weights() -> dict[str, float]:
    """Return the weight of every level in bits, rounded to tenths as it is shown."""
    found = {}
    for levels in COUNTED.values():
        one, two = (sum(counts[side] for counts in levels.values()) + _ADDED * len(levels) for side in (0, 1))
        for level, (same, different) in levels.items():
            found[level] = round(log2((same + _ADDED) / one / ((different + _ADDED) / two)), 1)
    return found


def score_of_weight(bits: float) -> int:
    """Return a weight as a chance in percent: how many of 100 such pairs are one firm, by the labelled pairs."""
    return round(100 / (1 + 2.0 ** -max(-30.0, min(30.0, bits))))
