"""Who is away is signed out, signatories sooner; nobody stays signed in for ever."""

import time
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from ccc_portal.settings import accounts
from core.models import User
from core.web.session_limits import BEGUN, SEEN
from stakeholders.enums import OrganisationRole
from tests.factories import OrganisationMembershipFactory, UserFactory

PAGE = "/it/ufficio/impostazioni/"


@pytest.fixture
def person(db: None) -> User:
    return UserFactory()


@pytest.fixture
def signatory(db: None) -> User:
    return OrganisationMembershipFactory(role=OrganisationRole.SIGNATORY).user


@pytest.fixture
def status_after(client: Client, settings: LazySettings) -> Callable[..., int]:
    """What someone's page answers when they signed in, and were last seen, so many minutes ago."""

    def answer(person: User, *, begun: float = 0, seen: float = 0) -> int:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[-1])
        session = client.session
        session[BEGUN], session[SEEN] = time.time() - 60 * begun, time.time() - 60 * seen
        session.save()
        return client.get(PAGE).status_code

    return answer


@pytest.mark.parametrize(
    ("begun", "seen", "status"), [(50, 50, 200), (61, 61, 302), (11 * 60, 10, 200), (12 * 60 + 1, 10, 302)]
)
def test_people_are_signed_out_after_an_hour_away_or_half_a_day(
    person: User, status_after: Callable[..., int], begun: float, seen: float, status: int
) -> None:
    assert status_after(person, begun=begun, seen=seen) == status


def test_signatories_are_signed_out_sooner(signatory: User, status_after: Callable[..., int]) -> None:
    assert status_after(signatory, begun=25, seen=25) == 200
    assert status_after(signatory, begun=31, seen=31) == 302


def test_who_was_signed_out_is_told_why(
    person: User, status_after: Callable[..., int], client: Client
) -> None:
    status_after(person, begun=61, seen=61)
    told = [str(one) for one in client.get("/it/conto/login/").context["messages"]]
    assert len(told) == 1
    assert "_auth_user_id" not in client.session


def test_a_page_is_a_sign_of_life(person: User, status_after: Callable[..., int], client: Client) -> None:
    status_after(person, begun=50, seen=50)
    assert time.time() - client.session[SEEN] < 60


def test_what_a_page_asks_by_itself_is_none(
    person: User, status_after: Callable[..., int], client: Client, settings: LazySettings
) -> None:
    settings.QUIET_PAGES = {"my-settings"}
    status_after(person, begun=50, seen=50)
    assert time.time() - client.session[SEEN] > 45 * 60


def test_passwords_are_long_and_hashed_by_argon2() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("eleven-long")
    assert [error.code for error in refused.value.error_list] == ["password_too_short"]
    assert accounts.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
