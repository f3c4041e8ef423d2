"""The admin's lists as files: exactly the rows that the list shows, in the chosen format, with the chosen columns."""

import csv
import io
import json

import pytest
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from chains.choices import Role, Stage
from chains.models import Company, Label, Placement, Platform, Province, ResearchBase, Source
from chains.tables import BY_LIST, LIST_OF
from tests.admin.rows_and_forms import (
    make_company,
    make_placement,
    make_supply_share,
    make_target,
    make_whole_company,
    messages_of,
    page,
)
from tests.staff import make_user

pytestmark = pytest.mark.django_db

MODELS = sorted(LIST_OF, key=lambda model: model.__name__)
FORMATS = ("xlsx", "csv", "json", "ndjson")


def asked(model, suffix="csv", columns=None):
    """Return what the form sends for these columns; all of them by default."""
    resource = BY_LIST[LIST_OF[model]]
    boxes = {f"{resource.__name__.lower()}_{code}": "on" for code in columns or resource.codes()}
    return {"resource": "0", "format": str(FORMATS.index(suffix))} | boxes


def export(client, model, suffix="csv", columns=None, query=""):
    """Return the answer to the form."""
    return client.post(f"{page(model, 'export')}?{query}", asked(model, suffix, columns))


def table(response, suffix="csv"):
    """Return the lines of a file, its header first."""
    body = response.getvalue()
    if suffix == "csv":
        return list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    if suffix == "xlsx":
        return [list(row) for row in load_workbook(io.BytesIO(body)).active.values]
    records = json.loads(body) if suffix == "json" else [json.loads(line) for line in body.splitlines()]
    return [list(records[0]), *(list(record.values()) for record in records)]


def listed(client, model, query=""):
    """Return the keys of all rows of a list, in its order."""
    found = client.get(f"{page(model, 'changelist')}?{query}").context["cl"]
    return list(found.queryset.values_list("pk", flat=True))


def key_of(model):
    """Return the field whose value stands under ``id``."""
    for name in ("public_id", "code", "slug"):
        try:
            return model._meta.get_field(name).name
        except FieldDoesNotExist:
            continue
    raise LookupError(model)


def ids(model, keys):
    """Return the ids of rows as files have them."""
    known = dict(model._default_manager.values_list("pk", key_of(model)))
    return [known[key] for key in keys]


@pytest.fixture(autouse=True)
def beside_the_seed(db):
    """Add drafts, and rows of what the seed has none of."""
    make_supply_share()
    make_target()
    make_placement(make_company("草稿微电子", stage=Stage.DRAFT), stage=Stage.DRAFT)


# -- which rows and columns


def test_every_record_with_a_list_is_exported():
    assert len(MODELS) == 17
    for model in MODELS:
        assert admin.site.get_model_admin(model).list_name == LIST_OF[model]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("model", MODELS)
def test_a_file_has_the_rows_of_its_list_and_the_columns_of_the_public_file(desk, model, suffix):
    resource = BY_LIST[LIST_OF[model]]
    header, *rows = table(export(desk, model, suffix), suffix)
    assert header == (resource.headings() if suffix == "xlsx" else resource.codes())
    assert [str(row[0]) for row in rows] == ids(model, listed(desk, model))


@pytest.mark.parametrize("model", MODELS)
def test_a_file_has_the_chosen_columns_only(desk, model):
    codes = BY_LIST[LIST_OF[model]].codes()
    chosen = [codes[0], codes[-1], codes[2]]
    _header, *whole = table(export(desk, model))
    header, *rows = table(export(desk, model, columns=chosen))
    places = [place for place, code in enumerate(codes) if code in chosen]
    assert header == [codes[place] for place in places]
    assert rows == [[row[place] for place in places] for row in whole]


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (Company, "q=微电子"),
        (Company, "q=zhongwei&o=-1"),
        (Company, "chain=ic&works_in=320000&listed=yes"),
        (Company, "stage__exact=draft"),
        (Company, "o=-6.2&p=2"),
        (Placement, "status__exact=reported&o=1"),
        (Platform, "province__code__exact=310000"),
        (Source, "o=-2"),
        (Province, "pk__in=310000,340000"),
    ],
)
def test_search_filters_and_order_are_those_of_the_list(desk, model, query):
    make_whole_company(1)
    _header, *rows = table(export(desk, model, query=query))
    assert [row[0] for row in rows] == ids(model, listed(desk, model, query))


def test_companies_say_of_drafts_what_pages_say(desk):
    rows = table(export(desk, Company, columns=["id", "name", "placements"], query="stage__exact=draft"))
    assert [row[1:] for row in rows[1:]] == [["草稿微电子", "0"]]


def test_a_delisted_ticker_is_in_the_file_though_the_list_leaves_it_out(desk):
    company = make_company("退市微电子")
    company.listings.create(exchange="sse", ticker="600999", delisted_on="2020-01-01")
    rows = table(export(desk, Company, columns=["name", "listed", "tickers"], query="q=退市微电子"))
    assert rows[1:] == [["退市微电子", "false", "600999"]]


def test_chosen_rows_alone_are_exported(desk):
    first, second, _third = (make_company(f"所选{number}") for number in range(3))
    sent = {"action": "export_selected", "_selected_action": [second.pk, first.pk], "index": "0"}
    answer = desk.post(f"{page(Company, 'changelist')}?o=1", sent)
    shown = desk.get(answer.url)
    assert shown.context["count"] == 2
    _header, *rows = table(desk.post(answer.url, asked(Company)))
    assert [row[1] for row in rows] == ["所选0", "所选1"]


