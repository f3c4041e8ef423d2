"""A file of any list takes as many queries for many rows as for few."""

import pytest

from chains.selectors.list_rows import LISTED, rows_of
from chains.tables import BY_LIST
from tests.factories import make_region, make_segment, make_snapshot, make_source, make_supply_share, make_target
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def beside_the_seed(db):
    """Add rows of what the seed has none of, or one: each refers to records of its own."""
    for number in range(2):
        segment, source = make_segment(), make_source()
        make_supply_share(segment, source=source)
        make_target(segment, f"{3 + number}10000", source=source)
        make_snapshot()
        make_region()


def read(name, rows):
    assert list(BY_LIST[name].rows(rows))


@pytest.mark.parametrize("name", [name for name in LISTED if name in BY_LIST])
def test_a_file_takes_no_more_queries_for_more_rows(name):
    rows = rows_of(name)
    keys = list(rows.values_list("pk", flat=True))
    assert len(keys) > 1
    few, many = (queries_of(read, name, rows.filter(pk__in=those)) for those in (keys[:1], keys[:40]))
    assert no_more(few, many)
