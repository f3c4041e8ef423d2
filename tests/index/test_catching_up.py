"""Catching up with new companies takes a fixed number of queries, whatever they are called and however many came."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chains.analysis.codes import public_id_of
from chains.index.refresh import current
from chains.index.state import built, caught_up
from chains.models import Company, Evidence, Placement, Province, Segment, Source
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_alone")]


def come(names):
    """Write companies of these names at once, each placed with evidence."""
    companies = [Company(name=name) for name in names]
    for company in companies:
        company.derive()
    Company.objects.bulk_create(companies)
    segment, province, source = Segment.objects.get(code="ic.design"), Province.objects.first(), Source.objects.first()
    placements = [Placement(company=company, segment=segment, province=province) for company in companies]
    Placement.objects.bulk_create(placements)
    Evidence.objects.bulk_create(Evidence(placement=placement, source=source) for placement in placements)
    # As PostgreSQL numbers the revisions when a transaction ends.
    connection.check_constraints()


def adjoining(count, start=0):
    return [f"上海华微电子材料{number:04}有限公司" for number in range(start, start + count)]


def listed(state):
    return [public_id_of(key) for key in state.index.page(state.index.companies({}), 0, 10_000)]


def in_the_database():
    return list(Company.objects.published().order_by("pinyin", "public_id").values_list("public_id", flat=True))


def test_the_queries_are_as_many_for_five_hundred_adjoining_names_as_for_ten():
    state, counted = built(), []
    for names in (adjoining(10), adjoining(510, start=10)):
        come(names)
        with CaptureQueriesContext(connection) as queries:
            caught_up(state, 10_000)
        counted.append(len(queries))
        assert listed(state) == in_the_database()
    # The newest revision, that of the index, what has changed; companies, their places in the list, placements,
    # labels and those that have expired, listings, who is dissolved, registration statuses, evidence.
    assert counted == [12, 12]


@pytest.mark.parametrize("name", ["同名", "阿", "中芯国际 2"])
def test_those_of_one_name_stand_in_the_order_of_their_ids(name):
    state = built()
    for count in (3, 1, 4):
        come([name] * count)
        # Some of those that came before change, go, and are called otherwise.
        own = Company.objects.filter(name=name).order_by("pk")
        own.filter(pk=own[0].pk).update(description="另有所述")
        own.filter(pk=own[1].pk).update(stage="review")
        own.filter(pk=own[2].pk).update(name="阿", pinyin="a")
        connection.check_constraints()
        caught_up(state, 10_000)
        assert listed(state) == in_the_database()


def test_more_than_the_index_is_worth_building_for_are_brought_in_by_building_it(django_assert_num_queries):
    with current() as state:
        before = state
    come(adjoining(200))
    # The newest revision; that, that of the index, what has changed: too much; how many companies there are; and what
    # building asks: the newest revision, eight queries for the catalogue, three for the companies, five
    # for the facets that they answer.
    with django_assert_num_queries(1 + 3 + 1 + 1 + 8 + 3 + 5), current() as state:
        assert state is not before
    assert listed(state) == in_the_database()


def test_what_several_statements_have_written_to_counts_once():
    with current() as state:
        before = state
    # The company, its placement, its evidence: three entries of the log each.
    come(adjoining(60))
    with current() as state:
        assert state is before
    assert listed(state) == in_the_database()


def test_as_many_as_the_tail_holds_are_caught_up_with_and_one_more_is_not(monkeypatch):
    monkeypatch.setattr("chains.index.order.ListOrder.TAIL", 12)
    with current() as state:
        before = state
    for names, same in ((adjoining(12), True), (adjoining(1, start=12), False)):
        come(names)
        with current() as state:
            assert (state is before) == same
        assert listed(state) == in_the_database()


def test_a_few_are_caught_up_with_where_nothing_stands_yet():
    Company.objects.all().delete()
    connection.check_constraints()
    state = built()
    come(adjoining(3))
    factories.make_company("一")
    connection.check_constraints()
    caught_up(state, 10)
    assert listed(state) == in_the_database()