def test_all_that_a_filter_finds_is_exported_without_naming_each(desk):
    sent = {"action": "export_selected", "_selected_action": "1", "select_across": "1", "index": "0"}
    answer = desk.post(f"{page(Company, 'changelist')}?q=微电子", sent)
    assert "pk__in" not in answer.url
    assert desk.get(answer.url).context["count"] == len(listed(desk, Company, "q=微电子"))


# -- cells and headers


def test_no_cell_is_a_formula(desk):
    make_company("=1+1", description="@x")
    columns = ["name", "description"]
    assert table(export(desk, Company, "csv", columns, "q=1%2B1"))[1] == ["'=1+1", "'@x"]
    book = load_workbook(io.BytesIO(export(desk, Company, "xlsx", columns, "q=1%2B1").getvalue())).active
    assert [cell.data_type for cell in book[2]] == ["s", "s"]
    assert table(export(desk, Company, "json", columns, "q=1%2B1"), "json")[1] == ["=1+1", "@x"]


def test_a_csv_file_begins_with_the_mark_that_excel_needs(desk):
    response = export(desk, Province)
    assert response.getvalue().startswith(b"\xef\xbb\xbf")
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_numbers_and_booleans_keep_their_type(desk):
    rows = table(export(desk, Company, "xlsx", ["listed", "placements"]), "xlsx")
    assert {type(cell) for cell in rows[1]} == {bool, int}


def test_the_name_of_a_file_says_list_day_and_format(desk):
    disposition = export(desk, Platform, "json")["Content-Disposition"]
    assert disposition.startswith('attachment; filename="platforms-2')
    assert disposition.endswith('.json"')


# -- the form


def test_the_form_offers_every_format_and_every_column_by_its_heading(desk):
    response = desk.get(page(Company, "export"))
    form = response.context["form"]
    assert [title for _value, title in form.fields["format"].choices] == ["XLSX", "CSV", "JSON", "NDJSON"]
    assert [code for code, _box in form.columns] == BY_LIST["companies"].codes()
    assert all(box.value() for _code, box in form.columns)
    assert [box.label.lower() for _code, box in form.columns] == [
        heading.lower() for heading in BY_LIST["companies"].headings()
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_form_is_in_the_language_of_the_reader(desk, language, settings):
    settings.LANGUAGE_CODE = language
    with translation.override(language):
        text = desk.get(page(Company, "export")).text
    assert ("导出" in text, "Back to the list" in text) == ((True, False) if language == "zh-hans" else (False, True))


def test_nothing_on_the_page_is_inline(desk):
    response = desk.get(page(Company, "export"))
    assert "style=" not in response.text
    assert " on" not in {part[:3] for part in response.text.split("<input")[1:]}
    assert "onchange" not in response.text
    assert "<script>" not in response.text


def test_a_file_has_a_column_at_least(desk):
    response = desk.post(page(Company, "export"), {"resource": "0", "format": "1"})
    assert "Choose at least one column." in response.text


@pytest.mark.parametrize("number", ["", "9", "x"])
def test_a_format_that_there_is_not_is_refused(desk, number):
    response = desk.post(page(Company, "export"), asked(Company) | {"format": number})
    assert not response.streaming
    assert response.context["form"].errors["format"]


def test_a_list_that_cannot_be_filtered_so_has_no_file(desk):
    response = export(desk, Company, query="founded_on__gte=nonsense")
    assert response.url == page(Company, "changelist")
    assert messages_of(response) == "The list cannot be filtered like that."


# -- who may


def test_whoever_may_only_look_may_export(client):
    client.force_login(make_user(Role.VIEWER))
    assert "Export" in client.get(page(Company, "changelist")).text
    assert table(export(client, Company))[1:]


@pytest.mark.parametrize("model", [Company, Source])
def test_whoever_has_no_role_exports_nothing(client, model):
    client.force_login(make_user(None))
    assert client.get(page(model, "export")).status_code == 403
    assert export(client, model).status_code == 403


def test_strangers_are_asked_to_log_in(client):
    assert export(client, Company).url.startswith(reverse("admin:login"))


def test_what_has_no_list_has_no_export(desk):
    assert desk.get(page(Label, "export")).status_code == 404
    assert "export_link" not in desk.get(page(Label, "changelist")).text


def test_a_list_to_choose_a_row_from_offers_no_export(desk):
    text = desk.get(f"{page(Company, 'changelist')}?_popup=1").text
    assert "export_link" not in text
    assert "export_selected" not in text


# -- what it costs


@pytest.mark.parametrize("model", MODELS)
def test_more_rows_do_not_take_more_queries(desk, model):
    with CaptureQueriesContext(connection) as few:
        table(export(desk, model))
    for number in range(20, 24):
        make_whole_company(number)
    with CaptureQueriesContext(connection) as many:
        table(export(desk, model))
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("model", "chunk"), [(Company, "chains.tables.long.CHUNK"), (ResearchBase, "chains.tables.base.CHUNK")]
)
def test_rows_are_read_while_the_file_is_sent(desk, model, chunk, monkeypatch):
    monkeypatch.setattr(chunk, 5)
    monkeypatch.setattr("chains.tables.formats.plain_text._CHUNK", 1)
    monkeypatch.setattr("chains.tables.formats.plain_text._PART", 1)
    for number in range(30):
        make_company(f"很多{number}")
        ResearchBase.objects.create(name=f"基地{number}", kind="institute", source=Source.objects.first())
    with CaptureQueriesContext(connection) as queries:
        parts = iter(export(desk, model))
        next(parts)
        begun = len(queries)
        next(parts)
        first = len(queries)
        list(parts)
    assert begun < first < len(queries)
