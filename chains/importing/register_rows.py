"""Planning and writing the rows of sheets with one record per row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
    Chain,
    Company,
    CompanyRedirect,
    Layer,
    Project,
    Province,
    Region,
    RegionProvince,
    ResearchBase,
    ResearchBaseMember,
    Segment,
    Source,
)
from chains.models.base import PLACE_FIELDS
from chains.permissions import Permission, may

from .cleaning import CleanRow
from .contradictions import Contradictions, Said
from .faults import CellFaultError, RowPlan, shown
from .new_words import NewWords
from .project_rows import complete_project
from .registers import REGISTERS
from .structure_rows import Orders, SegmentRows, chain_and_slug, unsaved_above


@dataclass(slots=True)
class RegisterWork:
    """The writes that one row needs."""

    row: models.Model
    relations: dict[str, list[Any]]
    members: list[str]
    #: The provinces of a region, in their order; None where they stay as they are.
    provinces: list[str] | None = None


class RegisterPlanner:
    """Plans the rows of a sheet in order, a chunk at a time; remembers which records earlier rows are of."""

    def __init__(self, kind: SheetKind, user: AbstractBaseUser | None, source: Source | None, new: NewWords) -> None:
        self.register = REGISTERS[kind]
        self.new_cities = new.cities
        self.user = user
        self.source = source
        self.seen: dict[tuple[Any, ...], Said] = {}
        #: What no two records may share, and the row that says it.
        self.taken: dict[tuple[Any, ...], int] = {}
        self.contradictions = Contradictions()
        self.segments = SegmentRows(new.announced)
        self.orders = Orders()
        #: None of these is a company without a placement.
        self.unplaced = 0

    def plan(self, rows: Sequence[CleanRow]) -> list[RowPlan]:
        """Return the plans of the next rows of the sheet."""
        return [self._plan(row) for row in rows]

    def late_faults(self) -> dict[int, list[dict[str, Any]]]:
        """Return what is wrong with rows that only later ones have shown."""
        return self.contradictions.faults() or self.segments.orphans()

    def _plan(self, row: CleanRow) -> RowPlan:
        if row.skip_reason:
            return RowPlan(row.number, RowOutcome.SKIPPED, notes=row.notes)
        if row.decision == RowDecision.SKIP:
            return RowPlan(row.number, RowOutcome.UNCHANGED, notes=row.notes)
        values = self._values(row)
        key = {} if row.faults else self._key(row, values)
        instance = None if row.faults else self._on_record(row, key)
        if not row.faults:
            outcome = RowOutcome.NEW if instance is None else RowOutcome.CHANGED
            instance = instance or self._new(key)
            self._complete(row, values, instance)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        plan = RowPlan(row.number, outcome, _target(instance), notes=row.notes)
        self._compare(row, plan, instance, values)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        if (earlier := self._earlier(row, key, values, instance)) is not None:
            message, hint = _("This row repeats row %(row)d."), _("Delete one of the two.")
            row.refuse("", "", CellFaultError("repeats_row", message, hint, row=earlier))
            return RowPlan(row.number, RowOutcome.DUPLICATE, plan.target, errors=row.faults, notes=row.notes)
        self._refuse_taken(row, instance)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        if not plan.changes:
            plan.outcome = RowOutcome.UNCHANGED
        if plan.writes:
            self._take(row, instance)
        return plan

    def _earlier(
        self, row: CleanRow, key: Mapping[str, Any], values: dict[str, Any], instance: models.Model
    ) -> int | None:
        """Return the row of the same record that this one repeats, if it does; refuse it where they differ."""
        about_it = tuple(map(_key_of, key.values())) if instance._state.adding else (instance.pk,)
        said = self.seen.setdefault(about_it, Said())
        earlier = min(said.rows, default=None)
        # The place that a row is given for want of one says nothing.
        said_in_row = {name: each for name, each in values.items() if name != "order" or name in row.values}
        says = {self._column(name): shown(value) or "" for name, value in said_in_row.items()}
        lists = (*self.register.relations.values(), "provinces")
        says |= {code: _listed(row.values[code]) for code in lists if isinstance(row.values.get(code), list)}
        called = " · ".join(filter(None, map(shown, key.values())))
        keys = [("id", row.values["id"], row.values["id"])] if "id" in row.values else []
        for about in said.add(row.number, says, keys):
            row.refuse(about, says[about], self.contradictions.note(said, about, ("record", called)))
        return None if row.faults else earlier

    def _refuse_taken(self, row: CleanRow, instance: models.Model) -> None:
        """Refuse a row that gives another record of the sheet the same name in the same place."""
        shared = tuple(_key_of(getattr(instance, name)) for name in self.register.unique)
        earlier = self.taken.setdefault(shared, row.number) if shared else row.number
        if earlier != row.number:
            message, hint = _("Row %(row)d gives another record the same name."), _("Correct one of the two.")
            error = CellFaultError("name_taken", message, hint, row=earlier)
            row.refuse(self._column(self.register.unique[-1]), getattr(instance, self.register.unique[-1]), error)

    def _take(self, row: CleanRow, instance: models.Model) -> None:
        if isinstance(instance, Chain | Layer | Segment):
            self.orders.take(instance)
        if isinstance(instance, Segment):
            self.segments.take(row, instance)

    def _column(self, name: str) -> str:
        """Return the code of the column that a field of the record has in sheets."""
        return self.register.columns.get(name, name)

    def _values(self, row: CleanRow) -> dict[str, Any]:
        """Return the values by field: what is given, with the source of the sheet where the row names none."""
        values = {name: row.values[code] for name, code in self.register.columns.items() if code in row.values}
        if "source" in self.register.columns and values.get("source") is None:
            if self.source is None and "id" not in row.values:
                hint = _("Name the source of the whole sheet, or fill in the column “source”.")
                row.refuse("source", "", CellFaultError("source_missing", _("This row needs a source."), hint))
            elif self.source is not None:
                values["source"] = self.source
        if self.register.placed and (at := row.values.get("at")) is not None:
            city = self.new_cities.get(at.city, at.city or None)
            values |= {"province": at.province or None, "city": city, "country": at.country}
        for name in self.register.companies:
            if name in values:
                values[name] = self._company(row, self._column(name), values[name])
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

    def _key(self, row: CleanRow, values: dict[str, Any]) -> dict[str, Any]:
        """Return what identifies the record of a row, by the lookups of the register; refuse a row that does not."""
        if self.register.model in (Layer, Segment):
            told = chain_and_slug(row, values)
            values["slug"] = told["slug"]
            if self.register.model is Layer:
                values["chain"] = told["chain"]
            return dict(zip(self.register.identity, told.values(), strict=True))
        return {name: values.get(name) for name in self.register.identity}

    def _on_record(self, row: CleanRow, key: Mapping[str, Any]) -> Any:
        """Return the record that the row is of, or None."""
        if self.register.has_public_id and (public_id := row.values.get("id")) is not None:
            found = self.register.model.objects.filter(public_id=public_id.strip().lower()).first()
            if found is None:
                hint = _("Leave the id empty to make a new one, or take it from an export.")
                error = CellFaultError("unknown_id", _("Nothing has the id “%(value)s”."), hint, value=public_id)
                row.refuse("id", public_id, error)
            return found
        wanted = {}
        for name, value in key.items():
            if isinstance(value, models.Model) and value._state.adding:
                # Nothing rests yet on a source, or a segment, that the commit is to make.
                return None
            is_relation = self.register.model._meta.get_field(name.partition("__")[0]).is_relation
            if is_relation and value is None:
                wanted[f"{name}__isnull"] = True
            else:
                wanted[name] = "" if value is None else value
        return self.register.model.objects.filter(**wanted).first()

    def _new(self, key: Mapping[str, Any]) -> models.Model:
        """Return a record to be made: of a segment the one that other rows may stand below already."""
        if self.register.model is Segment:
            chain, slug = key.values()
            return self.segments.announced.get(f"{chain.slug}.{slug}") or Segment()
        return self.register.model()

    def _complete(self, row: CleanRow, values: dict[str, Any], instance: Any) -> None:
        """Add to the values of a row what follows from them."""
        if isinstance(instance, Project):
            complete_project(row, values, instance)
        if isinstance(instance, Segment):
            self.segments.complete(row, values, instance)
        if isinstance(instance, Chain | Layer | Segment) and instance._state.adding and not row.faults:
            for name, value in values.items():
                _put(instance, name, value)
            values.setdefault("order", self.orders.following(instance))

    def _compare(self, row: CleanRow, plan: RowPlan, instance: Any, values: dict[str, Any]) -> None:
        """Put the values on ``instance`` and what changes into the plan; note what the model refuses."""
        before = {} if instance._state.adding else {name: shown(getattr(instance, name)) for name in values}
        given = plan.outcome == RowOutcome.NEW or (self.register.has_public_id and "id" in row.values)
        for name, value in values.items():
            if given or name not in self.register.identity:
                _put(instance, name, value)
        if isinstance(instance, Layer | Segment):
            instance.derive()
        after = {name: shown(getattr(instance, name)) for name in values}
        plan.changes = {
            self._column(name): [before.get(name), new] for name, new in after.items() if before.get(name) != new
        }
        relations = self._relations(row, plan, instance)
        members = self._members(row, plan, instance)
        provinces = self._provinces(row, plan, instance) if isinstance(instance, Region) else None
        if not may(self.user, Permission.EDIT, instance):
            hint = _("Ask an administrator for the province, or leave the row to who has it.")
            error = CellFaultError("not_your_province", _("You may not change this record."), hint)
            row.refuse("province" if self.register.placed else "", "", error)
        # What the commit makes is checked where it is made.
        unsaved = {name for name, value in values.items() if isinstance(value, models.Model) and value._state.adding}
        for name, said in _refused(instance, {"public_id"} | unsaved, [*self.register.columns, *PLACE_FIELDS]):
            row.refuse(self._column(name), after.get(name, ""), CellFaultError("invalid", said))
        plan.work = RegisterWork(instance, relations, members, provinces)

    def _relations(self, row: CleanRow, plan: RowPlan, instance: Any) -> dict[str, list[Any]]:
        relations = {}
        for name, code in self.register.relations.items():
            if code not in row.values:
                continue
            new = {str(each): each for each in row.values[code]}
            old = [str(each) for each in getattr(instance, name).all()] if instance.pk else []
            if sorted(old) != sorted(new):
                plan.changes[code] = ["; ".join(sorted(old)) or None, "; ".join(sorted(new))]
                relations[name] = list(new.values())
        return relations

    def _members(self, row: CleanRow, plan: RowPlan, instance: Any) -> list[str]:
        if not isinstance(instance, ResearchBase):
            return []
        old = {member.name for member in instance.members.all()} if instance.pk and "members" in row.values else set()
        added = [name for name in dict.fromkeys(row.values.get("members", ())) if name not in old]
        if added:
            plan.changes["members"] = [None, "; ".join(added)]
        return added

    def _provinces(self, row: CleanRow, plan: RowPlan, region: Region) -> list[str] | None:
        """Return the provinces that a region gets, in their order; None where it has them, or none are given."""
        codes = list(dict.fromkeys(row.values.get("provinces", ())))
        members = [] if region._state.adding else region.members.order_by("order", "province")
        old = [member.province_id for member in members]
        if not codes or codes == old:
            return None
        names = dict(Province.objects.filter(pk__in={*codes, *old}).values_list("pk", "name"))
        plan.changes["provinces"] = ["; ".join(map(names.__getitem__, some)) or None for some in (old, codes)]
        return codes


def _target(instance: Any) -> str:
    """Return how a plan names a record: by its id or code; empty for one to be made."""
    if instance._state.adding:
        return ""
    return getattr(instance, "public_id", "") or getattr(instance, "code", "") or getattr(instance, "slug", "")


def _put(instance: models.Model, name: str, value: Any) -> None:
    """Set a field: a relation to a row, or to the key of one."""
    field = instance._meta.get_field(name)
    if field.is_relation and not isinstance(value, models.Model | None):
        setattr(instance, field.attname, value)
    else:
        setattr(instance, name, value)


def _listed(related: Iterable[Any]) -> str:
    return "; ".join(sorted(map(str, related)))


def _key_of(value: Any) -> Any:
    """Return what tells a value from others: the key of a row; of a segment that is not saved its code, else None."""
    if isinstance(value, models.Model):
        return value.code if isinstance(value, Segment) else value.pk
    return value


def _refused(instance: Any, exclude: set[str], order: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what a model says against a row, in every language, with the field; empty for the row as a whole.

    The row is checked in one language after the other: a constraint says its message at once.
    """
    told: dict[str, list[tuple[str, str]]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            told[language] = list(_refusals(instance, exclude, order))
        if not told[language]:
            return
    for several in zip(*told.values(), strict=True):
        yield several[0][0], {language: message for language, (_field, message) in zip(told, several, strict=True)}


def _refusals(instance: Any, exclude: set[str], order: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what a model says against a row, with the field that it is about; empty for the row as a whole.

    What several fields together break is said of the last of them, in the ``order`` of a sheet.
    """
    try:
        instance.full_clean(exclude=exclude, validate_constraints=False)
    except ValidationError as refused:
        for name, errors in refused.error_dict.items():
            # What follows from it need not be said as well.
            exclude = {*exclude, name, *getattr(instance, "DERIVED", {}).get(name, ())}
            for each in errors:
                yield "" if name == NON_FIELD_ERRORS else name, each.messages[0]
    for constraint in instance._meta.constraints:
        try:
            constraint.validate(type(instance), instance, exclude=exclude)
        except ValidationError as refused:
            named = getattr(constraint, "fields", None)
            if named is None:
                named = sorted(constraint.condition.referenced_base_fields & {*order}, key=order.index)
            exclude = {*exclude, *named[-1:]}
            yield next(iter(named[-1:]), ""), refused.messages[0]


class RegisterWriter:
    """Writes the plans of a sheet, row by row: these sheets are short, and every model saves in its own way."""

    def __init__(self, change: Change, source: Source | None) -> None:
        self.change = change
        self.source = source

    def write(self, plans: Sequence[RowPlan]) -> None:
        """Write the rows that change anything; belongs into a transaction."""
        works = [plan.work for plan in plans if plan.writes]
        # What others of the sheet stand below is there before them.
        for work in sorted(works, key=lambda work: unsaved_above(work.row)):
            self._write(work)

    def _write(self, work: RegisterWork) -> None:
        row = work.row
        if getattr(row, "source", None) is not None and row.source.pk is None:
            # It was planned with a source that the commit has made since.
            row.source = self.source
        if isinstance(row, Segment) and row.parent is not None:
            # Its path follows from that of the parent, which another row may have moved.
            row.parent = Segment.objects.get(pk=row.parent.pk)
        curation.save(row, self.change)
        for name, related in work.relations.items():
            getattr(row, name).set(related)
        start = row.members.count() if work.members else 0
        for order, name in enumerate(work.members, start):
            curation.save(ResearchBaseMember(base=row, name=name, order=order), self.change)
        if work.provinces is not None:
            self._set_provinces(row, work.provinces)

    def _set_provinces(self, region: Region, codes: Sequence[str]) -> None:
        """Let a region consist of these provinces, in their order."""
        held = {member.province_id: member for member in region.members.all()}
        for order, code in enumerate(codes, 1):
            member = held.pop(code, None) or RegionProvince(region=region, province_id=code)
            if member._state.adding or member.order != order:
                member.order = order
                curation.save(member, self.change)
        for member in held.values():
            curation.delete(member, self.change)
