"""Facets: every number beside a value is what the list holds once that value is chosen, and nothing else moves it."""

from collections import defaultdict
from urllib.parse import parse_qsl, urlencode

import pytest
from django.http import QueryDict

from chains.filtersets import CompanyFilterSet
from chains.models import CityGroup, Company, Label, Province, Segment
from tests.pages.reading import Shown, count_of, facets_of, page, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("beside")]

STATES = [
    "",
    "chain=ic&province=310000",
    "segment=ic.equipment&segment=ic.design&listed=true",
    "q=电子&city_group=g60-corridor",
    "dissolved=true&segment=ic.equipment",
    "expired_label=champion&expired_label=little-giant",
    "status=withdrawn&status=disputed&label=champion&label=little-giant",
]


def listed_with(query: list[tuple[str, str]]) -> int:
    """Return the length of the list; test_parity.py shows that the page holds these rows."""
    filterset = CompanyFilterSet(QueryDict(urlencode(query)), Company.objects.all())
    assert filterset.is_valid()
    return filterset.qs.count()


def by_parameter(options: list[Shown]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for option in options:
        counts[option.parameter][option.value] = option.count
    return counts


@pytest.mark.parametrize("query", STATES)
def test_a_number_is_what_the_list_would_hold_with_that_value_alone(client, query):
    for option in facets_of(page(client, f"/companies/?{query}"), query):
        alone = [pair for pair in parse_qsl(query) if pair[0] != option.parameter]
        assert listed_with([*alone, (option.parameter, option.value)]) == option.count, option


def test_a_click_leads_to_the_number_beside_it_and_a_second_one_back(client):
    query = "chain=ai"
    options = {
        (option.parameter, option.value): option for option in facets_of(page(client, f"/companies/?{query}"), query)
    }
    for choice in (
        ("province", "340000"),
        ("city", "330100"),
        ("segment", "ai.components"),
        ("label", "champion"),
        ("status", "disputed"),
    ):
        after = page(client, f"/companies/{options[choice].link}")
        assert count_of(after) == options[choice].count == len(rows_of(after)), choice
        query_after = options[choice].link.removeprefix("?")
        again = [o for o in facets_of(after, query_after) if (o.parameter, o.value) == choice]
        assert [option.link for option in again] == [f"?{query}"]
        assert again[0].selected


def test_a_facet_with_a_choice_says_that_its_numbers_are_of_one_value_alone(client):
    """Of the case: a link adds to what is chosen, and the number beside it is that of its value."""
    query = "segment=ic.design&segment=ic.equipment"
    notes = page(client, f"/companies/?{query}").all(class_="note")
    assert ["数字只算该项本身" in note.text for note in notes] == [True]
    assert not page(client, "/companies/").all(class_="note")
    options = {(each.parameter, each.value): each for each in facets_of(page(client, f"/companies/?{query}"), query)}
    for code in ("ic.materials", "ic.packaging-test"):
        option = options["segment", code]
        assert option.count == count_of(page(client, f"/companies/?segment={code}"))
        together = listed_with([*parse_qsl(query), ("segment", code)])
        assert count_of(page(client, f"/companies/{option.link}")) == together > option.count


def test_a_choice_never_changes_the_numbers_of_its_own_facet(client):
    free = by_parameter(facets_of(page(client, "/companies/")))
    for parameter, value in (
        ("chain", "ai"),
        ("layer", "ic.upstream"),
        ("segment", "ic.equipment"),
        ("province", "340000"),
        ("city", "320500"),
        ("city_group", "g60-corridor"),
        ("label", "champion"),
        ("expired_label", "champion"),
        ("listed", "true"),
        ("dissolved", "true"),
        ("registration_status", "moved-out"),
        ("status", "verified"),
    ):
        query = f"{parameter}={value}"
        chosen = by_parameter(facets_of(page(client, f"/companies/?{query}"), query))
        assert chosen[parameter] == free[parameter], parameter
        assert chosen != free


def test_two_values_of_one_facet_widen_the_list(client):
    one, other, both = (
        count_of(page(client, f"/companies/?chain=ai&{query}"))
        for query in ("province=330000", "province=340000", "province=330000&province=340000")
    )
    assert max(one, other) < both <= one + other


def test_a_segment_counts_what_stands_below_it_once(client, beside):
    counts = by_parameter(facets_of(page(client, "/companies/?city=320500"), "city=320500"))["segment"]
    below = beside.below.public_id
    assert (counts["ic.lithography"], counts["ic.photoresist"]) == (1, 1)
    assert below in rows_of(page(client, "/companies/?city=320500&segment=ic.equipment"))
    assert counts["ic.equipment"] == len(rows_of(page(client, "/companies/?city=320500&segment=ic.equipment")))
    # Two sub-segments of two parents: the layer has the company once.
    layers = by_parameter(facets_of(page(client, "/companies/?q=光刻装备"), "q=光刻装备"))["layer"]
    assert layers["ic.upstream"] == 1


def test_segments_stand_below_their_parents(client):
    rail = page(client, "/companies/").one("nav", class_="rail")
    codes = [option.value for option in facets_of(page(client, "/companies/")) if option.parameter == "segment"]
    assert codes.index("ic.equipment") < codes.index("ic.lithography")
    deep = [item for item in rail.all("li") if "deep1" in item.classes]
    assert len(deep) == Segment.objects.filter(parent__isnull=False).count()


def test_every_value_can_be_chosen_also_those_that_nobody_has(client):
    options = by_parameter(facets_of(page(client, "/companies/")))
    assert set(options["segment"]) == set(Segment.objects.values_list("code", flat=True))
    assert set(options["province"]) == set(Province.objects.values_list("code", flat=True))
    assert set(options["label"]) == set(Label.objects.values_list("slug", flat=True))
    assert set(options["city_group"]) == set(CityGroup.objects.values_list("slug", flat=True))
    assert set(options["listed"]) == {"true", "false"}
    assert options["segment"]["ic.polishing"] == 0


def test_each_choice_has_a_chip_that_takes_it_away(client):
    query = "chain=ai&province=330000&province=340000&q=%E7%A7%91"
    chips = page(client, f"/companies/?{query}&page=1").one(class_="chips")
    removing = {link for link in chips.links if link.startswith("?")}
    assert removing == {
        "?province=330000&province=340000&q=%E7%A7%91",
        "?chain=ai&province=340000&q=%E7%A7%91",
        "?chain=ai&province=330000&q=%E7%A7%91",
        "?chain=ai&province=330000&province=340000",
    }
    assert "/companies/" in chips.links
    for link in removing:
        assert page(client, f"/companies/{link}")
    assert not page(client, "/companies/").one(class_="chips").links


def test_a_company_that_left_the_exchange_is_not_listed(client, beside):
    assert beside.delisted.public_id in rows_of(page(client, "/companies/?q=退市&listed=false"))
    assert rows_of(page(client, "/companies/?q=退市&listed=true")) == []


def test_segment_and_province_meet_in_one_placement(client, beside):
    # It writes software in 上海 and serves in 安徽.
    key = beside.verified.public_id
    for segment, province, found in (
        ("ai.software", "310000", True),
        ("ai.services", "340000", True),
        ("ai.software", "340000", False),
        ("ai.services", "310000", False),
    ):
        shown = page(client, f"/companies/?q=核实&segment={segment}&province={province}")
        assert (key in rows_of(shown)) == found, (segment, province)
