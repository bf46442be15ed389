import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from contracts.enums import CityRole
from contracts.models import Contract
from core.models import Mail, User
from stakeholders.enums import Cluster, InvitationState, OrganisationRole
from stakeholders.models import Invitation, Organisation
from stakeholders.selectors.people import find_invitation
from stakeholders.services import invitations
from stakeholders.tokens import digest_token
from tests.factories import (
    CityMembershipFactory,
    CommitmentFactory,
    ContractFactory,
    InvitationFactory,
    OrganisationMembershipFactory,
    UserFactory,
)
from tests.refusals import refusals

pytestmark = pytest.mark.django_db

PASSWORD = "a long winter in Valdoria"
ADDRESS = "anna@company.example"


def invite(contract: Contract, by: User, **changes: Any) -> Invitation:
    given = {"name": "Forno Esempio S.r.l.", "email": ADDRESS, "cluster": Cluster.COMPANY} | changes
    return invitations.invite_organisation(contract=contract, by=by, **given)


def pass_ten_minutes(invitation: Invitation) -> None:
    """An invitation was sent when its thirty days began."""
    Invitation.objects.filter(pk=invitation.pk).update(
        expires_at=invitation.expires_at - invitations.RESEND_AFTER
    )


def last_token() -> str:
    body = Mail.objects.latest("created_at").body
    return re.findall(r"/organizzazione/invito/([^/]+)/", body)[0]


def test_invitation_keeps_only_the_digest_of_its_link(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer, message="See you on Tuesday", language="en")
    token = last_token()
    assert (invitation.token_sha256, len(token)) == (digest_token(token), 43)
    assert Mail.objects.get().body.count(token) == 1
    stored = Invitation.objects.values().get()
    assert token not in str(stored)
    assert (invitation.state, invitation.organisation.name) == (InvitationState.SENT, "Forno Esempio S.r.l.")
    assert Mail.objects.get().language == "en"


def test_invited_organisation_is_found_by_another_spelling(contract: Contract, officer: User) -> None:
    first = invite(contract, officer)
    second = invite(contract, officer, name="FORNO ESEMPIO", email="b@company.example")
    assert (first.organisation, Organisation.objects.count()) == (second.organisation, 1)


@pytest.mark.parametrize(
    ("said", "is_public"),
    [
        ({}, False),
        ({"is_public_body": True}, True),
        ({"cluster": Cluster.PUBLIC_BODY}, True),
    ],
)
def test_a_new_organisation_is_a_public_body_as_said_or_by_its_cluster(
    contract: Contract, officer: User, said: dict[str, Any], is_public: bool
) -> None:
    assert invite(contract, officer, **said).organisation.is_public_body is is_public


def test_only_the_city_and_the_organisation_itself_invite(contract: Contract, officer: User) -> None:
    organisation = invite(contract, officer).organisation
    reader = OrganisationMembershipFactory(organisation=organisation, role=OrganisationRole.READER).user
    elsewhere = CityMembershipFactory(role=CityRole.LEAD).user
    for stranger in (reader, elsewhere, UserFactory()):
        with pytest.raises(PermissionDenied):
            invitations.invite_person(
                contract=contract, organisation=organisation, by=stranger, email="c@company.example"
            )


def test_editor_names_no_signatory_and_works_only_where_the_organisation_does(contract: Contract) -> None:
    member = OrganisationMembershipFactory()
    CommitmentFactory(contract=contract, organisation=member.organisation)
    given = {"organisation": member.organisation, "by": member.user, "email": ADDRESS}

    def ask(**changes: Any) -> dict[str, list[str | None]]:
        return refusals(lambda: invitations.invite_person(**given | changes))

    assert ask(contract=contract, role=OrganisationRole.SIGNATORY) == {"role": ["role"]}
    assert ask(contract=ContractFactory()) == {"email": ["contract"]}
    assert invitations.invite_person(contract=contract, **given).role == OrganisationRole.EDITOR


def test_another_city_brings_nobody_into_an_organisation_with_people_of_its_own(
    contract: Contract, officer: User
) -> None:
    member = OrganisationMembershipFactory(organisation__name="A2A S.p.A.")
    CommitmentFactory(organisation=member.organisation)  # in another city
    given = {"contract": contract, "by": officer, "organisation": member.organisation}
    assert refusals(lambda: invitations.invite_organisation(email=ADDRESS, **given)) == {
        "email": ["own_people"]
    }
    asked = invitations.invite_organisation(email=member.user.email, role="reader", **given)
    assert asked.organisation == member.organisation


def test_open_invitation_is_not_sent_twice_but_a_revoked_one_is_sent_anew(
    contract: Contract, officer: User
) -> None:
    invitation = invite(contract, officer)
    assert refusals(lambda: invite(contract, officer, email=" Anna@Company.Example ")) == {
        "email": ["unique"]
    }
    invitations.revoke_invitation(invitation_id=invitation.pk, by=officer)
    assert invite(contract, officer).pk == invitation.pk


