"""Short ways to write tables and to read what the checks found in them."""

from typing import Any

from contracts.tables.checks import CheckContext, TableFinding, check_tables

GAP = (
    "baseline_tco2e",
    "target_reduction_tco2e",
    "existing_plan_tco2e",
    "gap_tco2e",
    "portfolio_tco2e",
    "residual_tco2e",
)
SCOPES = ("scope_1", "scope_2", "scope_3", "total")
Rows = list[dict[str, Any]]


def check(tables: dict[str, Rows], **context: Any) -> list[TableFinding]:
    """Everything that is found in some tables."""
    return check_tables(tables, CheckContext(**context))


def found(tables: dict[str, Rows], **context: Any) -> list[tuple[str, str, str]]:
    """Check, severity and place of everything that is found."""
    return [(one.check, str(one.severity), one.place) for one in check(tables, **context)]


def names(tables: dict[str, Rows], **context: Any) -> list[str]:
    """The checks that found something."""
    return [one.check for one in check(tables, **context)]


def gap_row(sector: str, *values: Any, **more: Any) -> dict[str, Any]:
    """A row of the gap table; its total row has no sector."""
    return {"sector": sector, **dict(zip(GAP, map(cell, values), strict=False)), **more}


def emissions_row(sector: str, *values: Any, **more: Any) -> dict[str, Any]:
    """A row of the table of emissions, or its printed total where the sector is empty."""
    kind = {"sector": sector} if sector else {"_total": True}
    return {**kind, **dict(zip(SCOPES, map(cell, values), strict=False)), **more}


def cell(value: Any) -> str | None:
    """A number as cells hold it."""
    return None if value is None else str(value)
