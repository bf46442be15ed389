"""Contracts with the printed figures of real cities, and one small city whose every tonne is known."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.enums import Flow, Maturity, Quantification, Sector
from contracts.models import Contract
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    CommitmentFactory,
    ContractFactory,
    EmissionsGapRowFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
    MilestoneFactory,
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


@pytest.fixture
def borgo(db: None) -> Contract:
    """Borgo: 1,000 t of gas boilers, which PUMPS (30 %) and WALLS (20 %) share, and 500 t of traffic, in 2021."""
    contract = ContractFactory(city__slug="borgo")
    series = InventorySeriesFactory(city=contract.city, code="borgo")
    set_version(
        contract,
        baseline_series=series,
        baseline_year=2021,
        baseline_tco2e=1_500,
        target_reduction_tco2e=1_200,
        residual_tco2e=300,
    )
    inventory = InventoryFactory(series=series, year=2021, reported_total_tco2e=None)
    InventoryLineFactory(inventory=inventory, value_tco2e=1_000, source_group="gas boilers")
    InventoryLineFactory(inventory=inventory, sector=Sector.TRANSPORT, value_tco2e=500)
    EmissionsGapRowFactory(
        version=contract.versions.get(),
        sector="",
        baseline_tco2e=1_500,
        target_reduction_tco2e=1_200,
        existing_plan_tco2e=0,
        gap_tco2e=1_200,
        portfolio_tco2e=700,
        residual_tco2e=300,
    )
    shared = {"contract": contract, "source_group": "gas boilers", "start_year": 2022, "end_year": 2026}
    pumps = ActionFactory(code="PUMPS", reduction_tco2e=300, cut_share="0.3", **shared)
    ActionFactory(code="WALLS", reduction_tco2e=200, cut_share="0.2", **shared)
    tram = ActionFactory(
        contract=contract,
        code="TRAM",
        sector=Sector.TRANSPORT,
        reduction_tco2e=200,
        start_year=2022,
        end_year=2024,
        cost_eur=1_000,
        funding_secured_eur=1_000,
    )
    ActionReportFactory(action=pumps, reported_on=date(2024, 6, 30), share_done=Decimal("0.5"))
    MilestoneFactory(
        city=contract.city, action=tram, due_on=date(2024, 12, 31), effect_share=Decimal(1), state="missed"
    )
    CommitmentFactory(contract=contract, actions=[pumps], reduction_tco2e=150)
    return contract
