"""Who acts for an organisation: its editors and signatories decide, and everyone may leave."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.access import require
from core.models import User
from core.validators import refusal
from stakeholders import rules
from stakeholders.enums import OrganisationRole
from stakeholders.models import Mandate, Organisation, OrganisationMembership
from stakeholders.selectors.people import MANAGERS


@transaction.atomic
def change_member_role(*, membership_id: UUID, by: User, role: str) -> OrganisationMembership:
    """Give a colleague another role; an organisation keeps somebody who manages its people."""
    membership = _lock(membership_id)
    organisation = membership.organisation
    require(rules.can_manage_people, by, organisation)
    if role not in OrganisationRole.values:
        raise refusal("role", _("Choose a role."), "role")
    if OrganisationRole.SIGNATORY in (role, membership.role) and role != membership.role:
        _validate_signatory(by, organisation, membership)
    if role not in MANAGERS:
        _keep_a_manager(membership)
    same = organisation.memberships.filter(user=membership.user, role=role).exclude(pk=membership.pk)
    if same.exists():
        raise refusal("role", _("This person has this role in the organisation already."), "member")
    was, membership.role = membership.role, role
    membership.save()
    if was == OrganisationRole.SIGNATORY and role != was:
        _end_mandates(membership)
    return membership


@transaction.atomic
def remove_member(*, membership_id: UUID, by: User) -> None:
    """Take someone out, or leave; the account, and what was written and signed, stays. Their mandates end."""
    membership = _lock(membership_id)
    require(rules.can_remove_member, by, membership)
    if membership.user_id != by.pk and membership.role == OrganisationRole.SIGNATORY:
        _validate_signatory(by, membership.organisation, membership)
    _keep_a_manager(membership)
    if membership.role == OrganisationRole.SIGNATORY:
        _end_mandates(membership)
    membership.delete()


def _lock(membership_id: UUID) -> OrganisationMembership:
    """Lock the organisation: two people must not remove one another at the same moment."""
    Organisation.objects.select_for_update().get(memberships=membership_id)
    return OrganisationMembership.objects.select_related("organisation", "user").get(pk=membership_id)


def _end_mandates(membership: OrganisationMembership) -> None:
    mandates = Mandate.objects.filter(organisation=membership.organisation, person=membership.user)
    mandates.filter(ended_at=None).update(ended_at=timezone.now())


def _keep_a_manager(membership: OrganisationMembership) -> None:
    others = membership.organisation.memberships.filter(role__in=MANAGERS).exclude(pk=membership.pk)
    if membership.role in MANAGERS and not others.exists():
        raise refusal(
            "role",
            _("An organisation keeps at least one editor or signatory: invite or name somebody else first."),
            "last_manager",
        )


def _validate_signatory(by: User, organisation: Organisation, membership: OrganisationMembership) -> None:
    if membership.user_id == by.pk and membership.role == OrganisationRole.SIGNATORY:
        return
    if not rules.can_name_signatory(by, organisation):
        raise refusal(
            "role", _("Only a signatory of the organisation, or the city, names another one."), "role"
        )
