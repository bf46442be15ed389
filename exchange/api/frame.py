"""What every answer under the address of the API has, whichever part of the portal made it."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, override
from uuid_utils.compat import uuid7

from exchange.api.problems import MEDIA_TYPE, REQUEST_ID, kind_of_status, tell_problem

EXPOSED = (
    "ETag, Link, Retry-After, X-Request-ID, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, "
    "RateLimit, RateLimit-Policy"
)
"""Headers that scripts of other sites may read."""
_GIVEN_ID = re.compile(r"[A-Za-z0-9_.-]{8,64}")
_OF_CONTENT = ("Content-Type", "Content-Length", "Content-Encoding")


def frame_api(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: a request id, one form of problems, no keeping unless a view says so, public reading by scripts."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(settings.API_PREFIX):
            return get_response(request)
        given = request.headers.get("X-Request-ID", "")
        setattr(request, REQUEST_ID, given if _GIVEN_ID.fullmatch(given) else str(uuid7()))
        response = get_response(request)
        if response.status_code >= 400 and response.get("Content-Type") != MEDIA_TYPE:
            response = _retell(request, response)
        response["X-Request-ID"] = getattr(request, REQUEST_ID)
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ("Accept-Language", "Authorization"))
        _open_to_scripts(request, response)
        return response

    return middleware


def _retell(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The same refusal as a problem, with the headers it had."""
    kept = {name: value for name, value in response.items() if name not in _OF_CONTENT}
    response.close()
    with override(get_language_from_request(request)):
        return tell_problem(request, kind_of_status(response.status_code), headers=kept)


def _open_to_scripts(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let scripts of any site read what is public; no credential travels with them."""
    if "Authorization" in request.headers:
        return
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS":
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match, X-Request-ID"
        response["Access-Control-Max-Age"] = "86400"
