"""Placements by their stage, and all other rows by where they lie: what is done to them, and by whom."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chains.choices import PlacementStatus, Stage
from chains.history import curation, reviewing
from chains.history.curation import Change
from chains.models import Evidence, Placement, Region, Segment
from tests.factories import (
    make_alliance,
    make_assessment,
    make_company,
    make_label,
    make_member,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_source,
    make_supply_share,
    make_target,
    make_technology,
)
from tests.permissions.companies import HERE, THERE, with_fields

#: Who does it: the curators of its province, any curator, reviewers, administrators; wider roles as well.
CURATOR, ANY, REVIEWER, ADMINISTRATOR = "curator of its province", "any curator", "reviewer", "administrator"

WHY = "核对"
DRAFT, REVIEW, PUBLISHED = Stage.DRAFT, Stage.REVIEW, Stage.PUBLISHED


@dataclass(frozen=True)
class Step:
    """What is done to a placement, and by whom in each stage; a stage that is not named has no such step."""

    english: str
    chinese: str
    do: Callable[[Placement, Any], object]
    by: Mapping[Stage, str]


def _save(**values: Any) -> Callable[[Placement, Any], None]:
    return lambda row, user: curation.save(with_fields(row, **values), Change(user, WHY))


def _settle(status: PlacementStatus, before: str = "") -> Callable[[Placement, Any], None]:
    def do(row: Placement, user: Any) -> None:
        if before:
            Placement.objects.filter(pk=row.pk).update(status=before, verified_on=date(2026, 1, 1))
        curation.settle([row.pk], status, Change(user, WHY))

    return do


def _add_evidence(row: Placement, user: Any) -> None:
    curation.save(Evidence(placement=row, source=make_source(), locator="图9"), Change(user, WHY))


def _say_of_another(row: Placement, user: Any) -> None:
    curation.save(with_fields(row, company=make_company()), Change(user, WHY))


_ALWAYS = (DRAFT, REVIEW, PUBLISHED)

STEPS = (
    Step("edit it", "修改", _save(note="改"), dict.fromkeys(_ALWAYS, CURATOR)),
    Step("add evidence", "新增依据", _add_evidence, dict.fromkeys(_ALWAYS, CURATOR)),
    Step("mark it as disputed", "标为有争议", _settle(PlacementStatus.DISPUTED), dict.fromkeys(_ALWAYS, CURATOR)),
    Step("withdraw it", "撤回", _settle(PlacementStatus.WITHDRAWN), dict.fromkeys(_ALWAYS, CURATOR)),
    Step(
        "submit it",
        "提交审核",
        lambda row, user: reviewing.submit([row], Change(user, WHY)),
        {DRAFT: CURATOR},
    ),
    Step(
        "approve it",
        "审核通过",
        lambda row, user: reviewing.approve([row], Change(user, WHY)),
        {REVIEW: REVIEWER},
    ),
    Step(
        "return it",
        "退回",
        lambda row, user: reviewing.send_back([row], Change(user, WHY), "缺依据"),
        {REVIEW: REVIEWER},
    ),
    Step("publish it", "发布", _save(stage=PUBLISHED), {DRAFT: REVIEWER, REVIEW: REVIEWER}),
    Step("take it back from the public", "取消发布", _save(stage=DRAFT), {PUBLISHED: REVIEWER}),
    Step("verify it", "核实", _settle(PlacementStatus.VERIFIED), dict.fromkeys(_ALWAYS, REVIEWER)),
    Step(
        "take the verification away",
        "取消核实",
        _settle(PlacementStatus.REPORTED, "verified"),
        dict.fromkeys(_ALWAYS, REVIEWER),
    ),
    Step(
        "move it to another province",
        "改到其他省份",
        _save(province_id="340000", country=""),
        dict.fromkeys(_ALWAYS, REVIEWER),
    ),
    Step(
        "say it of another company",
        "改为另一家企业",
        _say_of_another,
        {DRAFT: CURATOR, REVIEW: CURATOR, PUBLISHED: REVIEWER},
    ),
    Step(
        "delete it",
        "删除",
        lambda row, user: curation.delete(row, Change(user, WHY)),
        dict.fromkeys(_ALWAYS, ADMINISTRATOR),
    ),
)

#: Where a placement lies.
PLACES = {"here": {"province": HERE}, "elsewhere": {"province": THERE}, "abroad": {"country": "SG"}}


def placement(stage: Stage, where: str) -> Placement:
    """Return a placement of a public company in this stage, in the one province, the other or abroad."""
    return make_placement(segment="ic.design", stage=stage, **PLACES[where])


@dataclass(frozen=True)
class Kind:
    """Rows of another kind: how one is made in a province, or in none, and who changes it in either case."""

    english: str
    chinese: str
    make: Callable[..., Any]
    in_province: str = CURATOR
    in_none: str = ANY
    field: str = "note"


KINDS = (
    Kind("research base", "科研基地", make_research_base),
    Kind(
        "member of a research base",
        "科研基地成员",
        lambda **at: make_member(make_research_base(**at)),
        field="name",
    ),
    Kind("platform", "平台", make_platform),
    Kind("park", "园区与孵化器", make_park),
    Kind("alliance", "联盟", make_alliance),
    Kind("project", "项目", make_project),
    Kind("assessment", "研判", lambda **at: make_assessment("ic.design", **at), in_none=REVIEWER, field="statement"),
    Kind("target", "目标", lambda **at: make_target("ic.design", **at), in_none="", field="note"),
    Kind("technology", "攻关技术", lambda **_at: make_technology(), in_province=""),
    Kind("share of supply", "供应份额", lambda **_at: make_supply_share(), in_province=""),
    Kind("source", "来源", lambda **_at: make_source(), in_province=""),
    Kind(
        "chains, layers, segments, links",
        "产业链、层、环节、上下游",
        lambda **_at: Segment.objects.first(),
        in_province="",
        in_none=ADMINISTRATOR,
        field="description",
    ),
    Kind(
        "regions, provinces, cities",
        "区域、省、市",
        lambda **_at: Region.objects.first(),
        in_province="",
        in_none=ADMINISTRATOR,
        field="name_en",
    ),
    Kind(
        "kinds of label", "标签种类", lambda **_at: make_label(), in_province="", in_none=ADMINISTRATOR, field="name_en"
    ),
)
