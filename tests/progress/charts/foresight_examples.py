"""Plain data for the charts that look ahead, compare or tell costs: known, partly known, unknown."""

from dataclasses import replace
from datetime import date

from progress.charts.builders.abatement_curve import AbatementBlock, AbatementCurve
from progress.charts.builders.city_multiples import CityMultiples, CityPanel, LeftOut
from progress.charts.builders.cumulative import CumulativeEmissions, CumulativePath
from progress.charts.builders.drivers import Driver, Drivers
from progress.charts.builders.intervals import YearInterval
from progress.charts.builders.projection import Projection, RungPath
from progress.charts.builders.scenario import ScenarioComparison, ScenarioPath
from progress.charts.builders.verdict_history import VerdictHistory, VerdictPoint
from progress.charts.render import ChartData
from tests.progress.charts.examples import MILANO_GAP, MILANO_TRAJECTORY, PADOVA_TRAJECTORY, SOURCE

RUNGS = ("delivered", "under_way", "funded", "committed", "planned", "idea")


def spread(year: int, middle: float, share: float) -> YearInterval:
    """Return an interval of a share on either side."""
    return YearInterval(year=year, p10=middle * (1 - share), p50=middle, p90=middle * (1 + share))


def falling(start: float, end: float, *, first: int, last: int) -> tuple[tuple[int, float], ...]:
    """Return a straight line by year."""
    return tuple(
        (year, start + (end - start) * (year - first) / (last - first)) for year in range(first, last + 1)
    )


def cumulated(totals: tuple[tuple[int, float], ...]) -> tuple[tuple[int, float], ...]:
    """Return the running sum by year."""
    reached, rows = 0.0, []
    for year, total in totals:
        reached += total
        rows.append((year, reached))
    return tuple(rows)


PADOVA_NOWCAST = (spread(2024, 1_130_000, 0.04), spread(2025, 1_110_000, 0.06), spread(2026, 1_090_000, 0.08))
PADOVA_ESTIMATED = replace(PADOVA_TRAJECTORY, nowcast=PADOVA_NOWCAST)
MILANO_ESTIMATED = replace(
    MILANO_TRAJECTORY,
    nowcast=tuple(spread(year, 4_480_000, 0.02 * (year - 2021)) for year in range(2022, 2027)),
)

MILANO_RUNGS = replace(
    MILANO_GAP,
    covered_by_rung=(
        ("idea", 40_000),
        ("planned", 900_000),
        ("committed", 668_000),
        ("funded", 104_597),
        ("under_way", 140_000),
        ("delivered", 20_000),
        ("verified", None),
    ),
)

PADOVA_PROJECTION = Projection(
    city="Padova",
    source=SOURCE,
    baseline_year=2021,
    baseline_tco2e=1_283_174,
    target_year=2030,
    residual_tco2e=256_635,
    measured_tco2e=((2005, 1_881_235), (2021, 1_283_174), (2023, 1_147_952)),
    nowcast=PADOVA_NOWCAST,
    paths=tuple(
        RungPath(rung=rung, totals_tco2e=falling(1_090_000, end, first=2026, last=2030))
        for rung, end in zip(RUNGS, (1_050_000, 930_000, 820_000, 640_000, 420_000, 415_000), strict=True)
    ),
    fan=tuple(
        spread(year, 1_090_000 - 75_000 * (year - 2026), 0.03 * (year - 2025)) for year in range(2026, 2031)
    ),
    probability=0.12,
    assumptions=("Delivery follows the rung of each action.", "10,000 draws, seed 7."),
)
MILANO_PROJECTION = replace(
    PADOVA_PROJECTION,
    city="Milano",
    baseline_tco2e=4_567_402,
    residual_tco2e=913_000,
    measured_tco2e=((2013, 5_976_779), (2017, 5_266_149), (2019, 4_885_052), (2021, 4_567_402)),
    nowcast=(),
    paths=(),
    fan=(),
    probability=None,
    probability_reason="48 actions have no estimate of their effect.",
    assumptions=(),
)

VERDICTS = VerdictHistory(
    city="Padova",
    source=SOURCE,
    as_of=date(2026, 11, 22),
    points=(
        VerdictPoint(date=date(2026, 11, 1), verdict="off_track", progress_share=0.59, inventory_year=2023),
        VerdictPoint(date=date(2024, 10, 1), verdict="not_measured", reason="first"),
        VerdictPoint(
            date=date(2025, 5, 3),
            verdict="at_risk",
            progress_share=0.81,
            inventory_year=2022,
            reason="new_inventory",
        ),
        VerdictPoint(
            date=date(2026, 2, 3),
            verdict="off_track",
            progress_share=0.59,
            inventory_year=2023,
            reason="restated",
        ),
    ),
)

DRIVERS = Drivers(
    city="Padova",
    source=SOURCE,
    target_year=2030,
    probability=0.12,
    drivers=(
        Driver(code="A12", title="Tram line 2 <north>", difference_share=0.081),
        Driver(
            code="B03",
            title="Deep renovation of 4,800 council homes with heat pumps & photovoltaics on each roof of the estate",
            difference_share=0.214,
        ),
        Driver(code="C07", title="Biogas", difference_share=-0.02),
        *(Driver(code=f"D{n:02d}", title=f"Action {n}", difference_share=0.01 - n / 1000) for n in range(9)),
    ),
)

