"""What every step in the life of a version leaves behind: event, transition, change row, news."""

from typing import Any
from uuid import UUID

from contracts import signals
from contracts.models import ContractVersion, VersionTransition
from contracts.services.versions import is_public
from core.changes import record_change
from core.enums import ChangeVerb
from core.models import EvidenceEvent, User
from core.services.evidence import append_event


def lock_version(*, version_id: UUID) -> ContractVersion:
    """Lock a version for the rest of the transaction, with its contract and city at hand."""
    return (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .get(pk=version_id)
    )


def record_event(
    *, version: ContractVersion, kind: str, by: User | None = None, **payload: Any
) -> EvidenceEvent:
    """Add an event to the stream of the contract; people are named by their ids only, the portal not at all."""
    told = {"version": str(version.pk), "number": version.number} | ({"by": str(by.pk)} if by else {})
    return append_event(stream=version.contract_id, kind=f"version.{kind}", payload=told | payload)


def record_transition(
    *, version: ContractVersion, source: str, by: User, note: str = "", details: dict[str, Any] | None = None
) -> VersionTransition:
    """Keep a step with its event; notes are not in the event: people write of people there."""
    details = details or {}
    event = record_event(
        version=version, kind="moved", by=by, **{"from": source, "to": version.state, "details": details}
    )
    return VersionTransition.objects.create(
        version=version,
        from_state=source,
        to_state=version.state,
        made_by=by,
        note=note,
        details=details,
        event_seq=event.seq,
    )


def tell_step(*, version: ContractVersion, by: User, was_public: bool) -> None:
    """Write the change row and send the news upwards, inside the transaction."""
    contract, published = version.contract, is_public(version) and not was_public
    record_change(
        ChangeVerb.PUBLISHED if published else ChangeVerb.CHANGED,
        version,
        city_slug=contract.city.slug,
        summary=lambda: f"{version}: {version.get_state_display()}",
        made_by=by,
        is_public=is_public(version) or was_public,
    )
    if published:
        signals.version_published.send(ContractVersion, contract_id=contract.pk, version_id=version.pk, by=by)
    else:
        signals.contract_changed.send(ContractVersion, contract_id=contract.pk, by=by)
