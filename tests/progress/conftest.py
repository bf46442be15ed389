"""Contracts with the printed figures of real cities."""

from decimal import Decimal

import pytest

from contracts.enums import Flow, Maturity, Quantification, Sector
from contracts.models import Contract
from tests.factories import (
    ActionFactory,
    ContractFactory,
    EmissionsGapRowFactory,
    InventoryFactory,
    InventorySeriesFactory,
)


def set_version(contract: Contract, **fields: object) -> None:
    contract.versions.filter(is_current=True).update(**fields)


@pytest.fixture
def milano(db: None) -> Contract:
    """Milano: baseline 2021, no inventory after it, the coverage of table B-2.1 in four actions."""
    contract = ContractFactory(city__slug="milano")
    series = InventorySeriesFactory(city=contract.city, code="milano-cdp")
    set_version(contract, baseline_series=series)
    InventoryFactory(series=series, year=2021, reported_total_tco2e=Decimal(4_567_402))
    EmissionsGapRowFactory(
        version=contract.versions.get(),
        sector="",
        baseline_tco2e=4_567_402,
        target_reduction_tco2e=3_654_402,
        existing_plan_tco2e=1_574_099,
        gap_tco2e=2_080_303,
        portfolio_tco2e=2_080_303,
        residual_tco2e=913_000,
    )
    ActionFactory(contract=contract, maturity=Maturity.PROJECT, reduction_tco2e=304_597)
    ActionFactory(contract=contract, maturity=Maturity.STRATEGY, reduction_tco2e=1_568_000)
    ActionFactory(
        contract=contract,
        maturity=Maturity.PROJECT,
        sector=Sector.AFOLU,
        flow=Flow.SINK,
        reduction_tco2e=9_005,
    )
    ActionFactory(
        contract=contract,
        maturity=Maturity.PROJECT,
        quantification=Quantification.NOT_ESTIMATED,
        reduction_tco2e=None,
    )
    return contract


@pytest.fixture
def padova(db: None) -> Contract:
    """Padova: an inventory of 2023 in the baseline's series, another series that must not be joined."""
    contract = ContractFactory(city__slug="padova")
    series = InventorySeriesFactory(city=contract.city, code="padova-paesc")
    other = InventorySeriesFactory(city=contract.city, code="padova-cdp")
    set_version(
        contract,
        baseline_series=series,
        baseline_tco2e=1_283_174,
        target_reduction_tco2e=1_026_540,
        residual_tco2e=256_635,
    )
    for year, total in ((2005, 1_881_235), (2021, 1_283_174), (2023, 1_147_952)):
        InventoryFactory(series=series, year=year, reported_total_tco2e=Decimal(total))
    InventoryFactory(series=other, year=2025, reported_total_tco2e=Decimal(1))
    return contract
