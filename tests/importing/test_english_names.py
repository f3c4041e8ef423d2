"""A company is known by its English name as by any other, at every door; of two of one name nobody is guessed."""

import pytest

from chains.models import Company, CompanyName
from chains.seeding.supply_chain import plan_supply_chain
from chains.seeding.supply_chain_writing import import_supply_chain
from chains.selectors.duplicates import candidates
from chains.selectors.shortlists import company_called
from tests.factories import make_company, make_company_name
from tests.importing.sheets import as_csv, imported, only_row, outcomes, planned
from tests.supply_chain_files import five_files

pytestmark = pytest.mark.django_db

LONG = "Semiconductor Manufacturing International Corporation (SMIC)"


def called(*names, english=""):
    return planned(as_csv(("企业名称", "英文名称"), *[(name, english) for name in names]))


def targets(batch):
    ids = batch.rows.order_by("number").values_list("target", flat=True)
    names = dict(Company.objects.values_list("public_id", "name"))
    return [names.get(each, "") for each in ids]


def test_a_sheet_finds_companies_by_their_english_names():
    batch = called(
        "SMIC", "JCET", "Hikvision", "Silan Microelectronics", "ＳＭＩＣ", "silan  MICROELECTRONICS Co., Ltd."
    )
    assert targets(batch) == ["中芯国际", "长电科技", "海康威视", "士兰微", "中芯国际", "士兰微"]


def test_every_english_name_on_record_is_known():
    names = dict(Company.objects.exclude(name_en="").values_list("name_en", "name"))
    batch = called(*names)
    assert targets(batch) == list(names.values())


def test_two_companies_of_one_english_name_are_asked_about():
    first, second = make_company("恒睿甲", name_en="Hengrui"), make_company("恒睿乙", name_en="HENGRUI Inc.")
    third = make_company("Hengrui Ltd.")
    row = only_row(called("Hengrui"))
    assert (row.outcome, {each["id"] for each in row.candidates}) == (
        "decision",
        {first.public_id, second.public_id, third.public_id},
    )


@pytest.mark.parametrize(
    ("name", "english"), [(LONG, ""), ("中芯国际（SMIC）", ""), ("全新的名字", "SMIC"), ("全新的名字", LONG)]
)
def test_what_may_be_the_same_name_is_asked_about(name, english):
    row = only_row(called(name, english=english))
    assert (row.outcome, row.candidates[0]["name"]) == ("decision", "中芯国际")


def test_a_place_in_brackets_is_no_abbreviation():
    make_company("恒睿甲", name_en="Heng Rui (Wuxi)")
    assert outcomes(called("Wuxi")) == ["new"]


def test_rows_of_a_company_that_is_new_may_go_by_its_english_name():
    batch = imported(
        as_csv(("企业名称", "英文名称", "别名"), ("恒睿甲", "Hengrui", "恒甲"), ("HENGRUI", "", ""), ("恒甲", "", ""))
    )
    assert Company.objects.filter(name__in=["恒睿甲", "HENGRUI", "恒甲"]).count() == 1
    assert outcomes(batch)[0] == "new"


def test_an_english_name_written_otherwise_is_no_other_name():
    imported(as_csv(("企业名称",), ("smic",), ("ＳＭＩＣ Ltd.",)))
    assert {each.name for each in CompanyName.objects.filter(company__name_en="SMIC")} == {"ＳＭＩＣ Ltd."}


def test_an_english_name_that_changes_is_known_at_once():
    company = make_company("恒睿甲", name_en="Before")
    company.name_en = "After"
    company.save(update_fields=["name_en"])
    assert targets(called("Before", "After")) == ["", "恒睿甲"]


def test_a_supply_chain_adds_nothing_to_whom_it_knows_by_the_english_name():
    before = Company.objects.count()
    providers = [
        {
            "provider_name": "SMIC",
            "alias": "smic",
            "provider_id": "P1",
            "provider_type": "organization",
            "country": "CHN",
        },
        {"provider_name": "JCET", "alias": "", "provider_id": "P2", "provider_type": "organization", "country": "CHN"},
    ]
    provision = [
        {"provider_id": each["provider_id"], "provider_name": each["provider_name"], "provided_id": "N1"}
        for each in providers
    ]
    plan = plan_supply_chain(five_files(providers=providers, provision=provision))
    outcome = import_supply_chain(plan, slug="world", name="World chain")
    assert (outcome.kept["companies"], Company.objects.count()) == (2, before)
    assert not CompanyName.objects.filter(name="smic").exists()


def test_a_supply_chain_never_chooses_among_two_of_one_english_name():
    for name in ("恒睿甲", "恒睿乙"):
        make_company(name, name_en="Hengrui")
    providers = [{"provider_name": "Hengrui", "provider_id": "P1", "provider_type": "organization", "country": "CHN"}]
    provision = [{"provider_id": "P1", "provider_name": "Hengrui", "provided_id": "N1"}]
    plan = plan_supply_chain(five_files(providers=providers, provision=provision))
    outcome = import_supply_chain(plan, slug="world", name="World chain")
    assert [fault.code for fault in outcome.faults if fault.file == "providers.csv"] == ["ambiguous_company"]


@pytest.mark.parametrize("name", ["SMIC", LONG])
def test_the_queue_of_duplicates_shows_the_pair(name):
    double, smic = make_company(name), Company.objects.get(name_en="SMIC")
    pairs = {frozenset((pair.first, pair.second)): pair.score for pair in candidates()}
    assert pairs[frozenset((double.public_id, smic.public_id))] >= 90


def test_a_company_is_put_on_a_shortlist_by_its_english_name():
    assert company_called("smic").name == "中芯国际"


def test_an_alias_and_an_english_name_are_one_company_once():
    company = make_company("恒睿甲", name_en="Hengrui")
    make_company_name(company, "Hengrui")
    assert list(Company.objects.named("HENGRUI")) == [company]


def test_names_with_no_letter_are_nobodys():
    make_company("恒睿甲", name_en="—", legal_name="/")
    assert list(Company.objects.named("——")) == []


@pytest.mark.parametrize(
    ("name", "outcome", "company"),
    [
        ("Hangzhou Silan Microelectronics Co., Ltd.", "decision", "士兰微"),
        ("Silan Microelectronics", "changed", "士兰微"),
        ("長電科技", "changed", "长电科技"),
        ("华为海思", "decision", "上海海思"),
        ("浙江省杭州市士兰微电子股份有限公司", "changed", "士兰微"),
    ],
)
def test_names_as_other_lists_write_them_find_who_is_on_record(name, outcome, company):
    row = only_row(called(name))
    found = Company.objects.filter(public_id=row.target) or Company.objects.filter(public_id=row.candidates[0]["id"])
    assert (row.outcome.replace("unchanged", "changed"), found.get().name) == (outcome, company)
