"""A sheet is planned in chunks, with the same result for any length of chunk.

What earlier rows set is remembered for as long as a later row may be about the same company, and no longer.
"""

from itertools import chain

import pytest

from chains.choices import RowDecision, SheetKind, UnplacedAction
from chains.importing import committing, executing, planning
from chains.importing.cleaning import Cleaner
from chains.importing.companies import CompanyPlanner
from chains.importing.linking import linked_rows
from chains.importing.vocabulary import Vocabulary
from chains.models import Company
from tests.factories import credit_code, make_company, make_company_name, make_listing, make_placement
from tests.importing.sheets import companies, planned

pytestmark = pytest.mark.django_db

AT = {"segment": "ic.design", "province": "江苏省"}
ELSEWHERE = AT | {"province": "浙江省"}

ROWS = [
    {"name": "赫连微电", "uscc": credit_code(1), **AT},
    {"name": "独孤光电", **AT},
    {"name": "在册甲", **AT},
    {"name": "赫连微电", "uscc": credit_code(1), **ELSEWHERE},
    {"name": "赫连微电", "uscc": credit_code(1), **AT},
    {"name": "赫连集成", "uscc": credit_code(1), "legal_name": "赫连集成有限公司", **AT},
    {"name": "慕容智能", "uscc": credit_code(1), "legal_name": "慕容智能有限公司", **AT},
    {"name": "在册甲别名", "tickers": "688990", **AT},
    {"name": "另名", "tickers": "688990", **ELSEWHERE},
    {"name": "宇文材料", "legal_name": "苏州宇文材料有限公司", **AT},
    {"name": "苏州宇文材料有限公司", **ELSEWHERE},
    {"name": "独孤光电", **AT},
]


@pytest.fixture(autouse=True)
def on_record():
    company = make_company(name="在册甲")
    make_company_name(company=company, name="在册甲别名")
    make_listing(company=company, exchange="sse", ticker="688990")
    make_placement(company=company, segment="ic.design", province_id="320000")
    return company


def chunks_of(monkeypatch, length):
    for room in (planning, executing):
        monkeypatch.setattr(room, "CHUNK", length)


def comes_to(batch):
    return [(row.number, row.outcome, row.target, row.changes, row.errors) for row in batch.rows.order_by("number")]


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_plan_is_the_same_in_chunks_of_any_length(monkeypatch, length):
    whole = comes_to(planned(companies(*ROWS)))
    assert {outcome for _number, outcome, *_rest in whole} >= {"new", "changed", "duplicate", "error"}
    chunks_of(monkeypatch, length)
    assert comes_to(planned(companies(*ROWS))) == whole


@pytest.mark.parametrize("length", [1, 2, 1000])
def test_what_is_written_is_the_same_too(monkeypatch, length, on_record):
    chunks_of(monkeypatch, length)
    batch = planned(companies(*ROWS))
    batch.good_rows = True
    batch.save()
    # Rows 7 and 8 have one credit code and two legal names: neither is written.
    assert committing.commit(batch) == {"new": 3, "changed": 5}
    made = {company.name: company for company in Company.objects.filter(name__in=["赫连微电", "独孤光电", "宇文材料"])}
    assert {name: company.placements.count() for name, company in made.items()} == {
        "赫连微电": 2,
        "独孤光电": 1,
        "宇文材料": 2,
    }
    assert on_record.placements.count() == 2


def naming(rows, decided=None):
    cleaner = Cleaner(SheetKind.COMPANIES, Vocabulary())
    return [cleaner.clean(number, row, decided=(decided or {}).get(number, "")) for number, row in enumerate(rows, 2)]


def test_rows_are_linked_by_names_by_codes_and_by_what_is_on_record():
    assert linked_rows([naming(ROWS)]) == {
        2: 8, 3: 13, 4: 10, 5: 8, 6: 8, 7: 8, 8: 8, 9: 10, 10: 10, 11: 12, 12: 12, 13: 13,
    }  # fmt: skip


def test_a_row_is_linked_to_the_company_that_was_decided_on(on_record):
    rows = naming([{"name": "在册甲", **AT}, {"name": "别的名字", **AT}], decided={3: on_record.public_id})
    rows[1].decision = RowDecision.USE
    assert linked_rows([rows]) == {2: 3, 3: 3}


def test_a_company_is_forgotten_after_its_last_row():
    rows = naming(ROWS)
    linked = linked_rows([rows])
    planner = CompanyPlanner(None, None, set(AT) | {"name"}, None, UnplacedAction.DRAFT)
    remembered = []
    for row in rows:
        row.until = linked.get(row.number, 0)
        planner.plan([row])
        kept = [*planner.subjects.values(), *chain(*planner.made.values()), *planner.coded.values()]
        remembered.append(len({id(subject) for subject in kept if subject.until > row.number}))
    assert max(remembered) <= 3
    assert remembered[-1] == 0
