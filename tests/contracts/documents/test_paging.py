"""Pages, counts and single rows, in a fixed number of queries."""

from typing import Any

import pytest

from contracts.documents import count_rows, find_row, read_page, read_rows
from contracts.models import Contract, ContractVersion
from contracts.tables import TABLES
from tests.factories import (
    ActionFactory,
    ClauseFactory,
    ContractPartyFactory,
    EmissionsGapRowFactory,
    IndicatorFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
    PathwayFactory,
    TableRowFactory,
    TargetBoundaryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return contract.versions.get()


def fill(version: ContractVersion, rows: int) -> None:
    """Some rows in every store."""
    version.baseline_series = version.baseline_series or InventorySeriesFactory(city=version.contract.city)
    version.save()
    inventory = InventoryFactory(series=version.baseline_series, year=version.baseline_year)
    for number in range(rows):
        TableRowFactory(version=version)
        TargetBoundaryFactory(version=version, sector=("waste", "ippu", "afolu", "buildings")[number])
        EmissionsGapRowFactory(version=version, label=f"Row {number}")
        InventoryLineFactory(inventory=inventory, label=f"Line {number}")
        PathwayFactory(contract=version.contract)
        action = ActionFactory(contract=version.contract, cost_eur=1)
        IndicatorFactory(contract=version.contract).actions.add(action)
        ClauseFactory(version=version, party=ContractPartyFactory(contract=version.contract))


STORES = [
    "barriers",
    "target_boundary",
    "emissions_gap",
    "emissions",
    "impact_pathways",
    "action_portfolio",
    "action_outlines",
    "cost_interventions",
    "indicators",
    "indicator_cards",
    "signatories",
    "clauses",
]


def test_count_rows_asks_once_for_each_store(
    version: ContractVersion, django_assert_num_queries: Any
) -> None:
    fill(version, 4)
    with django_assert_num_queries(9):
        counted = count_rows(version)
    assert counted == {spec.key: 4 if spec.key in STORES else 0 for spec in TABLES}


@pytest.mark.parametrize("table", STORES)
def test_read_page_reads_some_rows_and_counts_all(
    version: ContractVersion, table: str, django_assert_max_num_queries: Any
) -> None:
    fill(version, 4)
    with django_assert_max_num_queries(3):
        page = read_page(version, table, limit=2, offset=1)
    assert page.rows == read_rows(version, table)[1:3]
    assert page.total == 4


@pytest.mark.parametrize(
    ("table", "query", "found"),
    [
        ("barriers", "perché", 1),
        ("barriers", "OSTACOLO", 2),
        ("action_portfolio", "pompe", 1),
        ("target_boundary", "wast", 1),
        ("target_boundary", "ch4", 1),
    ],
)
def test_read_page_finds_words(version: ContractVersion, table: str, query: str, found: int) -> None:
    TableRowFactory(version=version, cells={"system": "Ostacolo", "description": {"it": "Perché no"}})
    TableRowFactory(version=version, cells={"description": {"it": "Ostacolo"}})
    ActionFactory(contract=version.contract, title={"it": "Pompe di calore"})
    ActionFactory(contract=version.contract)
    TargetBoundaryFactory(version=version, sector="waste", gases=["CH4"])
    TargetBoundaryFactory(version=version)
    page = read_page(version, table, limit=10, query=query)
    assert (len(page.rows), page.total) == (found, found)


@pytest.mark.parametrize("table", STORES)
def test_find_row_finds_one_row(version: ContractVersion, table: str) -> None:
    fill(version, 2)
    rows = read_rows(version, table)
    assert find_row(version, table, rows[1].id) == rows[1]
    assert find_row(version, table, "no such id") is None
