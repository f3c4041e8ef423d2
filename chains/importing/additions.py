"""What a row adds to a company: other names, former ones with their days, labels with batch and validity."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_noop as _

from chains.choices import NameKind
from chains.models import CompanyLabel, CompanyName
from chains.models.columns import COLUMNS, Use
from chains.sheets.periods import Period

from .cleaning import CleanRow
from .existing_companies import Known
from .faults import CellFaultError, RowPlan, fault, shown
from .subjects import Amendment, NewName, Work

#: What a row says of its labels: the column of the sheet, and that of the label.
_OF_LABELS = {each.sheet: each.name for each in COLUMNS[CompanyLabel].used(Use.IMPORT)}
_VALID_FROM = COLUMNS[CompanyLabel]["valid_from"].sheet


def plan_names(row: CleanRow, plan: RowPlan, known: Known) -> None:
    """Plan the names that a row adds: other ones, and former ones, of which it may also say when they were used."""
    work, values = plan.work, row.values
    names = [] if work.makes or "id" in values else [values["name"]]
    given = {name: NewName(name) for name in [*names, *values.get("names", ())]}
    given |= {each.name: NewName(each.name, NameKind.FORMER, *each.used) for each in values.get("former_names", ())}
    if not given:
        return
    have = names_of(work, known)
    on_record = known.names.get(work.subject.on_record, {})
    work.names = [name for name in given.values() if name.name.casefold() not in have]
    for kind, column in ((NameKind.PRINTED, "names"), (NameKind.FORMER, "former_names")):
        if added := [_in_words(name) for name in work.names if name.kind == kind]:
            plan.changes[column] = [None, "; ".join(added)]
    for name in given.values():
        held = on_record.get(name.name.casefold())
        if held is not None and name.kind == NameKind.FORMER and (fields := _told_of(name, held)):
            work.amendments = [*work.amendments, Amendment(CompanyName._meta.label, held.pk, fields)]
            plan.changes["former_names"] = [plan.changes.get("former_names", [None])[0] or held.name, _in_words(name)]


def names_of(work: Work, known: Known) -> set[str]:
    """Return what the company of a row is called, on record and by the rows so far, in lower case."""
    pk = work.subject.on_record
    company, said = known.companies.get(pk), work.subject.said
    have = {*known.names.get(pk, ()), *work.subject.names}
    for name in ("name", "legal_name", "name_en"):
        have |= {work.fields.get(name, ""), getattr(company, name, "")}
        have |= set(said.values.get(name, ())) if said is not None else set()
    return {name.casefold() for name in have}


def plan_labels(row: CleanRow, plan: RowPlan, known: Known) -> None:
    """Plan the labels that a row gives, and what it says of them: of those that the company has already as well."""
    work, values = plan.work, row.values
    labels = {label.pk: label for label in values.get("labels", ())}
    told = dict(_told_of_labels(values))
    if not labels:
        for column in told.keys() & values.keys():
            hint = _("Name the label in the column “labels”, or once for the whole sheet.")
            error = CellFaultError("of_no_label", _("This row names no label that it could say this of."), hint)
            plan.notes.append(fault(column, shown(values[column]), error))
        return
    on_record = known.labels.get(work.subject.on_record, {})
    work.labels = [key for key in labels if key not in on_record and key not in work.subject.labels]
    work.label_fields = {_OF_LABELS[column]: value for column, value in told.items()}
    for key in work.labels:
        if labels[key].per_chain:
            hint = _("Give it in the form of the company, where the chain can be named.")
            row.refuse(
                "labels", labels[key].name, CellFaultError("label_per_chain", _("This label needs a chain."), hint)
            )
    if work.labels:
        plan.changes["labels"] = [None, "; ".join(labels[key].name for key in work.labels)]
        plan.changes |= {column: [None, shown(value)] for column, value in told.items()}
    for key, label in labels.items():
        work.says |= {(column, key): shown(value) or "" for column, value in told.items()}
        held = None if label.per_chain or key in work.subject.labels else on_record.get(key)
        if held is None:
            continue
        differing = {column: value for column, value in told.items() if getattr(held, _OF_LABELS[column]) != value}
        if differing:
            fields = {_OF_LABELS[column]: value for column, value in differing.items()}
            work.amendments = [*work.amendments, Amendment(CompanyLabel._meta.label, held.pk, fields)]
            plan.changes |= {
                column: [shown(getattr(held, _OF_LABELS[column])), shown(value)] for column, value in differing.items()
            }


def _told_of_labels(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield what a row says of its labels, by column; a period fills the columns of its first and its last day."""
    for column in _OF_LABELS:
        value = values.get(column)
        if isinstance(value, Period):
            if value.begun is not None:
                yield _VALID_FROM, value.begun
            value = value.ended
        if value is not None:
            yield column, value


def _told_of(name: NewName, held: CompanyName) -> dict[str, Any]:
    """Return what a row says of a name on record that is not so there."""
    told = {"kind": name.kind} if held.kind == NameKind.PRINTED else {}
    told |= {column: day for column in ("used_from", "used_until") if (day := getattr(name, column)) is not None}
    return {column: value for column, value in told.items() if getattr(held, column) != value}


def _in_words(name: NewName) -> str:
    days = (name.used_from, name.used_until)
    return f"{name.name}（{' – '.join(shown(day) or '' for day in days).strip()}）" if any(days) else name.name
