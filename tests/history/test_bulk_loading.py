"""Bulk inserts and updates write the same values as the ORM, on every database."""

import datetime
from itertools import compress
from operator import not_

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from chains.choices import BatchKind, RowOutcome, SheetKind, Stage
from chains.history import bulk_writing, curation
from chains.history.bulk_loading import bulk_insert, new_keys, overwrite
from chains.history.curation import Change
from chains.models import Assessment, Company, ImportBatch, ImportRow, Listing, Placement, SupplyShare
from tests.factories import make_assessment, make_company, make_listing, make_segment, make_supply_share

pytestmark = pytest.mark.django_db

AWKWARD = ["", "制表\t符", "换\n行\r\n", "反\\斜\\n线", "\\N", "引'\"号", "𠮷野 😀", "%s %(a)s {0}", " 首尾 ", "\\."]


def as_kept(model, keys):
    """Return what the table has, before Django makes anything of it."""
    columns = ", ".join(connection.ops.quote_name(each.column) for each in model._meta.concrete_fields[1:])
    with connection.cursor() as cursor:
        marks = ", ".join(["%s"] * len(keys))
        key = connection.ops.quote_name(model._meta.pk.column)
        table = connection.ops.quote_name(model._meta.db_table)
        cursor.execute(f"SELECT {columns} FROM {table} WHERE {key} IN ({marks}) ORDER BY {key}", list(keys))
        return cursor.fetchall()


def inserted(model, make):
    """Return the keys of the rows that ``make`` returns, inserted, and of the same again, written by the ORM."""
    rows, again = make(), make()
    with transaction.atomic():
        for row, key in zip(rows, new_keys(model, len(rows)), strict=True):
            row.pk = key
        bulk_insert(model, rows)
    model._base_manager.bulk_create(again)
    return [row.pk for row in rows], [row.pk for row in again]


def test_texts_dates_numbers_and_references():
    def make():
        return [
            Company(
                name=f"甲乙{number}",
                description=text,
                founded_on=datetime.date(1999, 12, number + 1) if number % 2 else None,
                province_id="310000" if number % 3 else None,
                country="" if number % 3 else "NL",
                stage=Stage.DRAFT,
                created=timezone.now(),
                updated=timezone.now(),
            )
            for number, text in enumerate(AWKWARD)
        ]

    keys = inserted(Company, make)
    # The ORM dates what it writes by itself, and every row has an id of its own.
    own = [each.name in ("created", "updated", "public_id") for each in Company._meta.concrete_fields[1:]]
    alike = [[list(compress(row, map(not_, own))) for row in as_kept(Company, each)] for each in keys]
    assert alike[0] == alike[1]
    assert [Company.objects.get(pk=key).description for key in keys[0]] == AWKWARD


def test_json_true_and_false_and_nothing():
    batch = ImportBatch.objects.create(
        kind=BatchKind.IMPORT, sheet_kind=SheetKind.COMPANIES, file_name="a.csv", content=b"\x00\\\n"
    )
    kept = [{}, [], {"名": ["a\tb\\", None, 1.5, True]}, {"深": {"更深": [[]]}}, {"a": "\\N\n"}, {"b": "𠮷"}]
    offset = iter((0, 100))

    def make():
        start = next(offset)
        return [
            ImportRow(
                batch=batch,
                number=start + number,
                line=start + number,
                cells=value,
                changes=value,
                outcome=RowOutcome.NEW,
            )
            for number, value in enumerate(kept)
        ]

    inserted_keys, written_keys = inserted(ImportRow, make)
    at = [each.name for each in ImportRow._meta.concrete_fields[1:]].index("number")
    # Both the place and the row of the file, which follows it, are each row's own.
    first, second = ([row[:at] + row[at + 2 :] for row in as_kept(ImportRow, k)] for k in (inserted_keys, written_keys))
    assert first == second
    assert [ImportRow.objects.get(pk=key).cells for key in inserted_keys] == kept


def test_changed_rows_are_as_bulk_update_leaves_them():
    first, second = make_company(name="甲"), make_company(name="乙")
    first.description, first.founded_on, first.province_id = AWKWARD[3], None, "330000"
    second.description, second.founded_on, second.province_id = AWKWARD[1], datetime.date(2001, 2, 3), None
    with transaction.atomic():
        overwrite(Company, [first, second], ["description", "founded_on", "province"])
    poured_rows = as_kept(Company, [first.pk, second.pk])
    Company.objects.bulk_update([first, second], ["description", "founded_on", "province"])
    assert as_kept(Company, [first.pk, second.pk]) == poured_rows


@pytest.mark.parametrize(
    ("make", "field"), [(make_assessment, "choke_point"), (make_supply_share, "share"), (make_listing, "listed_on")]
)
def test_other_kinds_of_fields(make, field):
    row = make()
    value = {"choke_point": True, "share": "12.50", "listed_on": datetime.date(2020, 1, 2)}[field]
    setattr(row, field, value)
    with transaction.atomic():
        overwrite(type(row), [row], [field])
    kept = as_kept(type(row), [row.pk])
    type(row).objects.filter(pk=row.pk).update(**{field: value})
    assert as_kept(type(row), [row.pk]) == kept
    assert type(row) in (Assessment, SupplyShare, Listing)


def test_what_must_not_be_is_refused_by_the_database():
    company = make_company(name="丙")
    again = Company(pk=company.pk + 1000, public_id=company.public_id, name="丁")
    again.created = again.updated = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk_insert(Company, [again])
    company.name = ""
    with pytest.raises(IntegrityError), transaction.atomic():
        overwrite(Company, [company], ["name"])


def test_rows_given_by_column_are_as_if_given_one_by_one():
    change, segment = Change(None, "按列"), make_segment()
    company = make_company(name="甲乙")
    given = {"company_id": company.pk, "segment_id": segment.pk, "country": "NL", "stage": Stage.REVIEW, "note": "注"}
    alone = Placement(**given | {"country": "JP"})
    with transaction.atomic():
        bulk_writing.insert(Placement, [alone], change)
        (key,) = bulk_writing.insert_columns(Placement, {name: [value] for name, value in given.items()}, change)
    own = {"id", "public_id", "country"}
    first, second = (Placement.objects.filter(pk=each).values().get() for each in (alone.pk, key))
    assert {name for name in first if first[name] != second[name]} == own
    entries = [Placement.history.filter(id=each).values().get() for each in (alone.pk, key)]
    assert {name for name in entries[0] if entries[0][name] != entries[1][name]} == own | {"history_id"}


def test_columns_of_no_rows_write_nothing():
    assert list(bulk_writing.insert_columns(Placement, {"company_id": []}, Change(None, ""))) == []


def test_the_history_is_as_if_saved_one_by_one():
    change = Change(None, "对照\t\\n")
    saved, together = Company(name="戊己"), Company(name="戊己")
    for row in (saved, together):
        row.website, row.country = "https://example.com", "NL"
    curation.save(saved, change)
    together.derive()
    with transaction.atomic():
        bulk_writing.insert(Company, [together], change)
    curation.save(saved, change)
    with transaction.atomic():
        bulk_writing.update(Company, [together], ["website"], change)
    entries = [list(row.history.order_by("history_id").values()) for row in (saved, together)]
    for own in entries:
        for entry in own:
            for name in ("history_id", "id", "public_id", "created", "updated"):
                entry.pop(name)
    assert entries[0] == entries[1]
    assert [entry["history_type"] for entry in entries[0]] == ["+", "~"]
