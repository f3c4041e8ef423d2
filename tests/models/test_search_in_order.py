"""A search finds what plain conditions on every column find, in the order that it says, whichever way it goes."""

import re

import pytest
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chains.analysis.names import fold, has_cjk, name_key
from chains.index import search_hits as found
from chains.models import Company, CompanyName, Listing
from chains.searching import SHORT, Bytewise, tickers_of, words_of
from tests.examples import examples
from tests.factories import make_company, make_company_name, make_listing, make_segment

pytestmark = pytest.mark.django_db

#: How many hits are few, and how many are many: all gathered at once, looked for shelf by shelf, or walked to.
WAYS = {"gathered": (10**9, 10**9), "by shelf": (-(10**9), 10**9), "walked to": (-(10**9), -(10**9))}

#: What names and texts are made of: small, so that they meet; with what SQL, LIKE and Unicode take for something else.
LETTERS = "苏州海科技重aAbsSkKz12é%_\\'·. ＡＺ（囧ßı\u3000"


def plain(text):
    """Return the companies that ``text`` finds and those whose own columns do, by conditions on every row."""
    rows = own = Company.objects.published()
    for word in words_of(text):
        key = name_key(word)
        spelt = len(key) > 1 and re.fullmatch("[a-z0-9]+", key)
        short = spelt and len(key) <= SHORT
        name = Q(pk__in=[]) if short or not key else Q(name_key__contains=key)
        if spelt:
            begins = re.compile(key[0].upper() + "".join(f"[{letter}{letter.upper()}]" for letter in key[1:]))
            readings = {model: model.objects.values_list("pk", "readings") for model in (Company, CompanyName)}
            spells = {model: [pk for pk, each in rows if begins.search(each)] for model, rows in readings.items()}
        elif key and key.isascii():
            name |= Q(pinyin__startswith=key) | Q(initials__startswith=key)
        mine = name if short else name | Q(name_en__icontains=word)
        if spelt:
            mine |= Q(pk__in=spells[Company])
            name |= Q(pk__in=spells[CompanyName])
        if key and has_cjk(key):
            mine |= Q(legal_key__contains=key)
        ways = mine | Q(Exists(CompanyName.objects.filter(company=OuterRef("pk")).filter(name)))
        ways |= Q(uscc=word.upper()) | Q(public_id=fold(word))
        for ticker in tickers_of(word):
            ways |= Q(Exists(Listing.objects.filter(company=OuterRef("pk"), ticker__startswith=ticker)))
        rows, own = rows.filter(ways), own.filter(mine)
    return rows, set(own.values_list("pk", flat=True)) if words_of(text) else set()


def in_order(text):
    """Return the keys of the companies that ``text`` finds, sorted here."""
    rows, own = plain(text)
    key = name_key(" ".join(words_of(text)))
    short = len(key) <= SHORT and re.fullmatch("[a-z0-9]{2,}", key)

    def place(row):
        pk, name, pinyin, initials = row
        tiers = [(name == key, pinyin), (name.startswith(key), name)] if key else []
        if key and key.isascii():
            tiers[1:1] = [(pinyin == key, pinyin), (initials == key, pinyin)]
            tiers += [(pinyin.startswith(key), pinyin), (initials.startswith(key), initials)]
        if key and not short:
            tiers.append((key in name, pinyin))
        tiers += [(pk in own, pinyin), (True, pinyin)]
        rank = [fits for fits, _ in tiers].index(True)
        return rank, tiers[rank][1], pk

    return [row[0] for row in sorted(rows.order_by().values_list("pk", "name_key", "pinyin", "initials"), key=place)]


def assert_found(text, step=3):
    expected = in_order(text)
    assert list(Company.objects.published().search(text).best_first(text).values_list("pk", flat=True)) == expected
    assert set(Company.objects.published().search_in_place(text)) == set(Company.objects.filter(pk__in=expected))
    ids = Company.objects.filter(pk__in=expected).values_list("public_id", flat=True)
    assert sorted(found.matching_ids(text)) == sorted(ids)
    for most in (1, len(expected) + 1):
        assert found.count_up_to(text, most) == min(len(expected), most)
    ways = WAYS if connection.vendor == "postgresql" else {"gathered": WAYS["gathered"]}
    few, many = found.FEW, found.MANY
    try:
        for way, (found.FEW, found.MANY) in ways.items():
            assert found.best_companies(text, 0, len(expected) + 5) == expected, way
            pages = [found.best_companies(text, at, at + step) for at in range(0, len(expected) + 1, step)]
            assert [pk for page in pages for pk in page] == expected, way
    finally:
        found.FEW, found.MANY = few, many


names = st.text(LETTERS, min_size=1, max_size=6).filter(lambda name: name.split())


