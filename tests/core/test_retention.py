"""Rows of people are forgotten when they have had their time, and not before; what is signed stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.utils import timezone

from contracts.models import CorrectionRequest
from core.enums import MailState
from core.models import Mail
from core.services.retention import RETENTIONS, count_overdue, forget_rows
from core.services.self_test import Level, examine_portal
from core.tasks import forget_old_rows
from stakeholders.enums import ApplicationState
from stakeholders.models import IdentityProof, SignatureRecord
from tests.factories import (
    ApplicationFactory,
    CampaignItemFactory,
    CorrectionRequestFactory,
    InvitationFactory,
    UserFactory,
)
from tests.factories.signing import IdentityProofFactory, SignatureRecordFactory

pytestmark = pytest.mark.django_db
MAKERS: dict[str, Callable[[], Any]] = {
    "sessions.Session": lambda: Session.objects.create(session_key="k", expire_date=timezone.now()),
    "usersessions.UserSession": lambda: UserSession.objects.create(
        user=UserFactory(), ip="192.0.2.1", session_key="k", user_agent="Firefox"
    ),
    "axes.AccessAttempt": lambda: AccessAttempt.objects.create(username="a", failures_since_start=1),
    "axes.AccessFailureLog": lambda: AccessFailureLog.objects.create(username="a"),
    "core.Mail": lambda: Mail.objects.create(to="a@b.example", subject="x", state=MailState.SENT),
    "contracts.CorrectionRequest": lambda: CorrectionRequestFactory(email="a@b.example"),
    "contracts.CampaignItem": lambda: CampaignItemFactory(contact_email="a@b.example"),
    "stakeholders.Invitation": InvitationFactory,
    "stakeholders.Application": lambda: ApplicationFactory(state=ApplicationState.REFUSED),
    "stakeholders.IdentityProof": IdentityProofFactory,
}


def age(label: str, days: float) -> None:
    """A row of a model whose date is so many days past its period."""
    one = RETENTIONS[label]
    row = MAKERS[label]()
    type(row).objects.filter(pk=row.pk).update(**{one.since: timezone.now() - timedelta(days=days)})


def period_of(label: str, settings: LazySettings) -> int:
    days: int = settings.RETENTION_DAYS[RETENTIONS[label].period]
    return days


def test_every_kind_of_row_is_tried_here() -> None:
    assert MAKERS.keys() == RETENTIONS.keys()


@pytest.mark.parametrize("label", MAKERS)
def test_rows_are_forgotten_when_they_have_had_their_time(label: str, settings: LazySettings) -> None:
    age(label, period_of(label, settings) + 1)
    assert forget_rows(now=timezone.now())[label] == 1
    assert count_overdue(now=timezone.now()) == {}


@pytest.mark.parametrize("label", MAKERS)
def test_rows_are_kept_until_then(label: str, settings: LazySettings) -> None:
    age(label, period_of(label, settings) - 1)
    assert forget_rows(now=timezone.now())[label] == 0


def test_a_row_that_stays_loses_who_it_was() -> None:
    age("contracts.CorrectionRequest", 731)
    forget_old_rows()
    assert list(CorrectionRequest.objects.values_list("email", "message")) == [("", "La somma non torna")]


def test_what_proves_a_signature_stays() -> None:
    record = SignatureRecordFactory()
    long_ago = timezone.now() - timedelta(days=4_000)
    IdentityProof.objects.filter(pk=record.proof_id).update(made_at=long_ago)
    forget_old_rows()
    assert SignatureRecord.objects.get().proof_id == record.proof_id


def retention_found() -> list[Level]:
    return [finding.level for finding in examine_portal() if finding.name == "retention"]


def test_the_doctor_tells_what_is_kept_too_long() -> None:
    assert retention_found() == [Level.GOOD]
    age("core.Mail", 368)
    assert retention_found() == [Level.WARNING]
