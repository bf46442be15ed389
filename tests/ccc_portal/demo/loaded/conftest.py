"""The demonstration data, loaded once for all tests of this folder."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from ccc_portal.demo.loader import load_demo


@pytest.fixture(scope="package")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[str]]:
    """Everything loaded, taken back after the folder's last test; the lines that were told."""
    lines: list[str] = []
    with django_db_blocker.unblock(), transaction.atomic():
        with translation.override("en"):
            load_demo(tell=lines.append)
        yield lines
        transaction.set_rollback(True)
