"""Tokens of invitations and of requests for reports."""

from uuid import UUID

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core import signing

CAMPAIGN_SALT = "contracts.campaign"


class InvitationTokens(PasswordResetTokenGenerator):
    """A token dies by its own use: it is made from the password, which accepting the invitation sets.

    It is also dead after `settings.PASSWORD_RESET_TIMEOUT` seconds.
    """

    key_salt = "contracts.invitation"


invitation_tokens = InvitationTokens()


def make_campaign_token(item_id: UUID) -> str:
    """The signed link to a request of a campaign; the state of the campaign ends its use."""
    return signing.dumps(str(item_id), salt=CAMPAIGN_SALT)


def read_campaign_token(token: str) -> UUID | None:
    """The request that a link belongs to; None when the portal has not signed it."""
    try:
        return UUID(signing.loads(token, salt=CAMPAIGN_SALT))
    except (signing.BadSignature, ValueError):
        return None
