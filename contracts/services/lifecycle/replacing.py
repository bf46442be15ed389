"""Which version is current: one that is submitted replaces the one before, one that is withdrawn gives way to it."""

from contracts.enums import VersionState
from contracts.models import ContractVersion, VersionTransition
from contracts.services.lifecycle.recording import record_transition, tell_step
from contracts.transitions import FROZEN
from core.models import User


def replace_current(*, version: ContractVersion, by: User) -> None:
    """Make this the current version; every other version that was submitted is replaced by it."""
    others = list(
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .filter(contract=version.contract_id, state__in=FROZEN)
        .exclude(pk=version.pk)
        .order_by("number")
    )
    ContractVersion.objects.filter(contract=version.contract_id).exclude(pk=version.pk).update(
        is_current=False
    )
    for other in others:
        source, other.state, other.is_current = other.state, VersionState.SUPERSEDED, False
        other.revision += 1
        other.save()
        record_transition(version=other, source=source, by=by, details={"by_version": version.number})
    version.is_current = True


def bring_back_replaced(*, version: ContractVersion, by: User) -> None:
    """Make the version that a withdrawn one had replaced the current one again, in the state that it had then.

    Call it when the withdrawn version is saved. Where it was not the current one, or is the first that was public,
    nothing changes.
    """
    earlier = _find_replaced(version) if version.is_current else None
    if earlier is None:
        return
    version.is_current = False
    version.save(update_fields=["is_current"])
    source, earlier.is_current = earlier.state, True
    earlier.state = _state_before(earlier)
    earlier.revision += 1
    earlier.save()
    record_transition(version=earlier, source=source, by=by, details={"after_version": version.number})
    tell_step(version=earlier, by=by, was_public=False)


def _find_replaced(version: ContractVersion) -> ContractVersion | None:
    """The newest of the earlier versions that everyone could read, locked; an archived one stays in the archive."""
    return (
        ContractVersion.objects.select_for_update(of=("self",))
        .select_related("contract__city")
        .filter(contract=version.contract_id, number__lt=version.number, state__in=VersionState.public())
        .order_by("-number")
        .first()
    )


def _state_before(version: ContractVersion) -> str:
    """The state in which a version was replaced; one that was signed only was never replaced and keeps its state."""
    if version.state != VersionState.SUPERSEDED:
        return version.state
    steps = VersionTransition.objects.filter(version=version, to_state=VersionState.SUPERSEDED)
    return str(steps.order_by("-made_at", "-pk").values_list("from_state", flat=True)[0])
