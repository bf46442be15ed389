"""A draft whose tables are written, and short ways to write them."""

from typing import Any

import pytest

from contracts.documents import Row, read_rows
from contracts.enums import VersionState
from contracts.models import Contract, ContractVersion
from contracts.services.table_rows import MergeResult, RowErrors, merge_rows, save_row
from core.models import Change, User
from tests.factories import CityMembershipFactory, ContractVersionFactory

CELLS: dict[str, dict[str, Any]] = {
    "barriers": {"system": "Energia", "description": {"it": "Pochi tetti"}},
    "target_boundary": {"sector": "waste", "scope_1": "included", "gases": ["CO2"], "note": "Tutto"},
    "emissions_gap": {"sector": "waste", "label": "Rifiuti", "baseline_tco2e": "10.5"},
    "emissions": {"sector": "waste", "label": "Discarica", "scope_1": "7.25", "scope_3": "NE"},
    "impact_pathways": {"code": "P1", "title": {"it": "Percorso"}, "objective": "O1"},
    "action_portfolio": {
        "code": "CoMI EB3",
        "title": {"it": "Pompe di calore"},
        "sector": "buildings",
        "reduction_tco2e": "1240.5",
    },
    "indicators": {"code": "I1", "name": {"it": "Emissioni"}, "target_2030": "5"},
    "signatories": {
        "organisation_name": "Porto",
        "role": "signatory",
        "person_names": "Prima; Seconda",
        "person_positions": "; Direttrice",
    },
    "clauses": {"key": "art-1", "text": {"it": "Ci impegniamo."}},
}
"""A row for a table of each store."""


def make_draft(contract: Contract) -> ContractVersion:
    """The contract's version as a draft without a baseline inventory."""
    version = contract.versions.get()
    version.state = VersionState.DRAFT
    version.save()
    return version


def make_other_draft(by: User) -> ContractVersion:
    """A draft of another, empty contract that `by` writes too."""
    version = ContractVersionFactory(state=VersionState.DRAFT)
    CityMembershipFactory(city=version.contract.city, user=by)
    return version


def merge(version: ContractVersion, table: str, *rows: dict[str, Any], by: User) -> MergeResult:
    """Merge rows written in Italian."""
    return merge_rows(version_id=version.pk, table=table, rows=rows, by=by, language="it")


def errors(version: ContractVersion, table: str, *rows: dict[str, Any], by: User) -> dict[int, list[str]]:
    """The columns of each row that a merge refuses; nothing was written."""
    with pytest.raises(RowErrors) as refused:
        merge(version, table, *rows, by=by)
    assert not Change.objects.exists()
    return {index: sorted(messages) for index, messages in refused.value.rows.items()}


def save(version: ContractVersion, table: str, by: User, **cells: Any) -> Row:
    """Add a row."""
    return save_row(version_id=version.pk, table=table, cells=cells, by=by)


def again(version: ContractVersion) -> ContractVersion:
    """The version as it is kept now: its baseline series may have begun."""
    return ContractVersion.objects.get(pk=version.pk)


def known(version: ContractVersion, table: str) -> list[dict[str, Any]]:
    """The known cells of a table."""
    rows = [row.cells for row in read_rows(again(version), table)]
    return [{key: value for key, value in cells.items() if value is not None} for cells in rows]


def numbered(count: int, **cells: Any) -> list[dict[str, Any]]:
    """Rows of the portfolio."""
    return [
        {"code": f"CoMI {number}", "title": f"Azione {number}", "sector": "buildings", **cells}
        for number in range(count)
    ]
