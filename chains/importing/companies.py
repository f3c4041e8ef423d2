"""Planning a sheet of companies: each row is a company in a segment at a place, with its evidence."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_noop as _

from chains.analysis.duplicates import NameIndex
from chains.analysis.evidence import joins
from chains.analysis.reasons import score_of
from chains.choices import PlacementStatus, RowDecision, RowOutcome, UnplacedAction
from chains.models import Company, Placement, Source
from chains.models.base import PLACE_FIELDS
from chains.models.columns import COLUMNS, Use
from chains.permissions import Permission, may

from .additions import plan_labels, plan_names
from .cleaning import CleanRow
from .contradictions import Contradictions, Said, column_of
from .existing_companies import Known, look_up, place_of, placement_at
from .faults import CellFaultError, RowPlan, shown
from .identity import Code, code_in_words, codes_of, keys_of, known_by
from .look_alikes import candidate, evidence, firm_of, look_alikes, weighed
from .places import Place
from .row_notes import half_a_placement, left_unplaced, merged_into, refuse_taken, says_where
from .scope import Scope
from .subjects import Subject, Work

#: Columns whose values a company has as they are given; its name and its place are planned by themselves.
FIELDS = tuple(name for name in COLUMNS[Company].names(Use.IMPORT) if name not in ("name", *PLACE_FIELDS))


class CompanyPlanner:
    """Plans the rows of a sheet in order, a chunk at a time; remembers what earlier rows make and set.

    A company is remembered until the last row that may be about it (:func:`.linking.linked_rows`) is planned.
    """

    def __init__(
        self,
        user: AbstractBaseUser | None,
        source: Source | None,
        columns: set[str],
        index: NameIndex | None,
        unplaced_action: UnplacedAction,
    ) -> None:
        self.user = user
        self.source = source
        self.columns = columns
        self.index = index
        self.scope = Scope(user)
        self.may_verify = may(user, Permission.VERIFY)
        #: The companies on record that earlier rows are about.
        self.subjects: dict[int, Subject] = {}
        #: The companies that earlier rows make, by name, and all that earlier rows give a code, by code.
        self.made: dict[str, list[Subject]] = {}
        self.coded: dict[Code, Subject] = {}
        #: Which companies rows give one code to.
        self.holders: dict[Code, Said] = {}
        self.contradictions = Contradictions()
        self.unplaced_action = unplaced_action
        #: How many companies the rows so far make without a placement.
        self.unplaced = 0

    def plan(self, rows: Sequence[CleanRow]) -> list[RowPlan]:
        """Return the plans of the next rows of the sheet."""
        coded = [self.coded.get(code) for row in rows for code in codes_of(row.values)]
        known = look_up(rows, {subject.on_record for subject in coded if subject is not None} - {None})
        self._forget(rows[0].number)
        self.scope.look_at(known)
        return [self._plan(row, known) for row in rows]

    def late_faults(self) -> dict[int, list[dict[str, Any]]]:
        """Return what is wrong with rows that only later ones have shown."""
        return self.contradictions.faults()

    def _plan(self, row: CleanRow, known: Known) -> RowPlan:
        if row.skip_reason:
            return RowPlan(row.number, RowOutcome.SKIPPED, notes=row.notes)
        if row.decision == RowDecision.SKIP:
            return RowPlan(row.number, RowOutcome.UNCHANGED, notes=row.notes)
        if row.questions:
            return RowPlan(row.number, RowOutcome.DECISION)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        try:
            subject, candidates = self._subject(row, known)
        except CellFaultError as error:
            column = "id" if row.decided or "id" in row.values else "name"
            row.refuse(column, row.values.get(column, row.decided), error)
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        if subject is None and candidates and row.decision != RowDecision.NEW:
            return RowPlan(row.number, RowOutcome.DECISION, candidates=candidates, notes=row.notes)
        if subject is None and self.unplaced_action == UnplacedAction.SKIP and not says_where(row):
            return RowPlan(row.number, RowOutcome.UNCHANGED, notes=[*row.notes, left_unplaced(row)])
        work = Work(subject or Subject(made_by=row.number), makes=subject is None)
        plan = RowPlan(row.number, RowOutcome.NEW, work=work, notes=row.notes)
        plan.target = work.subject.target if not work.makes else ""
        work.heir = known.heir_of(row.values.get("id", ""))
        if work.heir is None:
            self._plan_fields(row, plan, known)
            self._plan_additions(row, plan, known)
        repeated = self._plan_placement(row, plan, known)
        self.scope.check(row, plan)
        if work.heir is not None:
            plan.notes.append(merged_into(work.heir, row))
        # Where no other row may be about the company, nobody asks what this one says.
        if row.until and not row.faults and self._compare(row, work, known):
            self._remember(row, work)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults, notes=row.notes)
        self._count_unplaced(work)
        if work.makes:
            return plan
        if plan.changes:
            plan.outcome = RowOutcome.CHANGED
        elif repeated:
            error = CellFaultError(
                "repeats_row", _("This row repeats row %(row)d."), _("Delete one of the two."), row=repeated
            )
            row.refuse("", "", error)
            return RowPlan(row.number, RowOutcome.DUPLICATE, plan.target, errors=row.faults, notes=row.notes)
        else:
            plan.outcome = RowOutcome.UNCHANGED
        return plan

    def _count_unplaced(self, work: Work) -> None:
        """Count a company that is made without a placement, until a later row places it."""
        subject = work.subject
        if work.segment is None and work.makes:
            subject.unplaced = True
            self.unplaced += 1
        elif work.segment is not None and subject.unplaced:
            subject.unplaced = False
            self.unplaced -= 1

    # -- which company it is

    def _subject(self, row: CleanRow, known: Known) -> tuple[Subject | None, list[dict[str, Any]]]:
        """Return the company that a row is about, or None and what it looks like."""
        values = row.values
        if row.decision == RowDecision.USE:
            return self._by_id(row.decided, known), []
        if "id" in values:
            return self._by_id(values["id"], known), []
        keys = keys_of(values, "legal_name", "name")
        if row.decision == RowDecision.NEW:
            return self._made(values, keys_of(values, "name")), []
        by_code = {self._owner(code, known) for code in codes_of(values)} - {None}
        if len(by_code) > 1:
            on_record = sorted(subject.pk for subject in by_code if subject.pk is not None)
            return None, [candidate(pk, known, _("has one of the codes of this row")) for pk in on_record]
        if by_code:
            return by_code.pop(), []
        if (made := self._made(values, keys)) is not None:
            return made, []
        firm = firm_of(values)
        legal = {pk for key in keys for pk in known.by_legal_key.get(key, ())}
        for pks in (legal, {pk for key in keys for pk in known.by_name_key.get(key, ())}):
            told = {pk: evidence(pk, known, firm) for pk in pks}
            fitting = {pk for pk in pks if joins(told[pk])}
            if len(fitting) > 1 and (at := values.get("at")) is not None:
                fitting = {pk for pk in fitting if at.province in known.provinces(pk)} or fitting
            if len(fitting) == 1:
                return self._of(fitting.pop(), known), []
            if pks:
                asked = sorted(fitting or pks, key=lambda pk: (-score_of(told[pk]), pk))
                return None, [weighed(pk, known, told[pk]) for pk in asked]
        return None, look_alikes(self.index, firm)

    def _of(self, pk: int, known: Known) -> Subject:
        if (subject := self.subjects.get(pk)) is None:
            subject = self.subjects[pk] = Subject(pk=pk, public_id=known.companies[pk].public_id)
        return subject

    def _by_id(self, public_id: str, known: Known) -> Subject:
        if (pk := known.by_id.get(public_id.strip().lower())) is None:
            hint = _("Leave the id empty to go by code or name, or take it from an export.")
            raise CellFaultError("unknown_company", _("No company has the id “%(value)s”."), hint, value=public_id)
        return self._of(pk, known)

    def _owner(self, code: Code, known: Known) -> Subject | None:
        """Return the company that has a credit code or a ticker, on record or by an earlier row."""
        if (subject := self.coded.get(code)) is not None:
            return subject
        pk = self._on_record_by(code, known)
        return None if pk is None else self._of(pk, known)

    @staticmethod
    def _on_record_by(code: Code, known: Known) -> int | None:
        return (known.by_uscc if code[0] == "uscc" else known.by_ticker).get(code[1])

    def _made(self, values: dict[str, Any], keys: list[str]) -> Subject | None:
        """Return the company that an earlier row makes under one of these names, unless the credit codes differ.

        Raises ``CellFaultError`` where it may be several.
        """
        for key in keys:
            made = [each for each in self.made.get(key, ()) if _may_be_coded(each, values.get("uscc"))]
            if len(made) > 1:
                rows = ", ".join(str(each.made_by) for each in made)
                hint = _("Give its credit code, or a name that only one of them has.")
                raise CellFaultError(
                    "several_rows", _("Rows %(rows)s give this name to different companies."), hint, rows=rows
                )
            if made:
                return made[0]
        return None

    # -- what would change

    def _plan_fields(self, row: CleanRow, plan: RowPlan, known: Known) -> None:
        work, values = plan.work, row.values
        company = known.companies.get(work.subject.on_record)
        wanted = {name: values[name] for name in FIELDS if name in values}
        if "registered" in values:
            wanted["registered"] = values["registered"]
        if work.makes or "id" in values:
            wanted["name"] = values["name"]
        if company is not None:
            emptied = COLUMNS[Company].emptied_with(company, wanted)
            wanted |= {name: value for name, value in emptied.items() if name in FIELDS}
        work.says = {name: shown(value) or "" for name, value in wanted.items()}
        said = work.subject.said.values if work.subject.said is not None else {}
        for name, value in wanted.items():
            if name in said:
                continue
            if company is not None:
                old = place_of(company) if name == "registered" else getattr(company, name)
                if old == value:
                    continue
            else:
                old = None
            work.fields[name] = value
            plan.changes[name] = [shown(old), shown(value)]

    def _plan_additions(self, row: CleanRow, plan: RowPlan, known: Known) -> None:
        work, values = plan.work, row.values
        plan_names(row, plan, known)
        plan_labels(row, plan, known)
        for code in codes_of(values):
            owner = self._owner(code, known)
            if owner is not None and owner is not work.subject:
                if code in self.holders and self._on_record_by(code, known) is None:
                    self._compare_holders(row, code)
                else:
                    refuse_taken(row, code, owner, known)
            elif code[0] == "tickers" and code[1] not in known.by_ticker and code[1] not in work.subject.tickers:
                work.tickers = [*work.tickers, code[1]]
        if work.tickers:
            plan.changes["tickers"] = [None, "; ".join(f"{exchange}:{ticker}" for exchange, ticker in work.tickers)]

    def _plan_placement(self, row: CleanRow, plan: RowPlan, known: Known) -> int | None:
        """Plan the claim of a row and what it rests on; return the row that it repeats, if it does."""
        work, values, subject = plan.work, row.values, plan.work.subject
        if not says_where(row):
            if "segment" in values or "at" in values:
                plan.notes.append(half_a_placement(row))
            return None
        work.segment, work.place = values["segment"], values["at"]
        claim = (work.segment.pk, work.place)
        work.placement = self._on_record(known, subject, claim)
        work.makes_placement = work.placement is None and claim not in subject.placements
        status = values.get("status")
        stands = work.placement is not None and work.placement.status == status
        if status == PlacementStatus.VERIFIED and not self.may_verify and not stands:
            hint = _("Leave the cell empty; a reviewer verifies it.")
            row.refuse("status", status, CellFaultError("may_not_verify", _("Only reviewers verify placements."), hint))
        if work.makes_placement:
            plan.changes["placement"] = [None, f"{work.segment.name} · {shown(work.place)}"]
            work.placement_fields = {code: values[code] for code in ("status", "note") if code in values}
        # What was said of it before the merge may have been settled with that.
        wanted = {code: values[code] for code in ("status", "note") if code in values and work.heir is None}
        work.says |= {(code, claim): shown(value) or "" for code, value in wanted.items()}
        if work.placement is not None and claim not in subject.placements:
            if work.place.province and not work.placement.province_id:
                wanted |= {"province_id": work.place.province, "city_id": work.place.city or None, "country": ""}
            elif work.place.city and not work.placement.city_id:
                wanted["city_id"] = work.place.city
            for name, value in wanted.items():
                if (old := getattr(work.placement, name)) != value:
                    work.placement_fields = work.placement_fields | {name: value}
                    plan.changes[name.removesuffix("_id")] = [shown(old), shown(value)]
        return self._plan_evidence(row, plan, known, claim)

    def _on_record(self, known: Known, subject: Subject, claim: tuple[int, Place]) -> Placement | None:
        """Return the placement on record that the claim is: at this place, or at one less or more exact."""
        segment, place = claim
        same = [
            each
            for each in known.placements.get(subject.on_record, ())
            if each.segment_id == segment and (segment, place_of(each)) not in subject.made_placements
        ]
        # Those whose province is not known are for who may change the placements of every province.
        return placement_at(place, same, may_tell_province=self.scope.provinces is None)

    def _plan_evidence(self, row: CleanRow, plan: RowPlan, known: Known, claim: tuple[int, Place]) -> int | None:
        work, values, subject = plan.work, row.values, plan.work.subject
        source = values.get("source") or self.source
        if source is None:
            if work.makes_placement:
                hint = _("Name the source of the whole sheet, or fill in the column “source”.")
                row.refuse("source", "", CellFaultError("source_missing", _("A placement needs a source."), hint))
            return subject.placements.get(claim)
        printed = values.get("printed_name", "") if "printed_name" in self.columns else values["name"]
        item = (source.pk, printed, values.get("locator", ""))
        if work.placement is not None and (work.placement.pk, *item) in known.evidence:
            return subject.evidence.get((claim, item))
        if (by := subject.evidence.get((claim, item))) is not None:
            return by
        work.source, work.printed_name, work.locator = source, printed, item[2]
        plan.changes["evidence"] = [None, " ".join(part for part in (source.title, item[2], printed) if part)]
        return None

    # -- who may, and what later rows have to know

    def _compare(self, row: CleanRow, work: Work, known: Known) -> bool:
        """Note what the row says; return False, the row refused, where that contradicts another row."""
        subject = work.subject
        subject.said = subject.said or Said()
        contradicted = subject.said.add(row.number, work.says, known_by(row))
        company = known.companies.get(subject.on_record)
        name = company.name if company is not None else row.values["name"]
        for about in contradicted:
            row.refuse(
                column_of(about), work.says[about], self.contradictions.note(subject.said, about, ("company", name))
            )
        return not contradicted

    def _compare_holders(self, row: CleanRow, code: Code) -> None:
        """Note that the row gives a code to another company than earlier rows do."""
        holders = self.holders[code]
        holders.add(row.number, {code[0]: row.values["name"]}, known_by(row))
        row.refuse(code[0], code_in_words(code), self.contradictions.note(holders, code[0], ("", "")))

    def _remember(self, row: CleanRow, work: Work) -> None:
        subject, values = work.subject, row.values
        subject.until = max(subject.until, row.until)
        if work.makes:
            for key in keys_of(values, "name", "legal_name", "name_en", "names", "former_names"):
                if subject not in (made := self.made.setdefault(key, [])):
                    made.append(subject)
        for code in codes_of(values):
            self.coded[code] = subject
            self.holders.setdefault(code, Said()).add(row.number, {code[0]: values["name"]}, known_by(row))
        subject.names |= {name.name for name in work.names}
        subject.labels |= set(work.labels)
        subject.tickers |= set(work.tickers)
        if work.segment is not None:
            claim = (work.segment.pk, work.place)
            subject.placements = {claim: row.number} | subject.placements
            if work.makes_placement:
                subject.made_placements = subject.made_placements | {claim: None}
            source = values.get("source") or self.source
            if source is not None:
                printed = values.get("printed_name", "") if "printed_name" in self.columns else values["name"]
                item = (claim, (source.pk, printed, values.get("locator", "")))
                subject.evidence = {item: row.number} | subject.evidence

    def _forget(self, number: int) -> None:
        """Forget the companies that neither the row of this number nor a later one is about."""
        for kept in (self.subjects, self.coded):
            for key in [key for key, subject in kept.items() if subject.until < number]:
                del kept[key]
        for key in [key for key, made in self.made.items() if all(subject.until < number for subject in made)]:
            del self.made[key]
        for code in self.holders.keys() - self.coded.keys():
            del self.holders[code]


def _may_be_coded(made: Subject, uscc: str | None) -> bool:
    """Return whether no credit code says that a company an earlier row makes is another one."""
    known = made.said.values.get("uscc", ()) if made.said is not None else ()
    return not uscc or not known or uscc in known
