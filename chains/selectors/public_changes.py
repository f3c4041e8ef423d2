"""Public changes, read from the histories, for the page of changes and its feed.

Changes made together are one entry: those of a batch, and those outside of any batch that share one moment. An entry
knows nothing of who made it or why, and speaks only of what everybody can see: of rows that are public now and were so
at the time. What an undone batch did is not told any more.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    Count,
    Exists,
    F,
    Max,
    Min,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from chains.choices import BatchKind, BatchStatus, PlacementStatus, PublicEvent, Stage
from chains.models import Assessment, Batch, Company, CompanyRedirect, Evidence, Placement, Segment
from chains.querysets import Choice

#: What makes an entry: its batch or, outside of any, its moment.
Key = tuple[int | None, datetime]


@dataclass(slots=True)
class PublicChange:
    """Changes made together: how many of each kind; the ``row`` itself where it is one, the ``company`` if one.

    ``kind`` is that of the batch, empty outside of any; ``verdict`` the one recorded, where that is what changed.
    """

    batch: int | None
    moment: datetime
    kind: str = ""
    counts: dict[PublicEvent, int] = field(default_factory=dict)
    row: Any = None
    company: Company | None = None
    verdict: str = ""

    @property
    def id(self) -> str:
        """Its permanent id in addresses."""
        return f"batch-{self.batch}" if self.batch else f"{self.moment.astimezone(UTC):%Y%m%dT%H%M%S%f}"

    @property
    def event(self) -> PublicEvent | None:
        """The event, where there is only one kind."""
        single = sum(self.counts.values()) == 1 or self.counts.keys() == {PublicEvent.MERGED}
        return next(iter(self.counts)) if single else None


class _Line(NamedTuple):
    """How often one thing happened in one entry, to which of the rows (of the last) and companies (first and last)."""

    event: str
    number: int
    one: int
    first_company: int | None
    last_company: int | None
    verdict: str


def keys_of(choice: Choice) -> QuerySet:
    """Return the keys of all entries that fit the choice, the newest first; to be sliced or paged."""
    first, *others = (rows.values_list("batch_id", "moment").distinct() for rows in _sources(choice).values())
    return first.union(*others).order_by("-moment")


def entries_of(keys: Iterable[Key], choice: Choice) -> list[PublicChange]:
    """Return the entries with these keys (those of a page), in their order: at most ten queries."""
    entries = {_key(*key): PublicChange(*key) for key in keys}
    batches = [entry.batch for entry in entries.values() if entry.batch]
    moments = [entry.moment for entry in entries.values() if not entry.batch]
    kinds = dict(Batch.objects.filter(pk__in=batches).values_list("pk", "kind"))
    found: dict[Any, list[tuple[type[Model], _Line]]] = defaultdict(list)
    for model, rows in _sources(choice).items():
        here = rows.filter(Q(batch__in=batches) | Q(batch__isnull=True, moment__in=moments))
        counted = here.values("batch_id", "moment", "event").annotate(
            number=Count("pk"), one=Max("of"), first=Min("about"), last=Max("about"), said=Max("words")
        )
        for batch, moment, *line in counted.values_list(
            "batch_id", "moment", "event", "number", "one", "first", "last", "said"
        ):
            found[_key(batch, moment)].append((model, _Line(*line)))
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for key, entry in entries.items():
        lines = [line for _model, line in found[key]]
        entry.kind = kinds.get(entry.batch, "")
        numbers = {line.event: line.number for line in lines}
        entry.counts = {event: numbers[event] for event in PublicEvent if event in numbers}
        entry.row, entry.company = _subject(entry, found[key])
        entry.verdict = "".join(line.verdict for line in lines if entry.event)
        for subject in (entry.row, entry.company):
            if subject:
                wanted[subject[0]].add(subject[1])
    rows_of = {model: _SHOWN[model].in_bulk(sorted(keys)) for model, keys in wanted.items()}
    for entry in entries.values():
        entry.row, entry.company = (each and rows_of[each[0]].get(each[1]) for each in (entry.row, entry.company))
    return list(entries.values())


def _key(batch: int | None, moment: datetime) -> int | datetime:
    return batch or moment


def _subject(entry: PublicChange, found: list[tuple[type[Model], _Line]]) -> tuple[Any, Any]:
    """Return model and key of the row that an entry is of, and of the company that all of it is about, if it is one."""
    row = (_NAMED[found[0][0]], found[0][1].one) if entry.event else None
    companies = {key for _model, line in found for key in (line.first_company, line.last_company)}
    company = (Company, companies.pop()) if len(companies) == 1 else None
    return row, company if company and company[1] else None


#: What an entry names of each source: a merge names the company that is left, evidence what it supports.
_NAMED: dict[type[Model], type[Model]] = {
    Placement: Placement,
    Evidence: Placement,
    Company: Company,
    Assessment: Assessment,
    CompanyRedirect: Company,
}

#: The rows that entries name, with what their names need.
_SHOWN: dict[type[Model], QuerySet] = {
    Placement: Placement.objects.select_related("company", "segment", "province", "city"),
    Company: Company.objects.all(),
    Assessment: Assessment.objects.select_related("segment", "province", "region"),
}


def _sources(choice: Choice) -> dict[type[Model], QuerySet]:
    """Return the rows that tell of public changes, each with its ``event`` and ``moment``.

    And with the key of the row that it is ``of``, that of the company it is ``about``, and the ``words`` of a verdict.
    """
    return {
        Placement: _placements(choice),
        Evidence: _evidence(choice),
        Company: _companies(choice),
        Assessment: _assessments(choice),
        CompanyRedirect: _merges(choice),
    }


def _placements(choice: Choice) -> QuerySet:
    public = Placement.objects.published().filter(pk=OuterRef("id"))
    rows = _told(Placement, "stage", "status").filter(Exists(public), stage=Stage.PUBLISHED)
    came = Q(was_stage__in=["", Stage.DRAFT, Stage.REVIEW])
    withdrawn = Q(status=PlacementStatus.WITHDRAWN)
    # What was told of a placement before its company was public would date the work that led there.
    rows = rows.alias(company_stage=_stage_then(Company, "company_id")).filter(company_stage=Stage.PUBLISHED)
    rows = rows.annotate(
        event=_first(
            (came & ~withdrawn, PublicEvent.PLACEMENT_PUBLISHED),
            (
                Q(status=PlacementStatus.VERIFIED) & ~Q(was_status=PlacementStatus.VERIFIED),
                PublicEvent.PLACEMENT_VERIFIED,
            ),
            (withdrawn & ~came & ~Q(was_status=PlacementStatus.WITHDRAWN), PublicEvent.PLACEMENT_WITHDRAWN),
        )
    )
    return _about_claims(rows.filter(event__isnull=False), choice).annotate(about=F("company_id"), words=_text(""))


def _evidence(choice: Choice) -> QuerySet:
    # For what was public before: what comes with its placement is told with that. What an undo brings back is not new.
    rows = _told(Evidence).filter(Exists(Evidence.objects.filter(pk=OuterRef("id"))), history_type="+")
    supported = _about_claims(Placement.objects.standing(), choice).filter(pk=OuterRef("placement_id"))
    rows = rows.filter(Exists(supported)).exclude(batch__kind=BatchKind.UNDO)
    together = Q(batch=OuterRef("batch")) | Q(batch=None, history_date=OuterRef("history_date"))
    made = Placement.history.filter(together, id=OuterRef("placement_id"), history_type="+")
    rows = rows.exclude(Exists(made)).alias(
        placement_stage=_stage_then(Placement, "placement_id"), company_stage=_stage_then(Company, "placement__company")
    )
    rows = rows.filter(placement_stage=Stage.PUBLISHED, company_stage=Stage.PUBLISHED)
    return rows.annotate(
        event=_text(PublicEvent.EVIDENCE_ADDED.value), about=F("placement__company_id"), words=_text("")
    ).annotate(of=F("placement_id"))


def _stage_then(model: type[Model], key: str) -> Coalesce:
    """Return the stage that the row of ``model`` with this key had at the time of an entry in a history."""
    entries = model.history.filter(id=OuterRef(key), history_date__lte=OuterRef("history_date"))
    newest = entries.order_by("-history_date", "-history_id").values("stage")[:1]
    return Coalesce(Subquery(newest), Value(Stage.PUBLISHED.value))


def _companies(choice: Choice) -> QuerySet:
    public = Company.objects.published().filter(pk=OuterRef("id"))
    rows = _told(Company, "stage").filter(Exists(public), stage=Stage.PUBLISHED)
    rows = rows.exclude(was_stage=Stage.PUBLISHED).annotate(event=_text(PublicEvent.COMPANY_PUBLISHED.value))
    return _where_placed(rows, choice, "id").annotate(about=F("id"), words=_text(""))


def _assessments(choice: Choice) -> QuerySet:
    rows = _told(Assessment, "verdict").filter(Exists(Assessment.objects.filter(pk=OuterRef("id"))))
    rows = rows.exclude(was_verdict=F("verdict")).annotate(
        event=_first(
            (Q(was_verdict=""), PublicEvent.VERDICT_RECORDED),
            (~Q(was_verdict=""), PublicEvent.VERDICT_CHANGED),
        )
    )
    nobody = Value(None, output_field=BigIntegerField())
    return _about_claims(rows, choice).annotate(about=nobody, words=F("verdict"))


def _merges(choice: Choice) -> QuerySet:
    rows = CompanyRedirect.objects.filter(batch__isnull=False, company__stage=Stage.PUBLISHED).annotate(
        event=_text(PublicEvent.MERGED.value), moment=F("batch__committed_at"), of=F("company_id")
    )
    rows = rows.order_by().annotate(about=F("company_id"), words=_text(""))
    return _where_placed(rows, choice, "company_id")


def _told(model: type[Model], *columns: str) -> QuerySet:
    """Return the entries in the history of ``model`` but those of deletions, each with what ``columns`` were before.

    ``was_<column>`` is empty where the row was made, and as it is where nobody knows: a row that was loaded has no
    entry before the first change of it.
    """
    rows = model.history.exclude(history_type="-").exclude(batch__status=BatchStatus.UNDONE)
    # Nobody signed it: the state that a loaded row had when it was first changed, and no change itself.
    rows = rows.exclude(history_type="+", history_user=None, history_change_reason=None, batch=None)
    before = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    was = {
        f"was_{column}": Case(
            When(history_type="+", then=Value("")),
            default=Coalesce(Subquery(before.values(column)[:1]), F(column)),
            output_field=CharField(),
        )
        for column in columns
    }
    return rows.order_by().annotate(moment=Coalesce("batch__committed_at", "history_date"), of=F("id"), **was)


def _about_claims(rows: QuerySet, choice: Choice) -> QuerySet:
    """Keep the entries whose segment and province fit the choice."""
    if choice.get("chain"):
        rows = rows.filter(segment__layer__chain__slug__in=choice["chain"])
    if choice.get("segment"):
        rows = rows.filter(segment__in=Segment.objects.in_subtree(choice["segment"]))
    if choice.get("province"):
        rows = rows.filter(province__in=choice["province"])
    return rows


def _where_placed(rows: QuerySet, choice: Choice, company: str) -> QuerySet:
    """Keep the entries whose company has a live placement that fits the choice."""
    return rows.filter(Exists(Placement.objects.at(choice).filter(company=OuterRef(company)))) if choice else rows


def _first(*cases: tuple[Q, PublicEvent]) -> Case:
    return Case(*(When(when, then=Value(event.value)) for when, event in cases), output_field=CharField())


def _text(text: str) -> Value:
    return Value(text, output_field=CharField())
