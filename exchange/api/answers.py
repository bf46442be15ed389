"""Answers with what HTTP says of them: the tag of their content, who may keep them, and whether they are new."""

import re
from collections.abc import Iterable
from hashlib import blake2b

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.cache import patch_vary_headers

JSON = "application/json"
FOR_EVERYONE = "public, max-age=300"
VARIES = ("Accept", "Accept-Language", "Authorization")
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_TAG = re.compile(r'(?:W/)?"([^"]*)"')


def digest(parts: Iterable[bytes]) -> str:
    """A short digest of contents."""
    made = blake2b(digest_size=12)
    for part in parts:
        made.update(part)
    return made.hexdigest()


def answer_content(
    request: HttpRequest, content: bytes, tag: str, *, is_weak: bool = False, media_type: str = JSON
) -> HttpResponse:
    """The content, or 304 where the client has it already; whoever is signed out lets caches keep it."""
    if is_known(request, tag):
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=media_type)
    response["ETag"] = f'W/"{tag}"' if is_weak else f'"{tag}"'
    patch_vary_headers(response, VARIES)
    if "Authorization" not in request.headers:
        response["Cache-Control"] = FOR_EVERYONE
    return response


def is_known(request: HttpRequest, tag: str) -> bool:
    """Whether the client says that it has the content with that tag; compression may have weakened the tag."""
    told = request.headers.get("If-None-Match", "")
    return told.strip() == "*" or tag in _TAG.findall(told)
