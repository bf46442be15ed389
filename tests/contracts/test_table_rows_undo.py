"""Taking a merge back, exactly, or not at all."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.documents import read_document, read_rows
from contracts.models import Action, Contract, ContractParty, ContractVersion, Indicator, Pathway, TableRow
from contracts.services.actions import update_action
from contracts.services.table_rows import delete_row, save_row, undo_merge
from core.models import Change, User
from tests.contracts.table_rows import CELLS, again, make_draft, merge
from tests.factories import (
    ActionFactory,
    ActionReportFactory,
    ContractPartyFactory,
    IndicatorFactory,
    PaperSignatureFactory,
    TableRowFactory,
)

pytestmark = pytest.mark.django_db

CHANGES: dict[str, dict[str, Any]] = {
    "barriers": {"system": "energia", "opportunity": {"it": "Tanti muri"}},
    "target_boundary": {"sector": "waste", "scope_1": None, "scope_2": "not_included", "note": "Altro"},
    "emissions_gap": {"sector": "waste", "label": "RIFIUTI", "gap_tco2e": "1.5"},
    "emissions": {"sector": "waste", "label": "discarica", "scope_1": "NO", "scope_2": "3", "scope_3": None},
    "impact_pathways": {"code": "p1", "objective": "O2", "direct_impact_tco2e": "5"},
    "action_portfolio": {"code": "COMIEB3", "reduction_tco2e": None, "typology": "STR"},
    "indicators": {"code": "i1", "target_2030": None, "actions": ["CoMI X"]},
    "signatories": {"organisation_name": "porto", "position": 9, "person_names": "Terza"},
    "clauses": {"key": "ART-1", "text": {"it": "Ci impegniamo molto."}, "party": "Banca"},
}


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    ActionFactory(contract=contract, code="CoMI X")
    ContractPartyFactory(contract=contract, organisation_name="Banca", position=1)
    return make_draft(contract)


def undo(version: ContractVersion, step: dict[str, Any], by: User) -> None:
    """Undo with what a database kept: on PostgreSQL keys come back in another order."""
    kept = json.loads(json.dumps(step, sort_keys=True))
    undo_merge(version_id=version.pk, undo=kept, by=by)


@pytest.mark.parametrize("table", CELLS)
def test_undo_merge_takes_new_rows_away(version: ContractVersion, officer: User, table: str) -> None:
    before = read_document(again(version))
    step = merge(version, table, CELLS[table], by=officer).undo
    assert read_document(again(version)) != before
    undo(version, step, officer)
    assert read_document(again(version)) == before
    assert Change.objects.latest("made_at").verb == "undone"


@pytest.mark.parametrize("table", CELLS)
def test_undo_merge_brings_old_cells_back(version: ContractVersion, officer: User, table: str) -> None:
    merge(version, table, CELLS[table], by=officer)
    before = read_document(again(version))
    result = merge(version, table, CELLS[table] | CHANGES[table], by=officer)
    assert (result.created, result.changed) == (0, 1)
    undo(version, result.undo, officer)
    assert read_document(again(version)) == before


def test_steps_of_one_import_are_undone_in_the_opposite_order(
    version: ContractVersion, officer: User
) -> None:
    before = read_document(again(version))
    steps = [
        merge(version, "impact_pathways", CELLS["impact_pathways"], by=officer).undo,
        merge(version, "action_portfolio", {**CELLS["action_portfolio"], "pathway": "P1"}, by=officer).undo,
        merge(version, "cost_interventions", {"code": "CoMI EB3", "cost_eur": "5"}, by=officer).undo,
        merge(version, "indicators", {**CELLS["indicators"], "actions": ["CoMI EB3"]}, by=officer).undo,
    ]
    for step in reversed(steps):
        undo(version, step, officer)
    assert read_document(again(version)) == before


def test_undo_of_exchanged_numbers_brings_them_back(version: ContractVersion, officer: User) -> None:
    ContractPartyFactory(contract=version.contract, organisation_name="Porto", position=2)
    rows = [
        {"organisation_name": "Porto", "role": "signatory", "position": 1},
        {"organisation_name": "Banca", "role": "signatory", "position": 2},
    ]
    step = merge(version, "signatories", *rows, by=officer).undo
    undo(version, step, officer)
    assert [row.cells["organisation_name"] for row in read_rows(version, "signatories")] == ["Banca", "Porto"]


def test_undo_brings_back_the_actions_that_an_indicator_followed(
    version: ContractVersion, officer: User
) -> None:
    ActionFactory(contract=version.contract, code="CoMI Y")
    IndicatorFactory(contract=version.contract, code="I1").actions.set(Action.objects.filter(code="CoMI X"))
    rows = [{"code": "I1", "actions": ["CoMI Y"]}, {"code": "I2", "name": "B", "actions": ["CoMI X"]}]
    step = merge(version, "indicators", *rows, by=officer).undo
    undo(version, step, officer)
    assert list(Indicator.objects.get().actions.values_list("code", flat=True)) == ["CoMI X"]


def change_new_row(version: ContractVersion, by: User) -> None:
    row = read_rows(version, "barriers")[0]
    save_row(
        version_id=version.pk, table="barriers", cells={"description": {"it": "B"}}, by=by, row_id=row.id
    )


def remove_new_row(version: ContractVersion, by: User) -> None:
    row = read_rows(version, "barriers")[0]
    delete_row(version_id=version.pk, table="barriers", row_id=row.id, by=by)


@pytest.mark.parametrize("meddle", [change_new_row, remove_new_row])
def test_undo_is_refused_when_a_new_row_was_changed_since(
    version: ContractVersion, officer: User, meddle: Callable[[ContractVersion, User], None]
) -> None:
    step = merge(version, "barriers", CELLS["barriers"], by=officer).undo
    meddle(version, officer)
    with pytest.raises(ValidationError) as refused:
        undo(version, step, officer)
    assert refused.value.code == "changed_since"


def test_undo_is_refused_when_another_field_of_a_row_was_changed_since(
    version: ContractVersion, officer: User
) -> None:
    step = merge(version, "action_portfolio", {"code": "CoMI X", "subcategory": "A"}, by=officer).undo
    update_action(action_id=Action.objects.get().pk, by=officer, cost_eur=5)
    with pytest.raises(ValidationError) as refused:
        undo(version, step, officer)
    assert refused.value.code == "changed_since"
    assert Action.objects.get().subcategory == "A"


def report_on(version: ContractVersion) -> None:
    ActionReportFactory(action=Action.objects.get(code="CoMI EB3"))


def follow(version: ContractVersion) -> None:
    Action.objects.filter(code="CoMI X").update(included_in=Action.objects.get(code="CoMI EB3"))


def use_pathway(version: ContractVersion) -> None:
    Action.objects.update(pathway=Pathway.objects.get())


def sign(version: ContractVersion) -> None:
    PaperSignatureFactory(version=version, party=ContractParty.objects.get(organisation_name="Porto"))


@pytest.mark.parametrize(
    ("table", "use"),
    [
        ("action_portfolio", report_on),
        ("action_portfolio", follow),
        ("impact_pathways", use_pathway),
        ("signatories", sign),
    ],
)
def test_undo_is_refused_when_something_rests_on_a_new_row(
    version: ContractVersion, officer: User, table: str, use: Callable[[ContractVersion], None]
) -> None:
    step = merge(version, table, CELLS[table], by=officer).undo
    use(version)
    with pytest.raises(ValidationError) as refused:
        undo(version, step, officer)
    assert refused.value.code == "in_use"


def test_new_actions_that_name_one_another_are_undone_together(
    version: ContractVersion, officer: User
) -> None:
    rows = [{**CELLS["action_portfolio"], "code": code, "reduction_tco2e": None} for code in "AB"]
    rows[0]["included_in"] = "B"
    step = merge(version, "action_portfolio", *rows, by=officer).undo
    undo(version, step, officer)
    assert list(Action.objects.values_list("code", flat=True)) == ["CoMI X"]


def test_undo_of_many_rows_takes_them_all(version: ContractVersion, officer: User) -> None:
    TableRowFactory(version=version, table="ip_cost_scenarios")
    rows = [{"item": f"Voce {number}"} for number in range(1_200)]
    step = merge(version, "ip_cost_scenarios", *rows, by=officer).undo
    assert TableRow.objects.count() == 1_201
    undo(version, step, officer)
    assert TableRow.objects.count() == 1


def test_only_the_city_undoes(version: ContractVersion, officer: User, stranger: User) -> None:
    step = merge(version, "barriers", CELLS["barriers"], by=officer).undo
    with pytest.raises(PermissionDenied):
        undo(version, step, stranger)
