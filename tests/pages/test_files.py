"""The files: named, typed, readable in Excel, and with no cell that a spreadsheet could take for a formula."""

import csv
import io
import json
from datetime import datetime

import pytest
from django.utils.timezone import localdate
from openpyxl import load_workbook

from chains.models import Company
from tests.factories import make_company, make_company_name, make_placement
from tests.pages.exported import file_of

pytestmark = pytest.mark.django_db

TYPES = {
    "csv": ("text/csv; charset=utf-8", "attachment"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
    "json": ("application/json; charset=utf-8", "inline"),
}

DANGEROUS = ["=1+1", "+86", "-1", "@SUM(A1)", "＝1＋1", " =1", '=HYPERLINK("http://elsewhere.example")']


@pytest.mark.parametrize("suffix", TYPES)
@pytest.mark.parametrize(
    ("path", "name"), [("/companies", "companies"), ("/parks", "parks"), ("/gaps", "gaps-ic"), ("/sources", "sources")]
)
def test_a_file_has_its_type_and_is_named_for_what_it_holds_and_the_day(client, path, name, suffix):
    response = client.get(f"{path}.{suffix}?{'chain=ic' if path == '/gaps' else ''}")
    kind, disposition = TYPES[suffix]
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'{disposition}; filename="{name}-{localdate():%Y%m%d}.{suffix}"'


def test_the_csv_opens_in_excel(client):
    body = file_of(client, "companies", "csv")
    assert body.startswith(b"\xef\xbb\xbf")
    assert b"\xef\xbb\xbf" not in body[3:]
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"))))
    assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", DANGEROUS)
def test_no_cell_is_a_formula(client, name):
    company = make_company("危险公司", legal_name=name, name_en=name)
    make_company_name(company, name)
    make_placement(company, "ic.design")
    query = "q=危险公司"
    (row,) = csv.DictReader(io.StringIO(file_of(client, "companies", "csv", query).decode("utf-8-sig")))
    assert row["legal_name"] == f"'{company.legal_name}"
    assert row["names"].startswith("'")
    sheet = load_workbook(io.BytesIO(file_of(client, "companies", "xlsx", query))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert f"'{company.legal_name}" in [cell.value for cell in cells]
    # To a program it is a text like any other.
    (record,) = json.loads(file_of(client, "companies", "json", query))
    assert record["legal_name"] == company.legal_name


def test_numbers_dates_and_truths_keep_their_type(client):
    query = "q=扬杰科技"
    (record,) = json.loads(file_of(client, "companies", "json", query))
    company = Company.objects.get(name="扬杰科技")
    assert record["listed"] is True
    assert record["placements"] == company.placements.count()
    assert set(record["segments"]) == {"ic.materials", "ic.design"}
    sheet = load_workbook(io.BytesIO(file_of(client, "companies", "xlsx", query))).active
    row = dict(zip(record, [cell.value for cell in sheet[2]], strict=True))
    assert row["listed"] is True
    assert row["placements"] == record["placements"]
    assert isinstance(row["updated"], datetime)
    # Digits that are no number stay text, or Excel would cut them.
    assert row["tickers"] == record["tickers"][0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref.startswith("A1:")


def test_a_file_is_asked_for_by_reading_only(client):
    assert client.head("/companies.csv").status_code == 200
    assert client.get("/companies.csv", headers={"accept": "text/html"})["Content-Type"].startswith("text/csv")
