"""The history of a record for its page in the admin: who changed which field, when and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.contrib.admin.exceptions import NotRegistered
from django.contrib.admin.utils import quote
from django.db import models
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django_countries.fields import Country
from simple_history.models import HistoricalRecords


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row, as words; ``old`` is None where the row is new, ``new`` where it is gone."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class RowChange:
    """A change of one row: ``kind`` is ``+``, ``~`` or ``-``. ``page`` is None for the row itself."""

    model: str
    label: str
    kind: str
    page: str | None
    fields: list[FieldChange]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The changes that one person made at one moment for one reason."""

    moment: datetime
    user: str
    reason: str
    rows: list[RowChange]


@dataclass(frozen=True, slots=True)
class _Step:
    """Two successive states of a row, ``before`` being None for its first."""

    model: type[models.Model]
    key: Any
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        if self.after.history_type == "-":
            return "-"
        return "~" if self.before is not None else "+"


def admin_of(site: admin.AdminSite, model: type[models.Model]) -> admin.ModelAdmin | None:
    """Return the admin of ``model`` on ``site``, if it has one."""
    try:
        return site.get_model_admin(model)
    except NotRegistered:
        return None


def timeline(of: admin.ModelAdmin, key: Any) -> list[ChangeSet]:
    """Return what happened to the row of ``of`` with primary key ``key``, newest first.

    The number of queries depends on the kinds of rows that belong to it, not on how many there are or how often
    they changed.
    """
    records = [*_records(of.model, {of.opts.pk.attname: key})]
    for model, lookup in of.history_of.items():
        records += _records(model, _conditions(model, lookup, key))
    related = _many_to_many(records)
    names = _Names(of)
    entries = [(record, steps) for record, steps in _moments(records)]
    for _record, steps in entries:
        for step in steps:
            names.want(step, related)
    names.read()
    return [
        ChangeSet(
            record.history_date,
            str(record.history_user or ""),
            record.history_change_reason or "",
            [row for step in steps if (row := _row_change(step, related, names, of.model)) is not None],
        )
        for record, steps in entries
    ]


def _conditions(model: type[models.Model], lookup: str, key: Any) -> dict[str, Any]:
    """Return the conditions on the history of ``model``; a lookup of two steps goes by the history of the first."""
    first, *rest = lookup.split("__")
    field = model._meta.get_field(first)
    if not rest:
        return {field.attname: key}
    between = field.related_model.history.filter(**_conditions(field.related_model, rest[0], key))
    return {f"{field.attname}__in": between.values(field.related_model._meta.pk.attname)}


def _records(model: type[models.Model], conditions: dict[str, Any]) -> Iterable[Any]:
    return model.history.filter(**conditions).select_related("history_user").order_by("history_date", "history_id")


def _moments(records: list[Any]) -> Iterator[tuple[Any, list[_Step]]]:
    """Yield, newest first, one record of each moment with the steps that its rows took then."""

    def moment(record: Any) -> tuple[Any, ...]:
        signature = record.history_user_id or 0, record.history_change_reason or ""
        # Loading a row leaves a record for each of its relations, within one second: to a reader that is one event.
        when = record.history_date if any(signature) else record.history_date.replace(second=0, microsecond=0)
        return when, *signature

    last: dict[tuple[Any, Any], Any] = {}
    found = []
    for _moment, group in groupby(sorted(records, key=moment), key=moment):
        after: dict[tuple[Any, Any], Any] = {}
        for record in group:
            after[record.instance_type, getattr(record, record.instance_type._meta.pk.attname)] = record
        found.append((record, [_Step(model, key, last.get((model, key)), new) for (model, key), new in after.items()]))
        last |= after
    return reversed(found)


def _many_to_many(records: list[Any]) -> dict[tuple[Any, str], dict[Any, list[Any]]]:
    """Return, for each model and many-to-many field, the keys that each record (by its id) pointed to."""
    ids: dict[type[models.Model], list[Any]] = defaultdict(list)
    for record in records:
        ids[record.instance_type].append(record.history_id)
    found: dict[tuple[Any, str], dict[Any, list[Any]]] = {}
    for model, keys in ids.items():
        for field in model.history.model._history_m2m_fields:
            rows = HistoricalRecords.m2m_models[field].objects.filter(history_id__in=keys)
            pointed: dict[Any, list[Any]] = defaultdict(list)
            for record_id, key in rows.values_list("history_id", f"{field.m2m_reverse_field_name()}_id"):
                pointed[record_id].append(key)
            found[model, field.name] = pointed
    return found


