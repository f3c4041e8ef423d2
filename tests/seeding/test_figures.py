"""The figures that the seed must come to."""

import pytest
from django.db.models import Count, QuerySet

from chains.choices import PlacementStatus
from chains.models import (
    Alliance,
    Assessment,
    Chain,
    City,
    CityGroup,
    Company,
    CompanyLabel,
    CompanyName,
    Evidence,
    Label,
    Layer,
    Listing,
    Park,
    Placement,
    Platform,
    Project,
    ResearchBase,
    ResearchBaseMember,
    Segment,
    Technology,
)

pytestmark = pytest.mark.django_db

FIGURES = [
    ("companies", Company.objects.all(), 162),
    ("companies in IC", Company.objects.filter(placements__segment__layer__chain__slug="ic").distinct(), 74),
    ("companies in AI", Company.objects.filter(placements__segment__layer__chain__slug="ai").distinct(), 89),
    ("placements", Placement.objects.all(), 185),
    ("placements in IC", Placement.objects.of_chain("ic"), 84),
    ("placements in AI", Placement.objects.of_chain("ai"), 101),
    ("evidence", Evidence.objects.all(), 186),
    ("evidence in figure 1", Evidence.objects.filter(locator="图1"), 85),
    ("evidence in figure 2", Evidence.objects.filter(locator="图2"), 101),
    ("distinct printed names", Evidence.objects.values("printed_name").distinct(), 165),
    ("folded spellings", CompanyName.objects.all(), 3),
    ("listings", Listing.objects.all(), 73),
    ("legal names", Company.objects.exclude(legal_name=""), 73),
    ("research bases", ResearchBase.objects.all(), 21),
    ("bases of IC", ResearchBase.objects.filter(chains__slug="ic"), 13),
    ("bases of AI", ResearchBase.objects.filter(chains__slug="ai"), 13),
    ("national centres", ResearchBase.objects.filter(approved_on__isnull=False), 3),
    ("members of national centres", ResearchBaseMember.objects.all(), 10),
    ("platforms", Platform.objects.all(), 8),
    ("platforms with a host", Platform.objects.filter(host__isnull=False), 4),
    ("parks", Park.objects.all(), 14),
    ("technologies", Technology.objects.all(), 98),
    ("alliances", Alliance.objects.all(), 26),
    ("alliances over a map", Alliance.objects.filter(heads_map=True), 2),
    ("projects", Project.objects.all(), 4),
    ("cities", City.objects.all(), 41),
    ("assessments", Assessment.objects.all(), 5),
    ("chains", Chain.objects.all(), 2),
    ("layers", Layer.objects.all(), 5),
    ("columns of IC", Segment.objects.of_chain("ic").top_level(), 5),
    ("columns of AI", Segment.objects.of_chain("ai").top_level(), 9),
    ("sub-segments of equipment", Segment.objects.filter(parent__code="ic.equipment"), 7),
    ("sub-segments of materials", Segment.objects.filter(parent__code="ic.materials"), 4),
    ("kinds of label", Label.objects.all(), 4),
    ("labels given", CompanyLabel.objects.all(), 0),
]


@pytest.mark.parametrize(("rows", "count"), [figure[1:] for figure in FIGURES], ids=[each[0] for each in FIGURES])
def test_figure(rows: QuerySet, count: int):
    assert rows.all().count() == count


def test_cells_of_ic_hold_as_many_companies_as_the_figure_prints():
    cells = (
        Placement.objects.of_chain("ic")
        .order_by()
        .values_list("segment__slug", "province__name")
        .annotate(Count("company", distinct=True))
    )
    assert {(segment, province): count for segment, province, count in cells} == {
        ("materials", "上海"): 9,
        ("materials", "江苏"): 10,
        ("materials", "浙江"): 10,
        ("materials", "安徽"): 8,
        ("design", "上海"): 7,
        ("design", "江苏"): 3,
        ("design", "浙江"): 6,
        ("design", "安徽"): 3,
        ("manufacturing", "上海"): 4,
        ("manufacturing", "江苏"): 7,
        ("manufacturing", "浙江"): 1,
        ("packaging-test", "上海"): 1,
        ("packaging-test", "江苏"): 8,
        ("packaging-test", "浙江"): 3,
        ("packaging-test", "安徽"): 2,
        ("equipment", "上海"): 1,
        ("equipment", "江苏"): 1,
    }


@pytest.mark.parametrize(("group", "count"), [("central-area", 27), ("g60-corridor", 9)])
def test_city_groups(group: str, count: int):
    assert CityGroup.objects.get(slug=group).cities.count() == count


def test_nothing_is_verified():
    assert set(Placement.objects.values_list("status", flat=True)) == {PlacementStatus.REPORTED}
    assert not Placement.objects.filter(verified_on__isnull=False).exists()
    assert not Placement.objects.filter(verified_by__isnull=False).exists()
