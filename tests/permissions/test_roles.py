"""Who may do what, and where: a table of role, action and province, through the services and on real rows."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from chains.choices import BatchKind, PlacementStatus, Role, Stage
from chains.history import bulk_edits, curation, reviewing
from chains.history.batches import change_in, open_batch, undo
from chains.history.curation import Change
from chains.history.merging import merge
from chains.models import Placement, Region, Segment
from chains.permissions import NotPermitted, Permission, first_stage, may, provinces_of, require
from tests.factories import (
    JIANGSU,
    SHANGHAI,
    make_alliance,
    make_assessment,
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_label,
    make_listing,
    make_member,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
    make_target,
    segment_of,
)
from tests.staff import make_user

pytestmark = pytest.mark.django_db

OWN, OTHER = JIANGSU, SHANGHAI
WHY = "核对"

ROLES = (None, *Role)


def user_of(role):
    """Return somebody of this role; a curator has the province OWN and no other."""
    return make_user(role, [OWN] if role == Role.CURATOR else [])


# -- what is done, each through its service


def edit_company(user, place):
    row = make_company(province=place)
    row.name_en = "Edited"
    curation.save(row, Change(user, WHY))


def edit_placement(user, place):
    row = make_placement(segment="ic.design", province=place)
    row.note = "改"
    curation.save(row, Change(user, WHY))


def draft_placement(user, place):
    company = make_company()
    row = Placement(company=company, segment=segment_of("ic.design"), province_id=place, stage=Stage.DRAFT)
    curation.save(row, Change(user, ""))


def publish_placement(user, place):
    company = make_company()
    curation.save(Placement(company=company, segment=segment_of("ic.design"), province_id=place), Change(user, ""))


def edit_evidence(user, place):
    row = make_evidence(make_placement(segment="ic.design", province=place))
    row.locator = "图9"
    curation.save(row, Change(user, WHY))


def delete_evidence(user, place):
    curation.delete(make_evidence(make_placement(segment="ic.design", province=place)), Change(user, WHY))


def edit_parts_of_a_company(user, place):
    company = make_company(province=place)
    for row in (make_company_name(company), make_listing(company), make_company_label(company)):
        curation.save(row, Change(user, WHY))


def edit_institutions(user, place):
    for make in (make_research_base, make_platform, make_park, make_alliance, make_project):
        row = make(province=place)
        row.note = "改"
        curation.save(row, Change(user, WHY))
    curation.save(make_member(make_research_base(province=place)), Change(user, WHY))


def edit_assessment(user, place):
    row = make_assessment("ic.design", province=place)
    row.statement = "改"
    curation.save(row, Change(user, WHY))


def edit_target(user, place):
    row = make_target("ic.design", place)
    row.companies = 9
    curation.save(row, Change(user, WHY))


def dispute(user, place):
    row = make_placement(segment="ic.design", province=place)
    assert curation.settle([row.pk], PlacementStatus.DISPUTED, Change(user, WHY)) == 1


def verify(user, place):
    row = make_placement(segment="ic.design", province=place)
    assert curation.settle([row.pk], PlacementStatus.VERIFIED, Change(user, WHY)) == 1
    row.refresh_from_db()
    assert (row.verified_by, row.status) == (user, "verified")


def verify_in_the_form(user, place):
    row = make_placement(segment="ic.design", province=place)
    row.status = PlacementStatus.VERIFIED
    curation.save(row, Change(user, WHY))


def take_verification_away(user, place):
    row = make_placement(segment="ic.design", province=place, status="verified", verified_on="2026-01-01")
    curation.settle([row.pk], PlacementStatus.REPORTED, Change(user, WHY))


def publish_a_draft(user, place):
    row = make_company(province=place, stage=Stage.DRAFT)
    row.stage = Stage.PUBLISHED
    curation.save(row, Change(user, WHY))


def take_back_from_the_public(user, place):
    row = make_company(province=place)
    row.stage = Stage.DRAFT
    curation.save(row, Change(user, WHY))


def submit(user, place):
    row = make_placement(segment="ic.design", province=place, stage=Stage.DRAFT)
    assert reviewing.submit([row], Change(user, WHY)).placements == 1


def approve(user, place):
    row = make_placement(segment="ic.design", province=place, stage=Stage.REVIEW)
    reviewing.approve([row], Change(user, WHY))


def send_back(user, place):
    row = make_placement(segment="ic.design", province=place, stage=Stage.REVIEW)
    reviewing.send_back([row], Change(user, ""), "缺依据")


def edit_in_bulk(user, place):
    bulk_edits.edit(Placement, [make_placement(segment="ic.design", province=place).pk], {"note": "改"}, user, WHY)


def verify_in_bulk(user, place):
    bulk_edits.verify([make_placement(segment="ic.design", province=place).pk], user, WHY)


def merge_two(user, place):
    kept, gone = make_company(province=place), make_company(province=place)
    merge(kept, [gone], {}, user, WHY)


def undo_a_batch(user, place):
    row = make_company(province=place)
    batch = open_batch(BatchKind.EDIT, None, WHY)
    row.name_en = "Edited"
    curation.save(row, change_in(batch))
    undo(batch, user, WHY)


def delete_company(user, place):
    curation.delete(make_company(province=place), Change(user, WHY))


def edit_structure(user, place):
    for row in (Segment.objects.first(), Region.objects.first(), make_label()):
        row.name_en = "Edited"
        curation.save(row, Change(user, WHY))


#: What is done, and by whom in which province: C a curator in the own province, R reviewers everywhere,
#: A administrators only.
TABLE: dict[Callable, str] = {
    edit_company: "C",
    edit_placement: "C",
    draft_placement: "C",
    publish_placement: "R",
    edit_evidence: "C",
    delete_evidence: "C",
    edit_parts_of_a_company: "C",
    edit_institutions: "C",
    edit_assessment: "C",
    edit_target: "C",
    dispute: "C",
    verify: "R",
    verify_in_the_form: "R",
    take_verification_away: "R",
    publish_a_draft: "R",
    take_back_from_the_public: "R",
    submit: "C",
    approve: "R",
    send_back: "R",
    edit_in_bulk: "C",
    verify_in_bulk: "R",
    merge_two: "R",
    undo_a_batch: "R",
    delete_company: "A",
    edit_structure: "A",
}

_LEAST = {
    "C": (Role.CURATOR, Role.REVIEWER, Role.ADMINISTRATOR),
    "R": (Role.REVIEWER, Role.ADMINISTRATOR),
    "A": (Role.ADMINISTRATOR,),
}


@pytest.mark.parametrize("place", [OWN, OTHER], ids=["own", "other"])
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "none")
@pytest.mark.parametrize("action", TABLE, ids=lambda action: action.__name__)
def test_the_table(action, role, place):
    permitted = role in _LEAST[TABLE[action]] and not (role == Role.CURATOR and place == OTHER)
    user = user_of(role)
    if permitted:
        action(user, place)
        return
    with pytest.raises(NotPermitted) as refused:
        action(user, place)
    assert len(str(refused.value)) > 10  # words, in whichever language


@pytest.mark.parametrize("place", [OWN, OTHER], ids=["own", "other"])
@pytest.mark.parametrize("role", ROLES, ids=lambda role: role or "none")
@pytest.mark.parametrize("permission", Permission)
def test_may_says_the_same_of_every_permission(permission, role, place):
    ranks = {None: -1} | {each: rank for rank, each in enumerate(Role)}
    least = {
        Permission.VIEW: Role.VIEWER,
        Permission.EDIT: Role.CURATOR,
        Permission.IDENTIFY: Role.CURATOR,
        Permission.IMPORT: Role.CURATOR,
        Permission.ADMINISTER: Role.ADMINISTRATOR,
    }.get(permission, Role.REVIEWER)
    elsewhere = (
        role == Role.CURATOR
        and place == OTHER
        and permission in (Permission.EDIT, Permission.IDENTIFY, Permission.IMPORT)
    )
    permitted = ranks[role] >= ranks[least] and not elsewhere
    assert may(user_of(role), permission, make_placement(segment="ic.design", province=place)) is permitted


@pytest.fixture
def curator(db):
    return user_of(Role.CURATOR)


@pytest.fixture
def reviewer(db):
    return user_of(Role.REVIEWER)


def saves(user, row):
    """Return whether ``user`` may save ``row`` as it is."""
    try:
        curation.save(row, Change(user, WHY))
    except PermissionDenied:
        return False
    return True


# -- publication


def test_what_is_published_stays_so_when_its_curator_edits_it(curator):
    row = make_placement(segment="ic.design", province=OWN)
    row.note = "改"
    curation.save(row, Change(curator, WHY))
    row.refresh_from_db()
    assert (row.stage, row.note) == (Stage.PUBLISHED, "改")


def test_a_curator_moves_rows_between_draft_and_review(curator):
    row = make_placement(segment="ic.design", province=OWN, stage=Stage.DRAFT)
    for stage in (Stage.REVIEW, Stage.DRAFT):
        row.stage = stage
        assert saves(curator, row)


def test_rows_begin_in_review_for_curators_and_published_for_reviewers(curator, reviewer):
    assert (first_stage(curator), first_stage(reviewer), first_stage(None)) == (
        Stage.REVIEW,
        Stage.PUBLISHED,
        Stage.PUBLISHED,
    )


def test_a_curator_settles_own_placements_but_leaves_the_verified_ones(curator):
    open_row = make_placement(segment="ic.design", province=OWN)
    checked = make_placement(segment="ic.design", province=OWN, status="verified", verified_on="2026-01-01")
    with pytest.raises(NotPermitted):
        curation.settle([open_row.pk, checked.pk], PlacementStatus.WITHDRAWN, Change(curator, WHY))
    open_row.refresh_from_db()
    assert open_row.status == "reported"
    assert curation.settle([open_row.pk], PlacementStatus.WITHDRAWN, Change(curator, WHY)) == 1


# -- who is who


def test_the_system_and_superusers_may_all():
    placement = make_placement(segment="ic.design")
    chief = make_user(is_superuser=True)
    for user in (None, chief):
        assert all(may(user, permission, placement) for permission in Permission)
        assert provinces_of(user) is None


def test_nobody_may_anything_without_a_role_or_an_active_account(curator):
    placement = make_placement(segment="ic.design", province=OWN)
    dismissed = make_user(Role.ADMINISTRATOR, is_active=False)
    for user in (make_user(), dismissed):
        assert not any(may(user, permission, placement) for permission in Permission)
        assert provinces_of(user) == frozenset()


def test_a_refusal_says_where_the_row_lies_and_what_the_user_looks_after(curator):
    placement = make_placement(make_company("甲微电子"), "ic.design", province=OTHER)
    with pytest.raises(NotPermitted, match=r"甲微电子.*上海.*江苏"):
        require(curator, Permission.EDIT, placement)
