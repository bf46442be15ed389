"""Clocks that go wrong: that of this process, and that of the database. No line of the portal knows of it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils import timezone

FROZEN = """
CREATE SCHEMA IF NOT EXISTS faults;
CREATE TABLE IF NOT EXISTS faults.clock (moment timestamptz, shift interval);
DELETE FROM faults.clock;
INSERT INTO faults.clock VALUES (NULL, '0');
CREATE OR REPLACE FUNCTION faults.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
  'SELECT coalesce(moment, pg_catalog.clock_timestamp() + shift) FROM faults.clock';
ALTER DATABASE ccc SET search_path = public, faults, pg_catalog;
"""
"""PostgreSQL looks for `clock_timestamp()` in our schema first: its time is then what a table says."""


def make_clock_changeable() -> None:
    """Let the clock of the database be set by `set_database_clock`; for connections that are opened from now on."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(FROZEN)
    connection.close()


@contextmanager
def set_database_clock(*, moment: datetime | None = None, shift: timedelta = timedelta()) -> Iterator[None]:
    """Let the database believe that it is another time, for all processes (PostgreSQL) or for this one (SQLite)."""
    if connection.vendor == "postgresql":
        _tell(moment, shift)
        try:
            yield
        finally:
            _tell(None, timedelta())
        return
    connection.ensure_connection()
    real = connection.connection

    def strftime(_form: str, *_rest: str) -> str:
        now = moment or datetime.now(UTC) + shift
        return f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"

    real.create_function("strftime", -1, strftime)
    try:
        yield
    finally:
        connection.close()


def _tell(moment: datetime | None, shift: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE faults.clock SET moment = %s, shift = make_interval(secs => %s)",
            [moment, shift.total_seconds()],
        )


@contextmanager
def shift_process_clock(shift: timedelta) -> Iterator[None]:
    """Let this process believe that it is later, or earlier."""
    real_now, real_time = timezone.now, time.time
    timezone.now = lambda: real_now() + shift
    time.time = lambda: real_time() + shift.total_seconds()
    try:
        yield
    finally:
        timezone.now, time.time = real_now, real_time
