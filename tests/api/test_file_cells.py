"""The cells of the long lists, which are made of bare values: the same as read off the rows themselves."""

import csv
import io
import json
from random import Random

import pytest
from django.utils import translation
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from chains.choices import PlacementStatus, Stage
from chains.models import City, Company, Label, Placement, Segment, Source
from chains.ordering import ordered
from chains.selectors.list_rows import rows_of
from chains.tables import BY_LIST, formats
from tests.factories import (
    make_company,
    make_company_label,
    make_company_name,
    make_evidence,
    make_listing,
    make_placement,
)
from tests.pages.reading import content
from tests.shared_rows import shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("made_up")]

NAMES = ("=1+1", " 前有空格", "a&b <c>", "换\n行", '引"号', "别名", "-5", "a;b")


@shared
def made_up() -> None:
    """Add companies with everything that a company can have, drafts and withdrawn placements among it."""
    random = Random(3)
    segments, cities = list(Segment.objects.all()), list(City.objects.all())
    labels, sources = list(Label.objects.filter(per_chain=False)), list(Source.objects.all())
    for number in range(60):
        name = f"{random.choice(NAMES)}{number}"
        stage = random.choice([*Stage, Stage.PUBLISHED, Stage.PUBLISHED])
        place = random.choice([{}, {"city": random.choice(cities).pk}, {"country": "JP"}])
        company = make_company(name, legal_name=random.choice(["", name]), name_en=name, stage=stage, **place)
        if number % 5 == 0:
            status = {"registration_status": "moved-out", "registration_status_on": "2020-01-01"}
            Company.objects.filter(pk=company.pk).update(**status, registration_status_source=sources[0])
        for other in random.sample(NAMES, random.randrange(3)):
            make_company_name(company, f"{other}{number}")
        if number % 4 == 0:
            make_listing(company, f"{700000 + number}", delisted_on=random.choice([None, "2020-01-01"]))
        for label in random.sample(labels, random.randrange(3)):
            make_company_label(company, label, valid_until=random.choice([None, "2020-01-01"]))
        for segment in random.sample(segments, random.randrange(4)):
            place = random.choice([{"city": random.choice(cities).pk}, {"province": "320000"}, {"country": "US"}])
            placement = make_placement(
                company,
                segment,
                stage=random.choice([*Stage, Stage.PUBLISHED]),
                status=random.choice(["reported", "withdrawn", "disputed"]),
                **place,
            )
            for source in random.sample(sources, min(len(sources), random.randrange(3))):
                make_evidence(placement, source, printed_name=name, locator="图1")


def once(values):
    return list(dict.fromkeys(values))


def company_cells(row: Company) -> list:
    live = row.live_placements
    return [
        row.public_id,
        row.name,
        row.legal_name,
        row.name_en,
        row.uscc,
        row.uscc_exception,
        any(not listing.delisted_on for listing in row.listings.all()),
        [listing.ticker for listing in row.listings.all()],
        [held.label.slug for held in row.labels.all()],
        [held.label.slug for held in row.labels.all() if held.expired],
        [other.name for other in row.names.all()],
        once(placement.segment.layer.chain.slug for placement in live),
        once(placement.segment.code for placement in live),
        once(placement.segment.name for placement in live),
        once(placement.province.name if placement.province else placement.country.name for placement in live),
        len(live),
        row.province_id or "",
        row.city_id or "",
        row.city.name if row.city else "",
        row.country.code or "",
        row.founded_on,
        row.website,
        row.description,
        row.registration_status,
        row.registration_status_on,
        row.registration_status_source.slug if row.registration_status_source else "",
        row.updated,
    ]


def placement_cells(row: Placement) -> list:
    evidence = list(row.evidence.all())
    return [
        row.public_id,
        row.company.public_id,
        row.company.name,
        row.segment.layer.chain.slug,
        row.segment.layer.code,
        row.segment.code,
        row.segment.name,
        row.province_id or "",
        row.province.name if row.province else "",
        row.city_id or "",
        row.city.name if row.city else "",
        row.country.code or "",
        row.status,
        row.verified_on,
        [item.printed_name for item in evidence],
        [item.locator for item in evidence],
        once(item.source.slug for item in evidence),
        row.note,
        row.updated,
    ]


READ = {"companies": company_cells, "placements": placement_cells}
#: What makes a list one of all its rows: of placements, it has the live ones where no status is asked for.
QUERIES = {"companies": "", "placements": "".join(f"status={status}&" for status in PlacementStatus)}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("chunk", [7, 1000])
def test_the_cells_are_those_of_the_rows(name, language, chunk, monkeypatch):
    monkeypatch.setattr("chains.tables.long.CHUNK", chunk)
    with translation.override(language):
        rows = rows_of(name)
        expected = [READ[name](row) for row in rows]
        assert [list(row) for row in BY_LIST[name].rows(rows)] == expected
    assert len(expected) > 160


@pytest.mark.parametrize("name", READ)
def test_every_format_has_these_cells(name, client):
    rows = [READ[name](row) for row in ordered(rows_of(name))]
    codes = BY_LIST[name].codes()
    records = [
        json.dumps(
            {
                code: value.isoformat() if hasattr(value, "isoformat") else value
                for code, value in zip(codes, row, strict=True)
            },
            ensure_ascii=False,
        )
        for row in rows
    ]
    assert content(client.get(f"/api/v1/{name}.ndjson?{QUERIES[name]}")).decode().splitlines() == records
    table = list(
        csv.reader(
            io.StringIO(content(client.get(f"/api/v1/{name}.csv?{QUERIES[name]}")).decode("utf-8-sig"), newline="")
        )
    )
    assert [row[0] for row in table[1:]] == [row[0] for row in rows]
    body = content(client.get(f"/api/v1/{name}.xlsx?{QUERIES[name]}"))
    shown = [list(row) for row in load_workbook(io.BytesIO(body)).active.iter_rows(min_row=2, values_only=True)]
    assert [row[0] for row in shown] == [row[0] for row in rows]
    again = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    texts = [position for position, value in enumerate(rows[0]) if isinstance(value, str | list)]
    for written, read, other in zip(table[1:], shown, again[1:], strict=True):
        assert [read[position] or "" for position in texts] == [written[position] for position in texts]
        assert [other[position] for position in texts] == [written[position] for position in texts]


def test_a_country_is_named_in_the_language_of_each_reader(client):
    make_placement(make_company("东京微电子"), "ic.design", country="JP")
    for language, named in (("zh-hans", "日本"), ("en", "Japan")):
        body = content(client.get("/companies.ndjson?q=东京微电子", headers={"accept-language": language}))
        assert json.loads(body)["provinces"] == [named]


def test_a_text_longer_than_a_cell_ends_with_a_whole_character():
    text = "𠮷" * 20_000
    (sheet,) = load_workbook(io.BytesIO(formats.as_xlsx("t", ["a"], [[text]]))).worksheets
    assert sheet["A2"].value == "𠮷" * 16_383


def test_a_text_that_reads_like_the_number_of_a_character_stays_a_text():
    body = formats.as_xlsx(
        "t",
        ["a"],
        [
            [
                "_x0041_",
            ]
        ],
    )
    # As Excel itself writes it; the other programs read what they find.
    assert load_workbook(io.BytesIO(body)).active["A2"].value == "_x005F_x0041_"
