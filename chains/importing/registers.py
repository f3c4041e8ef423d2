"""Planning and writing of sheets with one record per row: all kinds but companies."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_noop as _
from django.utils.translation import override

from chains.choices import RowDecision, RowOutcome, SheetKind
from chains.history import curation
from chains.history.curation import Change
from chains.models import (
    Assessment,
    City,
    Company,
    CompanyRedirect,
    Park,
    Platform,
    ResearchBase,
    ResearchBaseMember,
    Source,
    SupplyShare,
    Technology,
)
from chains.models.base import PLACE_FIELDS, Placed
from chains.models.columns import COLUMNS, Use
from chains.permissions import Permission, may

from .cleaning import CleanRow
from .contradictions import Contradictions, Said
from .faults import CellFaultError, RowPlan, shown


@dataclass(frozen=True, slots=True)
class Register:
    """A sheet's record: the columns that identify one, those it has as fields, and as many-to-many fields."""

    model: type[models.Model]
    identity: tuple[str, ...]
    fields: tuple[str, ...]
    relations: tuple[str, ...]
    placed: bool

    @classmethod
    def of(cls, model: type[models.Model], *identity: str) -> Self:
        """Return the register of a record that these fields identify; its place is one value of several fields."""
        placed = issubclass(model, Placed)
        imported = [each for each in COLUMNS[model].used(Use.IMPORT) if not (placed and each.name in PLACE_FIELDS)]
        relations = tuple(each.name for each in imported if each.field.many_to_many)
        fields = tuple(each.name for each in imported if each.name not in relations)
        return cls(model, identity, fields, relations, placed)


REGISTERS: dict[SheetKind, Register] = {
    SheetKind.RESEARCH_BASES: Register.of(ResearchBase, "name"),
    SheetKind.PLATFORMS: Register.of(Platform, "name"),
    SheetKind.PARKS: Register.of(Park, "name", "province"),
    SheetKind.TECHNOLOGIES: Register.of(Technology, "field", "group", "name"),
    SheetKind.ASSESSMENTS: Register.of(Assessment, "segment", "province", "region", "source", "date"),
    SheetKind.SUPPLY_SHARES: Register.of(SupplyShare, "segment", "country", "year", "source"),
}


@dataclass(slots=True)
class RegisterWork:
    """The writes that one row needs."""

    row: models.Model
    relations: dict[str, list[Any]]
    members: list[str]


