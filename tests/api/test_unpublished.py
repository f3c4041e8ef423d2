"""What is a draft or waits for review is in no answer of the API: no list, record, facet, count, map or gap table."""

import pytest

from chains.api.urls import LISTS
from chains.choices import Stage
from chains.models import Company, Placement
from tests.pages.test_unpublished import UNPUBLISHED, add_unpublished, shown

pytestmark = pytest.mark.django_db

__all__ = ["shown"]

OTHERS = (
    "companies/facets/",
    "chains/ic/map/",
    "chains/ai/map/",
    "chains/ic/nested/",
    "chains/ic/graph/?companies=true",
    "cities.geojson",
    "gaps/?chain=ic",
    "gaps/?chain=ic&segment=ic.equipment",
)


def everything(read):
    """Return all answers that speak of many records."""
    answers = {path: read(f"{path}/?limit=1000") for path in LISTS}
    answers |= {path: read(path) for path in OTHERS}
    answers["withdrawn"] = read("placements/?status=withdrawn&status=disputed&limit=1000")
    answers["found"] = read("companies/?q=%E6%9A%97%E5%BD%B1")
    answers["since"] = read("companies/?updated_since=2000-01-01&limit=1000")
    return answers


def test_every_answer_is_as_if_there_were_none_until_they_are_published(read, shown):
    before = everything(read)
    added = [add_unpublished(shown, stage) for stage in UNPUBLISHED]
    between = everything(read)
    assert [path for path in before if before[path] != between[path]] == []

    for company, hidden in added:
        Company.objects.filter(pk=company.pk).update(stage=Stage.PUBLISHED)
        Placement.objects.filter(pk=hidden.pk).update(stage=Stage.PUBLISHED)
    after = everything(read)
    changed = {path for path in before if before[path] != after[path]}
    assert changed >= {
        "companies",
        "placements",
        "platforms",
        "projects",
        "research-bases",
        "companies/facets/",
        "chains/ic/map/",
        "gaps/?chain=ic",
        "withdrawn",
        "found",
    }


@pytest.mark.parametrize("stage", UNPUBLISHED)
def test_there_is_no_such_record(read, shown, stage):
    company, hidden = add_unpublished(shown, stage)
    read(f"companies/{company.public_id}/", 404)
    read(f"placements/{hidden.public_id}/", 404)
    for placement in company.placements.all():
        read(f"placements/{placement.public_id}/", 404)
    assert hidden.public_id not in str(read(f"companies/{shown.company.public_id}/"))


def test_who_hosts_invests_or_founds_is_left_open(read, shown):
    add_unpublished(shown, Stage.REVIEW)
    assert read(f"platforms/{shown.platform.public_id}/")["host"] is None
    assert read(f"projects/{shown.project.public_id}/")["investor_company"] is None
    [member] = read(f"research-bases/{shown.member.base.public_id}/")["members"]
    assert (member["name"], member["company"]) == ("成员单位", None)


def test_its_id_is_no_filter(read, shown):
    company, _hidden = add_unpublished(shown, Stage.DRAFT)
    read("placements/", 400, company=company.public_id)
