"""How far a target is reached; together only where there is one."""

import pytest

from chains.analysis.targets import Attainment, together


@pytest.mark.parametrize(
    ("companies", "wanted", "share", "reached"),
    [(0, 3, 0, False), (2, 4, 0.5, False), (4, 4, 1, True), (6, 4, 1.5, True)],
)
def test_it_is_reached_when_as_many_are_there(companies, wanted, share, reached):
    part = Attainment(companies, wanted)
    assert (part.share, part.reached) == (share, reached)


def test_targets_add_up_where_there_are_any():
    assert together([]) is None
    assert together([None, None]) is None
    assert together([None, Attainment(2, 3, 2030)]) == Attainment(2, 3, 2030)
    # What is over in one province is not missing in another, but they are counted together all the same.
    assert together([Attainment(5, 3, 2030), Attainment(0, 2, 2030)]) == Attainment(5, 5, 2030)


def test_a_year_is_kept_only_where_all_share_it():
    assert together([Attainment(1, 2, 2030), Attainment(1, 2, 2035)]) == Attainment(2, 4)
    assert together([Attainment(1, 2, 2030), Attainment(1, 2)]) == Attainment(2, 4)
