"""Portals to back up and empty ones to restore into, on the database of the suite."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from core.services.checkpoints import make_checkpoint
from core.services.database_copies import open_sqlite, use_database
from core.services.evidence import append_event
from core.services.keys import ensure_keys

PASSPHRASE = "a passphrase for tests"
STREAM = UUID("00000000-0000-7000-8000-000000000001")


def use_folder(settings: Any, folder: Path) -> None:
    """Let a portal keep its files in a folder."""
    folder.mkdir(exist_ok=True)
    settings.DATA_DIR, settings.MEDIA_ROOT, settings.KEY_DIR = folder, folder / "media", folder / "keys"
    settings.LAST_BACKUP_FILE = folder / "last_backup.json"


def fill_portal(folder: Path) -> None:
    """Keys, two events under a checkpoint, a file and a secret."""
    ensure_keys()
    add_event(1)
    add_event(2)
    make_checkpoint()
    (folder / "media" / "imports").mkdir(parents=True)
    (folder / "media" / "imports" / "table.csv").write_bytes(b"a;b\n" * 700_000)
    (folder / "key_password").write_text("only-for-tests")


def add_event(n: int) -> None:
    """Let the log grow."""
    append_event(stream=STREAM, kind="test.step", payload={"n": n})


@contextmanager
def empty_database(folder: Path) -> Iterator[None]:
    """Let the default connection lead to a new database without tables, gone afterwards."""
    if connection.vendor == "sqlite":
        with use_database(open_sqlite(folder / "portal.sqlite3")):
            yield
        return
    name = f"ccc_{uuid4().hex[:12]}"
    try:
        _maintain(f"CREATE DATABASE {name} TEMPLATE template0")
        database = connection.copy()
        database.settings_dict["NAME"] = name
        with use_database(database):
            yield
    finally:
        _maintain(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _maintain(statement: str) -> None:
    """Say something that no transaction may hold."""
    database: BaseDatabaseWrapper = connections["default"].copy()
    try:
        with database.cursor() as cursor:
            cursor.execute(statement)
    finally:
        database.close()
