"""The batches: all of them, what one touched, and the way back."""

import pytest
from django.urls import reverse

from chains.choices import BatchKind, BatchStatus, Role
from chains.history import curation
from chains.history.batches import change_in, open_batch
from chains.history.curation import Change
from chains.models import Batch, Company
from chains.services.accounts import give_role
from tests.factories import make_company
from tests.importing.sheets import companies, imported

pytestmark = pytest.mark.django_db

ROWS = ({"name": "试验甲电子", "segment": "ic.design", "province": "上海"}, {"name": "试验乙电子"})


def page(batch: Batch, name: str = "batch") -> str:
    return reverse(f"admin:{name}", args=[batch.pk])


@pytest.fixture
def batch(curator):
    """An import of two companies, committed."""
    return imported(companies(*ROWS), user=curator)


def test_the_result_links_every_record_it_touched(desk, batch):
    response = desk.get(page(batch))
    company = Company.objects.get(name="试验甲电子")
    assert reverse("admin:chains_company_change", args=[company.pk]) in response.text
    assert {name: number for name, _title, number, _chosen in response.context["kinds"]} == {
        "company": 2,
        "placement": 1,
        "evidence": 1,
    }
    (line,) = desk.get(page(batch), {"model": "placement"}).context["lines"]
    assert str(line["action"]) == "made"
    assert desk.get(page(batch), {"model": "park"}).status_code == 404


def test_it_says_who_why_and_how_many(desk, batch):
    response = desk.get(page(batch))
    assert "年度名单" in response.text
    assert "wang" in response.text
    counts = {str(name): count for name, count in response.context["counts"]}
    assert (counts["rows"], counts["new"], counts["changed"]) == (2, 2, 0)


def test_a_page_holds_fifty_records_in_a_fixed_number_of_queries(desk, curator, num_queries):
    few = imported(companies({"name": "姑苏芯片"}, {"name": "浦江封测"}), user=curator)
    many = imported(companies(*[{"name": f"检验{number:04}厂"} for number in range(60)]), user=curator)
    assert len(desk.get(page(many)).context["lines"]) == 50
    assert len(desk.get(page(many), {"page": 2}).context["lines"]) == 10
    assert num_queries(lambda: desk.get(page(few))) == num_queries(lambda: desk.get(page(many)))


def test_undo_asks_why_and_puts_everything_back(desk, batch):
    assert desk.post(page(batch, "batch-undo"), {"change_reason": ""}).status_code == 400
    response = desk.post(page(batch, "batch-undo"), {"change_reason": "名单有误"})
    undo = Batch.objects.get(kind=BatchKind.UNDO)
    assert response["Location"] == page(undo)
    assert not Company.objects.filter(name__startswith="试验").exists()
    batch.refresh_from_db()
    assert batch.status == BatchStatus.UNDONE
    shown = desk.get(page(undo))
    assert {str(name): count for name, count in shown.context["counts"]}["removed"] == 4
    assert page(batch) in shown.text
    assert page(undo) in desk.get(page(batch)).text
    assert "no longer there" in desk.get(page(batch)).text


def test_what_somebody_has_edited_since_is_listed(desk, batch, curator):
    company = Company.objects.get(name="试验乙电子")
    company.description = "后来补的"
    curation.save(company, Change(curator, "补充"))
    response = desk.post(page(batch, "batch-undo"), {"change_reason": "名单有误"}, follow=True)
    (left,) = response.context["left"]
    assert left["name"] == "试验乙电子"
    assert left["page"] == reverse("admin:chains_company_change", args=[company.pk])
    assert "试验乙电子" in response.text


def test_a_batch_is_undone_once(desk, batch):
    desk.post(page(batch, "batch-undo"), {"change_reason": "名单有误"})
    response = desk.post(page(batch, "batch-undo"), {"change_reason": "再来"}, follow=True)
    assert "cannot be undone" in response.text
    assert page(batch, "batch-undo") not in desk.get(page(batch)).text


def test_curators_see_batches_and_undo_none(client, django_user_model, batch):
    user = django_user_model.objects.create_user("li", is_staff=True)
    give_role(user, Role.CURATOR)
    client.force_login(user)
    assert page(batch, "batch-undo") not in client.get(page(batch)).text
    client.post(page(batch, "batch-undo"), {"change_reason": "不行"})
    batch.refresh_from_db()
    assert batch.status == BatchStatus.COMMITTED


def test_all_batches_are_listed_by_kind_status_and_user(desk, batch, reviewer):
    bulk = open_batch(BatchKind.EDIT, reviewer, "统一")
    curation.save(make_company("试验"), change_in(bulk))

    def listed(**asked: str) -> list[int]:
        return [each.pk for each in desk.get(reverse("admin:batches"), asked).context["page"]]

    assert listed() == [bulk.pk, batch.pk]
    assert listed(kind="edit") == [bulk.pk]
    assert listed(user="wang") == [batch.pk]
    assert listed(status="undone") == []
    assert desk.get(reverse("admin:batches"), {"kind": "odd"}).status_code == 404
    assert desk.get(reverse("admin:batch", args=[10**6])).status_code == 404
