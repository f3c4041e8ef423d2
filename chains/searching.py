"""Search conditions on names, the rank of a match, and the character grams that PostgreSQL indexes.

A gram is a character or two neighbouring ones. A name holds a text only if it holds the text's grams, and those of
every name are in an index of PostgreSQL's (GIN), whoever wrote the row; ``pg_trgm`` knows nothing shorter than three.
SQLite has no such index: it reads every name.

Each gram of a company stands on a shelf, by the beginning of its pinyin. The hits of a common text are read shelf after
shelf, in the order in which they are shown, until a page is full.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    IntegerField,
    Lookup,
    OrderBy,
    Q,
    TextField,
    Value,
    When,
)
from django.db.models.expressions import BaseExpression, Combinable, Func
from django.db.models.sql.compiler import SQLCompiler

from chains.analysis.names import has_cjk, name_key, tidy
from chains.analysis.tickers import ticker_beside_market

#: Where a shelf ends and the next begins. The first are the smallest: a page is mostly filled from them.
BOUNDS = ("b", "c", "i")
SHELVES = tuple(range(len(BOUNDS) + 1))

#: Texts of Latin letters up to this length are looked for only where a syllable or a word begins: ``ai`` is in ``hai``.
SHORT = 3
_SPELT = re.compile(r"[a-z0-9]+")

#: What the exchanges put in front of a name: special treatment, a day without right or dividend, the first days.
_MARKS = re.compile(r"^(?:S?\*?ST|XD|XR|DR|N|C)(?=[\u3400-\u9fff])", re.IGNORECASE)
_TICKER_IN_BRACKETS = re.compile(r"[(（\[【]\s*((?=[^)）\]】]*\d)[0-9A-Za-z.]+)\s*[)）\]】]")
#: A ticker, or how it begins, also with an exchange behind or, by a program that took it for a number, with a nought.
_TICKER = re.compile(r"([0-9A-Z][0-9A-Z-]{0,9})(\.[A-Z]{1,3}|\.0)?")

#: Columns with capitals, which make no difference to a search.
CASED = {"name_en", "readings"}

Compiled = tuple[str, Sequence[Any]]


def words_of(text: str) -> list[str]:
    """Return the words to look for, each of which must be found, without what is no part of a name.

    >>> words_of("*ST士兰微（６００４６０）")
    ['士兰微', '600460']
    """
    text = _TICKER_IN_BRACKETS.sub(r" \1 ", unicodedata.normalize("NFKC", tidy(text)))
    return [_MARKS.sub("", word) for word in text.split()]


def tickers_of(word: str) -> list[str]:
    """Return the tickers that a word may be the beginning of, whatever exchange it names: ``SZ002371`` is 002371."""
    plain = _TICKER.fullmatch(word.upper())
    return [ticker for ticker in dict.fromkeys((plain[1] if plain else "", ticker_beside_market(word))) if ticker]


def name_condition(text: str) -> Q:
    """Return the condition that a name matches ``text``.

    Chinese matches anywhere. Latin letters match the readings and the English name where a syllable or a word begins;
    one letter only at the very beginning, and more than :data:`SHORT` within a Latin name as well.
    """
    key = name_key(text)
    if not key:
        return Q(pk__in=[])
    if len(key) == 1 and key.isascii():
        return Q(name_key__contains=key) | Q(pinyin__startswith=key) | Q(initials__startswith=key)
    condition = Q(pk__in=[]) if _is_short(key) else Q(name_key__contains=key)
    return condition | Q(readings__spells=key) if _SPELT.fullmatch(key) else condition


def called_condition(text: str, short_forms: Iterable[str]) -> Q:
    """Return the condition that ``text`` is the whole name of a row or stands in one of the columns of short forms."""
    text = " ".join(words_of(text))
    condition = Q(name_key=name_key(text)) | Q(name_en__iexact=text)
    for column in short_forms:
        condition |= Q(**{f"{column}__iexact": text})
    return condition if name_key(text) else Q(pk__in=[])


def english_condition(word: str) -> Q:
    """Return the condition that the English name matches a word, beyond what :func:`name_condition` says of it."""
    return Q(pk__in=[]) if _is_short(name_key(word)) else Q(name_en__icontains=word)


def own_condition(word: str) -> Q:
    """Return the condition that a company's own columns match a word: its name, English and legal name."""
    key = name_key(word)
    condition = name_condition(word) | english_condition(word)
    return condition | Q(legal_key__contains=key) if key and has_cjk(key) else condition


def _is_short(key: str) -> bool:
    return 1 < len(key) <= SHORT and bool(_SPELT.fullmatch(key))


