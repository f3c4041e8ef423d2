"""The OpenAPI description: valid, without warnings, and what the answers look like."""

import json
import re
from io import StringIO

import pytest
from django.core.management import call_command
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from chains.analysis.signals import Signal
from chains.api.urls import ENDPOINTS, LISTS
from chains.api.viewsets.writing import WritableViewSet
from chains.choices import PlacementStatus, Verdict

pytestmark = pytest.mark.django_db

from_code = pytest.mark.any_database("the description is written from the code and asks the database nothing")

#: What needs a login, and so is not among the endpoints that the root lists.
STAFF_ONLY = {"/api/v1/saved-filters/", "/api/v1/shortlists/"} | {
    f"/api/v1/imports/{rest}"
    for rest in ("", "{id}/", "{id}/rows/", "{id}/commit/", "{id}/cancel/", "{id}/decisions/", "{id}/undo/")
}


@pytest.fixture
def schema(client):
    return json.loads(client.get("/api/schema/", headers={"Accept": "application/json"}).content)


@from_code
def test_it_is_valid_and_without_warnings(tmp_path, capfd):
    call_command(
        "spectacular", validate=True, fail_on_warn=True, file=str(tmp_path / "openapi.yaml"), stdout=StringIO()
    )
    assert "arning" not in capfd.readouterr().err


@from_code
def test_it_comes_as_yaml_unless_asked_for_json(client):
    assert client.get("/api/schema/").content.decode().startswith("openapi: 3.1.0")


@from_code
def test_every_address_is_described_and_what_is_written_with_its_methods(schema):
    described = set(schema["paths"])
    for endpoint, viewset in LISTS.items():
        assert f"/api/v1/{endpoint}/" in described
        assert f"/api/v1/{endpoint}/{{{viewset.lookup_url_kwarg}}}/" in described
    records = {f"/api/v1/{name}/{{{viewset.lookup_url_kwarg}}}/" for name, viewset in LISTS.items()}
    files = {f"/api/v1/{name}.{{suffix}}" for name in LISTS}
    listed = {f"/api/v1/{address.partition('?')[0]}" for address in ENDPOINTS.values()}
    assert {"/api/v1/gaps/", "/api/v1/companies/facets/", "/api/v1/chains/{slug}/map/"} <= listed
    assert files <= listed
    written = {name for name, viewset in LISTS.items() if issubclass(viewset, WritableViewSet)}
    withdrawals = {f"{path}withdraw/" for path in records if path.split("/")[3] in written}
    assert described == {"/api/v1/"} | listed | records | STAFF_ONLY | withdrawals
    collections = {f"/api/v1/{name}/" for name in written}
    for path, operations in schema["paths"].items():
        if "/imports/" in path:
            continue
        methods = {"post"} if path in withdrawals else {"get"}
        methods |= {"post"} if path in collections else set()
        methods |= {"patch"} if path in records and path.split("/")[3] in written else set()
        assert set(operations) == methods, path


@from_code
def test_every_operation_has_a_name_and_words(schema):
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    assert all(operation["summary"] and operation["tags"] for operation in operations)


@from_code
def test_every_operation_has_its_problems(schema):
    for path, operations in schema["paths"].items():
        if "get" not in operations:
            continue
        responses = operations["get"]["responses"]
        is_file = path.endswith(".{suffix}")
        problems = {"400", "401", "429"} | (set() if is_file else {"406"}) | ({"404"} if "{" in path else set())
        problems |= {"403"} if path in STAFF_ONLY else set()
        problems |= {"410"} if path == "/api/v1/changes/" else set()
        leads_on = {"308"} if path in ("/api/v1/companies/{id}/", "/api/v1/placements/{id}/") else set()
        assert set(responses) == {"200", "414"} | (set() if is_file else {"304"}) | leads_on | problems
        for status in problems:
            [(media_type, content)] = responses[status]["content"].items()
            assert media_type == "application/problem+json"
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert ("Content-Disposition" if is_file else "ETag") in responses["200"]["headers"]
        assert "Retry-After" in responses["429"]["headers"]


