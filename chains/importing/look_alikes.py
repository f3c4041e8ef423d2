"""Similar companies on record, kept in a plan for a person to decide."""

from typing import Any

from chains.analysis.duplicates import ComparedFirm, NameIndex, parts_of
from chains.analysis.names import name_key
from chains.analysis.reasons import WORDS

from .existing_companies import Known
from .identity import keys_of

_MOST = 5


def candidate(pk: int, known: Known, reason: str) -> dict[str, Any]:
    """Return a company that one thing plainly says the row is about, and others are not; ``reason`` is a msgid."""
    company = known.companies[pk]
    said = {"message": reason, "params": {}}
    return {"id": company.public_id, "name": company.name, "score": 100, "reasons": [said]}


def look_alikes(index: NameIndex | None, values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the companies in ``index`` that a row of these values looks like, the likeliest first; none without it."""
    if index is None:
        return []
    name = values["name"]
    about: dict[str, Any] = {
        "uscc": values.get("uscc", ""),
        "tickers": tuple(map(":".join, values.get("tickers", ()))),
        "aliases": (
            *keys_of(values, "name_en", "names", "former_names"),
            *parts_of(name),
            *parts_of(values.get("name_en", "")),
        ),
    }
    if "legal_name" in values:
        about["legal_key"] = name_key(values["legal_name"])
    if "at" in values and values["at"].province:
        about["provinces"] = frozenset({values["at"].province})
    return [
        {
            "id": each.id,
            "name": each.name,
            "score": each.score,
            "reasons": [{"message": WORDS[reason.code], "params": dict(reason.params)} for reason in each.reasons],
        }
        for each in index.like(ComparedFirm.of(name, **about), _MOST)
    ]
