"""Every public model can be reached: on a page, in a file, through a filter and over the API; no other model can."""

from dataclasses import dataclass

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from chains import filtersets, models
from chains.api.urls import LISTS, v1
from chains.models.base import Record
from chains.tables import CompanyResource, Table
from chains.views.lists import REGISTERS
from tests.factories import make_company_label, make_label, make_snapshot_cell, make_supply_share, make_target
from tests.pages.reading import content, page
from tests.staff_only import INTERNAL, LOG, MARK

pytestmark = pytest.mark.django_db

SUFFIXES = ("csv", "xlsx", "json")


@dataclass(frozen=True)
class Surface:
    """Where a model is found.

    ``place`` names its list: in the URL of the page, of the files and of the API. A model without a list of its own
    is ``part_of`` another's: it is shown on that one's page, in the ``column`` of that one's files and in the
    ``field`` that the API gives to that one. ``page`` is the name of its own page's URL, where it has one.
    """

    place: str = ""
    page: str = ""
    filterset: type | None = None
    resource: type[Table] | None = None
    part_of: type[Model] | None = None
    column: str = ""
    field: str = ""


def register(name: str, page: str = "") -> Surface:
    """Return the surface of a list that ``chains/views/lists.py`` describes."""
    described = REGISTERS[name]
    return Surface(place=name, page=page, filterset=described.filterset, resource=described.resource)


SURFACES: dict[type[Model], Surface] = {
    models.Company: Surface("companies", "company", filtersets.CompanyFilterSet, CompanyResource),
    models.Placement: register("placements"),
    models.Segment: register("segments", "segment"),
    models.Province: register("provinces", "province"),
    models.City: register("cities"),
    models.ResearchBase: register("research-bases", "research-base"),
    models.Platform: register("platforms", "platform"),
    models.Park: register("parks", "park"),
    models.Alliance: register("alliances", "alliance"),
    models.Technology: register("technologies", "technology"),
    models.Project: register("projects", "project"),
    models.Assessment: register("assessments"),
    models.SupplyShare: register("supply-shares"),
    models.Target: register("targets"),
    models.Source: register("sources", "source"),
    # The maps: their list is the first page, their file is that of their placements and of their gaps.
    models.Chain: Surface("chains", "chain", filtersets.ChainFilterSet),
    # What the gap page and its file can be asked for.
    models.Region: Surface("regions", filterset=filtersets.RegionFilterSet, part_of=models.Chain, field="region"),
    # The gap page and its file can be held against any of them.
    models.Snapshot: Surface("snapshots", filterset=filtersets.SnapshotFilterSet),
    models.SnapshotCell: Surface(part_of=models.Snapshot, field="cells"),
    models.Layer: Surface(part_of=models.Segment, column="layer", field="layer"),
    models.SegmentLink: Surface(part_of=models.Segment, field="feeds"),
    models.RegionProvince: Surface(part_of=models.Region, field="provinces"),
    models.CityGroup: Surface(part_of=models.City, column="groups", field="groups"),
    models.CompanyName: Surface(part_of=models.Company, column="names", field="names"),
    models.Listing: Surface(part_of=models.Company, column="tickers", field="listings"),
    models.Label: Surface(part_of=models.Company, column="labels", field="labels"),
    models.CompanyLabel: Surface(part_of=models.Company, column="labels", field="labels"),
    models.Evidence: Surface(part_of=models.Placement, column="sources", field="evidence"),
    models.ResearchBaseMember: Surface(part_of=models.ResearchBase, column="members", field="members"),
}


@pytest.fixture(autouse=True)
def beside_the_seed(db: None) -> None:
    """Add a row of what the seed has none of."""
    make_supply_share("ic.lithography", "NL", source=models.Source.objects.first())
    make_target("ic.lithography", source=models.Source.objects.first())
    make_snapshot_cell(segment="ic.lithography")


LISTED = [model for model, surface in SURFACES.items() if surface.resource]
PARTS = [model for model, surface in SURFACES.items() if surface.part_of]

#: Filters of the companies by what is no company.
CHOSEN_BY = {
    models.Chain: "chain",
    models.Layer: "layer",
    models.Segment: "segment",
    models.Province: "province",
    models.City: "city",
    models.CityGroup: "city_group",
    models.Label: "label",
}


def tables() -> set[type[Model]]:
    """Return all models but their histories."""
    return {
        model for model in apps.get_app_config("chains").get_models() if not model.__name__.startswith("Historical")
    }


def vocabulary() -> set[type[Model]]:
    """Return the models of the vocabulary and what follows from them; the others hold the work of the staff."""
    return {model for model in tables() if issubclass(model, Record)} | {models.Snapshot, models.SnapshotCell}


def test_the_table_is_complete():
    assert set(SURFACES) == vocabulary() - set(INTERNAL)
    assert set(SURFACES) | set(INTERNAL) | LOG == tables() == {getattr(models, name) for name in models.__all__}
    assert {surface.place for surface in SURFACES.values()} >= {"companies", *REGISTERS}
    for model, surface in SURFACES.items():
        assert surface.place or surface.part_of, model


@pytest.mark.parametrize("model", LISTED)
def test_every_list_has_its_page_and_its_files(client, model):
    place = SURFACES[model].place
    path = reverse(place)
    links = page(client, path).links
    for suffix in SUFFIXES:
        assert f"/{place}.{suffix}?" in links
        assert len(content(client.get(f"/{place}.{suffix}"))) > 100
    assert SURFACES[model].resource.codes()[0] == "id"


