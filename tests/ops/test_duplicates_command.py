"""``manage.py duplicates`` prints the pairs that wait for a decision, for people and for programs."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command

from chains.history.merging import decide, merge
from tests.factories import make_company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_database")]


@pytest.fixture
def pair():
    return make_company("海康"), make_company("海康威视")


def printed(*arguments):
    out = StringIO()
    call_command("duplicates", *arguments, stdout=out)
    return out.getvalue()


def test_json_names_both_with_score_and_reasons(pair):
    [found] = json.loads(printed("--json"))
    first, second = sorted(pair, key=lambda company: company.public_id)
    assert (found["a"], found["a_name"]) == (first.public_id, first.name)
    assert (found["b"], found["b_name"]) == (second.public_id, second.name)
    assert found["weight"] == sum(reason["points"] for reason in found["reasons"]) < 0
    assert 0 < found["score"] < 50
    [reason] = found["reasons"]
    assert (reason["code"], reason["params"]) == ("begins-with", {"a": "海康", "b": "海康威视"})
    assert reason["message"] == "海康威视 begins with 海康"
    assert found["changes"] == {"placements": 0, "segments": 0, "gaps": 0}


def test_without_json_there_is_a_line_for_each(pair):
    make_company("别家")
    [line] = printed().splitlines()
    assert re.fullmatch(r" \d\d  .+: 海康威视 begins with 海康 \(-\d\.\d\)", line)


def test_what_is_decided_is_left_out_and_what_is_put_off_comes_last(pair):
    for name in ("浦江乙", "浦江乙半导体"):
        make_company(name)
    assert len(json.loads(printed("--json"))) == 2
    decide(*pair, "later", None)
    found = json.loads(printed("--json"))
    assert [{each["a_name"], each["b_name"]} for each in found] == [{"浦江乙", "浦江乙半导体"}, {"海康", "海康威视"}]
    decide(*pair, "different", None)
    assert len(json.loads(printed("--json"))) == 1
    assert json.loads(printed("--json", "--least", "99")) == []
    assert json.loads(printed("--json", "--limit", "0")) == []


def test_merged_companies_are_no_longer_a_pair(pair):
    merge(pair[0], [pair[1]], {}, None, "同一家")
    assert json.loads(printed("--json")) == []
    assert printed().startswith("No two companies look alike")
