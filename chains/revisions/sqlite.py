"""The log of public changes on SQLite: with one writer at a time, the order of writing is that of commits."""

import re
from collections.abc import Iterator

from .effects import EVENTS
from .statements import entries, further_entries

#: What is logged at once is a revision: SQLite does not tell a trigger where a transaction begins. None is before the
#: one before, whatever has become of the clock.
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

#: Most rows are published, but without statistics SQLite takes the stage for rare and reads every published record to
#: find the one that was written. The plus leaves the stage out of how rows are found: by the keys of those written.
_STAGE = re.compile(r"(?<![\w.])(?=(?:\w+\.)?stage = )")

_LOG = """
INSERT INTO chains_recordchange (revision_id, list, "key", kind, "into")
SELECT (SELECT coalesce(max(id), 0) + 1 FROM chains_revision), * FROM ({query})
"""

_TRIGGER = "CREATE TRIGGER {name} AFTER {event} ON {table} {condition} BEGIN {log}; END"


def triggers(table: str, key: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and statement of each trigger on ``table``, which has these columns."""
    further, depends_on = further_entries(table, key)
    condition = "WHEN " + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in depends_on)
    queries = [(event, event.lower(), "", entries(table, event, key)) for event in EVENTS]
    for event, ending, when, query in (*queries, ("UPDATE", FURTHER, condition, further)):
        if query:
            name = f"{table}_revision_{ending}"
            read = [column for column in columns if re.search(rf"\b{column}\b", query)]
            log = _LOG.format(query=_STAGE.sub("+", query).format(old=_row("OLD", read), new=_row("NEW", read)))
            yield name, _TRIGGER.format(name=name, event=event, table=table, condition=when, log=log)


def _row(side: str, columns: list[str]) -> str:
    return "(SELECT {})".format(", ".join(f'{side}."{column}" AS "{column}"' for column in columns))


def dropped(table: str) -> Iterator[str]:
    """Yield the statements that take away what :func:`triggers` has made for ``table``."""
    for ending in (*map(str.lower, EVENTS), FURTHER):
        yield f"DROP TRIGGER IF EXISTS {table}_revision_{ending}"


def logged(query: str) -> str:
    """Return the statement that logs what a query finds: (list, key, kind, into)."""
    return _LOG.format(query=query)