class _Names:
    """The names of rows that a history mentions, read with one query for each model."""

    def __init__(self, of: admin.ModelAdmin) -> None:
        self.site = of.admin_site
        self.wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self.names: dict[tuple[type[models.Model], Any], str] = {}

    def want(self, step: _Step, related: dict[tuple[Any, str], dict[Any, list[Any]]]) -> None:
        """Remember which rows the step mentions."""
        self.wanted[step.model].add(step.key)
        for record in filter(None, (step.before, step.after)):
            for field in step.model._meta.concrete_fields:
                if field.many_to_one and field.editable:
                    self.wanted[field.related_model].add(getattr(record, field.attname))
            for field in step.model._meta.many_to_many:
                self.wanted[field.related_model].update(related.get((step.model, field.name), {}).get(record.pk, []))

    def read(self) -> None:
        """Read the names of all rows wanted."""
        for model, keys in self.wanted.items():
            own = admin_of(self.site, model)
            rows = own.choices() if hasattr(own, "choices") else model._default_manager.all()
            name = own.label if hasattr(own, "label") else str
            for row in rows.filter(pk__in=keys - {None}):
                self.names[model, row.pk] = name(row)

    def of(self, model: type[models.Model], key: Any) -> str:
        """Return the name of a row, or words for one that is gone."""
        return self.names.get((model, key)) or _("deleted row %(key)s") % {"key": key}

    def knows(self, model: type[models.Model], key: Any) -> bool:
        """Return whether the row is still there."""
        return (model, key) in self.names


def _row_change(
    step: _Step, related: dict[tuple[Any, str], dict[Any, list[Any]]], names: _Names, own: type[models.Model]
) -> RowChange | None:
    """Return the step in words, or None where nothing of it shows."""
    fields = [*_field_changes(step, related, names)]
    if not fields and step.kind == "~":
        return None
    meta = step.model._meta
    there = names.knows(step.model, step.key)
    page = reverse(f"admin:{meta.app_label}_{meta.model_name}_history", args=[quote(step.key)])
    is_itself = step.model is own
    return RowChange(
        capfirst(str(meta.verbose_name)),
        names.of(step.model, step.key) if there else _last_words(step, names),
        step.kind,
        None if is_itself else page,
        fields,
    )


def _last_words(step: _Step, names: _Names) -> str:
    """Return what a row that is gone was called, so far as its own columns tell."""
    columns = [field for field in step.model._meta.concrete_fields if field.editable and not field.primary_key]
    words = [in_words(field, getattr(step.after, field.attname), names) for field in columns]
    return " · ".join([word for word in words if word][:3])


def _field_changes(
    step: _Step, related: dict[tuple[Any, str], dict[Any, list[Any]]], names: _Names
) -> Iterator[FieldChange]:
    """Yield the fields that differ, in the order of the model; of a new or deleted row those that say something."""
    before = None if step.kind in "+-" else step.before
    for field in (*step.model._meta.concrete_fields, *step.model._meta.many_to_many):
        if not field.editable or field.name == "id":
            continue
        if field.many_to_many:
            if (step.model, field.name) not in related:
                continue
            pointed = related[step.model, field.name]
            new, old = (
                sorted(names.of(field.related_model, key) for key in pointed.get(record.pk, [])) if record else []
                for record in (step.after, before)
            )
            new_text, old_text = "、".join(new), "、".join(old)
        else:
            new, old = (getattr(record, field.attname) if record else None for record in (step.after, before))
            new_text, old_text = in_words(field, new, names), in_words(field, old, names)
        label = capfirst(str(field.verbose_name))
        if before is not None:
            if new != old:
                yield FieldChange(label, old_text, new_text)
        elif new_text:
            yield FieldChange(label, *((None, new_text) if step.kind != "-" else (new_text, None)))


def in_words(field: models.Field, value: Any, names: _Names) -> str:
    """Return the value of a field as a person reads it; an empty text for none."""
    if isinstance(value, Country):
        return str(value.name)
    if value is None or value == "":
        return ""
    if field.many_to_one:
        return names.of(field.related_model, value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "DATE_FORMAT")
    if isinstance(value, Decimal):
        return formats.number_format(value.normalize(), force_grouping=True)
    return str(value)
