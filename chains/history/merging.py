"""Merging companies: decisions on possible duplicates, and the merge that keeps everything of both."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.translation import gettext as _

from chains.choices import BatchKind, DuplicateVerdict, NameKind, PlacementStatus, Stage
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.bulk_writing import insert, remove, update
from chains.history.curation import Change
from chains.history.reassignments import move_entries, move_unhistoried
from chains.models import (
    Batch,
    Company,
    CompanyLabel,
    CompanyName,
    CompanyRedirect,
    DuplicateDecision,
    Evidence,
    Listing,
    Placement,
    PlacementRedirect,
    Platform,
    Project,
    ResearchBaseMember,
)
from chains.models.base import PLACE_FIELDS
from chains.models.columns import COLUMNS, Use
from chains.permissions import Permission, require

#: What is chosen field by field; ``place`` is the registered place as one.
FIELDS = tuple(dict.fromkeys("place" if name in PLACE_FIELDS else name for name in COLUMNS[Company].names(Use.MERGE)))
PLACE = ("province_id", "city_id", "country")
#: Rows that change hands as they are, and the relation to the company.
PLAIN: tuple[tuple[type[models.Model], str], ...] = (
    (Listing, "company"),
    (Platform, "host"),
    (ResearchBaseMember, "company"),
    (Project, "investor_company"),
)
#: From weak to strong: what a check has found outweighs a doubt, a doubt what was merely reported.
_STATUSES = (
    PlacementStatus.WITHDRAWN,
    PlacementStatus.REPORTED,
    PlacementStatus.DISPUTED,
    PlacementStatus.VERIFIED,
)
_STAGES = (Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED)


class MergeError(ValueError):
    """The companies cannot be merged or split like that; the text says why, in the user's language."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Placements in one segment at one place: the one that is kept, and those whose evidence it takes over."""

    kept: Placement
    folded: tuple[Placement, ...]

    @property
    def strongest(self) -> Placement:
        """The placement whose status holds afterwards: the strongest, of these the one verified last."""
        return max(
            (self.kept, *self.folded),
            key=lambda row: (_STATUSES.index(row.status), row.verified_on or date.min, row is self.kept),
        )

    @property
    def stage(self) -> Stage:
        """The stage that holds afterwards."""
        return max((Stage(row.stage) for row in (self.kept, *self.folded)), key=_STAGES.index)


@dataclass(slots=True)
class MergePlan:
    """The plan of a merge: how many rows move, by the name of their kind, and which placements are folded."""

    moves: dict[str, int] = field(default_factory=dict)
    folds: list[Fold] = field(default_factory=list)


@transaction.atomic
def decide(
    first: Company, second: Company, verdict: DuplicateVerdict, user: AbstractBaseUser | None, reason: str = ""
) -> DuplicateDecision:
    """Keep what was decided on two companies that look alike, instead of any earlier decision; return it.

    Raises :class:`MergeError` for a company and itself, ``PermissionDenied`` where the user may not merge.
    """
    if first.pk == second.pk:
        raise MergeError(_("A company and itself are always the same."))
    for company in (first, second):
        require(user, Permission.MERGE, company)
    low, high = sorted((first.public_id, second.public_id))
    values = {"verdict": DuplicateVerdict(verdict), "reason": reason.strip(), "user": user}
    return DuplicateDecision.objects.update_or_create(first=low, second=high, defaults=values)[0]


def value_of(company: Company, name: str) -> Any:
    """Return the value of one of :data:`FIELDS`; the place as its three columns, empty if there is none."""
    if name == "place":
        values = tuple(str(getattr(company, column) or "") for column in PLACE)
        return values if any(values) else ()
    return getattr(company, name)


def is_known(value: Any) -> bool:
    """Return whether a field holds something: the number 0 is something, an empty text or place is not."""
    return value not in (None, "", ())


def default_choices(winner: Company, losers: Sequence[Company]) -> dict[str, Company]:
    """Return whose value each field gets if nothing is chosen: the winner's, or the first there is."""
    companies = (winner, *losers)
    return {name: next((each for each in companies if is_known(value_of(each, name))), winner) for name in FIELDS} | {
        # How a name is read belongs to the name.
        "pinyin_override": winner
    }


def plan(winner: Company, losers: Sequence[Company]) -> MergePlan:
    """Return what merging ``losers`` into ``winner`` would move and fold. Changes nothing."""
    keys = [loser.pk for loser in losers]
    counted = [(CompanyName, "company"), (CompanyLabel, "company"), (Placement, "company"), *PLAIN]
    moves = {
        str(model._meta.verbose_name_plural): number
        for model, relation in counted
        if (number := model._default_manager.filter(**{f"{relation}__in": keys}).count())
    }
    if number := Evidence.objects.filter(placement__company__in=keys).count():
        moves[str(Evidence._meta.verbose_name_plural)] = number
    return MergePlan(moves, _folds(winner.pk, _placements([winner.pk, *keys])))


