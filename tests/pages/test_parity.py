"""One filter, one set of rows: on the page, in its files, from the API, and beside the facet."""

import json
from urllib.parse import quote

import pytest

from chains.api.urls import LISTS as API_LISTS
from chains.filtersets import CompanyFilterSet
from chains.tables import BY_LIST, CompanyResource
from chains.views.lists import REGISTERS
from tests.pages.exported import SUFFIXES, answered, exported
from tests.pages.reading import Element, all_pages, content, count_of, facets_of, page, parsed, refused, rows_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("beside")]

COMPANIES = [
    "",
    # one value
    "chain=ic",
    "layer=ai.application",
    "segment=ic.equipment",
    "segment=ic.lithography",
    "province=340000",
    "city=330100",
    "city=320500",
    "city_group=g60-corridor",
    "label=little-giant",
    "listed=true&chain=ai",
    "listed=false&chain=ic",
    "expired_label=champion",
    "registration_status=moved-out",
    "dissolved=true",
    "dissolved=false&label=champion",
    "status=verified",
    "status=withdrawn",
    # or
    "chain=ic&chain=ai&province=340000",
    "segment=ic.equipment&segment=ai.components",
    "province=310000&province=340000",
    "city=330100&city=320500",
    "city_group=g60-corridor&city_group=central-area&chain=ic",
    "label=little-giant&label=champion",
    "listed=true&listed=false&layer=ic.midstream",
    "status=verified&status=disputed",
    # and
    "chain=ai&province=330000",
    "segment=ic.materials&province=320000",
    "segment=ic.equipment&city=320500",
    "layer=ic.midstream&listed=true&province=320000",
    "label=champion&province=330000&chain=ai",
    "status=disputed&segment=ai.services&province=340000",
    # search: name, other name, legal name, ticker, pinyin, initials
    "q=海康威视",
    "q=杨杰科技",
    "q=杭州注册智能科技有限公司",
    "q=600460",
    "q=shilanwei",
    "q=slw",
    "q=SMIC",
    "q=微 电子&province=310000",
    # order
    "province=340000&ordering=-placements",
    "province=340000&ordering=-name",
    "updated_since=2020-01-01T00:00:00Z&province=340000",
    # lookups
    "name__ic=微电子&province__in=310000,320000",
    "name__sw=海&listed=true",
    "legal_name__empty=false",
    "name_en__ic=ROBOT&uscc__empty=true",
    "founded__empty=true&website__empty=true&segment__in=ic.equipment,ai.components",
    "founded__gte=2001-02-03&founded__lte=2001-02-03",
    "registered_province__in=330000&registered_city__not=330200",
    "registered_country__empty=true&city__in=330100,320500&city__not=310000",
    "province=310000&province__not=340000&chain__in=ai",
    "segment=ic.equipment&segment__not=ic.lithography",
    "chain__not=ic&city_group__in=g60-corridor",
    "label__in=little-giant,champion&label__not=champion",
    "label=champion&expired_label__not=champion",
    "registration_status__in=moved-out,deregistered&dissolved=true",
    "registration_status__empty=true&province=330000",
    "registration_status_since__gte=2024-01-01&dissolved=true",
    "registration_status__not=deregistered&dissolved=true&segment=ic.equipment",
]

#: Nothing has these, and everything has to say so alike.
NOBODY = ["label=chain-leader", "q=查无此名", "segment=ic.polishing", "updated_since=2099-01-01"]

