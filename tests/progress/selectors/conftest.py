"""Cities whose figures count the same unless they are told otherwise."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from contracts.models import Contract
from tests.factories import ContractFactory, InventoryFactory, InventoryLineFactory, InventorySeriesFactory

ALIKE = {"gases": "CO2,CH4,N2O", "gwp_set": "AR5"}
Make = Callable[..., Contract]


@pytest.fixture
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def make_city(_in_english: None) -> Make:
    def make(
        slug: str, *, newest: int = 2023, series: dict[str, Any] | None = None, **stated: Any
    ) -> Contract:
        """A city that halves 1,000 t by 2030, with 1,000 t in 2020 and 800 t in its newest inventory."""
        contract = ContractFactory(city__slug=slug)
        own = InventorySeriesFactory(
            city=contract.city, code=f"{slug}-own", **({"scopes": "s12", "approach": "ipcc"} | (series or {}))
        )
        contract.versions.update(
            baseline_series=own,
            baseline_year=2020,
            baseline_tco2e=1_000,
            residual_tco2e=500,
            target_year=2030,
        )
        for year, total in ((2020, 1_000), (newest, 800)):
            inventory = InventoryFactory(
                series=own, year=year, reported_total_tco2e=Decimal(total), **ALIKE | stated
            )
            for sector in ("buildings", "transport"):
                InventoryLineFactory(inventory=inventory, sector=sector, value_tco2e=total // 2)
        return contract

    return make
