"""How django-allauth behaves here: nobody registers alone, people are invited."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Closes registration; mail goes through the same outbox as all other mail."""

    def is_open_for_signup(self, request: Any) -> bool:
        """Nobody registers alone."""
        return False
