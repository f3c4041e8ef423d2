"""The queue of look-alikes: first what changes most, what was decided on never again, whatever becomes of them."""

import pytest

from chains.choices import DuplicateVerdict
from chains.history.batches import undo
from chains.history.curation import Change, save
from chains.history.merging import decide, merge
from chains.models import Company
from chains.selectors import duplicates
from chains.selectors.merge_consequences import MergeConsequence
from tests.factories import credit_code, make_company, make_company_name, make_listing, make_placement, make_segment
from tests.queries import no_more, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_database")]


def queue():
    names = dict(Company.objects.values_list("public_id", "name"))
    return [{names[each.pair.first], names[each.pair.second]} for each in duplicates.duplicate_queue()]


def test_of_pairs_that_change_as_much_the_likeliest_come_first():
    for name in ("浦江乙", "浦江乙材料", "恒睿甲", "恒睿甲", "别家"):
        make_company(name)
    assert queue() == [{"恒睿甲"}, {"浦江乙", "浦江乙材料"}]


def test_the_pair_of_which_a_decision_changes_most_comes_first():
    likely = make_company("恒睿甲"), make_company("恒睿甲")
    moving = make_company("浦江乙"), make_company("浦江乙材料")
    make_placement(likely[0])
    for company in moving:
        make_placement(company)
    assert queue() == [{"浦江乙", "浦江乙材料"}, {"恒睿甲"}]
    [first, second] = duplicates.duplicate_queue()
    assert first.pair.score < second.pair.score
    assert (first.consequence, second.consequence) == (MergeConsequence(placements=1, segments=1), MergeConsequence())


def test_more_placements_weigh_more_than_more_segments_and_these_more_than_gaps():
    consequences = [
        MergeConsequence(2, 1, 0),
        MergeConsequence(1, 1, 5),
        MergeConsequence(2, 2, 0),
        MergeConsequence(2, 1, 1),
    ]
    assert sorted(consequences, reverse=True) == [
        MergeConsequence(2, 2, 0),
        MergeConsequence(2, 1, 1),
        MergeConsequence(2, 1, 0),
        MergeConsequence(1, 1, 5),
    ]


def test_a_gap_is_touched_where_two_that_count_as_two_would_be_one():
    segment = make_segment()
    first, second = make_company("恒睿甲"), make_company("恒睿甲")
    for company in (first, second):
        make_placement(company, segment, province="310000")
    [waiting] = duplicates.duplicate_queue()
    # Two companies are one: the only one there.
    assert waiting.consequence == MergeConsequence(placements=1, segments=1, gaps=1)
    for number in range(9):
        make_placement(make_company(f"{chr(0x6C5F + number)}芯"), segment, province="310000")
    assert duplicates.duplicate_queue()[0].consequence == MergeConsequence(placements=1, segments=1)


def test_placements_that_do_not_count_change_nothing():
    for _ in range(2):
        make_placement(make_company("恒睿甲"), status="withdrawn")
    assert duplicates.duplicate_queue()[0].consequence == MergeConsequence()


@pytest.mark.parametrize("verdict", [DuplicateVerdict.SAME, DuplicateVerdict.DIFFERENT])
def test_what_is_decided_never_comes_again(verdict):
    first, second = make_company("海康"), make_company("海康威视")
    decide(second, first, verdict, None, "查过")
    assert queue() == []
    save(make_company_name(first, "新的别名"), Change(None, "改动"))
    assert queue() == []


def test_what_is_put_off_comes_last():
    first, second = make_company("海康威视"), make_company("海康威视数字技术")
    make_company("大华")
    make_company("大华视讯")
    assert queue()[0] == {"海康威视", "海康威视数字技术"}
    decide(first, second, DuplicateVerdict.LATER, None)
    assert queue()[-1] == {"海康威视", "海康威视数字技术"}
    assert duplicates.waiting_pairs() == len(queue()) - 1


def test_a_decision_on_a_merged_company_holds_for_what_it_was_merged_into():
    first, second, third = make_company("海康威视"), make_company("海康微视"), make_company("海康威视技术")
    decide(second, third, DuplicateVerdict.DIFFERENT, None, "两家")
    batch = merge(first, [second], {}, None, "错字")
    assert queue() == []
    undo(batch, None, "不是错字")
    assert {"海康威视", "海康威视技术"} in queue()
    assert {"海康微视", "海康威视技术"} not in queue()


def test_a_change_of_a_name_is_seen_at_once():
    first = make_company("甲微")
    make_company("海康威视")
    assert queue() == []
    save(make_company_name(first, "海康"), Change(None, "别名"))
    assert queue() == [{"甲微", "海康威视"}]


def test_a_credit_code_that_was_the_others_once_is_a_reason_unless_a_merge_brought_it():
    first, second = make_company("甲微", uscc=credit_code(1)), make_company("乙芯")
    first.uscc = ""
    save(first, Change(None, "写错了"))
    second.uscc = credit_code(1)
    save(second, Change(None, "是乙的"))
    [waiting] = duplicates.duplicate_queue()
    assert waiting.pair.reasons[0].code == "former-code"
    third, fourth = make_company("丙材"), make_company("丁料", uscc=credit_code(2))
    undo(merge(third, [fourth], {}, None, "同一家"), None, "不是")
    assert len(duplicates.duplicate_queue()) == 1


def test_what_a_page_of_the_queue_shows_takes_as_many_queries_for_many_pairs():
    for number in range(12):
        for name in (f"{chr(0x6C5F + number)}海康", f"{chr(0x6C5F + number)}海康威视"):
            company = make_company(name)
            make_placement(company)
            make_listing(company)
            make_company_name(company)
    waiting = duplicates.duplicate_queue()
    assert len(waiting) >= 12
    few, many = (queries_of(duplicates.with_companies, waiting[:number]) for number in (2, 12))
    assert no_more(few, many)
    rows = duplicates.with_companies(waiting[:12])
    assert len(rows) == 12
    assert rows[0].first.placements[0].segment.layer.chain


def test_an_empty_database_has_an_empty_queue():
    assert duplicates.duplicate_queue() == []
    assert duplicates.waiting_pairs() == 0
