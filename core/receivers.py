"""What core does when something else has happened."""

import logging
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate

from core.key_files import KeyUnusable
from core.services.keys import ensure_keys, register_proofs

logger = logging.getLogger("core.keys")


def connect_keys(room: AppConfig) -> None:
    """Let the check of the evidence log look at keys, and keys be made after migrations where the settings say so."""
    register_proofs()
    post_migrate.connect(make_missing_keys, sender=room, dispatch_uid="core.make_missing_keys")


def make_missing_keys(*, using: str, **_told: Any) -> None:
    """Make the keys that are missing, once the tables stand; a portal that cannot have them starts all the same."""
    if not settings.KEYS_AT_MIGRATE:
        return
    executor = MigrationExecutor(connections[using])
    if executor.migration_plan(executor.loader.graph.leaf_nodes("core")):
        return  # an older state of the tables was asked for
    try:
        ensure_keys()
    except KeyUnusable as reason:
        logger.warning("No keys were made: %s", reason)
