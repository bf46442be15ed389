"""The databases that benchmarks run on; each is gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from django.core.management import call_command
from django.db import connection

no_database = nullcontext


@contextmanager
def in_memory() -> Iterator[None]:
    """An empty database with all tables: SQLite in memory, or one of its own on the server of DATABASE_URL."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def in_data_folder() -> Iterator[None]:
    """The installation's own database with all tables: a file in the data folder, which is thrown away with it."""
    call_command("migrate", verbosity=0)
    yield
