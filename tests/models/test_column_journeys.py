"""A value of any column of a company survives an import, the files, the API, a merge, a split, and what undoes them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from chains.choices import Role
from chains.history.batches import undo
from chains.history.merging import is_known, merge, value_of
from chains.history.splitting import Parts, split
from chains.models import City, Company, Province, Source
from chains.models.base import PLACE_FIELDS
from chains.models.columns import COLUMNS, Use
from chains.selectors.editing import companies_for_editing, editing_columns
from chains.tables import BY_LIST
from tests.factories import credit_code, make_company, make_source
from tests.importing.sheets import as_csv, imported
from tests.staff import make_user

pytestmark = pytest.mark.django_db


def value(column, number):
    """Return the value of a column that the company of this number has; two numbers give two values."""
    of = column.field
    if column.name == "uscc":
        return credit_code(f"{number:09}")
    if column.name == "country":
        return ("JP", "NL", "US")[number]
    if column.is_choice:
        return of.choices[number % len(of.choices)][0]
    if column.read_as == "source":
        return ("exchanges-2021", "source-one", "source-two")[number]
    return {
        "text": f"值{column.name}{number}",
        "address": f"https://{number}.example.com",
        "date": date(2010, 1, 5) + timedelta(days=number),
        "integer": number,
        "number": Decimal(number),
        "boolean": bool(number % 2),
        "province": ("320000", "310000", "330000")[number],
        "city": ("320500", "320200", "320100")[number],
    }[column.read_as]


def needed(column, number):
    """Return the values without which the column holds none, by their names."""
    # A reason is kept only with a code that does not fit its check character.
    return {"uscc": f"91310000MA1FL70B6{number}"} if column.name == "uscc_exception" else {}


def stored(column, number):
    """Return the value as the model takes it."""
    if column.read_as == "source":
        slug = value(column, number)
        return Source.objects.filter(slug=slug).first() or make_source(slug)
    model = {"province": Province, "city": City}.get(column.name)
    return value(column, number) if model is None else model.objects.get(code=value(column, number))


def company(number, *columns):
    """Return a new company with the values of this number in these columns."""
    fields = {each.name: stored(each, number) for each in columns}
    for each in columns:
        fields |= needed(each, number)
    if "city" in fields:
        fields["province"] = fields["city"].province
    return make_company(**{"name": f"甲企业{number}"} | fields)


def same(row, column, number):
    held = getattr(row, column.name)
    return getattr(held, column.key if column.read_as == "source" else "code", held) == value(column, number)


def used(use):
    return [each for each in COLUMNS[Company] if each.has(use)]


def names(column):
    return column.name


@pytest.fixture
def reviewer():
    return make_user(Role.REVIEWER)


@pytest.mark.parametrize("column", used(Use.IMPORT), ids=names)
def test_from_a_sheet_to_the_files_of_the_list(column):
    given = {"name": "甲企业0"} | needed(column, 0) | {column.sheet: value(column, 0)}
    imported(as_csv(list(given), list(given.values())))
    row = Company.objects.get(name=given["name"])
    assert same(row, column, 0)
    resource = BY_LIST["companies"]
    rows = Company.objects.filter(pk=row.pk).prefetch_related("listings", "labels", "names")
    rows = rows.prefetch_related("placements")
    [cells] = resource.rows(rows)
    assert dict(zip(resource.codes(), cells, strict=True))[column.sheet] == value(column, 0)


@pytest.mark.parametrize("column", used(Use.IMPORT), ids=names)
def test_an_import_changes_what_is_on_record_and_an_undo_takes_it_back(column):
    row = company(0, column)
    given = {"id": row.public_id, "name": row.name} | {column.sheet: value(column, 1)}
    batch = imported(as_csv(list(given), list(given.values())))
    assert same(Company.objects.get(pk=row.pk), column, 1)
    undo(batch, None, "错了")
    assert same(Company.objects.get(pk=row.pk), column, 0)


@pytest.mark.parametrize("column", used(Use.WRITE), ids=names)
def test_over_the_api_and_back(client, reviewer, column):
    client.force_login(reviewer)
    sent = value(column, 0)
    sent = sent.isoformat() if isinstance(sent, date) else sent
    body = {"name": "甲企业0"} | needed(column, 0) | {column.code: sent}
    made = client.post("/api/v1/companies/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    assert client.get(made.json()["url"]).json()[column.code] == sent


@pytest.mark.parametrize("column", used(Use.MERGE), ids=names)
def test_a_merge_fills_what_the_winner_lacks_and_an_undo_gives_it_back(reviewer, column):
    winner, loser = make_company("甲企业"), company(0, column)
    batch = merge(winner, [loser], {}, reviewer, "同一家企业")
    kept = Company.objects.get(pk=winner.pk)
    # A name, and how it is read, stay the winner's unless somebody chooses.
    assert column.name in ("name", "pinyin_override") or same(kept, column, 0)
    undo(batch, None, "不是一家")
    assert same(Company.objects.get(pk=loser.pk), column, 0)
    assert column.name == "name" or not is_known(value_of(Company.objects.get(pk=winner.pk), column.name))


@pytest.mark.parametrize("column", used(Use.MERGE), ids=names)
def test_a_merge_takes_the_value_that_was_chosen(reviewer, column):
    winner, loser = company(0, column), company(1, column)
    chosen = "place" if column.name in PLACE_FIELDS else column.name
    merge(winner, [loser], {chosen: loser}, reviewer, "同一家企业")
    assert same(Company.objects.get(pk=winner.pk), column, 1)


@pytest.mark.parametrize("column", used(Use.SPLIT), ids=names)
def test_a_split_gives_it_to_the_new_company_and_an_undo_takes_it_away(reviewer, column):
    row = company(0, column)
    values = {"name": "乙企业"} | needed(column, 1) | {column.name: stored(column, 1)}
    batch = split(row, Parts(), values, reviewer, "两家企业")
    assert same(Company.objects.get(public_id=batch.counts["new"]), column, 1)
    assert same(Company.objects.get(pk=row.pk), column, 0)
    undo(batch, None, "是一家")
    assert not Company.objects.filter(public_id=batch.counts["new"]).exists()


def test_the_sheet_to_be_edited_has_every_column():
    # Its code needs no reason to be kept, and it lies in a city.
    held = [each for each in used(Use.IMPORT) if each.name not in ("country", "uscc_exception")]
    row = company(0, *held)
    [cells] = companies_for_editing(Company.objects.filter(pk=row.pk))
    by_code = dict(zip([each.code for each in editing_columns()], cells, strict=True))
    assert {column.name for column in used(Use.IMPORT) if by_code[column.sheet] == value(column, 0)} == {
        column.name for column in held
    }
