"""Which sub-segments have nobody: spelled out on the pages of a segment and of a province, for each its own."""

import pytest

from tests.factories import ANHUI, JIANGSU, SHANGHAI, make_chain, make_company, make_layer, make_placement, make_segment
from tests.pages.reading import Element, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def segments():
    """Three levels: 设备 ─ 光刻 ─ (光源, 物镜), 设备 ─ 抛光. 物镜 in 上海, 抛光 in 江苏, 光刻 at large in 安徽."""
    chain = make_chain(name="试验链")
    top = make_segment("top", layer=make_layer(chain), name="设备")
    lithography = make_segment("litho", parent=top, name="光刻", order=1)
    source = make_segment("src", parent=lithography, name="光源", order=1)
    lens = make_segment("lens", parent=lithography, name="物镜", order=2)
    polishing = make_segment("polish", parent=top, name="抛光", order=2)
    for segment, province in ((lens, SHANGHAI), (polishing, JIANGSU), (lithography, ANHUI)):
        make_placement(make_company(), segment, province=province)
    return {"top": top, "lithography": lithography, "source": source}


def lines(shown: Element) -> list[str]:
    return [item.text for each in shown.all("ul", class_="nobody") for item in each.all("li")]


def test_a_segments_page_says_it_for_the_region_and_for_every_province(client, segments):
    found = lines(page(client, segments["top"].get_absolute_url()))
    assert len(found) == 5
    for line, figures, names in zip(
        found,
        ["2/2 · 1/2", "1/2 · 1/2", "1/2 · 0/2", "0/2 · 0/2", "1/2 · 0/2"],
        [["光源"], ["光源", "抛光"], ["光刻"], [], ["光源", "物镜", "抛光"]],
        strict=True,
    ):
        assert figures in line
        assert all(name in line for name in names)
    # 浙江: nobody in any, which the first line has spelled out in the numbers.
    assert not {"光源", "物镜", "光刻", "抛光"} & set(found[3].split("、"))


def test_a_middle_level_has_its_own(client, segments):
    region, shanghai, *_ = lines(page(client, segments["lithography"].get_absolute_url()))
    assert "1/2" in region
    assert "光源" in region
    assert "1/2" in shanghai


def test_a_segment_without_sub_segments_says_nothing(client, segments):
    assert lines(page(client, segments["source"].get_absolute_url())) == []


@pytest.mark.parametrize(
    ("province", "figures", "names"),
    [
        (SHANGHAI, "1/2 · 1/2", ["光源", "抛光"]),
        (JIANGSU, "1/2 · 0/2", ["光刻"]),
        (ANHUI, "1/2 · 0/2", ["光源", "物镜", "抛光"]),
    ],
)
def test_a_provinces_page_says_it_for_this_province(client, segments, province, figures, names):
    (line,) = [line for line in lines(page(client, f"/provinces/{province}/")) if line.startswith("设备 1/2")]
    assert figures in line
    assert line.endswith("、".join(names))


def test_a_provinces_page_leads_to_its_ranked_gaps(client):
    assert "/gaps/ranked/?chain=ic&province=340000" in page(client, "/provinces/340000/").links
