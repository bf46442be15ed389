"""A draft with everything that the contract requires, and people who bring it on."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from contracts import signals
from contracts.enums import VersionState
from contracts.models import Contract, ContractVersion
from contracts.services.lifecycle import approve_version, move_version
from contracts.services.paper_signatures import record_signature
from core.models import User
from tests.factories import CityMembershipFactory, fill_version

WAY: list[tuple[VersionState, dict[str, Any]]] = [
    (VersionState.CO_CREATION, {}),
    (VersionState.INTERNAL_REVIEW, {}),
    (VersionState.COUNCIL_APPROVAL, {}),
    (
        VersionState.OPEN_FOR_SIGNATURE,
        {"council_decision": "DCC 12/2026", "council_decided_on": date(2026, 5, 4)},
    ),
    (VersionState.SIGNED, {}),
    (VersionState.SUBMITTED, {}),
    (VersionState.PRE_VALIDATION, {}),
    (VersionState.UNDER_REVIEW, {}),
    (VersionState.LABELLED, {"label_on": date(2026, 10, 8)}),
    (VersionState.IN_IMPLEMENTATION, {}),
    (VersionState.IN_REVISION, {}),
]

Bring = Callable[[ContractVersion, VersionState], ContractVersion]


@pytest.fixture
def colleague(contract: Contract) -> User:
    """A second person of the city's team."""
    return CityMembershipFactory(city=contract.city).user


@pytest.fixture
def version(contract: Contract) -> ContractVersion:
    """The first version, a draft in which nothing is missing."""
    contract.versions.update(state=VersionState.DRAFT)
    return fill_version(contract.versions.select_related("contract__city").get())


@pytest.fixture
def bring(lead: User, officer: User) -> Bring:
    """Bring a version to a state on the usual way, with all that the steps need."""

    def bring_to(version: ContractVersion, state: VersionState) -> ContractVersion:
        for to, details in WAY:
            if version.state == state:
                break
            if to == VersionState.COUNCIL_APPROVAL:
                approve(version, lead, officer)
            if to == VersionState.SIGNED:
                sign(version, lead)
            version = move_version(version_id=version.pk, to=to, by=lead, **details)
        return version

    return bring_to


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """Names of the signals that were sent."""
    names: list[str] = []

    def note_change(**_kwargs: Any) -> None:
        names.append("contract_changed")

    def note_publication(by: User, **_kwargs: Any) -> None:
        names.append("version_published")

    signals.contract_changed.connect(note_change)
    signals.version_published.connect(note_publication)
    yield names
    signals.contract_changed.disconnect(note_change)
    signals.version_published.disconnect(note_publication)


def approve(version: ContractVersion, *people: User) -> None:
    for person in people:
        approve_version(version_id=version.pk, by=person)


def sign(version: ContractVersion, by: User) -> None:
    party = version.contract.parties.first()
    record_signature(
        version_id=version.pk, by=by, party=party, person="La rettrice", signed_on=date(2026, 6, 1)
    )
