"""The log of changes as the API gives it: where a reader begins, what a page holds, and what is refused."""

from base64 import urlsafe_b64encode

import pytest
from django.db import connection

from chains.api.urls import FOLLOWED, LISTS
from chains.changelog import LISTS as LOGGED
from chains.choices import PlacementStatus, Stage
from chains.models import Company, Placement, RecordChange, Revision
from chains.selectors.record_changes import LOOKED_THROUGH, latest_revision
from tests.factories import (
    make_company,
    make_company_label,
    make_company_name,
    make_company_redirect,
    make_placement,
    make_segment,
    make_source,
)
from tests.history.full_company import furnished
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def follow(read):
    """Return a function that reads on from where it was, by default from now; the test's transaction counts as over."""

    class Reader:
        cursor = "start"

        def __call__(self, **parameters):
            connection.check_constraints()
            results, more = [], True
            while more:
                page = read("changes/", after=self.cursor, **{"limit": 1000, **parameters})
                results += page["results"]
                self.cursor, more = page["cursor"], page["more"]
            return results

    reader = Reader()
    reader(list="regions")
    return reader


def told(results):
    return [(each["list"], each["id"], each["kind"]) for each in results]


def test_every_list_but_that_of_snapshots_is_followed():
    assert set(LOGGED) == set(FOLLOWED) == set(LISTS) - {"snapshots"}
    for name, viewset in FOLLOWED.items():
        assert (LOGGED[name].table, LOGGED[name].key) == (viewset.queryset.model._meta.db_table, viewset.lookup_field)


def test_from_the_start_it_is_all_that_the_lists_show(read):
    connection.check_constraints()
    found, cursor, more = {name: {} for name in FOLLOWED}, "start", True
    while more:
        page = read("changes/", after=cursor, limit=400)
        for each in page["results"]:
            found[each["list"]][each["id"]] = each["record"]
        cursor, more = page["cursor"], page["more"]
    for name, viewset in FOLLOWED.items():
        listed = read(f"{name}/", limit=1000)["results"]
        assert found[name] == {record[viewset.lookup_url_kwarg]: record for record in listed}, name


