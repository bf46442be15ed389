"""How much of the gap is covered, by maturity; what is printed or not counted is kept apart."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import Maturity
from progress.enums import Rung

FIRM = (Rung.FUNDED, Rung.UNDER_WAY, Rung.DELIVERED, Rung.VERIFIED)
"""Rungs on which there is money or work, not only a promise."""
DELIVERED = (Rung.DELIVERED, Rung.VERIFIED)
PROMISED = (Rung.IDEA, Rung.PLANNED, Rung.COMMITTED)

NOT_COUNTED = (
    ("included_in", _("Included in another action")),
    ("not_estimated", _("Not estimated")),
    ("not_quantifiable", _("No direct effect on emissions")),
    ("confidential", _("Confidential")),
    ("existing_plan", _("Already in an existing plan")),
)
"""Actions without counted tonnes, by the name of their count in a snapshot's results."""


@dataclass(frozen=True)
class CoverageRow:
    """One maturity: its tonnes, its share of the gap, its actions and how many of them carry tonnes."""

    maturity: str
    label: str | Promise
    tco2e: float | None
    share_of_gap: float | None
    actions: int
    counted: int

    @property
    def figure(self) -> str:
        """The key of its receipt."""
        return f"coverage_maturity_{self.maturity}"


@dataclass(frozen=True)
class RungRow:
    """One rung of the evidence ladder: credited tonnes, their share of the gap, the actions that stand on it."""

    rung: str
    label: str | Promise
    tco2e: float | None
    share_of_gap: float | None
    actions: int

    @property
    def figure(self) -> str:
        """The key of its receipt."""
        return f"coverage_{self.rung}"


@dataclass(frozen=True)
class Coverage:
    """Coverage of the gap by maturity, as printed, and by rung, the firmest first; nothing by rung of an old engine.

    `is_printed` where the maturity of the actions is not published. `uncovered_tco2e` is what no action covers,
    negative where more is promised than the gap asks; None where that cannot be said.
    """

    rows: tuple[CoverageRow, ...]
    rungs: tuple[RungRow, ...]
    uncovered_tco2e: float | None
    uncovered_share: float | None
    printed_tco2e: float | None
    printed_share: float | None
    sinks_tco2e: float | None
    sinks_actions: int
    not_counted: tuple[tuple[str | Promise, int], ...]
    is_printed: bool

    @property
    def project(self) -> CoverageRow | None:
        """The row of the projects."""
        return next((row for row in self.rows if row.maturity == Maturity.PROJECT), None)

    @property
    def strategy(self) -> CoverageRow | None:
        """The row of the strategies that have no project yet."""
        return next((row for row in self.rows if row.maturity == Maturity.STRATEGY), None)

    def share_on(self, rungs: tuple[Rung, ...]) -> float | None:
        """The share of the gap that stands on some rungs, None where no share of the gap is known."""
        shares = [
            row.share_of_gap for row in self.rungs if row.rung in rungs and row.share_of_gap is not None
        ]
        return sum(shares) if shares else None

    @property
    def share(self) -> float | None:
        """The share that a list of cities shows: of the projects, else the one printed in the contract."""
        if self.is_printed:
            return self.printed_share
        return self.project.share_of_gap if self.project else None


def read_coverage(results: dict[str, Any]) -> Coverage:
    """The coverage in a snapshot's results."""
    by_maturity, counts = results["coverage_by_maturity"], results["actions"]
    rows = tuple(
        _row(maturity, by_maturity[maturity.value]) for maturity in Maturity if maturity.value in by_maturity
    )
    typed = sum(row.actions for row in rows if row.maturity in (Maturity.PROJECT, Maturity.STRATEGY))
    uncovered = _uncovered(results)
    gap = results["gap_tco2e"]
    return Coverage(
        rungs=_rungs(results.get("coverage_by_rung") or {}),
        uncovered_tco2e=uncovered,
        uncovered_share=uncovered / gap if uncovered is not None and gap else None,
        rows=tuple(row for row in rows if row.actions),
        printed_tco2e=results["portfolio_printed_tco2e"],
        printed_share=results["portfolio_printed_share"],
        sinks_tco2e=results["sinks_tco2e"],
        sinks_actions=results["sinks_actions"],
        not_counted=tuple((label, counts[name]) for name, label in NOT_COUNTED if counts.get(name)),
        is_printed=not typed,
    )


def _row(maturity: Maturity, figures: dict[str, Any]) -> CoverageRow:
    return CoverageRow(
        maturity=maturity.value,
        label=maturity.label,
        tco2e=figures["tco2e"],
        share_of_gap=figures["share_of_gap"],
        actions=figures["actions"],
        counted=figures["counted"],
    )


def _rungs(by_rung: dict[str, Any]) -> tuple[RungRow, ...]:
    """The rungs from the firmest down; the empty ones too, because what is missing is told as well."""
    return tuple(
        RungRow(
            rung=rung.value,
            label=rung.label,
            tco2e=by_rung[rung]["tco2e"],
            share_of_gap=by_rung[rung]["share_of_gap"],
            actions=by_rung[rung]["actions"],
        )
        for rung in reversed(Rung)
        if rung.value in by_rung
    )


def _uncovered(results: dict[str, Any]) -> float | None:
    """What of the gap no action is credited with; not known where the published rows are only a part."""
    gap, credited = results["gap_tco2e"], results.get("credited_tco2e")
    if gap is None or credited is None or not results["rows_are_complete"]:
        return None
    return float(gap - credited)
