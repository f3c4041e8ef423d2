"""With the index and without it every list, facet, map and gap table is the same, whatever was written in between."""

import json
import random
import re

import pytest
from django.core import serializers
from django.db import connection
from django.test import Client

from chains import index
from chains.history.batches import undo
from chains.history.merging import merge
from chains.models import (
    Chain,
    City,
    CityGroup,
    Company,
    CompanyLabel,
    Evidence,
    Label,
    Listing,
    Placement,
    Province,
    Segment,
    Source,
)
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_alone")]

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
WORDS = ("电子", "微电子", "智能", "材料", "半导体", "光刻", "机器人", "芯片")


def add_company(chance):
    company = factories.make_company(
        f"{chance.choice(WORDS)}{chance.choice(WORDS)}{chance.randrange(10**6)}",
        stage=chance.choice(["published"] * 4 + ["draft"]),
        registration_status=chance.choice(["", "", "active", "deregistered"]),
        city=chance.choice([None, City.objects.get(code="320500")]),
    )
    for _ in range(chance.choice([0, 1, 1, 2, 4])):
        place(company, chance)
    if chance.random() < 0.4:
        factories.make_company_label(
            company, chance.choice(Label.objects.all()), valid_until=chance.choice([None, "2020-01-01"])
        )
    if chance.random() < 0.4:
        factories.make_listing(company)
    return company


def change_status(chance):
    company = some(chance, Company)
    company.registration_status = chance.choice(["", "active", "revoked", "deregistered"])
    company.save()


def change_validity(chance):
    held = some(chance, CompanyLabel) if CompanyLabel.objects.exists() else factories.make_company_label()
    held.valid_until, held.reexamination = (
        chance.choice([None, "2020-01-01", "2090-01-01"]),
        chance.choice(["", "failed"]),
    )
    held.save()


def place(company, chance):
    city = chance.choice([None, *City.objects.all()])
    province = city.province if city else chance.choice(Province.objects.all())
    where = {"province": province, "city": city}
    if chance.random() < 0.2:
        where = {"country": chance.choice(["CN", "DE"])}
    placed = {"segment": chance.choice(Segment.objects.all()), **where}
    if Placement.objects.filter(company=company, **placed).exists():
        return
    status = chance.choice(["reported", "disputed", "withdrawn"])
    factories.make_evidence(factories.make_placement(company, status=status, **placed))


def some(chance, model):
    return chance.choice(model.objects.order_by("pk"))


def rename(chance):
    company = some(chance, Company)
    company.name = f"{chance.choice(WORDS)}{chance.randrange(10**6)}"
    company.save()


def merge_two(chance):
    winner, loser = chance.sample(list(Company.objects.filter(stage="published")), 2)
    return merge(winner, [loser], {}, factories.make_user(is_superuser=True), "同一家")


def load_data(chance):
    """As ``loaddata`` does: rows that are saved raw."""
    company = some(chance, Company)
    company.stage = "published"
    for each in serializers.deserialize("json", serializers.serialize("json", [company])):
        each.save()


