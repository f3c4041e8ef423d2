"""The feed of changes and its page: what everybody can see, made together told together, and nothing of the staff."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from chains.choices import PlacementStatus, Stage
from chains.history import batches, bulk_edits, curation, merging, reviewing
from chains.history.curation import Change
from chains.models import Assessment, Company, Evidence, Placement
from tests.factories import make_source, make_user, segment_of
from tests.importing.sheets import companies, imported
from tests.pages.reading import page, refused
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MARK = "只供内部"


@pytest.fixture
def editor():
    return make_user("王编辑", is_superuser=True)


@pytest.fixture
def change(editor):
    """Return what signs a change outside of any batch, as the editor, with a reason that is nobody's business."""
    return lambda: Change(editor, MARK)


def feed(client, query="", **headers):
    answer = client.get(f"/changes.atom{query}", **headers)
    assert answer.status_code == 200, answer.content
    return ElementTree.fromstring(answer.content)


def titles(client, query=""):
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, query).iter(f"{ATOM}entry")]


def made(row):
    """Return the row, saved as the staff save one: with a signature in the history."""
    curation.save(row, Change(None, "录入"))
    return row


def assessed(segment, verdict):
    """Return a new verdict on a segment in 安徽."""
    values = {"province_id": "340000", "date": date(2026, 1, 1), "statement": "试验", "source": make_source()}
    return made(Assessment(segment=segment_of(segment), verdict=verdict, **values))


def published(name="新来光刻", segment="ic.lithography", province="340000", **fields):
    company = made(Company(name=name))
    return made(Placement(company=company, segment=segment_of(segment), province_id=province, **fields))


# -- what is told


def test_a_company_and_its_placement_are_told(client, change):
    placement = published(stage=Stage.REVIEW)
    placement.stage = Stage.PUBLISHED
    curation.save(placement, change())
    first = titles(client)[0]
    assert "新来光刻" in first
    assert "光刻机" in first
    assert "安徽" in first


def test_what_is_verified_and_withdrawn_is_told(client, change):
    placement = published()
    curation.settle([placement.pk], PlacementStatus.VERIFIED, change())
    verified = titles(client)[0]
    curation.settle([placement.pk], PlacementStatus.WITHDRAWN, change())
    withdrawn = titles(client)[0]
    assert len({verified, withdrawn}) == 2
    assert all("新来光刻" in title for title in (verified, withdrawn))


def test_a_verdict_is_told_when_it_is_recorded_and_when_it_changes(client, change):
    before = len(titles(client))
    assessment = assessed("ic.lithography", "gap")
    assessment.locator = "第3页"
    curation.save(assessment, change())
    assert len(titles(client)) == before + 1
    assessment.verdict = "weak"
    curation.save(assessment, change())
    changed, recorded, *_ = titles(client)
    assert "光刻机" in changed
    assert "弱链" in changed
    assert "缺链" in recorded


def test_what_only_touches_a_row_is_not_told(client, change):
    placement = published()
    before = titles(client)
    placement.note = "又看了一遍"
    curation.save(placement, change())
    company = placement.company
    company.website = "https://example.com"
    curation.save(company, change())
    assert titles(client) == before


def test_new_evidence_is_told_where_the_placement_was_public_before(client, editor, change):
    first, second = published(), published("旧有光刻")
    before = titles(client)
    evidence = Evidence(placement=first, source=make_source(), printed_name="新来光刻")
    curation.save(evidence, change())
    [told] = titles(client)[: -len(before)]
    assert {"新来光刻", "光刻机", "安徽"} <= {word for word in ("新来光刻", "光刻机", "安徽") if word in told}
    assert titles(client, "?province=310000") == []
    evidence.note = "又看了一遍"
    curation.save(evidence, change())
    assert titles(client)[: -len(before)] == [told]
    rows = [{"name": row.company.name, "segment": "光刻机", "province": "安徽"} for row in (first, second)]
    batch = imported(companies(*rows), user=editor)
    entry = titles(client)[0]
    assert "2" in entry
    assert "依据" in entry
    batches.undo(batch, editor, MARK)
    assert titles(client)[: -len(before)] == [told]


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REVIEW])
def test_evidence_of_what_is_not_public_yet_is_not_told(client, change, stage):
    placement = published(stage=stage)
    before = titles(client)
    curation.save(Evidence(placement=placement, source=make_source(), printed_name=MARK), change())
    assert titles(client) == before
    placement.stage = Stage.PUBLISHED
    curation.save(placement, change())
    [told] = titles(client)[: -len(before) or None]
    assert "依据" not in told


