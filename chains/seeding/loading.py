"""Loading the seed into a new site, in one transaction, with a first entry in the history of every row."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import serializers
from django.core.serializers.base import DeserializedObject
from django.db import models, transaction
from simple_history.utils import get_history_manager_for_model, get_m2m_field_name

from chains.changelog import clock
from chains.history.bulk_writing import refresh_statistics
from chains.models import Chain
from chains.services.dumps import Load

SEED = "yangtze_delta_2020"


@dataclass(frozen=True, slots=True)
class Seeded:
    """The result of loading a fixture: rows created by model (its plural name), rows that were there already."""

    fixture: str
    made: dict[str, int]
    kept: int


def load_seed(fixture: str = SEED, *, missing: bool = False) -> Seeded:
    """Load the fixture of this name, unless one of its chains is on record; return what was made.

    A row that is on record (by its natural key) is never touched, so edits outlive every repetition. With
    ``missing`` the rows that the database lacks are added although chains of the fixture are there: for a
    chain that was added to the sheets later. Raises ``FileNotFoundError`` if no folder of fixtures has the
    file, and ``IntegrityError`` (and changes nothing) if a row contradicts what is on record.
    """
    text = _read(fixture)
    objects = json.loads(text)
    slugs = [each["fields"]["slug"] for each in objects if each["model"] == Chain._meta.label_lower]
    with transaction.atomic():
        if not missing and Chain.objects.filter(slug__in=slugs).exists():
            return Seeded(fixture, {}, len(objects))
        made: dict[type[models.Model], list[Any]] = {}
        load = Load()
        for loaded in serializers.deserialize("json", text):
            if _on_record(loaded):
                continue
            load.prepare(loaded)
            loaded.save()
            made.setdefault(type(loaded.object), []).append(loaded.object.pk)
        load.end()
        _write_history(made, reason=f"Seed: {_origin(objects) or fixture}")
        refresh_statistics()
    counts = {str(model._meta.verbose_name_plural): len(keys) for model, keys in made.items()}
    return Seeded(fixture, counts, len(objects) - sum(counts.values()))


def _read(fixture: str) -> str:
    for folder in settings.FIXTURE_DIRS:
        path = Path(folder) / f"{fixture}.json"
        if path.exists():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"{fixture}.json")


def _on_record(loaded: DeserializedObject) -> bool:
    """Whether the row is there: its natural key has found a primary key, or its own code is taken."""
    row = loaded.object
    return row.pk is not None and type(row)._base_manager.filter(pk=row.pk).exists()


def _origin(objects: Iterable[dict[str, Any]]) -> str:
    """The publication that the fixture names first, such as 《杭州科技》2020年第2期."""
    for each in objects:
        if each["model"] == "chains.source":
            return each["fields"].get("issuer", "") + each["fields"].get("issue", "")
    return ""


def _write_history(made: dict[type[models.Model], list[Any]], *, reason: str) -> None:
    """Write the first entry of every row, many-to-many fields included, so that an edit has a before."""
    moment = clock.now()
    for model, keys in made.items():
        # A kept mapping of columns is a convenience, and has no history.
        if not hasattr(model._meta, "simple_history_manager_attribute"):
            continue
        # Read back, because the database has filled in the time stamps.
        rows = model._base_manager.filter(pk__in=keys)
        history = get_history_manager_for_model(model)
        entries = history.bulk_history_create(rows, batch_size=500, default_change_reason=reason, default_date=moment)
        entry_of = {getattr(entry, model._meta.pk.attname): entry for entry in entries}
        for field in history.model._history_m2m_fields:
            _write_m2m_history(field, entry_of, getattr(history.model, field.name).model)


def _write_m2m_history(
    field: models.ManyToManyField, entry_of: dict[Any, models.Model], history: type[models.Model]
) -> None:
    """Write down which rows each entry's row was tied to; the library's own bulk call leaves them out."""
    through = field.remote_field.through
    owner = through._meta.get_field(get_m2m_field_name(field)).attname
    columns = [column.attname for column in through._meta.fields]
    history.objects.bulk_create(
        history(history=entry_of[getattr(tie, owner)], **{column: getattr(tie, column) for column in columns})
        for tie in through._base_manager.filter(**{f"{owner}__in": list(entry_of)})
    )
