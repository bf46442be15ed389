"""Addresses under /.well-known/ that programs look for: what the portal publishes to be checked against."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.services.key_register import published_keys


@require_safe
@never_cache
def seal_keys(request: HttpRequest) -> JsonResponse:
    """The keys of the portal with their certificates and states."""
    response = JsonResponse(published_keys())
    response["Access-Control-Allow-Origin"] = "*"  # public, and checked by programs of other sites
    return response
