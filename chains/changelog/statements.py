"""SQL queries that the triggers run, shared by both databases.

There is no join between rows as they were and as they are: sets are compared (``EXCEPT``, ``GROUP BY``), which costs
the same per row whether one was written or a hundred thousand.
"""

import re

from .dependencies import DELETE, DEPENDENCIES, INSERT, LISTS, UPDATE, Dependency, List, present, told

_COLUMN = re.compile(r"\{([a-z_]+)\}")


def entries(table: str, event: str, key: str) -> str:
    """Return the query for what a write to ``table`` (whose primary key is ``key``) adds to the log.

    ``{old}`` and ``{new}`` in it are the written rows, as they were and as they are. Empty where it adds nothing.
    """
    selects = [own(name, each, event) for name, each in LISTS.items() if each.table == table]
    selects += [
        _caused(dependency, event, key)
        for dependency in DEPENDENCIES.get(table, ())
        if event in dependency.events and not (event == UPDATE and dependency.when)
    ]
    return " UNION ".join(selects)


def further_entries(table: str, key: str) -> tuple[str, list[str]]:
    """Return the query for what an UPDATE adds besides, and the columns of which one must have changed for it.

    They seldom do, and then nothing need be asked: what is asked goes through many tables.
    """
    dependencies = [
        dependency for dependency in DEPENDENCIES.get(table, ()) if UPDATE in dependency.events and dependency.when
    ]
    columns = dict.fromkeys(column for dependency in dependencies for column in dependency.when)
    return " UNION ".join(_caused(dependency, UPDATE, key) for dependency in dependencies), list(columns)


def own(name: str, each: List, event: str) -> str:
    """Return the query for how the public records among the written rows have changed."""
    sides = []
    if event != DELETE:
        stays = "2" if each.shown == "TRUE" else f"CASE WHEN {each.shown} THEN 2 ELSE 1 END"
        sides.append(f"SELECT r.{each.key} AS code, 0 AS was, {stays} AS stays FROM {{new}} r {_public(each)}")
    if event != INSERT:
        sides.append(f"SELECT r.{each.key} AS code, 1 AS was, 0 AS stays FROM {{old}} r {_public(each)}")
    kind = "WHEN max(stays) = 1 THEN 'withdrawn' WHEN max(was) = 0 THEN 'created' ELSE 'changed'"
    gone, into = "'withdrawn'", "''"
    if each.target and event != INSERT:
        # Its redirect may have been there before it went.
        gone = f"CASE WHEN EXISTS ({each.heir('code')}) THEN 'merged' ELSE 'withdrawn' END"
        into = f"CASE max(stays) WHEN 0 THEN coalesce(({each.heir('code')}), '') ELSE '' END"
    return (
        f"SELECT '{name}', code, CASE WHEN max(stays) = 0 THEN {gone} {kind} END, {into} "
        f"FROM ({' UNION ALL '.join(sides)}) AS both_sides GROUP BY code"
    )


def everything() -> str:
    """Return the query for all that is public now, to begin a log with: (list, key, kind, into).

    Old ids that lead to a record are part of it unless the history knows them as nothing but a draft's.
    """
    selects = [
        f"SELECT '{name}', r.{each.key}, 'created', '' FROM {each.table} r {_public(each)} AND {each.shown}"
        for name, each in LISTS.items()
    ]
    for name, each in redirected():
        own = f"SELECT 1 FROM {each.table.replace('chains_', 'chains_historical')} h WHERE h.public_id = d.public_id"
        selects.append(
            f"SELECT '{name}', d.public_id, 'merged', r.public_id FROM {each.redirects} d "
            f"JOIN {each.table} r ON r.id = d.{each.target} {_public(each)} "
            f"AND (EXISTS ({own} AND h.stage = 'published') OR NOT EXISTS ({own})) "
            f"AND NOT EXISTS (SELECT 1 FROM {each.table} s WHERE s.public_id = d.public_id)"
        )
    return " UNION ALL ".join(selects)