CURVE = AbatementCurve(
    city="Padova",
    source=SOURCE,
    target_year=2030,
    discount_share=0.035,
    blocks=(
        AbatementBlock(
            code="A1", title="LED lighting", reduction_tco2e=6_000, cost_eur_per_tco2e=-95, is_funded=True
        ),
        AbatementBlock(
            code="A2",
            title="Roof photovoltaics",
            reduction_tco2e=38_000,
            cost_eur_per_tco2e=-60,
            is_funded=False,
        ),
        AbatementBlock(code="A3", title="Motors", reduction_tco2e=18_000, cost_eur_per_tco2e=-32),
        AbatementBlock(
            code="A4", title="Cycling", reduction_tco2e=14_000, cost_eur_per_tco2e=-10, is_funded=True
        ),
        AbatementBlock(
            code="A5", title="Homes", reduction_tco2e=46_000, cost_eur_per_tco2e=118, is_funded=False
        ),
        AbatementBlock(
            code="A6", title="Buses", reduction_tco2e=21_000, cost_eur_per_tco2e=164, is_funded=True
        ),
        AbatementBlock(
            code="A7", title="Tram", reduction_tco2e=1_500, cost_eur_per_tco2e=4_226, is_funded=True
        ),
    ),
    actions_without_cost=31,
    actions_without_tonnes=1,
)

MILANO_ASKED = falling(4_161_358, 913_000, first=2022, last=2030)
CUMULATIVE = CumulativeEmissions(
    city="Milano",
    source=SOURCE,
    baseline_year=2021,
    target_year=2030,
    paths=(
        CumulativePath(
            kind="nothing_more",
            cumulative_tco2e=cumulated(falling(4_480_000, 4_400_000, first=2022, last=2030)),
            end_tco2e=4_400_000,
        ),
        CumulativePath(kind="trajectory", cumulative_tco2e=cumulated(MILANO_ASKED), end_tco2e=913_000),
        CumulativePath(
            kind="projected",
            cumulative_tco2e=cumulated(falling(4_480_000, 2_300_000, first=2022, last=2030)),
            end_tco2e=2_300_000,
        ),
    ),
    budget_tco2e=21_000_000,
    budget_source="equal share per resident of the world's 1.5 °C budget.",
)

SCENARIO = ScenarioComparison(
    city="Padova",
    source=SOURCE,
    scenario_name="Homes two years earlier",
    baseline_year=2021,
    baseline_tco2e=1_283_174,
    target_year=2030,
    residual_tco2e=256_635,
    measured_tco2e=PADOVA_PROJECTION.measured_tco2e,
    plan=ScenarioPath(estimates=PADOVA_PROJECTION.fan, probability=0.12),
    scenario=ScenarioPath(
        estimates=tuple(
            spread(year, 1_090_000 - 120_000 * (year - 2026), 0.03 * (year - 2025))
            for year in range(2026, 2031)
        ),
        probability=0.31,
    ),
)

CITY_INDEX = CityMultiples(
    source=SOURCE,
    indicator="index",
    ours="Padova",
    panels=(
        CityPanel(
            city="Padova",
            values=((2005, 146.6), (2021, 100.0), (2023, 89.5)),
            baseline_year=2021,
            target_year=2030,
            target_value=20.0,
        ),
        CityPanel(
            city="Bologna",
            values=((2019, 100.0), (2022, 84.0)),
            baseline_year=2019,
            target_year=2030,
            target_value=20.0,
        ),
        CityPanel(
            city="Firenze", values=((2019, 100.0),), baseline_year=2019, target_year=2030, target_value=20.0
        ),
        CityPanel(city="Torino", values=((2005, 131.0), (2019, 100.0), (2023, 93.0)), baseline_year=2019),
        CityPanel(
            city="Bergamo & Valle Brembana, municipalities",
            values=((2018, 100.0), (2021, 102.0)),
            baseline_year=2018,
        ),
        CityPanel(city="Prato", values=()),
    ),
    left_out=(
        LeftOut(city="Roma", reasons=("scope 3 included", "GWP of AR4.")),
        LeftOut(city="Milano", reasons=("CO₂ only",)),
    ),
)
CITY_DEVIATION = replace(
    CITY_INDEX,
    indicator="against_trajectory",
    panels=(
        CityPanel(city="Padova", values=((2021, 0.0), (2023, 0.088))),
        CityPanel(city="Torino", values=((2021, 0.02), (2023, -0.061))),
    ),
)

AHEAD: dict[str, ChartData] = {
    "padova-estimated": PADOVA_ESTIMATED,
    "milano-estimated": MILANO_ESTIMATED,
    "milano-rungs": MILANO_RUNGS,
    "padova-projection": PADOVA_PROJECTION,
    "milano-projection": MILANO_PROJECTION,
    "verdicts": VERDICTS,
    "drivers": DRIVERS,
    "curve": CURVE,
    "cumulative": CUMULATIVE,
    "scenario": SCENARIO,
    "city-index": CITY_INDEX,
    "city-per-resident": replace(
        CITY_INDEX,
        indicator="per_resident",
        ours="",
        panels=tuple(
            replace(panel, values=tuple((year, value / 20) for year, value in panel.values), target_value=1.1)
            for panel in CITY_INDEX.panels
        ),
    ),
    "city-deviation": CITY_DEVIATION,
}
"""Every chart that has something to draw."""

AHEAD_UNKNOWN = {
    "projection": replace(
        MILANO_PROJECTION, measured_tco2e=(), baseline_tco2e=None, residual_tco2e=None, probability_reason=""
    ),
    "verdicts": replace(VERDICTS, points=()),
    "drivers": replace(DRIVERS, drivers=(), probability=None),
    "curve": replace(CURVE, blocks=(), discount_share=None),
    "cumulative": replace(CUMULATIVE, paths=(), budget_tco2e=None),
    "scenario": replace(SCENARIO, plan=ScenarioPath(), scenario=ScenarioPath()),
    "city-multiples": replace(CITY_INDEX, panels=()),
}
"""Every kind of chart without anything to draw: only words are left."""
