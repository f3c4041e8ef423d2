"""Whose a company is, for any standing that there can be."""

from hypothesis import given
from hypothesis import strategies as st

from chains.permissions.jurisdiction import Jurisdiction, of_company

PROVINCES = ("310000", "320000", "330000")

standings = st.fixed_dictionaries(
    {
        "province": st.sampled_from(["", None, *PROVINCES]),
        "abroad": st.booleans(),
        "placed": st.frozensets(st.sampled_from(PROVINCES)),
        "published": st.booleans(),
        "maker": st.sampled_from([None, 1, 2]),
    }
).filter(lambda standing: not (standing["province"] and standing["abroad"]))
curators = st.tuples(st.sampled_from([1, 2, 3]), st.frozensets(st.sampled_from(PROVINCES), min_size=1))


@given(standings, curators)
def test_whoever_may_identify_a_company_may_say_more_of_it(standing, curator):
    if of_company(**standing, identity=True).includes(*curator):
        assert of_company(**standing, identity=False).includes(*curator)


@given(standings, st.frozensets(st.sampled_from(PROVINCES)), curators)
def test_where_it_is_registered_nobody_gains_its_identity_by_placing_it(standing, placed, curator):
    if standing["province"]:
        whose = of_company(**standing, identity=True)
        assert whose == of_company(**standing | {"placed": placed}, identity=True)
        assert whose.includes(*curator) == (standing["province"] in curator[1])


@given(standings, curators)
def test_once_published_its_maker_is_anybody(standing, curator):
    published = standing | {"published": True}
    for identity in (True, False):
        by_maker = of_company(**published, identity=identity)
        assert by_maker == of_company(**published | {"maker": None}, identity=identity)


@given(standings, curators)
def test_it_is_for_its_maker_alone_only_where_it_lies_nowhere(standing, curator):
    for identity in (True, False):
        whose = of_company(**standing, identity=identity)
        assert not (whose.provinces and whose.maker)
        assert not whose.any_curator


@given(curators)
def test_what_is_for_nobody_is_for_no_curator(curator):
    assert not Jurisdiction().includes(*curator)
    assert Jurisdiction(any_curator=True).includes(*curator)
