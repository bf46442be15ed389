"""Which tests run together on one worker, and which first: what is expensive is made once, and not left to the end."""

from collections import Counter

import pytest
from xdist.scheduler import LoadFileScheduling

LOADED_ONCE, JOURNEYS = "tests/ccc_portal/demo/loaded/", "tests/journeys/"
LONG = (
    JOURNEYS, LOADED_ONCE, "tests/house/test_migrations.py", "tests/house/matrix/", "tests/core/backups/",
    "tests/progress/test_worker_kill.py", "tests/stakeholders/sealing/test_seal_workers.py",
    "tests/core/test_mail_workers.py", "tests/house/test_deployment.py", "tests/house/test_hidden_figures.py",
    "tests/core/test_admin.py", "tests/progress/web/test_pages.py",
)  # fmt: skip
"""Begun first: at the end one worker would work on them alone."""


class TogetherScheduling(LoadFileScheduling):
    """A file's tests stay together, and so do those that share the loaded demonstration or one running portal."""

    def _split_scope(self, nodeid: str) -> str:
        shared = (folder for folder in (LOADED_ONCE, JOURNEYS) if nodeid.startswith(folder))
        return next(shared, None) or super()._split_scope(nodeid)


WALKS = (
    LOADED_ONCE,
    JOURNEYS,
    "tests/house/",
    "tests/core/test_admin.py",
    "tests/contracts/web/test_access.py",
    "tests/exchange/imports/test_hostile_files.py",
    "tests/progress/web/test_receipts.py",
)
"""Not measured for coverage, which doubles the time of a page: they walk over all that other tests prove in parts."""


def walks_unmeasured(items: list[pytest.Item]) -> None:
    """Pause the measuring of coverage during the walks."""
    for item in items:
        if item.nodeid.startswith(WALKS):
            item.add_marker(pytest.mark.no_cover)


def long_ones_first(items: list[pytest.Item]) -> None:
    """Put the long files first, then files by their number of tests: what is left for one process at the end is short.

    Files of the same size, and the tests of a file, keep the order of chance that they were given.
    """
    sizes = Counter(item.path for item in items)
    items.sort(key=lambda item: (not item.nodeid.startswith(LONG), -sizes[item.path]))
