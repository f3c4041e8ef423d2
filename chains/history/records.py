"""Writing one record with its many-to-many fields and its related rows, fully validated.

Forms check what they show; here every field and every constraint is checked, and each fault keeps the name of its
field, a code and words, so that a program can tell what is wrong with what it has sent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chains.choices import PlacementStatus
from chains.history import curation
from chains.history.curation import Change
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement, ResearchBase, Source
from chains.models import ResearchBaseMember as Member
from chains.models.base import Staged
from chains.models.columns import COLUMNS
from chains.permissions import first_stage

#: Where a fault belongs that is of no single field.
WHOLE = "non_field_errors"


@dataclass(frozen=True, slots=True)
class FieldFault:
    """A fault of a field: a stable code, and a message in the reader's language."""

    code: str
    message: str


Faults = dict[str, list[FieldFault]]


class InvalidRecordError(ValueError):
    """The record cannot be as it was sent; ``faults`` has what is wrong, by field (``evidence.0.source``)."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """Values to be written to a record: its fields (to-many ones included), and its related rows.

    What is not named stays as it is. Of ``parts`` (relation → rows, each a mapping of fields) those that are named
    become exactly the rows given.
    """

    values: Mapping[str, Any]
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows that come with a record: their model, the field that leads back, and the fields that tell them apart."""

    model: type[models.Model]
    owner: str
    identity: tuple[str, ...]


PARTS: dict[type[models.Model], dict[str, _Part]] = {
    Company: {
        "names": _Part(CompanyName, "company", ("name",)),
        "listings": _Part(Listing, "company", ("exchange", "ticker")),
        "labels": _Part(CompanyLabel, "company", ("label_id", "chain_id")),
    },
    Placement: {"evidence": _Part(Evidence, "placement", ("source_id", "printed_name", "locator"))},
    ResearchBase: {"members": _Part(Member, "base", ("name",))},
}


#: What stays as it was given once: a claim is of one company, and addresses carry a slug.
FIXED: dict[type[models.Model], tuple[str, ...]] = {Placement: ("company",), Source: ("slug",)}


@transaction.atomic
def write(row: models.Model, entry: RecordEntry, change: Change) -> bool:
    """Write ``entry`` into ``row``, new or on record, under the signature of ``change``; return whether it differs.

    A new row begins in the stage that is the user's to give. Raises :class:`InvalidRecordError`, ``PermissionDenied``
    and, where somebody else has written the same at this very moment, ``IntegrityError``.
    """
    adding = row._state.adding
    ties = {each.name: entry.values[each.name] for each in row._meta.many_to_many if each.name in entry.values}
    if not adding:
        _refuse_moving(row, entry)
    differs = fill_in(row, {name: value for name, value in entry.values.items() if name not in ties})
    if adding and isinstance(row, Staged):
        row.stage = first_stage(change.user)
    if isinstance(row, Placement) and row.status == PlacementStatus.VERIFIED and row.verified_on is None:
        row.verified_on = timezone.localdate(change.moment)
    # One that is not saved yet has no ties.
    moved = {
        name: wanted for name, wanted in ties.items() if adding or _keys(getattr(row, name).all()) != _keys(wanted)
    }
    parts = {name: PARTS[type(row)][name] for name in entry.parts}
    if adding or differs or moved:
        refuse_faulty(row)
        curation.save(row, change)
        for name, rows in moved.items():
            getattr(row, name).set(rows)
    renewed = [_renew(row, name, part, entry.parts[name], change) for name, part in parts.items()]
    return bool(adding or differs or moved or any(renewed))


def _refuse_moving(row: models.Model, entry: RecordEntry) -> None:
    moved = [
        name for name in FIXED.get(type(row), ()) if name in entry.values and entry.values[name] != getattr(row, name)
    ]
    if moved:
        raise InvalidRecordError({name: [FieldFault("fixed", _("This stays as it was given once."))] for name in moved})


def refuse_faulty(row: models.Model) -> None:
    """Raise :class:`InvalidRecordError` with all that is wrong with the fields of ``row`` and its constraints."""
    if faults := faults_of(row):
        raise InvalidRecordError(faults)


