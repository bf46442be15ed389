"""Who calls: a machine with a key, in the name of the person who answers for it, or anyone."""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.request import Request

from core.models import User
from core.web.client_address import client_address
from exchange.api.rates import REFUSED, find_window, keep_window
from exchange.models import ApiCredential
from exchange.services.credential_use import open_credential

SCHEME = "Bearer"


class CredentialAuthentication(BaseAuthentication):
    """Reads the key in the header `Authorization: Bearer`; never one in an address or a cookie.

    A key that opens nothing is answered with 401 in the same words for whatever reason. An address that sends too many
    such keys is told to wait, and a good key among them is let in all the same.
    """

    def authenticate(self, request: Request) -> tuple[User, ApiCredential] | None:
        """The person and the key; None where no key was sent."""
        scheme, _blank, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != SCHEME.lower():
            return None
        asked = request._request  # noqa: SLF001 - REST framework wraps Django's request so
        address = client_address(asked)
        credential = open_credential(token=token.strip(), address=address)
        if credential is None or credential.responsible is None:
            window = keep_window(asked, find_window(REFUSED, str(address)))
            raise Throttled(window.ends_in) if window.is_spent else AuthenticationFailed
        return credential.responsible, credential

    def authenticate_header(self, request: Request) -> str:
        """The challenge of a 401."""
        return SCHEME