@TextField.register_lookup
class Spells(Lookup):
    """Whether readings hold a text of small letters and digits from the beginning of a syllable on.

    A syllable begins with a capital there (:func:`chains.analysis.readings.readings_of`).
    """

    lookup_name = "spells"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the comparison with a pattern of SQLite's, which has no bounds of words."""
        return self._compared(compiler, connection, "GLOB", f"*{self._pattern()}*")

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the comparison with a regular expression."""
        return self._compared(compiler, connection, "~", self._pattern())

    def _compared(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, operator: str, pattern: str
    ) -> Compiled:
        readings, params = self.process_lhs(compiler, connection)
        return f"{readings} {operator} %s", [*params, pattern]

    def _pattern(self) -> str:
        if not _SPELT.fullmatch(self.rhs):
            raise ValueError(f"{self.rhs!r} cannot be spelt: small letters and digits only.")
        first, *others = self.rhs
        return first.upper() + "".join(f"[{each}{each.upper()}]" for each in others)


# -- how well a name fits


@dataclass(frozen=True)
class Tier:
    """Rows that fit equally well: those of a condition that are in no better tier, in the order of a column.

    Where no other index finds its rows, they ``hold`` the ``texts``: that is the condition on grams of one text.
    """

    condition: Q
    order: str = "pinyin"
    texts: tuple[str, ...] = ()
    hold: Callable[[str, Iterable[int]], "Q | Holds"] | None = None

    def on(self, shelves: Iterable[int]) -> Q:
        """Return the condition that a row of the tier fulfils, if it stands on one of the shelves."""
        condition = Q()
        for text in self.texts:
            condition &= Q(self.hold(text, shelves))
        return condition

    def grams(self) -> list[Q]:
        """Return the condition for each gram by itself, for weighing them; the first eight are enough for that."""
        pairs = [text[place - 1 : place + 1] for text in self.texts for place in _places(len(text))]
        return [Q(self.hold(pair, SHELVES)) for pair in list(dict.fromkeys(pairs))[:8]]


def tiers(text: str) -> tuple[Tier, ...]:
    """Return how well a name may fit ``text``, best first: exactly, at its start, anywhere; pinyin after characters.

    What begins with the text is in the order of the index that finds it, so that the first rows are read and no more.
    """
    text = " ".join(words_of(text))
    key = name_key(text)
    if not key:
        return ()
    exact, start = Tier(Q(name_key=key)), Tier(Q(name_key__startswith=key), "name_key")
    anywhere = Tier(
        Q(name_key__contains=key), "pinyin", (key,), lambda text, shelves: Q(Holds("name_key", text, shelves))
    )
    if not key.isascii():
        return (exact, start, anywhere)
    spelt = (Tier(Q(pinyin=key)), Tier(Q(initials=key)))
    spelt_start = (Tier(Q(pinyin__startswith=key)), Tier(Q(initials__startswith=key), "initials"))
    return (exact, *spelt, start, *spelt_start) if _is_short(key) else (exact, *spelt, start, *spelt_start, anywhere)


def own_tier(words: Sequence[str]) -> Tier:
    """Return the companies whose own columns match every word."""
    condition = Q()
    for word in words:
        condition &= own_condition(word)
    return Tier(condition, "pinyin", tuple(words), may_hold)


def in_order(ranks: Sequence[Tier]) -> tuple[Combinable | BaseExpression | str, ...]:
    """Return the order of rows by their tier, and within one by its column; total, and the same on every database."""
    if not ranks:
        return (Bytewise(F("pinyin")), "pk")
    rank = Case(
        *(When(tier.condition, then=Value(place)) for place, tier in enumerate(ranks)),
        default=Value(len(ranks)),
        output_field=IntegerField(),
    )
    within = Case(
        *(When(tier.condition, then=F(tier.order)) for tier in ranks), default=F("pinyin"), output_field=CharField()
    )
    return (rank, Bytewise(within), "pk")


class Bytewise(OrderBy):
    """Order text by its bytes, as SQLite does and as PostgreSQL's indexes for prefixes do, whatever the collation."""

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the order by the operator of those indexes."""
        # Django takes apart what it is given at the word ASC.
        return self.as_sql(compiler, connection, template="%(expression)s USING ~<~ /* ASC */")


# -- grams


class Holds(Func):
    """Whether a column may hold a text, by its grams on some shelves. It holds it only if this is true.

    Only PostgreSQL knows. Another database says yes to every row, so ask for the text itself as well.
    """

    output_field = BooleanField()

    def __init__(self, column: str, text: str, shelves: Iterable[int] | None) -> None:
        super().__init__(F(column), *([] if shelves is None else [F("pinyin")]))
        self.column, self.text, self.shelves = column, text, None if shelves is None else tuple(shelves)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra: Any) -> Compiled:
        """Return what is true of every row."""
        return "1 = 1", ()

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the condition that the index answers: every gram is there, on one of the shelves."""
        words, *sound = [compiler.compile(each)[0] for each in self.source_expressions]
        grams = _grams_of(self.column, words, *sound)
        text = "UPPER(%s)" if self.column in CASED else "%s"
        shelves = (0,) if self.shelves is None else self.shelves
        clauses = [
            f"{grams} && ARRAY[" + ", ".join(f"'{shelf}' || substr({text}, {place}, 2)" for shelf in shelves) + "]"
            for place in _places(len(self.text))
        ]
        return f"({' AND '.join(clauses)})", [self.text] * len(clauses) * len(shelves)


