"""Facets: every count is what the list holds when that value is chosen."""

import pytest
from django.utils import timezone

from chains.models import Company, CompanyLabel, Label

pytestmark = pytest.mark.django_db

PARAMETERS = [
    *("chain", "layer", "segment", "province", "city", "city_group", "label", "expired_label", "listed"),
    *("dissolved", "registration_status", "status"),
]


def counts(answer, parameter):
    return {option["value"]: option["count"] for option in answer["facets"][parameter]}


def test_there_is_one_for_each_parameter(read):
    answer = read("companies/facets/")
    assert list(answer["facets"]) == PARAMETERS
    assert answer["count"] == 162
    assert counts(answer, "chain") == {"ic": 74, "ai": 89}


@pytest.mark.parametrize(
    "choice", [{}, {"chain": "ic", "province": "310000", "dissolved": "true"}, {"listed": "true", "q": "科技"}]
)
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_a_count_is_what_the_list_would_hold(read, make_placement, choice, parameter):
    make_placement("撤回科技", "ic.equipment", "310000", status="withdrawn")
    labelled = make_placement("标签科技", "ic.lithography", "310000").company
    CompanyLabel.objects.create(company=labelled, label=Label.objects.get(slug="champion"), reexamination="failed")
    dissolved = make_placement("注销科技", "ic.equipment", "310000").company
    Company.objects.filter(pk=dissolved.pk).update(registration_status="revoked")
    for value, count in counts(read("companies/facets/", **choice), parameter).items():
        found = read("companies/", **choice | {parameter: value}, limit=1, fields="id")
        assert found["count"] == count, value


def test_a_parameters_own_choice_does_not_narrow_it(read):
    free, chosen = read("companies/facets/"), read("companies/facets/", province=["310000", "320000"])
    assert counts(chosen, "province") == counts(free, "province")
    assert counts(chosen, "chain") != counts(free, "chain")
    assert [option["value"] for option in chosen["facets"]["province"] if option["selected"]] == ["310000", "320000"]


def test_segments_come_as_a_tree(read):
    options = read("companies/facets/")["facets"]["segment"]
    values = [option["value"] for option in options]
    assert values.index("ic.lithography") > values.index("ic.equipment")
    assert {option["value"]: option["depth"] for option in options}["ic.lithography"] == 1


def test_what_has_changed_since_narrows_the_counts_too(read):
    moment = timezone.now()
    Company.objects.filter(placements__segment__code="ic.equipment").first().save()
    answer = read("companies/facets/", updated_since=moment.isoformat().replace("+00:00", "Z"))
    assert answer["count"] == 1
    assert counts(answer, "chain") == {"ic": 1, "ai": 0}
    assert counts(answer, "listed")["true"] + counts(answer, "listed")["false"] == 1


def test_yes_and_no_have_labels(read):
    assert all(option["label"] for option in read("companies/facets/")["facets"]["listed"])


@pytest.mark.parametrize("parameter", ["limit", "fields", "nonsense", "facets"])
def test_bad_questions_are_refused_by_name(read, parameter):
    assert list(read("companies/facets/", 400, **{parameter: "1"})["errors"]) == [parameter]
