"""Reading the inputs of many contracts with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, FloatField, QuerySet
from django.db.models.functions import Cast

from contracts.enums import InventoryState
from contracts.models import Action, ContractVersion, EmissionsGapRow, Inventory, InventoryLine, Milestone
from molecules.models import Molecule
from progress.frames.inputs import (
    ACTION_COLUMNS,
    GAP_COLUMNS,
    INVENTORY_COLUMNS,
    LINE_COLUMNS,
    MILESTONE_COLUMNS,
    VERSION_COLUMNS,
    ContractInputs,
    Row,
)


def read_inputs(contract_ids: Sequence[UUID], *, as_of: date) -> list[ContractInputs]:
    """Read contracts that have a current version, in seven queries however many they are.

    Contracts come back in the order of `contract_ids`; those without a current version are left out.
    """
    versions = {row["contract_id"]: row for row in _read_versions(contract_ids)}
    cities = [row["city_id"] for row in versions.values()]
    gap_rows = _group(_read_gap_rows([row["id"] for row in versions.values()]))
    actions = _group(_read_actions(contract_ids))
    inventories = _read_inventories(cities)
    lines = _group(_read_lines([row[1] for row in inventories]))
    milestones = _group(_read_milestones(cities))
    molecules = _group(_read_molecules(cities))
    by_city = defaultdict(list)
    for city_id, inventory_id, *columns in inventories:
        by_city[city_id].append((inventory_id, tuple(columns)))
    return [
        ContractInputs(
            contract_id=contract_id,
            city=version["contract__city__slug"],
            as_of=as_of,
            version={
                **{name: version[_as_float(name)] for name in VERSION_COLUMNS},
                "baseline_series": version["baseline_series__code"],
            },
            gap_rows=gap_rows[version["id"]],
            actions=actions[contract_id],
            inventories=[columns for _, columns in by_city[version["city_id"]]],
            lines=[
                (columns[0], columns[1], *line)
                for inventory_id, columns in by_city[version["city_id"]]
                for line in lines[inventory_id]
            ],
            milestones=milestones[version["city_id"]],
            molecules=molecules[version["city_id"]],
        )
        for contract_id in contract_ids
        if (version := versions.get(contract_id))
    ]


def _as_float(name: str) -> str:
    return f"{name}_float" if name.endswith("_tco2e") else name


def _floats(rows: QuerySet, names: Iterable[str]) -> QuerySet:
    """Have the database turn decimals into floats: the arithmetic wants floats, and it is many times faster."""
    return rows.annotate(**{_as_float(n): Cast(n, FloatField()) for n in names if n.endswith("_tco2e")})


def _read_versions(contract_ids: Sequence[UUID]) -> QuerySet:
    versions = _floats(
        ContractVersion.objects.filter(contract__in=contract_ids, is_current=True), VERSION_COLUMNS
    )
    return versions.annotate(city_id=F("contract__city")).values(
        "id",
        "contract_id",
        "city_id",
        "contract__city__slug",
        "baseline_series__code",
        *(_as_float(name) for name in VERSION_COLUMNS),
    )


def _read_gap_rows(version_ids: Sequence[UUID]) -> Iterable[Row]:
    rows = _floats(EmissionsGapRow.objects.filter(version__in=version_ids), GAP_COLUMNS)
    return rows.order_by("position").values_list("version_id", *map(_as_float, GAP_COLUMNS))


def _read_actions(contract_ids: Sequence[UUID]) -> Iterable[Row]:
    rows = _floats(Action.objects.active().filter(contract__in=contract_ids), ACTION_COLUMNS)
    return rows.order_by("code_key").values_list("contract_id", *map(_as_float, ACTION_COLUMNS))


def _read_inventories(city_ids: Sequence[UUID]) -> list[Row]:
    rows = Inventory.objects.filter(series__city__in=city_ids, state=InventoryState.PUBLISHED)
    rows = _floats(rows, INVENTORY_COLUMNS).annotate(series_code=F("series__code"))
    ordered = rows.order_by("series__code", "year")
    return list(ordered.values_list("series__city_id", "id", *map(_as_float, INVENTORY_COLUMNS)))


def _read_lines(inventory_ids: Sequence[UUID]) -> Iterable[Row]:
    rows = _floats(InventoryLine.objects.filter(inventory__in=inventory_ids), LINE_COLUMNS)
    return rows.order_by("sector", "scope", "label", "id").values_list(*map(_as_float, LINE_COLUMNS))


def _read_milestones(city_ids: Sequence[UUID]) -> Iterable[Row]:
    rows = Milestone.objects.filter(city__in=city_ids).order_by("due_on", "id")
    return rows.values_list("city_id", *MILESTONE_COLUMNS)


def _read_molecules(city_ids: Sequence[UUID]) -> Iterable[Row]:
    rows = Molecule.objects.filter(city__in=city_ids, archived_at=None).order_by("code")
    return rows.values_list("city_id", "id", "revision")


def _group(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    """Rows by their first column, without it."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for key, *columns in rows:
        groups[key].append(tuple(columns))
    return groups
