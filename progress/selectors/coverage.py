"""How much of the gap is covered, by maturity; what is printed or not counted is kept apart."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contracts.enums import Maturity

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


@dataclass(frozen=True)
class Coverage:
    """Coverage of the gap; `is_printed` where the maturity of the actions is not published."""

    rows: tuple[CoverageRow, ...]
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
    return Coverage(
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
