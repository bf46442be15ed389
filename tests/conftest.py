"""What every test may use."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache, caches
from django.db import connection
from django.utils import translation

from ccc_portal.page_frame import SOUND_KEY
from tests.append_only import empty_growing_tables
from tests.database_use import may_use_database
from tests.kept_tables import drop_template, fill, keep, kept_file, make_template, memory_address
from tests.scheduling import TogetherScheduling, long_ones_first, walks_unmeasured


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--database-only`: for the suite's second half, on another database."""
    parser.addoption(
        "--database-only", action="store_true", help="leave out tests that cannot meet the database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what would only be the same test once more."""
    if config.getoption("--database-only"):
        chosen = [item for item in items if may_use_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if not may_use_database(item)])
        items[:] = chosen
    long_ones_first(items)
    walks_unmeasured(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> TogetherScheduling:
    """Files are handed out in the order of the items, each whole, the loaded demonstration as one."""
    config.option.loadscopereorder = False
    return TogetherScheduling(config, log)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """Fill the database of the suite with tables kept from the run before, where the migrations are the same."""
    address, file = memory_address(), kept_file()
    filled = fill(address, file) if address and file.exists() else None
    yield
    if filled:
        filled.close()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Keep the new tables: on SQLite for the next run, on PostgreSQL for other databases of this one."""
    file = kept_file()
    is_postgres = connection.vendor == "postgresql"
    with django_db_blocker.unblock():
        if is_postgres:
            make_template()
        elif memory_address() and not file.exists() and not request.config.getoption("nomigrations"):
            keep(file)
    yield
    if is_postgres:
        with django_db_blocker.unblock():
            drop_template()


@pytest.fixture(autouse=True)
def _same_start() -> Iterator[None]:
    """Every test starts in Italian, the portal's own language, with an empty cache.

    Only what officers' pages ask once a minute is known, so that their queries can be counted.
    """
    cache.clear()
    caches["pages"].clear()
    caches["pages"].set(SOUND_KEY, True)
    with translation.override("it"):
        yield


@pytest.fixture(autouse=True)
def _emptied_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that commits leaves no row that only grows: the flush after it may then pass the triggers."""
    marker = request.node.get_closest_marker("django_db")
    is_committing = bool(marker and marker.kwargs.get("transaction"))
    if "transactional_db" in request.fixturenames:
        request.getfixturevalue("transactional_db")  # begun before us, so that it ends after us
        is_committing = True
    yield
    if is_committing:
        empty_growing_tables()
