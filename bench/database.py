"""A database that is there for one benchmark only."""

from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.db import connection


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Create an empty database with all tables on the configured server, and drop it afterwards."""
    django.setup()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
