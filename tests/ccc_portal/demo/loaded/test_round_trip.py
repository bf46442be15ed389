"""The workbook of every published contract, imported into an empty one, gives the same contract."""

from collections.abc import Callable
from typing import Any

import pytest

from contracts.documents import read_document
from contracts.enums import CityRole, VersionState
from contracts.models import ContractVersion, Finding
from core.models import User
from exchange.enums import ImportState
from exchange.services.applying import apply_import, request_apply
from exchange.services.imports import read_import, start_import
from exchange.workbooks import write_workbook
from tests.ccc_portal.demo.loaded.test_published_cities import REAL_CITIES
from tests.factories import CityMembershipFactory, ContractFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]

IMPLAUSIBLE = {
    "firenze": ("action_negative_cost", "FIRE-L12"),
    "parma": ("action_end_before_start", "PARM-052"),
}
"""What two cities print that no person may type; the checks tell of it."""


def fill_empty(content: bytes, source: ContractVersion) -> ContractVersion:
    """The version of a new contract into which a workbook was imported."""
    contract = ContractFactory(version__state=VersionState.DRAFT, version__baseline_year=source.baseline_year)
    empty: ContractVersion = contract.versions.get()
    officer: User = CityMembershipFactory(city=contract.city, role=CityRole.OFFICER).user
    report: Callable[[int, int, str], None] = lambda done, total, step: None  # noqa: E731 - nobody listens
    run = start_import(version_id=empty.pk, name="tables.xlsx", content=content, by=officer, language="it")
    read_import(run_id=run.pk, report=report)
    request_apply(run_id=run.pk, by=officer)
    done = apply_import(run_id=run.pk, by=officer, language="it", report=report)
    assert (done.state, done.refusal) == (ImportState.APPLIED, {})
    return ContractVersion.objects.get(pk=empty.pk)


def tables_of(version: ContractVersion) -> dict[str, list[dict[str, Any]]]:
    """The cells that are known, by table."""
    return {
        key: [{name: value for name, value in row["cells"].items() if value is not None} for row in rows]
        for key, rows in read_document(version)["tables"].items()
    }


@pytest.mark.parametrize("city", [*REAL_CITIES, "valdoria"])
def test_contract_comes_back_from_its_workbook(city: str) -> None:
    source = ContractVersion.objects.get(contract__city__slug=city, number=1)
    filled = fill_empty(write_workbook(read_document(source), language="it"), source)
    assert tables_of(filled) == tables_of(source)
    found = Finding.objects.filter(city=filled.contract.city).values_list("check_name", "place")
    told = set(found) & set(IMPLAUSIBLE.values())
    assert told == ({IMPLAUSIBLE[city]} if city in IMPLAUSIBLE else set())
