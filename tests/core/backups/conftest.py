"""A portal with evidence, its backup, and an empty place to bring it back to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from core.services.backups import Backup, make_backup
from core.services.database_copies import CopyFailed, find_program
from tests.core.backups.portals import PASSPHRASE, empty_database, fill_portal, use_folder


@pytest.fixture
def portal(transactional_db: None, settings: Any, tmp_path: Path) -> Path:
    """The data folder of a portal with something to lose; PostgreSQL's programs must be there to save it."""
    if connection.vendor == "postgresql":
        try:
            find_program("pg_dump")
        except CopyFailed as reason:
            pytest.skip(str(reason))
    use_folder(settings, tmp_path / "portal")
    fill_portal(tmp_path / "portal")
    return tmp_path / "portal"


@pytest.fixture
def backup(portal: Path, tmp_path: Path) -> Backup:
    """A backup of it."""
    return make_backup(path=tmp_path / "portal.backup", passphrase=PASSPHRASE)


@pytest.fixture
def elsewhere(backup: Backup, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """An empty database and an empty data folder, now the portal's; the folder."""
    folder = tmp_path / "elsewhere"
    use_folder(settings, folder)
    with empty_database(folder):
        yield folder
