"""Tables that only grow: triggers of the database refuse to change or delete their rows, for its owner too.

An empty table may still be truncated: nothing is lost by it, and whoever cleans a test database needs it.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

INSTALL: dict[str, tuple[str, ...]] = {
    "sqlite": (
        (
            "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "BEGIN SELECT RAISE(ABORT, '{table} only grows: UPDATE refused'); END"
        ),
        (
            "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            "BEGIN SELECT RAISE(ABORT, '{table} only grows: DELETE refused'); END"
        ),
    ),
    "postgresql": (
        """
        CREATE FUNCTION {table}_keep() RETURNS trigger LANGUAGE plpgsql AS $keep$
        BEGIN
            IF TG_OP = 'TRUNCATE' AND NOT EXISTS (SELECT 1 FROM {table}) THEN RETURN NULL; END IF;
            RAISE EXCEPTION '{table} only grows: % refused', TG_OP
                USING ERRCODE = 'integrity_constraint_violation';
        END $keep$
        """,
        (
            "CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION {table}_keep()"
        ),
        (
            "CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION {table}_keep()"
        ),
    ),
}
REMOVE: dict[str, tuple[str, ...]] = {
    "sqlite": ("DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"),
    "postgresql": (
        "DROP TRIGGER {table}_no_change ON {table}",
        "DROP TRIGGER {table}_no_truncate ON {table}",
        "DROP FUNCTION {table}_keep()",
    ),
}


def install_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Let the table refuse changes from now on."""
    for statement in INSTALL[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(table=table), params=None)


def remove_triggers(schema_editor: BaseDatabaseSchemaEditor, table: str) -> None:
    """Take the triggers away; only a migration that goes back, and tests of tampering, have reason to."""
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement.format(table=table), params=None)


class AppendOnly(Operation):
    """Migration step: rows of `table` can be added and read, nothing else."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Models are not touched."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Install the triggers."""
        install_triggers(schema_editor, self.table)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Remove them."""
        remove_triggers(schema_editor, self.table)

    def describe(self) -> str:
        """What `migrate --plan` prints."""
        return f"Refuse changes to rows of {self.table}"
