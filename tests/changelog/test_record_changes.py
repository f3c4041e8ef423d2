"""Every write is in the log of public changes, by whatever way it was made, and so is all that shows what it wrote."""

import pytest
from django.db import connection

from chains.api.urls import FOLLOWED
from chains.changelog import LISTS
from chains.models import (
    Chain,
    City,
    CityGroup,
    Company,
    CompanyLabel,
    Label,
    Layer,
    Placement,
    RecordChange,
    Region,
    RegionProvince,
    ResearchBase,
    Segment,
    SegmentLink,
    Source,
)
from tests import factories
from tests.models.refusal import refused_by_database

pytestmark = pytest.mark.django_db

#: List → what makes a record of it that nothing rests on.
MAKERS = {
    "chains": factories.make_chain,
    "segments": factories.make_segment,
    "regions": factories.make_region,
    "provinces": lambda: factories.make_province("650000"),
    "cities": lambda: factories.make_city("650100"),
    "companies": factories.make_company,
    "placements": factories.make_placement,
    "research-bases": factories.make_research_base,
    "platforms": factories.make_platform,
    "parks": factories.make_park,
    "alliances": factories.make_alliance,
    "technologies": factories.make_technology,
    "projects": factories.make_project,
    "assessments": factories.make_assessment,
    "supply-shares": factories.make_supply_share,
    "targets": factories.make_target,
    "sources": factories.make_source,
}


def mark():
    """Return where the log stands, with the test's transaction counted as over."""
    connection.check_constraints()
    return RecordChange.objects.order_by("pk").values_list("pk", flat=True).last() or 0


def logged(since, name):
    """Return the kinds of entries of one list by their keys, in their order."""
    connection.check_constraints()
    found = {}
    for key, kind in RecordChange.objects.numbered().filter(pk__gt=since, list=name).values_list("key", "kind"):
        found.setdefault(key, []).append(kind)
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_way_of_writing_is_logged(name):
    model, key = FOLLOWED[name].queryset.model, FOLLOWED[name].lookup_field
    since = mark()
    row = MAKERS[name]()
    assert logged(since, name)[getattr(row, key)][0] == "created"
    for write in (row.save, lambda: model.objects.filter(pk=row.pk).update(updated=row.updated)):
        since = mark()
        write()
        assert logged(since, name)[getattr(row, key)] == ["changed"]
    since = mark()
    model.objects.filter(pk=row.pk).delete()
    assert logged(since, name)[getattr(row, key)][-1] == "withdrawn"
    since = mark()
    row._state.adding, row.pk = True, row.pk
    model.objects.bulk_create([row])
    assert logged(since, name) == {getattr(row, key): ["created"]}
    since = mark()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {model._meta.pk.column} = %s", [row.pk])
    assert logged(since, name) == {getattr(row, key): ["withdrawn"]}


def rename(model, field, value, **chosen):
    return lambda: model.objects.filter(pk=model.objects.filter(**chosen).values("pk")[:1]).update(**{field: value})


#: Edits of what is shown in other records than the one that is edited.
EDITS = {
    "a company's name": rename(Company, "name", "改名微电子", placements__isnull=False),
    "a label's name": rename(Label, "name_en", "Renamed", holders__isnull=False),
    "a label's slug": rename(Label, "slug", "renamed", holders__isnull=False),
    "a source's slug": rename(Source, "slug", "renamed", evidence__isnull=False),
    "a city group's slug": rename(CityGroup, "slug", "renamed", cities__isnull=False),
    "the cities of a group": lambda: CityGroup.objects.first().cities.add(*City.objects.all()[:3]),
    "a region's slug": rename(Region, "slug", "renamed"),
    "the order of a region": rename(RegionProvince, "order", 90),
    "a chain's slug": rename(Chain, "slug", "renamed"),
    "the order of the chains": rename(Chain, "order", 90),
    "a layer's code": rename(Layer, "code", "ic.renamed", slug__isnull=False),
    "a segment's code": rename(Segment, "code", "ic.renamed", placements__isnull=False, links_up__isnull=False),
    "a segment's name": rename(Segment, "name", "改名环节", parent__isnull=False),
    "the order of segments": rename(Segment, "order", 90, parent__isnull=False),
    "where a segment hangs": rename(Segment, "parent", None, parent__isnull=False),
    "the path of a segment": rename(Segment, "path", "ic/a/b/c/", placements__isnull=False),
    "what feeds what": lambda: SegmentLink.objects.first().delete(),
    "the chains of a base": lambda: ResearchBase.objects.first().chains.set(Chain.objects.all()),
    "the segments of a base": lambda: ResearchBase.objects.first().segments.set(Segment.objects.all()[:4]),
    "the stage of a host": rename(Company, "stage", "review", platforms__isnull=False),
    "the stage of a member": rename(Company, "stage", "review", memberships__isnull=False),
    "a listing": lambda: Company.objects.first().listings.create(exchange="sse", ticker="699998"),
    "evidence": lambda: Placement.objects.filter(evidence__isnull=False).first().evidence.first().delete(),
    "a withdrawal": rename(Placement, "status", "withdrawn"),
}


@pytest.fixture
def everywhere(client):
    """Return a function that reads every list whole: (list, key) → the record."""
    company = factories.make_company("处处微电子")
    factories.make_platform(host=company)
    factories.make_project(investor_company=company)
    factories.make_member(ResearchBase.objects.first(), company=company)
    CompanyLabel.objects.create(company=company, label=Label.objects.first(), chain=Chain.objects.first())
    factories.make_supply_share("ic.lithography", "NL")
    factories.make_target("ic.lithography")

    def everywhere():
        return {
            (name, record[viewset.lookup_url_kwarg]): record
            for name, viewset in FOLLOWED.items()
            for record in client.get(f"/api/v1/{name}/?limit=1000").json()["results"]
        }

    return everywhere


def test_all_that_is_shown_otherwise_after_an_edit_is_logged(everywhere):
    before = everywhere()
    for words, edit in EDITS.items():
        since = mark()
        edit()
        after = everywhere()
        differing = {of for of in before | after if before.get(of) != after.get(of)}
        told = {of for name in LISTS for of in ((name, key) for key in logged(since, name))}
        assert differing, f"{words}: nothing was edited"
        assert differing <= told, words
        before = after


def test_a_change_of_no_public_record_leaves_no_revision():
    since = mark()
    draft = factories.make_company(stage="draft")
    factories.make_placement(draft, "ic.design")
    factories.make_shortlist()
    assert {name for name in LISTS if logged(since, name)} == set()


def test_only_a_merge_names_an_heir():
    for kind, into in (("merged", ""), ("changed", "x")):
        with refused_by_database("recordchange_merged_into_one"):
            RecordChange.objects.create(revision_id=1, list="parks", key="x", kind=kind, into=into)
