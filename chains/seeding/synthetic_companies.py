"""Synthetic companies, any number of them, for benchmarks and trials at scale. No ORM.

Plausible, and skewed as the real ones are: a few segments and provinces hold most, few firms are listed, most stand in
one place and some in many. The same seed gives the same companies, and the first ten of a million are those of ten.
Nothing is remembered but a counter for each pair of place and trade, so the memory does not grow with the number.
"""

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from math import gcd
from random import Random
from typing import Any, NamedTuple

from chains.analysis.codes import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH, division_exists

from .synthetic_names import Namer, SyntheticName

#: What a placement may be (``chains.choices.PlacementStatus``), by how often it is.
STATUSES = {"reported": 0.62, "verified": 0.3, "disputed": 0.05, "withdrawn": 0.03}
#: How many placements a company has, by how often: 1.57 of them in the mean.
PLACEMENTS = {1: 0.68, 2: 0.19, 3: 0.07, 4: 0.03, 5: 0.015, 6: 0.008, 7: 0.004, 8: 0.002, 12: 0.001}
#: How many of all companies have a label, by its slug; one that is not named here is rare.
LABELS = {"high-tech": 0.3, "little-giant": 0.04, "champion": 0.006, "chain-leader": 0.003}
RARE = 0.01
LISTED = 0.01
#: Exchange → how often, and the first digit of its made-up tickers: one that no share in reality has.
EXCHANGES = {"szse": (0.5, "1"), "sse": (0.4, "7"), "bse": (0.1, "5")}
TICKERS = 100_000