def emptied(table: str) -> str:
    """Return the query for what emptying a whole table adds to the log: PostgreSQL's TRUNCATE tells no rows."""
    if emptied_redirects := [name for name, each in redirected() if table == each.redirects]:
        return " UNION ".join(_newest(name, "merged") for name in emptied_redirects)
    selects = [_newest(name, "created", "changed") for name, each in LISTS.items() if each.table == table]
    # What the rows said is gone with them: all that could have shown one of them has changed.
    names = {
        dependency.select.split("'")[1] for dependency in DEPENDENCIES.get(table, ()) if DELETE in dependency.events
    }
    selects += [
        f"SELECT '{name}', r.{LISTS[name].key}, 'changed', '' FROM {LISTS[name].table} r {_public(LISTS[name])} "
        f"AND {LISTS[name].shown}"
        for name in sorted(names & LISTS.keys())
    ]
    # What is in the log for the facets alone is no record: that it has changed is all there is to tell.
    selects += [f"SELECT '{name}', '', 'changed', ''" for name in sorted(names - LISTS.keys())]
    return " UNION ".join(selects)


def redirected() -> list[tuple[str, List]]:
    """Return the lists whose old keys lead to records."""
    return [(name, each) for name, each in LISTS.items() if each.target]


def misstated_keys(name: str) -> str:
    """Return the query for the keys of a list that the log leaves elsewhere than they stand: at a record, or at none.

    See :meth:`.dependencies.List.stands`.
    """
    each = LISTS[name]
    newest = (
        'SELECT "key", kind, "into" FROM (SELECT c."key", c.kind, c."into", row_number() OVER '
        '(PARTITION BY c."key" ORDER BY v.number DESC, c.id DESC) AS place FROM chains_recordchange c '
        f"JOIN chains_revision v ON v.id = c.revision_id WHERE c.list = '{name}') AS numbered WHERE place = 1"
    )
    said = """CASE n.kind WHEN 'merged' THEN n."into" WHEN 'withdrawn' THEN '' ELSE n."key" END"""
    return (
        f"""SELECT n."key" FROM ({newest}) AS n WHERE {said} <> {each.stands('n."key"')} """
        f"UNION {each.public_keys} AND {each.shown} AND NOT {told(name, f'r.{each.key}')}"
    )


def present_entries(name: str, is_wanted: str) -> str:
    """Return the query for how keys of a list stand that it shows or the log has told of.

    ``is_wanted`` is a condition that stands behind a column, with a parameter.
    """
    each = LISTS[name]
    shown = f"{each.public_keys} AND {each.shown} AND r.{each.key} {is_wanted}"
    heard_of = f"""SELECT "key" FROM chains_recordchange WHERE list = '{name}' AND "key" {is_wanted}"""
    return present(name, f"SELECT u.{each.key} AS value FROM ({shown} UNION {heard_of}) AS u")


def _newest(name: str, *kinds: str) -> str:
    """Return the query that withdraws what the log says was last of one of these kinds."""
    wanted = ", ".join(f"'{kind}'" for kind in kinds)
    return (
        f"""SELECT '{name}', "key", 'withdrawn', '' FROM (SELECT DISTINCT ON ("key") "key", kind """
        f"""FROM chains_recordchange WHERE list = '{name}' ORDER BY "key", id DESC) AS newest """
        f"WHERE kind IN ({wanted})"
    )


def _public(each: List) -> str:
    return f"{each.joins} WHERE {each.public}".strip()


def _caused(dependency: Dependency, event: str, key: str) -> str:
    def values(found: re.Match[str]) -> str:
        column = found[1]
        return found[0] if column in ("old", "new") else _values(dependency, event, key, column)

    return _COLUMN.sub(values, dependency.select)


def _values(dependency: Dependency, event: str, key: str, column: str) -> str:
    """Return the query for the values of ``column`` in those of the written rows that the dependency is about."""

    def side(rows: str, *columns: str) -> str:
        values = ", ".join((f"{column} AS value", *columns))
        return f"SELECT {values} FROM {rows} AS {rows[1:-1]}_side WHERE {dependency.only}"

    new, old = "{new}", "{old}"
    if event == INSERT:
        return side(new)
    if event == DELETE:
        return side(old)
    if not dependency.when:
        return f"{side(new)} UNION ALL {side(old)}"
    mark = (key, *dependency.when)
    return " UNION ALL ".join(
        f"SELECT value FROM ({side(one, *mark)} EXCEPT {side(other, *mark)}) AS {one[1:-1]}_only"
        for one, other in ((new, old), (old, new))
    )