LISTS = [
    ("placements", ""),
    ("placements", "chain=ic&province=310000&status=reported"),
    ("placements", "segment=ic.equipment&ordering=-company"),
    ("placements", "status=withdrawn"),
    ("placements", "q=光刻&city=320500"),
    ("segments", ""),
    ("segments", "parent=ic.equipment"),
    ("segments", "layer=ai.product&ordering=-name"),
    ("provinces", ""),
    ("provinces", "region=yangtze-delta"),
    ("cities", ""),
    ("cities", "province=330000&city_group=g60-corridor"),
    ("research-bases", ""),
    ("research-bases", "chain=ic&kind=university&kind=laboratory"),
    ("platforms", ""),
    ("platforms", "kind=open-innovation"),
    ("parks", ""),
    ("parks", "chain=ai&province=310000"),
    ("alliances", ""),
    ("alliances", "q=lianmeng&province=310000"),
    ("technologies", ""),
    ("technologies", "segment=ic.equipment"),
    ("technologies", "chain=ai"),
    ("projects", ""),
    ("projects", "chain=ic"),
    ("assessments", ""),
    ("assessments", "import_dependent=true"),
    ("assessments", "verdict=strong&ordering=segment"),
    ("supply-shares", ""),
    ("supply-shares", "chain=ic&year=2021&year=2020"),
    ("supply-shares", "segment=ic.equipment&country=NL&country=JP"),
    ("supply-shares", "qualifier=major&qualifier=unknown"),
    ("supply-shares", "source=world-supply&ordering=-share"),
    ("supply-shares", "q=光刻&ordering=country,year"),
    ("targets", ""),
    ("targets", "chain=ic&province=310000&province=320000"),
    ("targets", "segment=ic.equipment"),
    ("targets", "source=world-supply"),
    ("targets", "q=设计&ordering=-companies,by_year"),
    ("sources", ""),
    ("sources", "kind=publication"),
    # lookups
    ("placements", "province__empty=true&country__in=SG"),
    ("placements", "verified__gte=2026-01-01&company_name__sw=核实"),
    ("segments", "parent__empty=true&name__ic=设"),
    ("research-bases", "chain__not=ic&approved__empty=true"),
    ("supply-shares", "share__gte=80&share__lte=80.5&year__lte=2020"),
    ("supply-shares", "share__empty=true&qualifier__in=minor,unknown&country__not=CN"),
    ("targets", "companies__gte=4&by_year__empty=false"),
    ("sources", "date__empty=false&title__ic=长&kind__not=site"),
]

#: Query, and the parameters that are refused.
BAD = [
    ("colour=red", ["colour"]),
    ("Chain=ic", ["Chain"]),
    ("chain=nonsense", ["chain"]),
    ("chain=ic&chain=nonsense", ["chain"]),
    ("layer=upstream", ["layer"]),
    ("segment=equipment", ["segment"]),
    ("province=上海", ["province"]),
    ("city=999900", ["city"]),
    ("city_group=g61", ["city_group"]),
    ("label=x&listed=maybe", ["label", "listed"]),
    ("status=live", ["status"]),
    (f"q={'长' * 101}", ["q"]),
    ("q=a%00b", ["q"]),
    ("province=%00", ["province"]),
    ("%00=1", ["\x00"]),
    ("page=%00", ["page"]),
    ("q=a&q=b", ["q"]),
    ("ordering=name&ordering=-name", ["ordering"]),
    ("ordering=password", ["ordering"]),
    ("q=a&q=b", ["q"]),
    ("name__ic=a&name__xx=a", ["name__xx"]),
    (f"name__ic={'长' * 101}", ["name__ic"]),
    ("founded__gte=2001-2", ["founded__gte"]),
    ("province__in=310000,31&founded__lte=1.1.2001", ["province__in", "founded__lte"]),
    ("segment__not=ic.nothing", ["segment__not"]),
    ("label__in=champion,", ["label__in"]),
    ("website__empty=yes", ["website__empty"]),
    ("registered_country__in=ZZ", ["registered_country__in"]),
    ("updated_since=yesterday", ["updated_since"]),
    ("updated_since=2020-13-01", ["updated_since"]),
    ("updated_since=0001-01-01T00:00:00%2B14:00", ["updated_since"]),
    ("updated_since=9999-12-31T23:59:59-12:00", ["updated_since"]),
]

