"""Repair of values that faults in earlier versions have left, as one batch that can be undone."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, models, transaction

from chains.analysis.damage import Damage, Kind
from chains.analysis.retracing import RowState
from chains.changelog import resend
from chains.choices import BatchKind
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.bulk_writing import remove, update
from chains.history.curation import Change
from chains.history.entries import columns_of, entries_of
from chains.history.reassignments import Moves
from chains.history.restoring import take
from chains.history.retracing import Step
from chains.models import Batch, CompanyName, Evidence, ImportBatch, Listing, Source
from chains.permissions import Permission, require


@dataclass(slots=True)
class Mended:
    """What mending did: the batch of the rows, None where only the log was wrong, what was mended and what was not."""

    batch: Batch | None = None
    mended: list[Damage] = field(default_factory=list)
    left: list[Damage] = field(default_factory=list)


@transaction.atomic
def mend(damages: Iterable[Damage], user: AbstractBaseUser | None, reason: str) -> Mended:
    """Mend what can be mended of ``damages``, as they were found just now; return what was, and what was left.

    A share that is listed already leaves its company as it is where it is another's. Raises ``PermissionDenied`` for
    who is no administrator.
    """
    require(user, Permission.ADMINISTER)
    by_kind: dict[Kind, list[Damage]] = defaultdict(list)
    done = Mended()
    for each in damages:
        if each.mendable and each.kind in (*_MENDERS, Kind.LOG_ENTRY):
            by_kind[each.kind].append(each)
        else:
            done.left.append(each)
    if by_kind.keys() & _MENDERS.keys():
        done.batch = open_batch(BatchKind.EDIT, user, reason)
        change = change_in(done.batch)
        for kind, mender in _MENDERS.items():
            refused = mender(by_kind[kind], change) if by_kind[kind] else []
            done.left += refused
            done.mended += [each for each in by_kind[kind] if each not in refused]
        done.batch.counts = {"changed": len(done.mended)}
        done.batch.save(update_fields=["counts"])
    told = by_kind[Kind.LOG_ENTRY]
    for name in dict.fromkeys(each.model for each in told):
        resend(connection, name, [each.key for each in told if each.model == name])
    done.mended += told
    return done


def _mend_fields(damages: Sequence[Damage], change: Change) -> list[Damage]:
    """Give fields their right values; a row that is nothing without its value goes."""
    for model, own in _by_model(damages).items():
        values: dict[Any, dict[str, Any]] = defaultdict(dict)
        for each in own:
            values[each.key][each.field] = each.right
        rows = list(model._default_manager.filter(pk__in=list(values)))
        if model is CompanyName:
            remove(model, rows, change)
        else:
            for row in rows:
                for name, value in values[row.pk].items():
                    setattr(row, name, value)
                if hasattr(row, "derive"):
                    row.derive()
            fields = {name for own in values.values() for name in own}
            derived = {name for each in fields for name in getattr(model, "DERIVED", {}).get(each, ())}
            update(model, rows, fields | derived, change)
        curation.touch(rows, change.moment)
    return []


def _mend_listings(damages: Sequence[Damage], change: Change) -> list[Damage]:
    """Let listings be of their exchange; one that the company has already goes, another company's is left alone."""
    taken = {(row.exchange, row.ticker): row.company_id for row in Listing.objects.all()}
    rows = Listing.objects.in_bulk([each.key for each in damages])
    changed, twins, refused = [], [], []
    for each in damages:
        row, right = rows[each.key], tuple(each.right)
        owner = taken.get(right)
        if owner is None:
            row.exchange, row.ticker = right
            taken[right] = row.company_id
            changed.append(row)
        elif owner == row.company_id:
            twins.append(row)
        else:
            refused.append(each)
    update(Listing, changed, ["exchange", "ticker"], change)
    remove(Listing, twins, change)
    curation.touch(changed + twins, change.moment)
    return refused


def _remove_sources(damages: Sequence[Damage], change: Change) -> list[Damage]:
    """Remove sources, and let the plans that name one make it when they are committed."""
    rows = list(Source.objects.filter(pk__in=[each.key for each in damages]))
    for row in rows:
        ImportBatch.objects.filter(source=row).update(source=None, new_source=row.title)
    remove(Source, rows, change)
    return []


def _restore_evidence(damages: Sequence[Damage], change: Change) -> list[Damage]:
    """Make evidence again that an undo has taken, and the sources it names, if these are gone as well."""
    moves = Moves(change.batch, lambda _batch: True)
    evidence = _gone(Evidence, {key for each in damages for key in each.keys})
    at = columns_of(Evidence).index("source_id")
    named = {step.comes_to.values[at] for step in evidence}
    missing = named - set(Source.objects.filter(pk__in=named).values_list("pk", flat=True))
    lost = missing - {step.key for step in _gone(Source, missing)}
    lost |= {step.key for step in take(_gone(Source, missing), moves, change)}
    blocked = take([step for step in evidence if step.comes_to.values[at] not in lost], moves, change)
    back = {step.key for step in evidence if step not in blocked and step.comes_to.values[at] not in lost}
    return [each for each in damages if not back & set(each.keys)]


def _gone(model: type[models.Model], keys: Iterable[Any]) -> list[Step]:
    """Return the steps that make rows again as they were last."""
    return [
        Step(model, key, entries, None, RowState(True, entries[-1].values))
        for key, entries in entries_of(model, list(keys)).items()
    ]


def _by_model(damages: Iterable[Damage]) -> dict[type[models.Model], list[Damage]]:
    found: dict[type[models.Model], list[Damage]] = defaultdict(list)
    for each in damages:
        found[apps.get_model(each.model)].append(each)
    return found


_MENDERS = {
    Kind.WORD_FOR_NOTHING: _mend_fields,
    Kind.DATE: _mend_fields,
    Kind.TICKER: _mend_listings,
    Kind.SOURCE_OF_A_LEFT_PLAN: _remove_sources,
    Kind.LOST_EVIDENCE: _restore_evidence,
}
