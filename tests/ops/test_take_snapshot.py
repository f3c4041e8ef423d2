"""``manage.py take_snapshot``: by hand or by the clock, of one chain or of all that have companies."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from chains.models import Snapshot
from tests.factories import make_chain

pytestmark = pytest.mark.django_db


def told(*arguments):
    out = StringIO()
    call_command("take_snapshot", *arguments, stdout=out)
    return out.getvalue()


def test_it_takes_every_chain_that_has_companies():
    make_chain()
    found = json.loads(told("--json", "--note", "月末"))
    assert [(each["chain"], each["note"], each["new"]) for each in found] == [
        ("ic", "月末", True),
        ("ai", "月末", True),
    ]
    for each in found:
        snapshot = Snapshot.objects.get(public_id=each["id"])
        assert each["cells"] == snapshot.cells.count() > 0
        assert each["taken_at"] == snapshot.taken_at.isoformat()


def test_where_nothing_has_changed_the_latest_stands():
    first = json.loads(told("--json", "--chain", "ic"))
    again = json.loads(told("--json", "--chain", "ic"))
    assert [each["new"] for each in again] == [False]
    assert [each["id"] for each in again] == [each["id"] for each in first]
    assert "nothing has changed" in told("--chain", "ic")


def test_it_says_what_it_cannot_do():
    with pytest.raises(CommandError, match="no chain"):
        told("--chain", "nothing")
    with pytest.raises(CommandError, match="no company"):
        told("--chain", make_chain().slug)
    with pytest.raises(CommandError, match="200"):
        told("--chain", "ic", "--note", "长" * 201)
    assert not Snapshot.objects.exists()


@pytest.mark.usefixtures("empty_database")
def test_a_site_without_companies_has_nothing_to_keep():
    assert json.loads(told("--json")) == []
    assert "nothing to keep" in told()
