"""What the tests of the pages share: a little of everything that the seed has nothing of."""

from datetime import date
from types import SimpleNamespace

from chains.models import Label
from tests.factories import (
    make_company,
    make_company_label,
    make_evidence,
    make_listing,
    make_placement,
    make_source,
    make_supply_share,
    make_target,
)
from tests.shared_rows import shared


@shared
def beside() -> SimpleNamespace:
    """Add companies that differ from the seed's in one thing each, and return them by what that is."""
    labelled = make_company("标签微电子")
    make_placement(labelled, "ic.design", province="310000")
    make_company_label(labelled, Label.objects.get(slug="little-giant"), year=2021)

    champion = make_company("冠军机器人", name_en="Champion Robots", founded_on=date(2001, 2, 3))
    make_placement(champion, "ai.components", province="330000")
    make_company_label(champion, Label.objects.get(slug="champion"))

    withdrawn = make_company("撤回半导体")
    make_placement(withdrawn, "ic.equipment", province="310000", status="withdrawn")

    below = make_company("光刻装备")
    make_evidence(make_placement(below, "ic.lithography", city="320500"), printed_name="光刻装备厂", locator="表1")
    make_placement(below, "ic.photoresist", city="320500")

    delisted = make_company("退市微电子")
    make_placement(delisted, "ic.manufacturing", province="340000")
    make_listing(delisted, "699999", listed_on=date(2001, 1, 1), delisted_on=date(2019, 1, 1))

    # It operates in 浙江 and is registered there, in 杭州: that is its city.
    registered = make_company("注册智能", legal_name="杭州注册智能科技有限公司", city_id="330100", province_id="330000")
    make_placement(registered, "ai.software", province="330000")

    verified = make_company("核实软件")
    make_placement(verified, "ai.software", province="310000", status="verified", verified_on=date(2026, 1, 1))
    make_placement(verified, "ai.services", province="340000", status="disputed")

    dissolved = make_company("注销光电", registration_status="deregistered", registration_status_on=date(2024, 5, 6))
    make_evidence(make_placement(dissolved, "ic.equipment", province="310000"), printed_name="注销光电厂")
    make_company_label(dissolved, Label.objects.get(slug="champion"))

    expired = make_company("过期机器人", registration_status="moved-out")
    make_placement(expired, "ai.components", province="330000")
    make_company_label(expired, Label.objects.get(slug="champion"), year=2017, valid_until=date(2020, 12, 31))

    world = make_source("world-supply", title="世界供应")
    make_supply_share("ic.lithography", "NL", share=80, source=world)
    make_supply_share("ic.lithography", "JP", qualifier="minor", source=world)
    make_supply_share("ic.lithography", "CN", qualifier="unknown", source=world)
    make_supply_share("ic.photoresist", "JP", share=90, year=2021, source=world)
    make_supply_share("ic.equipment", "US", qualifier="major")

    make_target("ic.lithography", "320000", companies=2, by_year=2027, source=world)
    make_target("ic.design", "310000", companies=6)
    make_target("ai.software", "340000", companies=4, by_year=2030)

    abroad = make_company("海外封测")
    make_placement(abroad, "ic.packaging-test", country="SG")
    return SimpleNamespace(
        labelled=labelled,
        champion=champion,
        withdrawn=withdrawn,
        below=below,
        delisted=delisted,
        dissolved=dissolved,
        expired=expired,
        registered=registered,
        verified=verified,
        abroad=abroad,
    )