def test_resending_kills_the_earlier_link(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    first, now = last_token(), timezone.now()

    def resend() -> Invitation:
        return invitations.resend_invitation(invitation_id=invitation.pk, by=officer)

    assert refusals(resend) == {"state": ["too_soon"]}
    pass_ten_minutes(invitation)
    resend()
    assert (find_invitation(first, now), find_invitation(last_token(), now)) == (None, invitation)


def test_revoked_and_expired_links_open_nothing(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    invitations.revoke_invitation(invitation_id=invitation.pk, by=officer)
    assert invitations.open_invitation(token=last_token()) is None
    late = InvitationFactory(token="late", expires_at=timezone.now() - timedelta(seconds=1))
    assert invitations.open_invitation(token="late") is None
    assert invitations.expire_invitations(now=timezone.now()) == 1
    late.refresh_from_db()
    assert late.state == InvitationState.EXPIRED


def test_opening_changes_nothing_and_the_first_answer_is_kept_once(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    before = Invitation.objects.values().get()
    assert invitations.open_invitation(token=last_token()) == invitation
    assert Invitation.objects.values().get() == before
    invitations.mark_opened(invitation_id=invitation.pk)
    first = Invitation.objects.values().get()
    invitations.mark_opened(invitation_id=invitation.pk)
    assert Invitation.objects.values().get() == first
    assert (first["opened_at"] is not None, first | {"opened_at": None}) == (True, before)
    assert invitation.organisation.memberships.count() == 0


def test_five_reminders_follow_in_thirty_days(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    start = timezone.now()
    for hour in range(24 * 31):
        invitations.run_invitations(now=start + timedelta(hours=hour))
    invitation.refresh_from_db()
    assert (invitation.reminders, invitation.state) == (5, InvitationState.EXPIRED)
    assert Mail.objects.filter(kind="organisation_reminder").count() == 5


def test_resending_within_the_time_allows_no_more_reminders(contract: Contract, officer: User) -> None:
    invitation = InvitationFactory(contract=contract, reminders=5)
    pass_ten_minutes(invitation)
    sent = invitations.resend_invitation(invitation_id=invitation.pk, by=officer)
    assert (sent.reminders, sent.next_reminder_at) == (5, None)
    over = InvitationFactory(contract=contract, reminders=5, expires_at=timezone.now() - timedelta(days=1))
    assert invitations.resend_invitation(invitation_id=over.pk, by=officer).reminders == 0


def test_reminder_brings_a_link_that_works(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    due = timezone.now() + invitations.REMIND_EVERY
    assert invitations.remind_invitation(invitation_id=invitation.pk, now=timezone.now()) is False
    assert invitations.remind_invitation(invitation_id=invitation.pk, now=due) is True
    assert find_invitation(last_token(), due) == invitation


def test_person_with_an_account_accepts_with_it_alone() -> None:
    invitation = InvitationFactory(role=OrganisationRole.SIGNATORY)
    held = {"invitation_id": invitation.pk, "token_sha256": invitation.token_sha256}
    with pytest.raises(ValidationError) as refused:
        invitations.accept_invitation(by=UserFactory(), **held)
    assert refused.value.code == "other_account"
    person = UserFactory(email=invitation.email)
    membership = invitations.accept_invitation(by=person, **held)
    assert (membership.organisation, membership.role) == (invitation.organisation, "signatory")
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == (InvitationState.ACCEPTED, person)
    with pytest.raises(ValidationError) as used:
        invitations.accept_invitation(by=person, **held)
    assert used.value.code == "token"


def test_new_person_sets_name_and_password() -> None:
    invitation = InvitationFactory(language="en")
    held = {"invitation_id": invitation.pk, "token_sha256": invitation.token_sha256}
    assert refusals(lambda: invitations.join_as_new_person(name="Anna", password="short", **held)).keys() == {
        "password"
    }
    membership = invitations.join_as_new_person(name=" Anna ", password=PASSWORD, **held)
    person = membership.user
    assert (person.name, person.email, person.language) == ("Anna", invitation.email, "en")
    assert person.check_password(PASSWORD)


def test_nobody_takes_an_account_over_by_an_invitation() -> None:
    invitation = InvitationFactory()
    UserFactory(email=invitation.email)
    with pytest.raises(ValidationError) as refused:
        invitations.join_as_new_person(
            invitation_id=invitation.pk,
            token_sha256=invitation.token_sha256,
            name="Mallory",
            password=PASSWORD,
        )
    assert refused.value.code == "account"


def test_replaced_link_accepts_nothing(contract: Contract, officer: User) -> None:
    invitation = invite(contract, officer)
    earlier = invitation.token_sha256
    pass_ten_minutes(invitation)
    invitations.resend_invitation(invitation_id=invitation.pk, by=officer)
    with pytest.raises(ValidationError) as refused:
        invitations.accept_invitation(
            invitation_id=invitation.pk, token_sha256=earlier, by=UserFactory(email=ADDRESS)
        )
    assert refused.value.code == "token"


def test_organisation_needs_a_name(contract: Contract, officer: User) -> None:
    assert refusals(lambda: invite(contract, officer, name=" ")) == {"name": ["required"]}