def faults_of(row: models.Model) -> Faults:
    """Return all that is wrong with the fields of ``row`` or, where each is right by itself, with them together.

    A constraint that is broken gives its own name as the code.
    """
    derived, _references = _untouched(type(row))
    faults = field_faults(row)
    if not faults:
        _gather(faults, partial(row.validate_unique, derived))
        for constraint in row._meta.constraints:
            named = getattr(constraint, "fields", ())
            place = named[0] if len(named) == 1 else WHOLE
            _gather(faults, partial(constraint.validate, type(row), row, derived), constraint.name, place)
    return dict(faults)


def field_faults(row: models.Model) -> Faults:
    """Return what is wrong with the fields of ``row``, as far as no query is needed; derive what follows from them."""
    derived, references = _untouched(type(row))
    faults: Faults = defaultdict(list)
    unchecked = {"validate_unique": False, "validate_constraints": False}
    _gather(faults, partial(row.full_clean, derived | references, **unchecked))
    if not faults and hasattr(row, "derive"):
        _gather(faults, row.derive)
        _gather(faults, partial(_fit, row, derived))
    return faults


@cache
def _untouched(model: type[models.Model]) -> tuple[set[str], set[str]]:
    """Return the names of the fields that follow from others, and of those that lead to other rows."""
    fields = model._meta.fields
    return {each.name for each in fields if not each.editable}, {each.name for each in fields if each.is_relation}


def _fit(row: models.Model, derived: Iterable[str]) -> None:
    """Refuse a name whose spelling, which follows from it, is longer than the database keeps."""
    for name in derived:
        longest = row._meta.get_field(name).max_length
        if longest is not None and len(str(getattr(row, name) or "")) > longest:
            raise ValidationError({"name": ValidationError(_("This name is too long."), code="max_length")})


def _gather(faults: Faults, check: Callable[[], object], code: str = "", place: str = WHOLE) -> None:
    """Run ``check`` and note what it raises."""
    try:
        check()
    except ValidationError as error:
        by_field = error.error_dict if hasattr(error, "error_dict") else {place: error.error_list}
        for name, errors in by_field.items():
            at = WHOLE if name == "__all__" else name
            faults[at] += [FieldFault(code or each.code or "invalid", " ".join(each.messages)) for each in errors]


def fill_in(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Set the fields of ``row``, with what is empty then, and return whether that changes any of them."""
    differs, columns = False, COLUMNS.get(type(row))
    for name, value in {**values, **(columns.emptied_with(row, values) if columns else {})}.items():
        column = row._meta.get_field(name)
        if column.is_relation:
            differs |= getattr(row, column.attname) != (value and value.pk)
        else:
            if value is None and not column.null:
                value = ""
            differs |= getattr(row, name) != value
        setattr(row, name, value)
    return differs


def _keys(rows: Iterable[models.Model]) -> set[Any]:
    return {row.pk for row in rows}


def _renew(row: models.Model, name: str, part: _Part, wanted: Sequence[Mapping[str, Any]], change: Change) -> bool:
    """Let the rows of ``part`` that come with ``row`` be the wanted ones; return whether that changes anything."""
    before = {_identity(each, part): each for each in part.model._default_manager.filter(**{part.owner: row})}
    kept, faults, renewed = {}, {}, False
    for index, values in enumerate(wanted):
        each = part.model(**{part.owner: row})
        fill_in(each, values)
        if isinstance(each, CompanyName):
            each.derive()
        key = _identity(each, part)
        if key in kept:
            faults[f"{name}.{index}"] = [FieldFault("repeated", _("This repeats another one of the list."))]
            continue
        kept[key] = (index, before.get(key), values, each)
    gone = [each for key, each in before.items() if key not in kept]
    for each in gone:
        curation.delete(each, change)
    for index, known, values, made in kept.values():
        each = known or made
        if known is not None and not fill_in(known, values):
            continue
        if found := faults_of(each):
            faults |= {f"{name}.{index}" + ("" if at == WHOLE else f".{at}"): them for at, them in found.items()}
            continue
        curation.save(each, change)
        renewed = True
    if faults:
        raise InvalidRecordError(faults)
    return renewed or bool(gone)


def _identity(row: models.Model, part: _Part) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in part.identity)
