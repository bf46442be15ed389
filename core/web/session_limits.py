"""How long one stays signed in: not without doing anything, and not for ever."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

BEGUN, SEEN, IDLE = "begun_at", "seen_at", "idle_seconds"
TOUCH_SECONDS = 300
"""How often the last sign of life is written down: a session is not stored anew at every page."""


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_told: Any) -> None:
    """Note when a person signed in."""
    request.session[BEGUN] = request.session[SEEN] = time.time()


def shorten_idle_time(request: HttpRequest, seconds: int) -> None:
    """Let this session end after so many seconds without a page, where that is sooner than for others."""
    request.session[IDLE] = min(seconds, settings.SESSION_IDLE_SECONDS)


def limit_sessions(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: sign out who was away for too long, or signed in too long ago, and say so on the next page."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
        if is_known and _is_over(request):
            logout(request)
            messages.info(request, _("You were signed out, because you were away or signed in long ago."))
        response = get_response(request)
        if is_known and not _is_quiet(request):
            _touch(request)
        return response

    return middleware


def _is_over(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    idle = session.get(IDLE, settings.SESSION_IDLE_SECONDS)
    is_away = now - session.get(SEEN, now) > idle
    return bool(is_away or now - session.get(BEGUN, now) > settings.SESSION_COOKIE_AGE)


def _is_quiet(request: HttpRequest) -> bool:
    """Whether a page asked by itself, without its reader."""
    found = request.resolver_match
    return found is not None and found.view_name in settings.QUIET_PAGES


def _touch(request: HttpRequest) -> None:
    now, session = time.time(), request.session
    if not request.user.is_authenticated:
        return
    session.setdefault(BEGUN, now)
    if now - session.get(SEEN, 0) > TOUCH_SECONDS:
        session[SEEN] = now