def may_hold(word: str, shelves: Iterable[int] | None = SHELVES) -> Q:
    """Return what is true of every company whose own columns match a word, on some shelves.

    Without shelves it is asked of an alias, which does not know the pinyin of its company.
    """
    key = name_key(word)
    if _is_short(key):
        return Q(Holds("readings", key, shelves))
    condition = Q(pk__in=[])
    if shelves is not None:
        condition |= Q(Holds("name_en", word, shelves))
    if key:
        condition |= Q(Holds("name_key", key, shelves))
    if key and shelves is not None and has_cjk(key):
        condition |= Q(Holds("legal_key", key, shelves))
    if len(key) > 1 and _SPELT.fullmatch(key):
        condition |= Q(Holds("readings", key, shelves))
    elif len(key) == 1 and key.isascii():
        start = Q(pinyin__startswith=key) | Q(initials__startswith=key)
        condition |= start if shelves is None else start & _on(shelves)
    return condition


def _on(shelves: Iterable[int]) -> Q:
    """Return the condition that a row stands on one of these shelves, which are ranges of the order by pinyin."""
    found = Q()
    for shelf in set(shelves) if set(shelves) != set(SHELVES) else ():
        low = Q(AtLeast("pinyin", BOUNDS[shelf - 1])) if shelf else Q()
        found |= low & ~Q(AtLeast("pinyin", BOUNDS[shelf])) if shelf < len(BOUNDS) else low
    return found


class AtLeast(Func):
    """Whether a column of text stands at a bound or after it, by its bytes."""

    output_field = BooleanField()
    template = "%(expressions)s"
    arg_joiner = " >= "

    def __init__(self, column: str, bound: str) -> None:
        super().__init__(F(column), Value(bound))

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Compiled:
        """Return the comparison by the operator of the indexes for prefixes."""
        return self.as_sql(compiler, connection, arg_joiner=" ~>=~ ")


def _places(length: int) -> Iterable[int]:
    """Return where the pairs of a text begin, counted from one; of a long text, those that together cover it."""
    if length < 2:
        return [1]
    return range(1, length) if length <= 8 else sorted({*range(1, length, 2), length - 1})


def _grams_of(column: str, words: str, sound: str = "''") -> str:
    """Return the grams of a column as SQL, written alike for the index and for what is to be found by it."""
    words = f"UPPER({words}::text)" if column in CASED else words
    # One letter is looked for at the beginning of a spelling only.
    return f'atlas_grams({words} COLLATE "C", {sound} COLLATE "C", {column != "readings"})'


# -- what the database needs for it

_FUNCTION = f"""
CREATE FUNCTION atlas_grams(words text, sound text, singles boolean) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    shelf text := width_bucket(sound COLLATE "C", ARRAY[{", ".join(f"'{bound}'" for bound in BOUNDS)}] COLLATE "C");
    letters text[] := string_to_array(words, NULL);
    grams text[] := '{{}}';
BEGIN
    FOR place IN 1..cardinality(letters) LOOP
        IF singles THEN
            grams := grams || (shelf || letters[place]);
        END IF;
        IF place > 1 THEN
            grams := grams || (shelf || letters[place - 1] || letters[place]);
        END IF;
    END LOOP;
    RETURN grams;
END $$
"""

#: By table, the columns whose grams are kept, and whether they are shelved.
INDEXES = {
    "chains_company": (("name_key", "legal_key", "readings", "name_en"), True),
    "chains_companyname": (("name_key", "readings"), False),
}


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the function and the indexes, on PostgreSQL."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute(_FUNCTION, params=None)
    schema_editor.execute("SET LOCAL maintenance_work_mem = '256MB'", params=None)
    for table, (columns, shelved) in INDEXES.items():
        grams = ", ".join(_grams_of(column, column, *["pinyin"] * shelved) for column in columns)
        # What is written is sorted in a heap at a time; a larger heap makes writing many rows cheaper.
        schema_editor.execute(
            f"CREATE INDEX {table}_grams ON {table} USING gin ({grams}) WITH (gin_pending_list_limit = 16384)",
            params=None,
        )
        # So many different grams are told apart when the planner estimates how often a text occurs.
        for place in range(1, len(columns) + 1):
            schema_editor.execute(f"ALTER INDEX {table}_grams ALTER COLUMN {place} SET STATISTICS 1000", params=None)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    if schema_editor.connection.vendor == "postgresql":
        for table in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_grams", params=None)
        schema_editor.execute("DROP FUNCTION IF EXISTS atlas_grams(text, text, boolean)", params=None)
