"""A name is unique among its siblings, and free elsewhere."""

import pytest

from tests.factories import (
    ANHUI,
    JIANGSU,
    SHANGHAI,
    make_alliance,
    make_chain,
    make_city,
    make_city_group,
    make_company,
    make_label,
    make_layer,
    make_park,
    make_platform,
    make_project,
    make_province,
    make_region,
    make_research_base,
    make_segment,
    make_technology,
)
from tests.models.refusal import refused, taken

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "constraint"),
    [
        (make_alliance, "alliance_name_unique"),
        (make_chain, "chain_name_unique"),
        (make_city_group, "citygroup_name_unique"),
        (make_label, "label_name_unique"),
        (make_platform, "platform_name_unique"),
        (make_project, "project_name_unique"),
        (make_region, "region_name_unique"),
        (make_research_base, "researchbase_name_unique"),
    ],
)
def test_a_name_stands_once(make, constraint):
    first, second = make(), make()
    refused(second, constraint, name=first.name)


def test_a_province_has_its_name_to_itself():
    refused(make_province("450000"), "province_name_unique", name=make_province("460000").name)


def test_a_city_name_stands_once_in_a_province():
    refused(make_city("450100"), "city_name_unique_in_province", name=make_city("450200").name)
    taken(make_city("460100"), name=make_city("450200").name)


def test_a_layer_name_stands_once_in_a_chain():
    layer = make_layer()
    refused(make_layer(layer.chain), "layer_name_unique_in_chain", name=layer.name)
    taken(make_layer(), name=layer.name)


def test_a_layer_slug_stands_once_in_a_chain():
    layer = make_layer()
    refused(make_layer(layer.chain), "layer_slug_unique_in_chain", slug=layer.slug)


def test_a_column_name_stands_once_in_a_layer():
    column = make_segment()
    refused(make_segment(layer=column.layer), "segment_name_unique_in_layer", name=column.name)
    taken(make_segment(layer=make_layer(column.layer.chain)), name=column.name)


def test_a_sub_segment_name_stands_once_under_its_parent():
    column = make_segment()
    part = make_segment(parent=column)
    refused(make_segment(parent=column), "segment_name_unique_in_parent", name=part.name)
    taken(make_segment(parent=make_segment(layer=column.layer)), name=part.name)
    taken(make_segment(parent=column), name=column.name)


def test_a_park_name_stands_once_in_a_province():
    park = make_park(province=SHANGHAI)
    refused(make_park(province=SHANGHAI), "park_name_unique_in_province", name=park.name)
    taken(make_park(province=ANHUI), name=park.name)


def test_a_technology_stands_once_in_its_group():
    technology = make_technology(group="光刻")
    refused(make_technology(group="光刻"), "technology_once_in_group", name=technology.name)
    taken(make_technology(group="刻蚀"), name=technology.name)
    taken(make_technology(field="另一领域", group="光刻"), name=technology.name)


def test_two_firms_may_share_a_name():
    """Which of two look-alikes is which is for people to decide."""
    company = make_company(province=make_province(JIANGSU))
    make_company(company.name).full_clean()


def test_a_company_has_a_name():
    refused(make_company(), "company_has_a_name", name="")
