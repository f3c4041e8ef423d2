"""What reads cells: the resources of django-import-export carry the widgets that imports go by."""

from datetime import date
from decimal import Decimal

import pytest
from import_export import widgets

from chains.choices import SheetKind
from chains.importing.cleaning import Cleaner
from chains.importing.vocabulary import Vocabulary
from chains.models.columns import CELL_WIDGETS, COLUMNS, Use
from chains.sheets.cells import CellError
from chains.sheets.shares import StatedShare
from chains.tables import BY_LIST
from tests.factories import credit_code

#: A column of each kind that a widget reads: the list, its code there, a cell as people write it, what it says.
READ = [
    ("companies", "founded_on", "2010年1月", date(2010, 1, 1)),
    ("companies", "founded_on", 40179, date(2010, 1, 1)),
    ("companies", "uscc", f" {credit_code().lower()} ", credit_code()),
    ("research-bases", "approved_on", "2019/3/5", date(2019, 3, 5)),
    ("assessments", "choke_point", "是", True),
    ("assessments", "date", "2020-06-01", date(2020, 6, 1)),
    ("supply-shares", "share_until", "12.5%", Decimal("12.5")),
    ("supply-shares", "year", "2019年", 2019),
]
REFUSED = [
    ("companies", "founded_on", date(9999, 12, 31), "date_out_of_range"),
    ("companies", "founded_on", "soon", "not_a_date"),
    ("companies", "uscc", 9.1e17, "code_became_number"),
    ("assessments", "choke_point", "maybe", "not_a_boolean"),
    ("supply-shares", "share", "0.125", "part_or_per_cent"),
]


def field_of(name, code):
    return BY_LIST[name].fields[code]


@pytest.mark.parametrize("kind", [kind.value for kind in SheetKind if kind in BY_LIST])
def test_a_resource_carries_the_widget_of_every_imported_column(kind):
    resource = BY_LIST[kind]
    imported = COLUMNS[resource._meta.model].used(Use.IMPORT)
    assert imported
    for column in imported:
        if column.has(Use.EXPORT):
            expected = CELL_WIDGETS.get(column.read_as)
            assert expected is None or field_of(kind, column.sheet).widget is expected


@pytest.mark.parametrize(("name", "code", "cell", "value"), READ)
def test_the_field_of_a_resource_reads_a_cell_as_people_write_it(name, code, cell, value):
    assert field_of(name, code).clean({code: cell}) == value


def test_a_share_is_read_with_how_exactly_it_is_known():
    """In a row its upper end and how it is meant stand in columns of their own."""
    stated = StatedShare(Decimal(70), Decimal(80), "range")
    assert field_of("supply-shares", "share").clean({"share": "70-80%"}) == stated


@pytest.mark.parametrize(("name", "code", "cell", "reason"), REFUSED)
def test_what_cannot_be_meant_is_refused_with_the_way_out(name, code, cell, reason):
    with pytest.raises(CellError) as refused:
        field_of(name, code).clean({code: cell})
    assert isinstance(refused.value, ValueError)
    assert (refused.value.code, bool(refused.value.hint)) == (reason, True)


@pytest.mark.parametrize("cell", ["", None, "-", "不详"])
@pytest.mark.parametrize("kind", CELL_WIDGETS)
def test_a_word_for_nothing_is_nothing(kind, cell):
    assert CELL_WIDGETS[kind].clean(cell) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "code", "cell", "value"), READ)
def test_an_import_reads_the_same(name, code, cell, value):
    assert Cleaner(SheetKind(name), Vocabulary()).clean(1, {code: cell}).values[code] == value


@pytest.mark.parametrize(
    ("mine", "own", "cell"),
    [("integer", widgets.IntegerWidget(), "12.5"), ("boolean", widgets.BooleanWidget(), "maybe")],
)
def test_the_widgets_of_the_library_alone_would_change_what_is_written(mine, own, cell):
    own.clean(cell)
    with pytest.raises(CellError):
        CELL_WIDGETS[mine].clean(cell)