@transaction.atomic
def merge(
    winner: Company,
    losers: Sequence[Company],
    choices: Mapping[str, Company],
    user: AbstractBaseUser | None,
    reason: str,
) -> Batch:
    """Merge ``losers`` into ``winner``; return the batch, which can be undone.

    ``choices`` says whose value each of :data:`FIELDS` gets; see :func:`default_choices` for those left out. All
    that the losers have goes to the winner, their names become its other names, their ids lead to it, and those of
    placements that fold to the ones that are kept. Raises :class:`MergeError` where that makes no sense,
    ``PermissionDenied`` where the user may not merge.
    """
    reason = reason.strip()
    keys = [winner.pk, *(loser.pk for loser in losers)]
    if not reason:
        raise MergeError(_("Say why, in a few words: the history keeps it."))
    if len(keys) < 2:
        raise MergeError(_("Choose two companies or more."))
    if len(set(keys)) < len(keys):
        raise MergeError(_("A company cannot be merged with itself."))
    rows = {row.pk: row for row in Company.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if len(rows) < len(keys):
        raise MergeError(_("One of the companies is no longer on record."))
    if set(choices) - set(FIELDS) or {each.pk for each in choices.values()} - set(keys):
        raise MergeError(_("A field can only be taken from one of the companies that are merged."))
    winner, losers = rows[keys[0]], [rows[key] for key in keys[1:]]
    for company in rows.values():
        require(user, Permission.MERGE, company)
    chosen = default_choices(winner, losers) | {name: rows[each.pk] for name, each in choices.items()}
    if "pinyin_override" not in choices:
        chosen["pinyin_override"] = chosen["name"]
    batch = open_batch(BatchKind.MERGE, user, reason)
    change = change_in(batch)
    names = _all_names((winner, *losers))
    batch.counts = {"winner": winner.public_id, "losers": [loser.public_id for loser in losers]}
    _gather(winner, losers, batch, change)
    remove(Company, losers, change)
    _give(winner, chosen, losers, change)
    _keep_names(winner, names, change)
    CompanyRedirect.objects.bulk_create(
        CompanyRedirect(public_id=loser.public_id, company=winner, batch=batch) for loser in losers
    )
    curation.mark_changed(Company, [winner.pk], change.moment)
    batch.save(update_fields=["counts"])
    return batch


def _gather(winner: Company, losers: Sequence[Company], batch: Batch, change: Change) -> None:
    """Let everything that belongs to ``losers`` belong to ``winner``."""
    keys = [loser.pk for loser in losers]
    both = [winner.pk, *keys]
    folds = _folds(winner.pk, _placements(both))
    for fold in folds:
        _fold(fold, batch, change)
    hand_over(Placement, "company", Placement.objects.filter(company__in=keys), winner.pk, change)
    labels = CompanyLabel.objects.filter(company__in=both).order_by("pk")
    _hand_over_once(labels, winner.pk, ("label_id", "chain_id"), _filled(CompanyLabel, "label", "chain"), change)
    other_names = CompanyName.objects.filter(company__in=both).order_by("pk")
    _hand_over_once(other_names, winner.pk, ("name",), _filled(CompanyName, "name", "kind"), change)
    for model, relation in PLAIN:
        rows = model._default_manager.filter(**{f"{relation}__in": keys})
        hand_over(model, relation, rows, winner.pk, change)
    targets = dict.fromkeys(keys, winner.pk)
    for relation in ("journalnote.company", "suggestion.company", "companyredirect.company"):
        move_unhistoried(batch, relation, targets)
    move_entries(batch, keys, winner.pk)


def hand_over(model: type[models.Model], relation: str, rows: Iterable[Any], owner: int, change: Change) -> int:
    """Let ``rows`` of ``model`` belong to the company ``owner`` by ``relation``; return how many they are."""
    rows = list(rows)
    for row in rows:
        setattr(row, f"{relation}_id", owner)
    update(model, rows, [relation], change)
    curation.touch(rows, change.moment)
    return len(rows)


def _hand_over_once(
    rows: models.QuerySet, owner: int, once: tuple[str, ...], filled: tuple[str, ...], change: Change
) -> None:
    """Let ``rows`` belong to the company ``owner``, each once by its columns ``once``.

    Of several the owner's is kept, and takes over in the columns ``filled`` what it lacks.
    """
    model = rows.model
    groups: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.company_id != owner):
        groups[tuple(getattr(row, column) for column in once)].append(row)
    completed, dropped, moved = [], [], []
    for kept, *others in groups.values():
        if _fill(kept, others, filled):
            completed.append(kept)
        if kept.company_id != owner:
            moved.append(kept)
        dropped += others
    remove(model, dropped, change)
    columns = {model._meta.get_field(column.removesuffix("_id")).name for column in filled}
    for row in completed:
        if hasattr(row, "derive"):
            row.derive()
            columns |= {"pinyin", "initials", "readings"}
    update(model, completed, columns, change)
    hand_over(model, "company", moved, owner, change)


def _fill(kept: Any, others: Iterable[Any], columns: Iterable[str]) -> bool:
    """Fill what ``kept`` lacks from ``others``; return whether there was something."""
    changed = False
    for column in columns:
        value = next((getattr(other, column) for other in others if getattr(other, column)), None)
        if value and not getattr(kept, column):
            setattr(kept, column, value)
            changed = True
    return changed


