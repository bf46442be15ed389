"""What every test may use."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _same_start() -> Iterator[None]:
    """Every test starts in Italian, the portal's own language, with an empty cache."""
    cache.clear()
    with translation.override("it"):
        yield
