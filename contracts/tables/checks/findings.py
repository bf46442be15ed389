"""What a check is asked about, and what it answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from contracts.enums import FindingSeverity

Cells = Mapping[str, Any]


@dataclass(frozen=True)
class TableFinding:
    """One oddity: which check, how grave, where, the numbers of its sentence and the mend that is proposed.

    `place` names the row or column in the words of the table (and the cell of an imported file), `row` is the id of
    the row where it has one, `columns` are the columns that the numbers come from. `check` and `proposal` are names:
    `contracts.selectors.findings` has a sentence for each.
    """

    check: str
    severity: str
    table: str
    place: str
    numbers: dict[str, Any]
    proposal: str
    row: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class InventorySheet:
    """One inventory as a table of emissions: `name` is its place, `is_baseline` whether the contract starts from it."""

    name: str
    year: int | None
    rows: Sequence[Cells]
    subject: str = ""
    is_baseline: bool = True
    is_judged: bool = False


@dataclass(frozen=True, kw_only=True)
class CheckContext:
    """What the tables themselves do not say; everything may be unknown.

    `tolerance_tco2e` is how far printed sums may be off by rounding; `texts` are the sections' texts by section key;
    `inventories` are checked beside the table of emissions; `today` is given only where the age of data is asked.
    """

    baseline_year: int | None = None
    target_year: int = 2030
    tolerance_tco2e: Decimal = Decimal(2)
    baseline_tco2e: Decimal | None = None
    target_reduction_tco2e: Decimal | None = None
    residual_tco2e: Decimal | None = None
    printed_action_count: int | None = None
    printed_signatory_count: int | None = None
    measures_against_bau: bool = False
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    inventories: Sequence[InventorySheet] = ()
    latest_inventory_year: int | None = None
    today: date | None = None


NOTE, WARNING, ERROR = FindingSeverity.NOTE, FindingSeverity.WARNING, FindingSeverity.ERROR
