import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.enums import VersionState
from contracts.lifecycle import Candidate
from contracts.models import ContractVersion, VersionApproval
from contracts.selectors.version_guards import find_missing_approvals
from contracts.selectors.versions import approvals_of
from contracts.services.lifecycle import approve_version
from core.access import Conflict
from core.models import Change, EvidenceEvent, User
from tests.contracts.lifecycle.conftest import Bring, approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviewed(version: ContractVersion, bring: Bring) -> ContractVersion:
    return bring(version, VersionState.INTERNAL_REVIEW)


def test_approve_version_keeps_exactly_what_was_approved(reviewed: ContractVersion, officer: User) -> None:
    candidate = Candidate(reviewed)
    approval = approve_version(version_id=reviewed.pk, by=officer, content_sha256=candidate.content_sha256)
    event = EvidenceEvent.objects.latest("seq")
    assert (approval.person, approval.part_digests) == (officer, candidate.digests)
    assert (event.kind, candidate.content_sha256 in event.payload) == ("version.approved", True)
    assert Change.objects.latest("pk").made_by == officer


def test_approving_twice_changes_nothing(reviewed: ContractVersion, officer: User) -> None:
    approve(reviewed, officer, officer)
    assert VersionApproval.objects.count() == 1
    assert EvidenceEvent.objects.filter(kind="version.approved").count() == 1


def test_what_was_not_seen_is_not_approved(reviewed: ContractVersion, officer: User) -> None:
    seen = Candidate(reviewed).content_sha256
    reviewed.sections.filter(key="commitments.goal").update(body={"it": "Altro"})
    with pytest.raises(Conflict):
        approve_version(version_id=reviewed.pk, by=officer, content_sha256=seen)


def test_an_approval_is_void_when_the_content_changed(
    reviewed: ContractVersion, officer: User, lead: User
) -> None:
    approve(reviewed, officer)
    reviewed.clauses.update(text={"it": "Altro"})
    approve(reviewed, lead)
    rows = approvals_of(reviewed, Candidate(reviewed))
    assert [(row.approval.person, row.is_valid) for row in rows] == [(officer, False), (lead, True)]


@pytest.mark.parametrize("state", [VersionState.DRAFT, VersionState.SUBMITTED])
def test_only_a_version_under_approval_is_approved(
    version: ContractVersion, bring: Bring, officer: User, state: VersionState
) -> None:
    bring(version, state)
    with pytest.raises(ValidationError) as refused:
        approve_version(version_id=version.pk, by=officer)
    assert refused.value.code == "not_approvable"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_the_team_approves(request: pytest.FixtureRequest, reviewed: ContractVersion, who: str) -> None:
    with pytest.raises(PermissionDenied):
        approve_version(version_id=reviewed.pk, by=request.getfixturevalue(who))


def test_what_changed_since_the_approval_is_named_with_its_page(
    reviewed: ContractVersion, officer: User
) -> None:
    approve(reviewed, officer)
    VersionApproval.objects.update(
        part_digests=VersionApproval.objects.get().part_digests | {"table:lost": "0"}
    )
    reviewed.clauses.update(text={"it": "Altro"})
    reviewed.sections.filter(key="commitments.goal").update(body={"it": "Altro"})
    ContractVersion.objects.filter(pk=reviewed.pk).update(target_year=2035)
    version = ContractVersion.objects.select_related("contract__city").get(pk=reviewed.pk)
    missing = find_missing_approvals(Candidate(version))
    assert [(one.page, *one.arguments) for one in missing] == [
        ("contract-version", 1),
        ("version-settings",),
        ("section-edit", "commitments.contract"),
        ("section-edit", "commitments.goal"),
        ("section-edit", "commitments.contract"),
        ("version-settings",),
    ]
    assert missing[-1].sentence.endswith("table:lost.")
