"""Search for values that faults in earlier versions may have left. It reads whole tables, at the terminal only."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, models
from django.db.models import Q

from chains.analysis.damage import Damage, Kind, is_no_day, right_listing
from chains.analysis.dates import EARLIEST, LATEST
from chains.analysis.missing_values import is_missing
from chains.analysis.names import name_key
from chains.analysis.tickers import TickerError
from chains.changelog import LISTS, misstated
from chains.choices import BatchKind, BatchStatus
from chains.models import Batch, Company, CompanyName, Evidence, Listing, Placement, Source
from chains.models.columns import COLUMNS, Use


def _optional_texts(model: type[models.Model]) -> list[str]:
    """Return the names of the columns of imported sheets that hold a text or nothing."""
    return [each.name for each in COLUMNS[model].used(Use.IMPORT) if each.read_as == "text" and each.field.blank]


#: Where a word for nothing may stand as a value, and what is right instead; None where the row is nothing without it.
_TEXTS: tuple[tuple[type[models.Model], str, str | None], ...] = (
    *((Company, name, "") for name in _optional_texts(Company)),
    (CompanyName, "name", None),
    *((Placement, name, "") for name in _optional_texts(Placement)),
)
_DAYS: tuple[tuple[type[models.Model], str], ...] = tuple(
    (model, each.name) for model in (Company, Listing, Source) for each in COLUMNS[model] if each.read_as == "date"
)
#: Statuses of an imported sheet that has written nothing.
_LEFT = (BatchStatus.UPLOADED, BatchStatus.PLANNED, BatchStatus.FAILED, BatchStatus.CANCELLED)


def damages(kinds: Iterable[Kind] = tuple(Kind)) -> list[Damage]:
    """Return all damage of these kinds, in their order, within a kind in the order of the records.

    What dead workers have left is not looked for here: that is ``chains/importing/recovery.py``.
    """
    return [each for kind in kinds if kind in _FINDERS for each in _FINDERS[kind]()]


def _words_for_nothing() -> Iterator[Damage]:
    for model, field, right in _TEXTS:
        rows = model._default_manager.exclude(**{field: ""}).order_by("pk").values_list("pk", field)
        wrong = {key: text for key, text in rows.iterator() if is_missing(text)}
        for key, row in _rows(model, wrong):
            yield Damage(Kind.WORD_FOR_NOTHING, model._meta.label_lower, key, str(row), field, wrong[key], right)
    for key, name in Company.objects.order_by("pk").values_list("pk", "name").iterator():
        if is_missing(name):
            yield Damage(Kind.WORD_FOR_NOTHING, Company._meta.label_lower, key, name, "name", name, mendable=False)


def _tickers() -> Iterator[Damage]:
    for key, exchange, ticker, company in (
        Listing.objects.order_by("pk").values_list("pk", "exchange", "ticker", "company__name").iterator()
    ):
        right, mendable = None, True
        try:
            right = right_listing(exchange, ticker)
        except TickerError:
            mendable = False
        if right or not mendable:
            value = f"{exchange}:{ticker}"
            yield Damage(
                Kind.TICKER, Listing._meta.label_lower, key, company, "ticker", value, right, mendable=mendable
            )


def _days() -> Iterator[Damage]:
    for model, field in _DAYS:
        beyond = Q(**{f"{field}__lt": EARLIEST}) | Q(**{f"{field}__gt": LATEST})
        for row in model._default_manager.filter(beyond).order_by("pk"):
            day = getattr(row, field)
            if is_no_day(day):
                yield Damage(Kind.DATE, model._meta.label_lower, row.pk, str(row), field, day.isoformat())


def _sources_of_left_plans() -> Iterator[Damage]:
    made = Source.history.filter(history_type="+", batch__importbatch__status__in=_LEFT).values("id")
    sources = Source.objects.filter(pk__in=made)
    for relation in Source._meta.related_objects:
        other, name = relation.related_model, relation.field.name
        if other.__name__.startswith("Historical"):
            continue
        rows = other._base_manager.filter(**{f"{name}__isnull": False})
        if other is Batch:
            rows = rows.exclude(importbatch__status__in=_LEFT)
        sources = sources.exclude(pk__in=rows.values(name))
    for source in sources.order_by("pk"):
        yield Damage(Kind.SOURCE_OF_A_LEFT_PLAN, Source._meta.label_lower, source.pk, str(source))


def _lost_evidence() -> Iterator[Damage]:
    """Placements without evidence that stayed when an undo took what had been made with them."""
    bare = Placement.objects.filter(evidence=None)
    lost = Evidence.history.filter(history_type="-", batch__kind=BatchKind.UNDO, placement_id__in=bare.values("pk"))
    keys: dict[int, set[int]] = defaultdict(set)
    for placement, key in lost.exclude(id__in=Evidence.objects.values("pk")).values_list("placement_id", "id"):
        keys[placement].add(key)
    made_with = dict(Placement.history.filter(id__in=list(keys), history_type="+").values_list("id", "batch"))
    evidence = {key for own in keys.values() for key in own}
    made_in = dict(
        Evidence.history.filter(id__in=evidence, history_type="+").exclude(batch=None).values_list("id", "batch")
    )
    for key, row in _rows(Placement, keys):
        own = tuple(sorted(each for each in keys[key] if made_in.get(each) == made_with.get(key)))
        if own:
            yield Damage(Kind.LOST_EVIDENCE, Placement._meta.label_lower, key, str(row), keys=own)


def _log_entries() -> Iterator[Damage]:
    for name in LISTS:
        for key in misstated(connection, name):
            yield Damage(Kind.LOG_ENTRY, name, key, key)


def _english_twins() -> Iterator[Damage]:
    """Companies that an import made though another one has their name as its English name: to be merged by a person."""
    named: dict[str, tuple[int, str]] = {}
    for key, name, english in Company.objects.exclude(name_en="").values_list("pk", "name", "name_en").iterator():
        named[name_key(english)] = (key, name)
    for key, own, name in Company.objects.order_by("pk").values_list("pk", "name_key", "name").iterator():
        other, called = named.get(own, (key, ""))
        if other != key:
            yield Damage(Kind.ENGLISH_TWIN, Company._meta.label_lower, key, name, "name", called, mendable=False)


def _rows(model: type[models.Model], keys: Iterable[int]) -> Iterator[tuple[int, models.Model]]:
    related = [each.name for each in model._meta.concrete_fields if each.many_to_one]
    found = model._default_manager.select_related(*related).in_bulk(list(keys))
    return iter(sorted(found.items()))


_FINDERS: dict[Kind, Callable[[], Iterator[Damage]]] = {
    Kind.WORD_FOR_NOTHING: _words_for_nothing,
    Kind.TICKER: _tickers,
    Kind.DATE: _days,
    Kind.SOURCE_OF_A_LEFT_PLAN: _sources_of_left_plans,
    Kind.LOST_EVIDENCE: _lost_evidence,
    Kind.LOG_ENTRY: _log_entries,
    Kind.ENGLISH_TWIN: _english_twins,
}
