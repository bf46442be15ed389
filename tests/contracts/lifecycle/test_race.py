"""Two people press the same step in the same instant, each on a connection of their own."""

import threading
from typing import Any

import pytest
from django.db import connection, connections

from contracts.enums import VersionState
from contracts.models import ContractVersion, VersionTransition
from contracts.services.lifecycle import move_version
from core.access import Conflict
from core.models import EvidenceEvent, User
from core.services.evidence import check_evidence


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    connection.vendor == "sqlite", reason="in-memory SQLite has one writer; a lock is what PostgreSQL adds"
)
def test_two_who_press_at_once_make_one_transition(
    version: ContractVersion, lead: User, officer: User
) -> None:
    start, results = threading.Barrier(2), []

    def press(person: User) -> None:
        start.wait()
        try:
            move_version(version_id=version.pk, to=VersionState.CO_CREATION, by=person, source="draft")
            results.append("moved")
        except Conflict:
            results.append("conflict")
        finally:
            connections.close_all()

    people: list[Any] = [threading.Thread(target=press, args=[person]) for person in (lead, officer)]
    for one in people:
        one.start()
    for one in people:
        one.join(timeout=30)
    assert sorted(results) == ["conflict", "moved"]
    assert (VersionTransition.objects.count(), EvidenceEvent.objects.count()) == (1, 1)
    assert check_evidence().faults == ()
