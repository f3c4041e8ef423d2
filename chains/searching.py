"""What a search is made of: conditions on names, how well a name fits, and the grams that PostgreSQL finds names by.

A gram is a character or two neighbouring ones. A name holds a text only if it holds the text's grams, and those of
every name are in an index of PostgreSQL's (GIN), whoever wrote the row; ``pg_trgm`` knows nothing shorter than three.
SQLite has no such index: it reads every name.

Each gram of a company stands on a shelf, by the beginning of its pinyin. The hits of a common text are read shelf after
shelf, in the order in which they are shown, until a page is full.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import BooleanField, Case, CharField, F, IntegerField, OrderBy, Q, Value, When
from django.db.models.expressions import BaseExpression, Combinable, Func
from django.db.models.sql.compiler import SQLCompiler

from chains.analysis.names import has_cjk, name_key

#: Where a shelf ends and the next begins. The first are the smallest: a page is mostly filled from them.
BOUNDS = ("b", "c", "i")
SHELVES = tuple(range(len(BOUNDS) + 1))

#: Columns of which single characters are no grams, because one letter is looked for at their start only.
SPELT = {"pinyin", "initials"}

Compiled = tuple[str, Sequence[Any]]


def name_condition(text: str, prefix: str = "") -> Q:
    """Return the condition that a name (found under ``prefix``) matches ``text``.

    Chinese and English names match anywhere; pinyin and initials match anywhere from two letters on, at the
    start for one letter (which would otherwise match nearly everything).
    """
    key = name_key(text)
    if not key:
        return Q(pk__in=[])
    condition = Q(**{f"{prefix}name_key__contains": key})
    if key.isascii():
        lookup = "contains" if len(key) > 1 else "startswith"
        condition |= Q(**{f"{prefix}pinyin__{lookup}": key}) | Q(**{f"{prefix}initials__{lookup}": key})
    return condition


def own_condition(word: str) -> Q:
    """Return the condition that a company's own columns match a word: its name, English and legal name."""
    key = name_key(word)
    condition = name_condition(word) | Q(name_en__icontains=word)
    return condition | Q(legal_key__contains=key) if key and has_cjk(key) else condition


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
    return (exact, *spelt, start, *spelt_start, anywhere)


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
        text = "UPPER(%s)" if self.column == "name_en" else "%s"
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
    condition = Q(pk__in=[])
    if shelves is not None:
        condition |= Q(Holds("name_en", word, shelves))
    if key:
        condition |= Q(Holds("name_key", key, shelves))
    if key and shelves is not None and has_cjk(key):
        condition |= Q(Holds("legal_key", key, shelves))
    if len(key) > 1 and key.isascii():
        condition |= Q(Holds("pinyin", key, shelves)) | Q(Holds("initials", key, shelves))
    elif key.isascii() and key:
        start = Q(pinyin__startswith=key) | Q(initials__startswith=key)
        condition |= start if shelves is None else start & _on(shelves)
    return condition


def _on(shelves: Iterable[int]) -> Q:
    """Return the condition that a row stands on one of these shelves: on a stretch of the order by pinyin."""
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
    words = f"UPPER({words}::text)" if column == "name_en" else words
    return f'atlas_grams({words} COLLATE "C", {sound} COLLATE "C", {column not in SPELT})'


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
    "chains_company": (("name_key", "legal_key", "initials", "pinyin", "name_en"), True),
    "chains_companyname": (("name_key", "initials", "pinyin"), False),
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
        # So many different grams are told apart when the planner reckons how often a text occurs.
        for place in range(1, len(columns) + 1):
            schema_editor.execute(f"ALTER INDEX {table}_grams ALTER COLUMN {place} SET STATISTICS 1000", params=None)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away."""
    if schema_editor.connection.vendor == "postgresql":
        for table in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {table}_grams", params=None)
        schema_editor.execute("DROP FUNCTION IF EXISTS atlas_grams(text, text, boolean)", params=None)
