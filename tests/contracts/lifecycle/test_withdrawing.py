"""Withdrawing a version: the one that it had replaced takes its place again."""

import pytest
from django.test import Client
from django.urls import reverse

from contracts.enums import VersionState
from contracts.models import Contract, ContractVersion, Finding, VersionTransition
from contracts.services.lifecycle import move_version, start_revision
from core.models import Change, EvidenceEvent, User
from core.services.evidence import check_evidence
from tests.contracts.lifecycle.conftest import Bring

pytestmark = pytest.mark.django_db

State = VersionState


def submit_next(first: ContractVersion, lead: User, bring: Bring) -> ContractVersion:
    """The version after the first, submitted; what checks find in invented figures does not stand in its way."""
    second = bring(start_revision(version_id=first.pk, by=lead), State.SIGNED)
    Finding.objects.all().delete()
    return move_version(version_id=second.pk, to=State.SUBMITTED, by=lead)


def test_withdrawing_brings_back_the_version_that_was_replaced(
    version: ContractVersion, contract: Contract, lead: User, bring: Bring, heard: list[str]
) -> None:
    first = bring(version, State.IN_REVISION)
    second = submit_next(first, lead, bring)
    heard.clear()
    withdrawn = move_version(version_id=second.pk, to=State.WITHDRAWN, by=lead, note="A wrong baseline.")
    first.refresh_from_db()
    assert [(one.state, one.is_current) for one in (first, withdrawn)] == [
        ("in_revision", True),
        ("withdrawn", False),
    ]
    step = VersionTransition.objects.get(version=first, from_state="superseded")
    assert (step.to_state, step.details, step.made_by) == ("in_revision", {"after_version": 2}, lead)
    event = EvidenceEvent.objects.get(seq=step.event_seq)
    assert (f'"version":"{first.pk}"' in event.payload, check_evidence().faults) == (True, ())
    assert heard == ["version_published", "contract_changed"]
    told = Change.objects.filter(subject_id=first.pk).latest("pk")
    assert (told.verb, told.is_public) == ("published", True)


def test_the_public_page_shows_the_earlier_version_again(
    version: ContractVersion, lead: User, bring: Bring, client: Client
) -> None:
    first = bring(version, State.IN_REVISION)
    second = submit_next(first, lead, bring)
    page = reverse("contract-document", args=[version.contract.city.slug])
    assert [line.version for line in client.get(page).context["versions"]] == [second, first]
    move_version(version_id=second.pk, to=State.WITHDRAWN, by=lead, note="A wrong baseline.")
    assert [line.version for line in client.get(page).context["versions"]] == [first]


def test_a_version_that_was_never_submitted_comes_back_as_it_was(
    version: ContractVersion, contract: Contract, lead: User, bring: Bring
) -> None:
    first = bring(version, State.IN_REVISION)
    second = submit_next(first, lead, bring)
    ContractVersion.objects.filter(pk=first.pk).update(state=State.SIGNED)
    move_version(version_id=second.pk, to=State.WITHDRAWN, by=lead, note="A wrong baseline.")
    assert (contract.versions.get(is_current=True), first.state) == (first, State.IN_REVISION)
    first.refresh_from_db()
    assert first.state == State.SIGNED


def test_an_archived_version_stays_where_it_is(
    version: ContractVersion, contract: Contract, lead: User, bring: Bring
) -> None:
    first = bring(version, State.IN_REVISION)
    second = submit_next(first, lead, bring)
    move_version(version_id=first.pk, to=State.ARCHIVED, by=lead)
    move_version(version_id=second.pk, to=State.WITHDRAWN, by=lead, note="A wrong baseline.")
    first.refresh_from_db()
    assert (first.state, contract.versions.get(is_current=True)) == ("archived", second)


def test_withdrawing_a_draft_leaves_the_current_version(
    version: ContractVersion, contract: Contract, lead: User, bring: Bring
) -> None:
    first = bring(version, State.IN_REVISION)
    second = start_revision(version_id=first.pk, by=lead)
    move_version(version_id=second.pk, to=State.WITHDRAWN, by=lead, note="Too early.")
    assert contract.versions.get(is_current=True) == first
