"""Commitments as plain data."""

from typing import Any

from contracts.models import ContractVersion
from core.history import as_json
from stakeholders.models import Commitment


def freeze_commitments(version: ContractVersion) -> dict[str, Any]:
    """The commitments of a contract as they stand, for the frozen version."""
    found = Commitment.objects.filter(contract=version.contract_id).select_related("organisation")
    return {"commitments": [_as_plain(one) for one in found.prefetch_related("actions").order_by("id")]}


def _as_plain(commitment: Commitment) -> dict[str, Any]:
    plain = ("start_year", "end_year", "reduction_tco2e", "investment_eur", "source")
    words = ("materiality", "state", "is_illustrative")
    return {
        "id": str(commitment.pk),
        "is_named": commitment.is_named,
        "organisation": _organisation(commitment),
        "title": dict(commitment.title),
        "statement": dict(commitment.statement),
        "actions": sorted(action.code_key for action in commitment.actions.all()),
        **{name: as_json(getattr(commitment, name)) for name in (*plain, *words)},
    }


def _organisation(commitment: Commitment) -> dict[str, str] | None:
    """Who promises; None where they are not named in public: what is frozen cannot be taken back later."""
    if not commitment.is_named:
        return None
    return {"id": str(commitment.organisation_id), "name": commitment.organisation.name}