BAD_LISTS = [
    ("placements", "company=0000000000", "company"),
    ("segments", "parent=nothing", "parent"),
    ("provinces", "chain=ic", "chain"),
    ("cities", "province=31", "province"),
    ("research-bases", "kind=pub", "kind"),
    ("platforms", "kind=university", "kind"),
    ("parks", "city=1", "city"),
    ("alliances", "kind=x", "kind"),
    ("technologies", f"field={'x' * 101}", "field"),
    ("projects", "segment=ic.", "segment"),
    ("assessments", "verdict=bad", "verdict"),
    ("supply-shares", "country=ZZ", "country"),
    ("supply-shares", "year=20", "year"),
    ("supply-shares", "qualifier=some", "qualifier"),
    ("supply-shares", "province=310000", "province"),
    ("targets", "verdict=gap", "verdict"),
    ("targets", "ordering=note", "ordering"),
    ("sources", "q=%00", "q"),
    ("supply-shares", "share__gte=1e3", "share__gte"),
    ("supply-shares", "year__lte=99999999999", "year__lte"),
    ("targets", "companies__gte=-1", "companies__gte"),
    ("sources", "retrieved__gte=2021-02-30", "retrieved__gte"),
]


def same_everywhere(client, name: str, query: str) -> tuple[list[str], Element]:
    """Return the ids that the pages show and the first page, once files and API have turned out to hold the same."""
    pages = all_pages(client, f"/{name}/?{query}")
    rows = [key for shown in pages for key in rows_of(shown)]
    assert len(rows) == len(set(rows)) == count_of(pages[0])
    for suffix in SUFFIXES:
        assert exported(client, name, suffix, query) == rows, suffix
    assert answered(client, name, query) == rows
    assert rows_of_file(client, name, query) == rows
    return rows, pages[0]


@pytest.mark.parametrize("query", COMPANIES)
def test_companies_are_the_same_on_page_in_files_in_api_and_facet(client, query):
    rows, shown = same_everywhere(client, "companies", query)
    assert rows
    chosen = [option for option in facets_of(shown, query) if option.selected]
    for option in chosen:
        if sum(other.parameter == option.parameter for other in chosen) == 1:
            assert option.count == len(rows), option


@pytest.mark.parametrize("query", NOBODY)
def test_where_nothing_fits_all_say_so(client, query):
    rows, shown = same_everywhere(client, "companies", query)
    assert rows == []
    assert shown.all(class_="nothing")


@pytest.mark.parametrize(("name", "query"), LISTS)
def test_every_list_is_the_same_on_page_in_files_and_in_api(client, name, query):
    rows, _ = same_everywhere(client, name, query)
    assert rows


def test_every_list_of_the_api_has_a_page_with_its_filters_or_is_known_to_have_none():
    """A new list stands in both; chains, regions and snapshots have pages of another kind."""
    assert set(API_LISTS) - {"chains", "regions", "snapshots"} == {"companies", *REGISTERS}
    for name, register in REGISTERS.items():
        assert API_LISTS[name].filterset_class is register.filterset, name
        assert BY_LIST[name] is register.resource, name
    assert (API_LISTS["companies"].filterset_class, BY_LIST["companies"]) == (CompanyFilterSet, CompanyResource)


def test_every_list_was_asked():
    assert {name for name, _ in LISTS} == set(REGISTERS)
    assert {name for name, _, _ in BAD_LISTS} == set(REGISTERS)


def rows_of_file(client, name: str, query: str) -> list[str]:
    """Return the ids in the API's file of a list."""
    lines = content(client.get(f"/api/v1/{name}.ndjson?{query}")).decode().splitlines()
    return [json.loads(line)["id"] for line in lines]


