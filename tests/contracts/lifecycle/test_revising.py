from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from contracts.documents import read_document
from contracts.enums import CommentKind, VersionState
from contracts.lifecycle import digest_parts
from contracts.models import Comment, ContractVersion, VersionTransition
from contracts.selectors.versions import may_revise, working_version
from contracts.services.lifecycle import move_version, start_revision
from core.models import Change, EvidenceEvent, User
from tests.contracts.lifecycle.conftest import Bring
from tests.factories import CommentFactory

pytestmark = pytest.mark.django_db

WRITTEN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def returned(version: ContractVersion, bring: Bring, lead: User) -> ContractVersion:
    """A version that came back for minor edits."""
    version.sections.update(state="complete")
    bring(version, VersionState.PRE_VALIDATION)
    return move_version(version_id=version.pk, to=VersionState.RETURNED_MINOR, by=lead)


def test_the_next_version_begins_with_the_same_content(returned: ContractVersion, officer: User) -> None:
    revised = start_revision(version_id=returned.pk, by=officer)
    assert (revised.number, revised.state, revised.previous, revised.is_current) == (
        2,
        "draft",
        returned,
        False,
    )
    assert (revised.council_decision, revised.submitted_at, revised.frozen_at, revised.revision) == (
        "",
        None,
        None,
        1,
    )
    assert revised.baseline_tco2e == returned.baseline_tco2e
    old, new = (without_ids(read_document(one)) for one in (returned, revised))
    assert digest_parts(new) == digest_parts(old)
    assert revised.clauses.get().sha256 == returned.clauses.get().sha256
    assert set(revised.table_rows.values_list("id")) & set(returned.table_rows.values_list("id")) == set()


def without_ids(document: dict) -> dict:
    """A document whose rows do not say which rows they are."""
    tables = {key: [row | {"id": ""} for row in rows] for key, rows in document["tables"].items()}
    return document | {"tables": tables, "clauses": [one | {"id": ""} for one in document["clauses"]]}


def test_open_comments_of_reviewers_go_along(returned: ContractVersion, officer: User) -> None:
    taken = CommentFactory(version=returned, author=officer)
    Comment.objects.filter(pk=taken.pk).update(created_at=WRITTEN)
    CommentFactory(version=returned, kind=CommentKind.COMMENT)
    CommentFactory(version=returned, resolved_at=WRITTEN)
    revised = start_revision(version_id=returned.pk, by=officer)
    copied = revised.comments.get()
    assert (copied.text, copied.author, copied.created_at, copied.pk == taken.pk) == (
        taken.text,
        officer,
        WRITTEN,
        False,
    )
    states = dict(revised.sections.values_list("key", "state"))
    assert (states["commitments.goal"], states["commitments.priorities"]) == ("in_progress", "complete")
    assert returned.comments.count() == 3


def test_the_version_it_comes_from_stays_current(returned: ContractVersion, officer: User) -> None:
    revised = start_revision(version_id=returned.pk, by=officer)
    returned.refresh_from_db()
    assert (returned.state, returned.is_current) == ("returned_minor", True)
    assert working_version(returned.contract) == revised
    assert VersionTransition.objects.filter(version=revised).count() == 0
    event, change = EvidenceEvent.objects.latest("seq"), Change.objects.latest("pk")
    assert (event.kind, change.verb, change.subject_id) == ("version.revised", "created", revised.pk)


def test_a_second_revision_waits_for_the_first(returned: ContractVersion, officer: User, lead: User) -> None:
    assert may_revise(returned) is True
    first = start_revision(version_id=returned.pk, by=officer)
    assert may_revise(returned) is False
    with pytest.raises(ValidationError) as refused:
        start_revision(version_id=returned.pk, by=officer)
    assert refused.value.code == "in_the_making"
    move_version(version_id=first.pk, to=VersionState.WITHDRAWN, by=lead, note="We begin anew.")
    assert start_revision(version_id=returned.pk, by=officer).number == 3


def test_only_some_states_lead_to_a_revision(version: ContractVersion, officer: User) -> None:
    assert may_revise(version) is False
    with pytest.raises(ValidationError) as refused:
        start_revision(version_id=version.pk, by=officer)
    assert refused.value.code == "not_revisable"


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_only_the_team_revises(request: pytest.FixtureRequest, returned: ContractVersion, who: str) -> None:
    with pytest.raises(PermissionDenied):
        start_revision(version_id=returned.pk, by=request.getfixturevalue(who))
