"""Migrations: none missing, none named by the machine, each can be undone."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.house.sources import ROOMS, run_python
from tests.kept_tables import copy_tables

OURS = [config.label for config in apps.get_app_configs() if config.label in ROOMS]
MACHINE_NAMED = re.compile(r"(?!0001)\d{4}_initial|.*_auto_|.*_and_more|.*_alter_.*_options")
ROUND_TRIP = """
import django
django.setup()
from django.core.management import call_command
from django.db import connection
call_command("migrate", "core", "zero", verbosity=0)  # and so all others, which stand on it
print(sorted(name for name in connection.introspection.table_names() if name.split("_")[0] in {rooms}))
call_command("migrate", verbosity=0)
call_command("migrate", check_unapplied=True, verbosity=0)
"""


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_are_named_by_people() -> None:
    names = [key for key in MigrationLoader(None).disk_migrations if key[0] in OURS]
    assert [key for key in names if MACHINE_NAMED.match(key[1])] == []


def test_each_operation_can_be_undone() -> None:
    migrations = MigrationLoader(None).disk_migrations.items()
    one_way = [
        (key, operation)
        for key, migration in migrations
        if key[0] in OURS
        for operation in migration.operations
        if not operation.reversible
    ]
    assert one_way == []


@pytest.mark.slow
@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="undoing is tried on SQLite, on a database of its own"
)
@pytest.mark.django_db(transaction=True)
def test_all_migrations_go_back_and_forth(tmp_path: Path) -> None:
    copy_tables(tmp_path / "portal.sqlite3")
    code = ROUND_TRIP.format(rooms=["exchange", "progress", "molecules", "stakeholders", "contracts", "core"])
    env = {
        "DJANGO_SETTINGS_MODULE": "ccc_portal.settings.embedded",
        "CCC_DATA": str(tmp_path),
    }
    done = run_python(code, **env)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")
