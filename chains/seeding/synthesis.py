"""Filling a database with synthetic companies, for benchmarks and trials at scale.

In chunks, each a transaction and so a revision of the changelog, which is written as usual. What the
companies rest on is a source that says that they are made up; so does the description of each. Only that source has an
entry in the history: nobody wrote the rest, and an undo would have nothing to go back to.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from chains.analysis.names import name_key
from chains.analysis.readings import with_english
from chains.changelog import clock
from chains.choices import SourceKind
from chains.history.bulk_writing import refresh_statistics
from chains.history.curation import Change, save
from chains.models import (
    Chain,
    City,
    Company,
    CompanyLabel,
    Evidence,
    Label,
    Listing,
    Placement,
    Province,
    Segment,
    Source,
)
from chains.seeding.synthetic_companies import Division, SyntheticCompany, SyntheticFrame, firms

#: Companies in one transaction: enough for speed, and few enough for a log that is read in windows.
CHUNK = 20_000

SOURCE = "synthetic-data"
SOURCE_TITLE = "虚构数据，仅供测试 Made-up data, for trials only"
DESCRIPTION = "虚构企业，仅供测试。Made up for trials; no such company exists."

_TABLES = (Company, Listing, CompanyLabel, Placement, Evidence)


class SynthesisRefusedError(Exception):
    """Nothing is made up here; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Synthesized:
    """How many rows were made, by model (its plural name)."""

    made: dict[str, int]


def synthesize(
    companies: int, seed: int, *, chunk: int = CHUNK, told: Callable[[int], None] = lambda done: None
) -> Synthesized:
    """Make ``companies`` companies up and write them; the same seed on the same record gives the same ones.

    ``told`` is called after each chunk with the number of companies so far. Raises :class:`SynthesisRefusedError`
    (and writes nothing) where the trees are missing or where somebody's work is on record.
    """
    _refuse(companies)
    found = ground()
    with transaction.atomic():
        source = Source(slug=SOURCE, kind=SourceKind.REGISTER, title=SOURCE_TITLE, note=DESCRIPTION)
        save(source, Change(None, "Synthetic data"))
    writer = _Writer(source)
    endless, made = firms(found, seed), Counter()
    for start in range(0, companies, chunk):
        rows = list(islice(endless, min(chunk, companies - start)))
        made.update(writer.write(rows))
        told(start + len(rows))
    refresh_statistics()
    return Synthesized({str(model._meta.verbose_name_plural): made[model] for model in _TABLES})


def ground() -> SyntheticFrame:
    """Return what companies are placed over: the record's segments and provinces, those that hold most first."""
    live = Count("placements", filter=~Q(placements__status="withdrawn"))
    segments = Segment.objects.annotate(held=live).order_by("-held", "code").values_list("code", flat=True)
    held = dict(Placement.objects.order_by().values_list("province").annotate(held=Count("pk")))
    provinces = sorted(Province.objects.all(), key=lambda each: (-held.get(each.code, 0), each.code))
    cities: dict[str, list[tuple[str, str]]] = {}
    for code, name, province in City.objects.order_by("code").values_list("code", "name", "province"):
        cities.setdefault(province, []).append((code, name))
    return SyntheticFrame(
        tuple(segments),
        tuple(Division(each.code, each.name, tuple(cities.get(each.code, ()))) for each in provinces),
        dict(Label.objects.order_by("slug").values_list("slug", "per_chain")),
    )


def _refuse(companies: int) -> None:
    if companies < 1:
        raise SynthesisRefusedError(_("At least one company has to be made up."))
    if not (Segment.objects.exists() and Province.objects.exists()):
        raise SynthesisRefusedError(
            _("There are no segments and provinces to place companies in. Run “manage.py load_seed” first.")
        )
    if Source.objects.filter(slug=SOURCE).exists():
        raise SynthesisRefusedError(
            _("This database holds made-up companies already. Begin with a new one for another number or seed.")
        )
    # Loading the seed signs with nobody's name, and is no batch.
    worked = Q(history_user__isnull=False) | Q(batch__isnull=False)
    if any(model.history.filter(worked).exists() for model in (Company, Placement)):
        raise SynthesisRefusedError(
            _("People have worked on this database. Made-up companies belong into one of their own.")
        )


class _Table:
    """A table that whole rows are written to: by COPY where there is one, which is many times as fast."""

    def __init__(self, model: type[models.Model], given: Sequence[str]) -> None:
        self.model = model
        # What nobody gives a value has its default, so that a new column with one needs nothing here.
        fields = {each.attname: each for each in model._meta.concrete_fields}
        columns = [fields.pop(name).column for name in given]
        rest = list(fields.values())
        self.constants = tuple(each.get_db_prep_save(each.get_default(), connection) for each in rest)
        name = connection.ops.quote_name
        listed = ", ".join(name(column) for column in (*columns, *(each.column for each in rest)))
        self.copy = f"COPY {name(model._meta.db_table)} ({listed}) FROM STDIN"
        marks = ", ".join(["%s"] * (len(columns) + len(rest)))
        self.insert = f"INSERT INTO {name(model._meta.db_table)} ({listed}) VALUES ({marks})"

    def keys(self, count: int) -> Iterable[int]:
        """Return as many new primary keys."""
        table = self.model._meta.db_table
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
                cursor.execute(sequence, [table, count])
                return [key for (key,) in cursor.fetchall()]
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
            first = cursor.fetchone()[0] + 1
        return range(first, first + count)

    def bulk_insert(self, rows: Iterator[tuple[Any, ...]]) -> int:
        """Write the rows and return how many they were."""
        count = 0
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with connection.wrap_database_errors, cursor.copy(self.copy) as copy:
                    for row in rows:
                        copy.write_row(row + self.constants)
                        count += 1
                return count
            while few := [row + self.constants for row in islice(rows, 5000)]:
                cursor.executemany(self.insert, few)
                count += len(few)
        return count


