"""The admin of commitments: what moves and signatures write is not typed in by platform staff."""

import pytest
from django.test import Client
from django.urls import reverse

from stakeholders.models import Commitment
from stakeholders.services.commitments import FOLLOWS, PROMISED
from tests.browsers import sign_in
from tests.factories import CommitmentFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff() -> Client:
    return sign_in(UserFactory(is_staff=True, is_superuser=True))


def page(name: str, commitment: Commitment) -> str:
    return reverse(f"admin:stakeholders_commitment_{name}", args=[commitment.pk])


@pytest.mark.parametrize(
    ("state", "kept"), [("draft", FOLLOWS), ("signed", FOLLOWS | {*PROMISED, "actions", "organisation"})]
)
def test_what_signatures_stand_under_is_read_only(staff: Client, state: str, kept: set[str]) -> None:
    form = staff.get(page("change", CommitmentFactory(state=state))).context["adminform"].form
    assert [name for name in [*FOLLOWS, *PROMISED, "actions", "organisation"] if name not in form.fields] == [
        name for name in [*FOLLOWS, *PROMISED, "actions", "organisation"] if name in kept
    ]


def test_only_a_draft_is_deleted(staff: Client) -> None:
    told = {
        state: staff.post(page("delete", CommitmentFactory(state=state)), {"post": "yes"}).status_code
        for state in ("draft", "signed")
    }
    assert (told, Commitment.objects.get().state) == ({"draft": 302, "signed": 403}, "signed")
