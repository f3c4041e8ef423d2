"""What is a draft or waits for review is on no page, in no count and in no file; the staff see it in the admin."""

import re
from types import SimpleNamespace

import pytest
from django.urls import reverse

from chains.choices import Stage
from chains.models import Company, Label, Placement, Source
from chains.views.lists import REGISTERS
from tests.factories import (
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_listing,
    make_member,
    make_placement,
    make_platform,
    make_project,
    make_research_base,
)
from tests.pages.addresses import ALWAYS, STATES, of_records

pytestmark = pytest.mark.django_db

UNPUBLISHED = (Stage.DRAFT, Stage.REVIEW)

#: What differs from one answer to the next, whatever is on record.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture
def shown(db):
    """Rows that the public sees, which unpublished companies will be tied to."""
    company = make_company("公开微电子")
    make_placement(company, "ic.design", province="310000")
    return SimpleNamespace(
        company=company,
        source=Source.objects.first(),
        platform=make_platform("公开平台", province="310000"),
        base=make_research_base("公开实验室", province="310000"),
        member=make_member(make_research_base("成员实验室"), "成员单位"),
        project=make_project("公开项目", investor="某投资方"),
    )


def add_unpublished(shown, stage):
    """Add a company in ``stage`` with all that a company can have, and a placement of a published one."""
    company = make_company(
        f"暗影{stage}微电子",
        legal_name=f"暗影{stage}微电子有限公司",
        stage=stage,
        city="320500",
        uscc="",
    )
    make_company_name(company, f"隐名{stage}", source=shown.source)
    make_listing(company, "900001" if stage == Stage.DRAFT else "900002", source=shown.source)
    make_company_label(company, Label.objects.get(slug="little-giant"), source=shown.source)
    # A placement may be published before its company is.
    placement = make_placement(company, "ic.lithography", city="320500")
    make_evidence(placement, shown.source, printed_name=f"隐印{stage}")
    province = "340000" if stage == Stage.DRAFT else "330000"
    hidden = make_placement(shown.company, "ic.lithography", province=province, stage=stage, status="disputed")
    make_evidence(hidden, shown.source, printed_name=f"未印{stage}")
    for row, relation in (
        (shown.platform, "host"),
        (shown.project, "investor_company"),
        (shown.member, "company"),
    ):
        type(row).objects.filter(pk=row.pk).update(**{relation: company})
    return company, hidden


def everything(shown):
    """Return the addresses of all that the public can open."""
    files = [
        f"/{name}.{suffix}"
        for name in ("companies", "placements", "platforms", "projects")
        for suffix in ("csv", "json")
    ]
    return [
        *ALWAYS,
        *STATES,
        *of_records(),
        *files,
        *(f"/{name}.json" for name in REGISTERS),
        "/companies/?q=%E6%9A%97%E5%BD%B1",
        "/search/?q=%E6%9A%97%E5%BD%B1",
        "/search/?q=900001",
        "/placements/?status=disputed",
        "/segments/ic.design/",
        shown.company.get_absolute_url(),
        shown.platform.get_absolute_url(),
        shown.base.get_absolute_url(),
        shown.member.base.get_absolute_url(),
        shown.project.get_absolute_url(),
    ]


def answers(client, addresses):
    """Return what the addresses answer with, without what changes each time."""
    read = {}
    for address in dict.fromkeys(addresses):
        response = client.get(address)
        assert response.status_code == 200, address
        read[address] = TOKEN.sub(b"", b"".join(response) if response.streaming else response.content)
    return read


def test_every_page_and_file_is_as_if_there_were_none_until_they_are_published(client, shown):
    # All in one test: every page is opened before, between and after.
    addresses = everything(shown)
    before = answers(client, addresses)
    added = [add_unpublished(shown, stage) for stage in UNPUBLISHED]
    between = answers(client, addresses)
    assert [address for address in before if before[address] != between[address]] == []

    for company, hidden in added:
        Company.objects.filter(pk=company.pk).update(stage=Stage.PUBLISHED)
        Placement.objects.filter(pk=hidden.pk).update(stage=Stage.PUBLISHED)
    after = answers(client, addresses)
    changed = {address for address in before if before[address] != after[address]}
    assert changed >= {
        "/",
        "/companies/",
        "/companies.csv",
        "/placements.json",
        "/platforms/",
        "/platforms.csv",
        "/projects/",
        "/projects.json",
        "/sources/",
        "/search/?q=900001",
        "/placements/?status=disputed",
        shown.source.get_absolute_url(),
        shown.company.get_absolute_url(),
        shown.platform.get_absolute_url(),
        shown.member.base.get_absolute_url(),
        shown.project.get_absolute_url(),
    }


@pytest.mark.parametrize("stage", UNPUBLISHED)
def test_its_page_is_not_there(client, shown, stage):
    company, _hidden = add_unpublished(shown, stage)
    assert client.get(company.get_absolute_url()).status_code == 404
    assert client.get(f"{company.get_absolute_url()}suggest/").status_code == 404


def test_its_id_is_no_filter(client, shown):
    company, _hidden = add_unpublished(shown, Stage.DRAFT)
    answer = client.get("/placements/", {"company": company.public_id})
    assert company.name not in answer.text
    assert client.get("/placements.json", {"company": company.public_id}).status_code == 400


@pytest.mark.parametrize("stage", UNPUBLISHED)
def test_the_staff_see_them_in_the_admin(client, admin_user, shown, stage):
    company, hidden = add_unpublished(shown, stage)
    client.force_login(admin_user)
    assert company.name in client.get(reverse("admin:chains_company_changelist"), {"q": company.name}).text
    assert client.get(reverse("admin:chains_company_change", args=[company.pk])).status_code == 200
    assert client.get(reverse("admin:chains_placement_change", args=[hidden.pk])).status_code == 200
    listed = client.get(reverse("admin:chains_placement_changelist"), {"stage__exact": stage.value})
    assert listed.context["cl"].result_count == 1
