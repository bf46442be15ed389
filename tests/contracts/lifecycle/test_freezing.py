import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from contracts.documents import read_document
from contracts.enums import VersionState
from contracts.lifecycle import Candidate, register_frozen_part
from contracts.models import ContractVersion, FrozenPart
from contracts.selectors.versions import frozen_part
from contracts.services.actions import update_action
from contracts.services.lifecycle import freeze_version
from core.access import Conflict
from core.canonical import canonical_json
from core.models import User
from core.services.evidence import check_evidence
from tests.append_only import without_triggers
from tests.contracts.lifecycle.conftest import Bring
from tests.factories import CommitmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def frozen(version: ContractVersion, bring: Bring) -> ContractVersion:
    """The version as it was submitted."""
    CommitmentFactory(contract=version.contract, actions=[version.contract.actions.get()])
    return bring(version, VersionState.SUBMITTED)


def part_of(version: ContractVersion, name: str) -> dict[str, Any]:
    part = frozen_part(version, name)
    assert part is not None
    return part


def test_a_frozen_version_reads_the_same_after_its_rows_changed(
    frozen: ContractVersion, officer: User
) -> None:
    before = canonical_json(read_document(frozen))
    action = frozen.contract.actions.get()
    update_action(action_id=action.pk, by=officer, reduction_tco2e=Decimal(1), title={"it": "Altro"})
    frozen.sections.update(body={"it": "Altro testo"})
    again = ContractVersion.objects.get(pk=frozen.pk)
    assert canonical_json(read_document(again)) == before


def test_the_frozen_document_tells_the_state_it_was_frozen_in(frozen: ContractVersion) -> None:
    told = read_document(frozen)["version"]
    assert (told["state"], told["council_decision"]) == ("submitted", "DCC 12/2026")
    assert (told["frozen_at"] is None, told["submitted_at"] is None) == (False, False)


def test_the_progress_is_frozen_with_its_charts_in_both_languages(frozen: ContractVersion) -> None:
    part = part_of(frozen, "progress")
    snapshot = frozen.contract.snapshots.get(is_current=True)
    assert (part["input_hash"], part["engine_version"]) == (snapshot.input_hash, snapshot.engine_version)
    assert json.loads(part["results"]) == snapshot.results
    assert json.loads(part["inputs"]) == snapshot.inputs
    stored = dict(snapshot.charts.filter(language="en").values_list("name", "content"))
    assert {name: json.loads(text) for name, text in part["charts"]["en"].items()} == stored
    assert part["charts"]["it"].keys() == part["charts"]["en"].keys()


def test_commitments_are_frozen_as_they_stand(frozen: ContractVersion) -> None:
    (told,) = part_of(frozen, "commitments")["commitments"]
    commitment = frozen.contract.commitments.get()
    assert (told["id"], told["organisation"]["name"]) == (str(commitment.pk), commitment.organisation.name)
    assert told["actions"] == [commitment.actions.get().code_key]


def test_a_version_without_parts_has_none(version: ContractVersion) -> None:
    assert frozen_part(version, "progress") is None


@pytest.mark.parametrize("statement", ["UPDATE {} SET name = name", "DELETE FROM {}"])
def test_frozen_parts_are_never_changed(frozen: ContractVersion, statement: str) -> None:
    count = FrozenPart.objects.count()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("contracts_frozenpart"))
    assert FrozenPart.objects.count() == count


def test_a_version_is_frozen_once(frozen: ContractVersion) -> None:
    with pytest.raises(ValidationError) as refused:
        freeze_version(version=frozen, approved=Candidate(frozen))
    assert refused.value.code == "frozen"


def test_content_that_changed_meanwhile_is_not_frozen(version: ContractVersion) -> None:
    candidate = Candidate(version)
    assert len(candidate.digests) > 40
    version.sections.filter(key="commitments.goal").update(body={"it": "Altro"})
    with pytest.raises(Conflict):
        freeze_version(version=version, approved=candidate)
    assert FrozenPart.objects.count() == 0


def test_registering_a_part_twice_changes_nothing() -> None:
    from contracts.documents import build_document  # noqa: PLC0415 - only here
    from contracts.lifecycle import frozen_part_names  # noqa: PLC0415 - only here

    before = frozen_part_names()
    register_frozen_part("document", build_document)
    assert frozen_part_names() == before


@pytest.mark.parametrize("change", [{"content": "{}"}, {"name": "other"}])
def test_a_frozen_part_that_was_tampered_with_is_named(
    frozen: ContractVersion, change: dict[str, str]
) -> None:
    assert check_evidence().faults == ()
    with without_triggers("contracts_frozenpart"):
        FrozenPart.objects.filter(name="progress").update(**change)
    faults = [one.fault for one in check_evidence().faults]
    assert faults == ["the frozen part progress is not what was frozen"]
