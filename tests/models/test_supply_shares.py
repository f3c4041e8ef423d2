"""A supply share is a number in per cent or a word, never both, of a plausible year, and once per source."""

from decimal import Decimal

import pytest

from chains.choices import SupplyQualifier
from chains.models import SupplyShare
from tests.factories import make_segment, make_source, make_supply_share
from tests.models.refusal import refused, refused_by_database, taken

pytestmark = pytest.mark.django_db


def test_a_source_gives_one_share_of_a_country_in_a_year():
    first = make_supply_share(country="JP", year=2019)
    same = {"segment": first.segment, "source": first.source}
    refused(make_supply_share(**same, year=2020), "supplyshare_once", year=2019)
    refused(make_supply_share(**same, country="KR", year=2019), "supplyshare_once", country="JP")


@pytest.mark.parametrize("other", ["segment", "country", "year", "source"])
def test_another_segment_country_year_or_source_gives_its_own(other):
    first = make_supply_share(year=2019)
    same = {name: getattr(first, name) for name in ("segment", "country", "year", "source")}
    others = {"segment": make_segment, "country": lambda: "NL", "year": lambda: 2018, "source": make_source}
    make_supply_share(**same | {other: others[other]()}).full_clean()


def test_china_has_a_share_as_others_have():
    make_supply_share(country="CN").full_clean()


@pytest.mark.parametrize(("share", "qualifier"), [(Decimal(50), "major"), (Decimal(0), "none"), (None, "")])
def test_it_is_a_number_or_a_word(share, qualifier):
    refused(make_supply_share(), "supplyshare_number_or_words", share=share, qualifier=qualifier)


def test_a_number_will_do_and_so_will_every_word():
    row = make_supply_share(share=Decimal("12.34"))
    assert SupplyShare.objects.get(pk=row.pk).share == Decimal("12.34")
    for qualifier in SupplyQualifier.values:
        taken(row, share=None, qualifier=qualifier)


def test_a_bulk_insert_is_checked_too():
    row = make_supply_share()
    values = {"segment": row.segment, "source": row.source, "country": "KR", "year": 2020}
    with refused_by_database("supplyshare_number_or_words"):
        SupplyShare.objects.bulk_create([SupplyShare(**values)])


@pytest.mark.parametrize("share", ["-0.01", "100.01", "999.99"])
def test_it_is_a_part_of_the_whole(share):
    refused(make_supply_share(), "supplyshare_is_per_cent", share=Decimal(share))


@pytest.mark.parametrize("share", ["0.00", "0.01", "100.00"])
def test_none_and_all_are_within(share):
    taken(make_supply_share(), share=Decimal(share))


@pytest.mark.parametrize("year", [0, 1948, 2101])
def test_a_year_can_be(year):
    refused(make_supply_share(), "supplyshare_year_plausible", year=year)


@pytest.mark.parametrize("year", [1949, 2100])
def test_the_edges_are_within(year):
    taken(make_supply_share(), year=year)


@pytest.mark.parametrize("country", ["", "N1", "荷兰"])
def test_a_country_is_given_by_its_code(country):
    refused(make_supply_share(), "supplyshare_country_is_iso_3166", country=country)


#: How exactly a number is meant, with the two ends that go with it.
FITTING = [
    ("about", "90", None),
    ("below", "0", "1"),
    ("at-most", "0", "100"),
    ("above", "50", "100"),
    ("at-least", "99.99", "100"),
    ("range", "70", "80"),
    ("range", "0", "0.01"),
    ("", "62.5", None),
]
UNFIT = [
    ("", "62.5", "70"),
    ("about", "90", "95"),
    ("about", None, None),
    ("below", "1", "2"),
    ("below", "0", "0"),
    ("below", "0", None),
    ("above", "50", "99"),
    ("at-least", "100", "100"),
    ("range", "80", "70"),
    ("range", "70", "70"),
    ("range", "70", None),
    ("range", None, "80"),
    ("range", "70", "100.01"),
]


def ends(precision, share, until):
    """Return the fields of a share with these ends; without a lower one it is a word."""
    number, other = (None if each is None else Decimal(each) for each in (share, until))
    return {
        "precision": precision,
        "share": number,
        "share_until": other,
        "qualifier": SupplyQualifier.MAJOR if number is None else "",
    }


@pytest.mark.parametrize(("precision", "share", "until"), FITTING)
def test_a_number_has_the_ends_that_go_with_it(precision, share, until):
    taken(make_supply_share(), **ends(precision, share, until))


@pytest.mark.parametrize(("precision", "share", "until"), UNFIT)
def test_other_ends_are_refused(precision, share, until):
    refused(make_supply_share(), "supplyshare_ends_fit_precision", **ends(precision, share, until))
