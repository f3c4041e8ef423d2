"""Every page of the admin opens, for whom it should, and says where the row is on the site."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse

from chains.models import Company, Listing, Placement, Province, Segment, Snapshot
from chains.models.base import Record
from tests.admin.rows_and_forms import make_supply_share, make_target, make_whole_company, page
from tests.factories import make_snapshot_cell
from tests.shared_rows import shared
from tests.value_factories import make_value_mapping

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.each_database,
    pytest.mark.usefixtures("something_of_everything"),
]

VOCABULARY = [model for model in apps.get_app_config("chains").get_models() if issubclass(model, Record)]
by_model = pytest.mark.parametrize("model", VOCABULARY, ids=lambda model: model.__name__)

INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)


@shared
def something_of_everything():
    make_whole_company(1)
    make_supply_share()
    make_target()
    make_snapshot_cell()
    make_value_mapping()


@by_model
def test_every_model_is_in_the_admin(model):
    assert admin.site.is_registered(model)


@by_model
@pytest.mark.parametrize(
    "language",
    ["en", pytest.param("zh-hans", marks=pytest.mark.matrix("test_chinese opens the same pages in Chinese"))],
)
def test_every_page_opens_and_keeps_to_the_content_security_policy(desk, model, language):
    row = model.objects.first()
    assert row is not None, f"the seed has no {model.__name__}"
    desk.cookies["django_language"] = language
    # Snapshots are taken on the gap page.
    added = [page(model, "add")] if model is not Snapshot else []
    for address in (page(model, "changelist"), *added, page(row, "change"), page(row, "history")):
        response = desk.get(address)
        assert response.status_code == 200
        html = response.text
        assert not INLINE.findall(html), f"{address}: {INLINE.search(html)}"


@by_model
def test_a_list_that_finds_nothing_says_so(desk, model):
    response = desk.get(page(model, "changelist"), {"q": "zzzznothingzzzz"})
    assert response.status_code == 200
    assert "Nothing matches." in response.text


def test_an_empty_list_says_so(desk):
    Listing.objects.all().delete()
    assert "There is nothing here yet." in desk.get(page(Listing, "changelist")).text


@by_model
def test_filters_open(desk, model):
    response = desk.get(page(model, "changelist"))
    for spec in response.context["cl"].filter_specs:
        for choice in spec.choices(response.context["cl"]):
            address = page(model, "changelist") + choice["query_string"]
            assert desk.get(address).status_code == 200, address


@pytest.mark.parametrize("model", [m for m in VOCABULARY if hasattr(m, "get_absolute_url")], ids=lambda m: m.__name__)
def test_the_form_links_to_the_page_on_the_site(desk, model):
    row = model.objects.first()
    assert f'<a href="{row.get_absolute_url()}" class="viewsitelink">' in desk.get(page(row, "change")).text


def test_a_row_without_a_page_of_its_own_links_to_the_one_that_shows_it(desk):
    listing = Listing.objects.select_related("company").first()
    assert f'href="{listing.company.get_absolute_url()}"' in desk.get(page(listing, "change")).text
    province = Province.objects.first()
    assert reverse("province", args=[province.pk]) in desk.get(page(province, "change")).text


def test_the_front_page_is_grouped_by_the_work_and_says_what_waits(desk, reviewer):
    desk.force_login(reviewer)
    response = desk.get(reverse("admin:index"))
    groups = {group["app_label"]: [m["object_name"] for m in group["models"]] for group in response.context["app_list"]}
    assert list(groups) == ["companies", "structure", "institutions", "assessments", "sources", "places"]
    assert groups["companies"][:3] == ["Company", "Placement", "Evidence"]
    waiting = {str(name): count for name, count, _address in response.context["waiting"]}
    live = Placement.objects.live()
    assert waiting["to be verified"] == live.filter(status="reported").count()
    assert waiting["without evidence"] == live.filter(evidence__isnull=True).count()
    for _name, count, address in response.context["waiting"]:
        assert desk.get(address).context["cl"].result_count == count


def test_strangers_are_asked_to_log_in(client):
    response = client.get(page(Company, "changelist"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))


def test_staff_may_do_what_they_were_given_and_no_more(client):
    reader = get_user_model().objects.create_user("reader", is_staff=True)
    client.force_login(reader)
    assert client.get(page(Company, "changelist")).status_code == 403
    assert "Ask an administrator" in client.get(reverse("admin:index")).text
    reader.user_permissions.add(Permission.objects.get(codename="view_company"))
    client.force_login(get_user_model().objects.get(pk=reader.pk))
    response = client.get(page(Company.objects.first(), "change"))
    assert response.status_code == 200
    assert 'name="change_reason"' not in response.text
    assert client.post(page(Company.objects.first(), "change"), {"name": "x"}).status_code == 403


def test_the_theme_follows_the_cookie_of_the_site(desk):
    assert "theme-dark" not in desk.get(reverse("admin:index")).text
    desk.cookies["theme"] = "dark"
    assert '<body class="theme-dark' in desk.get(reverse("admin:index")).text
    desk.cookies["theme"] = '"><script>'
    assert "theme-" not in re.search("<body[^>]*>", desk.get(reverse("admin:index")).text)[0]


def test_segments_are_listed_as_the_tree_they_form(desk):
    rows = list(desk.get(page(Segment, "changelist")).context["cl"].result_list)
    codes = [row.code for row in rows]
    assert codes.index("ic.lithography") == codes.index("ic.equipment") + 1
    assert codes.index("ic.equipment") < codes.index("ic.design") < codes.index("ai.support")