def execute(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


WRITES = {
    "a company is saved": rename,
    "a company comes": add_company,
    "a company is placed": lambda chance: place(some(chance, Company), chance),
    "a stage changes, row by row": lambda chance: Company.objects.filter(pk=some(chance, Company).pk).update(
        stage=chance.choice(["published", "review"])
    ),
    "a status changes in SQL": lambda chance: execute(
        "UPDATE chains_placement SET status = 'withdrawn' WHERE id = %s", some(chance, Placement).pk
    ),
    "a firm stands otherwise in the register": change_status,
    "several are dissolved in SQL": lambda chance: execute(
        "UPDATE chains_company SET registration_status = 'revoked' WHERE id %% 5 = %s", chance.randrange(5)
    ),
    "a label expires": change_validity,
    "a placement goes": lambda chance: some(chance, Placement).delete(),
    "a company goes": lambda chance: some(chance, Company).delete(),
    "two are merged": merge_two,
    "a merge is undone": lambda chance: undo(batch := merge_two(chance), batch.user, "两家"),
    "a fixture is loaded": load_data,
    "many come at once": lambda chance: Listing.objects.bulk_create(
        [
            Listing(company=company, exchange="szse", ticker=f"{chance.randrange(10**6):06}")
            for company in Company.objects.order_by("pk")[:3]
        ],
        ignore_conflicts=True,
    ),
    "a listing ends": lambda chance: Listing.objects.update(delisted_on="2024-01-01"),
    "a label is taken away": lambda chance: CompanyLabel.objects.all().delete(),
    "a label is given": lambda chance: factories.make_company_label(None, some(chance, Label)),
    "a label comes": lambda chance: factories.make_label(f"label-{chance.randrange(10**6)}"),
    "a label is renamed": lambda chance: Label.objects.filter(slug="little-giant").update(slug="titan", name="巨头"),
    "a group changes": lambda chance: CityGroup.objects.first().cities.set(City.objects.all()[:1]),
    "a group is renamed": lambda chance: CityGroup.objects.filter(pk=CityGroup.objects.first().pk).update(
        name=f"圈{chance.randrange(10**6)}"
    ),
    "a segment hangs elsewhere": lambda chance: rehang(Segment.objects.filter(parent__isnull=False).first()),
    "a segment is renamed": lambda chance: Segment.objects.filter(pk=some(chance, Segment).pk).update(
        name_en="Renamed"
    ),
    "a segment comes": lambda chance: factories.make_segment(f"new-{chance.randrange(10**6)}"),
    "a chain is renamed": lambda chance: Chain.objects.filter(slug="ai").update(name="智能"),
    "a source is read again": lambda chance: Source.objects.update(retrieved_on="2026-01-01"),
    "evidence goes": lambda chance: Evidence.objects.filter(source=some(chance, Source)).delete(),
    "a verdict is given": lambda chance: factories.make_assessment(some(chance, Segment)),
    "a target is set": lambda chance: factories.make_target(some(chance, Segment), by_year=2000 + chance.randrange(99)),
    "an institution comes": lambda chance: factories.make_research_base().chains.add(some(chance, Chain)),
    "a segment feeds another": lambda chance: factories.make_link(
        *(factories.make_segment(f"{side}-{chance.randrange(10**6)}") for side in ("up", "down"))
    ),
    "a town moves": lambda chance: Company.objects.filter(stage="published").update(city="320500", province="320000"),
}


def rehang(segment):
    segment.parent = None
    segment.save()


def any_question(chance):
    values = {
        "chain": list(Chain.objects.values_list("slug", flat=True)),
        "segment": list(Segment.objects.values_list("code", flat=True)),
        "province": [*Province.objects.values_list("code", flat=True), "unknown"],
        "city": list(City.objects.values_list("code", flat=True)),
        "city_group": list(CityGroup.objects.values_list("slug", flat=True)),
        "label": list(Label.objects.values_list("slug", flat=True)),
        "expired_label": list(Label.objects.values_list("slug", flat=True)),
        "listed": ["true", "false"],
        "registration_status": ["active", "revoked", "deregistered"],
        "dissolved": ["true", "false"],
        "status": ["reported", "withdrawn"],
    }
    names = chance.sample(sorted(values), chance.choice([0, 1, 2, 3]))
    return {name: chance.sample(values[name], min(len(values[name]), chance.choice([1, 2]))) for name in names}


ADDRESSES = ("/companies/", "/api/v1/companies/", "/api/v1/companies/facets/")
#: What has a filter of another kind, or none.
PLAIN = ("/chains/ic/", "/gaps/?chain=ic", "/gaps/ranked/", "/")


def answers(settings, chance):
    """Return what every page says by the index, and what it says without."""
    client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_LANGUAGE=chance.choice(["zh-hans", "en"]))
    # As PostgreSQL numbers the revisions when a transaction ends.
    connection.check_constraints()
    question = any_question(chance)
    on_map = {name: values for name, values in question.items() if name not in ("chain", "segment")}
    asked = ((chance.choice(ADDRESSES), question), chance.choice((("/chains/ai/", on_map), (chance.choice(PLAIN), {}))))
    for address, parameters in asked:
        yield address, parameters, *(said(client, settings, address, parameters, on) for on in (True, False))


def said(client, settings, address, question, on):
    settings.FACET_INDEX = on
    response = client.get(address, question)
    return response.status_code, TOKEN.sub("", response.content.decode())


