"""Whether the API is well, and what its problems mean."""

from typing import Any

import orjson
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.request import Request

from exchange.api.answers import JSON, answer_content, digest
from exchange.api.operations import Operation
from exchange.api.problems import MEDIA_TYPE, find_kind, kind_of_status, tell_problem, type_address
from exchange.api.queries import read_parameters
from exchange.api.views import OpenView, unwrap

RETRY_SECONDS = 5


class StatusView(OpenView):
    """Whether the API is well."""

    def describe(self) -> Operation:
        """A problem document that tells of none."""
        return Operation(
            name="read_status",
            tag="service",
            summary=_("Ask whether the API is well"),
            description=_("Status 200 while it is, 503 while the database is away."),
            answer={"$ref": "#/components/schemas/Problem"},
            example={"type": "about:blank", "title": "All is well", "status": 200},
            media_type=MEDIA_TYPE,
            has_tag=False,
        )

    def get(self, request: Request) -> HttpResponse:
        """A problem document with status 200 while all is well, 503 while the database is away."""
        asked = unwrap(request)
        read_parameters(asked.GET, ())
        if not is_database_there():
            away = kind_of_status(503)
            return tell_problem(asked, away, headers={"Retry-After": str(RETRY_SECONDS)})
        body = {"type": "about:blank", "title": _("All is well"), "status": 200}
        return HttpResponse(orjson.dumps(body), content_type=MEDIA_TYPE)


class ProblemView(OpenView):
    """What a kind of problem means."""

    def describe(self) -> Operation:
        """A kind of problem with what to do."""
        kind = kind_of_status(404)
        return Operation(
            name="read_problem",
            tag="service",
            summary=_("Read what a problem means"),
            description=_("What the `type` of a problem leads to."),
            answer={"$ref": "#/components/schemas/Problem"},
            example={
                "type": "https://ccc.example.org/api/v1/problems/not-found",
                "title": "Not found",
                "status": int(kind.status),
                "detail": str(kind.advice),
            },
        )

    def get(self, request: Request, slug: str) -> HttpResponse:
        """Its title, its status and what to do."""
        asked = unwrap(request)
        read_parameters(asked.GET, ())
        kind = find_kind(slug)
        if kind is None:
            raise Http404
        body: dict[str, Any] = {"type": type_address(kind), "title": kind.title, "status": kind.status}
        content = orjson.dumps(body | {"detail": kind.advice}, default=str)
        return answer_content(asked, content, digest((content,)), media_type=JSON)


def is_database_there() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
