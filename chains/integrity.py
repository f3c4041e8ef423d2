"""Triggers that guard the segment tree and the public ids, for SQLite and PostgreSQL."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

#: Tables of the rows that have a public id.
PUBLIC = (
    "chains_company",
    "chains_placement",
    "chains_researchbase",
    "chains_platform",
    "chains_park",
    "chains_alliance",
    "chains_project",
    "chains_assessment",
    "chains_technology",
    "chains_supplyshare",
    "chains_target",
    "chains_shortlist",
    "chains_snapshot",
)

_ANCESTORS = """
    WITH RECURSIVE ancestor(id, parent_id) AS (
        SELECT id, parent_id FROM chains_segment WHERE id = NEW.parent_id
        UNION
        SELECT s.id, s.parent_id FROM chains_segment s JOIN ancestor ON s.id = ancestor.parent_id
    ) SELECT id FROM ancestor
"""

_SQLITE_TREE = f"""
CREATE TRIGGER chains_segment_acyclic BEFORE UPDATE OF parent_id ON chains_segment
WHEN NEW.parent_id IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'segment_tree_has_no_cycles') WHERE NEW.id IN ({_ANCESTORS});
END
"""

_SQLITE_FIXED = """
CREATE TRIGGER {table}_public_id_fixed BEFORE UPDATE OF public_id ON {table}
WHEN OLD.public_id <> NEW.public_id BEGIN
    SELECT RAISE(ABORT, 'public_id_is_fixed');
END
"""

# 23514 is check_violation, which Django reports as an IntegrityError, as SQLite's ABORT is.
_POSTGRESQL_FUNCTIONS = f"""
CREATE FUNCTION chains_segment_acyclic() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id IN ({_ANCESTORS}) THEN
        RAISE EXCEPTION 'segment_tree_has_no_cycles' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION chains_public_id_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'public_id_is_fixed' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER chains_segment_acyclic BEFORE UPDATE OF parent_id ON chains_segment
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION chains_segment_acyclic();
"""

_POSTGRESQL_FIXED = """
CREATE TRIGGER {table}_public_id_fixed BEFORE UPDATE OF public_id ON {table}
    FOR EACH ROW WHEN (OLD.public_id <> NEW.public_id) EXECUTE FUNCTION chains_public_id_fixed();
"""


def install(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers anew."""
    remove(apps, schema_editor)
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    schema_editor.execute(_POSTGRESQL_FUNCTIONS if on_postgresql else _SQLITE_TREE, params=None)
    fixed = _POSTGRESQL_FIXED if on_postgresql else _SQLITE_FIXED
    # Run again by later migrations; in an earlier one, some of the tables are not there yet.
    for table in sorted(set(PUBLIC) & set(schema_editor.connection.introspection.table_names())):
        schema_editor.execute(fixed.format(table=table), params=None)


def remove(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away, where they are."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    triggers = {"chains_segment_acyclic": "chains_segment"} | {f"{table}_public_id_fixed": table for table in PUBLIC}
    tables = set(schema_editor.connection.introspection.table_names())
    for trigger, table in triggers.items():
        if table not in tables:
            continue
        on = f" ON {table}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {trigger}{on}", params=None)
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS chains_segment_acyclic()", params=None)
        schema_editor.execute("DROP FUNCTION IF EXISTS chains_public_id_fixed()", params=None)
