"""What schemathesis holds reading to, in the tests' own process and, as its hooks, in one of its own.

Which codes are on record no pattern can say: of what is described, one that is not may be refused. Schemathesis's own
check knows no such thing; this one takes its place and leaves everything else to it.
"""

import schemathesis
from schemathesis import Case, CheckContext, Response
from schemathesis.specs.openapi.checks import positive_data_acceptance

#: The pattern of what is looked for in texts, where any will do.
TEXT = r"^[^\u0000]*$"


@schemathesis.check
def described_is_accepted(context: CheckContext, response: Response, case: Case) -> bool | None:
    """Let an unknown code be refused by its name, and nothing else that is described."""
    mode = case.meta.generation.mode if case.meta else None
    if mode is None or not mode.is_positive or case.method != "GET":
        return None
    if response.status_code != 400:
        return positive_data_acceptance(context, response, case)
    described = {part["name"]: part["schema"] for part in case.operation.definition.raw["parameters"]}
    items = {name: part.get("items", part) for name, part in described.items()}
    codes = {name for name, part in items.items() if part.get("pattern", TEXT) != TEXT and "anyOf" not in part}
    refused = set(response.json()["errors"])
    assert refused <= codes, f"described, but refused: {refused - codes}"
    return None
