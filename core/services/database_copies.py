"""Copies of the whole database in one file, and putting one back: SQLite by its own copy, PostgreSQL by its programs.

Whoever copies or restores reads the copy through the ordinary models: inside the context managers here the default
connection leads to it.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

DATABASE_PARTS = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
SET_ASIDE = "ccc_before_restore"
"""The schema in which the tables wait that a restore takes the place of."""
DEBIAN_FOLDER = Path("/usr/lib/postgresql")


class CopyFailed(Exception):
    """The database could not be copied or put back; the message tells an administrator why."""


@contextmanager
def use_database(database: BaseDatabaseWrapper) -> Iterator[None]:
    """Let the models of this thread read and write another database; its connection is closed afterwards."""
    before = connections["default"]
    connections["default"] = database
    try:
        yield
    finally:
        connections["default"] = before
        database.close()


def open_sqlite(path: Path) -> BaseDatabaseWrapper:
    """A connection to a SQLite file, with the options of the default one."""
    database = connection.copy()
    database.settings_dict["NAME"] = str(path)
    return database


@contextmanager
def copied_database(folder: Path) -> Iterator[Path]:
    """Copy the database as it is at one moment into a file of the folder; inside, models read that moment.

    Raises `CopyFailed`.
    """
    path = folder / DATABASE_PARTS[connection.vendor]
    if connection.vendor == "sqlite":
        copy_sqlite(path)
        with use_database(open_sqlite(path)):
            yield path
    else:
        with use_database(connection.copy()), transaction.atomic():
            dump_postgres(path)
            yield path


def copy_sqlite(path: Path) -> None:
    """Copy a SQLite database while others write to it; everything in one step, so from one moment."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)


def dump_postgres(path: Path) -> None:
    """Dump the moment that this transaction sees, now and until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
    _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--snapshot={snapshot}", f"--file={path}")


@contextmanager
def restored_postgres(dump: Path) -> Iterator[None]:
    """Put a dump into the database; what was there before comes back when anything inside fails.

    Raises `CopyFailed`.
    """
    _set_tables_aside()
    try:
        _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl",
             "--no-comments", str(dump))  # fmt: skip
        yield
    except BaseException:
        _execute("DROP SCHEMA public CASCADE", f"ALTER SCHEMA {SET_ASIDE} RENAME TO public")
        raise
    _execute(f"DROP SCHEMA {SET_ASIDE} CASCADE")


def _set_tables_aside() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [SET_ASIDE])
        if cursor.fetchone()[0]:
            raise CopyFailed(
                f"A restore was killed: the tables before it are in the schema {SET_ASIDE}. "
                f"Either drop that schema, or drop the schema public and rename {SET_ASIDE} to public."
            )
    _execute(f"ALTER SCHEMA public RENAME TO {SET_ASIDE}", "CREATE SCHEMA public")


@transaction.atomic
def _execute(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def find_program(name: str) -> str:
    """The path of a program of PostgreSQL, the newest there is; raises `CopyFailed` where there is none."""
    if settings.PG_PROGRAMS:
        found = shutil.which(name, path=settings.PG_PROGRAMS)
    else:
        folders = sorted(DEBIAN_FOLDER.glob("[0-9]*/bin"), key=lambda folder: -int(folder.parent.name))
        found = next(filter(None, (shutil.which(name, path=str(folder)) for folder in folders)), None)
        found = found or shutil.which(name)
    if not found:
        raise CopyFailed(
            f"{name} is not on this machine: install PostgreSQL's client programs, of the server's version or "
            "newer, or say in CCC_PG_PROGRAMS in which folder they are."
        )
    return found


def _run(name: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on the database; the password goes by the environment, where others cannot see it."""
    told = connection.settings_dict
    command, environment = connection.client.settings_to_cmd_args_env(told, [])
    done = subprocess.run(
        [find_program(name), *command[1:-1], f"--dbname={told['NAME']}", *arguments],
        env=os.environ | (environment or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CopyFailed(f"{name} failed: {done.stderr.strip()}")
