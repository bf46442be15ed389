"""Single rows that a table refuses, each error at its column."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from contracts.models import Action, Contract, ContractVersion, Inventory, Objective
from contracts.services.table_rows import save_row
from core.models import Change, User
from tests.contracts.table_rows import CELLS, known, make_draft, save
from tests.factories import (
    ActionFactory,
    ContractPartyFactory,
    InventoryFactory,
    InventorySeriesFactory,
    PathwayFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return make_draft(contract)


@pytest.mark.parametrize(
    ("table", "cells", "columns"),
    [
        ("residual_emissions", {"volume_tco2e": "-1"}, ["residual_source", "volume_tco2e"]),
        ("residual_emissions", {"residual_source": {"it": "A\x00"}}, ["residual_source"]),
        ("residual_emissions", {"residual_source": {"it": "A"}, "standard": "\ud800"}, ["standard"]),
        ("residual_emissions", {"residual_source": {"it": 5}}, ["residual_source"]),
        ("residual_emissions", {"residual_source": {"it": "A"}, "volume_tco2e": "1e5"}, ["volume_tco2e"]),
        ("residual_emissions", {"residual_source": {"it": "A"}, "nothing": "5"}, ["nothing"]),
        ("indicators", {"code": "I1", "name": {"it": "A"}, "actions": ["CoMI X"]}, ["actions"]),
        ("indicators", {"code": "I" * 31, "name": {"it": "A"}}, ["code"]),
        ("indicator_cards", {"code": "I1", "interval": "every year"}, ["interval", "name"]),
        ("signatories", {"organisation_name": "A" * 301, "role": "signatory"}, ["organisation_name"]),
        ("clauses", {"key": "a", "text": {"it": "A"}, "party": "Nobody"}, ["party"]),
        ("clauses", {"key": "a", "text": {"it": " \u200a"}}, ["text"]),
        ("target_boundary", {"sector": "waste", "note": "A"}, ["scope_1"]),
        ("emissions", {"sector": "waste", "scope_2": "-1"}, ["scope_2"]),
        ("emissions", {"sector": "waste", "label": "A" * 121, "scope_2": "1"}, ["label"]),
        ("emissions", {"sector": "waste"}, ["scope_1"]),
        ("action_portfolio", {**CELLS["action_portfolio"], "pathway": "X"}, ["pathway"]),
        ("action_portfolio", {**CELLS["action_portfolio"], "included_in": "X"}, ["included_in"]),
        (
            "action_portfolio",
            {**CELLS["action_portfolio"], "quantification": "not_estimated"},
            ["reduction_tco2e"],
        ),
        ("action_outlines", {"code": "CoMI EB3"}, ["code"]),
        (
            "action_portfolio",
            {**CELLS["action_portfolio"], "end_year": 2020, "start_year": 2021},
            ["end_year"],
        ),
        ("emissions_gap", {"sector": "waste", "gap_tco2e": "9999999999999"}, ["gap_tco2e"]),
    ],
)
def test_save_row_names_the_columns_that_are_wrong(
    version: ContractVersion, officer: User, table: str, cells: dict[str, Any], columns: list[str]
) -> None:
    assert sorted(refusals(lambda: save(version, table, officer, **cells))) == columns
    assert not Change.objects.exists()


def test_decimals_are_rounded_to_what_is_kept(version: ContractVersion, officer: User) -> None:
    row = save(version, "emissions_gap", officer, sector="waste", gap_tco2e="1.23455")
    assert row.cells["gap_tco2e"] == "1.2346"


def test_objective_is_made_with_the_first_pathway_that_names_it(
    version: ContractVersion, officer: User
) -> None:
    save(version, "impact_pathways", officer, code="P1", title={"it": "Uno"}, objective="O 1")
    save(version, "impact_pathways", officer, code="P2", title={"it": "Due"}, objective="o1")
    objective = Objective.objects.get()
    assert (objective.code, str(objective.title), objective.pathways.count()) == ("O 1", "O 1", 2)


def test_action_row_follows_what_its_cells_mean(version: ContractVersion, officer: User) -> None:
    whole = ActionFactory(contract=version.contract, code="CoMI A", source_group="District heating")
    PathwayFactory(contract=version.contract, code="2")
    row = save(
        version,
        "action_portfolio",
        officer,
        code="CoMI B",
        title={"it": "B"},
        sector="buildings",
        typology="STR",
        included_in="comia",
        pathway=" 2 ",
        source_group="district  heating",
        cut_share="0.25",
    )
    action = Action.objects.get(pk=row.id)
    assert (action.included_in, action.quantification, action.maturity) == (whole, "included_in", "strategy")
    assert (action.pathway.code, action.source_group, action.cut_share) == (
        "2",
        "District heating",
        Decimal("0.25"),
    )


def test_stated_maturity_stays_when_something_else_changes(version: ContractVersion, officer: User) -> None:
    cells = {**CELLS["action_portfolio"], "typology": "MACRO", "maturity": "project"}
    row = save(version, "action_portfolio", officer, **cells)
    for change in ({"subcategory": "A"}, {"typology": "PRJ", "maturity": "strategy"}, {"maturity": None}):
        row = save_row(
            version_id=version.pk, table="action_portfolio", cells=change, by=officer, row_id=row.id
        )
    assert (row.cells["maturity"], row.cells["subcategory"], row.cells["typology"]) == (
        "strategy",
        "A",
        "PRJ",
    )


def test_indicator_row_follows_the_actions_that_it_names(version: ContractVersion, officer: User) -> None:
    for code in ("CoMI A", "CoMI B"):
        ActionFactory(contract=version.contract, code=code)
    cells = {**CELLS["indicators"], "actions": ["comib", "COMI B"]}
    row = save(version, "indicators", officer, **cells)
    assert row.cells["actions"] == ["CoMI B"]
    row = save_row(
        version_id=version.pk, table="indicators", cells={"actions": None}, by=officer, row_id=row.id
    )
    assert row.cells["actions"] is None


def test_emissions_begin_a_series_and_a_draft_inventory(version: ContractVersion, officer: User) -> None:
    save(version, "emissions", officer, sector="waste", scope_1="5")
    save(version, "emissions", officer, sector="ippu", total="7", flow="source")
    version.refresh_from_db()
    inventory = Inventory.objects.get()
    assert (inventory.state, inventory.year, inventory.series) == ("draft", 2021, version.baseline_series)
    assert (sorted(inventory.series.title), inventory.series.title["en"]) == (
        ["en", "it"],
        "Baseline inventory",
    )
    assert sorted(inventory.lines.values_list("sector", "scope", "value_tco2e")) == [
        ("ippu", None, Decimal(7)),
        ("waste", 1, Decimal(5)),
    ]


def test_emissions_keep_the_series_that_the_version_names(version: ContractVersion, officer: User) -> None:
    version.baseline_series = InventorySeriesFactory(city=version.contract.city)
    version.save()
    save(version, "emissions", officer, sector="waste", scope_1="5")
    assert Inventory.objects.get().series == version.baseline_series


def test_emissions_by_scope_take_the_place_of_a_total(version: ContractVersion, officer: User) -> None:
    row = save(version, "emissions", officer, sector="waste", total="7")
    save_row(version_id=version.pk, table="emissions", cells={"scope_3": "7"}, by=officer, row_id=row.id)
    assert known(version, "emissions") == [
        {"sector": "waste", "flow": "source", "counts_toward_total": True, "scope_3": "7"}
    ]


def test_published_inventory_is_not_rewritten(version: ContractVersion, officer: User) -> None:
    version.baseline_series = InventorySeriesFactory(city=version.contract.city)
    version.save()
    InventoryFactory(series=version.baseline_series, year=version.baseline_year)
    with pytest.raises(ValidationError) as refused:
        save(version, "emissions", officer, **CELLS["emissions"])
    assert refused.value.code == "published"


def test_emissions_need_the_baseline_year(version: ContractVersion, officer: User) -> None:
    version.baseline_year = None
    version.save()
    with pytest.raises(ValidationError) as refused:
        save(version, "emissions", officer, **CELLS["emissions"])
    assert refused.value.code == "no_baseline_year"


def test_number_of_a_party_belongs_to_one_party(version: ContractVersion, officer: User) -> None:
    ContractPartyFactory(contract=version.contract, position=4)
    cells = {**CELLS["signatories"], "position": 4}
    assert list(refusals(lambda: save(version, "signatories", officer, **cells))) == ["position"]
    assert save(version, "signatories", officer, **CELLS["signatories"]).cells["position"] == 5
