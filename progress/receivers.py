"""News from the rooms below: write the job, nothing else, inside the sender's transaction."""

from typing import Any
from uuid import UUID

from django.dispatch import receiver

from contracts.models import Contract
from contracts.signals import contract_changed, inventory_published, version_published
from core.models import User
from molecules.signals import molecule_changed
from progress.services.requests import defer_recompute
from stakeholders.signals import commitment_changed


@receiver([contract_changed, version_published, commitment_changed])
def recompute_contract(contract_id: UUID, by: User | None = None, **kwargs: Any) -> None:
    """Something that a contract's progress depends on has changed."""
    defer_recompute(contract_id=contract_id, created_by=by)


@receiver([inventory_published, molecule_changed])
def recompute_city(city_id: UUID, by: User | None = None, **kwargs: Any) -> None:
    """Something of a city has changed that its contract's progress depends on."""
    for contract_id in Contract.objects.filter(city=city_id).values_list("pk", flat=True):
        defer_recompute(contract_id=contract_id, created_by=by)
