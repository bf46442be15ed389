"""The steps of the gap's waterfall, as plain numbers."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from contracts.enums import Maturity
from progress.charts.builders.rung_words import rung_name, rung_paint
from progress.charts.palette import EXISTING_PLAN_PAINT, MATURITY_PAINTS, TOTAL_PAINT, UNCOVERED_PAINT, Paint
from progress.charts.words import FIRMEST_FIRST

StepKind = Literal["total", "reduction", "uncovered"]
FIRM_ORDER = (Maturity.PROJECT, Maturity.STRATEGY, Maturity.ENABLING, Maturity.NOT_STATED)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapWaterfall:
    """The gap of a contract and what covers it.

    `covered_tco2e` maps a maturity (`contracts.enums.Maturity`) to tonnes, None where not estimated; leave a
    maturity out when it does not occur. `covered_by_rung` maps a rung (`progress.enums.Rung`) to credited tonnes
    in the same way; where it is given the bars are the rungs and the maturities stand in the table.

    Where both are unknown they stay empty and `printed_portfolio_tco2e`, the portfolio column of the gap table,
    stands as one bar. Sinks and the actions without tonnes are told apart and never counted.
    """

    city: str
    source: str
    baseline_year: int
    target_year: int
    baseline_tco2e: float | None
    target_reduction_tco2e: float | None
    existing_plan_tco2e: float | None
    gap_tco2e: float | None
    residual_tco2e: float | None
    covered_tco2e: tuple[tuple[str, float | None], ...] = ()
    covered_by_rung: tuple[tuple[str, float | None], ...] = ()
    printed_portfolio_tco2e: float | None = None
    sinks_tco2e: float | None = None
    not_estimated_actions: int = 0
    included_actions: int = 0
    key: str = "gap-waterfall"

    @property
    def is_by_maturity(self) -> bool:
        """Whether anything is known of the maturity of the actions."""
        return bool(self.covered_tco2e)

    @property
    def is_by_rung(self) -> bool:
        """Whether it is known what stands behind the actions."""
        return bool(self.covered_by_rung)

    @property
    def coverage_tco2e(self) -> float | None:
        """Tonnes that cover the gap; None when no amount at all is known."""
        covered = self.covered_by_rung or self.covered_tco2e
        amounts = [amount for _name, amount in covered if amount is not None]
        return sum(amounts) if amounts else self.printed_portfolio_tco2e

    @property
    def uncovered_tco2e(self) -> float | None:
        """The rest of the gap, negative when more is promised than needed; None when it cannot be said."""
        if self.gap_tco2e is None or self.coverage_tco2e is None:
            return None
        return self.gap_tco2e - self.coverage_tco2e


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the waterfall: a level (`total`) or a change; unknown amounts are None and not drawn."""

    name: str
    kind: StepKind
    amount_tco2e: float | None
    paint: Paint
    counts_in_gap: bool = False


def gap_steps(data: GapWaterfall) -> list[Step]:
    """Return the steps from the baseline to the residual; the changes add up to their difference."""
    baseline = _("Baseline %(year)s") % {"year": data.baseline_year}
    residual = _("Residual %(year)s") % {"year": data.target_year}
    return [
        Step(baseline, "total", data.baseline_tco2e, TOTAL_PAINT),
        Step(_("Existing plan"), "reduction", _minus(data.existing_plan_tco2e), EXISTING_PLAN_PAINT),
        *_coverage_steps(data),
        *_uncovered_step(data),
        Step(residual, "total", data.residual_tco2e, TOTAL_PAINT),
    ]


def _coverage_steps(data: GapWaterfall) -> list[Step]:
    if data.is_by_rung:
        return _rung_steps(data)
    if not data.is_by_maturity:
        paint = MATURITY_PAINTS[Maturity.NOT_STATED]
        name = _("Portfolio as printed")
        return [Step(name, "reduction", _minus(data.printed_portfolio_tco2e), paint, counts_in_gap=True)]
    covered = dict(data.covered_tco2e)
    return [
        Step(str(maturity.label), "reduction", _minus(covered[maturity]), MATURITY_PAINTS[maturity], True)
        for maturity in FIRM_ORDER
        if maturity in covered
    ]


def _rung_steps(data: GapWaterfall) -> list[Step]:
    """Return one step a rung that occurs, the firmest first."""
    covered = dict(data.covered_by_rung)
    return [
        Step(rung_name(rung), "reduction", _minus(covered[rung]), rung_paint(rung), True)
        for rung in FIRMEST_FIRST
        if rung in covered
    ]


def _uncovered_step(data: GapWaterfall) -> list[Step]:
    uncovered = data.uncovered_tco2e
    if uncovered is None or round(uncovered) == 0:
        return []
    if uncovered < 0:
        return [Step(_("More than the gap asks"), "uncovered", -uncovered, EXISTING_PLAN_PAINT, True)]
    return [Step(_("Not covered yet"), "uncovered", -uncovered, UNCOVERED_PAINT, True)]


def _minus(amount: float | None) -> float | None:
    return None if amount is None else 0 - amount