def test_every_list_can_be_found_from_the_first_page(client):
    seen, waiting = set(), ["/"]
    for _ in range(2):
        waiting = [link for path in waiting for link in page(client, path).links]
        waiting = [
            link for link in dict.fromkeys(waiting) if link in {reverse(name) for name in ("companies", *REGISTERS)}
        ]
        seen |= set(waiting)
    assert seen == {reverse(name) for name in ("companies", *REGISTERS)}


@pytest.mark.parametrize("model", [model for model, surface in SURFACES.items() if surface.page])
def test_every_record_has_its_page(client, model):
    record = model.objects.first()
    key = getattr(record, LISTS[SURFACES[model].place].lookup_field)
    path = reverse(SURFACES[model].page, args=[key])
    assert page(client, path).one("h1").text
    if hasattr(record, "get_absolute_url"):
        assert record.get_absolute_url() == path


@pytest.mark.parametrize("model", [model for model, surface in SURFACES.items() if surface.place])
def test_every_list_and_every_record_is_served_by_the_api(client, model):
    surface = SURFACES[model]
    viewset = LISTS[surface.place]
    assert viewset.queryset.model is model
    # The very class that the page filters with.
    assert viewset.filterset_class is surface.filterset
    answer = client.get(f"/api/v1/{surface.place}/?limit=1").json()
    assert answer["count"] == model.objects.count() > 0
    key = answer["results"][0][viewset.lookup_url_kwarg]
    assert client.get(f"/api/v1/{surface.place}/{key}/").status_code == 200


def test_the_api_serves_nothing_else():
    assert set(LISTS) == {surface.place for surface in SURFACES.values() if surface.place}


@pytest.mark.parametrize("model", PARTS)
def test_every_part_stands_with_what_it_is_part_of(client, model):
    surface = SURFACES[model]
    whole = SURFACES[surface.part_of]
    first = client.get(f"/api/v1/{whole.place}/?limit=1").json()["results"][0]
    assert surface.field in client.get(first["url"]).json()
    if surface.column:
        assert surface.column in whole.resource.codes()


@pytest.mark.parametrize(("model", "parameter"), CHOSEN_BY.items())
def test_companies_can_be_chosen_by_it(client, model, parameter):
    make_company_label(label=make_label(name="标签"))
    record = model.objects.order_by("-pk").first()
    field = filtersets.CompanyFilterSet.base_filters[parameter].extra["to_field_name"]
    chosen = f"{parameter}={getattr(record, field)}"
    shown = page(client, f"/companies/?{chosen}")
    assert not shown.all(class_="refusal")
    assert shown.one("main").all("a", aria_current="true")
    assert client.get(f"/api/v1/companies/?{chosen}").status_code == 200


@pytest.mark.parametrize("model", INTERNAL)
def test_the_staff_meet_what_is_internal(admin_client, admin_user, model):
    address, said = INTERNAL[model](admin_user)
    answer = admin_client.get(address, follow=True)
    assert answer.status_code == 200
    assert said in answer.text


def test_the_public_meets_nothing_of_it(client, admin_user):
    for make in INTERNAL.values():
        make(admin_user)
    company, segment = models.Company.objects.first(), models.JournalNote.objects.get(company=None).segment
    paths = ["/", "/gaps/", "/gaps.json?chain=ic", "/chains/ic/?view=gaps", f"/search/?q={MARK[:2]}"]
    paths += [company.get_absolute_url(), segment.get_absolute_url(), models.Source.objects.first().get_absolute_url()]
    for name in ("companies", *REGISTERS):
        paths += [f"/{name}/", f"/{name}.json", f"/{name}.csv"]
    paths += [f"/api/v1/{name}/?limit=1000" for name in LISTS]
    paths += [f"/api/v1/companies/{company.public_id}/", f"/api/v1/segments/{segment.code}/"]
    old = models.CompanyRedirect.objects.get().public_id
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = content(answer).decode()
        assert MARK not in text, path
        assert old not in text, path


def test_the_api_serves_nothing_internal_but_what_the_staff_keep_and_to_them_alone(client, admin_user):
    served = {}
    for route in v1:
        view = route.callback.cls
        rows = getattr(view, "queryset", None)
        described = getattr(getattr(view, "serializer_class", None), "Meta", None)
        for model in {getattr(rows, "model", None), getattr(described, "model", None)} & set(INTERNAL):
            served.setdefault(model, set()).add(route.name)
    imports = served.pop(models.ImportBatch)
    assert all(name.startswith("api-v1-imports-") for name in imports)
    kept = {models.SavedFilter: {"api-v1-saved-filters"}, models.Shortlist: {"api-v1-shortlists"}}
    assert served == kept
    addresses = [reverse(name) for names in kept.values() for name in names] + [reverse("api-v1-imports-list")]
    assert [client.get(address).status_code for address in addresses] == [401] * 3
    client.force_login(admin_user)
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_every_model_can_be_curated(admin_client):
    """Each in a form of its own, or inside another's."""
    own = set(admin.site._registry)
    inside = {inline.model for registered in admin.site._registry.values() for inline in registered.inlines}
    assert vocabulary() <= own | inside
    for model in vocabulary() & own:
        assert admin_client.get(reverse(f"admin:chains_{model._meta.model_name}_changelist")).status_code == 200
