"""Search over everything that has a name."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from chains.index import hits, rows_in_order
from chains.models import (
    Alliance,
    Chain,
    City,
    Company,
    Park,
    Platform,
    Project,
    Province,
    ResearchBase,
    Segment,
    Source,
    Technology,
)
from chains.searching import words_of

#: How many of each kind the search page shows before it points to the list.
SHOWN = 8
#: How far the companies are counted, which may be hundreds of thousands: "1000+" says as much.
COUNTED = 1_000
#: Of how many words a text may be in which places and segments are looked for: each is asked of several tables.
NAMING = 4


@dataclass(frozen=True)
class Finding:
    """The hits of one kind: the best ``rows``, and how many there are in all; ``more`` if that is not all.

    ``query`` asks the list of that kind for all of them. ``words`` are names of places, segments and chains in the
    text, of which companies were found, as ``设计`` in ``上海``; mostly there are none.
    """

    kind: str
    rows: tuple[Any, ...]
    total: int
    query: str
    more: bool = False
    words: tuple[str, ...] = ()

    @property
    def count(self) -> str:
        """The number of hits as text."""
        return f"{self.total}+" if self.more else str(self.total)

    @property
    def is_called(self) -> bool:
        """Whether the text is the name or a short form of the first of the rows."""
        return bool(getattr(self.rows[0], "is_called", False))


def search(text: str) -> tuple[Finding, ...]:
    """Return what ``text`` finds, by kind; kinds without a hit are left out.

    What stands under every chain (chains, places, segments) comes first if the text is its name or a short form of it,
    and then companies: by their own names, and by the places and segments that the words name.
    """
    if not text.strip():
        return ()
    sources = Source.objects.filter(
        Q(title__icontains=text) | Q(issuer__icontains=text) | Q(issue__icontains=text) | Q(author__icontains=text)
    )
    frame: tuple[tuple[str, QuerySet], ...] = (
        ("chains", _best(Chain, text)),
        ("provinces", _best(Province, text)),
        ("cities", _best(City, text.removesuffix("市")).select_related("province")),
        ("segments", _best(Segment, text).select_related("layer__chain", "parent")),
    )
    others: tuple[tuple[str, QuerySet], ...] = (
        ("research-bases", _best(ResearchBase, text).select_related("province", "city")),
        ("platforms", _best(Platform, text).select_related("province", "city")),
        ("parks", _best(Park, text).select_related("province", "city")),
        ("alliances", _best(Alliance, text).select_related("province", "city")),
        ("technologies", _best(Technology, text)),
        ("projects", _best(Project, text).select_related("province", "city")),
        ("sources", sources.order_by("-date", "slug")),
    )
    standing = _findings(frame, text)
    called = [finding for finding in standing if finding.is_called]
    uncalled = [finding for finding in standing if not finding.is_called]
    return (*called, *_companies(text), *_placed(text), *uncalled, *_findings(others, text))


def _findings(kinds: Iterable[tuple[str, QuerySet]], text: str) -> list[Finding]:
    findings = []
    for kind, found in kinds:
        rows = tuple(found[: SHOWN + 1])
        if rows:
            total = len(rows) if len(rows) <= SHOWN else found.count()
            findings.append(Finding(kind, rows[:SHOWN], total, urlencode({"q": text})))
    return findings


def _companies(text: str) -> list[Finding]:
    keys, total = hits(text, SHOWN, COUNTED + 1)
    if not keys:
        return []
    rows = rows_in_order(keys)
    return [Finding("companies", rows, min(total, COUNTED), urlencode({"q": text}), total > COUNTED)]


def _placed(text: str) -> list[Finding]:
    """Return the companies at the places and in the segments that the words of ``text`` name, as in ``上海 设计``.

    Words that name neither must be found in the names of those companies.
    """
    words = words_of(text)
    if not 1 < len(words) <= NAMING:
        return []
    choice, named, rest = defaultdict(list), [], []
    for word in words:
        parameter, codes = _named_by(word)
        if parameter:
            choice[parameter] += codes
            named.append(word)
        else:
            rest.append(word)
    if not named:
        return []
    if rest:
        choice["q"] = [" ".join(rest)]
    found = Company.objects.matching(choice)
    keys = list(found.order_by("pinyin", "public_id").values_list("pk", flat=True)[: SHOWN + 1])
    if not keys:
        return []
    rows = rows_in_order(keys[:SHOWN])
    total = len(keys) if len(keys) <= SHOWN else found.order_by()[: COUNTED + 1].count()
    query = urlencode(choice, doseq=True)
    return [Finding("companies", rows, min(total, COUNTED), query, total > COUNTED, tuple(words))]


def _named_by(word: str) -> tuple[str, list[str]]:
    """Return the parameter of the list of companies that a word names a value of, and the values; or nothing."""
    for parameter, model, key in (
        ("province", Province, "code"),
        ("city", City, "code"),
        ("segment", Segment, "code"),
        ("chain", Chain, "slug"),
    ):
        name = word.removesuffix("市") if model is City else word
        if codes := list(model.objects.called(name).order_by(key).values_list(key, flat=True)):
            return parameter, codes
    return "", []


def _best(model: type, text: str) -> QuerySet:
    rows = model.objects.search(text).best_first(text)
    return rows.annotate(is_called=ExpressionWrapper(model.objects.called_condition(text), BooleanField()))
