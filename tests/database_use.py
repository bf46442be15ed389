"""Which tests can meet the database: only these can come out otherwise on another one."""

import pytest

OF_THE_CODE = ("tests/house/", "tests/tools/")
"""Tests of how the code is written and wired: another database cannot change what they find."""
DATABASE_FIXTURES = {"db", "transactional_db", "installation"}


def may_use_database(item: pytest.Item) -> bool:
    """Whether a test can read or write the database, itself or through a process that it starts.

    pytest-django refuses every query of a test that did not ask for the database by the mark `django_db` or one of
    its fixtures; a process that a test starts is out of its sight.
    """
    if item.nodeid.startswith(OF_THE_CODE):
        return False
    asks = item.get_closest_marker("django_db") is not None
    has_fixture = bool(DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())))
    starts_processes = hasattr(getattr(item, "module", None), "subprocess")
    return asks or has_fixture or starts_processes