def refused_everywhere(client, name: str, query: str) -> list[str]:
    """Return the parameters that the page refuses without a row, once files and API have refused the same.

    The form stays, so that the reader may ask otherwise.
    """
    shown = page(client, f"/{name}/?{query}", 400)
    assert shown.one("input", id="q", type="search")
    names = refused(shown)
    assert rows_of(shown) == []
    assert not shown.all(class_="count", role="status")
    for suffix in SUFFIXES:
        response = client.get(f"/{name}.{suffix}?{query}")
        assert response.status_code == 400, suffix
        assert response["Content-Type"].startswith("text/html")
        assert refused(parsed(content(response).decode())) == names, suffix
    response = client.get(f"/api/v1/{name}/?{query}")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == names
    return names


@pytest.mark.parametrize(("query", "names"), BAD)
def test_a_bad_filter_is_refused_by_name_and_shows_no_rows(client, query, names):
    assert refused_everywhere(client, "companies", query) == names


@pytest.mark.parametrize(("name", "query", "parameter"), BAD_LISTS)
def test_every_list_refuses_by_name(client, name, query, parameter):
    assert refused_everywhere(client, name, query) == [parameter]


@pytest.mark.parametrize("number", ["0", "99", "-1", "x", "9" * 5000])
@pytest.mark.parametrize("name", ["companies", "placements"])
def test_a_page_that_is_not_there_is_not_found_and_says_how_many_there_are(client, name, number):
    hint = page(client, f"/{name}/?page={number}", 404).one(class_="error-page").text
    assert "4" in hint
    # A file and the API have no pages.
    assert client.get(f"/{name}.csv?page={number}").status_code == 400
    assert list(client.get(f"/api/v1/{name}/?page={number}").json()["errors"]) == ["page"]


def test_fields_left_blank_ask_for_nothing(client):
    blank = "q=&province=&ordering=&updated_since=&page="
    assert rows_of(page(client, f"/companies/?{blank}&segment=ic.equipment")) == answered(
        client, "companies", "segment=ic.equipment"
    )


def test_a_page_may_be_asked_for_beside_a_filter(client):
    first, second = (page(client, f"/companies/?chain=ai&page={number}") for number in (1, 2))
    assert len(rows_of(first)) == 50
    assert set(rows_of(first)).isdisjoint(rows_of(second))


@pytest.mark.parametrize("path", ["/companies/", "/placements/", "/parks/"])
def test_the_files_offered_hold_the_rows_of_the_filter_on_whatever_page(client, path):
    query = f"province=310000&q={quote('园' if path == '/parks/' else '电')}"
    links = [link for link in page(client, f"{path}?{query}&page=1").links if link.startswith(f"{path[:-1]}.")]
    assert sorted(links) == [f"{path[:-1]}.{suffix}?{query}" for suffix in ("csv", "json", "xlsx")]


@pytest.mark.parametrize(
    ("path", "query", "kept"),
    [
        ("/placements/", "layer=ic.upstream&city_group=g60-corridor&chain=ic", {"layer", "city_group"}),
        ("/assessments/", "region=yangtze-delta&verdict=weak", {"region"}),
        ("/technologies/", "field=x&segment=ic.equipment&ordering=-name", {"field", "ordering"}),
        ("/companies/", "province=310000&q=a", {"province"}),
        ("/chains/ic/", "city=310000&q=a&view=counts&status=reported", {"city", "q", "view"}),
    ],
)
def test_a_form_carries_along_what_it_does_not_ask_for(client, path, query, kept):
    forms = [
        form
        for form in page(client, f"{path}?{query}").one("main").all("form")
        if form.attributes.get("action", path) == path
    ]
    hidden = {field.attributes["name"] for field in forms[0].all("input", type="hidden")}
    assert hidden == kept


@pytest.mark.parametrize("suffix", ["docx", "CSV", "html", "csv.gz"])
@pytest.mark.parametrize("name", ["companies", "parks", "gaps"])
def test_a_file_that_is_not_offered_is_not_found(client, name, suffix):
    hint = page(client, f"/{name}.{suffix}", 404).one(class_="error-page").text
    assert ".csv, .xlsx, .json" in hint