def test_a_merge_is_one_entry_that_names_the_company_that_is_left(client, editor):
    winner, loser = published("光刻总厂").company, published("光刻分厂", "ic.design").company
    merging.merge(winner, [loser], {}, editor, MARK)
    first = titles(client)[0]
    assert "光刻总厂" in first
    assert "光刻分厂" not in first
    [entry, *_] = feed(client).iter(f"{ATOM}entry")
    assert entry.find(f"{ATOM}link").attrib["href"].endswith(winner.get_absolute_url())


def test_an_import_is_one_entry_with_its_numbers(client, editor):
    before = len(titles(client))
    rows = [{"name": f"新来光刻{n}", "segment": "光刻机", "province": "安徽"} for n in range(3)]
    batch = imported(companies(*rows), user=editor)
    found = titles(client)
    assert len(found) == before + 1
    assert found[0].count("3") == 2
    [entry, *_] = feed(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(f"changes/batch-{batch.pk}")


def test_a_bulk_verification_is_one_entry(client, editor):
    keys = list(Placement.objects.live().of_chain("ic").values_list("pk", flat=True)[:4])
    before = len(titles(client))
    bulk_edits.verify(keys, editor, MARK, verified_on=date(2026, 1, 1))
    found = titles(client)
    assert len(found) == before + 1
    assert "4" in found[0]


def test_a_company_added_with_its_placements_is_one_entry_by_its_name(client, change):
    signed = change()
    company = Company(name="同时微电子")
    curation.save(company, signed)
    for segment in ("ic.design", "ic.lithography"):
        curation.save(Placement(company=company, segment=segment_of(segment), province_id="310000"), signed)
    assert [title for title in titles(client) if "同时微电子" in title and "2" in title]


def test_what_an_undone_batch_did_is_not_told_any_more(client, editor):
    keys = list(Placement.objects.live().of_chain("ic").values_list("pk", flat=True)[:2])
    before = titles(client)
    batch = bulk_edits.verify(keys, editor, MARK)
    assert len(titles(client)) == len(before) + 1
    batches.undo(batch, editor, MARK)
    assert titles(client) == before


def test_the_first_known_state_of_a_loaded_row_is_no_change(client, editor):
    """The seed of the tests is loaded without a history, which begins with the first change of a row."""
    assert titles(client) == []
    key = Placement.objects.live().values_list("pk", flat=True).first()
    curation.settle([key], PlacementStatus.DISPUTED, Change(editor, MARK))
    assert titles(client) == []


# -- what is not


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.REVIEW])
def test_what_is_not_public_leaks_nowhere(client, change, stage):
    hidden = made(Company(name=f"{MARK}微电子", stage=stage))
    at = {"province_id": "340000"}
    made(Placement(company=hidden, segment=segment_of("ic.lithography"), **at))
    verified = made(Placement(company=hidden, segment=segment_of("ic.design"), **at))
    curation.settle([verified.pk], PlacementStatus.VERIFIED, change())
    company = made(Company(name="公开微电子"))
    made(Placement(company=company, segment=segment_of("ic.photoresist"), stage=stage, note=MARK, **at))
    for path in ("/changes.atom", "/changes/", "/changes.atom?segment=ic.photoresist", "/changes/?province=340000"):
        text = client.get(path).content.decode()
        assert MARK not in text
        assert "光刻胶" not in text.partition("<main")[2].partition('class="events"')[2]


def test_what_ceases_to_be_public_is_no_longer_told(client, change):
    placement = published("撤稿微电子")
    assert any("撤稿微电子" in title for title in titles(client))
    company = placement.company
    company.stage = Stage.DRAFT
    curation.save(company, change())
    assert not any("撤稿微电子" in title for title in titles(client))


def test_the_work_before_publication_is_not_dated(client, editor, change):
    """A placement that was approved before its company was: only the day on which both were public is told."""
    company = made(Company(name="待审微电子", stage=Stage.REVIEW))
    placement = Placement(company=company, segment=segment_of("ic.design"), province_id="310000", stage=Stage.REVIEW)
    made(placement)
    placement.stage = Stage.PUBLISHED
    curation.save(placement, change())
    assert not any("待审微电子" in title for title in titles(client))
    reviewing.approve([company], Change(editor, MARK))
    assert [title for title in titles(client) if "待审微电子" in title] == [titles(client)[0]]


def test_users_reasons_and_sources_of_work_are_not_told(client, editor, change):
    placement = published()
    curation.settle([placement.pk], PlacementStatus.VERIFIED, change())
    bulk_edits.verify(list(Placement.objects.live().values_list("pk", flat=True)[:3]), editor, MARK)
    merging.merge(placement.company, [published("另一家").company], {}, editor, MARK)
    for path in ("/changes.atom", "/changes/"):
        text = client.get(path).content.decode()
        assert MARK not in text
        assert "王编辑" not in text


