"""The pages of the import: a file, its columns, the plan, the decisions, the commit."""

import io
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import gettext_noop
from openpyxl import load_workbook

from chains.choices import BatchStatus, Role, RowDecision, RowOutcome, SheetKind
from chains.importing import committing, jobs
from chains.importing.committing import StalePlanError
from chains.models import ColumnMapping, Company, ImportBatch, ProvinceGrant
from chains.services.accounts import give_role
from tests.factories import make_company, make_province

pytestmark = pytest.mark.django_db

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)
SHEET = """企业名称,所属环节,所在省份,随想
试验甲电子,ic.design,上海,一
试验乙电子,#REF!,上海,二
试验丙电子,ic.design,江苏,三
"""


@pytest.fixture(autouse=True)
def nothing_remembered():
    cache.clear()


def send(desk, text: str = SHEET, kind: str = "companies", name: str = "名单.csv"):
    file = SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)
    return desk.post(reverse("admin:import"), {"kind": kind, "file": file})


def uploaded(desk, text: str = SHEET) -> ImportBatch:
    assert send(desk, text).status_code == 302
    return ImportBatch.objects.latest("pk")


def page(batch: ImportBatch, name: str) -> str:
    return reverse(f"admin:import-{name}", args=[batch.pk])


def columns_form(desk, batch: ImportBatch, **others: str) -> dict:
    shown = desk.get(page(batch, "columns")).context
    reading = shown["reading"]
    chosen = {line["field"]: line["chosen"].replace("?", "") for line in shown["lines"]}
    place = {"sheet": reading.sheet, "header_row": reading.header_row}
    before = {f"{name}_before": value for name, value in place.items()}
    return chosen | place | before | {"plan": "yes", "reason": "年度名单", "new_source": "协会名单"} | others


def planned(desk, text: str = SHEET, **others: str) -> ImportBatch:
    batch = uploaded(desk, text)
    response = desk.post(page(batch, "columns"), columns_form(desk, batch, **others))
    assert response.headers.get("Location") == page(batch, "plan"), response.context["refused"]
    batch.refresh_from_db()
    return batch


def test_every_kind_of_sheet_has_a_template(desk):
    for kind in SheetKind:
        response = desk.get(reverse("admin:import-template", args=[kind.value]))
        book = load_workbook(io.BytesIO(response.content))
        assert len(book.sheetnames) == 3
        assert "attachment" in response["Content-Disposition"]
    assert desk.get(reverse("admin:import-template", args=["dragons"])).status_code == 404


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_pages_keep_to_the_content_security_policy(desk, language):
    desk.cookies["django_language"] = language
    batch = planned(desk)
    committing.tell(batch, 0, 3)
    pages = [reverse("admin:import"), page(batch, "columns"), page(batch, "plan")]
    for address in pages:
        assert not INLINE.findall(desk.get(address).text), address
    ImportBatch.objects.update(status=BatchStatus.QUEUED)
    assert not INLINE.findall(desk.get(page(batch, "progress")).text)


def test_a_file_that_cannot_be_read_is_refused_at_the_field_and_the_choice_stays(desk):
    response = send(desk, b"\x00\x01\x02", kind="parks", name="x.xlsx")
    assert response.status_code == 400
    assert "not a file that can be read" in response.context["form"].errors["file"][0]
    assert re.search(r'value="parks" checked', response.text)
    assert not ImportBatch.objects.exists()


def test_the_guesses_are_shown_and_an_unknown_header_is_pointed_out(desk):
    response = desk.get(page(uploaded(desk), "columns"))
    lines = {line["header"]: line for line in response.context["lines"]}
    assert {header: line["chosen"] for header, line in lines.items()} == {
        "企业名称": "name",
        "所属环节": "segment",
        "所在省份": "province",
        "随想": "?",
    }
    assert lines["随想"]["how_code"] == "unknown"
    assert response.context["unknown"] == 1
    assert "how-unknown" in response.text


def test_an_unknown_header_is_left_out_only_when_somebody_says_so(desk):
    batch = uploaded(desk)
    response = desk.post(page(batch, "columns"), columns_form(desk, batch, **{"column-3": "?"}))
    assert response.status_code == 400
    assert "随想" in response.context["refused"]
    response = desk.post(page(batch, "columns"), columns_form(desk, batch, **{"column-3": ""}))
    assert response["Location"] == page(batch, "plan")


