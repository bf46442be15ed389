"""Merging tables of actions: what is archived, told in words, or shared."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import translation

from contracts.documents import read_rows
from contracts.enums import VersionState
from contracts.models import Action, Contract, ContractVersion, Finding, Indicator, TableRow
from contracts.services.table_rows import RowErrors, save_row
from core.models import FieldChange, User
from tests.contracts.table_rows import CELLS, errors, known, make_draft, merge, numbered
from tests.factories import ActionFactory, ContractPartyFactory, IndicatorFactory, TableRowFactory

pytestmark = pytest.mark.django_db
ROMA_ACTIONS = 522


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return make_draft(contract)


def test_what_is_archived_is_not_added_again(version: ContractVersion, officer: User) -> None:
    ActionFactory(contract=version.contract, code="CoMI EB3", archived_at="2026-01-01T00:00Z")
    IndicatorFactory(contract=version.contract, code="I1", archived_at="2026-01-01T00:00Z")
    for table in ("action_portfolio", "indicators"):
        assert errors(version, table, CELLS[table], by=officer) == {0: ["code"]}


def test_outlines_and_costs_add_no_actions(version: ContractVersion, officer: User) -> None:
    for table in ("action_outlines", "cost_interventions"):
        assert errors(version, table, {"code": "CoMI EB3"}, by=officer) == {0: ["code"]}


@pytest.mark.parametrize(
    ("before", "cells", "after"),
    [
        ("confidential", {}, "confidential"),
        ("confidential", {"reduction_tco2e": "5"}, "quantified"),
        ("confidential", {"included_in": "CoMI 0"}, "confidential"),
        ("not_estimated", {"included_in": "CoMI 0"}, "included_in"),
        ("not_estimated", {"quantification": "not_quantifiable"}, "not_quantifiable"),
    ],
)
def test_quantification_follows_what_is_told(
    version: ContractVersion, officer: User, before: str, cells: dict[str, Any], after: str
) -> None:
    ActionFactory(contract=version.contract, code="CoMI 0")
    action = ActionFactory(
        contract=version.contract, code="CoMI 1", reduction_tco2e=None, quantification=before
    )
    row = {"code": "CoMI 1", "subcategory": "A", "quantification": None, **cells}
    merge(version, "action_portfolio", row, by=officer)
    action.refresh_from_db()
    assert action.quantification == after


def test_shared_source_has_one_spelling(version: ContractVersion, officer: User) -> None:
    first, second = numbered(2)
    merge(
        version,
        "action_portfolio",
        first | {"source_group": "District  heating"},
        second | {"source_group": "DISTRICT heating"},
        by=officer,
    )
    assert set(Action.objects.values_list("source_group", flat=True)) == {"District heating"}


def test_parties_may_exchange_their_numbers(version: ContractVersion, officer: User) -> None:
    for position, name in enumerate(("City", "Port"), start=1):
        ContractPartyFactory(contract=version.contract, position=position, organisation_name=name)
    merge(
        version,
        "signatories",
        {"organisation_name": "port", "role": "signatory", "position": 1},
        {"organisation_name": "city", "role": "signatory", "position": 2},
        {"organisation_name": "Bank", "role": "signatory"},
        by=officer,
    )
    told = [(row["position"], row["organisation_name"]) for row in known(version, "signatories")]
    assert told == [(1, "port"), (2, "city"), (3, "Bank")]


def test_two_parties_have_not_one_number(version: ContractVersion, officer: User) -> None:
    rows = [{"organisation_name": name, "role": "signatory", "position": 1} for name in ("City", "Port")]
    assert errors(version, "signatories", *rows, by=officer) == {0: ["position"], 1: ["position"]}


def test_indicators_follow_actions_by_code(version: ContractVersion, officer: User) -> None:
    for code in ("CoMI A", "CoMI B"):
        ActionFactory(contract=version.contract, code=code)
    merge(version, "indicators", {**CELLS["indicators"], "actions": ["comia"]}, by=officer)
    merge(version, "indicators", {**CELLS["indicators"], "actions": ["COMIB", "comib"]}, by=officer)
    same = merge(version, "indicators", {**CELLS["indicators"], "actions": ["comi b"]}, by=officer)
    assert (same.unchanged, known(version, "indicators")[0]["actions"]) == (1, ["CoMI B"])
    assert FieldChange.objects.filter(field="actions").count() == 2
    assert "actions" in errors_of_unknown_code(version, officer)


def test_what_a_row_named_can_be_taken_away(version: ContractVersion, officer: User) -> None:
    merge(version, "impact_pathways", CELLS["impact_pathways"], by=officer)
    merge(version, "signatories", CELLS["signatories"], by=officer)
    merge(version, "action_portfolio", {**CELLS["action_portfolio"], "pathway": "p1"}, by=officer)
    merge(version, "clauses", {**CELLS["clauses"], "party": "porto"}, by=officer)
    merge(version, "action_portfolio", {"code": "CoMI EB3", "pathway": None}, by=officer)
    merge(version, "clauses", {"key": "art-1", "position": 4, "party": None}, by=officer)
    assert Action.objects.get().pathway is None
    clause = version.clauses.get()
    assert (clause.party, clause.position) == (None, 4)


def errors_of_unknown_code(version: ContractVersion, officer: User) -> str:
    """What an import is told of codes that no action has."""
    with pytest.raises(RowErrors) as refused:
        merge(version, "indicators", {**CELLS["indicators"], "actions": ["X", "Y"]}, by=officer)
    assert "X, Y" in refused.value.rows[0]["actions"]
    return ",".join(refused.value.rows[0])


def test_indicators_are_checked_as_on_their_page(version: ContractVersion, officer: User) -> None:
    rows = [
        {"code": "I1", "name": "A", "interval": "yearly", "unit": "A" * 41},
        {"code": "I2", "name": "A", "direction": "up"},
    ]
    assert errors(version, "indicator_cards", *rows, by=officer) == {
        0: ["interval", "unit"],
        1: ["direction"],
    }
    assert not Indicator.objects.exists()


def test_lines_beside_others_share_what_the_table_does_not_tell(
    version: ContractVersion, officer: User
) -> None:
    merge(version, "emissions", CELLS["emissions"], by=officer)
    row = read_rows(ContractVersion.objects.get(pk=version.pk), "emissions")[0]
    version.refresh_from_db()
    version.baseline_series.inventories.get().lines.update(gpc_code="III.1", in_target_boundary=False)
    merge(version, "emissions", {**CELLS["emissions"], "scope_2": "4"}, by=officer)
    lines = version.baseline_series.inventories.get().lines.filter(scope=2)
    assert list(lines.values_list("gpc_code", "in_target_boundary")) == [("III.1", False)]
    assert row.cells["scope_2"] is None


def test_large_imports_are_written_in_few_statements(
    version: ContractVersion, officer: User, django_assert_max_num_queries: Any
) -> None:
    rows = numbered(ROMA_ACTIONS, reduction_tco2e="12.5")
    with django_assert_max_num_queries(100):
        assert merge(version, "action_portfolio", *rows, by=officer).created == ROMA_ACTIONS
    for row in rows:
        row["title"] = "Altro"
    with django_assert_max_num_queries(100):
        assert merge(version, "action_portfolio", *rows, by=officer).changed == ROMA_ACTIONS
    assert Action.objects.filter(revision=2).count() == ROMA_ACTIONS


def test_rows_go_to_the_end_of_their_table(version: ContractVersion, officer: User) -> None:
    TableRowFactory(version=version, table="ip_cost_scenarios", position=7)
    merge(version, "ip_cost_scenarios", {"item": "A"}, {"item": "B"}, by=officer)
    positions = TableRow.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == [7, 8, 9]


def test_merge_rows_asks_who_writes_and_whether_the_version_changes(
    version: ContractVersion, officer: User, stranger: User
) -> None:
    with pytest.raises(PermissionDenied):
        merge(version, "barriers", CELLS["barriers"], by=stranger)
    version.state = VersionState.SIGNED
    version.save()
    with pytest.raises(ValidationError) as refused:
        merge(version, "barriers", CELLS["barriers"], by=officer)
    assert refused.value.code == "not_editable"


def test_row_errors_are_told_in_one_sentence() -> None:
    with translation.override("en"):
        assert RowErrors({1: {"a": "b"}, 0: {"c": "d"}}).messages == [
            "2 rows cannot be taken as they are: nothing was written."
        ]
    assert RowErrors({1: {"a": "b"}}).rows == {1: {"a": "b"}}


def test_an_import_keeps_what_is_implausible_and_the_checks_tell_of_it(
    version: ContractVersion, officer: User
) -> None:
    backwards = {"start_year": 2026, "end_year": 2025}
    merge(version, "action_portfolio", *numbered(1, **backwards), by=officer)
    merge(version, "cost_interventions", {"code": "CoMI 0", "cost_eur": "-9000000"}, by=officer)
    action = Action.objects.get()
    assert (action.start_year, action.end_year, action.cost_eur) == (2026, 2025, -9_000_000)
    found = Finding.objects.filter(city=version.contract.city, place="CoMI 0")
    assert sorted(found.values_list("check_name", "severity")) == [
        ("action_end_before_start", "warning"),
        ("action_negative_cost", "note"),
    ]


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("action_portfolio", {"start_year": 2026, "end_year": 2025}, "end_year"),
        ("cost_interventions", {"cost_eur": "-9000000"}, "cost_eur"),
    ],
)
def test_a_person_who_types_it_is_refused(
    version: ContractVersion, officer: User, table: str, cells: dict[str, Any], column: str
) -> None:
    action = ActionFactory(contract=version.contract, code="CoMI 0", start_year=None, end_year=None)
    with pytest.raises(ValidationError) as refused:
        save_row(version_id=version.pk, table=table, cells=cells, by=officer, row_id=action.pk)
    assert list(refused.value.message_dict) == [column]
