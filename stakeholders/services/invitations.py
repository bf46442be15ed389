"""Inviting people to act for an organisation by links that expire, are sent anew, taken back and accepted."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.rules import can_edit_city
from contracts.services.colleagues import fill_account
from contracts.validators import collect_errors
from core.access import require
from core.models import User
from core.services.mail import queue_text
from core.validators import refusal
from stakeholders import rules
from stakeholders.emails import invitation_text
from stakeholders.enums import InvitationState, OrganisationRole
from stakeholders.models import Invitation, Organisation, OrganisationMembership
from stakeholders.selectors.people import contracts_of, find_invitation, has_managers
from stakeholders.services.organisations import find_or_create_organisation
from stakeholders.tokens import digest_token, make_token

OPEN_FOR = timedelta(days=30)
"""How long a link may be used after it was sent."""
REMIND_EVERY = timedelta(days=5)
MOST_REMINDERS = 5
"""So many reminders follow one invitation: in 30 days nobody is reminded more often."""
RESEND_AFTER = timedelta(minutes=10)
"""An invitation is sent again by hand no more often than this."""


@transaction.atomic
def invite_organisation(
    *,
    contract: Contract,
    by: User,
    organisation: Organisation | None = None,
    name: str = "",
    cluster: str = "",
    is_public_body: bool = False,
    **person: Any,
) -> Invitation:
    """Invite someone for an organisation of the list, or for the one of this name, made where there is none."""
    require(can_edit_city, by, contract.city)
    if organisation is None:
        organisation = find_or_create_organisation(name=name, cluster=cluster, is_public_body=is_public_body)
    return invite_person(contract=contract, organisation=organisation, by=by, **person)


@transaction.atomic
def invite_person(
    *,
    contract: Contract,
    organisation: Organisation,
    by: User,
    email: str,
    role: str = OrganisationRole.EDITOR,
    contact_name: str = "",
    language: str = "",
    message: str = "",
) -> Invitation:
    """Write to someone who is to act for an organisation; who was invited before gets a new link.

    The city invites; once an organisation that works with other cities too has people of its own, these do.
    """
    address = User.objects.normalize_email(email.strip()).lower()
    earlier = contract.invitations.select_for_update().filter(organisation=organisation, email=address)
    invitation = earlier.exclude(state=InvitationState.ACCEPTED).first() or Invitation(
        contract=contract, organisation=organisation, email=address
    )
    require(rules.can_invite, by, invitation)
    collect_errors(
        [
            (_validate_role, role, by, invitation),
            (_validate_address, address, role, invitation),
            (_validate_reach, by, invitation),
        ]
    )
    invitation.role, invitation.contact_name = role, contact_name.strip()
    invitation.language = language or by.language
    invitation.message, invitation.invited_by = message.strip(), by
    _send(invitation)
    return invitation


@transaction.atomic
def resend_invitation(*, invitation_id: UUID, by: User) -> Invitation:
    """Send a new link, also after the old one was taken back or ran out; the old one is dead from now on.

    At most once in ten minutes.
    """
    invitation = _lock(invitation_id, by)
    if invitation.state == InvitationState.ACCEPTED:
        raise refusal("state", _("This invitation was accepted already."), "accepted")
    if invitation.expires_at - OPEN_FOR > timezone.now() - RESEND_AFTER:
        raise refusal("state", _("The link was sent just now: wait ten minutes."), "too_soon")
    collect_errors([(_validate_reach, by, invitation)])
    _send(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation_id: UUID, by: User) -> Invitation:
    """Take an invitation back: its link, and what was opened by it, is closed at once."""
    invitation = _lock(invitation_id, by)
    if invitation.state == InvitationState.ACCEPTED:
        raise refusal("state", _("This invitation was accepted already."), "accepted")
    invitation.state, invitation.next_reminder_at = InvitationState.REVOKED, None
    invitation.save()
    return invitation


def run_invitations(*, now: datetime) -> None:
    """What the day brings: end invitations whose time is over, remind of those that wait."""
    expire_invitations(now=now)
    waiting = Invitation.objects.filter(state=InvitationState.SENT, next_reminder_at__lte=now)
    for invitation_id in list(waiting.values_list("pk", flat=True)):
        remind_invitation(invitation_id=invitation_id, now=now)


def expire_invitations(*, now: datetime) -> int:
    """Close the invitations whose time is over; return how many."""
    over = Invitation.objects.filter(state=InvitationState.SENT, expires_at__lte=now)
    return over.update(state=InvitationState.EXPIRED, next_reminder_at=None)


@transaction.atomic
def remind_invitation(*, invitation_id: UUID, now: datetime) -> bool:
    """Remind of an invitation that waits; whether it was due.

    The mail brings a new link in the place of the old one, of which the portal only knows the digest.
    """
    due = Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "contract__city")
    invitation = due.filter(
        pk=invitation_id,
        state=InvitationState.SENT,
        expires_at__gt=now,
        next_reminder_at__lte=now,
        reminders__lt=MOST_REMINDERS,
    ).first()
    if invitation is None:
        return False
    invitation.reminders += 1
    is_last = invitation.reminders >= MOST_REMINDERS
    invitation.next_reminder_at = None if is_last else now + REMIND_EVERY
    _write_to(invitation, is_reminder=True)
    return True


def open_invitation(*, token: str) -> Invitation | None:
    """What a link leads to; None when the link is dead. Nothing changes: programs that scan mails follow links too."""
    return find_invitation(token, timezone.now())


def mark_opened(*, invitation_id: UUID) -> None:
    """Keep when somebody first answered an invitation, be it with a form that came back."""
    Invitation.objects.filter(pk=invitation_id, opened_at=None).update(opened_at=timezone.now())


@transaction.atomic
def accept_invitation(*, invitation_id: UUID, token_sha256: str, by: User) -> OrganisationMembership:
    """Let the signed-in person whose address was invited act for the organisation."""
    invitation = _lock_live(invitation_id, token_sha256)
    if not by.is_active or by.email.lower() != invitation.email.lower():
        words = _("This invitation is for %(email)s: sign in with that account.") % {
            "email": invitation.email
        }
        raise ValidationError(words, code="other_account")
    return _join(invitation, by)


@transaction.atomic
def join_as_new_person(
    *, invitation_id: UUID, token_sha256: str, name: str, password: str
) -> OrganisationMembership:
    """Open an account for the invited address with name and password; it then acts for the organisation."""
    invitation = _lock_live(invitation_id, token_sha256)
    if User.objects.filter(email__iexact=invitation.email).exists():
        words = _("There is an account with this address already: sign in and accept the invitation.")
        raise ValidationError(words, code="account")
    user = User(email=invitation.email, language=invitation.language)
    fill_account(user=user, name=name, password=password)
    return _join(invitation, user)


def _join(invitation: Invitation, user: User) -> OrganisationMembership:
    membership, _is_new = OrganisationMembership.objects.get_or_create(
        organisation=invitation.organisation, user=user, role=invitation.role
    )
    invitation.state, invitation.next_reminder_at = InvitationState.ACCEPTED, None
    invitation.accepted_by, invitation.accepted_at = user, timezone.now()
    invitation.save()
    return membership


def _send(invitation: Invitation) -> None:
    """Give an invitation a new link and its full time; reminders are counted anew only once the old time is over."""
    now = timezone.now()
    if invitation.expires_at is None or now >= invitation.expires_at:
        invitation.reminders = 0
    invitation.state, invitation.opened_at = InvitationState.SENT, None
    invitation.expires_at = now + OPEN_FOR
    invitation.next_reminder_at = now + REMIND_EVERY if invitation.reminders < MOST_REMINDERS else None
    _write_to(invitation, is_reminder=False)


def _write_to(invitation: Invitation, *, is_reminder: bool) -> None:
    """Replace the link, of which only the digest is kept, and queue the mail that carries it."""
    token = make_token()
    invitation.token_sha256 = digest_token(token)
    invitation.full_clean(exclude=["invited_by"])  # empty when that account is gone
    invitation.save()
    queue_text(
        to=invitation.email,
        text=invitation_text(invitation=invitation, token=token, is_reminder=is_reminder),
    )


def _lock(invitation_id: UUID, by: User) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation", "contract__city")
        .get(pk=invitation_id)
    )
    require(rules.can_invite, by, invitation)
    return invitation


def _lock_live(invitation_id: UUID, token_sha256: str) -> Invitation:
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(
            pk=invitation_id,
            token_sha256=token_sha256,
            state=InvitationState.SENT,
            expires_at__gt=timezone.now(),
        )
        .first()
    )
    if invitation is None:
        raise ValidationError(_("This invitation is no longer valid. Ask for a new one."), code="token")
    return invitation


def _validate_role(role: str, by: User, invitation: Invitation) -> None:
    if role not in OrganisationRole.values:
        raise refusal("role", _("Choose a role."), "role")
    by_city = can_edit_city(by, invitation.contract.city)
    if role == OrganisationRole.SIGNATORY and not (
        by_city or rules.can_name_signatory(by, invitation.organisation)
    ):
        raise refusal(
            "role", _("Only a signatory of the organisation, or the city, names another one."), "role"
        )


def _validate_address(address: str, role: str, invitation: Invitation) -> None:
    is_open = invitation.state == InvitationState.SENT and not invitation._state.adding
    if is_open and invitation.expires_at > timezone.now():
        raise refusal("email", _("This person is invited already: send the invitation again."), "unique")
    if invitation.organisation.memberships.filter(user__email__iexact=address, role=role).exists():
        raise refusal("email", _("This person has this role in the organisation already."), "member")


def _validate_reach(by: User, invitation: Invitation) -> None:
    """A city brings nobody into an organisation that has people of its own and works with other cities."""
    organisation, contract = invitation.organisation, invitation.contract
    if rules.can_manage_people(by, organisation):
        if not by.is_superuser and not contracts_of(organisation).filter(pk=contract.pk).exists():
            raise refusal("email", _("The organisation does not take part in this contract."), "contract")
        return
    is_member = organisation.memberships.filter(user__email__iexact=invitation.email).exists()
    works_elsewhere = contracts_of(organisation).exclude(pk=contract.pk).exists()
    if works_elsewhere and has_managers(organisation) and not is_member:
        raise refusal(
            "email",
            _("This organisation works with other cities too: its own people invite their colleagues."),
            "own_people",
        )