class RegisterPlanner:
    """Plans the rows of a sheet in order, a chunk at a time; remembers which records earlier rows are of."""

    def __init__(
        self, kind: SheetKind, user: AbstractBaseUser | None, source: Source | None, new_cities: Mapping[str, City]
    ) -> None:
        self.register = REGISTERS[kind]
        self.new_cities = new_cities
        self.user = user
        self.source = source
        self.seen: dict[tuple[Any, ...], Said] = {}
        self.contradictions = Contradictions()
        #: None of these is a company without a placement.
        self.unplaced = 0

    def plan(self, rows: Sequence[CleanRow]) -> list[RowPlan]:
        """Return the plans of the next rows of the sheet."""
        return [self._plan(row) for row in rows]

    def _plan(self, row: CleanRow) -> RowPlan:
        if row.skip_reason:
            return RowPlan(row.number, RowOutcome.SKIPPED, notes=row.notes)
        if row.decision == RowDecision.SKIP:
            return RowPlan(row.number, RowOutcome.UNCHANGED, notes=row.notes)
        values = self._values(row)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        instance = self._on_record(row, values)
        if not row.faults:
            outcome = RowOutcome.NEW if instance is None else RowOutcome.CHANGED
            instance = instance or self.register.model()
            plan = RowPlan(row.number, outcome, "" if instance.pk is None else instance.public_id, notes=row.notes)
            self._compare(row, plan, instance, values)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        if (earlier := self._earlier(row, values, instance)) is not None:
            message, hint = _("This row repeats row %(row)d."), _("Delete one of the two.")
            row.refuse("", "", CellFaultError("repeats_row", message, hint, row=earlier))
            return RowPlan(row.number, RowOutcome.DUPLICATE, plan.target, errors=row.faults, notes=row.notes)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        if not plan.changes:
            plan.outcome = RowOutcome.UNCHANGED
        return plan

    def _earlier(self, row: CleanRow, values: dict[str, Any], instance: models.Model) -> int | None:
        """Return the row of the same record that this one repeats, if it does; refuse it where they differ."""
        identity = [values.get(name) for name in self.register.identity]
        key = tuple(map(_key_of, identity)) if instance.pk is None else (instance.pk,)
        said = self.seen.setdefault(key, Said())
        earlier = min(said.rows, default=None)
        says = {name: shown(value) or "" for name, value in values.items()}
        says |= {name: _listed(row.values[name]) for name in self.register.relations if name in row.values}
        called = " · ".join(filter(None, map(shown, identity)))
        keys = [("id", row.values["id"], row.values["id"])] if "id" in row.values else []
        for about in said.add(row.number, says, keys):
            row.refuse(about, says[about], self.contradictions.note(said, about, ("record", called)))
        return None if row.faults else earlier

    def _values(self, row: CleanRow) -> dict[str, Any]:
        """Return the values by field: what is given, with the source of the sheet where the row names none."""
        values = {name: row.values[name] for name in self.register.fields if name in row.values}
        if values.get("source") is None:
            if self.source is None and "id" not in row.values:
                hint = _("Name the source of the whole sheet, or fill in the column “source”.")
                row.refuse("source", "", CellFaultError("source_missing", _("This row needs a source."), hint))
            elif self.source is not None:
                values["source"] = self.source
        if self.register.placed and (at := row.values.get("at")) is not None:
            city = self.new_cities.get(at.city, at.city or None)
            values |= {"province": at.province or None, "city": city, "country": at.country}
        if "host" in row.values:
            values["host"] = self._company(row, "host", row.values["host"])
        # A verdict on a place leaves the place empty that it is not for.
        if self.register.model is Assessment:
            values |= {name: values.get(name) for name in ("province", "region")}
        return values

    def _company(self, row: CleanRow, column: str, text: str) -> Company | None:
        heirs = CompanyRedirect.objects.filter(public_id=text.lower()).values("company")
        by_id = Company.objects.filter(Q(public_id=text.lower()) | Q(pk__in=heirs))
        found = list(by_id[:2] or Company.objects.named(text)[:2])
        if len(found) != 1:
            message = _("No company is called “%(value)s”.") if not found else _("Several are called “%(value)s”.")
            row.refuse(
                column, text, CellFaultError("unknown_company", message, _("Give its id, from an export."), value=text)
            )
            return None
        return found[0]

    def _on_record(self, row: CleanRow, values: dict[str, Any]) -> Any:
        """Return the record that the row is of, or None."""
        if (public_id := row.values.get("id")) is not None:
            found = self.register.model.objects.filter(public_id=public_id.strip().lower()).first()
            if found is None:
                hint = _("Leave the id empty to make a new one, or take it from an export.")
                error = CellFaultError("unknown_id", _("Nothing has the id “%(value)s”."), hint, value=public_id)
                row.refuse("id", public_id, error)
            return found
        wanted = {}
        for name in self.register.identity:
            field = self.register.model._meta.get_field(name)
            value = values.get(name)
            if field.is_relation and value is None:
                wanted[f"{name}__isnull"] = True
            elif isinstance(value, Source) and value.pk is None:
                # Nothing rests yet on a source that the commit is to make.
                return None
            elif field.is_relation:
                wanted[name] = value
            else:
                wanted[name] = "" if value is None else value
        return self.register.model.objects.filter(**wanted).first()

    def _compare(self, row: CleanRow, plan: RowPlan, instance: Any, values: dict[str, Any]) -> None:
        """Put the values on ``instance`` and what changes into the plan; note what the model refuses."""
        before = {} if instance.pk is None else {name: shown(getattr(instance, name)) for name in values}
        given = plan.outcome == RowOutcome.NEW or "id" in row.values
        for name, value in values.items():
            if not given and name in self.register.identity:
                continue
            field = self.register.model._meta.get_field(name)
            if field.is_relation and not isinstance(value, models.Model | None):
                setattr(instance, field.attname, value)
            else:
                setattr(instance, name, value)
        after = {name: shown(getattr(instance, name)) for name in values}
        plan.changes = {name: [before.get(name), new] for name, new in after.items() if before.get(name) != new}
        relations = self._relations(row, plan, instance)
        members = self._members(row, plan, instance)
        if not may(self.user, Permission.EDIT, instance):
            hint = _("Ask an administrator for the province, or leave the row to who has it.")
            error = CellFaultError("not_your_province", _("You may not change this record."), hint)
            row.refuse("province" if self.register.placed else "", "", error)
        # What the commit makes is checked where it is made.
        unsaved = {name for name, value in values.items() if isinstance(value, models.Model) and value._state.adding}
        for column, said in _refused(instance, {"public_id"} | unsaved):
            row.refuse(column, after.get(column, ""), CellFaultError("invalid", said))
        plan.work = RegisterWork(instance, relations, members)

    def _relations(self, row: CleanRow, plan: RowPlan, instance: Any) -> dict[str, list[Any]]:
        relations = {}
        for name in self.register.relations:
            if name not in row.values:
                continue
            new = {str(each): each for each in row.values[name]}
            old = [str(each) for each in getattr(instance, name).all()] if instance.pk else []
            if sorted(old) != sorted(new):
                plan.changes[name] = ["; ".join(sorted(old)) or None, "; ".join(sorted(new))]
                relations[name] = list(new.values())
        return relations

    def _members(self, row: CleanRow, plan: RowPlan, instance: Any) -> list[str]:
        old = {member.name for member in instance.members.all()} if instance.pk and "members" in row.values else set()
        added = [name for name in dict.fromkeys(row.values.get("members", ())) if name not in old]
        if added:
            plan.changes["members"] = [None, "; ".join(added)]
        return added


