"""Segments form a tree, whose codes and paths follow every change; what feeds what is another matter."""

import pytest
from django.db import IntegrityError, transaction

from chains.models import Segment
from tests.factories import make_chain, make_layer, make_link, make_segment
from tests.models.refusal import refused, refused_by_database, said_against

pytestmark = pytest.mark.django_db


@pytest.fixture
def family():
    """A column of the chain ``steel`` and its line of descent: a, b below it, c below b."""
    a = make_segment("a", layer=make_layer(make_chain(slug="steel"), slug="making"))
    b = make_segment("b", parent=a)
    return a, b, make_segment("c", parent=b)


def paths(*segments):
    return [Segment.objects.get(pk=segment.pk).path for segment in segments]


def codes(*segments):
    return [Segment.objects.get(pk=segment.pk).code for segment in segments]


def test_code_and_path_follow_from_slug_and_parent(family):
    assert paths(*family) == ["steel/a/", "steel/a/b/", "steel/a/b/c/"]
    assert codes(*family) == ["steel.a", "steel.b", "steel.c"]
    assert [segment.depth for segment in family] == [0, 1, 2]


def test_a_renamed_slug_reaches_all_descendants(family):
    a, b, c = family
    a.slug = "alloys"
    a.save()
    assert paths(a, b, c) == ["steel/alloys/", "steel/alloys/b/", "steel/alloys/b/c/"]
    assert codes(a, b, c) == ["steel.alloys", "steel.b", "steel.c"]


def test_also_when_only_the_slug_is_saved(family):
    a, b, c = family
    a.slug = "alloys"
    a.save(update_fields=["slug"])
    assert paths(a, b, c) == ["steel/alloys/", "steel/alloys/b/", "steel/alloys/b/c/"]
    assert codes(a) == ["steel.alloys"]


def test_a_moved_segment_takes_its_descendants_along(family):
    a, b, c = family
    other = make_segment("other", layer=a.layer)
    b.parent = other
    b.save()
    assert paths(b, c) == ["steel/other/b/", "steel/other/b/c/"]
    b.parent = None
    b.save()
    assert paths(b, c) == ["steel/b/", "steel/b/c/"]
    assert codes(b, c) == ["steel.b", "steel.c"]


def test_a_subtree_is_a_prefix(family):
    a, b, c = family
    make_segment("ab", layer=a.layer)
    assert set(Segment.objects.in_subtree(["steel.a"])) == {a, b, c}
    assert set(Segment.objects.in_subtree(["steel.b"])) == {b, c}
    assert set(Segment.objects.in_subtree(["steel.c", "steel.b"])) == {b, c}
    assert not Segment.objects.in_subtree([]).exists()


def test_no_segment_is_its_own_parent(family):
    a, *_ = family
    with refused_by_database("segment_not_its_own_parent"):
        own_parent = Segment(id=10**9, parent_id=10**9, layer=a.layer, slug="x", code="steel.x", path="steel/x/")
        Segment.objects.bulk_create([own_parent])
    with pytest.raises(IntegrityError), transaction.atomic():
        Segment.objects.filter(pk=a.pk).update(parent=a)
    a.parent = a
    assert said_against(a)


@pytest.mark.parametrize("below", [1, 2])
def test_the_database_refuses_a_cycle_short_or_long(family, below):
    with pytest.raises(IntegrityError, match="segment_tree_has_no_cycles"), transaction.atomic():
        Segment.objects.filter(pk=family[0].pk).update(parent=family[below])


def test_also_in_a_bulk_update(family):
    family[0].parent = family[2]
    with pytest.raises(IntegrityError, match="segment_tree_has_no_cycles"), transaction.atomic():
        Segment.objects.bulk_update(family[:1], ["parent"])


@pytest.mark.parametrize("below", [1, 2])
def test_the_form_refuses_a_cycle_in_words(family, below):
    family[0].parent = family[below]
    assert said_against(family[0])["parent"] == ["环节不能位于自己之下。"]


def test_a_move_that_makes_no_cycle_passes(family):
    a, b, c = family
    Segment.objects.filter(pk=c.pk).update(parent=a)
    Segment.objects.filter(pk=b.pk).update(parent=c)


def test_parent_and_child_share_a_layer(family):
    a, *_ = family
    stranger = make_segment(layer=make_layer(a.layer.chain))
    stranger.parent = a
    assert "parent" in said_against(stranger)


def test_a_segment_does_not_feed_itself():
    link = make_link()
    refused(link, "segmentlink_not_to_itself", downstream=link.upstream)


def test_chains_may_flow_in_circles():
    """Scrap goes back to the furnace: links are no tree."""
    link = make_link()
    make_link(link.downstream, link.upstream).full_clean()
