"""The index is right whoever writes while it is brought up to date, and its readers do not wait for much of it."""

import pytest

from tests.browser.site import database
from tests.ops.process import printed_by

pytestmark = pytest.mark.own_database

#: Companies in a segment, and what the index and the database say of them; ``elsewhere`` writes by another connection.
BEGINNING = """
import threading
from django.db import connection, connections
from django.db.backends.signals import connection_created
from chains.index import refresh
from chains.analysis.codes import public_id_of
from chains.models import Company, Placement, Segment
from tests import factories

segment = factories.make_segment()

def placed(*names):
    companies = [factories.make_company(name) for name in names]
    for company in companies:
        factories.make_evidence(factories.make_placement(company, segment))
    return companies

def by_index():
    with refresh.current() as state:
        if state is None:
            return None
        found = state.index.companies({"segment": [segment.code]})
        return [public_id_of(key) for key in state.index.page(found, 0, 1000)]

def by_database():
    found = Company.objects.matching({"segment": [segment.code]}).order_by("pinyin", "public_id")
    return list(found.values_list("public_id", flat=True))

def elsewhere(write):
    def closed():
        try:
            write()
        finally:
            connections.close_all()
    thread = threading.Thread(target=closed)
    thread.start()
    thread.join()

def staged(stage, *companies):
    Company.objects.filter(pk__in=[company.pk for company in companies]).update(stage=stage)

result = []
"""

BETWEEN_QUERIES = """
class Meanwhile:
    '''Calls ``write`` before the query ``at``, counted from 0; ``asked`` is how many there were.'''

    def __init__(self, at, write):
        self.at, self.write, self.asked = at, write, 0

    def __call__(self, execute, *query):
        self.asked += 1
        if self.asked == self.at + 1:
            elsewhere(self.write)
        return execute(*query)

first, second, untouched = placed("安来去", "北来去", "长来")
by_index()
at, more, with_the_new_one = 0, True, False
while more:
    (third,) = placed("长来去")
    Company.objects.filter(pk=second.pk).update(name=f"东来去{at}", pinyin=f"dong lai qu {at}")
    Company.objects.filter(pk=first.pk).update(description=f"另有所述{at}")
    # They go and, but for the last, come back before anybody has asked again: also one behind which the new one stands.
    gone = (first, second, untouched, *([third] if with_the_new_one else []))
    meanwhile = Meanwhile(at, lambda: staged("review", *gone))
    with connection.execute_wrapper(meanwhile):
        by_index()
    staged("published", second, untouched, *([first] if at % 2 else []))
    placed("冬来去")
    if by_index() != by_database():
        result.append(at)
    staged("published", first, third)
    if by_index() != by_database():
        result.append(at)
    more = meanwhile.asked > at
    at += with_the_new_one
    with_the_new_one = not with_the_new_one
result = {"wrong": result, "queries": at}
"""

IN_THE_BACKGROUND = """
reading, go_on = threading.Event(), threading.Event()

def wait_for_word(execute, *query):
    reading.set()
    assert go_on.wait(60)
    return execute(*query)

def slow_down(connection, **_):
    if threading.current_thread().name == "facet-index":
        connection.execute_wrappers.append(wait_for_word)

def worker():
    return next((each for each in threading.enumerate() if each.name == "facet-index"), None)

connection_created.connect(slow_down)
placed("安来去", "北来去", "长来去")
refresh.prepare()
refresh.AT_ONCE, refresh.A_FEW = 0, 1
# Once few enough for the index to take them in, and once so many that it is built anew.
for names in (["东来去", "冬来去"], [f"丁来去{number}" for number in range(9)]):
    reading.clear()
    go_on.clear()
    placed(*names)
    refresh.PATIENCE = 0
    result.append(by_index() is None)
    assert reading.wait(60)
    # Whoever comes while it is at work does not wait either, and what is written meanwhile comes in as well.
    placed("末来去")
    result.append(by_index() is None)
    at_work = worker()
    go_on.set()
    at_work.join()
    result.append(by_index() == by_database())
    # A reader who is patient enough has the index answer.
    placed(*(f"{name}又" for name in names))
    refresh.PATIENCE = 60
    result.append(by_index() == by_database())
"""


@pytest.fixture
def given(tmp_path):
    with database("beside", tmp_path) as url:
        yield {"DATABASE_URL": url}


def test_what_is_written_between_any_two_queries_of_catching_up_comes_in_at_the_next_question(given):
    said = printed_by(BEGINNING + BETWEEN_QUERIES, **given)
    assert said["wrong"] == []
    assert said["queries"] > 10


def test_readers_do_not_wait_for_much_that_has_changed(given):
    assert all(printed_by(BEGINNING + IN_THE_BACKGROUND, **given))
