"""What visitors are told when the portal cannot answer."""

from typing import Any

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client, RequestFactory

from ccc_portal.pages.errors import refuse_request

LOST: dict[type[Exception], int] = {OperationalError: 503, InterfaceError: 503, ProgrammingError: 500}


@pytest.mark.parametrize("error", LOST)
def test_a_lost_database_is_told_with_when_to_come_again(db: None, error: type[Exception]) -> None:
    def lose(*_call: Any) -> None:
        raise error("gone")

    visitor = Client(raise_request_exception=False)
    with connection.execute_wrapper(lose):
        answer = visitor.get("/it/")
    expected = "5" if LOST[error] == 503 else None
    assert (answer.status_code, answer.headers.get("Retry-After")) == (LOST[error], expected)


def test_a_session_that_a_lost_database_did_not_take_is_told_as_such(rf: RequestFactory) -> None:
    def interrupted(cause: Exception) -> Exception:
        try:
            try:
                raise cause
            except DatabaseError:
                raise SessionInterrupted("the session is gone")  # noqa: B904 - as Django's own backend raises it
        except SessionInterrupted as error:
            return error

    away = refuse_request(rf.get("/it/"), interrupted(OperationalError("gone")))
    deleted = refuse_request(rf.get("/it/"), interrupted(DatabaseError("no such row")))
    assert (away.status_code, away["Retry-After"], deleted.status_code) == (503, "5", 400)