def _filled(model: type[models.Model], *besides: str) -> tuple[str, ...]:
    """Return the columns of rows that hang on companies in which one of several takes over what it lacks."""
    return tuple(each.field.attname for each in COLUMNS[model] if each.name not in besides)


def _placements(companies: Sequence[int]) -> list[Placement]:
    found = Placement.objects.filter(company__in=companies).order_by("pk")
    return list(found.select_related("company", "segment", "province", "city"))


def _folds(owner: int, placements: Iterable[Placement]) -> list[Fold]:
    """Return the placements that would meet in one segment at one place; the owner's own is kept."""
    groups: dict[tuple[Any, ...], list[Placement]] = defaultdict(list)
    for row in sorted(placements, key=lambda row: (row.company_id != owner, row.pk)):
        # As the database tells them apart: a province without a city is a place of its own.
        groups[row.segment_id, row.city_id or "", row.province_id or "", str(row.country or "")].append(row)
    return [Fold(kept, tuple(others)) for kept, *others in groups.values() if others]


def _fold(fold: Fold, batch: Batch, change: Change) -> None:
    """Let the kept placement take over evidence, status, stage and notes of the others, and remove these."""
    kept, others = fold.kept, list(fold.folded)
    present = {_evidence_key(row): row for row in Evidence.objects.filter(placement=kept).order_by("pk")}
    moved, dropped, completed = [], [], {}
    for row in Evidence.objects.filter(placement__in=[other.pk for other in others]).order_by("pk"):
        same = present.setdefault(_evidence_key(row), row)
        if same is row:
            moved.append(row)
            continue
        dropped.append(row)
        if _fill(same, [row], ["note"]):
            completed[same.pk] = same
    remove(Evidence, dropped, change)
    update(Evidence, list(completed.values()), ["note"], change)
    for row in moved:
        row.placement_id = kept.pk
    update(Evidence, moved, ["placement"], change)
    strongest, notes = fold.strongest, dict.fromkeys(row.note for row in (kept, *others) if row.note)
    values = {
        "status": strongest.status,
        "verified_on": strongest.verified_on,
        "verified_by_id": strongest.verified_by_id,
        "stage": fold.stage,
        "note": "\n".join(notes),
    }
    changed = {name: value for name, value in values.items() if getattr(kept, name) != value}
    for name, value in changed.items():
        setattr(kept, name, value)
    if changed:
        update(Placement, [kept], [name.removesuffix("_id") for name in changed], change)
    targets = dict.fromkeys((other.pk for other in others), kept.pk)
    for relation in ("suggestion.placement", "placementredirect.placement"):
        move_unhistoried(batch, relation, targets)
    remove(Placement, others, change)
    PlacementRedirect.objects.bulk_create(
        PlacementRedirect(public_id=other.public_id, placement=kept, batch=batch) for other in others
    )
    curation.touch([kept], change.moment)


def _evidence_key(row: Evidence) -> tuple[Any, ...]:
    return row.source_id, row.printed_name, row.locator


def _give(winner: Company, chosen: Mapping[str, Company], losers: Sequence[Company], change: Change) -> None:
    """Give ``winner`` the values of the companies chosen for each field, and the furthest stage of all."""
    before = {each.attname: getattr(winner, each.attname) for each in Company._meta.concrete_fields}
    given = {}
    for name, company in chosen.items():
        columns = PLACE if name == "place" else (name, *(each.name for each in COLUMNS[Company].going_with(name)))
        given |= {column: getattr(company, column) for column in columns}
    # Read whole before it is written: the winner may be one of those that it is taken from.
    for column, value in given.items():
        setattr(winner, column, value)
    winner.stage = max((Stage(each.stage) for each in (winner, *losers)), key=_STAGES.index)
    winner.derive()
    changed = [
        each.name for each in Company._meta.concrete_fields if getattr(winner, each.attname) != before[each.attname]
    ]
    if changed:
        update(Company, [winner], changed, change)


def _all_names(companies: Iterable[Company]) -> dict[str, tuple[NameKind, str]]:
    """Return every name that stands in the companies' own columns, with its kind and how it is read."""
    found: dict[str, tuple[NameKind, str]] = {}
    for company in companies:
        found.setdefault(company.name, (NameKind.PRINTED, company.pinyin_override))
        if company.legal_name:
            found.setdefault(company.legal_name, (NameKind.FORMER, ""))
        if company.name_en:
            found.setdefault(company.name_en, (NameKind.ENGLISH, ""))
    return found


def _keep_names(company: Company, names: Mapping[str, tuple[NameKind, str]], change: Change) -> None:
    """Make other names of ``company`` out of those of ``names`` that it does not have anyway."""
    had = {company.name, company.legal_name, company.name_en} | set(
        CompanyName.objects.filter(company=company).values_list("name", flat=True)
    )
    times = {"created": change.moment, "updated": change.moment}
    rows = [
        CompanyName(company=company, name=name, kind=kind, pinyin_override=override, **times)
        for name, (kind, override) in names.items()
        if name not in had
    ]
    for row in rows:
        row.derive()
    insert(CompanyName, rows, change)
