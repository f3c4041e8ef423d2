"""Splitting makes two companies of one that was wrongly made, and can be undone."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError

from chains.history.batches import undo
from chains.history.merging import MergeError
from chains.history.splitting import Parts, split
from chains.models import Company, CompanyName, Evidence, Listing, Placement, Platform
from tests.factories import credit_code, make_company, make_company_name, make_listing, make_placement
from tests.history.full_company import furnished, state

pytestmark = pytest.mark.django_db


def keys(relation):
    return list(relation.values_list("pk", flat=True))


def all_parts(company):
    return Parts(
        names=keys(company.names),
        listings=keys(company.listings),
        labels=keys(company.labels),
        placements=keys(company.placements),
        platforms=keys(company.platforms),
        memberships=keys(company.memberships),
        projects=keys(company.projects),
    )


def test_the_new_company_takes_what_was_chosen_and_the_rest_stays():
    company = furnished("甲乙科技")
    staying = make_placement(company, "ic.equipment", province="320000")
    going = company.placements.exclude(pk=staying.pk).get()
    listing = company.listings.get()
    batch = split(company, Parts(placements=[going.pk]), {"name": "乙科技"}, None, "两家企业")
    new = Company.objects.get(public_id=batch.counts["new"])
    assert (new.name, new.stage, new.pinyin) == ("乙科技", company.stage, "yikeji")
    assert [row.pk for row in Placement.objects.filter(company=new)] == [going.pk]
    assert Evidence.objects.filter(placement__company=new).count() == 1
    assert [row.pk for row in Placement.objects.filter(company=company)] == [staying.pk]
    assert Listing.objects.get(pk=listing.pk).company == company


def test_every_kind_of_part_can_go():
    company = furnished("甲乙科技")
    batch = split(company, all_parts(company), {"name": "乙科技"}, None, "两家企业")
    new = Company.objects.get(public_id=batch.counts["new"])
    for relation in ("names", "listings", "labels", "placements", "platforms", "memberships", "projects"):
        assert getattr(new, relation).count() == 1
        assert getattr(company, relation).count() == 0
    assert Platform.objects.get(host=new).name == "甲乙科技平台"


def test_a_name_that_the_new_company_bears_itself_is_not_also_its_other_name():
    company = make_company("甲科技")
    name = make_company_name(company, "乙科技")
    batch = split(company, Parts(names=[name.pk]), {"name": "乙科技"}, None, "两家企业")
    assert not CompanyName.objects.filter(company__public_id=batch.counts["new"]).exists()
    assert not CompanyName.objects.filter(company=company).exists()


def test_legal_name_and_credit_code_can_go_along():
    company = make_company("甲科技", legal_name="乙有限公司", uscc=credit_code(1))
    values = {"name": "乙", "legal_name": "乙有限公司", "uscc": credit_code(1)}
    batch = split(company, Parts(), values, None, "执照是乙的")
    company.refresh_from_db()
    assert (company.legal_name, company.uscc) == ("", "")
    assert Company.objects.get(public_id=batch.counts["new"]).uscc == credit_code(1)
    undo(batch, None, "看错了")
    company.refresh_from_db()
    assert (company.legal_name, company.uscc) == ("乙有限公司", credit_code(1))


def test_an_undone_split_leaves_the_database_as_it_was():
    company = furnished("甲乙科技")
    before = state()
    batch = split(company, all_parts(company), {"name": "乙科技"}, None, "两家企业")
    assert state() != before
    undo(batch, None, "看错了")
    assert state() == before


def test_a_split_needs_a_reason_a_name_and_parts_of_this_company():
    company, other = make_company("甲科技"), make_listing()
    for parts, values, reason in (
        (Parts(), {"name": "乙"}, " "),
        (Parts(listings=[other.pk]), {"name": "乙"}, "因"),
        (Parts(), {"name": "甲科技"}, "因"),
        (Parts(), {"name": "乙", "public_id": "0123456789"}, "因"),
    ):
        with pytest.raises(MergeError):
            split(company, parts, values, None, reason)
    with pytest.raises(ValidationError):
        split(company, Parts(), {"name": "乙", "uscc": "123"}, None, "因")
    assert not Company.objects.filter(name="乙").exists()


def test_who_may_not_merge_may_not_split():
    user = get_user_model().objects.create_user("wang", is_staff=True)
    with pytest.raises(PermissionDenied):
        split(make_company(), Parts(), {"name": "乙"}, user, "因")
