"""Counts of tries are kept where all processes see them."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.management import call_command

from ccc_portal.settings.base import CACHES


@pytest.mark.django_db
def test_the_cache_of_an_installation_is_one_for_all_processes(settings: Any) -> None:
    shared: Any = CACHES["default"]
    call_command("createcachetable", shared["LOCATION"], verbosity=0)
    settings.CACHES = CACHES
    one, other = caches.create_connection("default"), caches.create_connection("default")
    assert one.add("tries", 1, timeout=60) is True
    assert (other.add("tries", 9, timeout=60), other.get("tries")) == (False, 1)
