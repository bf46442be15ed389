"""Contracts made up for measuring; nothing of them is shown to anyone."""

from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from uuid import UUID

from django.db import connection

from contracts.enums import InventoryState, Maturity, MissionGroup, Quantification, Sector, VersionState
from contracts.models import (
    Action,
    ActionReport,
    City,
    Contract,
    ContractVersion,
    EmissionsGapRow,
    Inventory,
    InventoryLine,
    InventorySeries,
    Milestone,
)

SECTORS = (Sector.BUILDINGS, Sector.TRANSPORT, Sector.WASTE, Sector.IPPU, Sector.AFOLU)
MATURITIES = (Maturity.PROJECT, Maturity.STRATEGY, Maturity.ENABLING, Maturity.NOT_STATED)
BASELINE = Decimal(1_000_000)
BASELINE_YEAR = 2006
"""From here to the target year 2030 the calendar of a contract has 25 columns."""


def make_contracts(*, contracts: int, actions: int, prefix: str = "city") -> list[UUID]:
    """Write contracts with a current version, a gap table, two inventories by sector, milestones and actions."""
    cities = City.objects.bulk_create(
        City(
            slug=f"{prefix}-{n}", names={"it": f"Città {n}"}, country_code="IT", mission_group=MissionGroup.EU
        )
        for n in range(contracts)
    )
    promised = Contract.objects.bulk_create(Contract(city=city) for city in cities)
    series = InventorySeries.objects.bulk_create(
        InventorySeries(city=city, code=f"series-{city.slug}") for city in cities
    )
    versions = ContractVersion.objects.bulk_create(
        _version(contract, one) for contract, one in zip(promised, series, strict=True)
    )
    EmissionsGapRow.objects.bulk_create(
        _gap_row(one, sector) for one in versions for sector in ("", *SECTORS)
    )
    inventories = Inventory.objects.bulk_create(
        Inventory(series=one, year=year, state=InventoryState.PUBLISHED)
        for one in series
        for year in (BASELINE_YEAR, 2024)
    )
    InventoryLine.objects.bulk_create(
        InventoryLine(inventory=one, sector=sector, scope=1, value_tco2e=BASELINE / 5)
        for one in inventories
        for sector in SECTORS
    )
    Milestone.objects.bulk_create(
        Milestone(city=city, title={"it": "Tappa"}, due_on=date(year, 6, 30))
        for city in cities
        for year in (2025, 2028)
    )
    Action.objects.bulk_create(_actions(promised[0], actions))
    _copy_actions(promised[0])
    return [contract.pk for contract in promised]


def add_evidence(contract_id: UUID, *, milestones: int, reports: int) -> None:
    """Give every action of a contract milestones and dated reports, as many of each."""
    contract = Contract.objects.get(pk=contract_id)
    actions = list(Action.objects.filter(contract=contract).order_by("code_key"))
    Milestone.objects.bulk_create(
        Milestone(
            city_id=contract.city_id,
            action=action,
            title={"it": "Tappa"},
            due_on=date(2023 + n, 6, 30),
            effect_share=Decimal(n + 1) / milestones,
        )
        for action in actions
        for n in range(milestones)
    )
    ActionReport.objects.bulk_create(
        ActionReport(action=action, reported_on=date(2023 + n, 12, 31), share_done=Decimal(n + 1) / 10)
        for action in actions
        for n in range(reports)
    )


def _copy_actions(model: Contract) -> None:
    """Give the actions of this contract to all others; the database does it, a million rows would take minutes."""
    new_id = "lower(hex(randomblob(16)))" if connection.vendor == "sqlite" else "gen_random_uuid()"
    columns = [str(field.column) for field in Action._meta.concrete_fields]
    sources = {"id": new_id, "contract_id": "c.id"}
    told = ", ".join(sources.get(name, f'a."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    table, contracts = Action._meta.db_table, Contract._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {told} FROM {table} a CROSS JOIN {contracts} c "
            f"WHERE a.contract_id = %s AND c.id NOT IN (SELECT contract_id FROM {table})",
            [Action._meta.pk.get_db_prep_value(model.pk, connection)],
        )


def _version(contract: Contract, series: InventorySeries) -> ContractVersion:
    return ContractVersion(
        contract=contract,
        number=1,
        is_current=True,
        state=VersionState.LABELLED,
        baseline_year=BASELINE_YEAR,
        baseline_series=series,
        baseline_tco2e=BASELINE,
        target_reduction_tco2e=BASELINE * 8 / 10,
        residual_tco2e=BASELINE * 2 / 10,
    )


def _gap_row(version: ContractVersion, sector: str) -> EmissionsGapRow:
    part = 1 if sector == "" else 5
    return EmissionsGapRow(
        version=version,
        sector=sector,
        baseline_tco2e=BASELINE / part,
        target_reduction_tco2e=BASELINE * 8 / 10 / part,
        existing_plan_tco2e=BASELINE * 3 / 10 / part,
        gap_tco2e=BASELINE * 5 / 10 / part,
        portfolio_tco2e=BASELINE * 4 / 10 / part,
        residual_tco2e=BASELINE * 2 / 10 / part,
    )


def _actions(contract: Contract, number: int) -> list[Action]:
    """Two thirds of the actions have tonnes, the others are not estimated, as in published contracts."""
    kinds = zip(cycle(SECTORS), cycle(MATURITIES), range(number), strict=False)
    return [
        Action(
            contract=contract,
            code=f"A{n}",
            code_key=f"A{n}",
            title={"it": f"Azione {n}"},
            sector=sector,
            maturity=maturity,
            quantification=Quantification.NOT_ESTIMATED if n % 3 == 0 else Quantification.QUANTIFIED,
            reduction_tco2e=None if n % 3 == 0 else Decimal(1000 + n),
            start_year=2022,
            end_year=2028,
        )
        for sector, maturity, n in islice(kinds, number)
    ]