# -- the feed


def test_ids_are_stable_tag_uris_and_dates_are_those_of_the_change(client, change):
    curation.settle([published().pk], PlacementStatus.VERIFIED, change())
    first, again = ([e.findtext(f"{ATOM}id") for e in feed(client).iter(f"{ATOM}entry")] for _ in range(2))
    assert first == again
    assert len(set(first)) == len(first)
    assert all(each.startswith("tag:testserver,2026:changes/") for each in first)
    [entry, *_] = feed(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}updated") == entry.findtext(f"{ATOM}published")
    moments = [each.findtext(f"{ATOM}updated") for each in feed(client).iter(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert feed(client).findtext(f"{ATOM}updated") == moments[0]


def test_it_has_fifty_entries_at_most(client):
    for number in range(30):
        published(f"光刻{number}")
    assert len(titles(client)) == 50


def test_it_is_not_sent_again_to_who_has_it(client, change):
    placement = published()
    first = client.get("/changes.atom")
    assert first["Content-Type"].startswith("application/atom+xml")
    assert client.get("/changes.atom", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/changes.atom", headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    curation.settle([placement.pk], PlacementStatus.VERIFIED, change())
    assert client.get("/changes.atom", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_speaks_the_readers_language(client):
    made(Company(name="新来光刻", name_en="New Litho"))
    english = client.get("/changes.atom", headers={"Accept-Language": "en"})
    assert b'xml:lang="en"' in english.content
    assert b"New Litho" in english.content
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in english["Vary"].split(",")}
    assert b'xml:lang="zh-hans"' in client.get("/changes.atom").content


def test_names_are_not_escaped_twice(client):
    published("A&B 光刻")
    assert any("A&B 光刻" in title for title in titles(client))


@pytest.mark.parametrize("path", ["/gaps/?chain=ic", "/segments/ic.lithography/", "/provinces/310000/", "/changes/"])
def test_pages_lead_to_it(client, path):
    [link] = page(client, path).all("link", type="application/atom+xml")
    assert link.attributes["rel"] == "alternate"
    assert client.get(link.attributes["href"]).status_code == 200


# -- filters, and the page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("chain=ic", {"甲", "乙"}),
        ("chain=ai", {"丙"}),
        ("segment=ic.equipment", {"甲"}),
        ("province=340000", {"甲", "丙"}),
        ("chain=ic&province=340000", {"甲"}),
        ("chain=ic&chain=ai", {"甲", "乙", "丙"}),
        ("segment=ic.design&province=340000", set()),
    ],
)
def test_page_and_feed_are_filtered_alike(client, query, expected):
    for name, segment, province in (
        ("甲", "ic.lithography", "340000"),
        ("乙", "ic.design", "310000"),
        ("丙", "ai.software", "340000"),
    ):
        published(f"{name}筛选", segment, province)
    found = {title[0] for title in titles(client, f"?{query}") if "筛选" in title}
    assert found == expected
    shown = page(client, f"/changes/?{query}").all("ol", class_="events")
    listed = {name for name in "甲乙丙" if shown and f"{name}筛选" in shown[0].text}
    assert listed == expected


@pytest.mark.parametrize("query", ["chain=nothing", "colour=red", "province=x", "segment=ic.nothing"])
def test_what_it_does_not_know_is_refused_by_name(client, query):
    assert query.partition("=")[0] in refused(page(client, f"/changes/?{query}", 400))
    assert client.get(f"/changes.atom?{query}").status_code == 400


def test_the_page_has_the_entries_of_the_feed_and_pages_them(client):
    for number in range(30):
        published(f"光刻{number}")
    shown = page(client, "/changes/").one("ol", class_="events").all("li")
    ids = [entry.findtext(f"{ATOM}id").rpartition("/")[2] for entry in feed(client).iter(f"{ATOM}entry")]
    assert [item.attributes["id"] for item in shown] == ids
    second = page(client, "/changes/?page=2").one("ol", class_="events").all("li")
    assert second
    assert not {item.attributes["id"] for item in second} & set(ids)
    assert client.get("/changes/?page=99").status_code == 404


def test_queries_do_not_grow(client, editor):
    asked = []
    for _ in range(2):
        for number in range(10):
            published(f"更多{number}-{timezone.now().timestamp()}")
        merging.merge(published("甲").company, [published("乙").company], {}, editor, MARK)
        assessed("ic.design", "weak")
        asked.append(queries_of(feed, client))
    assert no_more(*asked)
