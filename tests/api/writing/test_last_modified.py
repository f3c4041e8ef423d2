"""Who asks by time instead of by tag: Last-Modified says when anything public last changed, deletions included."""

from collections.abc import Callable
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from django.db import connection
from django.utils import timezone

from chains.api import versions
from chains.models import Park, Revision
from tests.factories import make_park

pytestmark = pytest.mark.django_db


def committed() -> None:
    """Let the log know what the test has done so far, as a commit does."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function after which all was done so many hours ago; the process began long before."""
    monkeypatch.setattr(versions, "_BEGUN", timezone.now() - timedelta(days=9))
    # However slow the machine: what is done in a test has been done just now.
    monkeypatch.setattr(versions, "_SETTLED", timedelta(minutes=30))

    def pass_time(hours: int = 2) -> None:
        committed()
        for row in Revision.objects.all():
            Revision.objects.filter(pk=row.pk).update(moment=row.moment - timedelta(hours=hours))

    return pass_time


@pytest.mark.parametrize("path", ["parks/", "companies/", "gaps/?chain=ic", "chains/ic/map/"])
def test_what_has_not_changed_is_304_and_what_has_gone_is_a_change(path, reviewer, pass_time):
    park = make_park()
    pass_time()
    read = reviewer.get(path)["Last-Modified"]
    assert reviewer.get(path, status=304, If_Modified_Since=read).content == b""
    Park.objects.filter(pk=park.pk).delete()
    committed()
    # What has changed just now may change again in the same second: nothing is promised.
    assert "Last-Modified" not in reviewer.get(path, If_Modified_Since=read)
    pass_time(1)
    later = reviewer.get(path, If_Modified_Since=read)
    assert parsedate_to_datetime(later["Last-Modified"]) > parsedate_to_datetime(read)


def test_the_tag_wins_over_the_time(reviewer, pass_time):
    pass_time()
    first = reviewer.get("parks/")
    make_park()
    pass_time(1)
    reviewer.get("parks/", If_None_Match=first["ETag"], If_Modified_Since=first["Last-Modified"])


def test_another_version_of_the_software_is_a_change(reviewer, pass_time, monkeypatch):
    pass_time()
    read = reviewer.get("parks/")["Last-Modified"]
    monkeypatch.setattr(versions, "_BEGUN", timezone.now())
    reviewer.get("parks/", If_Modified_Since=read)


@pytest.mark.parametrize("path", ["imports/", "saved-filters/", "shortlists/", "snapshots/", "changes/?after=start"])
def test_what_the_log_does_not_tell_has_no_time(path, reviewer, pass_time):
    pass_time()
    assert "Last-Modified" not in reviewer.get(path)
