"""What a key may be used for: every view names the scope of each of its methods, and what is not named is refused."""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from exchange.models import ApiCredential

ANYONE = "anyone"
"""In the place of a scope: everyone may, whatever their key is for."""


class HasScopes(BasePermission):
    """Asks the view's `required_scopes` (method -> scope, or `ANYONE`); HEAD needs what GET needs, OPTIONS nothing.

    A method that the view does not have is left to it: it answers 405, and does nothing. Who sends no key reads where
    the view `is_open_to_readers`; rows that are not public are the row filter's to hide.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether this call may go on: the refusal is 401 without a key, 403 with one that lacks the scope."""
        method = "GET" if request.method == "HEAD" else str(request.method)
        scope = getattr(view, "required_scopes", {}).get(method)
        if method == "OPTIONS" or method not in view.allowed_methods or scope == ANYONE:
            return True
        if scope is None:
            return False
        if not isinstance(request.auth, ApiCredential):
            return method in SAFE_METHODS and bool(getattr(view, "is_open_to_readers", False))
        if scope not in request.auth.scopes:
            raise PermissionDenied(code="insufficient_scope")
        return True
