"""Sheets of the structure are for administrators: by service, page and API, from the template to the commit."""

import io

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chains.choices import BatchStatus, Role, SheetKind
from chains.importing import committing, planning
from chains.importing.registers import kinds_of
from chains.models import Alliance, City, ImportBatch
from chains.permissions import NotPermitted
from chains.services.accounts import give_role
from tests.importing.sheets import as_csv, planned
from tests.staff import make_user

pytestmark = pytest.mark.django_db

STRUCTURE = ("chains", "layers", "segments", "segment-links", "provinces", "cities", "regions")
CITY = as_csv(("代码", "城市", "省份"), ("339900", "某市", "浙江"))
ALLIANCE = as_csv(("联盟名称", "产业链", "省份"), ("浦江芯片联盟", "集成电路", "江苏"))


@pytest.fixture(autouse=True)
def nothing_told():
    yield
    cache.clear()


def one(role):
    return make_user(role, ["320000"] if role == Role.CURATOR else ())


def browser(user):
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("role", [Role.CURATOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_who_is_no_administrator_is_offered_the_other_kinds_alone(role):
    user = one(role)
    offered = set(SheetKind.values) - (set() if role == Role.ADMINISTRATOR else set(STRUCTURE))
    assert {kind.value for kind in kinds_of(user)} == offered
    page = browser(user).get(reverse("admin:import"))
    assert {kind.value for kind, _label, _chosen in page.context["kinds"]} == offered
    for kind in STRUCTURE:
        template = browser(user).get(reverse("admin:import-template", args=[kind]))
        assert template.status_code == (200 if role == Role.ADMINISTRATOR else 403)


def test_an_administrator_brings_a_sheet_in_by_the_pages_and_no_source_is_asked_for():
    desk = browser(one(Role.ADMINISTRATOR))
    desk.post(reverse("admin:import"), {"kind": "cities", "file": SimpleUploadedFile("名单.csv", CITY)})
    batch = ImportBatch.objects.get()
    address = reverse("admin:import-columns", args=[batch.pk])
    shown = desk.get(address).context
    assert not {"source", "new_source"} & set(shown["about"].fields)
    place = {"sheet": shown["reading"].sheet, "header_row": shown["reading"].header_row}
    before = {f"{name}_before": value for name, value in place.items()}
    chosen = {line["field"]: line["chosen"] for line in shown["lines"]}
    planned = desk.post(address, chosen | place | before | {"plan": "yes", "reason": "区划"})
    assert planned.headers["Location"] == reverse("admin:import-plan", args=[batch.pk])
    batch.refresh_from_db()
    committing.commit(batch)
    assert City.objects.get(code="339900").history.latest().history_change_reason == "区划"


@pytest.mark.parametrize("role", [Role.CURATOR, Role.REVIEWER])
def test_a_page_takes_no_sheet_of_the_structure_of_others(role):
    file = SimpleUploadedFile("名单.csv", CITY)
    response = browser(one(role)).post(reverse("admin:import"), {"kind": "cities", "file": file})
    assert response.status_code == 400
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(Role.CURATOR, 403), (Role.REVIEWER, 403), (Role.ADMINISTRATOR, 201)])
def test_the_api_refuses_it_in_words(role, status):
    file = io.BytesIO(CITY)
    file.name = "名单.csv"
    about = {"kind": "cities", "reason": "区划", "file": file}
    response = browser(one(role)).post("/api/v1/imports/", about)
    assert response.status_code == status, response.content
    if status == 403:
        assert response.json()["detail"] == "Cities are kept by the administrators: ask one of them."
    else:
        assert response.json()["counts"]["new"] == 1


def test_who_is_no_administrator_any_more_commits_nothing():
    user = one(Role.ADMINISTRATOR)
    batch = planned(CITY, kind=SheetKind.CITIES, user=user, source=None)
    give_role(user, Role.REVIEWER)
    batch.user = type(user).objects.get(pk=user.pk)
    for refused in (
        lambda: planning.plan(batch),
        lambda: committing.queue(batch, batch.user),
        lambda: committing.commit(batch),
        lambda: planning.upload(SheetKind.CITIES, "名单.csv", CITY, batch.user),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert not City.objects.filter(code="339900").exists()


def test_alliances_are_for_the_curators_of_the_province():
    user = one(Role.CURATOR)
    batch = planned(ALLIANCE, kind=SheetKind.ALLIANCES, user=user)
    committing.commit(batch)
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED
    assert Alliance.objects.filter(name="浦江芯片联盟").exists()
    elsewhere = planned(ALLIANCE.replace("江苏".encode(), "浙江".encode()), kind=SheetKind.ALLIANCES, user=user)
    assert elsewhere.counts["error"] == 1
