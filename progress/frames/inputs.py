"""What the progress of one contract is computed and drawn from, as plain data."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

CONTRACT_COLUMNS = ("carbon_price_eur", "discount_share", "budget_tco2e")
VERSION_COLUMNS = (
    "baseline_year",
    "target_year",
    "baseline_tco2e",
    "target_reduction_tco2e",
    "residual_tco2e",
)
GAP_COLUMNS = (
    "sector",
    "label",
    "baseline_tco2e",
    "target_reduction_tco2e",
    "existing_plan_tco2e",
    "gap_tco2e",
    "portfolio_tco2e",
    "residual_tco2e",
)
ACTION_COLUMNS = (
    "code_key",
    "sector",
    "maturity",
    "flow",
    "quantification",
    "included_in_id",
    "in_existing_plan",
    "reduction_tco2e",
    "start_year",
    "end_year",
    "id",
    "state",
    "health",
    "source_group",
    "cut_share",
    "cost_eur",
    "funding_secured_eur",
    "running_cost_eur",
    "saving_eur",
    "lifetime_years",
)
REPORT_COLUMNS = ("action_id", "reported_on", "share_done", "reduction_tco2e", "evidence_level")
INVENTORY_COLUMNS = ("series_code", "year", "reported_total_tco2e", "quality", "is_plottable")
LINE_COLUMNS = (
    "inventory_id",
    "sector",
    "scope",
    "flow",
    "value_tco2e",
    "notation_key",
    "counts_toward_total",
    "in_target_boundary",
    "source_group",
    "factor_id",
)
MILESTONE_COLUMNS = (
    "id",
    "due_on",
    "state",
    "reached_on",
    "revision",
    "action_id",
    "effect_share",
    "first_due_on",
)
MOLECULE_COLUMNS = ("id", "revision", "action_id")
COMMITMENT_COLUMNS = ("id", "state", "reduction_tco2e", "action_id", "signed_on", "withdrawn_on")
PROXY_COLUMNS = ("kind", "year", "month", "value")

ROW_LISTS = (
    "gap_rows",
    "actions",
    "inventories",
    "lines",
    "milestones",
    "molecules",
    "reports",
    "commitments",
    "proxies",
)

Row = tuple[Any, ...]


@dataclass(frozen=True)
class ContractInputs:
    """Everything the progress of one contract is computed and drawn from, as plain JSON-ready data.

    Rows are tuples in the order of the column names above; tonnes are floats in t CO2e a year, unknown is None. Ids
    are text; dates become text when they are stored. A new column goes to the end of its list, so that older
    snapshots stay readable.
    """

    contract_id: UUID
    city: str
    as_of: date
    version: dict[str, Any]
    gap_rows: list[Row]
    actions: list[Row]
    inventories: list[Row]
    lines: list[Row]
    milestones: list[Row]
    molecules: list[Row]
    reports: list[Row]
    commitments: list[Row]
    proxies: list[Row]

    def as_dict(self) -> dict[str, Any]:
        """The inputs as they are stored with a snapshot: all but the ids and the date it stands beside."""
        return {"city": self.city, "version": self.version} | {
            name: getattr(self, name) for name in ROW_LISTS
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any], *, contract_id: UUID, as_of: date) -> "ContractInputs":
        """The inputs as they were, from what a snapshot keeps."""
        return cls(
            contract_id=contract_id,
            city=stored["city"],
            as_of=as_of,
            version=stored["version"],
            **{name: [tuple(row) for row in stored[name]] for name in ROW_LISTS},
        )

    def content_hash(self) -> str:
        """Hash of everything but the date: equal for inputs that say the same on two days."""
        return sha256(orjson.dumps(self.as_dict(), option=orjson.OPT_SORT_KEYS)).hexdigest()

    def input_hash(self, content_hash: str) -> str:
        """Hash of the inputs with their date: the key of a snapshot."""
        return sha256(f"{content_hash} {self.as_of.isoformat()}".encode()).hexdigest()

    @property
    def gap_total(self) -> dict[str, Any]:
        """The printed total row of the gap table by column name, empty when the contract prints none."""
        for row in self.gap_rows:
            if row[0] == "":
                return dict(zip(GAP_COLUMNS, row, strict=True))
        return {}

    @property
    def newest_comparable(self) -> tuple[str, int] | None:
        """Series and year of the newest inventory that can be compared with the baseline."""
        series = self.version["baseline_series"]
        years = [row[1] for row in self.inventories if row[0] == series]
        return (series, max(years)) if series and years else None
