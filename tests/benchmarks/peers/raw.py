"""The least there can be between PostgreSQL and a client: psycopg, SQL by hand, orjson, and no framework at all.

Counts the companies that fit, reads fifty of them and what is shown with them, and sends the fields of the site's list.
Which segments lie below which is read once, at the start.
"""

import os
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import parse_qs

import orjson
import psycopg
from psycopg.rows import dict_row

URL = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
_local = threading.local()

LIVE = "p.stage = 'published' AND p.status <> 'withdrawn'"
HAS_LISTING = "EXISTS (SELECT FROM chains_listing l WHERE l.company_id = c.id AND l.delisted_on IS NULL)"
COMPANIES = """
SELECT c.id AS key, c.public_id AS id, c.name, c.legal_name, c.name_en, c.uscc, c.province_id AS province,
    c.city_id AS city, nullif(c.country, '') AS country, c.founded_on, c.website, c.description, c.created, c.updated
FROM chains_company c WHERE {where} ORDER BY c.pinyin, c.public_id LIMIT %s OFFSET %s
"""
NAMES = "SELECT company_id AS key, name, kind, locator FROM chains_companyname WHERE company_id = ANY(%s)"
LISTINGS = (
    "SELECT company_id AS key, exchange, ticker, listed_on, delisted_on FROM chains_listing WHERE company_id = ANY(%s)"
)
LABELS = """
SELECT h.company_id AS key, l.slug AS label, l.name, l.name_en, ch.slug AS chain, h.year, h.issuer, s.slug AS source
FROM chains_companylabel h JOIN chains_label l ON l.id = h.label_id
LEFT JOIN chains_chain ch ON ch.id = h.chain_id LEFT JOIN chains_source s ON s.id = h.source_id
WHERE h.company_id = ANY(%s)
"""
PLACEMENTS = f"""
SELECT p.company_id AS key, p.id AS placement, p.public_id AS id, ch.slug AS chain, la.code AS layer,
    sg.code AS segment, p.province_id AS province, p.city_id AS city, nullif(p.country, '') AS country, p.status,
    p.status AS status_label, p.verified_on
FROM chains_placement p JOIN chains_segment sg ON sg.id = p.segment_id JOIN chains_layer la ON la.id = sg.layer_id
JOIN chains_chain ch ON ch.id = la.chain_id
WHERE p.company_id = ANY(%s) AND {LIVE} ORDER BY sg.path, p.id
"""
EVIDENCE = """
SELECT e.placement_id AS key, s.slug AS source, e.printed_name, e.locator
FROM chains_evidence e JOIN chains_source s ON s.id = e.source_id WHERE e.placement_id = ANY(%s) ORDER BY e.id
"""


def connection() -> psycopg.Connection:
    """Return this thread's connection."""
    if not hasattr(_local, "connection"):
        _local.connection = psycopg.connect(URL, autocommit=True, row_factory=dict_row)
    return _local.connection


def _lineage() -> dict[str, dict[str, list[int]]]:
    """Return the keys of the segments of each chain and layer, and of each segment with those below it."""
    found: dict[str, dict[str, list[int]]] = {name: defaultdict(list) for name in ("chain", "layer", "segment")}
    rows = (
        connection()
        .execute(
            "SELECT s.id, s.code, s.path, l.code AS layer, c.slug AS chain FROM chains_segment s "
            "JOIN chains_layer l ON l.id = s.layer_id JOIN chains_chain c ON c.id = l.chain_id"
        )
        .fetchall()
    )
    for row in rows:
        found["chain"][row["chain"]].append(row["id"])
        found["layer"][row["layer"]].append(row["id"])
        for above in rows:
            if row["path"].startswith(above["path"]):
                found["segment"][above["code"]].append(row["id"])
    return found


def where(asked: dict[str, list[str]]) -> tuple[str, list[object]]:
    """Return the condition on a company, and its parameters."""
    if not hasattr(_local, "lineage"):
        _local.lineage = _lineage()
    conditions, values = ["c.stage = 'published'"], []
    placed, placed_values = [], []
    for name, keys in _local.lineage.items():
        if name in asked:
            placed.append("p.segment_id = ANY(%s)")
            placed_values.append([key for code in asked[name] for key in keys[code]])
    for name in ("province", "city"):
        if name in asked:
            placed.append(f"p.{name}_id = ANY(%s)")
            placed_values.append(asked[name])
    if "status" in asked:
        placed.append("p.status = ANY(%s)")
        placed_values.append(asked["status"])
    if placed:
        stage = "p.stage = 'published'" if "status" in asked else LIVE
        both = " AND ".join((stage, *placed))
        conditions.append(f"c.id IN (SELECT p.company_id FROM chains_placement p WHERE {both})")
        values += placed_values
    if "label" in asked:
        conditions.append(
            "EXISTS (SELECT FROM chains_companylabel h JOIN chains_label b ON b.id = h.label_id "
            "WHERE h.company_id = c.id AND b.slug = ANY(%s))"
        )
        values.append(asked["label"])
    if "listed" in asked:
        conditions.append(HAS_LISTING if asked["listed"] == ["true"] else f"NOT {HAS_LISTING}")
    return " AND ".join(conditions), values


def _grouped(statement: str, keys: list[int]) -> dict[int, list[dict]]:
    found: dict[int, list[dict]] = defaultdict(list)
    for row in connection().execute(statement, [keys]):
        found[row.pop("key")].append(row)
    return found


def application(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """Answer one request."""
    asked = parse_qs(environ["QUERY_STRING"])
    limit, offset = (int(asked.pop(name, [default])[0]) for name, default in (("limit", 50), ("offset", 0)))
    condition, values = where(asked)
    counted = connection().execute(f"SELECT count(*) AS count FROM chains_company c WHERE {condition}", values)
    count = counted.fetchone()["count"]
    rows = connection().execute(COMPANIES.format(where=condition), [*values, limit, offset]).fetchall()
    keys = [row["key"] for row in rows]
    names, listings, labels, placements = (_grouped(each, keys) for each in (NAMES, LISTINGS, LABELS, PLACEMENTS))
    evidence = _grouped(EVIDENCE, [each["placement"] for some in placements.values() for each in some])
    for row in rows:
        key = row.pop("key")
        row["names"], row["listings"], row["labels"] = names[key], listings[key], labels[key]
        row["listed"] = any(each["delisted_on"] is None for each in listings[key])
        row["placements"] = placements[key]
        for each in placements[key]:
            each["evidence"] = evidence[each.pop("placement")]
        row["url"] = f"http://127.0.0.1/api/v1/companies/{row['id']}/"
    body = orjson.dumps({"count": count, "results": rows})
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
