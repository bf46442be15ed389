"""What the link of an invitation opens: the link is given in once, the session remembers it for reading."""

from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from stakeholders.models import Invitation
from stakeholders.selectors.people import invitation_held

SESSION_KEY = "stakeholders.invitation"


def hold_invitation(request: HttpRequest, invitation: Invitation) -> None:
    """Remember in the session which link was opened, by its digest: a replaced or revoked link ends it."""
    request.session[SESSION_KEY] = [str(invitation.pk), invitation.token_sha256]


def held_invitation(request: HttpRequest) -> Invitation | None:
    """The invitation whose link this browser opened, as long as it is open; it lets read, nothing else."""
    held = request.session.get(SESSION_KEY)
    return invitation_held(UUID(held[0]), held[1], timezone.now()) if held else None


def drop_invitation(request: HttpRequest) -> None:
    """Forget the link."""
    request.session.pop(SESSION_KEY, None)