def test_nothing_new_gives_the_same_cursor_back_and_304(client, follow):
    assert follow() == []
    first = client.get("/api/v1/changes/", {"after": follow.cursor})
    assert first.json() == {"results": [], "cursor": follow.cursor, "more": False}
    again = client.get("/api/v1/changes/", {"after": follow.cursor}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.usefixtures("empty_database")
def test_an_empty_log_begins_at_its_start(read):
    Revision.objects.all().delete()
    assert read("changes/", after="start") == {"results": [], "cursor": "start", "more": False}
    assert latest_revision() == (0, None)


def test_a_record_is_told_of_once_a_page_with_what_it_is_now(read, follow):
    company = make_company("试验甲")
    company.name = "试验乙"
    company.save()
    make_company_name(company, "试验丙")
    [entry] = follow()
    assert entry == {
        "list": "companies",
        "id": company.public_id,
        "kind": "created",
        "into": None,
        "at": entry["at"],
        "record": read(f"companies/{company.public_id}/"),
    }
    assert entry["at"].endswith("Z")


def test_what_shows_another_record_changes_with_it(follow):
    company = make_company()
    placement = make_placement(company, "ic.design")
    follow()
    Company.objects.filter(pk=company.pk).update(name="改名微电子", name_key="改名微电子")
    entries = follow()
    assert ("placements", placement.public_id, "changed") in told(entries)
    assert {each["record"]["company_name"] for each in entries if each["list"] == "placements"} == {"改名微电子"}


def test_a_withdrawn_placement_goes_and_may_come_back(follow):
    placement = make_placement(segment="ic.design")
    follow()
    placement.status = PlacementStatus.WITHDRAWN
    placement.save()
    [gone] = [each for each in follow() if each["list"] == "placements"]
    assert (gone["kind"], gone["record"]) == ("withdrawn", None)
    placement.status = PlacementStatus.REPORTED
    placement.save()
    [back] = [each for each in follow() if each["list"] == "placements"]
    assert (back["kind"], back["record"]["status"]) == ("changed", "reported")


def test_what_is_not_published_is_never_told_of(follow):
    company = make_company("暗影微电子", stage=Stage.DRAFT)
    placement = make_placement(company, "ic.design")
    hidden = make_placement(make_company("明处微电子"), "ic.design", stage=Stage.REVIEW)
    make_company_name(company, "暗影")
    make_company_redirect(company)
    Placement.objects.filter(pk=hidden.pk).delete()
    placement.save()
    assert {each["id"] for each in follow()} == {hidden.company.public_id}
    company.delete()
    assert follow() == []


def test_it_comes_when_it_is_published_and_goes_when_that_is_taken_back(follow):
    company = make_company(stage=Stage.DRAFT)
    placement = make_placement(company, "ic.design")
    both = {("companies", company.public_id), ("placements", placement.public_id)}
    for stage, kind in ((Stage.PUBLISHED, "created"), (Stage.REVIEW, "withdrawn")):
        Company.objects.filter(pk=company.pk).update(stage=stage)
        assert set(told(follow())) == {(*each, kind) for each in both}


def test_a_merge_says_into_what_and_an_id_taken_back_is_a_record_again(follow):
    winner, loser = make_company(), make_company()
    follow()
    old = loser.public_id
    loser.delete()
    redirect = make_company_redirect(winner, public_id=old)
    [entry] = follow()
    assert (entry["id"], entry["kind"], entry["into"], entry["record"]) == (old, "merged", winner.public_id, None)
    make_company(public_id=old)
    redirect.delete()
    assert told(follow()) == [("companies", old, "created")]


def test_an_old_id_that_the_public_never_saw_is_not_told_of(follow):
    make_company_redirect(make_company())
    assert [each["kind"] for each in follow()] == ["created"]


def test_an_old_id_leads_on_when_its_heir_is_merged_in_turn(follow):
    first, second, third = make_company(), make_company(), make_company()
    follow()
    old = first.public_id
    first.delete()
    redirect = make_company_redirect(second, public_id=old)
    follow()
    type(redirect).objects.filter(pk=redirect.pk).update(company=third)
    [entry] = follow()
    assert (entry["id"], entry["kind"], entry["into"]) == (old, "merged", third.public_id)


def test_a_code_that_changes_is_one_that_goes_and_one_that_comes(follow):
    segment = make_segment("old-name")
    old = segment.code
    child = make_segment("below", parent=segment)
    follow()
    segment.slug = "new-name"
    segment.save()
    found = set(told(follow()))
    assert {("segments", old, "withdrawn"), ("segments", segment.code, "created")} <= found
    assert {("segments", child.code, "changed"), ("chains", segment.layer.chain.slug, "changed")} <= found


def test_only_the_lists_that_are_named(follow):
    make_placement(segment="ic.design")
    source = make_source()
    cursor = follow.cursor
    assert told(follow(list="sources")) == [("sources", source.slug, "created")]
    assert follow(list="sources") == []
    follow.cursor = cursor
    assert {each["list"] for each in follow(list=["companies", "placements"])} == {"companies", "placements"}


def test_a_page_ends_after_so_many_entries_however_few_fit(read, follow):
    revision = Revision.objects.create(number=latest_revision().number + 1)
    others = [RecordChange(revision=revision, list="sources", key="x", kind="withdrawn") for _ in range(LOOKED_THROUGH)]
    RecordChange.objects.bulk_create(
        [*others, RecordChange(revision=revision, list="parks", key="y", kind="withdrawn")]
    )
    page = read("changes/", after=follow.cursor, list="parks", limit=10)
    assert (page["results"], page["more"]) == ([], True)
    page = read("changes/", after=page["cursor"], list="parks", limit=10)
    assert (told(page["results"]), page["more"]) == ([("parks", "y", "withdrawn")], False)


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_pages_of_any_size_tell_the_same(follow, limit):
    companies = [make_company() for _ in range(20)]
    cursor = follow.cursor
    whole = follow()
    follow.cursor = cursor
    assert follow(limit=limit) == whole
    assert len(whole) == len(companies)


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "after"),
        ("after=", "after"),
        ("after=start&after=start", "after"),
        ("after=nonsense", "after"),
        ("after=Start", "after"),
        ("after=start%00", "after"),
        ("after=" + "A" * 5000, "after"),
        ("after=start&limit=0", "limit"),
        ("after=start&limit=1001", "limit"),
        ("after=start&list=snapshots", "list"),
        ("after=start&list=", "list"),
        ("after=start&offset=1", "offset"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(client, query, parameter):
    response = client.get(f"/api/v1/changes/?{query}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [parameter])


@pytest.mark.parametrize(
    "text",
    ["1.1.1", "2.1.1.1", "1.01.1.1", "1.9999999999999999999.1.1", "1.1.1.-1", "1.1.1.", "1.١.1.1"],
)
def test_a_cursor_that_was_never_given_is_refused(client, text):
    cursor = urlsafe_b64encode(text.encode()).decode().rstrip("=")
    assert client.get(f"/api/v1/changes/?after={cursor}").status_code == 400


def test_a_cursor_of_another_log_is_gone(client, follow):
    """After a restore the same numbers stand for something else, or for nothing yet."""
    make_company()
    follow()
    Revision.objects.filter(number=latest_revision().number).update(moment="2020-01-01T00:00:00Z")
    gone = client.get(f"/api/v1/changes/?after={follow.cursor}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert "after=start" in gone.json()["detail"]


def test_the_number_of_queries_does_not_grow_with_the_page(client, follow):
    for number in range(10):
        company = furnished(f"样样俱全{number}")
        make_company_name(company, source=make_source())
        make_company_label(company, source=make_source())
    connection.check_constraints()

    def read(limit: int) -> None:
        path = f"/api/v1/changes/?list=companies&limit={limit}&after={follow.cursor}"
        assert client.get(path).json()["results"][0]["record"]["labels"]

    assert no_more(queries_of(read, 5), queries_of(read, 1000))


def test_the_latest_revision_is_one_query_and_moves_with_every_change(follow, django_assert_num_queries):
    before = latest_revision()
    make_company()
    connection.check_constraints()
    with django_assert_num_queries(1):
        after = latest_revision()
    assert after.number > before.number
    assert after.moment >= before.moment
