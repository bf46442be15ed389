"""Who works for a city: only a lead decides. Memberships are not public, so they leave no public change row."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode
from django.utils.translation import gettext as _

from contracts import emails, rules
from contracts.enums import CityRole
from contracts.models import City, CityMembership
from contracts.tokens import invitation_tokens
from core.access import require
from core.models import User
from core.services.addresses import confirm_address
from core.services.mail import queue_text
from core.validators import refusal

MakeLink = Callable[[str, str], str]
"""Makes the address at which an invitation is accepted from user id and token."""


@transaction.atomic
def invite_colleague(
    *, city: City, by: User, email: str, role: str, make_link: MakeLink, office_url: str
) -> CityMembership:
    """Make someone a member of the city's team and write to them.

    Someone new gets an account without a password and a link that dies by its own use; inviting them again before
    they accept sends a new link. Who has an account already is a member at once and is told so.
    """
    require(rules.can_invite_colleague, by, city)
    _validate_role(role)
    user = _find_or_create_user(email, by)
    membership, is_new = CityMembership.objects.get_or_create(city=city, user=user, defaults={"role": role})
    if not is_new and user.has_usable_password():
        raise refusal("email", _("%(person)s is a colleague already.") % {"person": user}, "unique")
    if not is_new:
        membership.role = role
        membership.save()
    _write_to(membership, by, make_link, office_url)
    return membership


@transaction.atomic
def accept_invitation(*, uidb64: str, token: str, name: str, password: str) -> User:
    """Give the invited person a name and a password; the link is dead afterwards."""
    invited = invited_user(uidb64=uidb64, token=token)
    user = User.objects.select_for_update().get(pk=invited.pk) if invited else None
    if user is None or not invitation_tokens.check_token(user, token):
        raise ValidationError(_("This invitation is no longer valid. Ask for a new one."), code="token")
    fill_account(user=user, name=name, password=password)
    return user


def fill_account(*, user: User, name: str, password: str) -> None:
    """Write the name and the password that an invited person chose; call it inside a transaction."""
    user.name = name.strip()
    if not user.name:
        raise refusal("name", _("Enter your name."), "required")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
    user.set_password(password)
    user.full_clean()
    user.save()
    confirm_address(user=user)


def invited_user(*, uidb64: str, token: str) -> User | None:
    """Who an invitation is for; None when it was used, has run out, was taken back or is no invitation."""
    try:
        user = User.objects.get(pk=UUID(urlsafe_base64_decode(uidb64).decode()), is_active=True)
    except (ValueError, User.DoesNotExist):
        return None
    if not invitation_tokens.check_token(user, token) or not user.city_memberships.exists():
        return None
    return user


@transaction.atomic
def change_role(*, membership_id: UUID, by: User, role: str) -> CityMembership:
    """Give a colleague another role; a city keeps a lead."""
    membership = _lock(membership_id, by)
    _validate_role(role)
    if role != CityRole.LEAD:
        _keep_a_lead(membership)
    membership.role = role
    membership.save()
    return membership


@transaction.atomic
def remove_colleague(*, membership_id: UUID, by: User) -> None:
    """Take someone out of the team, keeping their account and all they wrote; a city keeps a lead."""
    membership = _lock(membership_id, by)
    _keep_a_lead(membership)
    membership.delete()


def _find_or_create_user(email: str, by: User) -> User:
    address = User.objects.normalize_email(email.strip()).lower()
    user = User.objects.filter(email=address).first()
    if user is None:
        user = User(email=address, language=by.language)
        user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save()
    elif not user.is_active:
        raise refusal("email", _("This account is closed."), "inactive")
    return user


def _write_to(membership: CityMembership, by: User, make_link: MakeLink, office_url: str) -> None:
    user = membership.user
    if user.has_usable_password():
        mail = emails.welcome_text(membership=membership, by=by, link=office_url)
    else:
        uid = urlsafe_base64_encode(force_bytes(user.pk))
        link = make_link(uid, invitation_tokens.make_token(user))
        mail = emails.invitation_text(membership=membership, by=by, link=link)
    queue_text(to=user.email, text=mail)


def _lock(membership_id: UUID, by: User) -> CityMembership:
    """Lock the whole team: two leads must not remove one another at the same moment."""
    city = City.objects.get(memberships=membership_id)
    require(rules.can_invite_colleague, by, city)
    team = (
        CityMembership.objects.select_for_update(of=("self",))
        .filter(city=city)
        .select_related("city", "user")
    )
    return next(member for member in team if member.pk == membership_id)


def _keep_a_lead(membership: CityMembership) -> None:
    others = CityMembership.objects.filter(city=membership.city, role=CityRole.LEAD).exclude(pk=membership.pk)
    if membership.role == CityRole.LEAD and not others.exists():
        raise refusal("role", _("A city keeps at least one lead: make someone else lead first."), "last_lead")


def _validate_role(role: str) -> None:
    if role not in CityRole.values:
        raise refusal("role", _("Choose a role."), "role")