def test_a_missing_required_column_is_named_and_nothing_typed_is_lost(desk):
    batch = uploaded(desk)
    form = columns_form(desk, batch, reason="为什么") | {"column-0": ""}
    response = desk.post(page(batch, "columns"), form)
    assert response.status_code == 400
    assert "company name" in response.context["refused"]
    assert 'value="为什么"' in response.text
    assert 'value="协会名单"' in response.text


def test_a_reason_is_asked_for(desk):
    batch = uploaded(desk)
    response = desk.post(page(batch, "columns"), columns_form(desk, batch, reason=""))
    assert response.context["about"].errors["reason"]


def test_another_header_row_reads_the_file_anew(desk):
    batch = uploaded(desk)
    form = columns_form(desk, batch) | {"header_row": "2"}
    response = desk.post(page(batch, "columns"), form)
    assert response.context["reading"].headers[0] == "试验甲电子"
    assert not batch.rows.exists()
    assert desk.post(page(batch, "columns"), {"read": "yes", "header_row": "nine"}).status_code == 400
    assert desk.post(page(batch, "columns"), {"read": "yes", "header_row": "99"}).status_code == 400


def test_a_mapping_is_kept_under_a_name_and_applied(desk):
    planned(desk, keep_as="协会", **{"column-3": "note"})
    kept = ColumnMapping.objects.get(name="协会")
    again = uploaded(desk)
    response = desk.post(page(again, "columns"), {"apply": "yes", "kept": kept.pk})
    lines = {line["header"]: line["chosen"] for line in response.context["lines"]}
    assert lines["随想"] == "note"


def test_the_plan_shows_rows_by_outcome_with_errors_in_words(desk):
    batch = planned(desk)
    response = desk.get(page(batch, "plan"), {"outcome": RowOutcome.ERROR})
    (line,) = response.context["lines"]
    assert line["row"].number == 3
    assert line["errors"][0]["column"] == "segment"
    assert "#REF!" in line["errors"][0]["message"]
    new = desk.get(page(batch, "plan"), {"outcome": RowOutcome.NEW})
    changes = {field: new for field, _old, new in new.context["lines"][0]["changes"]}
    assert "上海" in changes["placement"]
    assert desk.get(page(batch, "plan"), {"outcome": "odd"}).status_code == 404


def test_a_long_plan_is_paged(desk):
    text = "企业名称,所在省份\n" + "".join(f"试验{number:04}厂,\n" for number in range(120))
    batch = planned(desk, text)
    first = desk.get(page(batch, "plan"))
    assert len(first.context["lines"]) == 50
    assert len(desk.get(page(batch, "plan"), {"page": 3}).context["lines"]) == 20