@pytest.fixture(autouse=True)
def _without_limits(settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
        "DEFAULT_THROTTLE_RATES": dict.fromkeys(settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"])
    }


#: The same writes in other orders.
OTHER_ORDERS = [pytest.param(seed, marks=pytest.mark.matrix("the same writes in another order")) for seed in (1, 2)]


@pytest.mark.parametrize("seed", [0, *OTHER_ORDERS])
def test_every_page_says_the_same_after_every_write(settings, seed):
    chance = random.Random(seed)
    writes = chance.sample(sorted(WRITES), len(WRITES))
    for write in ("", *writes):
        if write:
            WRITES[write](chance)
        for address, question, by_index, by_database in answers(settings, chance):
            assert by_index == by_database, (write, address, question)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_company_with_all_there_is_to_it_is_shown_the_same(settings, language):
    source, label = factories.make_source(), factories.make_label("star", name="明星", name_en="Star & Co")
    full = factories.make_company(
        "全有<电子>",
        legal_name="全有电子有限公司",
        name_en="All & Sons",
        uscc="91110000600037341L",
        founded_on="2001-02-03",
        website="https://example.org/a?b=1&c=2",
        description="第一行\n“第二行”",
        country="US",
    )
    factories.make_company_name(full, "别名乙", kind="former", source=source, locator="图1")
    factories.make_company_name(full, "别名甲")
    factories.make_listing(full, "688001", listed_on="2020-05-06", source=source)
    factories.make_listing(full, "688002", listed_on="2010-05-06", delisted_on="2015-01-01")
    for year in (2021, 2020):
        factories.make_company_label(full, factories.make_label() if year == 2020 else label, year=year, source=source)
    factories.make_company_label(full, label, chain=Chain.objects.first(), issuer="工信厅")
    segments = list(Segment.objects.filter(layer__chain__slug="ic").order_by("pk")[:6])
    for segment, place in zip(
        segments,
        (
            {"province": factories.make_province("320000"), "city": City.objects.get(code="320500")},
            {"province": factories.make_province("310000")},
            {"province": None, "country": "JP"},
            {"province": None, "country": "US", "status": "withdrawn"},
            {"province": factories.make_province("330000"), "status": "disputed"},
            {"province": factories.make_province("340000"), "status": "verified", "verified_on": "2024-01-01"},
        ),
        strict=False,
    ):
        placement = factories.make_placement(full, segment, **place)
        factories.make_evidence(placement, source, printed_name="全有", locator="图2")
        factories.make_evidence(placement)
    factories.make_company("什么都没有")
    connection.check_constraints()
    client = Client(HTTP_HOST="127.0.0.1", HTTP_ACCEPT_LANGUAGE=language)
    for address in ("/companies/", "/api/v1/companies/"):
        by_index, by_database = (said(client, settings, address, {"q": "有"}, on) for on in (True, False))
        assert by_index == by_database
        assert by_index[0] == 200
        assert "688002" in by_index[1]
    # A list is written from plain values, a record and a list of chosen columns by the serializer.
    (row,) = (each for each in json.loads(by_index[1])["results"] if each["id"] == full.public_id)
    assert row == client.get(f"/api/v1/companies/{full.public_id}/").json()
    chosen = client.get("/api/v1/companies/", {"q": "有", "fields": ",".join(row)}).json()["results"]
    assert json.loads(by_index[1])["results"] == chosen


def test_the_index_is_what_answered(settings, django_assert_max_num_queries):
    """That the two agree says nothing where one of them was asked twice."""
    settings.FACET_INDEX = True
    assert index.describe().companies == Company.objects.published().count()
    client = Client(HTTP_HOST="127.0.0.1")
    client.get("/api/v1/companies/", {"chain": "ic"})
    with django_assert_max_num_queries(1):
        assert client.get("/api/v1/companies/", {"chain": "ic"}).status_code == 200


@pytest.mark.parametrize("query", ["page=%00", "page=x", "q=%00", "chain=", "chain=nothing", "listed=maybe", "no=1"])
def test_what_is_wrong_is_refused_the_same(settings, query):
    client = Client(HTTP_HOST="127.0.0.1")
    for address in ("/companies/", "/api/v1/companies/", "/api/v1/companies/facets/"):
        by_index, by_database = (said(client, settings, f"{address}?{query}", {}, on) for on in (True, False))
        assert by_index == by_database
        assert by_index[0] in (400, 404) or query == "chain="
