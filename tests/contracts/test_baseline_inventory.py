"""The draft inventory of a baseline becomes public with its version; visibility follows what the city says today."""

import pytest

from contracts.documents import mask_document, read_document, visibility_rules
from contracts.enums import CityRole, InventoryState, Visibility
from contracts.services.inventories import publish_baseline
from core.models import Change
from tests.factories import (
    CityMembershipFactory,
    ContractVersionFactory,
    InventoryFactory,
    InventorySeriesFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    version = ContractVersionFactory(baseline_year=2019)
    version.baseline_series = InventorySeriesFactory(city=version.contract.city)
    version.save()
    return version


@pytest.fixture
def lead(version):
    return CityMembershipFactory(city=version.contract.city, role=CityRole.LEAD).user


def test_draft_of_the_baseline_becomes_public(version, lead):
    draft = InventoryFactory(series=version.baseline_series, year=2019, state=InventoryState.DRAFT)
    published = publish_baseline(version=version, by=lead)
    assert (published, published.state, published.published_at is not None) == (
        draft,
        InventoryState.PUBLISHED,
        True,
    )
    assert Change.objects.get(subject_id=draft.pk).verb == "published"


def test_public_inventory_of_that_year_stays_the_one(version, lead):
    InventoryFactory(series=version.baseline_series, year=2019, state=InventoryState.PUBLISHED)
    draft = InventoryFactory(series=version.baseline_series, year=2019, state=InventoryState.DRAFT)
    assert publish_baseline(version=version, by=lead) is None
    draft.refresh_from_db()
    assert draft.state == InventoryState.DRAFT


def test_version_without_draft_publishes_nothing(version, lead):
    InventoryFactory(series=version.baseline_series, year=2020, state=InventoryState.DRAFT)
    assert publish_baseline(version=version, by=lead) is None


def test_what_the_city_hides_later_is_hidden_also_in_a_kept_document(version):
    kept = read_document(version)
    version.part_visibility = {"investment_plan": Visibility.INTERNAL}
    assert "invest.b1" not in mask_document(kept, Visibility.INTERNAL)["withheld"]
    hidden = mask_document(kept, Visibility.PUBLIC, rules=visibility_rules(version))
    assert set(hidden["withheld"]) >= {
        one["key"] for one in kept["sections"] if one["key"].startswith("invest")
    }
