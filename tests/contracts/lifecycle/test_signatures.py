from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.enums import PartyRole, VersionState
from contracts.models import ContractVersion, PaperSignature
from contracts.selectors.versions import signatures_of
from contracts.services.paper_signatures import record_signature, remove_signature
from core.models import Change, EvidenceEvent, User
from tests.contracts.lifecycle.conftest import Bring
from tests.factories import ClauseFactory, ContractPartyFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_version(version: ContractVersion, bring: Bring) -> ContractVersion:
    """A version that is open for signature, with a clause for one party alone."""
    other = ContractPartyFactory(contract=version.contract, organisation_name="Cooperativa Alba")
    ClauseFactory(version=version, key="alba", party=other)
    return bring(version, VersionState.OPEN_FOR_SIGNATURE)


def sign(version: ContractVersion, by: User, **changes: Any) -> PaperSignature:
    told = {
        "party": version.contract.parties.first(),
        "person": " La rettrice ",
        "signed_on": date(2026, 6, 1),
    }
    return record_signature(version_id=version.pk, by=by, **told | changes)


def test_record_signature_keeps_the_clauses_that_bind_the_party(
    open_version: ContractVersion, officer: User
) -> None:
    scan = SimpleUploadedFile("firma.png", b"\x89PNG\r\n\x1a\nrest")
    signature = sign(open_version, officer, position=" Rettrice ", file=scan)
    clause = open_version.clauses.get(key="art-1")
    assert signature.clause_hashes == {"art-1": clause.sha256}
    assert (signature.person, signature.position, signature.file.kind) == (
        "La rettrice",
        "Rettrice",
        "paper_signature",
    )
    event = EvidenceEvent.objects.latest("seq")
    assert (event.kind, "rettrice" in event.payload.lower()) == ("version.signed_on_paper", False)


def test_a_party_with_a_clause_of_its_own_signs_it_too(open_version: ContractVersion, officer: User) -> None:
    party = open_version.contract.parties.get(organisation_name="Cooperativa Alba")
    assert sign(open_version, officer, party=party).clause_hashes.keys() == {"art-1", "alba"}


def test_who_signed_is_told_from_who_is_awaited(open_version: ContractVersion, officer: User) -> None:
    ContractPartyFactory(contract=open_version.contract, role=PartyRole.SUPPORTER)
    assert [row.state for row in signatures_of(open_version)] == ["awaited", "awaited"]
    sign(open_version, officer)
    assert [row.state for row in signatures_of(open_version)] == ["signed", "awaited"]
    open_version.clauses.filter(key="art-1").update(sha256="0" * 64)
    assert [row.state for row in signatures_of(open_version)] == ["outdated", "awaited"]


def test_a_supporter_who_signed_is_told_too(open_version: ContractVersion, officer: User) -> None:
    supporter = ContractPartyFactory(contract=open_version.contract, role=PartyRole.SUPPORTER)
    sign(open_version, officer, party=supporter)
    assert {row.party: row.state for row in signatures_of(open_version)}[supporter] == "signed"


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"person": " "}, {"person": ["required"]}),
        ({"signed_on": timezone.localdate() + timedelta(days=1)}, {"signed_on": ["future"]}),
        ({"person": "x" * 201}, {"person": ["max_length"]}),
        ({"file": SimpleUploadedFile("a.pdf", b"no")}, {"file": ["wrong_content"]}),
    ],
)
def test_record_signature_refuses(
    open_version: ContractVersion, officer: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: sign(open_version, officer, **changes)) == refused
    assert PaperSignature.objects.count() == 0


def test_a_person_signs_once_for_a_party(open_version: ContractVersion, officer: User) -> None:
    sign(open_version, officer)
    assert refusals(lambda: sign(open_version, officer)) == {"person": ["unique"]}


def test_a_party_of_another_contract_does_not_sign(open_version: ContractVersion, officer: User) -> None:
    assert refusals(lambda: sign(open_version, officer, party=ContractPartyFactory())) == {"party": ["party"]}


def test_a_draft_is_not_signed(version: ContractVersion, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        sign(version, officer)
    assert refused.value.code == "not_signable"


def test_a_signature_recorded_by_mistake_is_taken_out(open_version: ContractVersion, officer: User) -> None:
    signature = sign(open_version, officer)
    remove_signature(signature_id=signature.pk, by=officer)
    assert (PaperSignature.objects.count(), EvidenceEvent.objects.latest("seq").kind) == (
        0,
        "version.signature_removed",
    )
    assert Change.objects.latest("pk").verb == "removed"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_the_team_records_signatures(
    request: pytest.FixtureRequest, open_version: ContractVersion, officer: User, who: str
) -> None:
    person, signature = request.getfixturevalue(who), sign(open_version, officer)
    with pytest.raises(PermissionDenied):
        sign(open_version, person, person="Another")
    with pytest.raises(PermissionDenied):
        remove_signature(signature_id=signature.pk, by=person)
