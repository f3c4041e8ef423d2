"""What is said of rows of companies that are taken in part, or not at all."""

from typing import Any

from django.utils.translation import gettext_noop as _

from chains.models import Company

from .existing_companies import Known
from .faults import CellFaultError, CleanRow, fault
from .identity import Code
from .subjects import Subject


def says_where(row: CleanRow) -> bool:
    """Return whether a row says in what segment its company works, and where: then it makes a placement."""
    return "segment" in row.values and "at" in row.values


def half_a_placement(row: CleanRow) -> dict[str, Any]:
    """Return the note on a row that says in what segment its company works or where, and not the other."""
    column = "segment" if "at" in row.values else "province"
    message = _("A placement needs a segment and a place: this row gives one of the two.")
    hint = _("The company is taken without it.")
    return fault(column, "", CellFaultError("half_a_placement", message, hint))


def left_unplaced(row: CleanRow) -> dict[str, Any]:
    """Return the note on a row that is passed over, as it would make a company without a placement."""
    message = _("The row is left out: it would make a company without a segment or place.")
    hint = _("Say in the step “values” that such companies come in, if that is not meant.")
    return fault("name", row.values["name"], CellFaultError("unplaced-skipped", message, hint))


def merged_into(heir: Company, row: CleanRow) -> dict[str, Any]:
    """Return the note on a row by the old id of a company that was merged."""
    message = _(
        "The company of this id was merged into %(name)s (%(id)s). None of its names, codes and details is taken."
    )
    hint = _("A placement with its evidence goes to that company; delete the row if that is not meant.")
    error = CellFaultError("merged", message, hint, name=heir.name, id=heir.public_id)
    return fault("id", row.values["id"], error)


def refuse_taken(row: CleanRow, code: Code, owner: Subject, known: Known) -> None:
    """Refuse a credit code or ticker that is another company's."""
    column, value = code[0], code[1] if code[0] == "uscc" else code[1][1]
    name = known.companies[owner.pk].name if owner.pk in known.companies else owner.target
    hint = _("Check the code, or leave the id empty to go by the code.")
    row.refuse(column, value, CellFaultError("code_taken", _("The code belongs to %(name)s."), hint, name=name))
