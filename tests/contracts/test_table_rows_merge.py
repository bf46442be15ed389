"""Writing many rows at once: identity, errors, bulk."""

from decimal import Decimal

import pytest
from django.core.exceptions import NON_FIELD_ERRORS

from contracts.models import Action, Contract, ContractVersion
from contracts.services.table_rows import RowErrors
from core.models import Change, FieldChange, Job, User
from tests.contracts.table_rows import CELLS, errors, known, make_draft, merge, numbered
from tests.factories import ActionFactory, TableRowFactory

pytestmark = pytest.mark.django_db
COLUMN = "capex_eur"


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return make_draft(contract)


@pytest.mark.parametrize("table", CELLS)
def test_merge_rows_adds_what_is_new_and_leaves_what_is_there(
    version: ContractVersion, officer: User, table: str
) -> None:
    first = merge(version, table, CELLS[table], by=officer)
    assert (first.created, first.changed, first.unchanged) == (1, 0, 0)
    before = known(version, table)
    second = merge(version, table, CELLS[table], by=officer)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 1)
    assert second.undo == {"format": 1, "table": table, "created": {}, "changed": {}, "removed": {}}
    assert known(version, table) == before
    change = Change.objects.get()
    assert (change.verb, change.subject_id, change.made_by) == ("imported", version.pk, officer)
    assert Job.objects.filter(key=str(version.contract_id)).count() == 1


def test_merge_rows_changes_only_the_cells_that_are_named(version: ContractVersion, officer: User) -> None:
    merge(version, "emissions_gap", CELLS["emissions_gap"], by=officer)
    result = merge(
        version,
        "emissions_gap",
        {"sector": "waste", "label": " RIFIUTI", "gap_tco2e": "3"},
        {"sector": "ippu", "gap_tco2e": "4"},
        by=officer,
    )
    assert (result.created, result.changed, result.unchanged) == (1, 1, 0)
    assert known(version, "emissions_gap") == [
        {"sector": "waste", "label": "RIFIUTI", "baseline_tco2e": "10.5", "gap_tco2e": "3"},
        {"sector": "ippu", "gap_tco2e": "4"},
    ]
    told = FieldChange.objects.filter(field="gap_tco2e").values_list("old", "new")
    assert list(told) == [(None, "3")]


def test_merge_rows_takes_null_as_not_known_any_more(version: ContractVersion, officer: User) -> None:
    merge(version, "emissions_gap", CELLS["emissions_gap"], by=officer)
    merge(version, "emissions_gap", {**CELLS["emissions_gap"], "baseline_tco2e": None}, by=officer)
    assert known(version, "emissions_gap") == [{"sector": "waste", "label": "Rifiuti"}]


def test_null_leaves_what_always_holds_something(version: ContractVersion, officer: User) -> None:
    cells = {**CELLS["emissions"], "flow": "sink", "counts_toward_total": False}
    merge(version, "emissions", cells, by=officer)
    result = merge(version, "emissions", {**cells, "counts_toward_total": None}, by=officer)
    assert (result.unchanged, known(version, "emissions")) == (1, [cells])


def test_texts_keep_the_languages_that_a_row_does_not_name(version: ContractVersion, officer: User) -> None:
    TableRowFactory(
        version=version,
        table="governance",
        cells={"name": {"it": "Ufficio", "en": "Office"}, "responsible": "A"},
    )
    result = merge(
        version,
        "governance",
        {"name": " ufficio ", "description": "Un ufficio", "co_benefits": {"en": ""}},
        by=officer,
    )
    assert (result.created, result.changed) == (0, 1)
    assert known(version, "governance") == [
        {
            "name": {"it": "ufficio", "en": "Office"},
            "description": {"it": "Un ufficio"},
            "responsible": "A",
        }
    ]


def test_rows_without_identity_are_the_same_only_when_equal(version: ContractVersion, officer: User) -> None:
    rows = [{COLUMN: "1"}, {COLUMN: "2"}]
    assert merge(version, "ip_cost_scenarios", *rows, by=officer).created == 2
    assert merge(version, "ip_cost_scenarios", *rows, by=officer).unchanged == 2
    assert merge(version, "ip_cost_scenarios", {"item": None, COLUMN: "3"}, by=officer).created == 1


def test_same_row_twice_is_refused_at_both_places(version: ContractVersion, officer: User) -> None:
    with pytest.raises(RowErrors) as refused:
        merge(
            version,
            "action_portfolio",
            {**CELLS["action_portfolio"], "code": "CoMI EB3"},
            {**CELLS["action_portfolio"], "code": "other"},
            {**CELLS["action_portfolio"], "code": "comieb 3", "_place": "Sheet1!A9"},
            by=officer,
        )
    assert {index: list(told) for index, told in refused.value.rows.items()} == {
        0: [NON_FIELD_ERRORS],
        2: [NON_FIELD_ERRORS],
    }
    assert all("Sheet1!A9" in told[NON_FIELD_ERRORS] for told in refused.value.rows.values())
    assert not Action.objects.exists()


def test_errors_of_all_rows_are_told_and_nothing_is_written(version: ContractVersion, officer: User) -> None:
    found = errors(
        version,
        "action_portfolio",
        {"code": "A", "title": "A", "sector": "buildings"},
        {"code": "B", "title": "B", "sector": "moon"},
        {"code": "C", "title": "C", "sector": "waste", "included_in": "X", "pathway": "Y"},
        {"code": "D", "title": "D", "sector": "waste", "start_year": 2030, "end_year": 2020},
        {"title": "E", "sector": "waste"},
        {"code": "F", "title": "F", "sector": "waste", "promoter": "A" * 301, "cut_share": "0.5"},
        {"code": "G", "title": "G", "sector": "waste", "included_in": "b"},
        by=officer,
    )
    assert found == {
        1: ["sector"],
        2: ["pathway"],
        4: ["code"],
        5: ["promoter", "source_group"],
    }
    assert not Action.objects.exists()


def test_actions_may_name_actions_of_the_same_import(version: ContractVersion, officer: User) -> None:
    merge(
        version,
        "action_portfolio",
        {"code": "CoMI Mobi5", "title": "Parte", "sector": "transport", "included_in": "COMI  mobi6"},
        {"code": "CoMI Mobi6", "title": "Tutto", "sector": "transport", "reduction_tco2e": "10"},
        by=officer,
    )
    told = Action.objects.values_list("code", "included_in__code", "quantification")
    assert list(told) == [
        ("CoMI Mobi5", "CoMI Mobi6", "included_in"),
        ("CoMI Mobi6", None, "quantified"),
    ]


def test_actions_are_not_included_in_a_circle(version: ContractVersion, officer: User) -> None:
    rows = numbered(3)
    for number, row in enumerate(rows):
        row["included_in"] = f"COMI{(number + 1) % 3}"
    assert errors(version, "action_portfolio", *rows, by=officer) == {
        0: ["included_in"],
        1: ["included_in"],
        2: ["included_in"],
    }


def test_actions_by_code_match_whatever_their_spaces(version: ContractVersion, officer: User) -> None:
    action = ActionFactory(contract=version.contract, code="CoMI EB3", quantification="quantified")
    merge(version, "cost_interventions", {"code": "CoMIEB3", "cost_eur": "5", "title": "X"}, by=officer)
    merge(version, "action_outlines", {"code": "comi eb3", "reduction_tco2e": None}, by=officer)
    action.refresh_from_db()
    assert (action.cost_eur, action.quantification, action.code) == (
        Decimal(5),
        "not_estimated",
        "comi eb3",
    )
