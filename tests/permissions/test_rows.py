"""Placements by stage and place, and all other rows: every step is done by whom the table names, and by nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from chains.history import curation
from chains.history.curation import Change
from chains.permissions import Permission, may, permitted_of
from tests.permissions.companies import (
    COLLEAGUE,
    HERE,
    MAKER,
    NEIGHBOUR,
    NEVER,
    PEOPLE,
    THERE,
    make_people,
    with_fields,
)
from tests.permissions.rows import (
    ADMINISTRATOR,
    ANY,
    CURATOR,
    KINDS,
    PLACES,
    REVIEWER,
    STEPS,
    WHY,
    placement,
)
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

by_name = {"ids": lambda each: each.english}
CURATORS_OF = {"here": {MAKER, COLLEAGUE}, "elsewhere": {NEIGHBOUR}, "abroad": set(), "nowhere": set()}
#: One of each kind: what another curator of the same province may, the first one may as well.
ASKING = [person for person in PEOPLE if person != COLLEAGUE]


@shared
def people():
    return make_people()


def permitted(who: str, where: str) -> set[str]:
    """Return the people who may do what is for ``who`` to a row that lies ``where``."""
    wider = {"reviewer", "administrator"}
    return {
        CURATOR: CURATORS_OF[where] | wider,
        ANY: {MAKER, COLLEAGUE, NEIGHBOUR} | wider,
        REVIEWER: wider,
        ADMINISTRATOR: {"administrator"},
    }[who]


def done(do: Callable[[], object]) -> bool:
    """Return whether it could be done; it is taken back."""
    try:
        with transaction.atomic():
            do()
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("step", STEPS, **by_name)
def test_who_does_what_to_a_placement(step, people):
    wrong = []
    for stage, who in step.by.items():
        for where in PLACES:
            row = placement(stage, where)
            for person in ASKING:
                if done(lambda row=row, user=people[person]: step.do(type(row).objects.get(pk=row.pk), user)) != (
                    person in permitted(who, where)
                ):
                    wrong.append(f"{stage} {where} by {person}")
    assert wrong == []


@pytest.mark.parametrize("kind", KINDS, **by_name)
def test_who_changes_rows_of_other_kinds(kind, people):
    rows: list[tuple[Any, str, str]] = []
    if kind.in_province:
        rows += [
            (kind.make(province=code), where, kind.in_province)
            for where, code in (("here", HERE), ("elsewhere", THERE))
        ]
    if kind.in_none:
        rows.append((kind.make(), "nowhere", kind.in_none))
    for row, where, who in rows:
        for person in ASKING:
            user, expected = people[person], person in permitted(who, where)
            assert may(user, Permission.EDIT, row) == bool(permitted_of(user, Permission.EDIT, [row])) == expected, (
                person
            )
            changed = with_fields(type(row).objects.get(pk=row.pk), **{kind.field: "改"})
            assert done(lambda row=changed, user=user: curation.save(row, Change(user, WHY))) == expected, person


def test_nothing_is_open_to_who_has_no_role_and_only_looking_to_viewers(people):
    for person in NEVER:
        may_do = {permission for permission in Permission if may(people[person], permission)}
        assert may_do == ({Permission.VIEW} if person == "viewer" else set())
