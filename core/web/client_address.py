"""Where a request comes from and whose account it tries, told the same to everything that counts tries."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's address: of the connection, or as the trusted proxy tells it (CCC_ADDRESS_HEADER, CCC_PROXIES).

    None where the request has none: commands sign people in and out without a connection.
    """
    try:
        address: str = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
    return address


def client_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str | None:
    """Whose password is tried: django-axes asks, and would otherwise count all accounts of an address as one."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or request.POST.get("login")
    return str(name).strip().lower() if name else None
