"""Similar companies on record, kept in a plan for a person to decide."""

from typing import Any

from chains.analysis.compared_firms import ComparedFirm
from chains.analysis.duplicates import NameIndex
from chains.analysis.evidence import compare
from chains.analysis.reasons import WORDS, Reason, score_of

from .existing_companies import Known
from .faults import said
from .identity import names_in

_MOST = 5


def candidate(pk: int, known: Known, reason: str) -> dict[str, Any]:
    """Return a company that one thing plainly says the row is about, and others are not; ``reason`` is a msgid."""
    company = known.companies[pk]
    kept = {"message": reason, "params": {}}
    return {"id": company.public_id, "name": company.name, "score": 100, "reasons": [kept]}


def firm_of(values: dict[str, Any]) -> ComparedFirm:
    """Return the firm that a row of these values is about, as it is compared with those on record."""
    at = values.get("at")
    return ComparedFirm.of(
        values["name"],
        legal_name=values.get("legal_name", ""),
        name_en=values.get("name_en", ""),
        other_names=dict.fromkeys(name for _key, name in names_in(values, "names", "former_names")),
        uscc=values.get("uscc", ""),
        tickers=tuple(map(":".join, values.get("tickers", ()))),
        provinces=frozenset({at.province}) if at is not None and at.province else frozenset(),
    )


def evidence(pk: int, known: Known, firm: ComparedFirm) -> tuple[Reason, ...]:
    """Return what speaks for and against the firm of a row being a company on record."""
    return compare(firm, known.compared(pk))


def weighed(pk: int, known: Known, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    """Return a company as a candidate, with the evidence."""
    company = known.companies[pk]
    return _candidate(company.public_id, company.name, score_of(reasons), reasons)


def look_alikes(index: NameIndex | None, firm: ComparedFirm) -> list[dict[str, Any]]:
    """Return the companies in ``index`` that somebody is to be asked about, the likeliest first; none without it."""
    if index is None:
        return []
    return [_candidate(each.id, each.name, each.score, each.reasons) for each in index.like(firm, _MOST)]


def reason_with_points(reason: dict[str, Any]) -> str:
    """Return what a reason of a candidate says, with its points where it was weighed, in the language of the reader."""
    return f"{said(reason)} ({reason['points']:+.1f})" if "points" in reason else said(reason)


def _candidate(public_id: str, name: str, score: int, reasons: tuple[Reason, ...]) -> dict[str, Any]:
    kept = [
        {"code": each.code, "points": each.points, "message": WORDS[each.code], "params": dict(each.params)}
        for each in reasons
    ]
    return {"id": public_id, "name": name, "score": score, "reasons": kept}