@from_code
def test_every_operation_that_writes_has_its_problems_and_asks_who_it_is(schema):
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            if method == "get":
                continue
            problems = {"400", "401", "403", "406", "409", "413", "415", "422", "429", "503"}
            problems |= {"404"} if "{" in path else set()
            answers = {status for status in operation["responses"] if status < "300"}
            assert answers, path
            assert problems <= set(operation["responses"]), (path, method)
            assert {"token": []} in operation["security"]
            assert {} not in operation["security"]
            sent = {parameter["name"] for parameter in operation["parameters"]}
            assert ("Idempotency-Key" in sent) == (method == "post"), (path, method)
            if "requestBody" in operation:
                assert operation["requestBody"]["content"]


@pytest.mark.parametrize("endpoint", LISTS)
def test_a_file_takes_the_filters_of_its_list_and_nothing_else(schema, endpoint):
    of_list, of_file = (
        {parameter["name"]: parameter for parameter in schema["paths"][f"/api/v1/{path}"]["get"]["parameters"]}
        for path in (f"{endpoint}/", f"{endpoint}.{{suffix}}")
    )
    beside = {"limit", "offset", "cursor", "fields", "omit", "include"}
    assert of_file.pop("suffix")["schema"]["enum"] == ["csv", "xlsx", "ndjson"]
    assert of_file == {name: described for name, described in of_list.items() if name not in beside}
    content = schema["paths"][f"/api/v1/{endpoint}.{{suffix}}"]["get"]["responses"]["200"]["content"]
    assert len(content) == 3


@pytest.mark.parametrize("endpoint", LISTS)
def test_the_parameters_are_those_that_are_understood(client, schema, endpoint):
    operation = schema["paths"][f"/api/v1/{endpoint}/"]["get"]
    described = {parameter["name"] for parameter in operation["parameters"]}
    message = client.get(f"/api/v1/{endpoint}/?nonsense=1", headers={"Accept-Language": "en"}).json()["errors"][
        "nonsense"
    ][0]
    understood = message.partition("There are: ")[2].rstrip(".").split(", ")
    assert described == set(understood)


@from_code
def test_vocabularies_have_names_and_all_their_codes(schema):
    schemas = schema["components"]["schemas"]
    for choices in (Signal, Verdict, PlacementStatus):
        assert schemas[f"{choices.__name__}Enum"]["enum"] == choices.values
    unnamed = [name for name in schemas if name.endswith("Enum") and any(digit in name for digit in "0123456789")]
    assert unnamed == []


def validator(schema, path):
    """Return the validator of the answer of a path."""
    registry = Registry().with_resource("urn:api", Resource(contents=schema, specification=DRAFT202012))
    pointer = path.replace("~", "~0").replace("/", "~1").replace("{", "%7B").replace("}", "%7D")
    reference = f"urn:api#/paths/{pointer}/get/responses/200/content/application~1json/schema"
    return Draft202012Validator({"$ref": reference}, registry=registry)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        *((f"/api/v1/{endpoint}/", f"/api/v1/{endpoint}/?limit=1000") for endpoint in LISTS),
        ("/api/v1/", "/api/v1/"),
        ("/api/v1/gaps/", "/api/v1/gaps/?chain=ic"),
        ("/api/v1/gaps/", "/api/v1/gaps/?chain=ai"),
        ("/api/v1/gaps/ranked/", "/api/v1/gaps/ranked/?limit=1000"),
        ("/api/v1/gaps/ranked/", "/api/v1/gaps/ranked/?province=340000&limit=1000"),
        ("/api/v1/gaps/", "/api/v1/gaps/?chain=ic&segment=ic.equipment"),
        ("/api/v1/changes/", "/api/v1/changes/?after=start&limit=1000"),
        ("/api/v1/companies/facets/", "/api/v1/companies/facets/?chain=ic"),
        ("/api/v1/chains/{slug}/map/", "/api/v1/chains/ic/map/?listed=true"),
        ("/api/v1/chains/{slug}/nested/", "/api/v1/chains/ic/nested/?province=310000"),
        ("/api/v1/chains/{slug}/graph/", "/api/v1/chains/ic/graph/?companies=true"),
        ("/api/v1/companies/", "/api/v1/companies/?cursor=start&include=segments,province"),
        ("/api/v1/chains/{slug}/", "/api/v1/chains/ai/"),
        ("/api/v1/segments/{code}/", "/api/v1/segments/ic.equipment/?fields=code"),
    ],
)
def test_answers_are_as_described(client, schema, path, address):
    errors = list(validator(schema, path).iter_errors(client.get(address).json()))
    assert errors == []


