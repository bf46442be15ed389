"""Tables that only grow, in tests: what tampering leaves behind, and emptying them between tests."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from core.append_only import install_triggers, remove_triggers

GROWING = (
    "contracts_frozenpart",
    "core_checkpoint",
    "core_evidenceevent",
    "stakeholders_commitmentversion",
    "stakeholders_signaturerecord",
)


@contextmanager
def without_triggers(*tables: str) -> Iterator[None]:
    """Do what only the owner of the database can: change rows while their triggers are off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # a table with checks still to come cannot be altered
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    _each(remove_triggers, tables)
    yield
    _each(install_triggers, tables)


def empty_growing_tables() -> None:
    """Delete what a test that commits has left, before the database is flushed: triggers guard only rows.

    Rows of other tables that lean on them go with them, or wait for the flush.
    """
    full = tuple(table for table in GROWING if _has_rows(table))
    if not full:
        return
    with without_triggers(*full), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(full)} CASCADE")
            return
        with connection.constraint_checks_disabled():
            for table in full:
                cursor.execute(f"DELETE FROM {table}")


def _has_rows(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
        return bool(cursor.fetchone()[0])


def _each(change: Callable[[Any, str], None], tables: tuple[str, ...]) -> None:
    editor = connection.schema_editor(atomic=False)
    editor.deferred_sql = []
    for table in tables:
        change(editor, table)
