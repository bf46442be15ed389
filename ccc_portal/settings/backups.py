"""Backups: the passphrase that encrypts them, the programs of PostgreSQL, the note of the newest one."""

from pathlib import Path

import environ

env = environ.Env()
DATA_FOLDER = Path(env("CCC_DATA", default=str(Path(__file__).resolve().parents[2] / "var"))).resolve()

BACKUP_PASSWORD = env("CCC_BACKUP_PASSWORD", default="")
# The folder of pg_dump and pg_restore; without it the newest ones of the machine are taken.
PG_PROGRAMS = env("CCC_PG_PROGRAMS", default="")
# What `manage.py backup` did last, for `manage.py doctor`.
LAST_BACKUP_FILE = DATA_FOLDER / "last_backup.json"
