import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from contracts.enums import CityRole
from contracts.models import City, CityMembership
from contracts.services.colleagues import (
    accept_invitation,
    change_role,
    invite_colleague,
    invited_user,
    remove_colleague,
)
from contracts.tokens import invitation_tokens
from core.enums import JobName
from core.models import Change, Job, Mail, User
from core.services.mail import send_mail
from tests.factories import CityMembershipFactory, UserFactory
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

PASSWORD = "a long winter in Valdoria"


def invite(city: City, by: User, **changes: Any) -> CityMembership:
    fields = {"email": "new@city.example", "role": CityRole.OFFICER} | changes
    return invite_colleague(
        city=city,
        by=by,
        make_link=lambda uid, token: f"https://portal.example/invito/{uid}/{token}/",
        office_url="https://portal.example/ufficio/valdoria/",
        **fields,
    )


def last_link() -> dict[str, str]:
    """User id and token of the newest invitation."""
    body = Mail.objects.latest("created_at").body
    uid, token = re.findall(r"/invito/([^/]+)/([^/]+)/", body)[0]
    return {"uidb64": uid, "token": token}


def test_invite_colleague_makes_an_account_without_a_password(city: City, lead: User) -> None:
    lead.language = "en"
    lead.save()
    membership = invite(city, lead, email=" New@City.Example ")
    user = membership.user
    assert (user.email, user.has_usable_password(), user.language) == ("new@city.example", False, "en")
    assert (membership.city, membership.role) == (city, CityRole.OFFICER)
    assert Change.objects.count() == 0  # memberships are not public


def test_invitation_mail_waits_in_the_outbox(city: City, lead: User) -> None:
    invite(city, lead)
    letter = Mail.objects.get()
    job = Job.objects.get(name=JobName.SEND_MAIL)
    assert (letter.to, job.payload, letter.sent_at) == (
        "new@city.example",
        {"mail": str(letter.pk)},
        None,
    )
    assert "Valdoria" in letter.subject
    assert [str(lead) in letter.body, "https://portal.example/invito/" in letter.body] == [True, True]


def test_mail_is_sent_once(city: City, lead: User) -> None:
    invite(city, lead)
    letter = Mail.objects.get()
    send_mail(mail_id=str(letter.pk))
    send_mail(mail_id=str(letter.pk))
    assert [message.to for message in mail.outbox] == [["new@city.example"]]
    letter.refresh_from_db()
    assert letter.sent_at is not None


@pytest.mark.django_db(transaction=True)
def test_invitation_and_mail_are_rolled_back_together(city: City, lead: User) -> None:
    with transaction.atomic():
        invite(city, lead)
        transaction.set_rollback(True)
    assert (User.objects.count(), Mail.objects.count(), Job.objects.count()) == (1, 0, 0)


def test_who_has_an_account_is_a_colleague_at_once(city: City, lead: User) -> None:
    user = UserFactory(email="known@city.example")
    membership = invite(city, lead, email="known@city.example", role=CityRole.READER)
    letter = Mail.objects.get()
    assert (membership.user, membership.role, letter.to) == (user, CityRole.READER, "known@city.example")
    assert ["/ufficio/valdoria/" in letter.body, "/invito/" in letter.body] == [True, False]


def test_inviting_again_sends_a_new_link_with_the_new_role(city: City, lead: User) -> None:
    invite(city, lead)
    membership = invite(city, lead, role=CityRole.READER)
    assert (CityMembership.objects.filter(city=city).count(), membership.role) == (2, CityRole.READER)
    assert Mail.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"email": "not an address"}, {"email": ["invalid"]}),
        ({"role": "king"}, {"role": ["role"]}),
    ],
)
def test_invite_colleague_refuses(
    city: City, lead: User, changes: dict[str, Any], refused: dict[str, list[str]]
) -> None:
    assert refusals(lambda: invite(city, lead, **changes)) == refused
    assert (User.objects.count(), Mail.objects.count()) == (1, 0)


def test_invite_colleague_refuses_a_colleague(city: City, lead: User, officer: User) -> None:
    assert refusals(lambda: invite(city, lead, email=officer.email)) == {"email": ["unique"]}


def test_invite_colleague_refuses_a_closed_account(city: City, lead: User) -> None:
    user = UserFactory(is_active=False)
    assert refusals(lambda: invite(city, lead, email=user.email)) == {"email": ["inactive"]}


