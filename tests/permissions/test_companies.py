"""Companies, by how they stand: who changes which field, one by one and many at once, and who moves them."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from chains.history import curation
from chains.history.curation import Change
from chains.models import Company
from chains.permissions import Permission, may, permitted_of, refusal
from chains.permissions.jurisdiction import IDENTITY, SAID
from tests.permissions.companies import (
    ALWAYS,
    ELSEWHERE,
    FIELDS,
    MAKER,
    MOVES,
    NEIGHBOUR,
    PEOPLE,
    STANDINGS,
    Standing,
    make_people,
    place,
    with_fields,
)
from tests.queries import no_more, queries_of
from tests.shared_rows import shared

pytestmark = pytest.mark.django_db

by_name = {"ids": lambda each: each.english}


@shared
def people():
    return make_people()


def saves(user, row) -> bool:
    """Return whether ``user`` may save ``row``, which is then taken back."""
    try:
        with transaction.atomic():
            curation.save(row, Change(user, "核对"))
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("stands", STANDINGS, **by_name)
def test_who_changes_which_field(stands: Standing, people):
    company = stands.make(people[MAKER])
    wrong = []
    for field in FIELDS:
        permitted = {*(stands.identity if field.identity else stands.said), *ALWAYS}
        for person in PEOPLE:
            row = field.changed(Company.objects.get(pk=company.pk))
            if may(people[person], Permission.EDIT, row) != (person in permitted):
                wrong.append(f"{field.english} by {person}")
    assert wrong == []


@pytest.mark.parametrize("stands", STANDINGS, **by_name)
def test_what_may_be_changed_is_what_can_be_saved(stands: Standing, people):
    company = stands.make(people[MAKER])
    wrong = []
    for field, permitted in ((FIELDS[0], stands.identity), (FIELDS[-3], stands.said)):
        for person in (MAKER, NEIGHBOUR, "reviewer"):
            row = field.changed(Company.objects.get(pk=company.pk))
            if saves(people[person], row) != (person in {*permitted, *ALWAYS}):
                wrong.append(f"{field.english} by {person}")
    assert wrong == []


def test_many_at_once_are_judged_as_one_by_one(people):
    companies = [stands.make(people[MAKER]) for stands in STANDINGS]
    for person in PEOPLE:
        for permission, group in ((Permission.IDENTIFY, "identity"), (Permission.EDIT, "said")):
            many = permitted_of(people[person], permission, companies)
            assert many == [row for row in companies if not refusal(people[person], permission, row)]
            expected = [person in {*getattr(stands, group), *ALWAYS} for stands in STANDINGS]
            assert [row in many for row in companies] == expected


def test_many_take_no_more_queries_than_few(people):
    few, more = ([stands.make(people[MAKER]) for stands in STANDINGS] for _ in range(2))
    for person in PEOPLE:
        for permission in (Permission.IDENTIFY, Permission.EDIT):
            permitted_of(people[person], permission, few)  # role and provinces are asked for once
            asked = (queries_of(permitted_of, people[person], permission, rows) for rows in (few, [*few, *more]))
            assert no_more(*asked)


@pytest.mark.parametrize("move", MOVES, **by_name)
def test_who_moves_the_registered_place(move, people):
    stands = next(each for each in STANDINGS if each.english == move.standing)
    company = stands.make(people[MAKER])
    moved = with_fields(company, **place(move.to))
    assert {person for person in PEOPLE if may(people[person], Permission.EDIT, moved)} == {*move.may, *ALWAYS}


def test_every_field_is_of_the_identity_or_said_of_the_company():
    editable = {field.name for field in Company._meta.fields if field.editable and not field.primary_key}
    assert {*IDENTITY, *SAID} == editable - {"review_note"}
    assert not set(IDENTITY) & set(SAID)


def test_the_table_has_every_field(people):
    company = STANDINGS[0].make(None)
    before = Company.objects.get(pk=company.pk)
    changed = set()
    for field in FIELDS:
        row = field.changed(Company.objects.get(pk=company.pk))
        if isinstance(row, Company):
            named = {name for name in (*IDENTITY, *SAID) if getattr(row, name) != getattr(before, name)}
            assert {name in IDENTITY for name in named} == {field.identity}
            changed |= named
    assert changed | set(ELSEWHERE) == {*IDENTITY, *SAID}
