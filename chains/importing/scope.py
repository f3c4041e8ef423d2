"""The permissions of a user on the rows of a sheet: their provinces, and the companies they may change."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_noop as _

from chains.models.base import PLACE_FIELDS
from chains.permissions import Permission, permitted_of, provinces_of
from chains.permissions.jurisdiction import IDENTITY, SAID

from .cleaning import CleanRow
from .existing_companies import Known
from .faults import CellFaultError, RowPlan, fault, shown

#: What a plan may change of a company on record: which firm it is, and what else is said of it.
_IDENTITY = frozenset(IDENTITY) - set(PLACE_FIELDS) | {"registered", "names", "tickers"}
_SAID = frozenset((*SAID, "labels"))


class Scope:
    """Holds what one user may do of the rows of a sheet; reviewers may do all of it."""

    def __init__(self, user: AbstractBaseUser | None) -> None:
        self.user = user
        self.provinces = provinces_of(user)
        #: The companies on record among those of the present rows that the user may identify, and edit.
        self.theirs: dict[Permission, set[int]] = {}

    def look_at(self, known: Known) -> None:
        """Ask which of the companies that the next rows may be about are the user's, in a few queries."""
        companies = list(known.companies.values())
        for permission in (Permission.IDENTIFY, Permission.EDIT):
            self.theirs[permission] = {company.pk for company in permitted_of(self.user, permission, companies)}

    def check(self, row: CleanRow, plan: RowPlan) -> None:
        """Refuse a row that lies elsewhere; leave, and note, what is not the user's of a company on record."""
        if self.provinces is None:
            return
        work, at = plan.work, row.values.get("at")
        place = at or row.values.get("registered") if work.makes else at
        left = work.subject.on_record is not None and self._leave(plan)
        if place is not None and place.province not in self.provinces:
            _refuse(row, "province", shown(place))
        elif left and at is None and not plan.changes:
            # There is no placement that would be a reason to accept the row.
            _refuse(row, "name", row.values["name"])

    def _leave(self, plan: RowPlan) -> bool:
        """Leave what is not the user's as it is on record; return whether that is anything."""
        noted = len(plan.notes)
        work, pk = plan.work, plan.work.subject.on_record
        identity = _IDENTITY if pk not in self.theirs[Permission.IDENTIFY] else frozenset()
        if "registered" in work.fields and work.fields["registered"].province not in self.provinces:
            identity |= {"registered"}
        said = _SAID if pk not in self.theirs[Permission.EDIT] else frozenset()
        for column in [name for name in plan.changes if name in identity | said]:
            _old, new = plan.changes.pop(column)
            work.fields.pop(column, None)
            # What is not taken contradicts no other row.
            work.says.pop(column, None)
            if column in ("names", "tickers", "labels"):
                setattr(work, column, ())
            plan.notes.append(fault(column, new, _left(is_identity=column in identity)))
        return len(plan.notes) > noted


def _refuse(row: CleanRow, column: str, value: str | None) -> None:
    hint = _("Ask an administrator for the province, or leave the row to who has it.")
    error = CellFaultError("not_your_province", _("You may not change companies of this province."), hint)
    row.refuse(column, value, error)


def _left(*, is_identity: bool) -> CellFaultError:
    """Return the words on what is left of a row."""
    hint = _("Ask a curator of the province it is registered in, or a reviewer. The rest of the row is taken.")
    if is_identity:
        message = _("Left as on record: names, codes, registered place and website are not yours to change.")
        return CellFaultError("identity_left", message, hint)
    return CellFaultError("company_left", _("Left as on record: this company is not yours to change."), hint)
