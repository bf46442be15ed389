"""What the portal answers to a request that it refuses to read, or cannot serve now."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import bad_request, server_error

RETRY_SECONDS = 5


def refuse_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong: more was typed or pasted than is taken, or the request makes no sense.

    A session that could not be written because the database was away comes here too; the fault is then not theirs.
    """
    if _is_database_away(exception):
        return _ask_to_come_again()
    if isinstance(exception, RequestDataTooBig):
        return render(None, "413.html", status=413)  # the page needs no request
    response: HttpResponse = bad_request(request, exception)
    return response


def answer_failure(request: HttpRequest) -> HttpResponse:
    """Say that the database is away, and when to come again; every other failure is our fault.

    Django calls this while it handles the failure, whichever part of a request met it. A lost connection, a lock that
    was waited for too long and a database that takes no more connections are alike: nothing was saved, and later it is.
    """
    if _is_database_away(sys.exception()):
        return _ask_to_come_again()
    failure: HttpResponse = server_error(request)
    return failure


def _is_database_away(failure: BaseException | None) -> bool:
    """Whether a failure, or one that it was raised in the middle of, is of the connection to the database."""
    while failure is not None:
        if isinstance(failure, OperationalError | InterfaceError):
            return True
        failure = failure.__cause__ or failure.__context__
    return False


def _ask_to_come_again() -> HttpResponse:
    response = render(None, "503.html", status=503)  # the page needs no database
    response["Retry-After"] = str(RETRY_SECONDS)
    return response
