"""How often one may call: so many times in a window of fixed length, told on every answer.

The counts lie in the cache that all processes share. A call is counted when it is answered, so that what cost nothing
(304, OPTIONS, a call that was turned away) is not counted at all; calls at the same moment may pass a limit together.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from core.web.client_address import client_address
from exchange.models import ApiCredential

UNCOUNTED = (HTTPStatus.NOT_MODIFIED, HTTPStatus.TOO_MANY_REQUESTS)
_KEPT = "rate_window"
"""Attribute of a request: the window that its answer is counted in."""


@dataclass(frozen=True, slots=True)
class Policy:
    """How many calls in how many seconds."""

    name: str
    most: int
    seconds: int = 60


ANONYMOUS = Policy("anonymous", 60)
READ = Policy("read", 1200)
WRITE = Policy("write", 120)
REFUSED = Policy("refused", 60)
"""Keys that opened nothing, by the address that sent them."""


@dataclass(frozen=True, slots=True)
class Window:
    """The present window of a caller: the calls `spent` in it, and the seconds to its end."""

    policy: Policy
    key: str
    spent: int
    ends_in: int

    @property
    def left(self) -> int:
        """How many calls remain."""
        return max(0, self.policy.most - self.spent)

    @property
    def is_spent(self) -> bool:
        """Whether no call remains."""
        return self.left == 0

    def count(self) -> "Window":
        """Count one call more."""
        try:
            spent = cache.incr(self.key)
        except ValueError:  # the first one of this window
            added = cache.add(self.key, 1, 2 * self.policy.seconds)
            spent = 1 if added else cache.incr(self.key)
        return replace(self, spent=spent)

    def headers(self) -> dict[str, str]:
        """What answers say of it: the names that Italian guidelines ask for, and those of the IETF draft."""
        name, most, seconds = self.policy.name, self.policy.most, self.policy.seconds
        return {
            "X-RateLimit-Limit": str(most),
            "X-RateLimit-Remaining": str(self.left),
            "X-RateLimit-Reset": str(self.ends_in),
            "RateLimit-Policy": f'"{name}";q={most};w={seconds}',
            "RateLimit": f'"{name}";r={self.left};t={self.ends_in}',
        }


def find_window(policy: Policy, who: str) -> Window:
    """The present window of a caller; windows of all callers begin with the clock's."""
    number, gone = divmod(int(time.time()), policy.seconds)
    key = f"api-calls:{policy.name}:{who}:{number}"
    return Window(policy, key, cache.get(key, 0), policy.seconds - gone)


def keep_window(request: HttpRequest, window: Window) -> Window:
    """Say in which window the answer to this request is to be counted."""
    setattr(request, _KEPT, window)
    return window


class RateLimit(BaseThrottle):
    """Turns away who has no call left: keys by what they do, everyone else by address."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Whether this call is within the limit."""
        asked = request._request  # noqa: SLF001 - REST framework wraps Django's request so
        if isinstance(request.auth, ApiCredential):
            policy = READ if request.method in SAFE_METHODS else WRITE
            self.window = find_window(policy, request.auth.public_id)
        else:
            self.window = find_window(ANONYMOUS, str(client_address(asked)))
        keep_window(asked, self.window)
        return request.method == "OPTIONS" or not self.window.is_spent

    def wait(self) -> float:
        """The seconds until the next window."""
        return self.window.ends_in


def tell_rates(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: count what was answered under the address of the API, and say on every answer what is left."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if request.path_info.startswith(settings.API_PREFIX):
            window = getattr(request, _KEPT, None) or find_window(ANONYMOUS, str(client_address(request)))
            if request.method != "OPTIONS" and response.status_code not in UNCOUNTED:
                window = window.count()
            for name, value in window.headers().items():
                response[name] = value
            if response.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                response["Retry-After"] = str(window.ends_in)
        return response

    return middleware
