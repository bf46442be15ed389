"""Writing one row of any table."""

from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError

from contracts.documents import read_rows
from contracts.enums import VersionState
from contracts.models import Action, Contract, ContractVersion, Indicator, TableRow
from contracts.services.table_rows import delete_row, save_row
from core.access import Conflict
from core.models import Change, FieldChange, Job, User
from tests.contracts.table_rows import CELLS, again, known, make_draft, save
from tests.factories import (
    PaperSignatureFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

CHANGES: dict[str, dict[str, Any]] = {
    "barriers": {"system": "Mobilità"},
    "target_boundary": {"sector": "ippu", "scope_1": None, "scope_2": "not_included"},
    "emissions_gap": {"gap_tco2e": "1.5", "sector": None},
    "emissions": {"label": "Compost", "scope_1": "NO", "scope_2": "3", "scope_3": None},
    "impact_pathways": {"code": "P2", "objective": None},
    "action_portfolio": {"code": "CoMI EB4", "reduction_tco2e": None},
    "indicators": {"target_2030": None, "unit": "t"},
    "signatories": {"position": 7, "person_names": None, "category": "A"},
    "clauses": {"position": 3, "text": {"it": "Ci impegniamo molto."}},
}
MADE: dict[str, dict[str, Any]] = {
    "emissions": {"flow": "source", "counts_toward_total": True},
    "action_portfolio": {
        "flow": "source",
        "maturity": "not_stated",
        "materiality": "material",
        "quantification": "quantified",
    },
    "signatories": {"position": 1},
    "clauses": {"position": 1},
}
"""What a row tells that nobody wrote."""


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    return make_draft(contract)


@pytest.mark.parametrize("table", CELLS)
def test_save_row_adds_a_row_and_tells_it_once(version: ContractVersion, officer: User, table: str) -> None:
    row = save(version, table, officer, **CELLS[table])
    assert known(version, table) == [CELLS[table] | MADE.get(table, {})]
    assert read_rows(again(version), table) == [row]
    assert [(change.verb, change.made_by) for change in Change.objects.all()] == [("created", officer)]
    assert Job.objects.filter(key=str(version.contract_id)).count() == 1


@pytest.mark.parametrize("table", CELLS)
def test_save_row_changes_the_cells_that_it_names(
    version: ContractVersion, officer: User, table: str
) -> None:
    row = save(version, table, officer, **CELLS[table])
    changed = save_row(
        version_id=version.pk,
        table=table,
        cells=CHANGES[table],
        by=officer,
        row_id=row.id,
        revision=row.revision,
    )
    expected = {**CELLS[table], **MADE.get(table, {}), **CHANGES[table]}
    if table == "action_portfolio":
        expected["quantification"] = "not_estimated"
    if table == "signatories":
        expected["person_positions"] = "Direttrice"
    assert known(version, table) == [{key: value for key, value in expected.items() if value is not None}]
    assert changed.revision != row.revision
    change = Change.objects.latest("made_at")
    assert (change.verb, change.fields.exists()) == ("changed", True)


@pytest.mark.parametrize("table", CELLS)
def test_save_row_refuses_a_stale_revision(version: ContractVersion, officer: User, table: str) -> None:
    row = save(version, table, officer, **CELLS[table])
    with pytest.raises(Conflict):
        save_row(
            version_id=version.pk, table=table, cells={}, by=officer, row_id=row.id, revision=row.revision + 1
        )


@pytest.mark.parametrize("table", CELLS)
def test_save_row_writes_nothing_where_nothing_changes(
    version: ContractVersion, officer: User, table: str
) -> None:
    row = save(version, table, officer, **CELLS[table])
    same = save_row(version_id=version.pk, table=table, cells=CELLS[table], by=officer, row_id=row.id)
    assert (same, Change.objects.count()) == (row, 1)


@pytest.mark.parametrize("table", CELLS)
def test_save_row_refuses_a_row_that_is_there(version: ContractVersion, officer: User, table: str) -> None:
    save(version, table, officer, **CELLS[table])
    column = next(key for key in CELLS[table])
    assert refusals(lambda: save(version, table, officer, **CELLS[table])) == {column: ["unique"]}


@pytest.mark.parametrize("table", CELLS)
def test_delete_row_takes_it_away_and_keeps_its_history(
    version: ContractVersion, officer: User, table: str
) -> None:
    row = save(version, table, officer, **CELLS[table])
    delete_row(version_id=version.pk, table=table, row_id=row.id, by=officer, revision=row.revision)
    assert read_rows(version, table) == []
    assert Change.objects.latest("made_at").verb in ("removed", "archived")
    assert FieldChange.objects.exists()


def test_delete_row_archives_actions_and_indicators(version: ContractVersion, officer: User) -> None:
    for table in ("action_portfolio", "indicators"):
        row = save(version, table, officer, **CELLS[table])
        delete_row(version_id=version.pk, table=table, row_id=row.id, by=officer)
    assert Action.objects.exclude(archived_at=None).count() == 1
    assert Indicator.objects.exclude(archived_at=None).count() == 1


def test_delete_row_refuses_a_stale_revision_and_a_row_that_is_used(
    version: ContractVersion, officer: User
) -> None:
    row = save(version, "signatories", officer, **CELLS["signatories"])
    PaperSignatureFactory(version=version, party=version.contract.parties.get())
    with pytest.raises(Conflict):
        delete_row(version_id=version.pk, table="signatories", row_id=row.id, by=officer, revision=1)
    with pytest.raises(ValidationError) as refused:
        delete_row(version_id=version.pk, table="signatories", row_id=row.id, by=officer)
    assert refused.value.code == "protected"
    assert len(read_rows(version, "signatories")) == 1


@pytest.mark.parametrize("row_id", ["7a97fd19-771e-4add-a9aa-fea6d32b2032", "no id at all"])
def test_rows_that_are_not_there_are_not_found(version: ContractVersion, officer: User, row_id: str) -> None:
    with pytest.raises(ObjectDoesNotExist):
        save_row(version_id=version.pk, table="barriers", cells={}, by=officer, row_id=row_id)
    with pytest.raises(ObjectDoesNotExist):
        delete_row(version_id=version.pk, table="barriers", row_id=row_id, by=officer)


@pytest.mark.parametrize("table", CELLS)
def test_only_the_city_writes_rows(
    version: ContractVersion, stranger: User, reader: User, table: str
) -> None:
    for person in (stranger, reader):
        with pytest.raises(PermissionDenied):
            save(version, table, person, **CELLS[table])


@pytest.mark.parametrize("table", CELLS)
def test_content_of_a_version_changes_only_while_the_version_does(
    version: ContractVersion, officer: User, table: str
) -> None:
    version.state = VersionState.COUNCIL_APPROVAL
    version.save()
    if table in ("barriers", "target_boundary", "emissions_gap", "emissions", "clauses"):
        with pytest.raises(ValidationError) as refused:
            save(version, table, officer, **CELLS[table])
        assert refused.value.code == "not_editable"
    else:
        save(version, table, officer, **CELLS[table])
        assert Change.objects.get().is_public


def test_drafts_are_told_in_the_office_only(version: ContractVersion, officer: User) -> None:
    save(version, "barriers", officer, **CELLS["barriers"])
    assert not Change.objects.get().is_public


def test_cells_are_kept_without_what_is_not_known(version: ContractVersion, officer: User) -> None:
    save(
        version,
        "residual_emissions",
        officer,
        residual_source={"it": " Suolo ", "en": ""},
        volume_tco2e=" 12.500 ",
        year=None,
        standard="",
        _place="B4",
    )
    assert TableRow.objects.get().cells == {"residual_source": {"it": "Suolo"}, "volume_tco2e": "12.5"}
