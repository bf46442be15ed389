from datetime import UTC, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from core.clock import database_now
from tests.house.sources import run_python


@pytest.mark.django_db
def test_the_clock_of_the_database_goes_on_within_a_transaction():
    with transaction.atomic():
        moments = [database_now()]
        while len(moments) < 3:
            moments += [now for now in [database_now()] if now > moments[-1]]
    assert moments[0].tzinfo == UTC
    assert abs(moments[0] - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize(("place", "status"), [("here", -9), ("there", 0), ("", 0)])
def test_a_fail_point_kills_where_it_is_named(place, status):
    told = {"DJANGO_SETTINGS_MODULE": "ccc_portal.settings.test", "CCC_CRASH_AT": place}
    assert run_python("from core.fail_points import reach; reach('here')", **told).returncode == status


def test_fail_points_are_off_where_the_settings_do_not_allow_them(tmp_path):
    told = {"DJANGO_SETTINGS_MODULE": "ccc_portal.settings.embedded", "CCC_DATA": str(tmp_path)}
    done = run_python("from core.fail_points import reach; reach('here')", **told, CCC_CRASH_AT="here")
    assert done.returncode == 0
