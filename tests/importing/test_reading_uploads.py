"""Uploads are read in a process of their own: the same rows, and in words what takes too much."""

import resource

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils.translation import override

from chains.choices import Role, SheetKind
from chains.importing import uploads
from chains.sheets import reading as here
from chains.sheets.reading import SheetError
from tests.api.writing.conftest import Caller
from tests.api.writing.test_imports import upload
from tests.sheets import corpus
from tests.staff import make_user

FILES = {
    "名单.xlsx": corpus.xlsx,
    "名单.xls": corpus.xls,
    "名单.csv": corpus.csv_file,
    "日期.xlsx": corpus.serial_dates,
    "公式.xlsx": corpus.formula_cells,
    "长.csv": lambda: corpus.csv_file([corpus.HEADER, *[corpus.ROW] * 2500]),
}


@pytest.fixture(scope="module")
def heavy():
    """Some hundred kilobytes that unpack to sixty megabytes of texts."""
    return corpus.unused_texts(100_000)


@pytest.mark.parametrize("name", FILES)
def test_the_rows_are_the_same(name):
    content = FILES[name]()
    book = uploads.open_book(content, name)
    assert book == here.open_book(content, name)
    read, expected = list(uploads.rows_of(content, book)), list(here.rows_of(content, book))
    assert read == expected
    assert [list(map(type, cells)) for _number, cells in read] == [
        list(map(type, cells)) for _number, cells in expected
    ]


@pytest.mark.parametrize("content", [b"", corpus.macro(), corpus.encrypted(), b"PK\x03\x04 and no more"])
def test_a_refusal_comes_back_with_its_words(content):
    with pytest.raises(SheetError) as refused:
        uploads.open_book(content, "名单.xlsx")
    with pytest.raises(SheetError) as expected:
        here.open_book(content, "名单.xlsx")
    assert (refused.value.code, refused.value.message) == (expected.value.code, expected.value.message)


def test_no_more_is_read_than_is_taken():
    content = FILES["长.csv"]()
    rows = uploads.rows_of(content, uploads.open_book(content, "长.csv"))
    assert next(rows) == (1, corpus.HEADER)
    rows.close()


def test_what_takes_too_much_memory_is_refused(settings, heavy):
    settings.READING_MEGABYTES = 64
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(SheetError) as refused:
        uploads.open_book(heavy, "名单.xlsx")
    assert (refused.value.code, refused.value.params) == ("too_heavy", {"limit": 64})
    # Nothing of it was in this process.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30 * 1024


def test_what_takes_too_long_is_refused(settings, heavy):
    settings.READING_SECONDS = 0.05
    with pytest.raises(SheetError) as refused:
        uploads.open_book(heavy, "名单.xlsx")
    assert refused.value.code == "too_slow"


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_says_so(client, settings, heavy, language):
    settings.READING_MEGABYTES = 64
    client.force_login(make_user(Role.REVIEWER))
    path = client.get(reverse("admin:import")).request["PATH_INFO"]
    sent = {"kind": SheetKind.COMPANIES, "file": SimpleUploadedFile("名单.xlsx", heavy)}
    answer = client.post(path, sent, headers={"accept-language": language})
    assert answer.status_code == 400
    assert {"en": "more than 64 MB of memory", "zh-hans": "64 MB 内存"}[language] in answer.text


@pytest.mark.django_db
def test_the_api_says_so(settings, heavy):
    settings.READING_MEGABYTES = 64
    caller = Caller(make_user(Role.REVIEWER))
    refused = upload(caller, heavy, 422, "名单.xlsx").json()
    assert refused["codes"] == {"file": ["too_heavy"]}
    assert "64 MB" in refused["errors"]["file"][0]


@pytest.mark.django_db
def test_the_command_says_so(settings, heavy, tmp_path):
    settings.READING_MEGABYTES = 64
    file = tmp_path / "名单.xlsx"
    file.write_bytes(heavy)
    with override("en"), pytest.raises(CommandError, match="more than 64 MB of memory"):
        call_command("import_sheet", file, plan=True)
