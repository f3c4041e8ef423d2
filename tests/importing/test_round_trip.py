"""An export of companies imports again without loss: every row of it is unchanged."""

import pytest
from django.db.models import QuerySet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from chains.analysis.invisible_characters import visible
from chains.analysis.missing_values import is_missing
from chains.analysis.names import has_letter
from chains.choices import PlacementStatus, RowOutcome, SheetKind
from chains.importing import planning
from chains.models import Company, Evidence, ImportBatch, Placement
from chains.selectors.editing import companies_for_editing, editing_columns
from chains.tables import formats
from tests.examples import examples
from tests.factories import (
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_label,
    make_listing,
    make_placement,
    make_province,
    make_segment,
    make_source,
)

#: What somebody may call a firm, with a letter: signs of formulas, quotes, brackets, line ends, wide characters.
NAMES = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@＝'\"’,;；、|\t\n（）()·&/ 　1零示例AZaz芯片科技"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn")),
    ),
    min_size=1,
    max_size=40,
).filter(lambda name: has_letter(name) and not is_missing(name) and visible(name) == name)


def exported(suffix: str, companies: QuerySet | None = None) -> bytes:
    columns = editing_columns()
    rows = companies_for_editing(companies)
    if suffix == "csv":
        return b"".join(formats.as_csv([column.code for column in columns], rows))
    return formats.as_xlsx("companies", [str(column.heading) for column in columns], rows)


def replanned(suffix: str, companies: QuerySet | None = None) -> ImportBatch:
    batch = planning.upload(SheetKind.COMPANIES, f"companies.{suffix}", exported(suffix, companies), None)
    assert list(batch.mapping.values()) == [column.code for column in editing_columns()]
    planning.configure(
        batch, sheet=batch.sheet, header_row=batch.header_row, mapping=batch.mapping, source=None, reason="again"
    )
    planning.plan(batch)
    return batch


def differences(batch: ImportBatch) -> list:
    return [
        (row.cells.get("name"), row.outcome, row.changes, [error["code"] for error in row.errors])
        for row in batch.rows.exclude(outcome=RowOutcome.UNCHANGED)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_whole_seed_comes_back_unchanged(suffix):
    batch = replanned(suffix)
    assert differences(batch) == []
    bare = Placement.objects.filter(evidence=None).count() + Company.objects.filter(placements=None).count()
    assert batch.counts["unchanged"] == batch.counts["rows"] == Evidence.objects.count() + bare


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_all_that_a_company_may_have_comes_back_unchanged(suffix, empty_database):
    shanghai = make_province()
    company = make_company(
        "姑苏芯片",
        legal_name="姑苏芯片设计有限公司",
        name_en="Gusu",
        founded_on="2010-01-05",
        website="https://example.com/a?b=c",
        description="第一行\n第二行",
        province=shanghai,
    )
    make_company_name(company, "姑苏")
    make_company_name(company, "一、二；三")
    make_listing(company, "600000")
    make_listing(company, "0981", "hkex")
    make_company_label(company, make_label("giant"))
    verified = {"status": PlacementStatus.VERIFIED, "verified_on": "2021-02-03"}
    placement = make_placement(company, make_segment("design"), province=shanghai, note="第一\n第二", **verified)
    make_evidence(placement, make_source("one"), printed_name="姑苏芯", locator="图1")
    make_evidence(placement, make_source("two"))
    make_placement(company, make_segment("packaging"), country="JP", status=PlacementStatus.WITHDRAWN)
    make_company("孤零")
    batch = replanned(suffix)
    assert differences(batch) == []
    assert batch.counts["rows"] == 4


class OddNames(TestCase):
    """Names of any kind, in both formats."""

    @settings(max_examples=examples(20))
    @given(names=st.lists(NAMES, min_size=1, max_size=6, unique=True), suffix=st.sampled_from(["csv", "xlsx"]))
    @example(names=["=1+1", "'=1+1", "'quoted", "-A", "示例：姑苏", "Example Ltd"], suffix="csv")
    def test_come_back_unchanged(self, names: list[str], suffix: str) -> None:
        made = [make_company(name, description=name.strip()).pk for name in names if name.strip()]
        if made:
            batch = replanned(suffix, Company.objects.filter(pk__in=made))
            assert differences(batch) == []
            assert batch.counts["rows"] == len(made)
