"""A curator who reads no English finds none: every word that the admin itself says is Chinese."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.contrib import admin
from django.urls import reverse
from django.utils import translation

from chains.admin.base import CuratedAdmin
from chains.models import Company, Evidence, Placement
from tests.admin.rows_and_forms import (
    make_evidence,
    make_placement,
    make_supply_share,
    make_target,
    make_whole_company,
    page,
    sent,
)
from tests.value_factories import make_value_mapping

pytestmark = pytest.mark.django_db

MODELS = [model for model, shown in admin.site._registry.items() if isinstance(shown, CuratedAdmin)]
by_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)

#: Latin letters that a Chinese page may have: the other language, names of standards, examples of pinyin.
ALLOWED = {
    *(word for _code, word in settings.LANGUAGES),
    *("Excel", "Chain", "Atlas", "GB", "T", "I", "O", "S", "V", "Z", "L", "G", "corridor", "g"),
    *("zhongweigongsi", "zwgs", "jiangsu", "js", "suzhou", "sz", "guangkeji", "gkj", "chang", "dian", "ke", "ji"),
}
#: Elements whose text is the admin's own, and those inside which it is data.
OWN = {"h1", "h2", "h3", "label", "summary", "th", "caption", "button", "a", "legend"}
DATA = {"tbody", "select", "script", "textarea"}


class Words(HTMLParser):
    """Collects what the admin says on a page, without the data it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and attrs.get("type") == "submit":
            self.found.append(attrs["value"])
        if tag not in ("input", "img", "br", "link", "meta", "hr", "use", "path"):
            classes = (attrs.get("class") or "").split()
            self.open.append("help" if {"help", "description", "quiet", "nothing"} & set(classes) else tag)

    def handle_endtag(self, tag):
        if self.open and tag not in ("input", "img", "br", "link", "meta", "hr", "use", "path"):
            self.open.pop()

    def handle_data(self, data):
        if data.strip() and not DATA & set(self.open) and (OWN | {"help"}) & set(self.open):
            self.found.append(data.strip())


def said(html):
    words = Words()
    words.feed(html)
    return words.found


def english(texts, but=()):
    """Return the texts that have Latin words which they should not have."""
    for known in sorted(filter(None, but), key=len, reverse=True):
        texts = [text.replace(known, "") for text in texts]
    return [text for text in texts if set(re.findall("[A-Za-z]+", text)) - ALLOWED]


@pytest.fixture(autouse=True)
def chinese(settings, db):
    settings.LANGUAGE_CODE = "zh-hans"
    make_whole_company(1)
    make_supply_share()
    make_target()
    make_value_mapping()
    with translation.override("zh-hans"):
        yield


@by_model
def test_lists_and_empty_forms_speak_chinese(desk, model):
    assert not english([str(model._meta.verbose_name), str(model._meta.verbose_name_plural)])
    for name in ("changelist", "add"):
        response = desk.get(page(model, name))
        data = []
        if name == "changelist":
            filters = response.context["cl"].filter_specs
            choices = [str(c["display"]) for spec in filters for c in spec.choices(response.context["cl"])]
            data = [text for text in choices if not re.search("[\u4e00-\u9fff]", text)]
        assert not english(said(response.text), but=data)


@by_model
def test_forms_and_histories_speak_chinese(desk, model):
    row = model.objects.first()
    own = admin.site.get_model_admin(model).label(row)
    for name in ("change", "history"):
        response = desk.get(page(row, name))
        texts = [text for text in said(response.text) if text not in (own, str(row))]
        assert not english(texts, but=[own, str(row), "wang"])


@by_model
def test_choices_labels_and_help_speak_chinese(model):
    texts = []
    for field in model._meta.fields:
        texts += [str(field.verbose_name), str(field.help_text)] if field.name != "id" else []
        if field.choices and field.name != "country":
            texts += [str(label) for _value, label in field.flatchoices]
    texts += [
        str(constraint.violation_error_message)
        for constraint in model._meta.constraints
        if constraint.violation_error_message != constraint.default_violation_error_message
    ]
    assert not english([text.replace("GB/T 2260", "") for text in texts])


def test_the_front_page_speaks_chinese(desk):
    html = desk.get(reverse("admin:index")).text
    assert not english(said(html), but=["wang"])
    for word in ("数据维护", "企业与布局", "链条结构", "机构与项目", "研判与技术", "来源", "地理", "待核实"):
        assert word in html


def test_a_change_speaks_chinese_from_the_fault_to_the_history(desk):
    placement = make_placement()
    evidence = make_evidence(placement)
    address = page(placement, "change")
    refused = desk.post(address, sent(desk.get(address), status="verified")).text
    assert "请简要填写修改原因" in refused
    assert desk.post(address, sent(desk.get(address), status="verified", change_reason="电话核实")).status_code == 302
    history = desk.get(page(placement, "history")).text
    for word in ("修改", "状态", "未核实", "已核实", "电话核实", "核实人"):
        assert word in history
    assert not english(said(desk.get(page(evidence, "delete")).text), but=["wang", str(evidence)])


def test_faults_and_outcomes_speak_chinese(desk):
    placement = make_placement()
    address = page(placement.company, "change")
    refused = desk.post(address, sent(desk.get(address), uscc="123", country="CN", change_reason="x")).text
    assert "统一社会信用代码应为 18 位。" in refused
    data = {"action": "withdraw", "_selected_action": [str(placement.pk)]}
    asked = desk.post(page(Placement, "changelist"), data)
    assert not english(said(asked.text), but=["wang"])
    assert "撤回所选布局" in asked.text
    done = desk.post(page(Placement, "changelist"), data | {"change_reason": "误列"}, follow=True).text
    assert re.search("1 .{0,4}布局.{0,4}记为“已撤回”。", done)


def test_names_of_countries_are_chinese(desk):
    placement = make_placement(country="DE")
    assert "德国" in desk.get(page(Placement, "changelist"), {"q": placement.public_id}).text
    assert "德国" in desk.get(page(Company, "add")).text
    assert Evidence._meta.verbose_name == "依据"
