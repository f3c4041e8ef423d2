"""Loading the seed: once, with history, and never over anybody's edit."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection

from chains.models import (
    Chain,
    City,
    CityGroup,
    ColumnMapping,
    Company,
    Listing,
    Placement,
    Province,
    ResearchBase,
    Segment,
)
from chains.models.base import Record
from chains.seeding.building import as_json, build_entries
from chains.seeding.loading import SEED, Seeded, load_seed
from tests.shared_rows import empty, shared

pytestmark = pytest.mark.django_db

MODELS = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]


#: What the seed brings besides, which has no history.
BESIDES = [ColumnMapping]


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in [*MODELS, *BESIDES]}


@pytest.fixture
def with_a_chain(tmp_path: Path, settings, sheets: dict[str, str]) -> str:
    """A fixture made from the sheets with one more chain, as the README of the sheets describes it."""
    sheets["sources"] += "steel-2024,list,钢铁企业名单,,,2024年,2024-03-01,,,,\n"
    sheets["provinces"] += "370000,山东,山东省,Shandong\n"
    sheets["regions"] += "north-east-coast,东部沿海,Eastern coast,山东 江苏\n"
    sheets["chains"] += "steel,north-east-coast,钢铁,Steel,,\n"
    sheets["layers"] += "steel,making,冶炼,Making\n"
    sheets["segments"] += "steel.making,,smelting,炼钢,Smelting,,炼钢。,Smelting.\n"
    header, rows = sheets["placements"].split("\n", 1)
    more = "钢铁,,炼钢,江苏,1,南钢股份,表1,steel-2024\n钢铁,,炼钢,山东,1,山东钢铁,表1,steel-2024\n"
    rows = "".join(f"{row},\n" for row in rows.splitlines())
    sheets["placements"] = f"{header},source\n{rows}{more}"
    (tmp_path / "more.json").write_text(as_json(build_entries(sheets)), encoding="utf-8")
    settings.FIXTURE_DIRS = [*settings.FIXTURE_DIRS, tmp_path]
    return "more"


def test_loaddata_twice_leaves_the_counts():
    before = counts()
    call_command("loaddata", SEED, verbosity=0)
    call_command("loaddata", SEED, verbosity=0)
    assert counts() == before


@shared
def loaded() -> Seeded:
    """The seed, loaded into an empty database."""
    empty()
    return load_seed()


def test_load_seed_fills_an_empty_database(loaded: Seeded, committed: str):
    assert loaded.kept == 0
    assert sum(loaded.made.values()) == len(json.loads(committed)) == sum(counts().values())


def test_every_row_gets_a_first_entry_in_its_history(loaded: Seeded):
    for model in MODELS:
        entries = model.history.all()
        assert entries.count() == model.objects.count()
        assert set(entries.values_list("history_type", flat=True)) <= {"+"}
        assert set(entries.values_list("history_change_reason", flat=True)) <= {"Seed: 《杭州科技》2020年第2期"}


def test_first_edit_has_something_to_be_compared_with(loaded: Seeded):
    company = Company.objects.get(name="长电科技")
    company.website = "https://www.jcetglobal.com"
    company.save()
    after, before = company.history.all()
    assert after.diff_against(before).changed_fields == ["website"]
    base = ResearchBase.objects.get(name="复旦大学")
    base.chains.remove(Chain.objects.get(slug="ai"))
    after, before = base.history.all()
    [change] = after.diff_against(before).changes
    assert (change.field, len(change.old), len(change.new)) == ("chains", 2, 1)
    city_group = CityGroup.objects.get(slug="g60-corridor").history.get()
    assert city_group.cities.count() == 9


def test_second_run_changes_nothing_and_says_so(empty_database: None):
    out = StringIO()
    call_command("load_seed", stdout=out)
    assert "162" in out.getvalue()
    before, entries = counts(), Company.history.count()
    Company.objects.filter(name="长电科技").update(name="长电", description="改过")
    Placement.objects.filter(company__name="中芯国际").delete()
    call_command("load_seed", stdout=out)
    assert "nothing was changed" in out.getvalue()
    assert Company.objects.filter(name="长电", description="改过").exists()
    assert not Placement.objects.filter(company__name="中芯国际").exists()
    assert counts()["Company"] == before["Company"]
    assert Company.history.count() == entries


def test_row_that_staff_made_first_is_left_alone(empty_database: None):
    Province.objects.create(code="320000", name="江苏", full_name="江苏省（改）")
    City.objects.create(code="320500", name="苏州", province_id="320000")
    assert load_seed().kept == 2
    assert Province.objects.get(code="320000").full_name == "江苏省（改）"
    assert City.objects.get(code="320500").longitude is None
    assert Province.history.filter(code="320000").count() == 1


def test_contradiction_loads_nothing(empty_database: None):
    owner = Company.objects.create(name="别的公司")
    Listing.objects.create(company=owner, exchange="szse", ticker="300236")
    Province.objects.create(code="320000", name="上海", full_name="？")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_seed")
    assert (Chain.objects.count(), Company.objects.count(), Province.objects.count()) == (0, 1, 1)


def test_unknown_fixture_is_named():
    with pytest.raises(CommandError, match=r"nowhere\.json"):
        call_command("load_seed", "nowhere")


def test_chain_added_to_the_sheets_is_added_to_a_site(with_a_chain: str):
    Company.objects.filter(name="南钢股份").update(website="https://example.com")
    assert load_seed(with_a_chain).made == {}
    before = counts()
    load_seed(with_a_chain, missing=True)
    added = {model: count - before[model] for model, count in counts().items() if count != before[model]}
    assert added == {
        "Source": 1,
        "Province": 1,
        "Region": 1,
        "RegionProvince": 2,
        "Chain": 1,
        "Layer": 1,
        "Segment": 1,
        "Company": 1,
        "Placement": 2,
        "Evidence": 2,
    }
    company = Company.objects.get(name="南钢股份")
    assert company.website == "https://example.com"
    assert company.placements.filter(segment__code="steel.smelting").get().evidence.get().source.slug == "steel-2024"
    assert Segment.objects.get(code="steel.smelting").name_key == "炼钢"
    assert load_seed(with_a_chain, missing=True).made == {}


def test_the_database_knows_at_once_how_much_was_loaded(empty_database):
    load_seed()
    on_postgresql = "SELECT reltuples FROM pg_class WHERE relname = %s"
    on_sqlite = "SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1' AND tbl_name <> %s"
    counted = Placement.objects.count() if connection.vendor == "postgresql" else 0  # it keeps no statistics
    with connection.cursor() as cursor:
        cursor.execute(on_postgresql if connection.vendor == "postgresql" else on_sqlite, [Placement._meta.db_table])
        assert cursor.fetchone()[0] == counted
