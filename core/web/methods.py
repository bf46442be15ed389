"""Pages are read and sent, nothing else: every other method of HTTP is refused before anything is looked up.

The API has more of them, and refuses them itself.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

ALLOWED = ("GET", "HEAD", "POST")


def refuse_other_methods(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Middleware: 405 for methods that no page has, the same for everyone and everything, whether there or not."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        is_page = not request.path_info.startswith(settings.API_PREFIX)
        if is_page and request.method not in ALLOWED:
            return HttpResponseNotAllowed(ALLOWED)
        return get_response(request)

    return middleware
