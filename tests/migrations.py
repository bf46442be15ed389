"""A database that is older than the code."""

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def forget_newest_migration(app: str = "core") -> None:
    """Let the newest migration of an app seem not to be applied."""
    ((_app, newest),) = MigrationLoader(connection).graph.leaf_nodes(app)
    MigrationRecorder(connection).record_unapplied(app, newest)
