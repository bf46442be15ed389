"""What went wrong, said in one form for every status from 400 up (RFC 9457): `application/problem+json`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from typing import Any

import orjson
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from exchange.api.readers import BASE

MEDIA_TYPE = "application/problem+json"
REQUEST_ID = "request_id"
"""Attribute of a request, and member of a problem: by it an operator finds what was asked in the log."""


@dataclass(frozen=True)
class Kind:
    """A kind of problem: its slug is the last part of its address, its title is the same for all of its kind."""

    slug: str
    status: HTTPStatus
    title: str | Promise
    advice: str | Promise


@dataclass(frozen=True)
class Fault:
    """What is wrong in one place: a parameter of the query, or a JSON pointer into the body."""

    reason: str
    detail: str | Promise
    parameter: str = ""
    pointer: str = ""


KINDS = tuple(
    Kind(slug, HTTPStatus(status), title, advice)
    for slug, status, title, advice in (
        ("invalid-parameter", 400, _("Invalid parameter"), _("Correct the parameters that `errors` names.")),
        ("malformed-request", 400, _("Malformed request"), _("Send a request that can be read.")),
        ("unauthenticated", 401, _("Sign-in required"), _("Send a credential that is valid.")),
        ("not-allowed", 403, _("Not allowed"), _("The credential lacks a scope, or its person a right.")),
        ("not-found", 404, _("Not found"), _("There is no such thing, or you may not see it.")),
        ("method-not-allowed", 405, _("Method not allowed"), _("Use a method that `Allow` names.")),
        ("not-acceptable", 406, _("Not acceptable"), _("Ask for a media type that is offered.")),
        ("conflict", 409, _("Conflict"), _("The state of the thing does not allow this.")),
        ("precondition-failed", 412, _("Precondition failed"), _("Read the thing again: it has changed.")),
        ("too-large", 413, _("Too large"), _("Send less at a time.")),
        ("address-too-long", 414, _("Address too long"), _("Send a shorter query.")),
        ("unsupported-media-type", 415, _("Unsupported media type"), _("Send JSON.")),
        ("validation", 422, _("Invalid data"), _("Correct the fields that `errors` points to.")),
        ("precondition-required", 428, _("Precondition required"), _("Send `If-Match` with the ETag you read.")),
        ("too-many-requests", 429, _("Too many requests"), _("Wait as long as `Retry-After` says.")),
        ("internal-error", 500, _("Internal error"), _("The fault is ours; tell us the `request_id`.")),
        ("unavailable", 503, _("Unavailable"), _("Come again after the time that `Retry-After` says.")),
    )
)  # fmt: skip
_BY_SLUG = {kind.slug: kind for kind in KINDS}
_BY_STATUS = {kind.status: kind for kind in reversed(KINDS)} | {
    HTTPStatus.BAD_REQUEST: _BY_SLUG["malformed-request"]
}


class InvalidQuery(APIException):
    """A query whose parameters cannot be answered."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, *faults: Fault) -> None:
        super().__init__()
        self.faults = faults


def find_kind(slug: str) -> Kind | None:
    """The kind of problem with that slug."""
    return _BY_SLUG.get(slug)


def kind_of_status(status: int) -> Kind:
    """What an answer with that status is a problem of; a status that has no kind counts as its class."""
    fallback = HTTPStatus.INTERNAL_SERVER_ERROR if status >= 500 else HTTPStatus.BAD_REQUEST
    return _BY_STATUS.get(HTTPStatus(status), _BY_STATUS[fallback])


def type_address(kind: Kind) -> str:
    """Where a kind of problem is explained: the same address whichever name of the portal was asked."""
    return f"{settings.PORTAL_ADDRESS}{BASE}/problems/{kind.slug}"


def tell_problem(
    request: HttpRequest,
    kind: Kind,
    *,
    detail: str | Promise = "",
    faults: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer that says so, in the active language."""
    body: dict[str, Any] = {
        "type": type_address(kind),
        "title": kind.title,
        "status": kind.status,
        "detail": detail or kind.advice,
        REQUEST_ID: getattr(request, REQUEST_ID, ""),
    }
    if errors := [_without_empty(fault) for fault in faults]:
        body["errors"] = errors
    content = orjson.dumps(body, default=str)
    return HttpResponse(content, status=kind.status, content_type=MEDIA_TYPE, headers=headers)


def handle_exception(failure: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """What REST framework asks for: the answer to an exception of a view, none where it is a fault of ours."""
    request = context["request"]._request  # noqa: SLF001 - REST framework wraps Django's request so
    if isinstance(failure, InvalidQuery):
        return tell_problem(request, _BY_SLUG["invalid-parameter"], faults=failure.faults)
    if isinstance(failure, Http404):
        return tell_problem(request, kind_of_status(404))
    if isinstance(failure, PermissionDenied):
        return tell_problem(request, kind_of_status(403))
    if isinstance(failure, APIException):
        detail = failure.detail if isinstance(failure.detail, str) else ""
        return tell_problem(
            request, kind_of_status(failure.status_code), detail=detail, headers=_headers_of(failure)
        )
    return None


def _headers_of(failure: APIException) -> dict[str, str]:
    challenge, wait = getattr(failure, "auth_header", None), getattr(failure, "wait", None)
    told = {"WWW-Authenticate": challenge, "Retry-After": None if wait is None else str(max(1, round(wait)))}
    return {name: value for name, value in told.items() if value}


def _without_empty(fault: Fault) -> dict[str, Any]:
    return {name: value for name, value in asdict(fault).items() if value}


def faults_of(parameter: str, messages: Sequence[str], reason: str) -> list[Fault]:
    """One fault for each message about a parameter."""
    return [Fault(reason, message, parameter=parameter) for message in messages]
