"""Labels follow the reader's language, from the header or the site's cookie; codes do not."""

import pytest
from django.conf import settings
from django.utils.translation import override

from chains.choices import PlacementStatus, ResearchBaseKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_labels_are_in_the_language_of_the_header(client, language):
    response = client.get("/api/v1/placements/?limit=1", headers={"Accept-Language": language})
    placement = response.json()["results"][0]
    with override(language):
        assert (placement["status"], placement["status_label"]) == ("reported", PlacementStatus.REPORTED.label)
    assert response["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_cookie_goes_before_the_header(client, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    other = "en" if language == "zh-hans" else "zh-hans"
    response = client.get("/api/v1/research-bases/?limit=1", headers={"Accept-Language": other})
    base = response.json()["results"][0]
    with override(language):
        assert base["kind_label"] == ResearchBaseKind(base["kind"]).label


@pytest.mark.parametrize(("language", "name"), [("zh-hans", "集成电路"), ("en", "Integrated circuits")])
def test_facets_name_their_values_in_it(client, language, name):
    answer = client.get("/api/v1/companies/facets/", headers={"Accept-Language": language}).json()
    assert answer["facets"]["chain"][0]["label"] == name


def test_errors_are_in_it_and_names_come_in_both(client):
    chinese, english = (
        client.get("/api/v1/companies/?limit=0", headers={"Accept-Language": language}).json()
        for language in ("zh-hans", "en")
    )
    assert english["errors"]["limit"] == ["Give one whole number from 1 to 1000."]
    assert chinese["errors"]["limit"]
    chain = client.get("/api/v1/chains/ic/", headers={"Accept-Language": "en"}).json()
    assert (chain["name"], chain["name_en"]) == ("集成电路", "Integrated circuits")
