"""The sheets that the guide shows come to what the guide says of them."""

import io

import pytest
from openpyxl import Workbook

from chains.importing import planning
from chains.importing.findings import left_out
from chains.models import Source
from chains.sheets.examples import EXAMPLES

pytestmark = pytest.mark.django_db


def workbook_of(example):
    """Return the example as an XLSX file."""
    workbook = Workbook()
    sheet = workbook.active
    for row in example.rows:
        sheet.append([cell or None for cell in row])
    for top, left, bottom, right in example.merged:
        sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.fixture(params=EXAMPLES, ids=lambda example: example.code)
def example(request):
    return request.param


@pytest.fixture
def batch(example):
    """Return the plan of the example, uploaded as it is."""
    batch = planning.upload("companies", "名单.xlsx", workbook_of(example), None)
    chosen = {"sheet": batch.sheet, "header_row": batch.header_row, "mapping": batch.mapping, "reason": "年度名单"}
    source = Source.objects.get(slug="exchanges-2021")
    planning.configure(batch, **chosen, source=source, whole_sheet=example.whole_sheet)
    planning.plan(batch)
    return batch


def test_its_rows_come_to_companies_or_are_passed_over(example, batch):
    outcomes = list(batch.rows.values_list("outcome", flat=True))
    skipped = set(batch.rows.exclude(skip_reason="").values_list("line", flat=True))
    # Titles above the headings are no rows at all.
    above = set(range(1, min(example.headings)))
    assert (outcomes.count("new"), set(outcomes) - {"new", "skipped"}) == (example.companies, set())
    assert skipped == example.skipped - above


def test_the_columns_that_it_shows_as_left_out_are(example, batch):
    headings = {example.rows[max(example.headings) - 1][example.letters.index(letter)] for letter in example.left_out}
    assert {each["column"] for each in left_out(batch)} == headings
