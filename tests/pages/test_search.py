"""Search over everything: each kind by its Chinese name, in pinyin and by initials."""

from urllib.parse import quote

import pytest

from chains.models import Company, Technology
from tests.pages.reading import count_of, page

pytestmark = pytest.mark.django_db

#: What is searched for, and the address of what has to be found (or its beginning).
FINDS = [
    # companies
    ("士兰微", "/companies/"),
    ("shilanwei", "/companies/"),
    ("slw", "/companies/"),
    ("600460", "/companies/"),
    ("600460.SH", "/companies/"),
    ("杭州士兰微电子股份有限公司", "/companies/"),
    # segments, chains
    ("光刻机", "/segments/ic.lithography/"),
    ("guangkeji", "/segments/ic.lithography/"),
    ("Lithography", "/segments/ic.lithography/"),
    ("集成电路", "/chains/ic/"),
    ("rgzn", "/chains/ai/"),
    # places
    ("浙江", "/provinces/330000/"),
    ("zhejiang", "/provinces/330000/"),
    ("苏州", "/companies/?city=320500"),
    ("suzhou", "/companies/?city=320500"),
    # what stands beneath and above the maps
    ("国家智能传感器创新中心", "/research-bases/"),
    ("guojiazhinengchuanganqi", "/research-bases/"),
    ("开放创新平台", "/platforms/"),
    ("kaifangchuangxin", "/platforms/"),
    ("产业园", "/parks/"),
    ("chanyeyuan", "/parks/"),
    ("联盟", "/alliances/"),
    ("lianmeng", "/alliances/"),
    ("离子注入机", "/technologies/"),
    ("lizizhuruji", "/technologies/"),
    ("中芯绍兴", "/projects/"),
    ("zxsx", "/projects/"),
    # sources have no pinyin: they are found by title, author and issuer
    ("协同创新研究", "/sources/hangzhou-keji-2020-2/"),
    ("王立军", "/sources/hangzhou-keji-2020-2/"),
]


@pytest.mark.parametrize(("text", "address"), FINDS)
def test_it_finds_every_kind_of_record(client, text, address):
    shown = page(client, f"/search/?q={quote(text)}")
    found = [link for section in shown.all("section") for link in section.links]
    assert any(link.startswith(address) for link in found), found
    assert shown.one("input", id="find").attributes["value"] == text


def test_a_company_found_is_the_one_meant(client):
    company = Company.objects.get(name="士兰微")
    for text in ("slw", "shilanwei", "600460", company.public_id):
        first = page(client, f"/search/?q={text}").all("section")[0]
        assert first.links[0] == company.get_absolute_url(), text


def test_more_than_fit_are_counted_and_lead_to_the_whole_list(client):
    shown = page(client, "/search/?q=%E6%8A%80%E6%9C%AF")
    total = Technology.objects.search("技术").count()
    assert total > 8
    whole = [link for link in shown.links if link.startswith("/technologies/?")]
    assert whole == ["/technologies/?q=%E6%8A%80%E6%9C%AF"]
    assert count_of(page(client, whole[0])) == total


def test_two_words_both_have_to_match(client):
    one, both = (page(client, f"/search/?q={quote(text)}").all("section") for text in ("杭州", "杭州 园"))
    assert len(both) < len(one)


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=%E3%80%80"])
def test_an_empty_search_says_what_can_be_searched(client, query):
    shown = page(client, f"/search/?{query}")
    assert not shown.all("section")
    assert "拼音" in shown.one("main").one("p", class_="quiet").text


@pytest.mark.parametrize("text", ["查无此物", "zzzzqqqq", "😀", "%", "_", "\\", "·", "' OR 1=1 --"])
def test_a_search_that_finds_nothing_says_so_and_what_to_try(client, text):
    shown = page(client, f"/search/?q={quote(text)}")
    assert not shown.all("section")
    assert text in shown.one(class_="nothing").one("strong").text
    assert "拼音" in shown.one(class_="nothing").all("p")[1].text


@pytest.mark.parametrize("text", ["长" * 101, "a\x00b"])
def test_what_cannot_be_searched_is_refused_in_words(client, text):
    shown = page(client, f"/search/?q={quote(text)}", 400)
    assert shown.one(class_="refusal").text
    assert not shown.all("section")
    assert not shown.all(class_="nothing")


def test_the_longest_search_is_answered(client):
    assert page(client, f"/search/?q={quote('微 ' * 49 + '微')}").all("section")


def test_what_was_searched_for_is_shown_as_text(client):
    text = "<script>alert(1)</script>"
    shown = page(client, f"/search/?q={quote(text)}")
    assert text in shown.one(class_="nothing").text
    assert not [script for script in shown.all("script") if "src" not in script.attributes]


def test_a_list_without_a_hit_offers_to_search_everything(client):
    shown = page(client, "/companies/?q=%E5%85%89%E5%88%BB%E6%9C%BA")
    assert "/search/?q=%E5%85%89%E5%88%BB%E6%9C%BA" in shown.one(class_="nothing").links


def sections(client, text):
    return page(client, f"/search/?q={quote(text)}").all("section")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("AI", "/chains/ai/"),
        ("ic", "/chains/ic/"),
        ("人工智能", "/chains/ai/"),
        ("浙江", "/provinces/330000/"),
        ("浙江省", "/provinces/330000/"),
        ("330000", "/provinces/330000/"),
        ("Zhejiang", "/provinces/330000/"),
        ("苏州市", "/companies/?city=320500"),
        ("光刻机", "/segments/ic.lithography/"),
        ("lithography", "/segments/ic.lithography/"),
        ("ic.lithography", "/segments/ic.lithography/"),
    ],
)
def test_what_is_called_so_stands_first(client, text, address):
    assert sections(client, text)[0].links[0] == address


def test_a_place_and_a_segment_find_the_companies_there(client):
    (first, *_others) = sections(client, "上海 设计")
    chosen = Company.objects.matching({"province": ["310000"], "segment": ["ic.design"]})
    assert "上海 · 设计" in first.one("h2").text
    assert first.links[0] in {company.get_absolute_url() for company in chosen}
    whole = first.links[-1]
    assert whole.startswith("/companies/?")
    assert count_of(page(client, whole)) == chosen.count() == 7


def test_words_that_name_no_place_are_looked_for_in_names(client):
    (first, *_others) = sections(client, "浙江 AI 海康")
    assert first.links[0] == Company.objects.get(name="海康威视").get_absolute_url()
    assert first.links[-1].startswith("/companies/?")


@pytest.mark.parametrize(
    "text", ["６００４６０", "SH600460", "sh.600460", "600460.0", "1.600460", "士蘭微", "*ST士兰微", "士兰微（600460）"]
)
def test_a_company_is_found_however_it_is_written(client, text):
    assert sections(client, text)[0].links[0] == Company.objects.get(name="士兰微").get_absolute_url()
