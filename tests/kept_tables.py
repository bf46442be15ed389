"""Keep the suite's empty tables, because migrating takes half a minute of the processor.

On SQLite between runs: what is kept counts for exactly these migrations and packages, and `migrate` still runs and
finds all done. On PostgreSQL during a run: other databases of the tests are made from a copy of the suite's own.
"""

import os
import shutil
import sqlite3
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".pytest_cache" / "tables"
KEPT_FILES = 2
"""This state of the migrations and the one before, for whoever goes back and forth."""


@cache
def kept_file() -> Path:
    """Where the tables of the migrations of this run are kept."""
    digest = sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def memory_address() -> str:
    """The address of the suite's own database in memory; empty where it is another."""
    if connection.vendor != "sqlite":
        return ""
    name = connection.settings_dict["TEST"]["NAME"] or ":memory:"
    if name == ":memory:":  # as Django names it
        return f"file:memorydb_{connection.alias}?mode=memory&cache=shared"
    return str(name) if "mode=memory" in str(name) else ""


def fill(address: str, file: Path) -> sqlite3.Connection:
    """Fill the database in memory with what is kept; it lasts as long as the connection."""
    memory = sqlite3.connect(address, uri=True)
    with sqlite3.connect(file) as kept:
        kept.backup(memory)
    kept.close()
    return memory


def copy_tables(file: Path) -> None:
    """Write the empty tables into a file; SQLite only. Nothing is written in a run that needed no tables of its own.

    Not the suite's own database as it is now: a row that some test left there would be a riddle elsewhere.
    """
    if kept_file().exists():
        shutil.copyfile(kept_file(), file)


def keep(file: Path) -> None:
    """Keep the tables, if any, as they are now: whole or not at all, and no more than a few states."""
    if "django_migrations" not in connection.introspection.table_names():
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(f".{os.getpid()}.new")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(beside)])
    beside.rename(file)
    for old in sorted(file.parent.glob("*.sqlite3"), key=lambda path: -path.stat().st_mtime)[KEPT_FILES:]:
        old.unlink(missing_ok=True)


def template_name() -> str:
    """The name of the empty copy on PostgreSQL."""
    return f"{connection.settings_dict['NAME']}_tables"


def make_template() -> None:
    """Copy the suite's own PostgreSQL database while it is empty."""
    connection.close()  # PostgreSQL copies no database that somebody uses
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{template_name()}"')
        cursor.execute(f'CREATE DATABASE "{template_name()}" TEMPLATE "{connection.settings_dict["NAME"]}"')


def drop_template() -> None:
    """Leave nothing behind on a server that is not the suite's own."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{template_name()}"')
