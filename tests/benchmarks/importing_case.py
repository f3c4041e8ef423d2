"""One side of the import, in a process of its own: ``python -m tests.benchmarks.importing_case SIDE FILE``.

``atlas``, ``stock`` and ``bulk`` import a CSV or XLSX; ``dump`` imports by us and keeps the finished rows in FILE.rows,
which ``copy`` then writes into another database, with nothing but what the database itself does.
"""

import json
import os
import pickle
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
django.setup()

from django.apps import apps
from django.db import connection, transaction
from import_export.formats.base_formats import CSV, XLSX

from chains.choices import SheetKind
from chains.importing import committing, planning
from chains.models import Company, Evidence, Placement
from tests.benchmarks import stock, stock_bulk

#: What the database's own triggers write is not written for it.
_BY_TRIGGERS = ("chains_revision", "chains_recordchange")

#: The rows that an import has written: table → columns, and rows, or on PostgreSQL what COPY has made of them.
Finished = dict[str, tuple[list[str], Any]]


def by_atlas(file: Path) -> None:
    """Upload, plan and commit."""
    batch = planning.upload(SheetKind.COMPANIES, file.name, file.read_bytes(), None)
    planning.plan(batch)
    committing.commit(batch)


def _read(file: Path) -> list[dict[str, str]]:
    """Return the rows of a file as the admin of django-import-export reads them."""
    is_text = file.suffix == ".csv"
    content = file.read_text(encoding="utf-8") if is_text else file.read_bytes()
    return (CSV() if is_text else XLSX()).create_dataset(content).dict


def by_stock(file: Path) -> None:
    """Read, preview and import."""
    stock.import_rows(_read(file))


def by_bulk(file: Path) -> None:
    """Read and import in bulk."""
    stock_bulk.import_rows(_read(file))


def _tables() -> dict[str, str]:
    """Return the tables whose keys the database counts, those first that others rest on, with the name of the key."""
    models = apps.get_app_config("chains").get_models()
    found = {model._meta.db_table: model._meta.pk.column for model in models}
    return {table: key for table, key in found.items() if table not in _BY_TRIGGERS}


def _counted(table: str, key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def _highest(table: str, key: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT max({key}) FROM {table}")
        return cursor.fetchone()[0]


def dump(file: Path) -> None:
    """Import by us, and keep what was written."""
    before = {table: (_counted(table, key), _highest(table, key)) for table, key in _tables().items()}
    by_atlas(file)
    finished: Finished = {}
    for table, key in _tables().items():
        count, highest = before[table]
        if _counted(table, key) == count:
            continue
        where = f"WHERE {key} > {int(highest)}" if highest is not None else ""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {table} LIMIT 0")
            columns = [column[0] for column in cursor.description]
            names = ", ".join(map(connection.ops.quote_name, columns))
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY (SELECT {names} FROM {table} {where}) TO STDOUT") as copy:
                    finished[table] = columns, b"".join(bytes(part) for part in copy)
            else:
                # Past Django's converters: as the database keeps them.
                raw = connection.connection.cursor().execute(f"SELECT {names} FROM {table} {where}")
                finished[table] = columns, [tuple(row) for row in raw]
    file.with_suffix(f"{file.suffix}.rows").write_bytes(pickle.dumps(finished))


@transaction.atomic
def copy_in(finished: Finished) -> None:
    """Write finished rows: by COPY, or on SQLite by one prepared statement a table."""
    with connection.cursor() as cursor:
        for table, (columns, rows) in finished.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write(rows)
            else:
                marks = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)


def measure(side: str, file: Path) -> None:
    """Import, and print the seconds."""
    if side == "copy":
        finished = pickle.loads(file.with_suffix(f"{file.suffix}.rows").read_bytes())
    before = [model.objects.count() for model in (Company, Placement, Evidence)]
    started, worked = time.perf_counter(), time.process_time()
    if side == "copy":
        copy_in(finished)
    else:
        {"atlas": by_atlas, "stock": by_stock, "bulk": by_bulk, "dump": dump}[side](file)
    seconds = time.perf_counter() - started
    made = [model.objects.count() - old for model, old in zip((Company, Placement, Evidence), before, strict=True)]
    assert made[0] > 0, made
    assert len(set(made)) == 1, made
    assert min(model.history.count() for model in (Company, Placement, Evidence)) >= made[0]
    print(json.dumps({"seconds": seconds, "processor": time.process_time() - worked, "rows": made[0]}))


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2]))
