"""Reading the inputs of many contracts with a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, FloatField, Func, Min, QuerySet
from django.db.models.functions import Cast

from contracts.enums import InventoryState
from contracts.models import (
    Action,
    ActionReport,
    ContractVersion,
    Inventory,
    Milestone,
    ProxyValue,
)
from molecules.models import Molecule
from progress.frames.inputs import (
    ACTION_COLUMNS,
    COMMITMENT_COLUMNS,
    CONTRACT_COLUMNS,
    GAP_COLUMNS,
    INVENTORY_COLUMNS,
    LINE_COLUMNS,
    MILESTONE_COLUMNS,
    PROXY_COLUMNS,
    REPORT_COLUMNS,
    VERSION_COLUMNS,
    ContractInputs,
    Row,
)
from stakeholders.models import Commitment


class IdText(Func):
    """An id as the text of a UUID, made by the database: a million of them cost too much in Python."""

    output_field = CharField()
    template = "(%(expressions)s)::text"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """SQLite keeps the 32 digits without hyphens."""
        parts = " || '-' || ".join(f"substr(%(expressions)s, {start}, {size})" for start, size in DIGITS)
        return self.as_sql(compiler, connection, template=f"({parts})", **context)


class AsFloat(Cast):
    """A decimal as a float. Both databases answer a cast with one, so Django need not convert it again."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        """No conversion at all."""
        return []


DIGITS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
"""Where the parts of a UUID start among its digits, and how long they are."""

FLOAT_ENDS = ("_tco2e", "_eur", "_share", "share_done", "value")


def read_inputs(contract_ids: Sequence[UUID], *, as_of: date) -> list[ContractInputs]:
    """Read contracts that have a current version, in eight queries however many they are.

    Contracts come back in the order of `contract_ids`; those without a current version are left out.
    """
    versions = _read_versions(contract_ids)
    cities = [version["city_id"] for version, _ in versions.values()]
    inventories = _read_inventories(cities)
    by_contract = {
        "actions": _group(_read_actions(contract_ids)),
        "reports": _group(_read_reports(contract_ids)),
        "commitments": _group(_read_commitments(contract_ids)),
    }
    by_city = {
        "milestones": _group(_read_milestones(cities)),
        "molecules": _group(_read_molecules(cities)),
        "proxies": _group(_read_proxies(cities)),
    }
    return [
        ContractInputs(
            contract_id=contract_id,
            city=version["slug"],
            as_of=as_of,
            version={
                name: version[name] for name in (*VERSION_COLUMNS, *CONTRACT_COLUMNS, "baseline_series")
            },
            gap_rows=gap_rows,
            inventories=inventories[version["city_id"]][0],
            lines=inventories[version["city_id"]][1],
            **{name: rows[str(contract_id)] for name, rows in by_contract.items()},
            **{name: rows[version["city_id"]] for name, rows in by_city.items()},
        )
        for contract_id in contract_ids
        if contract_id in versions
        for version, gap_rows in [versions[contract_id]]
    ]


def _columns(names: Iterable[str], path: str = "") -> list[Any]:
    """What to ask the database for: decimals as floats, which the arithmetic wants, ids as text."""
    return [_column(f"{path}{name}") for name in names]


def _column(name: str) -> Any:
    if name.endswith(FLOAT_ENDS):
        return AsFloat(name, FloatField())
    return IdText(name) if name.endswith("id") else F(name)


def _read_versions(contract_ids: Sequence[UUID]) -> dict[UUID, tuple[dict[str, Any], list[Row]]]:
    """The current version of each contract with the rows of its gap table."""
    names = ("contract_id", "slug", "city_id", "baseline_series", *VERSION_COLUMNS, *CONTRACT_COLUMNS)
    rows = ContractVersion.objects.filter(contract__in=contract_ids, is_current=True)
    found: dict[UUID, tuple[dict[str, Any], list[Row]]] = {}
    for row in rows.order_by("contract_id", "gap_rows__position").values_list(
        "contract_id",
        "contract__city__slug",
        IdText("contract__city_id"),
        "baseline_series__code",
        *_columns(VERSION_COLUMNS),
        *_columns(CONTRACT_COLUMNS, "contract__"),
        "gap_rows__id",
        *_columns(GAP_COLUMNS, "gap_rows__"),
    ):
        version = dict(zip(names, row, strict=False))
        gap_id, *columns = row[len(names) :]
        _, gap_rows = found.setdefault(version["contract_id"], (version, []))
        if gap_id is not None:
            gap_rows.append(tuple(columns))
    return found


def _read_actions(contract_ids: Sequence[UUID]) -> QuerySet:
    rows = Action.objects.active().filter(contract__in=contract_ids)
    return rows.order_by("code_key").values_list(IdText("contract_id"), *_columns(ACTION_COLUMNS))


def _read_reports(contract_ids: Sequence[UUID]) -> QuerySet:
    rows = ActionReport.objects.filter(action__contract__in=contract_ids, action__archived_at=None)
    ordered = rows.order_by("reported_on", "created_at", "id")
    return ordered.values_list(IdText("action__contract_id"), *_columns(REPORT_COLUMNS))


def _read_inventories(city_ids: Sequence[UUID]) -> dict[Any, tuple[list[Row], list[Row]]]:
    """The published inventories of each city and their lines, each line led by its series and year."""
    rows = Inventory.objects.filter(series__city__in=city_ids, state=InventoryState.PUBLISHED)
    ordered = rows.order_by(
        "series__code", "year", "lines__sector", "lines__scope", "lines__label", "lines__id"
    )
    found: dict[Any, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    n_inventory = len(INVENTORY_COLUMNS)
    for city_id, line_id, *columns in ordered.values_list(
        IdText("series__city_id"),
        "lines__id",
        "series__code",
        *_columns(INVENTORY_COLUMNS[1:]),
        *_columns(LINE_COLUMNS[1:], "lines__"),
    ):
        inventories, lines = found[city_id]
        inventory = tuple(columns[:n_inventory])
        if not inventories or inventories[-1] != inventory:
            inventories.append(inventory)
        if line_id is not None:
            lines.append((*columns[:2], *columns[n_inventory:]))
    return found


def _read_milestones(city_ids: Sequence[UUID]) -> QuerySet:
    rows = Milestone.objects.filter(city__in=city_ids).annotate(first_due_on=Min("moves__from_date"))
    return rows.order_by("due_on", "id").values_list(IdText("city_id"), *_columns(MILESTONE_COLUMNS))


def _read_molecules(city_ids: Sequence[UUID]) -> QuerySet:
    rows = Molecule.objects.published().filter(city__in=city_ids)
    ordered = rows.order_by("code", "interventions__action__code_key")
    return ordered.values_list(
        IdText("city_id"), IdText("id"), "revision", IdText("interventions__action_id")
    )


def _read_commitments(contract_ids: Sequence[UUID]) -> QuerySet:
    rows = Commitment.objects.filter(contract__in=contract_ids).order_by("id", "actions__code_key")
    names = ["actions__id" if name == "action_id" else name for name in COMMITMENT_COLUMNS]
    return rows.values_list(IdText("contract_id"), *_columns(names))


def _read_proxies(city_ids: Sequence[UUID]) -> QuerySet:
    rows = ProxyValue.objects.filter(city__in=city_ids).order_by("kind", "year", "month")
    return rows.values_list(IdText("city_id"), *_columns(PROXY_COLUMNS))


def _group(rows: Iterable[Row]) -> dict[Any, list[Row]]:
    """Rows by their first column, without it."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row[1:])
    return groups
