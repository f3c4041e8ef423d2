"""The changelog on PostgreSQL: one statement per write, and a revision number per transaction at commit."""

from collections.abc import Iterator

from .dependencies import EVENTS
from .statements import emptied, entries, further_entries

#: Held while a transaction that has changed something public commits, so that numbers are given in that order.
LOCK = 0x61746C6173  # "atlas"

#: Where the written rows are: what the trigger gives them as.
ROWS = {"old": "old_rows", "new": "new_rows"}
SIDES = {"INSERT": "new", "UPDATE": "new", "DELETE": "old"}
_REFERENCING = {
    "INSERT": "REFERENCING NEW TABLE AS new_rows",
    "UPDATE": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "DELETE": "REFERENCING OLD TABLE AS old_rows",
    "TRUNCATE": "",
}

#: The revision of a transaction is remembered in a setting that ends with it, and with a savepoint that is rolled back.
#: (Its number would not do: a dump that is restored into another server meets the same numbers again.)
#:
#: The number is given at the very end. A deferred trigger runs at commit, but among the deferred checks of foreign
#: keys, which may wait for a row that another transaction holds; were the lock taken before them, that other one, about
#: to commit, would wait for the lock, and both for ever. So the trigger on INSERT only wakes the one on UPDATE, which
#: is queued behind all checks. What a transaction still writes after it was numbered (which it may have asked for by
#: SET CONSTRAINTS) gets a revision of its own: the lock is held until it ends, so that the order stays right.
FOUNDATION = f"""
CREATE SEQUENCE IF NOT EXISTS chains_revision_number OWNED BY chains_revision.number;
CREATE FUNCTION chains_revision_now() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    remembered text := current_setting('atlas.revision', true);
    begun bigint;
BEGIN
    IF remembered <> '' THEN
        RETURN remembered::bigint;
    END IF;
    INSERT INTO chains_revision (moment) VALUES (clock_timestamp()) RETURNING id INTO begun;
    PERFORM set_config('atlas.revision', begun::text, true);
    RETURN begun;
END $$;
CREATE FUNCTION chains_revision_begun() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE chains_revision SET moment = clock_timestamp() WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE FUNCTION chains_revision_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
    -- Never earlier than the previous one, even if the clock went back.
    UPDATE chains_revision SET number = nextval('chains_revision_number'), moment = greatest(
        clock_timestamp(), (SELECT moment FROM chains_revision WHERE number IS NOT NULL ORDER BY number DESC LIMIT 1)
    ) WHERE id = NEW.id;
    PERFORM set_config('atlas.revision', '', true);
    RETURN NULL;
END $$;
CREATE FUNCTION chains_revision_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('atlas.revision', '', true);
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER chains_revision_begun AFTER INSERT ON chains_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION chains_revision_begun();
CREATE CONSTRAINT TRIGGER chains_revision_ended AFTER UPDATE ON chains_revision DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.number IS NULL) EXECUTE FUNCTION chains_revision_ended();
CREATE TRIGGER chains_revision_gone AFTER DELETE OR TRUNCATE ON chains_revision
    FOR EACH STATEMENT EXECUTE FUNCTION chains_revision_gone();
"""

DEMOLITION = """
DROP TRIGGER IF EXISTS chains_revision_begun ON chains_revision;
DROP TRIGGER IF EXISTS chains_revision_ended ON chains_revision;
DROP TRIGGER IF EXISTS chains_revision_gone ON chains_revision;
DROP FUNCTION IF EXISTS chains_revision_now();
DROP FUNCTION IF EXISTS chains_revision_begun();
DROP FUNCTION IF EXISTS chains_revision_ended();
DROP FUNCTION IF EXISTS chains_revision_gone();
"""

#: A revision is seen as a whole, so that a record need not be told of twice in it. Whether it was is looked up by the
#: record, as a revision may hold a hundred thousand others: ``+ 0`` keeps the index on revisions from being read.
_LOG = """
WITH found (list, "key", kind, "into") AS MATERIALIZED ({query}),
revision AS MATERIALIZED (SELECT chains_revision_now() AS id WHERE EXISTS (SELECT FROM found))
INSERT INTO chains_recordchange (revision_id, list, "key", kind, "into")
SELECT revision.id, found.* FROM revision CROSS JOIN found
WHERE found.kind <> 'changed' OR NOT EXISTS (
    SELECT FROM chains_recordchange told
    WHERE told.list = found.list AND told."key" = found."key" AND told.revision_id + 0 = revision.id
        AND told.kind IN ('created', 'changed') AND NOT EXISTS (
            SELECT FROM chains_recordchange later
            WHERE later.list = told.list AND later."key" = told."key" AND later.revision_id + 0 = told.revision_id
                AND later.id > told.id AND later.kind IN ('withdrawn', 'merged')
        )
)
"""

#: Up to this number of rows a plan is kept for the next time, as making one takes longer than a single row; for more
#: rows a new one is made every time, which by EXECUTE is for the number that there are.
FEW = 50

_PLANNED = """
    IF (SELECT count(*) FROM (SELECT FROM {rows} LIMIT {few} + 1) AS counted) <= {few} THEN
        {log};
    ELSE
        EXECUTE $query${log}$query$;
    END IF;
"""

_FURTHER = """
    IF EXISTS (SELECT {columns} FROM new_rows EXCEPT SELECT {columns} FROM old_rows) THEN
        {planned}
    END IF;
"""

_FUNCTION = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    {planned}
    RETURN NULL;
END $body$;
CREATE TRIGGER {name} AFTER {event} ON {table} {referencing} FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def triggers(table: str, key: str, columns: list[str]) -> Iterator[tuple[str, str]]:
    """Yield name and statements of each trigger on ``table``, with its function."""
    done = {event: _planned(entries(table, event, key), ROWS[SIDES[event]]) for event in EVENTS}
    further, depends_on = further_entries(table, key)
    if further:
        planned = _planned(further, ROWS["new"])
        done["UPDATE"] += _FURTHER.format(columns=", ".join((key, *depends_on)), planned=planned)
    if query := emptied(table):
        done["TRUNCATE"] = _LOG.format(query=query) + ";"
    for event, planned in done.items():
        if planned:
            name = f"{table}_revision_{event.lower()}"
            yield (
                name,
                _FUNCTION.format(name=name, planned=planned, event=event, table=table, referencing=_REFERENCING[event]),
            )


def _planned(query: str, rows: str) -> str:
    return _PLANNED.format(rows=rows, few=FEW, log=_LOG.format(query=query.format(**ROWS))) if query else ""


def dropped(table: str) -> Iterator[str]:
    """Yield the statements that take away what :func:`triggers` has made for ``table``."""
    for event in (*EVENTS, "TRUNCATE"):
        name = f"{table}_revision_{event.lower()}"
        yield f"DROP TRIGGER IF EXISTS {name} ON {table}"
        yield f"DROP FUNCTION IF EXISTS {name}()"


def logged(query: str) -> str:
    """Return the statement that logs what a query finds: (list, key, kind, into)."""
    return _LOG.format(query=query)