class _Writer:
    """Writes firms with all that is said of them."""

    def __init__(self, source: Source) -> None:
        self.source = source.pk
        self.segments = dict(Segment.objects.values_list("code", "pk"))
        self.chains = dict(Chain.objects.values_list("slug", "pk"))
        self.labels = dict(Label.objects.values_list("slug", "pk"))
        always = ("id", "created", "updated")
        self.companies = _Table(
            Company,
            (
                *always,
                *("public_id", "name", "name_en", "name_en_key", "name_key", "pinyin", "initials", "readings"),
                *("legal_name", "legal_key", "uscc", "founded_on", "website", "province_id", "city_id", "description"),
            ),
        )
        self.listings = _Table(
            Listing, (*always, "company_id", "exchange", "ticker", "listed_on", "delisted_on", "source_id")
        )
        self.awards = _Table(CompanyLabel, (*always, "company_id", "label_id", "chain_id", "year", "source_id"))
        self.placements = _Table(
            Placement,
            (*always, "public_id", "company_id", "segment_id", "province_id", "city_id", "status", "verified_on"),
        )
        self.evidence = _Table(
            Evidence, (*always, "placement_id", "source_id", "printed_name", "printed_key", "locator")
        )

    @transaction.atomic
    def write(self, rows: list[SyntheticCompany]) -> dict[type[models.Model], int]:
        """Write these firms; return how many rows that made, by model."""
        moment = clock.now()
        keys = dict(zip((firm.public_id for firm in rows), self.companies.keys(len(rows)), strict=True))
        stands = sum(len(firm.stands) for firm in rows)
        placed = list(self.placements.keys(stands))
        # What a row is shown with comes before it (keys are checked at the end): so the log, which hears of each row as
        # it comes, has nothing to look up for it.
        return {
            Evidence: self._numbered(self.evidence, self._evidence(rows, placed), moment),
            Listing: self._numbered(self.listings, self._listings(rows, keys), moment),
            CompanyLabel: self._numbered(self.awards, self._awards(rows, keys), moment),
            Company: self.companies.bulk_insert(self._companies(rows, keys, _prepared(moment))),
            Placement: self.placements.bulk_insert(self._placements(rows, keys, placed, _prepared(moment))),
        }

    def _numbered(self, table: _Table, rows: Iterator[tuple[Any, ...]], moment: datetime) -> int:
        gathered, stamp = list(rows), _prepared(moment)
        keys = table.keys(len(gathered))
        return table.bulk_insert((key, stamp, stamp, *row) for key, row in zip(keys, gathered, strict=True))

    def _companies(self, rows: list[SyntheticCompany], keys: dict[str, int], moment: Any) -> Iterator[tuple[Any, ...]]:
        for firm in rows:
            name = firm.name
            yield (
                *(keys[firm.public_id], moment, moment, firm.public_id, name.full, firm.name_en),
                *(name_key(firm.name_en) if firm.name_en else "", name.key, name.pinyin, name.initials),
                with_english(name.readings, firm.name_en),
                *((name.full, name.key) if firm.has_legal_name else ("", "")),
                *(firm.uscc, _prepared(firm.founded_on), firm.website, firm.province, firm.city, DESCRIPTION),
            )

    def _listings(self, rows: list[SyntheticCompany], keys: dict[str, int]) -> Iterator[tuple[Any, ...]]:
        for firm in rows:
            for each in firm.quotations:
                days = (_prepared(each.listed_on), _prepared(each.delisted_on))
                yield (keys[firm.public_id], each.exchange, each.ticker, *days, self.source)

    def _awards(self, rows: list[SyntheticCompany], keys: dict[str, int]) -> Iterator[tuple[Any, ...]]:
        for firm in rows:
            for each in firm.awards:
                chain = self.chains[each.chain] if each.chain else None
                yield (keys[firm.public_id], self.labels[each.label], chain, each.year, self.source)

    def _placements(
        self, rows: list[SyntheticCompany], keys: dict[str, int], placed: list[int], moment: Any
    ) -> Iterator[tuple[Any, ...]]:
        free = iter(placed)
        for firm in rows:
            for each in firm.stands:
                yield (
                    *(next(free), moment, moment, each.public_id, keys[firm.public_id], self.segments[each.segment]),
                    *(each.province, each.city, each.status, _prepared(each.verified_on)),
                )

    def _evidence(self, rows: list[SyntheticCompany], placed: list[int]) -> Iterator[tuple[Any, ...]]:
        free = iter(placed)
        for firm in rows:
            for number, _stand in enumerate(firm.stands, 1):
                yield (next(free), self.source, firm.name.full, firm.name.key, f"第 {number} 行")


def _prepared(moment: date | datetime | None) -> Any:
    """Return a moment or day as the database takes it."""
    if isinstance(moment, datetime):
        return connection.ops.adapt_datetimefield_value(moment)
    return connection.ops.adapt_datefield_value(moment)
