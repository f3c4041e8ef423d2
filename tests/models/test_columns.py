"""Every editable field of every record is declared once, and appears in each place that the declaration names."""

import pytest
from django.apps import apps
from django.contrib import admin

from chains import models
from chains.api.serializers import companies, evidence, flow, institutions, structure
from chains.api.serializers.inputs.base import DeclaredInput
from chains.api.urls import LISTS
from chains.history import bulk_edits, merging, splitting
from chains.models.base import PLACE_FIELDS, Record
from chains.models.columns import COLUMNS, SHEETS, Use
from chains.tables import BY_LIST

#: Record → what shows it: resources, serializers and inputs say themselves which record they are of.
RESOURCES = {each._meta.model: each for each in BY_LIST.values() if getattr(each._meta, "model", None)}


SERIALIZERS = {viewset.queryset.model: viewset.serializer_class for viewset in LISTS.values()}


def below(cls):
    for each in cls.__subclasses__():
        yield each
        yield from below(each)


INPUTS = {each.Meta.model: each for each in below(DeclaredInput) if hasattr(vars(each).get("Meta"), "model")}
SHEET_CODES = {column.code for layout in SHEETS.values() for column in layout.columns}


def in_form(model, column):
    """Return whether a form of the admin shows a field: that of the record, or that of what it is a part of."""
    registered = [*admin.site._registry.values()]
    for of in registered:
        if of.model is model:
            shown = {name for _heading, section in of.fieldsets or () for name in flat(section["fields"])}
            return column.name in shown | set(of.readonly_fields)
    return any(column.name in inline.fields for of in registered for inline in of.inlines if inline.model is model)


def flat(names):
    return [each for name in names for each in (name if isinstance(name, tuple) else (name,))]


def in_files(model, column):
    """Return whether the files of a list show a column; what evidence says stands in those of its placement."""
    if model in RESOURCES:
        return column.sheet in RESOURCES[model].codes()
    assert model is models.Evidence
    return f"{column.name}s" in RESOURCES[models.Placement].codes()


#: Records that are given inside others, by serializers of their own.
GIVEN_INSIDE = {
    models.CompanyName: companies.CompanyNameSerializer,
    models.Listing: companies.ListingSerializer,
    models.CompanyLabel: companies.CompanyLabelSerializer,
    models.Evidence: evidence.EvidenceSerializer,
    models.ResearchBaseMember: institutions.MemberSerializer,
    models.Layer: structure.ChainLayerSerializer,
    models.SegmentLink: flow.RecordedLinkSerializer,
}


def given(model, column):
    if model in SERIALIZERS:
        return column.code in SERIALIZERS[model].Meta.fields
    return column.code in GIVEN_INSIDE[model]().fields


SHOWN = {
    Use.FORM: in_form,
    Use.IMPORT: lambda model, column: column.sheet in SHEET_CODES,
    Use.EXPORT: in_files,
    Use.READ: given,
    Use.WRITE: lambda model, column: column.code in INPUTS[model]().fields,
    Use.MERGE: lambda model, column: ("place" if column.name in PLACE_FIELDS else column.name) in merging.FIELDS,
    Use.SPLIT: lambda model, column: column.name in splitting.NEW_FIELDS,
    Use.BULK: lambda model, column: column.name in bulk_edits.EDITABLE[model],
}
CASES = [
    (model, each, use) for model, columns in COLUMNS.items() for each in columns for use in Use if use in columns.uses
]


def records():
    return {
        model
        for model in apps.get_app_config("chains").get_models()
        if issubclass(model, Record) and not model.__name__.startswith("Historical")
    }


def test_every_record_is_declared():
    assert set(COLUMNS) == records()


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_every_editable_field_is_a_column_or_left_out_for_a_reason(model):
    columns = COLUMNS[model]
    editable = {
        each.name
        for each in (*model._meta.fields, *model._meta.many_to_many)
        if each.editable and not each.primary_key and not each.auto_created
    }
    declared = {each.name for each in columns}
    # The key of a division is typed in, once.
    typed = {each.name for each in columns if each.field.primary_key}
    assert declared - typed == editable - set(columns.exempt)
    assert not declared & set(columns.exempt)
    assert all(columns.exempt.values())


@pytest.mark.parametrize(
    ("model", "column", "use"), CASES, ids=lambda each: getattr(each, "__name__", None) or getattr(each, "name", None)
)
def test_a_column_appears_wherever_its_record_does_unless_a_reason_says_why_not(model, column, use):
    reasons = [reason for uses, reason in column.without.items() if use in uses]
    assert len(reasons) <= 1
    assert all(reasons)
    if not reasons:
        assert SHOWN[use](model, column), f"{model.__name__}.{column.name} does not appear for {use.name}"


def test_a_column_that_is_left_out_is_noticed():
    columns = COLUMNS[models.Company]
    with pytest.raises(LookupError, match="description"):
        list(columns.arranged(Use.READ, *(name for name in columns.groups if name != "about")))
