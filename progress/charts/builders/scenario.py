"""The real plan and a scenario beside each other."""

from dataclasses import dataclass

from progress.charts.builders.intervals import YearInterval, YearTotals


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioPath:
    """Projected emissions by year with their interval, and the chance of reaching the target."""

    estimates: tuple[YearInterval, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioComparison:
    """The plan as it stands and one scenario, drawn under the same assumptions."""

    city: str
    source: str
    scenario_name: str
    baseline_year: int
    baseline_tco2e: float | None
    target_year: int
    residual_tco2e: float | None
    plan: ScenarioPath
    scenario: ScenarioPath
    measured_tco2e: YearTotals = ()
    probability_reason: str = ""
    key: str = "scenario"
