"""Rows of each store as plain cells."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.documents import count_rows, read_page, read_rows
from contracts.enums import ActionScale, Flow
from contracts.models import Contract, ContractVersion, InventorySeries
from tests.factories import (
    ActionFactory,
    ClauseFactory,
    ContractPartyFactory,
    EmissionsGapRowFactory,
    IndicatorFactory,
    InventoryFactory,
    InventoryLineFactory,
    InventorySeriesFactory,
    ObjectiveFactory,
    PathwayFactory,
    TableRowFactory,
    TargetBoundaryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return contract.versions.get()


@pytest.fixture
def series(version: ContractVersion) -> InventorySeries:
    version.baseline_series = InventorySeriesFactory(city=version.contract.city)
    version.save()
    return version.baseline_series


def told(version: ContractVersion, table: str) -> list[dict[str, Any]]:
    """The known cells of a table."""
    rows = [row.cells for row in read_rows(version, table)]
    return [{key: value for key, value in cells.items() if value is not None} for cells in rows]


def test_read_rows_of_cells_gives_every_stored_column_in_order(version: ContractVersion) -> None:
    TableRowFactory(version=version, table="residual_emissions", position=2, cells={"year": 2030})
    TableRowFactory(
        version=version, table="residual_emissions", position=1, cells={"volume_tco2e": "12.5", "gone": 1}
    )
    TableRowFactory(table="residual_emissions")
    rows = read_rows(version, "residual_emissions")
    assert [row.cells for row in rows] == [
        {
            "residual_source": None,
            "method": None,
            "volume_tco2e": volume,
            "year": year,
            "standard": None,
            "cost_eur": None,
            "state": None,
        }
        for volume, year in (("12.5", None), (None, 2030))
    ]
    assert [row.revision for row in rows] == [1, 1]


def test_read_rows_of_the_boundary_gives_one_row_for_each_sector(version: ContractVersion) -> None:
    TargetBoundaryFactory(version=version, sector="waste", scope=3, note="Treated elsewhere")
    TargetBoundaryFactory(version=version, scope=2, coverage="not_included", gases=["CH4"], note="No data")
    TargetBoundaryFactory(version=version, scope=1, note="Measured")
    assert told(version, "target_boundary") == [
        {
            "sector": "buildings",
            "scope_1": "included",
            "scope_2": "not_included",
            "gases": ["CO2", "CH4"],
            "note": "Measured · No data",
        },
        {"sector": "waste", "scope_3": "included", "gases": ["CO2"], "note": "Treated elsewhere"},
    ]
    assert [row.id for row in read_rows(version, "target_boundary")] == ["buildings", "waste"]


def test_read_rows_of_the_gap_gives_decimals_without_trailing_zeros(version: ContractVersion) -> None:
    EmissionsGapRowFactory(version=version, label="Total", gap_tco2e=None, residual_tco2e=Decimal("0.0000"))
    assert told(version, "emissions_gap") == [
        {
            "label": "Total",
            "baseline_tco2e": "4567402",
            "target_reduction_tco2e": "3654402",
            "existing_plan_tco2e": "1574099",
            "portfolio_tco2e": "2080303",
            "residual_tco2e": "0",
        }
    ]


def test_read_rows_of_emissions_pivots_the_baseline_inventory(
    version: ContractVersion, series: InventorySeries
) -> None:
    inventory = InventoryFactory(series=series)
    InventoryFactory(series=series, state="draft")
    InventoryFactory(series=series, state="restated")
    InventoryLineFactory(inventory=inventory, scope=1, value_tco2e=Decimal("1000.5"))
    InventoryLineFactory(inventory=inventory, scope=3, value_tco2e=None, notation_key="NE")
    InventoryLineFactory(inventory=inventory, scope=1, gpc_code="I.2", value_tco2e=Decimal(7))
    InventoryLineFactory(inventory=inventory, sector="afolu", scope=1, flow=Flow.SINK, value_tco2e=Decimal(3))
    InventoryLineFactory(
        inventory=inventory, sector="waste", scope=None, value_tco2e=Decimal(9), counts_toward_total=False
    )
    common = {"flow": "source", "counts_toward_total": True}
    assert told(version, "emissions") == [
        {"sector": "afolu", "flow": "sink", "counts_toward_total": True, "scope_1": "3"},
        {"sector": "buildings", **common, "scope_1": "1000.5", "scope_3": "NE"},
        {"sector": "buildings", "label": "I.2", **common, "scope_1": "7"},
        {"sector": "waste", "flow": "source", "counts_toward_total": False, "total": "9"},
    ]


def test_read_rows_of_emissions_keeps_lines_that_only_gpc_codes_tell_apart(
    version: ContractVersion, series: InventorySeries
) -> None:
    inventory = InventoryFactory(series=series, state="draft")
    for code in ("I.1", "I.2"):
        InventoryLineFactory(inventory=inventory, label="Homes", gpc_code=code, value_tco2e=Decimal(5))
    assert [cells["scope_1"] for cells in told(version, "emissions")] == ["5", "5"]
    assert len({row.id for row in read_rows(version, "emissions")}) == 2


def test_read_rows_of_emissions_is_empty_without_a_baseline(version: ContractVersion) -> None:
    assert read_rows(version, "emissions") == []


def test_read_rows_of_pathways_names_the_objective(version: ContractVersion) -> None:
    objective = ObjectiveFactory(contract=version.contract, code="O1")
    PathwayFactory(
        contract=version.contract, code="1", objective=objective, direct_impact_tco2e=Decimal("1.5000")
    )
    assert told(version, "impact_pathways") == [
        {"code": "1", "title": {"it": "Percorso 1"}, "objective": "O1", "direct_impact_tco2e": "1.5"}
    ]


def test_read_rows_of_actions_tells_codes_of_what_they_name(version: ContractVersion) -> None:
    whole = ActionFactory(contract=version.contract, code="CoMI A", reduction_tco2e=Decimal("1400.0000"))
    ActionFactory(
        contract=version.contract,
        code="CoMI B",
        included_in=whole,
        quantification="included_in",
        reduction_tco2e=None,
        pathway=PathwayFactory(contract=version.contract, code="2"),
        other_sectors=["waste"],
        field_visibility={"cost_eur": "internal"},
    )
    ActionFactory(contract=version.contract, archived_at="2026-01-01T00:00Z")
    first, second = read_rows(version, "action_portfolio")
    assert (first.cells["reduction_tco2e"], first.cells["included_in"], first.hidden) == ("1400", None, {})
    names = ("included_in", "pathway", "other_sectors", "reduction_tco2e", "typology", "in_existing_plan")
    assert {name: second.cells[name] for name in names} == {
        "included_in": "CoMI A",
        "pathway": "2",
        "other_sectors": ["waste"],
        "reduction_tco2e": None,
        "typology": "PRJ",
        "in_existing_plan": None,
    }
    assert dict(second.hidden) == {"cost_eur": "internal"}


def test_read_rows_of_costs_has_only_actions_of_which_a_cost_is_told(version: ContractVersion) -> None:
    ActionFactory(contract=version.contract, code="A")
    ActionFactory(contract=version.contract, code="B", cost_eur=Decimal("10.00"))
    ActionFactory(contract=version.contract, code="C", cost_note="to be agreed")
    rows = told(version, "cost_interventions")
    assert [(row["code"], row.get("cost_eur"), row["reduction_tco2e"]) for row in rows] == [
        ("B", "10", "1400"),
        ("C", None, "1400"),
    ]
    page = read_page(version, "cost_interventions", limit=1, offset=1)
    assert ([row.cells["code"] for row in page.rows], page.total) == (["C"], 2)
    assert count_rows(version)["cost_interventions"] == 2
    assert len(read_rows(version, "action_outlines")) == 3


def test_read_rows_of_indicators_names_the_actions_they_follow(version: ContractVersion) -> None:
    followed = [ActionFactory(contract=version.contract, code=code) for code in ("B", "A")]
    indicator = IndicatorFactory(contract=version.contract, code="I1", is_headline=True)
    indicator.actions.set(followed)
    IndicatorFactory(contract=version.contract, code="I2", archived_at="2026-01-01T00:00Z")
    assert told(version, "indicators") == [
        {"code": "I1", "name": {"it": "Indicatore I1"}, "unit": "t", "actions": ["A", "B"]}
    ]
    assert [row["is_headline"] for row in told(version, "indicator_cards")] == [True]


def test_read_rows_of_parties_joins_their_people(version: ContractVersion) -> None:
    people = [{"name": "One", "position": "Mayor"}, {"name": "Two"}]
    ContractPartyFactory(contract=version.contract, position=1, organisation_name="City", persons=people)
    ContractPartyFactory(contract=version.contract, position=2, organisation_name="Port", persons=[])
    assert told(version, "signatories") == [
        {
            "position": 1,
            "organisation_name": "City",
            "role": "signatory",
            "person_names": "One; Two",
            "person_positions": "Mayor; ",
        },
        {"position": 2, "organisation_name": "Port", "role": "signatory"},
    ]


def test_read_rows_of_clauses_names_the_only_party(version: ContractVersion) -> None:
    party = ContractPartyFactory(contract=version.contract, organisation_name="Port")
    ClauseFactory(version=version, key="b", position=2, party=party)
    ClauseFactory(version=version, key="a", position=1)
    assert [(row["key"], row.get("party")) for row in told(version, "clauses")] == [
        ("a", None),
        ("b", "Port"),
    ]


def test_revision_of_a_row_without_one_changes_with_its_cells(version: ContractVersion) -> None:
    gap = EmissionsGapRowFactory(version=version)
    before = read_rows(version, "emissions_gap")[0].revision
    gap.gap_tco2e = Decimal(1)
    gap.save()
    assert read_rows(version, "emissions_gap")[0].revision not in (0, before)


def test_outline_of_an_action_tells_its_scale(version: ContractVersion) -> None:
    ActionFactory(contract=version.contract, scale=ActionScale.CITY)
    assert [row["scale"] for row in told(version, "action_outlines")] == ["city"]
