"""What the charts of a snapshot share: rows by column name, estimates by year, the line that names the source."""

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Action, Contract
from core.quantities import format_date
from progress.charts.builders.intervals import YearInterval
from progress.models import ProgressSnapshot


def named(columns: tuple[str, ...], rows: list[list[Any]]) -> Iterator[dict[str, Any]]:
    """Stored rows by column name."""
    return (dict(zip(columns, row, strict=True)) for row in rows)


def nowcast_years(results: dict[str, Any]) -> tuple[YearInterval, ...]:
    """The estimated years since the last comparable inventory."""
    return intervals(results.get("nowcast_by_year") or [])


def intervals(rows: list[dict[str, Any]]) -> tuple[YearInterval, ...]:
    """Stored estimates of years with their interval."""
    return tuple(
        YearInterval(year=row["year"], p10=row["p10"], p50=row["p50"], p90=row["p90"]) for row in rows
    )


def action_titles(contract: Contract) -> dict[str, str]:
    """The titles of a contract's actions in the active language, by the id of the action as text."""
    actions = Action.objects.filter(contract=contract).only("title")
    return {str(action.pk): str(action.title) for action in actions}


def source_line(snapshot: ProgressSnapshot) -> str:
    """Which contract and version the figures come from, and when and with what they were computed."""
    version = snapshot.contract.versions.get(is_current=True)
    return _("Source: %(contract)s, version %(number)s; computed on %(date)s, engine %(engine)s.") % {
        "contract": str(snapshot.contract),
        "number": version.number,
        "date": format_date(timezone.localdate(snapshot.computed_at)),
        "engine": snapshot.engine_version,
    }