def test_the_file_comes_back_with_what_is_wrong(desk):
    batch = planned(desk)
    book = load_workbook(io.BytesIO(desk.get(page(batch, "annotated")).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][:4] == ("企业名称", "所属环节", "所在省份", "随想")
    assert rows[1][4] in (None, "")
    assert "#REF!" in rows[2][4]


def test_a_row_that_needs_a_decision_gets_one(desk):
    first, second = make_company("歧义电子"), make_company("歧义电子")
    batch = planned(desk, "企业名称,英文名称\n歧义电子,Ambiguous\n")
    (line,) = desk.get(page(batch, "plan")).context["lines"]
    assert {each["id"] for each in line["candidates"]} == {first.public_id, second.public_id}
    chosen = {"row": "2", "decision-2": f"use:{second.public_id}"}
    desk.post(page(batch, "decide"), chosen)
    row = batch.rows.get()
    assert (row.decision, row.decided, row.outcome) == (RowDecision.USE, second.public_id, RowOutcome.CHANGED)
    desk.post(page(batch, "decide"), {"row": "2", "decision-2": "use", "company-2": "nobody"})
    assert batch.rows.get().decided == second.public_id
    desk.post(page(batch, "decide"), {"row": "2", "decision-2": ""})
    assert batch.rows.get().outcome == RowOutcome.DECISION
    desk.post(page(batch, "decide"), {"row": "2", "decision-2": "", "all": "new"})
    assert batch.rows.get().outcome == RowOutcome.NEW


def test_why_a_commit_is_refused_is_said(desk):
    batch = planned(desk)
    response = desk.post(page(batch, "commit"), {"rows": "all"}, follow=True)
    assert "1 rows have errors" in response.text
    assert ImportBatch.objects.get().status == BatchStatus.PLANNED


def test_the_good_rows_are_committed_by_the_worker(desk):
    batch = planned(desk)
    response = desk.post(page(batch, "commit"), {"rows": "good"})
    assert response["Location"] == page(batch, "progress")
    assert desk.get(page(batch, "progress")).status_code == 200
    assert desk.get(page(batch, "progress-state")).json()["next"] is False
    committing.run(batch.pk)
    assert desk.get(page(batch, "progress-state")).json()["next"] is True
    result = reverse("admin:batch", args=[batch.pk])
    assert desk.get(page(batch, "progress"))["Location"] == result
    assert "试验甲电子" in desk.get(result).text
    assert Company.objects.filter(name__in=["试验甲电子", "试验丙电子"]).count() == 2
    assert desk.get(page(batch, "plan"))["Location"] == result


def test_when_nothing_is_heard_of_a_worker_the_page_says_so(desk, monkeypatch):
    batch = planned(desk)
    desk.post(page(batch, "commit"), {"rows": "good"})
    assert desk.get(page(batch, "progress-state")).json()["hint"] is False
    now = committing.time()
    monkeypatch.setattr(committing, "time", lambda: now + 60)
    assert desk.get(page(batch, "progress-state")).json()["hint"] is True
    assert re.search(r'id="again"\s*>', desk.get(page(batch, "progress")).text)
    desk.post(page(batch, "commit"))
    assert desk.get(page(batch, "progress-state")).json()["hint"] is False
    committing.run(batch.pk)
    assert ImportBatch.objects.get().status == BatchStatus.COMMITTED


def test_a_waiting_commit_can_be_cancelled(desk):
    batch = planned(desk)
    desk.post(page(batch, "commit"), {"rows": "good"})
    response = desk.post(page(batch, "cancel"), follow=True)
    assert "nothing of it was written" in response.text
    committing.run(batch.pk)
    assert not Company.objects.filter(name="试验甲电子").exists()


def test_a_long_sheet_is_planned_by_the_worker(desk, monkeypatch):
    monkeypatch.setattr("chains.importing.jobs.LONG_FILE", 10)
    batch = uploaded(desk)
    response = desk.post(page(batch, "columns"), columns_form(desk, batch))
    assert response["Location"] == page(batch, "progress")
    assert desk.get(page(batch, "plan"))["Location"] == page(batch, "progress")
    committing.run_plan(batch.pk)
    assert desk.get(page(batch, "progress"))["Location"] == page(batch, "plan")
    assert ImportBatch.objects.get().counts["rows"] == 3


def test_what_another_has_uploaded_is_shown_but_not_theirs_to_commit(desk, reviewer):
    batch = planned(desk)
    desk.force_login(reviewer)
    assert desk.get(page(batch, "columns"))["Location"] == page(batch, "plan")
    response = desk.get(page(batch, "plan"))
    assert page(batch, "commit") not in response.text
    assert "Upload it yourself" in desk.post(page(batch, "commit"), {"rows": "good"}, follow=True).text
    assert ImportBatch.objects.get().status == BatchStatus.PLANNED


def test_a_curator_is_told_which_rows_are_not_of_their_province(client, django_user_model):
    user = django_user_model.objects.create_user("li", is_staff=True)
    give_role(user, Role.CURATOR)
    ProvinceGrant.objects.create(user=user, province=make_province("310000"))
    client.force_login(user)
    batch = planned(client)
    codes = {row.number: [error["code"] for error in row.errors] for row in batch.rows.all()}
    assert codes[4] == ["not_your_province"]
    assert codes[2] == []


def test_viewers_and_strangers_import_nothing(client, django_user_model):
    assert client.get(reverse("admin:import")).status_code == 302
    user = django_user_model.objects.create_user("reader", is_staff=True)
    give_role(user, Role.VIEWER)
    client.force_login(user)
    assert client.get(reverse("admin:import")).status_code == 403
    assert reverse("admin:import") not in client.get(reverse("admin:index")).text


def test_the_front_page_leads_to_the_import_and_the_batches(desk):
    text = desk.get(reverse("admin:index")).text
    assert reverse("admin:import") in text
    assert reverse("admin:batches") in text


def test_the_export_for_editing_downloads(desk):
    csv = desk.get(reverse("admin:export-companies", args=["csv"]))
    assert csv.content.decode("utf-8-sig").startswith("id,name,")
    xlsx = desk.get(reverse("admin:export-companies", args=["xlsx"]))
    assert load_workbook(io.BytesIO(xlsx.content)).active.max_row > Company.objects.count()
    assert desk.get(reverse("admin:export-companies", args=["pdf"])).status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_rows(desk, num_queries):
    few = planned(desk, "企业名称\n试验一厂\n试验二厂\n")
    many = planned(desk, "企业名称\n" + "".join(f"试验{number:04}厂\n" for number in range(50)))
    desk.get(page(few, "plan"))
    assert num_queries(lambda: desk.get(page(few, "plan"))) == num_queries(lambda: desk.get(page(many, "plan")))


def test_jobs_are_those_of_the_worker(desk):
    batch = planned(desk)
    jobs.commit_later(batch, batch.user, good_rows=True)
    assert ImportBatch.objects.get().status == BatchStatus.QUEUED


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "相同内容"), ("en", "Somebody else")])
def test_what_stopped_the_worker_is_said_in_the_language_of_the_reader(desk, language, word):
    batch = planned(desk)
    stopped = StalePlanError(
        gettext_noop("Somebody else has just written the same. The plan was made anew: look again.")
    )
    ImportBatch.objects.filter(pk=batch.pk).update(error=stopped.said)
    response = desk.get(page(batch, "progress"), headers={"Accept-Language": language}, follow=True)
    assert word in response.text