def company(number, name, name_en, legal_name, override):
    company = Company(name=name, name_en=name_en, legal_name=legal_name, pinyin_override=override)
    company.public_id = f"{number:010d}"
    company.derive()
    return company


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            names,
            st.text(LETTERS, max_size=6),
            st.text(LETTERS, max_size=6),
            st.sampled_from(("", "", "ka su", "zz 苏")),
            st.none() | names,
        ),
        min_size=3,
        max_size=12,
    ),
    texts=st.lists(st.text(LETTERS, max_size=4), min_size=3, max_size=3),
    piece=st.tuples(st.integers(0, 11), st.integers(0, 5), st.integers(1, 3)),
)
def test_any_names_and_any_text(empty_database, rows, texts, piece):
    """Texts of the same letters, and a piece of one of the names, which is sure to be found."""
    with transaction.atomic():
        companies = [company(number, *row[:4]) for number, row in enumerate(rows)]
        Company.objects.bulk_create([each for each in companies if each.name])
        aliases = [CompanyName(company=each, name=row[4]) for each, row in zip(companies, rows, strict=True) if row[4]]
        aliases = [alias for alias in aliases if alias.company.pk]
        for alias in aliases:
            alias.derive()
        CompanyName.objects.bulk_create(aliases)
        name = rows[piece[0] % len(rows)][0]
        for text in (*texts, name[piece[1] % len(name) :][: piece[2]]):
            assert_found(text)
        transaction.set_rollback(True)


@pytest.fixture
def town(empty_database):
    for name, more in {
        "苏州": {},
        "苏州海光": {"stage": "draft"},
        "苏州光电": {"name_en": "Suzhou Optics Co., Ltd."},
        "新苏州": {},
        "阿苏州": {},
        "东苏州": {"legal_name": "苏州东方有限公司"},
        "素舟": {},
        "思科": {"legal_name": "苏州工业园区思科有限公司"},
        "华为A股100%": {"name_en": "100% Huawei_A"},
        "重庆长安": {"pinyin_override": "chong qing chang an"},
        "囧囧": {"legal_name": "上海囧囧苏州分公司"},
        "Ａ＿ｂ\\ｃ": {},
    }.items():
        make_company(name, **more)
    other = make_company("别家")
    make_company_name(other, "苏州别家")
    make_listing(other, "002415", "szse")
    make_listing(Company.objects.get(name="囧囧"), "SZ100", "nasdaq")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "苏",
            "苏州",
            "州",
            "苏州光",
            "苏州光电股份有限公司",
            "苏州 光电",
            "光电 苏州",
            "苏州 苏州",
            "苏州 别",
            "州 s",
        ),
        *(
            "s",
            "sz",
            "suzhou",
            "SUZHOU",
            "ｓｕｚｈｏｕ",
            "uzh",
            "zg",
            "z",
            "h",
            "cq",
            "chong",
            "optics",
            "Co.,",
            "co",
            "ltd",
        ),
        *(
            "002415",
            "0024",
            "002415.SZ",
            "SZ100",
            "sz10",
            "1",
            "A股",
            "a股1",
            "00%",
            "长 cq",
            "zhangan",
            "zhonga",
            "*ST苏州",
            "C苏州",
            "蘇州",
            "ＳＺ１００",
            "SH002415",
            "002415sz",
            "别家（002415）",
            "%",
            "_",
            "\\",
            "i_A",
            "b\\",
            "a_b",
        ),
        *("囧", "囧囧", "思 园区", "", " ", "　", "·", "·.", "'", "（）", "苏州  ", "苏\u3000州", "苏%", "苏_"),
    ],
)
def test_any_text_of_a_kind(town, text):
    assert_found(text)


def test_other_rows_are_in_the_same_order(empty_database):
    for code, name in {"b": "光刻", "a": "曝光刻", "c": "光刻机", "d": "光刻胶"}.items():
        make_segment(code, name=name)
    segments = make_segment("e", name="逛客").__class__.objects
    assert [row.name for row in segments.search("光刻").best_first("光刻")] == ["光刻", "光刻机", "光刻胶", "曝光刻"]
    assert [row.name for row in segments.search("gk").best_first("gk")][:2] == ["光刻", "逛客"]


def test_queries_of_a_page(town, django_assert_num_queries, monkeypatch):
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 1):
        # what the planner expects (PostgreSQL), and the hits
        assert len(found.best_companies("苏州", 0, 50)) == 8
    with django_assert_num_queries(1):
        assert len(list(found.matching_ids("苏州"))) == 8
    monkeypatch.setattr(found, "FEW", -1)
    if connection.vendor == "postgresql":
        with django_assert_num_queries(3):
            # what the planner expects, what is called so, what begins so
            assert len(found.best_companies("苏州", 0, 2)) == 2


def test_grams_are_found_by_their_index(town):
    """Where it may be used; whether it is, the planner decides by the number of rows."""
    if connection.vendor != "postgresql":
        assert "grams" not in str(Company.objects.search("苏州").query)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Company.objects.search("苏州").explain()
    assert plan.count("chains_company_grams") == 3  # by name, legal name and English name
    assert plan.count("chains_companyname_grams") == 1
    assert Company.objects.search("suzhou").explain().count("chains_company_grams") == 3
    assert Company.objects.search("sz").explain().count("chains_company_grams") == 1
    hits = Company.objects.filter(name_key__startswith="苏州").order_by(Bytewise(F("name_key")), "pk")
    assert "_like on chains_company" in hits.explain()
