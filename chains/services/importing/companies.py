"""Planning a sheet of companies: one row is a company in a segment at a place, with what it rests on."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_noop as _

from chains.analysis.duplicates import Firm, NameIndex
from chains.analysis.names import name_key
from chains.analysis.reasons import reason_in_words
from chains.choices import PlacementStatus, RowDecision, RowOutcome
from chains.models import Placement, Source
from chains.services.permissions import Deed, may, provinces_of

from .cleaning import CleanRow
from .faults import CellFaultError, RowPlan, in_every_language, said_in_every_language, shown
from .known import Known, look_up, place_of
from .subjects import Subject, Work
from .vocabulary import Place

#: Columns that a company has a field of the same name for.
FIELDS = ("legal_name", "name_en", "uscc", "founded_on", "website", "description")

#: From this score on, a look-alike is too near for a new company to be made without somebody's word.
ASK_FROM = 70
_CANDIDATES = 5


class CompanyPlanner:
    """Plans the rows of a sheet in order, a stretch at a time; remembers what earlier rows make and set.

    A company is remembered until the last row that may be about it (:func:`.linking.linked_rows`) is planned.
    """

    def __init__(
        self, user: AbstractBaseUser | None, source: Source | None, columns: set[str], index: NameIndex | None
    ) -> None:
        self.user = user
        self.source = source
        self.columns = columns
        self.index = index
        self.scope = provinces_of(user)
        self.may_verify = may(user, Deed.VERIFY)
        #: The companies on record that earlier rows are about.
        self.subjects: dict[int, Subject] = {}
        #: The companies that earlier rows make, by name, and all that earlier rows give a code, by code.
        self.made: dict[str, Subject] = {}
        self.coded: dict[tuple[str, Any], Subject] = {}

    def plan(self, rows: Sequence[CleanRow]) -> list[RowPlan]:
        """Return the plans of the next rows of the sheet."""
        coded = [self.coded.get(code) for row in rows for code in _codes_of(row.values)]
        known = look_up(rows, {subject.on_record for subject in coded if subject is not None} - {None})
        self._forget(rows[0].number)
        return [self._plan(row, known) for row in rows]

    def _plan(self, row: CleanRow, known: Known) -> RowPlan:
        if row.decision == RowDecision.SKIP:
            return RowPlan(row.number, RowOutcome.UNCHANGED)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults)
        try:
            subject, candidates = self._subject(row, known)
        except CellFaultError as error:
            row.refuse("id", row.values.get("id", row.decided), error)
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults)
        if subject is None and candidates and row.decision != RowDecision.NEW:
            near = [each for each in candidates if each["score"] >= ASK_FROM]
            if near:
                return RowPlan(row.number, RowOutcome.DECISION, candidates=candidates)
        work = Work(subject or Subject(made_by=row.number), makes=subject is None)
        plan = RowPlan(row.number, RowOutcome.NEW, work=work, candidates=candidates if subject is None else [])
        plan.target = work.subject.target if not work.makes else ""
        self._plan_fields(row, plan, known)
        self._plan_additions(row, plan, known)
        repeated = self._plan_placement(row, plan, known)
        self._check_scope(row, work, known)
        if row.faults:
            return RowPlan(row.number, RowOutcome.ERROR, errors=row.faults)
        if row.until:
            # Where no other row may be about the company, nobody asks.
            self._remember(row, work)
        if work.makes:
            return plan
        if plan.changes:
            plan.outcome = RowOutcome.CHANGED
        elif repeated:
            error = CellFaultError(
                "repeats_row", _("This row repeats row %(row)d."), _("Delete one of the two."), row=repeated
            )
            row.refuse("", "", error)
            return RowPlan(row.number, RowOutcome.DUPLICATE, plan.target, errors=row.faults)
        else:
            plan.outcome = RowOutcome.UNCHANGED
        return plan

    # -- which company it is

    def _subject(self, row: CleanRow, known: Known) -> tuple[Subject | None, list[dict[str, Any]]]:
        """Return the company that a row is about, or None and what it looks like."""
        values = row.values
        if row.decision == RowDecision.USE:
            return self._by_id(row.decided, known), []
        if "id" in values:
            return self._by_id(values["id"], known), []
        keys = [name_key(values[code]) for code in ("legal_name", "name") if code in values]
        if row.decision == RowDecision.NEW:
            return self._made(values, keys[-1:]), []
        by_code = {self._owner(code, known) for code in _codes_of(values)} - {None}
        if len(by_code) > 1:
            on_record = sorted(subject.pk for subject in by_code if subject.pk is not None)
            return None, [self._candidate(pk, known, _("has one of the codes of this row")) for pk in on_record]
        if by_code:
            return by_code.pop(), []
        if (made := self._made(values, keys)) is not None:
            return made, []
        legal = {pk for key in keys for pk in known.by_legal_key.get(key, ())}
        for pks in (legal, {pk for key in keys for pk in known.by_name_key.get(key, ())}):
            fitting = {pk for pk in pks if self._may_be(values, known.companies[pk])}
            if len(fitting) > 1 and (at := values.get("at")) is not None:
                fitting = {pk for pk in fitting if at.province in known.provinces(pk)} or fitting
            if len(fitting) == 1:
                return self._of(fitting.pop(), known), []
            if pks:
                return None, [self._candidate(pk, known, _("has this name")) for pk in sorted(fitting or pks)]
        return None, self._look_alikes(values)

    @staticmethod
    def _may_be(values: dict[str, Any], company: Any) -> bool:
        """Return whether nothing in the row says that it is another firm of the same name."""
        return not (company.uscc and values.get("uscc") and company.uscc != values["uscc"])

    def _of(self, pk: int, known: Known) -> Subject:
        if (subject := self.subjects.get(pk)) is None:
            subject = self.subjects[pk] = Subject(pk=pk, public_id=known.companies[pk].public_id)
        return subject

    def _by_id(self, public_id: str, known: Known) -> Subject:
        if (pk := known.by_id.get(public_id.strip().lower())) is None:
            hint = _("Leave the id empty to go by code or name, or take it from an export.")
            raise CellFaultError("unknown_company", _("No company has the id “%(value)s”."), hint, value=public_id)
        return self._of(pk, known)

    def _owner(self, code: tuple[str, Any], known: Known) -> Subject | None:
        """Return the company that has a credit code or a ticker, on record or by an earlier row."""
        if (subject := self.coded.get(code)) is not None:
            return subject
        kind, value = code
        pk = known.by_uscc.get(value) if kind == "uscc" else known.by_ticker.get(value)
        return None if pk is None else self._of(pk, known)

    def _made(self, values: dict[str, Any], keys: list[str]) -> Subject | None:
        """Return the company that an earlier row makes under one of these names, unless the credit codes differ."""
        for key in keys:
            if (made := self.made.get(key)) is not None:
                uscc = made.fields.get("uscc", ("", 0))[0]
                if not (uscc and values.get("uscc") and uscc != values["uscc"]):
                    return made
        return None

    @staticmethod
    def _candidate(pk: int, known: Known, reason: str) -> dict[str, Any]:
        company = known.companies[pk]
        return {
            "id": company.public_id,
            "name": company.name,
            "score": 100,
            "reasons": [in_every_language(reason)],
        }

    def _look_alikes(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        if self.index is None:
            return []
        known = {
            "uscc": values.get("uscc", ""),
            "tickers": tuple(ticker for _exchange, ticker in values.get("tickers", ())),
        }
        if "legal_name" in values:
            known["legal_key"] = name_key(values["legal_name"])
        if "at" in values and values["at"].province:
            known["provinces"] = frozenset({values["at"].province})
        return [
            {
                "id": each.id,
                "name": each.name,
                "score": each.score,
                "reasons": [
                    said_in_every_language(lambda reason=reason: reason_in_words(reason)) for reason in each.reasons
                ],
            }
            for each in self.index.like(Firm.of(values["name"], **known), _CANDIDATES)
        ]

    # -- what would change

    def _plan_fields(self, row: CleanRow, plan: RowPlan, known: Known) -> None:
        work, values = plan.work, row.values
        company = known.companies.get(work.subject.on_record)
        wanted = {name: values[name] for name in FIELDS if name in values}
        if "registered" in values:
            wanted["registered"] = values["registered"]
        if work.makes or "id" in values:
            wanted["name"] = values["name"]
        for name, value in wanted.items():
            if name in work.subject.fields:
                old, by = work.subject.fields[name]
                if old != value:
                    message = _("Row %(row)d gives “%(other)s” for the same company.")
                    hint = _("Let both rows say the same.")
                    row.refuse(name, value, CellFaultError("contradicts_row", message, hint, row=by, other=shown(old)))
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
        work, values, pk = plan.work, row.values, plan.work.subject.on_record
        names = [] if work.makes or "id" in values else [values["name"]]
        if names := dict.fromkeys([*names, *values.get("names", ())]):
            have = self._names_of(work, known)
            work.names = [name for name in names if name not in have]
        if labels := {label.pk: label for label in values.get("labels", ())}:
            held = known.labels.get(pk, set()) | work.subject.labels
            work.labels = [key for key in labels if key not in held]
        for key in work.labels:
            if labels[key].per_chain:
                hint = _("Give it in the form of the company, where the chain can be named.")
                row.refuse(
                    "labels", labels[key].name, CellFaultError("label_per_chain", _("This label needs a chain."), hint)
                )
        for code in _codes_of(values):
            owner = self._owner(code, known)
            if owner is not None and owner is not work.subject:
                self._refuse_taken(row, code, owner, known)
            elif code[0] == "ticker" and code[1] not in known.by_ticker and code[1] not in work.subject.tickers:
                work.tickers = [*work.tickers, code[1]]
        if work.names:
            plan.changes["names"] = [None, "; ".join(work.names)]
        if work.labels:
            plan.changes["labels"] = [None, "; ".join(labels[key].name for key in work.labels)]
        if work.tickers:
            plan.changes["tickers"] = [None, "; ".join(f"{exchange}:{ticker}" for exchange, ticker in work.tickers)]

    @staticmethod
    def _names_of(work: Work, known: Known) -> set[str | None]:
        """Return what the company is called, on record and by the rows so far."""
        pk = work.subject.on_record
        company = known.companies.get(pk)
        have = {company.name, company.legal_name, company.name_en} if company is not None else set()
        have |= {value for name in ("name", "legal_name") for value, _row in [work.subject.fields.get(name, ("", 0))]}
        return (
            have
            | {work.fields.get("legal_name"), work.fields.get("name")}
            | known.names.get(pk, set())
            | (work.subject.names)
        )

    @staticmethod
    def _refuse_taken(row: CleanRow, code: tuple[str, Any], owner: Subject, known: Known) -> None:
        """Refuse a credit code or ticker that is another company's."""
        column, value = ("tickers", code[1][1]) if code[0] == "ticker" else ("uscc", code[1])
        name = known.companies[owner.pk].name if owner.pk in known.companies else owner.target
        hint = _("Check the code, or leave the id empty to go by the code.")
        row.refuse(column, value, CellFaultError("code_taken", _("The code belongs to %(name)s."), hint, name=name))

    def _plan_placement(self, row: CleanRow, plan: RowPlan, known: Known) -> int | None:
        """Plan the claim of a row and what it rests on; return the row that it repeats, if it does."""
        work, values, subject = plan.work, row.values, plan.work.subject
        if ("segment" in values) != ("at" in values):
            column = "segment" if "at" in values else "province"
            message = _("A placement needs a segment and a place: this row gives one of the two.")
            row.refuse(column, "", CellFaultError("half_a_placement", message, _("Fill in both, or neither.")))
            return None
        if "segment" not in values:
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
        elif work.placement is not None and claim not in subject.placements:
            wanted = {code: values[code] for code in ("status", "note") if code in values}
            if work.place.city and not work.placement.city_id:
                wanted["city_id"] = work.place.city
            for name, value in wanted.items():
                if (old := getattr(work.placement, name)) != value:
                    work.placement_fields = work.placement_fields | {name: value}
                    plan.changes[name.removesuffix("_id")] = [shown(old), shown(value)]
        return self._plan_evidence(row, plan, known, claim)

    @staticmethod
    def _on_record(known: Known, subject: Subject, claim: tuple[int, Place]) -> Placement | None:
        """Return the placement on record that the claim is: at this place, or at one less or more exact."""
        segment, place = claim
        same = [
            each
            for each in known.placements.get(subject.on_record, ())
            if each.segment_id == segment and (segment, place_of(each)) not in subject.made_placements
        ]
        for placement in same:
            if place_of(placement) == place:
                return placement
        if place.country:
            return None
        near = [each for each in same if each.province_id == place.province and (not place.city or not each.city_id)]
        return near[0] if len(near) == 1 else None

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

    def _check_scope(self, row: CleanRow, work: Work, known: Known) -> None:
        if self.scope is None:
            return
        hint = _("Ask an administrator for the province, or leave the row to who has it.")
        error = CellFaultError("not_your_province", _("You may not change companies of this province."), hint)
        at = row.values.get("at") or row.values.get("registered")
        if at is not None and at.province not in self.scope:
            row.refuse("province", shown(at), error)
        elif (work.fields or work.names or work.labels or work.tickers) and work.subject.on_record:
            provinces = known.provinces(work.subject.on_record)
            if provinces and not provinces & self.scope:
                row.refuse("name", row.values["name"], error)

    def _remember(self, row: CleanRow, work: Work) -> None:
        subject, values = work.subject, row.values
        subject.until = max(subject.until, row.until)
        if work.makes:
            for key in {name_key(values[code]) for code in ("name", "legal_name") if code in values}:
                self.made.setdefault(key, subject)
        for code in _codes_of(values):
            self.coded[code] = subject
        subject.fields = subject.fields | {name: (value, row.number) for name, value in work.fields.items()}
        subject.names |= set(work.names)
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
        for kept in (self.subjects, self.made, self.coded):
            for key in [key for key, subject in kept.items() if subject.until < number]:
                del kept[key]


def _codes_of(values: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the codes that a row gives, each of which one company has."""
    codes = [("uscc", values["uscc"])] if "uscc" in values else []
    return codes + [("ticker", ticker) for ticker in values.get("tickers", ())]