PEOPLE_S_LIST = "重点企业名单\n企业名称,备注,联系人\n一、设计,,\n试验甲电子,x,某\n合计,,\n"


def test_rows_that_are_no_records_are_one_group_and_a_click_takes_one_back(desk):
    batch = planned(desk, PEOPLE_S_LIST)
    skipped = desk.get(page(batch, "plan"), {"outcome": RowOutcome.SKIPPED})
    assert [(line["row"].line, line["takeable"]) for line in skipped.context["lines"]] == [(3, True), (5, True)]
    body = skipped.content.decode()
    assert "section heading" in body
    assert "联系人" in body
    [*_others, total] = re.findall(r'name="take" value="(\d+)"', body)
    desk.post(page(batch, "decide"), {"outcome": "skipped", "take": total})
    assert batch.rows.get(line=5).outcome == RowOutcome.NEW
    assert batch.rows.get(line=3).outcome == RowOutcome.SKIPPED


def test_a_file_without_known_headings_leads_to_its_columns_where_the_header_row_is_chosen(desk):
    batch = uploaded(desk, "某表,,\n甲,乙,丙\n试验甲电子,x,y\n")
    shown = desk.get(page(batch, "columns"))
    assert not shown.context["reading"].recognised
    again = desk.post(page(batch, "columns"), {"sheet": "", "header_row": "2", "read": "yes"})
    assert again.context["reading"].headers == ["甲", "乙", "丙"]
    form = columns_form(desk, batch) | {"header_row": "2", "header_row_before": "2", "column-0": "name"}
    assert desk.post(page(batch, "columns"), form | {"column-1": "", "column-2": ""}).status_code == 302
    assert batch.rows.get().cells == {"name": "试验甲电子"}


def test_blank_cells_and_hidden_rows_are_read_as_the_columns_say(desk):
    text = "企业名称,备注\n试验甲电子,x\n试验乙电子,\n"
    batch = uploaded(desk, text)
    desk.post(page(batch, "columns"), columns_form(desk, batch, **{"fill-1": "on", "without_hidden": "on"}))
    batch.refresh_from_db()
    assert batch.reading_options["fill"] == ["note"]
    assert batch.reading_options["without_hidden"]
    assert batch.rows.get(line=3).cells["note"] == "x"
    shown = desk.get(page(batch, "columns"))
    assert [line["fill"] for line in shown.context["lines"]] == [False, True]


def test_a_line_break_in_a_name_is_decided_on_the_page(desk):
    batch = planned(desk, '企业名称,备注\n"试验\n电子",x\n')
    [number] = re.findall(r'name="decision-(\d+)" value="part"', desk.get(page(batch, "plan")).content.decode())
    desk.post(page(batch, "decide"), {"row": number, f"decision-{number}": "part"})
    assert list(batch.rows.order_by("number").values_list("part", "cells__name")) == [(1, "试验"), (2, "电子")]