@pytest.mark.parametrize(
    ("address", "component"),
    [
        ("/api/v1/gaps/?chain=ic", "GapTable"),
        ("/api/v1/chains/ic/map/", "ChainMap"),
        ("/api/v1/companies/facets/", "Facets"),
        ("/api/v1/chains/ic/nested/", "NestedChain"),
        ("/api/v1/chains/ic/graph/?companies=true", "Graph"),
        ("/api/v1/cities.geojson", "CityFeatures"),
    ],
)
def test_nothing_is_answered_that_is_not_described(client, schema, address, component):
    def compare(value, described):
        described = resolve(described)
        if "properties" in described:
            assert set(value) == set(described["properties"]) == set(described["required"])
            for name, part in described["properties"].items():
                compare(value[name], part)
        elif described.get("type") == "array":
            for item in value:
                compare(item, described["items"])

    def resolve(described):
        for inner in described.get("allOf", ()):
            described = inner
        if "$ref" in described:
            return schema["components"]["schemas"][described["$ref"].rpartition("/")[2]]
        return described

    compare(client.get(address).json(), {"$ref": f"#/components/schemas/{component}"})


@from_code
def test_every_operation_has_examples_and_they_keep_to_the_description(schema):
    registry = Registry().with_resource("urn:api", Resource(contents=schema, specification=DRAFT202012))

    def faults(media, pointer):
        return [
            f"{pointer}: {error.message}"
            for example in media.get("examples", {}).values()
            for error in Draft202012Validator({"$ref": f"urn:api#{pointer}/schema"}, registry=registry).iter_errors(
                example["value"]
            )
        ]

    wrong, without = [], []
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            start = (
                f"/paths/{path.replace('~', '~0').replace('/', '~1').replace('{', '%7B').replace('}', '%7D')}/{method}"
            )
            for media_type, media in operation.get("requestBody", {"content": {}})["content"].items():
                if media_type == "application/json" and not media.get("examples"):
                    without.append(start)
                wrong += faults(media, f"{start}/requestBody/content/{media_type.replace('/', '~1')}")
            for status, answer in operation["responses"].items():
                for media_type, media in answer.get("content", {}).items():
                    if status >= "400" and not media.get("examples"):
                        without.append(f"{start} {status}")
                    wrong += faults(
                        media, f"{start}/responses/{status}/content/{media_type.replace('/', '~1').replace('+', '%2B')}"
                    )
    assert (wrong, without) == ([], [])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("updated_since", "2020-01-01"),
        ("updated_since", "2020-01-01T00:00:00.5Z"),
        ("updated_since", "0001-01-02T00:00:00+14:00"),
        ("updated_since", "9999-12-30T23:59:59-12:00"),
        ("updated_since", "0001-01-01"),
        ("updated_since", "0000-06-01"),
        ("updated_since", "9999-12-31T23:59:59-12:00"),
        ("updated_since", "2016-12-31T23:59:60Z"),
        ("updated_since", "2020-01-01t00:00:00z"),
        ("q", "长电\n"),
        ("q", "长\x00电"),
        ("name__sw", "\x00"),
    ],
)
@from_code
def test_what_a_filter_takes_is_what_its_pattern_says(schema, client, name, value):
    parameters = {part["name"]: part for part in schema["paths"]["/api/v1/companies/"]["get"]["parameters"]}
    described = Draft202012Validator(parameters[name]["schema"]).is_valid(value)
    assert client.get("/api/v1/companies/", {name: value}).status_code == (200 if described else 400)


@pytest.mark.parametrize("blank", ["\x1c", "\x1f", "\x85", " \t\n", "\u3000"])
@from_code
def test_what_is_white_space_here_is_so_in_every_dialect_of_patterns(schema, blank):
    pattern = schema["components"]["schemas"]["CompanyInput"]["properties"]["name"]["pattern"]
    # Other dialects count fewer characters than Python does; these stand in the pattern by themselves.
    narrow = pattern.replace(r"\s", " \t\n\u3000")
    assert not re.search(narrow, blank)
    assert re.search(narrow, f"{blank}长电")
