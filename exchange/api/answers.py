"""Answers with what HTTP says of them: the tag of their content, who may keep them, and whether they are new."""

import re
from collections.abc import Iterable
from hashlib import blake2b

import orjson
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

JSON = "application/json"
FOR_EVERYONE = "public, max-age=300"
VARIES = ("Accept", "Accept-Language", "Authorization")
TAG_SECONDS = 60
"""So long a tag is believed without another look at the rows; other caches keep the answer five minutes."""
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
    etag = f'W/"{tag}"' if is_weak else f'"{tag}"'
    if is_for_everyone(request):
        caches["pages"].set(_place(request), etag, TAG_SECONDS)
    if is_known(request, etag):
        return _with_headers(HttpResponseNotModified(), request, etag)
    return _with_headers(HttpResponse(content, content_type=media_type), request, etag)


def answer_unread(request: HttpRequest) -> HttpResponse | None:
    """304 where the client has what anyone was answered here less than a minute ago, without reading; else None."""
    if "If-None-Match" not in request.headers or not is_for_everyone(request):
        return None
    etag = caches["pages"].get(_place(request))
    return (
        _with_headers(HttpResponseNotModified(), request, etag) if etag and is_known(request, etag) else None
    )


def is_for_everyone(request: HttpRequest) -> bool:
    """Whether the same answer goes to anybody: it is read without a key, and cookies mean nothing to the API."""
    return request.method in {"GET", "HEAD"} and "Authorization" not in request.headers


def _place(request: HttpRequest) -> str:
    words = (request.build_absolute_uri(), get_language() or "", request.headers.get("Accept", ""))
    return "api-tag:" + digest(word.encode() for word in words)


def _with_headers(response: HttpResponse, request: HttpRequest, etag: str) -> HttpResponse:
    response["ETag"] = etag
    patch_vary_headers(response, VARIES)
    if is_for_everyone(request):
        response["Cache-Control"] = FOR_EVERYONE
    return response


def is_known(request: HttpRequest, etag: str) -> bool:
    """Whether the client says that it has the content with that tag; compression may have weakened the tag."""
    told = request.headers.get("If-None-Match", "")
    return told.strip() == "*" or not set(_TAG.findall(told)).isdisjoint(_TAG.findall(etag))
