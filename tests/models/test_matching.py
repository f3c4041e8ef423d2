"""What a reader has chosen: OR within a parameter, AND across, segment and place in one and the same placement."""

import pytest

from chains.models import Company, Placement
from tests.factories import (
    ANHUI,
    JIANGSU,
    SHANGHAI,
    make_chain,
    make_city,
    make_company,
    make_company_label,
    make_label,
    make_layer,
    make_listing,
    make_placement,
    make_segment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def firms(empty_database):
    """A: designs in 上海, makes in 江苏. B: designs in 江苏. C: etches (below making) in 江苏, withdrawn elsewhere."""
    make_city(SHANGHAI)
    make_city("320500")
    layer = make_layer(make_chain(slug="ic"), slug="midstream")
    design, making = make_segment("design", layer=layer), make_segment("making", layer=layer)
    etching = make_segment("etching", parent=making)
    other = make_segment("hardware", layer=make_layer(make_chain(slug="ai"), slug="product"))
    a, b, c = make_company("甲"), make_company("乙"), make_company("丙")
    make_placement(a, design, province=SHANGHAI)
    make_placement(a, making, province=JIANGSU)
    make_placement(b, design, city="320500")
    make_placement(b, other, province=ANHUI, status="disputed")
    make_placement(c, etching, province=JIANGSU)
    make_placement(c, design, province=SHANGHAI, status="withdrawn")
    make_listing(a, "600001")
    make_listing(b, "600002", delisted_on="2026-01-01")
    make_company_label(c, make_label("little-giant"))
    make_company("无").save()


def matching(**choice):
    choice = {name: [value] if isinstance(value, str) else value for name, value in choice.items()}
    return "".join(sorted(Company.objects.matching(choice).values_list("name", flat=True), key="甲乙丙无".index))


@pytest.mark.parametrize(
    ("choice", "names"),
    [
        ({}, "甲乙丙无"),
        ({"segment": []}, "甲乙丙无"),
        ({"segment": "ic.design"}, "甲乙"),
        ({"segment": "ic.making"}, "甲丙"),
        ({"segment": "ic.etching"}, "丙"),
        ({"segment": ["ic.design", "ic.etching"]}, "甲乙丙"),
        ({"province": JIANGSU}, "甲乙丙"),
        ({"province": [SHANGHAI, ANHUI]}, "甲乙"),
        # In one placement: A designs in 上海 and is in 江苏, but designs nothing there.
        ({"segment": "ic.design", "province": JIANGSU}, "乙"),
        ({"segment": "ic.design", "province": SHANGHAI}, "甲"),
        ({"segment": "ic.design", "province": ANHUI}, ""),
        ({"segment": ["ic.design", "ic.making"], "province": [SHANGHAI, JIANGSU]}, "甲乙丙"),
        ({"chain": "ai"}, "乙"),
        ({"chain": "ai", "segment": "ic.design"}, ""),
        ({"chain": ["ai", "ic"]}, "甲乙丙"),
        ({"layer": "ic.midstream", "province": ANHUI}, ""),
        ({"layer": "ai.product"}, "乙"),
        ({"city": "320500"}, "乙"),
        ({"city": SHANGHAI}, "甲"),
        ({"status": "withdrawn"}, "丙"),
        ({"status": ["withdrawn", "disputed"]}, "乙丙"),
        ({"status": "withdrawn", "segment": "ic.making"}, ""),
        ({"listed": "true"}, "甲"),
        ({"listed": "false"}, "乙丙无"),
        ({"listed": ["true", "false"]}, "甲乙丙无"),
        ({"label": "little-giant"}, "丙"),
        ({"label": "little-giant", "segment": "ic.design"}, ""),
        ({"q": "乙"}, "乙"),
        ({"q": "乙", "segment": "ic.making"}, ""),
        ({"segment": "ic.nonsense"}, ""),
    ],
)
def test_the_choice(firms, choice, names):
    assert matching(**choice) == names


def test_a_facet_leaves_its_own_choice_out(firms):
    choice = {"segment": ["ic.design"], "province": [JIANGSU], "listed": ["true"]}
    assert not Company.objects.matching(choice).exists()
    assert [company.name for company in Company.objects.matching(choice, without="province")] == ["甲"]
    assert [company.name for company in Company.objects.matching(choice, without="listed")] == ["乙"]
    assert [company.name for company in Company.objects.matching(choice, without="segment")] == ["甲"]


def test_the_placements_are_those_of_the_companies(firms):
    choices = [{}, {"q": ["甲"]}, {"segment": ["ic.making"]}, {"listed": ["true"], "province": [JIANGSU]}]
    for choice in choices:
        placements = Placement.objects.matching(choice)
        companies = set(Company.objects.matching(choice).filter(placements__isnull=False))
        assert {placement.company for placement in placements} == companies


def test_a_status_facet_counts_the_withdrawn_too(firms):
    statuses = Placement.objects.at({}, without="status").values_list("status", flat=True)
    assert sorted(statuses) == ["disputed", "reported", "reported", "reported", "reported", "withdrawn"]


def test_placements_are_counted_live(firms):
    counts = dict(Company.objects.with_placement_count().values_list("name", "placement_count"))
    assert counts == {"甲": 2, "乙": 2, "丙": 1, "无": 0}
