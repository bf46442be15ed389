"""Tokens of invitations."""

from django.contrib.auth.tokens import PasswordResetTokenGenerator


class InvitationTokens(PasswordResetTokenGenerator):
    """A token dies by its own use: it is made from the password, which accepting the invitation sets.

    It is also dead after `settings.PASSWORD_RESET_TIMEOUT` seconds.
    """

    key_salt = "contracts.invitation"


invitation_tokens = InvitationTokens()
