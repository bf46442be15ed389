"""The one clock that decides what came first and what came too late: the database's."""

from datetime import UTC, datetime

from django.db import connection

ASK = {
    "postgresql": "SELECT clock_timestamp()",
    "sqlite": "SELECT strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


def database_now() -> datetime:
    """The time of the database at this moment, also in the middle of a transaction.

    Asked after a lock was waited for, it is later than all that was done under that lock before; no clock of a web
    process, a worker or a browser has a say.
    """
    with connection.cursor() as cursor:
        cursor.execute(ASK[connection.vendor])
        told: datetime | str = cursor.fetchone()[0]
    moment = datetime.fromisoformat(told) if isinstance(told, str) else told
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
