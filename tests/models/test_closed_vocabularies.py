"""A column of a closed vocabulary holds one of its codes, whoever writes it: the database refuses all else."""

import pytest
from django.apps import apps
from django.db.models import CharField

from chains.models.history import BatchedRecord
from tests.factories import (
    make_assessment,
    make_batch,
    make_column_mapping,
    make_company,
    make_company_label,
    make_company_name,
    make_duplicate_decision,
    make_import_batch,
    make_import_row,
    make_listing,
    make_park,
    make_placement,
    make_platform,
    make_project,
    make_record_change,
    make_research_base,
    make_saved_filter,
    make_snapshot_cell,
    make_source,
    make_suggestion,
    make_supply_share,
)
from tests.models.refusal import CONSTRAINTS, refused, refused_by_database
from tests.value_factories import make_sheet_value, make_value_mapping

pytestmark = pytest.mark.django_db

#: The constraint of each column, its column, and what makes a row of the table.
COLUMNS = {
    "assessment_action_known": ("action", make_assessment),
    "assessment_verdict_known": ("verdict", make_assessment),
    "batch_kind_known": ("kind", make_batch),
    "batch_status_known": ("status", make_batch),
    "columnmapping_kind_known": ("kind", make_column_mapping),
    "company_registration_status_known": ("registration_status", make_company),
    "company_stage_known": ("stage", make_company),
    "companylabel_reexamination_known": ("reexamination", make_company_label),
    "companyname_kind_known": ("kind", make_company_name),
    "duplicatedecision_verdict_known": ("verdict", make_duplicate_decision),
    "importbatch_sheet_kind_known": ("sheet_kind", make_import_batch),
    "importbatch_unplaced_known": ("unplaced", make_import_batch),
    "importrow_decision_known": ("decision", make_import_row),
    "importrow_outcome_known": ("outcome", make_import_row),
    "importrow_skip_reason_known": ("skip_reason", make_import_row),
    "listing_exchange_known": ("exchange", make_listing),
    "park_kind_known": ("kind", make_park),
    "placement_stage_known": ("stage", make_placement),
    "placement_status_known": ("status", make_placement),
    "platform_kind_known": ("kind", make_platform),
    "project_qualifier_known": ("qualifier", make_project),
    "recordchange_kind_known": ("kind", make_record_change),
    "researchbase_kind_known": ("kind", make_research_base),
    "savedfilter_page_known": ("page", make_saved_filter),
    "sheetvalue_action_known": ("action", make_sheet_value),
    "snapshotcell_signal_known": ("signal", make_snapshot_cell),
    "snapshotcell_verdict_known": ("verdict", make_snapshot_cell),
    "source_kind_known": ("kind", make_source),
    "suggestion_status_known": ("status", make_suggestion),
    "supplyshare_precision_known": ("precision", make_supply_share),
    "supplyshare_qualifier_known": ("qualifier", make_supply_share),
    "valuemapping_action_known": ("action", make_value_mapping),
    "valuemapping_kind_known": ("kind", make_value_mapping),
}


def test_every_closed_vocabulary_is_guarded():
    """A history keeps what was, whatever the vocabulary has become."""
    closed = {
        (model, field.name)
        for model in apps.get_app_config("chains").get_models()
        if not issubclass(model, BatchedRecord)
        for field in model._meta.local_fields
        if isinstance(field, CharField) and type(field) is CharField and field.choices
    }
    guarded = {(CONSTRAINTS[name][0], column) for name, (column, _make) in COLUMNS.items()}
    # The currency of a project is refused with its amount, see test_dates_and_amounts.
    assert closed - guarded == {(CONSTRAINTS["project_amount_has_currency"][0], "currency")}
    assert guarded <= closed


@pytest.mark.parametrize("name", COLUMNS)
def test_it_takes_every_code_of_its_own(name):
    column, make = COLUMNS[name]
    row, (model, constraint) = make(), CONSTRAINTS[name]
    field = model._meta.get_field(column)
    for code, _label in field.choices:
        setattr(row, column, code)
        constraint.validate(model, row)
    assert field.blank == ("" in dict(constraint.condition.children)[f"{column}__in"])


#: Where another word is refused on two accounts, and the database may name either.
ALSO = {
    "supplyshare_qualifier_known",
    "importrow_decision_known",
    "importrow_skip_reason_known",
    "batch_kind_known",
}


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - ALSO))
@pytest.mark.parametrize("code", ["nonsense", " ", "NEW"])
def test_it_takes_nothing_else(name, code):
    column, make = COLUMNS[name]
    # PostgreSQL refuses a longer one for its length.
    length = CONSTRAINTS[name][0]._meta.get_field(column).max_length
    refused(make(), name, **{column: code[:length]})


@pytest.mark.parametrize(
    ("name", "beside"),
    [
        ("supplyshare_qualifier_known", {"share": None}),
        ("importrow_decision_known", {}),
        ("importrow_skip_reason_known", {"outcome": "skipped"}),
        ("batch_kind_known", {}),
    ],
)
def test_nor_where_another_column_has_a_say_in_it(name, beside):
    column, make = COLUMNS[name]
    row = make()
    model = CONSTRAINTS[name][0]
    with refused_by_database(name):
        model._base_manager.filter(pk=row.pk).update(**beside, **{column: "odd"})


@pytest.mark.parametrize("name", sorted(set(COLUMNS) - ALSO))
def test_an_empty_one_is_refused_unless_it_may_be_left_open(name):
    column, make = COLUMNS[name]
    model, row = CONSTRAINTS[name][0], make()
    if model._meta.get_field(column).blank:
        model._base_manager.filter(pk=row.pk).update(**{column: ""})
    else:
        refused(row, name, **{column: ""})