#: Frequencies fall with the rank to this power: of 25 segments the first five hold 60 %.
STEEPNESS = 1.1

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: How many organisation codes begin with MA, as those given since 2015 do.
CODES = 31**6
_CREDIT_WEIGHTS = tuple(3**place % 31 for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_VALUE = {sign: value for value, sign in enumerate(_CREDIT_ALPHABET)}
_PAIRS = tuple(first + second for first in PUBLIC_ID_ALPHABET for second in PUBLIC_ID_ALPHABET)

_FIRST_DAY, _LAST_DAY = date(1985, 1, 1).toordinal(), date(2023, 12, 31).toordinal()
_FIRST_CHECK = date(2019, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Division:
    """A province with the cities on record: code, name, and (code, name) of each city."""

    code: str
    name: str
    cities: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SyntheticFrame:
    """The frame that companies are placed in: segments and provinces, those that hold most first, and labels.

    ``segments`` are codes (``ic.design``, so the chain is what stands before the point); ``labels`` are slugs with
    whether they are given per chain.
    """

    segments: Sequence[str]
    divisions: Sequence[Division]
    labels: Mapping[str, bool]

    def __post_init__(self) -> None:
        if not self.segments or not self.divisions:
            raise ValueError("Companies are placed over segments and provinces, and there are none.")


class SyntheticPlacement(NamedTuple):
    """A placement; without a city, no more than the province is known."""

    public_id: str
    segment: str
    province: str
    city: str | None
    status: str
    verified_on: date | None


class Quotation(NamedTuple):
    """A listing."""

    exchange: str
    ticker: str
    listed_on: date
    delisted_on: date | None


class Award(NamedTuple):
    """A label that the company has: for which chain (its slug), if it is given per chain, and since when."""

    label: str
    chain: str | None
    year: int


class SyntheticCompany(NamedTuple):
    """A company with all that is said of it."""

    public_id: str
    name: SyntheticName
    has_legal_name: bool
    name_en: str
    uscc: str
    founded_on: date | None
    website: str
    province: str | None
    city: str | None
    stands: list[SyntheticPlacement]
    quotations: list[Quotation]
    awards: list[Award]


class _Skewed:
    """Draws of values, each as often as its weight."""

    def __init__(self, random: Random, weights: Mapping[Any, float]) -> None:
        self.values = list(weights)
        self.up_to = list(accumulate(weights.values()))
        self.random = random.random

    def draw(self) -> Any:
        """Return one of the values."""
        return self.values[bisect(self.up_to, self.random() * self.up_to[-1])]


def ranked(values: Sequence[Any]) -> dict[Any, float]:
    """Return how often each value is, the first the most, by Zipf's law."""
    return {value: (rank + 1) ** -STEEPNESS for rank, value in enumerate(values)}


def firms(ground: SyntheticFrame, seed: int) -> Iterator[SyntheticCompany]:
    """Yield made-up companies without end, the same for the same ground and seed; each has another name and code."""
    return _Factory(ground, seed).run()


def credit_code(number: int, division: str) -> str:
    """Return the unified social credit code of a company (GB 32100-2015) registered in a division of six digits.

    Another one for every number below :data:`CODES`. The organisation code in it has a check character of its own (GB
    11714-1997).
    """
    body = "MA" + _in_base_31(number % CODES)
    check = -sum(weight * int(sign, 36) for weight, sign in zip(_ORGANISATION_WEIGHTS, body, strict=True)) % 11
    code = f"91{division}{body}{'0123456789X'[check]}"
    total = sum(weight * _VALUE[sign] for weight, sign in zip(_CREDIT_WEIGHTS, code, strict=True))
    return code + _CREDIT_ALPHABET[-total % 31]


def registered_in(division: str) -> str:
    """Return the division of GB/T 2260 that a company of this province or city is registered in.

    The city's own; that of the first city of a province that has no code of its own in the standard (a municipality
    is divided at once), and the state's where there is none either.
    """
    of_the_first = f"{division[:2]}0100"
    return next(code for code in (division, of_the_first, "100000") if division_exists(code))


def _in_base_31(number: int) -> str:
    signs = []
    for _place in range(6):
        number, value = divmod(number, 31)
        signs.append(_CREDIT_ALPHABET[value])
    return "".join(reversed(signs))


class _Counted:
    """Numbers below ``size``, each once and in no visible order: a walk by a step that has no divisor in common."""

    def __init__(self, random: Random, size: int) -> None:
        self.size = size
        self.at, self.step = random.randrange(size), random.randrange(size // 3, size)
        while gcd(self.step, size) > 1:
            self.step += 1

    def next(self) -> int:
        """Return the next number."""
        self.at = (self.at + self.step) % self.size
        return self.at


class _Factory:
    """What the companies are drawn from."""

    def __init__(self, ground: SyntheticFrame, seed: int) -> None:
        self.random = random = Random(seed)
        self.ground = ground
        self.namer = Namer(random, [name for each in ground.divisions for _code, name in _places(each)])
        self.company_ids = _Counted(random, len(PUBLIC_ID_ALPHABET) ** PUBLIC_ID_LENGTH)
        self.placement_ids = _Counted(random, len(PUBLIC_ID_ALPHABET) ** PUBLIC_ID_LENGTH)
        self.codes = _Counted(random, CODES)
        self.tickers = {name: _Counted(random, TICKERS) for name in EXCHANGES}
        self.listed = dict.fromkeys(EXCHANGES, 0)
        self.segment = _Skewed(random, ranked(ground.segments))
        self.in_chain = {
            chain: _Skewed(random, ranked([code for code in ground.segments if _chain(code) == chain]))
            for chain in dict.fromkeys(map(_chain, ground.segments))
        }
        self.division = _Skewed(random, ranked(ground.divisions))
        self.city = {each.code: _Skewed(random, ranked(each.cities)) for each in ground.divisions if each.cities}
        self.number = _Skewed(random, PLACEMENTS)
        self.status = _Skewed(random, STATUSES)
        self.exchange = _Skewed(random, {name: weight for name, (weight, _digit) in EXCHANGES.items()})

    def run(self) -> Iterator[SyntheticCompany]:
        """Yield companies for ever."""
        chance, registers = self.random.random, {}
        while True:
            division = self.division.draw()
            city, place = None, division.name
            if division.cities and chance() < 0.9:
                city, place = self.city[division.code].draw()
            name = self.namer.name(place)
            home = city or division.code
            if home not in registers:
                registers[home] = registered_in(home)
            public_id = _public_id(self.company_ids.next())
            stands = self.stands(division)
            registered = chance() < 0.85
            yield SyntheticCompany(
                public_id=public_id,
                name=name,
                has_legal_name=chance() < 0.6,
                name_en=self.namer.english(name) if chance() < 0.15 else "",
                uscc=credit_code(self.codes.next(), registers[home]) if chance() < 0.9 else "",
                founded_on=self.day() if chance() < 0.8 else None,
                website=f"https://{public_id}.example/" if chance() < 0.2 else "",
                province=division.code if registered else None,
                city=city if registered and chance() < 0.8 else None,
                stands=stands,
                quotations=self.quotations() if chance() < LISTED else [],
                awards=self.awards(stands),
            )

    def day(self, first: int = _FIRST_DAY) -> date:
        """Return some day between the first one and the last."""
        return date.fromordinal(first + int(self.random.random() * (_LAST_DAY - first)))

    def stands(self, home: Division) -> list[SyntheticPlacement]:
        """Return the placements: the first nearly always at home, the others near it in the chain."""
        chance, found, taken = self.random.random, [], set()
        wanted, tries = self.number.draw(), 0
        while len(found) < wanted and tries < 4 * wanted:
            tries += 1
            segment = (
                self.in_chain[_chain(found[0].segment)].draw() if found and chance() < 0.85 else self.segment.draw()
            )
            division = home if chance() < (0.5 if found else 0.9) else self.division.draw()
            city = self.city[division.code].draw()[0] if division.cities and chance() < 0.6 else None
            if (segment, city or division.code, city is None) in taken:
                continue
            taken.add((segment, city or division.code, city is None))
            status = self.status.draw()
            verified_on = self.day(_FIRST_CHECK) if status == "verified" else None
            public_id = _public_id(self.placement_ids.next())
            found.append(SyntheticPlacement(public_id, segment, division.code, city, status, verified_on))
        return found

    def quotations(self) -> list[Quotation]:
        """Return the listing, as long as its exchange has a ticker left; now and then it has ended."""
        exchange = self.exchange.draw()
        if self.listed[exchange] == TICKERS:
            return []
        self.listed[exchange] += 1
        ticker = f"{EXCHANGES[exchange][1]}{self.tickers[exchange].next():05}"
        listed_on = self.day()
        delisted_on = self.day(listed_on.toordinal()) if self.random.random() < 0.05 else None
        return [Quotation(exchange, ticker, listed_on, delisted_on)]

    def awards(self, stands: list[SyntheticPlacement]) -> list[Award]:
        """Return the labels; one that is given per chain is given for that of the first placement."""
        chance = self.random.random
        return [
            Award(label, _chain(stands[0].segment) if per_chain else None, 2012 + int(chance() * 12))
            for label, per_chain in self.ground.labels.items()
            if chance() < LABELS.get(label, RARE)
        ]


def _places(division: Division) -> list[tuple[str, str]]:
    return [(division.code, division.name), *division.cities]


def _chain(segment: str) -> str:
    return segment.partition(".")[0]


def _public_id(number: int) -> str:
    return "".join(_PAIRS[number >> shift & 1023] for shift in (40, 30, 20, 10, 0))
