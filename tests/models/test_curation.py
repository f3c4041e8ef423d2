"""What the staff's work leaves behind is consistent: batches, rows of sheets, decisions, notes, filters, suggestions.

Some of it is written by services alone, never through a form: of that, only the database is asked.
"""

from itertools import pairwise

import pytest
from django.contrib.auth import get_user_model

from chains.analysis.codes import PUBLIC_ID_ALPHABET, PUBLIC_ID_LENGTH
from chains.choices import BatchKind, RowDecision, RowOutcome, SkipReason, ValueAction
from chains.models import (
    Batch,
    CompanyRedirect,
    DuplicateDecision,
    ImportBatch,
    ImportRow,
    PlacementRedirect,
    SheetValue,
    ValueMapping,
)
from tests.factories import (
    ANHUI,
    JIANGSU,
    make_batch,
    make_column_mapping,
    make_company,
    make_company_redirect,
    make_duplicate_decision,
    make_import_batch,
    make_import_row,
    make_journal_note,
    make_placement_redirect,
    make_province_grant,
    make_saved_filter,
    make_segment,
    make_suggestion,
    make_user,
)
from tests.models.refusal import refused, refused_by_database, taken
from tests.value_factories import make_sheet_value, make_value_mapping

pytestmark = pytest.mark.django_db


def test_an_undo_names_what_it_undoes():
    undo = make_batch("undo")
    with refused_by_database("batch_undo_names_what_it_undoes"):
        Batch.objects.filter(pk=undo.pk).update(undoes=None)
    with refused_by_database("batch_undo_names_what_it_undoes"):
        Batch.objects.create(kind=BatchKind.UNDO)


def test_an_undo_undoes_another_batch_than_itself():
    undo = make_batch("undo")
    with refused_by_database("batch_undoes_another"):
        Batch.objects.filter(pk=undo.pk).update(undoes=undo)


@pytest.mark.parametrize("kind", [kind for kind in BatchKind if kind != BatchKind.UNDO])
def test_no_other_batch_undoes(kind):
    batch = make_batch(kind)
    with refused_by_database("batch_undo_names_what_it_undoes"):
        Batch.objects.filter(pk=batch.pk).update(undoes=make_batch())
    with refused_by_database("batch_undo_names_what_it_undoes"):
        Batch.objects.filter(pk=make_batch("undo").pk).update(kind=kind)


def test_a_sheet_is_a_batch_and_keeps_its_file_as_it_came():
    content = bytes(range(256))
    sheet = make_import_batch(content=content)
    assert Batch.objects.get(pk=sheet.pk).importbatch == sheet
    assert bytes(ImportBatch.objects.get(pk=sheet.pk).content) == content


def test_a_row_of_a_sheet_stands_once():
    row = make_import_row()
    refused(make_import_row(row.batch), "importrow_once", number=row.number)
    taken(make_import_row(), number=row.number)


@pytest.mark.parametrize(
    ("decision", "decided"),
    [
        (RowDecision.USE, ""),
        (RowDecision.USE, "ABC"),
        (RowDecision.NEW, "0123456789"),
        (RowDecision.SKIP, "0123456789"),
        ("", "0123456789"),
    ],
)
def test_a_row_names_a_company_when_one_is_to_be_used_and_only_then(decision, decided):
    row = make_import_row()
    with refused_by_database("importrow_use_names_a_company"):
        ImportRow.objects.filter(pk=row.pk).update(decision=decision, decided=decided)


@pytest.mark.parametrize(("outcome", "reason"), [(RowOutcome.SKIPPED, ""), (RowOutcome.NEW, SkipReason.TOTAL)])
def test_a_row_is_skipped_for_a_reason_and_only_then(outcome, reason):
    row = make_import_row()
    with refused_by_database("importrow_skipped_for_a_reason"):
        ImportRow.objects.filter(pk=row.pk).update(outcome=outcome, skip_reason=reason)


def test_a_value_of_a_sheet_stands_once():
    value = make_sheet_value()
    other = make_sheet_value(value.batch)
    with refused_by_database("sheetvalue_once"):
        SheetValue.objects.filter(pk=other.pk).update(form=value.form)


def test_a_value_is_remembered_once_for_a_column():
    mapping, other = make_value_mapping(), make_value_mapping()
    with refused_by_database("valuemapping_once"):
        ValueMapping.objects.filter(pk=other.pk).update(form=mapping.form)


@pytest.mark.parametrize(("action", "code"), [(ValueAction.USE, ""), (ValueAction.EMPTY, "ic.design")])
def test_a_value_names_what_it_stands_for_where_that_is_used_and_only_then(action, code):
    value, mapping = make_sheet_value(), make_value_mapping()
    with refused_by_database("sheetvalue_names_what_it_uses"):
        SheetValue.objects.filter(pk=value.pk).update(action=action, code=code)
    refused(mapping, "valuemapping_names_what_it_uses", action=action, code=code)


def test_a_row_can_use_a_company_make_one_be_skipped_or_wait():
    row = make_import_row()
    taken(row, decision=RowDecision.USE, decided=make_company().public_id)
    for decision in (RowDecision.NEW, RowDecision.SKIP, ""):
        taken(row, decision=decision, decided="")


def test_the_rows_go_with_their_sheet():
    row = make_import_row()
    row.batch.delete()
    assert not ImportRow.objects.filter(pk=row.pk).exists()


def test_a_mapping_has_its_name_to_itself_among_those_of_its_kind():
    mapping = make_column_mapping()
    refused(make_column_mapping(), "columnmapping_name_unique", name=mapping.name)
    taken(make_column_mapping(kind="parks"), name=mapping.name)


def test_a_province_is_granted_once():
    grant = make_province_grant(province=JIANGSU)
    refused(make_province_grant(grant.user, ANHUI), "provincegrant_once", province=grant.province)
    taken(make_province_grant(province=ANHUI), province=grant.province)


NO_IDS = ["", "abc", "ABCDEFGHJK", "ilou000000", "0123456789"[:9] + " "]


@pytest.mark.parametrize("public_id", NO_IDS)
@pytest.mark.parametrize(
    ("constraint", "make"),
    [
        ("companyredirect_public_id_shape", make_company_redirect),
        ("placementredirect_public_id_shape", make_placement_redirect),
    ],
)
def test_a_redirect_starts_at_a_public_id(constraint, make, public_id):
    refused(make(), constraint, public_id=public_id)


def test_a_redirect_goes_with_what_it_leads_to():
    company, placement = make_company_redirect(), make_placement_redirect()
    company.company.delete()
    placement.placement.delete()
    assert not CompanyRedirect.objects.filter(pk=company.pk).exists()
    assert not PlacementRedirect.objects.filter(pk=placement.pk).exists()


def test_two_look_alikes_are_decided_on_once():
    one, two, three = (make_company(public_id=digit * PUBLIC_ID_LENGTH) for digit in "123")
    decision = make_duplicate_decision(one, two)
    refused(make_duplicate_decision(one, three), "duplicatedecision_once", second=decision.second)
    make_duplicate_decision(two, three).full_clean()


def test_a_decision_names_its_two_in_order():
    decision = make_duplicate_decision()
    for first, second in ((decision.second, decision.first), (decision.first, decision.first)):
        with refused_by_database("duplicatedecision_in_order"):
            DuplicateDecision.objects.filter(pk=decision.pk).update(first=first, second=second)


@pytest.mark.parametrize("public_id", NO_IDS)
def test_a_decision_is_on_public_ids(public_id):
    decision = make_duplicate_decision()
    # In order, so that nothing but the shape is wrong: what is no id stands before or behind every id.
    end = "first" if public_id < decision.second else "second"
    with refused_by_database(f"duplicatedecision_{end}_shape"):
        DuplicateDecision.objects.filter(pk=decision.pk).update(**{end: public_id})


@pytest.mark.parametrize("constraint", ["duplicatedecision_first_shape", "duplicatedecision_second_shape"])
def test_both_ends_of_a_decision_are_public_ids(constraint):
    end = constraint.split("_")[1]
    decision = make_duplicate_decision()
    outside = {"first": "0" * (PUBLIC_ID_LENGTH - 1), "second": "zzzzzzzzzo"}[end]
    with refused_by_database(constraint):
        DuplicateDecision.objects.filter(pk=decision.pk).update(**{end: outside})


def test_the_database_orders_ids_as_the_code_does():
    """Whatever it thinks of letters and digits elsewhere."""
    ids = sorted(
        lead + letter * (PUBLIC_ID_LENGTH - 1) for lead in ("0", "9", "a", "z") for letter in PUBLIC_ID_ALPHABET
    )
    rows = [DuplicateDecision(first=first, second=second, verdict="different") for first, second in pairwise(ids)]
    assert len(DuplicateDecision.objects.bulk_create(rows)) == len(ids) - 1


def test_a_decision_outlives_what_it_was_made_on():
    one, two = make_company(), make_company()
    decision = make_duplicate_decision(one, two)
    one.delete()
    two.delete()
    decision.refresh_from_db()
    decision.full_clean()


@pytest.mark.parametrize(
    ("constraint", "make"),
    [("journalnote_on_one_thing", make_journal_note), ("suggestion_on_one_thing", make_suggestion)],
)
def test_a_note_and_a_suggestion_are_on_a_company_or_a_segment(constraint, make):
    refused(make(), constraint, company=None)
    refused(make(), constraint, segment=make_segment())
    taken(make(), company=None, segment=make_segment())
    refused(make(segment=make_segment()), constraint, segment=None)


@pytest.mark.parametrize(
    ("constraint", "make"),
    [("journalnote_says_something", make_journal_note), ("suggestion_says_something", make_suggestion)],
)
def test_a_note_and_a_suggestion_say_something(constraint, make):
    refused(make(), constraint, text="")


def test_a_suggestion_of_white_space_says_nothing():
    assert make_suggestion(text=" 名称有误 \n").text == "名称有误"
    with refused_by_database("suggestion_says_something"):
        make_suggestion(text=" \t\n")


def test_the_filters_of_one_person_for_one_list_have_names_of_their_own():
    row = make_saved_filter()
    refused(make_saved_filter(row.user), "savedfilter_name_unique", name=row.name)
    taken(make_saved_filter(row.user, page="placements"), name=row.name)
    taken(make_saved_filter(), name=row.name)


def test_a_list_begins_with_one_filter_of_each_person():
    row = make_saved_filter(is_default=True)
    refused(make_saved_filter(row.user), "savedfilter_one_default", is_default=True)
    for _ in range(2):
        make_saved_filter(row.user).full_clean()
    taken(make_saved_filter(row.user, page="placements"), is_default=True)
    taken(make_saved_filter(), is_default=True)


def test_work_outlives_the_person_who_did_it_and_what_was_only_theirs_does_not():
    user = make_user()
    kept = [
        make_batch(user=user),
        make_import_batch(user=user),
        make_column_mapping(user=user),
        make_duplicate_decision(user=user),
        make_journal_note(user=user),
        make_suggestion(user=user),
    ]
    gone = [make_saved_filter(user), make_province_grant(user)]
    get_user_model().objects.get(pk=user.pk).delete()
    for row in kept:
        row.refresh_from_db()
        assert row.user is None
    assert not [row for row in gone if type(row).objects.filter(pk=row.pk).exists()]
