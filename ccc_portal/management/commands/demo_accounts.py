"""`manage.py demo_accounts`: who may sign in to the demonstration."""

from typing import Any

from django.core.management.base import BaseCommand, no_translations
from django.utils.translation import gettext as _

from ccc_portal.demo.accounts import ROLES, read_accounts, read_credential


class Command(BaseCommand):
    """Print the demonstration accounts with their passwords, and the API credential."""

    help = "Prints the e-mail addresses and passwords of the demonstration accounts."

    @no_translations  # the terminal speaks English, as the other commands do
    def handle(self, *args: Any, **options: Any) -> None:
        accounts = read_accounts()
        if not accounts:
            self.stdout.write(_("There are no demonstration accounts: run load_demo first."))
            return
        width = max(len(account.email) for account in accounts)
        for account in accounts:
            self.stdout.write(f"{account.email:<{width}}  {account.password}  {ROLES[account.email]}")
        if credential := read_credential():
            self.stdout.write(_("API credential, reads Milano:"))
            self.stdout.write(f"  {credential.token}")
