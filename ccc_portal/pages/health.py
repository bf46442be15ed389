"""Whether the process is alive and ready for work, for whoever watches it; robots and the bare address."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /it/ufficio/
Disallow: /en/ufficio/
Disallow: /it/conto/
Disallow: /en/conto/
"""


@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has every migration; 503 with the reason otherwise."""
    reason = find_hindrance()
    if reason:
        return JsonResponse({"ready": False, "reason": reason}, status=503)
    return JsonResponse({"ready": True})


def find_hindrance() -> str:
    """Why requests cannot be served, empty when they can."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return f"the database does not answer ({type(error).__name__})"
    return f"{len(pending)} migrations are not applied" if pending else ""


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines are asked to leave alone: pages behind a sign-in."""
    return HttpResponse(ROBOTS, content_type="text/plain")


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send the bare address to the language that the browser prefers."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
