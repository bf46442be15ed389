"""A version whose figures are checked, and the inventory from which it starts."""

from typing import Any

import pytest

from tests.factories import ContractVersionFactory, InventoryFactory


@pytest.fixture
def version() -> Any:
    """A version whose printed counts are those of its rows."""
    return ContractVersionFactory(printed_action_count=None, printed_signatory_count=None, baseline_year=2019)


@pytest.fixture
def inventory(version: Any) -> Any:
    """The inventory from which the contract starts, without lines."""
    found = InventoryFactory(
        series__city=version.contract.city, series__code="city", year=version.baseline_year
    )
    version.baseline_series = found.series
    version.save()
    return found
