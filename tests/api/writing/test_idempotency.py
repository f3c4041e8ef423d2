"""A client may repeat a request with the same idempotency key: it is carried out once."""

import pytest
from django.utils import timezone

from chains.models import Company, IdempotencyKey
from chains.services.idempotency import KEPT
from tests.api.writing.conftest import Caller, refused
from tests.staff import make_user

pytestmark = pytest.mark.django_db

KEY = {"Idempotency_Key": "4f0e-1"}


def test_the_second_answer_is_the_first(reviewer):
    first = reviewer.post("companies/", {"name": "一次"}, **KEY)
    second = reviewer.post("companies/", {"name": "一次"}, **KEY)
    assert second.json() == first.json()
    assert (second["Location"], second["ETag"]) == (first["Location"], first["ETag"])
    assert (first.get("Idempotency-Replayed"), second["Idempotency-Replayed"]) == (None, "true")
    assert Company.objects.filter(name="一次").count() == 1


def test_a_key_belongs_to_one_request_and_one_user(reviewer):
    reviewer.post("companies/", {"name": "一次"}, **KEY)
    reviewer.post("companies/", {"name": "另一次"}, status=409, **KEY)
    reviewer.post("companies/?reason=x", [{"name": "一次"}], status=409, **KEY)
    other = Caller(make_user("reviewer"))
    other.post("companies/", {"name": "一次"}, **KEY)


def test_what_failed_is_not_kept(reviewer):
    reviewer.post("companies/", {"name": "一次", "uscc": "x"}, status=422, **KEY)
    reviewer.post("companies/", {"name": "一次"}, **KEY)


def test_lists_and_withdrawals_too(record, reviewer):
    sent = [{"name": "甲"}, {"name": "乙"}]
    first = reviewer.post("companies/?reason=x", sent, status=200, **KEY).json()
    assert reviewer.post("companies/?reason=x", sent, status=200, **KEY).json() == first
    key = reviewer.post("placements/", record("placements")).json()["id"]
    again = {"Idempotency_Key": "4f0e-2"}
    done = reviewer.post(f"placements/{key}/withdraw/", {"reason": "x"}, status=200, **again).json()
    assert done["batch"] is not None
    assert reviewer.post(f"placements/{key}/withdraw/", {"reason": "x"}, status=200, **again).json() == done


def test_a_key_is_kept_for_a_day(reviewer):
    reviewer.post("companies/", {"name": "一次"}, **KEY)
    IdempotencyKey.objects.update(created=timezone.now() - KEPT)
    assert "Idempotency-Replayed" not in reviewer.post("companies/", {"name": "一次"}, **KEY)
    assert Company.objects.filter(name="一次").count() == 2


@pytest.mark.parametrize("key", ["", "两次", "a b", "x" * 256])
def test_a_key_is_short_visible_ascii(key, reviewer):
    response = reviewer.post("companies/", {"name": "一次"}, status=400, Idempotency_Key=key)
    assert refused(response) == {"Idempotency-Key": ["invalid"]}
