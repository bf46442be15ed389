"""Asking for recomputation: job rows only, so that whoever sends news need not load the science."""

from uuid import UUID

from django.db import transaction

from core.enums import JobName
from core.jobs import defer
from core.models import Job, User


def defer_recompute(*, contract_id: UUID, created_by: User | None = None) -> Job:
    """Ask for one contract to be recomputed; call it inside the transaction of the change."""
    return defer(
        JobName.RECOMPUTE_CONTRACT,
        key=str(contract_id),
        payload={"contracts": [str(contract_id)]},
        created_by=created_by,
    )


@transaction.atomic
def defer_recompute_all(*, created_by: User | None = None) -> Job:
    """Ask for every contract to be recomputed."""
    return defer(JobName.RECOMPUTE_ALL, key="all", created_by=created_by)


def defer_scenario(*, scenario_id: UUID, created_by: User | None = None) -> Job:
    """Ask for one scenario to be compared with the plan; call it inside the transaction of the change."""
    return defer(
        JobName.RECOMPUTE_SCENARIO,
        key=str(scenario_id),
        payload={"scenario": str(scenario_id)},
        created_by=created_by,
    )
