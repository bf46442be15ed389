"""The least that recomputing can cost: fetch the same rows, write the same snapshots, compute nothing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings

from contracts.models import Action, ActionReport, Contract, ContractVersion, Inventory, Milestone, ProxyValue
from molecules.models import Molecule
from progress.frames.inputs import (
    ACTION_COLUMNS,
    GAP_COLUMNS,
    INVENTORY_COLUMNS,
    LINE_COLUMNS,
    MILESTONE_COLUMNS,
    PROXY_COLUMNS,
    REPORT_COLUMNS,
    VERSION_COLUMNS,
)
from progress.models import ProgressSnapshot
from stakeholders.models import Commitment

FLOOR = "floor"
"""Stands as the engine version of the copies, so that they are told from what was computed."""


def fetch_rows(chunk: Sequence[UUID]) -> None:
    """Fetch the rows and columns that a computation reads, as bare tuples, and throw them away."""
    cities = list(Contract.objects.filter(pk__in=chunk).values_list("city_id", flat=True))
    for rows in (
        ContractVersion.objects.filter(contract__in=chunk, is_current=True).values_list(
            *VERSION_COLUMNS, *(f"gap_rows__{name}" for name in GAP_COLUMNS)
        ),
        Action.objects.filter(contract__in=chunk).values_list("contract_id", *ACTION_COLUMNS),
        ActionReport.objects.filter(action__contract__in=chunk).values_list(*REPORT_COLUMNS),
        Inventory.objects.filter(series__city__in=cities).values_list(
            *INVENTORY_COLUMNS[1:], *(f"lines__{name}" for name in LINE_COLUMNS[1:])
        ),
        Milestone.objects.filter(city__in=cities).values_list(*MILESTONE_COLUMNS[:-1]),
        Molecule.objects.filter(city__in=cities).values_list("id", "revision", "interventions__action_id"),
        Commitment.objects.filter(contract__in=chunk).values_list("id", "state", "actions__id"),
        ProxyValue.objects.filter(city__in=cities).values_list(*PROXY_COLUMNS),
    ):
        for _ in rows.iterator():
            pass


def write_copies(copies: Sequence[ProgressSnapshot]) -> None:
    """Write snapshots in bulk."""
    ProgressSnapshot.objects.bulk_create(copies)


def copy_snapshots(chunk: Sequence[UUID]) -> list[ProgressSnapshot]:
    """The current snapshots of these contracts, ready to be written once more."""
    return [
        ProgressSnapshot(**_content(row))
        for row in ProgressSnapshot.objects.filter(contract__in=chunk, is_current=True)
    ]


def remove_copies(chunk: Sequence[UUID]) -> None:
    """Leave only what was computed."""
    ProgressSnapshot.objects.filter(contract__in=chunk, engine_version=FLOOR).delete()


def split_chunks(ids: Sequence[UUID]) -> list[Sequence[UUID]]:
    """The contracts in the pieces that workers take."""
    size = settings.RECOMPUTE_CHUNK_SIZE
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _content(row: ProgressSnapshot) -> dict[str, Any]:
    names = [field.attname for field in ProgressSnapshot._meta.concrete_fields if field.name != "id"]
    return {name: getattr(row, name) for name in names} | {"engine_version": FLOOR, "is_current": False}
