"""The search box and the autocompletes find rows by anything they are known by."""

import pytest
from django.urls import reverse

from chains.models import Assessment, City, Company, CompanyName, Evidence, Listing, Placement, ResearchBase, Segment
from tests.admin.rows_and_forms import make_company, page

pytestmark = pytest.mark.django_db

CODE = "91110000600037341L"


def found(desk, model, text):
    return {str(row) for row in desk.get(page(model, "changelist"), {"q": text}).context["cl"].result_list}


@pytest.mark.parametrize(
    "text",
    ["埃夫特", "aifute", "aft", "AFT", "688165", "688165.SH", "埃夫特智能装备", "efort", "埃夫特 688165"],
    ids=lambda text: text,
)
def test_a_company_is_found_by(desk, text):
    assert "埃夫特" in found(desk, Company, text)


def test_a_company_is_found_by_other_name_credit_code_and_id(desk):
    company = make_company("长电试验", uscc=CODE, pinyin_override="chang dian shi yan")
    CompanyName.objects.create(company=company, name="旧称半导体")
    for text in ("旧称", "jcbdt", CODE, CODE.lower(), company.public_id, "changdian", "cdsy", "长电 旧称"):
        assert "长电试验" in found(desk, Company, text), text
    assert "长电试验" in found(desk, Company, "zhangdian")
    assert found(desk, Company, "长电 不存在") == set()


def test_a_printed_name_leads_to_the_company(desk):
    assert found(desk, Company, "杨杰") == {"扬杰科技"}
    assert found(desk, CompanyName, "yangjie") == {"杨杰科技"}


@pytest.mark.parametrize(
    ("model", "text", "expected"),
    [
        (Segment, "gkj", "光刻机"),
        (Segment, "guangkeji", "光刻机"),
        (Segment, "lithography", "光刻机"),
        (Segment, "设备", "光刻机"),
        (City, "sz", "苏州"),
        (City, "320500", "苏州"),
        (City, "江苏", "苏州"),
        (Listing, "688165", "688165"),
        (Listing, "埃夫特", "688165"),
        (Placement, "aft 智能机器", "埃夫特 · 智能机器 · 安徽"),
        (Placement, "埃夫特 安徽", "埃夫特 · 智能机器 · 安徽"),
        (Evidence, "杨杰", "图1 杨杰科技"),
        (Evidence, "yjkj", "杨杰科技"),
        (Assessment, "sb", "设备"),
        (ResearchBase, "fddx", "复旦大学"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_other_rows_are_found_by(desk, model, text, expected):
    assert any(expected in row for row in found(desk, model, text))


def suggested(desk, model, field, term):
    query = {"app_label": "chains", "model_name": model, "field_name": field, "term": term}
    return [row["text"] for row in desk.get(reverse("admin:autocomplete"), query).json()["results"]]


@pytest.mark.parametrize("term", ["aft", "aifute", "埃夫", "688165"])
def test_an_autocomplete_suggests_companies(desk, term):
    assert suggested(desk, "placement", "company", term)[0].startswith("埃夫特")


def test_an_autocomplete_puts_the_best_match_first(desk):
    for name in ("甲长风", "长风", "长风集成"):
        make_company(name)
    assert [text.split("（")[0] for text in suggested(desk, "placement", "company", "长风")][:2] == ["长风", "长风集成"]


def test_suggestions_say_which_of_like_names_is_meant(desk):
    assert suggested(desk, "placement", "segment", "guangkeji ") == [
        "光刻机（集成电路 · 设备）",
        "光刻胶（集成电路 · 原材料）",
    ]
    assert "苏州（江苏）" in suggested(desk, "company", "city", "suzhou")
    assert suggested(desk, "company", "city", "shanghai") == ["上海"]


def test_suggestions_need_permission(client, curator):
    curator.groups.clear()
    client.force_login(curator)
    query = {"app_label": "chains", "model_name": "placement", "field_name": "company", "term": "a"}
    assert client.get(reverse("admin:autocomplete"), query).status_code == 403


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ({"chain": "ic"}, {"placements__segment__layer__chain__slug": "ic"}),
        ({"layer": "ai.product"}, {"placements__segment__layer__code": "ai.product"}),
        ({"works_in": "340000"}, {"placements__province": "340000"}),
        ({"status": "reported"}, {"placements__status": "reported"}),
        ({"listed": "yes"}, {"listings__delisted_on__isnull": True, "listings__isnull": False}),
        ({"missing": "uscc"}, {"uscc": ""}),
        ({"missing": "place"}, {"province__isnull": True, "country": ""}),
        ({"province__code__exact": "310000"}, {"province": "310000"}),
    ],
    ids=str,
)
def test_companies_are_filtered(desk, query, condition):
    rows = {row.pk for row in desk.get(page(Company, "changelist"), query).context["cl"].queryset}
    assert rows == set(Company.objects.filter(**condition).values_list("pk", flat=True))
    assert rows


def test_a_column_of_the_map_includes_what_is_below_it(desk):
    company = make_company()
    Placement.objects.create(company=company, segment=Segment.objects.get(code="ic.lithography"), country="NL")
    rows = desk.get(page(Placement, "changelist"), {"segment": "ic.equipment", "q": company.public_id})
    assert [row.company for row in rows.context["cl"].result_list] == [company]