@pytest.mark.parametrize("who", ["officer", "reader", "stranger"])
def test_only_a_lead_decides_on_the_team(
    request: pytest.FixtureRequest, city: City, lead: User, who: str
) -> None:
    person, membership = request.getfixturevalue(who), city.memberships.get(user=lead)
    with pytest.raises(PermissionDenied):
        invite(city, person)
    with pytest.raises(PermissionDenied):
        change_role(membership_id=membership.pk, by=person, role=CityRole.READER)
    with pytest.raises(PermissionDenied):
        remove_colleague(membership_id=membership.pk, by=person)


def test_accept_invitation_opens_the_account(city: City, lead: User) -> None:
    invite(city, lead)
    user = accept_invitation(**last_link(), name=" Chi Prova ", password=PASSWORD)
    assert user.name == "Chi Prova"
    assert User.objects.get(pk=user.pk).check_password(PASSWORD)


def test_an_invitation_dies_by_its_own_use(city: City, lead: User) -> None:
    invite(city, lead)
    link = last_link()
    accept_invitation(**link, name="Chi Prova", password=PASSWORD)
    with pytest.raises(ValidationError) as refused:
        accept_invitation(**link, name="Qualcun altro", password=PASSWORD)
    assert (refused.value.code, invited_user(**link)) == ("token", None)


def test_an_invitation_runs_out(city: City, lead: User, settings: Any) -> None:
    user = invite(city, lead).user
    uid = last_link()["uidb64"]

    class YesterdaysTokens(type(invitation_tokens)):
        def _now(self) -> datetime:
            return datetime.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)  # noqa: DTZ005

    assert invited_user(uidb64=uid, token=YesterdaysTokens().make_token(user)) is None


def test_an_invitation_that_was_taken_back_is_dead(city: City, lead: User) -> None:
    membership = invite(city, lead)
    remove_colleague(membership_id=membership.pk, by=lead)
    assert invited_user(**last_link()) is None


def test_a_closed_account_cannot_accept(city: City, lead: User) -> None:
    user = invite(city, lead).user
    user.is_active = False
    user.save()
    assert invited_user(**last_link()) is None


@pytest.mark.parametrize("uid", ["", "!", "bm90LWEtdXVpZA", "AAAA"])
def test_an_invented_link_is_no_invitation(uid: str) -> None:
    assert invited_user(uidb64=uid, token="abc-def") is None


def test_a_password_link_of_the_same_person_is_no_invitation(city: City, lead: User) -> None:
    user = invite(city, lead).user
    token = default_token_generator.make_token(user)
    assert invited_user(uidb64=last_link()["uidb64"], token=token) is None


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"password": "short"}, ["password"]),
        ({"password": "48151623421234"}, ["password"]),
        ({"password": "new@city.example"}, ["password"]),
    ],
)
def test_accept_invitation_refuses_and_keeps_the_link_alive(
    city: City, lead: User, changes: dict[str, str], fields: list[str]
) -> None:
    invite(city, lead)
    link = last_link()
    wanted = {"name": "Chi Prova", "password": PASSWORD} | changes
    assert list(refusals(lambda: accept_invitation(**link, **wanted))) == fields
    assert invited_user(**link) is not None


def test_change_role_and_remove(city: City, lead: User, officer: User) -> None:
    membership = city.memberships.get(user=officer)
    assert change_role(membership_id=membership.pk, by=lead, role=CityRole.LEAD).role == CityRole.LEAD
    remove_colleague(membership_id=membership.pk, by=lead)
    assert list(city.memberships.values_list("user", flat=True)) == [lead.pk]
    assert User.objects.filter(pk=officer.pk).exists()


def test_a_city_keeps_a_lead(city: City, lead: User) -> None:
    membership = city.memberships.get(user=lead)
    for call in (
        lambda: change_role(membership_id=membership.pk, by=lead, role=CityRole.READER),
        lambda: remove_colleague(membership_id=membership.pk, by=lead),
    ):
        assert refusals(call) == {"role": ["last_lead"]}
    CityMembershipFactory(city=city, role=CityRole.LEAD)
    remove_colleague(membership_id=membership.pk, by=lead)
    assert city.memberships.filter(user=lead).exists() is False


def test_change_role_refuses_an_unknown_one(city: City, lead: User) -> None:
    membership = city.memberships.get(user=lead)
    assert refusals(lambda: change_role(membership_id=membership.pk, by=lead, role="king")) == {
        "role": ["role"]
    }


def test_accepted_password_signs_in(city: City, lead: User, rf: Any) -> None:
    invite(city, lead)
    user = accept_invitation(**last_link(), name="Chi Prova", password=PASSWORD)
    request = rf.post("/")
    assert authenticate(request, email=user.email, password=PASSWORD) == user