def _listed(related: Iterable[Any]) -> str:
    return "; ".join(sorted(map(str, related)))


def _key_of(value: Any) -> Any:
    """Return what tells a value from others: the key of a row, None for one that is not saved."""
    return value.pk if isinstance(value, models.Model) else value


def _refused(instance: models.Model, exclude: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a model says against a row, in every language, with the column; empty for the row as a whole.

    The row is checked in one language after the other: a constraint says its message at once.
    """
    told: dict[tuple[str, int], dict[str, str]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            try:
                instance.full_clean(exclude=exclude)
            except ValidationError as error:
                for name, errors in error.message_dict.items():
                    for number, message in enumerate(errors):
                        told.setdefault((name, number), {})[language] = message
            else:
                return
    for (name, _number), said in told.items():
        yield "" if name == NON_FIELD_ERRORS else name, said


class RegisterWriter:
    """Writes the plans of a sheet, row by row: these sheets are short, and every model saves in its own way."""

    def __init__(self, change: Change, source: Source | None) -> None:
        self.change = change
        self.source = source

    def write(self, plans: Sequence[RowPlan]) -> None:
        """Write the rows that change anything; belongs into a transaction."""
        for work in (plan.work for plan in plans if plan.writes):
            if work.row.source is not None and work.row.source.pk is None:
                # It was planned with a source that the commit has made since.
                work.row.source = self.source
            curation.save(work.row, self.change)
            for name, related in work.relations.items():
                getattr(work.row, name).set(related)
            start = work.row.members.count() if work.members else 0
            for order, name in enumerate(work.members, start):
                curation.save(ResearchBaseMember(base=work.row, name=name, order=order), self.change)
