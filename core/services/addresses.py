"""E-mail addresses that people have proven to be theirs."""

from allauth.account.models import EmailAddress
from django.db import transaction

from core.models import User


@transaction.atomic
def confirm_address(*, user: User) -> None:
    """Note that the account's address is its person's: they used a secret link that was sent there."""
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )
