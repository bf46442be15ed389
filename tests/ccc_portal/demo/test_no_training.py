"""The fictitious city can be left out."""

import pytest

from ccc_portal.demo.loader import load_demo
from contracts.models import City, Contract
from core.models import DatasetLoad


@pytest.mark.django_db
def test_no_training_leaves_the_training_city_out() -> None:
    load_demo(with_training=False)
    assert City.objects.filter(is_training=True).count() == 0
    assert Contract.objects.count() == 9
    assert list(DatasetLoad.objects.values_list("name", flat=True)) == ["published cities"]
