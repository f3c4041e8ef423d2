"""The changelog on SQLite: there is one writer at a time, so entries are in the order of commits."""

import re
from collections.abc import Iterator

from chains.choices import ARRIVING

from .dependencies import EVENTS
from .statements import entries, further_entries

#: What is logged at once is a revision: SQLite does not tell a trigger where a transaction begins. None is before the
#: one before, even if the clock went back.
FOUNDATION = """
CREATE TRIGGER chains_recordchange_revision AFTER INSERT ON chains_recordchange
WHEN NOT EXISTS (SELECT 1 FROM chains_revision WHERE id = NEW.revision_id) BEGIN
    INSERT INTO chains_revision (id, number, moment)
    VALUES (NEW.revision_id, NEW.revision_id, max(
        strftime('%Y-%m-%d %H:%M:%f', 'now') || '000',
        coalesce((SELECT moment FROM chains_revision ORDER BY number DESC LIMIT 1), '')
    ));
END
"""

DEMOLITION = "DROP TRIGGER IF EXISTS chains_recordchange_revision"

#: How the names of those end that an UPDATE fires only where it matters to other records.
FURTHER = "further"

#: And how the name of the one ends that an UPDATE fires by which a company comes in.
ARRIVAL = "arrival"

#: Most rows are published, but without statistics SQLite takes the stage for rare and reads every published record to
#: find the one that was written. The plus leaves the stage out of how rows are found: by the keys of those written.
_STAGE = re.compile(r"(?<![\w.])(?=(?:\w+\.)?stage = )")

_LOG = """
INSERT INTO chains_recordchange (revision_id, list, "key", kind, "into")
SELECT (SELECT coalesce(max(id), 0) + 1 FROM chains_revision), * FROM ({query})
"""

#: Tables whose rows an import writes ahead, for nobody to see before it is committed. Nothing is logged of them until
#: then: not that they are written, and not that they are taken away again.
_WRITTEN_AHEAD = ("chains_company", "chains_placement")
_SIDES = {"INSERT": "NEW", "UPDATE": "OLD", "DELETE": "OLD"}

#: What is told of a company as it comes in is known beforehand, so that no other table need be asked than that of its
#: placements, which have come in before it. (PostgreSQL asks them all once for all companies, and does not need it.)
_ARRIVES = f"OLD.stage = '{ARRIVING}' AND NEW.stage = 'published'"
_ARRIVAL = """
SELECT 'companies', NEW.public_id, 'created', '' UNION ALL
SELECT 'placements', r.public_id, 'created', '' FROM chains_placement r
WHERE r.company_id = NEW.id AND +r.stage = 'published' AND r.status <> 'withdrawn'
"""

_TRIGGER = "CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {condition} BEGIN {log}; END"


def triggers(table: str, key: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and statement of each trigger on ``table``, which has these columns."""
    further, depends_on = further_entries(table, key)
    condition = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in depends_on)
    queries = [(event, event.lower(), "TRUE", entries(table, event, key)) for event in EVENTS]
    for event, ending, when, query in (*queries, ("UPDATE", FURTHER, condition, further)):
        if query:
            if table in _WRITTEN_AHEAD:
                when = f"{_SIDES[event]}.stage <> '{ARRIVING}' AND ({when})"
            name = f"{table}_revision_{ending}"
            read = [column for column in columns if re.search(rf"\b{column}\b", query)]
            log = _LOG.format(query=_STAGE.sub("+", query).format(old=_row("OLD", read), new=_row("NEW", read)))
            yield name, _TRIGGER.format(name=name, event=event, table=table, condition=when, log=log)
    if table == "chains_company":
        name, log = f"{table}_revision_{ARRIVAL}", _LOG.format(query=_ARRIVAL)
        yield name, _TRIGGER.format(name=name, event="UPDATE", table=table, condition=_ARRIVES, log=log)


def _row(side: str, columns: list[str]) -> str:
    return "(SELECT {})".format(", ".join(f'{side}."{column}" AS "{column}"' for column in columns))


def dropped(table: str) -> Iterator[str]:
    """Yield the statements that take away what :func:`triggers` has made for ``table``."""
    for ending in (*map(str.lower, EVENTS), FURTHER, ARRIVAL):
        yield f"DROP TRIGGER IF EXISTS {table}_revision_{ending}"


def logged(query: str) -> str:
    """Return the statement that logs what a query finds: (list, key, kind, into)."""
    return _LOG.format(query=query)
