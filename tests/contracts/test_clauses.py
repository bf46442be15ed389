from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.enums import VersionState
from contracts.models import Clause, Contract, ContractVersion
from contracts.services.clauses import delete_clause, save_clause
from core.canonical import texts_sha256
from core.models import Change, User
from tests.factories import ClauseFactory, ContractPartyFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    contract.versions.update(state=VersionState.DRAFT)
    return contract.versions.select_related("contract").get()


def save(version: ContractVersion, by: User, **changes: Any) -> Clause:
    told: dict[str, Any] = {"key": " art-1 ", "text": {"it": "Ci impegniamo."}}
    return save_clause(version_id=version.pk, by=by, **told | changes)


def test_a_clause_has_the_digest_of_its_text(version: ContractVersion, officer: User) -> None:
    first, second = save(version, officer), save(version, officer, key="art-2")
    assert (first.key, first.position, second.position) == ("art-1", 1, 2)
    assert first.sha256 == texts_sha256({"it": "Ci impegniamo."})
    assert Change.objects.latest("pk").verb == "created"


def test_a_changed_text_has_another_digest(version: ContractVersion, officer: User) -> None:
    party = ContractPartyFactory(contract=version.contract)
    clause = save(version, officer)
    changed = save(version, officer, clause_id=clause.pk, text={"it": "Altro."}, party=party)
    assert (changed.pk, changed.position, changed.party) == (clause.pk, 1, party)
    assert (changed.sha256, Change.objects.latest("pk").verb) == (texts_sha256({"it": "Altro."}), "changed")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        ({"it": "Perché sì.\nAltro."}, True),
        ({"it": "Perche\u0301 si\u0300.  \r\nAltro.\n\n"}, True),
        ({"it": "Perché sì.\nAltro.", "en": "  "}, True),
        ({"it": "Perché sì. Altro."}, False),
        ({"it": "Perché sì.\nAltro.", "en": "Because."}, False),
        ({"en": "Perché sì.\nAltro."}, False),
    ],
)
def test_what_reads_the_same_has_the_same_digest(other: dict[str, str], is_same: bool) -> None:
    assert (texts_sha256(other) == texts_sha256({"it": "Perché sì.\nAltro."})) is is_same


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"key": " "}, {"key": ["required"]}),
        ({"text": {"it": " \n"}}, {"text": ["required"]}),
        ({"key": "x" * 61}, {"key": ["max_length"]}),
        ({"key": "taken"}, {"key": ["unique"]}),
    ],
)
def test_save_clause_refuses(
    version: ContractVersion, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    ClauseFactory(version=version, key="taken")
    assert refusals(lambda: save(version, officer, **changes)) == refused


def test_a_clause_binds_a_party_of_its_contract(version: ContractVersion, officer: User) -> None:
    assert refusals(lambda: save(version, officer, party=ContractPartyFactory())) == {"party": ["party"]}


def test_delete_clause_tells_it(version: ContractVersion, officer: User) -> None:
    delete_clause(clause_id=save(version, officer).pk, by=officer)
    assert (Clause.objects.count(), Change.objects.latest("pk").verb) == (0, "removed")


def test_clauses_that_parties_sign_do_not_change(version: ContractVersion, officer: User) -> None:
    clause = save(version, officer)
    ContractVersion.objects.filter(pk=version.pk).update(state=VersionState.OPEN_FOR_SIGNATURE)
    with pytest.raises(ValidationError):
        save(version, officer, clause_id=clause.pk, text={"it": "Altro."})
    with pytest.raises(ValidationError):
        delete_clause(clause_id=clause.pk, by=officer)


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_the_team_writes_clauses(
    request: pytest.FixtureRequest, version: ContractVersion, who: str
) -> None:
    with pytest.raises(PermissionDenied):
        save(version, request.getfixturevalue(who))
