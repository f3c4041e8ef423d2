"""Whatever a sheet of companies says: after import and undo the database is as before, row for row."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.history import batches
from chains.models import Company, CompanyLabel, CompanyName, Evidence, Listing, Placement
from tests.examples import examples
from tests.history.test_undo import state
from tests.importing.sheets import companies, imported, outcomes

pytestmark = pytest.mark.django_db

EVERYTHING = (Company, CompanyName, Listing, CompanyLabel, Placement, Evidence)

#: Some on record, some not, some by another of their names.
ROWS = st.fixed_dictionaries(
    {"name": st.sampled_from(["中芯国际", "扬杰科技", "杨杰科技", "海康", "璇玑光刻", "琅珏微电", "士兰微"])},
    optional={
        "legal_name": st.sampled_from(["苏州璇玑光刻有限公司", "琅珏微电子股份有限公司"]),
        "tickers": st.sampled_from(["688999.SH", "688981.SH; 688998.SH", "没有"]),
        "segment": st.sampled_from(["设备", "光刻机", "ic.design", "芯片", "没有"]),
        "province": st.sampled_from(["江苏", "上海市", "340000"]),
        "city": st.sampled_from(["苏州", "合肥"]),
    },
)


@given(rows=st.lists(ROWS, min_size=1, max_size=8))
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_import_then_undo_is_the_database_before(rows):
    before = state(*EVERYTHING)
    batch = imported(companies(*rows), good_rows=True)
    written = {"new", "changed"} & set(outcomes(batch))
    assert (state(*EVERYTHING) != before) is bool(written)
    assert batches.undo(batch, None, "撤销").left == []
    assert state(*EVERYTHING) == before


@given(rows=st.lists(ROWS, min_size=1, max_size=8))
@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_importing_twice_is_importing_once(rows):
    imported(companies(*rows), good_rows=True)
    after = state(*EVERYTHING)
    batch = imported(companies(*rows), good_rows=True)
    assert not {"new", "changed"} & set(outcomes(batch))
    assert state(*EVERYTHING) == after
