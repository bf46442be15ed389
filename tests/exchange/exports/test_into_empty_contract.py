"""A workbook that is imported into an empty contract gives the same contract."""

from typing import Any

import pytest

from contracts.documents import read_document
from contracts.enums import CityRole, VersionState
from contracts.models import ContractVersion
from core.models import User
from exchange.enums import ImportState
from exchange.services.applying import apply_import, request_apply
from exchange.services.imports import read_import, start_import
from exchange.workbooks import write_workbook
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    ContractPartyFactory,
    EmissionsGapRowFactory,
    TableRowFactory,
)


@pytest.fixture
def full(db: None) -> ContractVersion:
    """A version with rows in tables of several stores."""
    version: ContractVersion = ContractFactory().versions.get()
    contract = version.contract
    ContractPartyFactory.create_batch(2, contract=contract)
    EmissionsGapRowFactory(version=version)
    ActionFactory(contract=contract, code="A1", title={"it": "Luce", "en": "Light"}, reduction_tco2e="1076.5")
    ActionFactory(contract=contract, code="A2", title={"it": "=Solo italiano"}, reduction_tco2e=None)
    TableRowFactory(
        version=version, table="barriers", cells={"system": "Energia", "description": {"en": "-"}}
    )
    TableRowFactory(
        version=version,
        table="energy_use",
        cells={"sector": "buildings", "carrier": "gas", "scope_1": "12.5", "scope_2": "NE"},
    )
    return version


@pytest.fixture
def empty(db: None) -> ContractVersion:
    contract = ContractFactory(version__state=VersionState.DRAFT)
    version: ContractVersion = contract.versions.get()
    return version


@pytest.fixture
def officer(empty: ContractVersion) -> User:
    person: User = CityMembershipFactory(city=empty.contract.city, role=CityRole.OFFICER).user
    return person


def tables_of(version: ContractVersion) -> dict[str, list[dict[str, Any]]]:
    """The cells that are known, by table."""
    return {
        key: [{name: value for name, value in row["cells"].items() if value is not None} for row in rows]
        for key, rows in read_document(version)["tables"].items()
    }


@pytest.mark.parametrize("language", ["it", "en"])
def test_workbook_fills_an_empty_contract_with_the_same_rows(full, empty, officer, language):
    content = write_workbook(read_document(full), language=language)
    run = start_import(
        version_id=empty.pk, name="tables.xlsx", content=content, by=officer, language=language
    )
    quiet = {"report": lambda done, total, step: None}
    read_import(run_id=run.pk, **quiet)
    request_apply(run_id=run.pk, by=officer)
    done = apply_import(run_id=run.pk, by=officer, language=language, **quiet)
    assert (done.state, done.refusal) == (ImportState.APPLIED, {})
    assert tables_of(empty) == tables_of(full)
