"""Merging makes one company of several, which keeps everything they had."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied

from chains.choices import BatchKind, NameKind
from chains.history.merging import FIELDS, MergeError, decide, is_known, merge, plan
from chains.models import (
    Company,
    CompanyLabel,
    CompanyName,
    CompanyRedirect,
    DuplicateDecision,
    Evidence,
    Placement,
    PlacementRedirect,
    Source,
)
from tests.factories import (
    credit_code,
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_label,
    make_layer,
    make_placement,
    make_segment,
    make_source,
)
from tests.history.full_company import furnished, redirect_to
from tests.queries import no_more, queries_of

pytestmark = pytest.mark.django_db


def merged(winner, *losers, reason="同一家企业", **choices):
    batch = merge(winner, losers, choices, None, reason)
    winner.refresh_from_db()
    return batch


def names_of(company):
    return set(CompanyName.objects.filter(company=company).values_list("name", flat=True))


def test_everything_of_the_loser_belongs_to_the_winner():
    winner, loser = make_company("甲科技"), furnished("乙科技")
    redirect_to(loser, "00000000ab")
    merged(winner, loser)
    for relation in Company._meta.related_objects:
        if not relation.related_model.__name__.startswith("Historical"):
            rows = relation.related_model._base_manager.filter(**{relation.field.name: winner})
            assert rows.exists(), f"{relation.related_model.__name__} stayed behind"
    assert not Company.objects.filter(pk=loser.pk).exists()
    assert Evidence.objects.get(placement__company=winner).printed_name == "乙科技"


def test_the_old_id_leads_to_the_winner_and_so_do_those_that_led_to_the_loser():
    winner, loser = make_company("甲科技"), make_company("乙科技")
    redirect_to(loser, "00000000ab")
    batch = merged(winner, loser)
    found = dict(CompanyRedirect.objects.filter(company=winner).values_list("public_id", "batch__kind"))
    assert found == {loser.public_id: "merge", "00000000ab": "merge"}
    assert CompanyRedirect.objects.get(public_id=loser.public_id).batch == batch


def test_the_id_of_a_folded_placement_leads_to_the_one_that_is_kept_and_so_do_those_that_led_to_it():
    one, two, three = (make_company(name) for name in ("甲科技", "乙科技", "丙科技"))
    at = {"segment": "ic.design", "province": "310000"}
    first, second, third = (make_placement(company, **at) for company in (one, two, three))
    elsewhere = make_placement(two, "ic.design", province="320000")
    batch = merged(two, three)
    assert dict(PlacementRedirect.objects.values_list("public_id", "placement")) == {third.public_id: second.pk}
    assert PlacementRedirect.objects.get().batch == batch
    merged(one, two)
    found = dict(PlacementRedirect.objects.values_list("public_id", "placement"))
    assert found == {third.public_id: first.pk, second.public_id: first.pk}
    assert elsewhere.public_id not in found


def test_every_name_of_a_loser_is_a_name_of_the_winner():
    winner = make_company("海康", legal_name="海康有限公司")
    loser = make_company("海康威视", legal_name="杭州海康威视数字技术股份有限公司", name_en="Hikvision")
    merged(winner, loser, name=loser)
    assert winner.name == "海康威视"
    assert winner.name_en == "Hikvision"
    assert names_of(winner) == {"海康", "杭州海康威视数字技术股份有限公司"}
    assert CompanyName.objects.get(company=winner, name="海康").kind == NameKind.PRINTED


def test_fields_are_chosen_one_by_one_and_gaps_are_filled():
    first = make_company("甲", website="https://example.org/a", founded_on=date(2001, 1, 1))
    second = make_company("乙", website="https://example.org/b", uscc=credit_code(1), city="320500", description="述")
    third = make_company("丙", legal_name="丙有限公司", pinyin_override="bing wu")
    merged(first, second, third, website=second, name=third)
    assert (first.name, first.website, first.founded_on) == ("丙", "https://example.org/b", date(2001, 1, 1))
    assert (first.uscc, first.city_id, first.province_id) == (credit_code(1), "320500", "320000")
    assert (first.legal_name, first.description) == ("丙有限公司", "述")
    # How a name is read goes with the name.
    assert (first.pinyin_override, first.pinyin, first.initials) == ("bing wu", "bingwu", "bw")


@pytest.mark.parametrize(("value", "known"), [(0, True), ("甲", True), (None, False), ("", False), ((), False)])
def test_a_number_may_be_nought_and_is_known_all_the_same(value, known):
    assert is_known(value) == known


def test_the_place_is_chosen_as_one():
    first, second = make_company("甲", province="310000"), make_company("乙", country="JP")
    merged(first, second, place=second)
    assert (first.province_id, first.city_id, str(first.country)) == (None, None, "JP")


def test_the_furthest_stage_holds():
    first, second = make_company("甲", stage="draft"), make_company("乙", stage="published")
    merged(first, second)
    assert first.stage == "published"


@pytest.mark.parametrize(
    ("kept", "other", "status"),
    [
        ("reported", "verified", "verified"),
        ("verified", "reported", "verified"),
        ("withdrawn", "reported", "reported"),
        ("reported", "disputed", "disputed"),
        ("disputed", "verified", "verified"),
    ],
)
def test_placements_that_meet_fold_and_the_stronger_status_holds(kept, other, status):
    first, second = make_company("甲"), make_company("乙")
    day = {"verified": date(2024, 5, 5)}
    kept_row = make_placement(first, "ic.design", status=kept, verified_on=day.get(kept), stage="draft")
    make_placement(second, "ic.design", status=other, verified_on=day.get(other), note="乙的注")
    merged(first, second)
    [row] = Placement.objects.filter(company=first)
    assert (row.pk, row.status, row.stage, row.note) == (kept_row.pk, status, "published", "乙的注")
    assert (row.verified_on is not None) == (status == "verified")


def test_of_two_verifications_the_later_holds():
    first, second = make_company("甲"), make_company("乙")
    user = get_user_model().objects.create_user("li")
    make_placement(first, "ic.design", status="verified", verified_on=date(2023, 1, 1))
    make_placement(second, "ic.design", status="verified", verified_on=date(2024, 1, 1), verified_by=user)
    merged(first, second)
    [row] = Placement.objects.filter(company=first)
    assert (row.verified_on, row.verified_by) == (date(2024, 1, 1), user)


def test_folding_keeps_all_evidence_once():
    first, second = make_company("甲"), make_company("乙")
    one, two = make_source(), make_source()
    kept, folded = make_placement(first, "ic.design"), make_placement(second, "ic.design")
    make_evidence(kept, one, printed_name="甲")
    make_evidence(folded, one, printed_name="甲", note="图上不清")
    make_evidence(folded, two, printed_name="乙")
    merged(first, second)
    found = Evidence.objects.filter(placement=kept).values_list("source", "printed_name", "note")
    assert set(found) == {(one.pk, "甲", "图上不清"), (two.pk, "乙", "")}


def test_two_losers_fold_into_one_as_well():
    first, second, third = make_company("甲"), make_company("乙"), make_company("丙")
    for company, source in zip((second, third), Source.objects.order_by("pk")[:2], strict=False):
        make_evidence(make_placement(company, "ic.design"), source)
    merged(first, second, third)
    [row] = Placement.objects.filter(company=first)
    assert row.evidence.count() == min(2, Source.objects.count())


def test_placements_at_different_places_do_not_fold():
    first, second = make_company("甲"), make_company("乙")
    make_placement(first, "ic.design", province="320000")
    make_placement(second, "ic.design", city="320500")
    make_placement(second, "ic.design", country="JP")
    merged(first, second)
    assert Placement.objects.filter(company=first).count() == 3


def test_names_and_labels_that_meet_are_kept_once_and_complete_each_other():
    first, second = make_company("甲"), make_company("乙")
    label, source = make_label(), make_source()
    make_company_label(first, label, issuer="工信部")
    make_company_label(second, label, issuer="市经信局", year=2021)
    make_company_name(first, "甲乙")
    make_company_name(second, "甲乙", source=source)
    merged(first, second)
    assert CompanyLabel.objects.filter(company=first).values_list("issuer", "year").get() == ("工信部", 2021)
    assert CompanyName.objects.get(company=first, name="甲乙").source == source


def test_every_change_stands_in_the_history_of_the_batch():
    user = get_user_model().objects.create_superuser("chief")
    winner, loser = make_company("甲"), furnished("乙科技")
    batch = merge(winner, [loser], {}, user, "同一家企业")
    assert (batch.kind, batch.user, batch.reason) == (BatchKind.MERGE, user, "同一家企业")
    entry = Company.history.filter(id=loser.pk).first()
    assert (entry.history_type, entry.history_user, entry.batch) == ("-", user, batch)
    moved = Placement.history.filter(company_id=winner.pk).first()
    assert (moved.history_change_reason, moved.batch) == ("同一家企业", batch)
    assert moved.prev_record.company_id == loser.pk


def test_whoever_follows_the_winner_hears_of_it():
    winner, loser = make_company("甲"), make_company("乙")
    before = winner.updated
    merged(winner, loser)
    assert winner.updated > before


def test_the_plan_says_what_would_move_and_fold_and_changes_nothing():
    winner, loser = make_company("甲"), furnished("乙科技")
    kept = make_placement(winner, "ic.design", province="310000")
    found = plan(winner, [loser])
    assert len(found.moves) == 8
    assert set(found.moves.values()) == {1}
    assert [fold.kept.pk for fold in found.folds] == [kept.pk]
    assert Placement.objects.filter(company=loser).exists()


def test_a_merge_needs_a_reason_and_two_companies_that_are_there():
    first, second, gone = make_company("甲"), make_company("乙"), make_company("丙")
    Company.objects.filter(pk=gone.pk).delete()
    for losers, choices, reason in (
        ([second], {}, "  "),
        ([], {}, "因"),
        ([first], {}, "因"),
        ([second, second], {}, "因"),
        ([gone], {}, "因"),
        ([second], {"name": make_company("丁")}, "因"),
        ([second], {"public_id": second}, "因"),
    ):
        with pytest.raises(MergeError):
            merge(first, losers, choices, None, reason)
    assert not CompanyRedirect.objects.exists()


def test_who_may_not_merge_is_refused_and_nothing_happens():
    user = get_user_model().objects.create_user("wang", is_staff=True)
    first, second = make_company("甲"), make_company("乙")
    with pytest.raises(PermissionDenied):
        merge(first, [second], {}, user, "因")
    with pytest.raises(PermissionDenied):
        decide(first, second, "different", user)
    assert Company.objects.filter(pk=second.pk).exists()
    assert not DuplicateDecision.objects.exists()


def test_merging_takes_as_many_queries_for_many_rows_as_for_few():
    # Of one chain: the snapshot before the merge reads each chain that there is.
    layer, asked = make_layer(), []
    segments = [make_segment(layer=layer) for _number in range(40)]
    for rows in (2, 2, 40):  # the second has a snapshot before it, as all after it
        winner, loser = make_company(), make_company()
        for number in range(rows):
            make_company_name(loser, f"别名{number}")
            make_placement(loser, segments[number], province="310000")
        asked.append(queries_of(merged, winner, loser))
    _first, few, many = asked
    assert no_more(few, many)


def test_a_decision_is_kept_by_ids_in_order_and_replaced_by_the_next():
    first, second = make_company("甲"), make_company("乙")
    decide(first, second, "later", None, "再看")
    decide(second, first, "different", None, "两家")
    [decision] = DuplicateDecision.objects.all()
    assert (decision.first, decision.second) == tuple(sorted((first.public_id, second.public_id)))
    assert (decision.verdict, decision.reason) == ("different", "两家")
    with pytest.raises(MergeError):
        decide(first, first, "same", None)


def test_all_fields_that_are_chosen_are_fields_of_a_company():
    columns = {field.name for field in Company._meta.get_fields()}
    assert set(FIELDS) - {"place"} <= columns
