"""The findings of the charts that look ahead, compare or tell costs: a branch for each case."""

from dataclasses import replace

import pytest

from progress.charts.builders.abatement_curve import AbatementBlock
from progress.charts.builders.city_multiples import CityPanel
from progress.charts.builders.cumulative import CumulativePath
from progress.charts.builders.drivers import Driver
from progress.charts.builders.intervals import YearInterval
from progress.charts.builders.scenario import ScenarioPath
from progress.charts.render import render_chart
from tests.progress.charts.examples import MILANO_GAP, PADOVA_TRAJECTORY
from tests.progress.charts.foresight_examples import (
    CITY_DEVIATION,
    CITY_INDEX,
    CUMULATIVE,
    CURVE,
    DRIVERS,
    MILANO_PROJECTION,
    MILANO_RUNGS,
    PADOVA_ESTIMATED,
    PADOVA_PROJECTION,
    SCENARIO,
    VERDICTS,
    spread,
)


def title_of(data, **changes):
    return render_chart(replace(data, **changes), "en").title.replace("\u00a0", " ")


def notes_of(data, **changes):
    return [note.replace("\u00a0", " ") for note in render_chart(replace(data, **changes), "en").notes]


def estimate(p10, p50, p90, year=2026):
    return (YearInterval(year=year, p10=p10, p50=p50, p90=p90),)


@pytest.mark.parametrize(
    ("nowcast", "title"),
    [
        (
            estimate(980_000, 1_050_000, 1_130_000),
            "Estimated 2026: Padova emits 1,050 kt (980–1,130), 337 kt above its trajectory",
        ),
        (
            estimate(500_000, 600_000, 700_000),
            "Estimated 2026: Padova emits 600 kt (500–700), 113 kt below its trajectory",
        ),
        (
            estimate(700_000, 750_000, 800_000),
            (
                "Estimated 2026: Padova emits 750 kt (700–800); its trajectory (713 kt) lies inside the interval,"
                " so above or below cannot be said"
            ),
        ),
        (
            estimate(180_000, 200_000, 220_000, year=2031),
            "Estimated 2031: Padova emits 200 kt (180–220); its trajectory has no value for that year",
        ),
        (
            estimate(1, 2, 3, year=2023),
            "In 2023 Padova emitted 1,148 kt, 93 kt more (8.8%) than its trajectory to 2030",
        ),
    ],
)
def test_trajectory_tells_an_estimate_only_where_nothing_newer_was_measured(nowcast, title):
    assert title_of(PADOVA_TRAJECTORY, nowcast=nowcast) == title


def test_trajectory_keeps_the_measured_finding_beside_an_estimate():
    assert notes_of(PADOVA_ESTIMATED) == [
        "In 2023 Padova emitted 1,148 kt, 93 kt more (8.8%) than its trajectory to 2030."
    ]


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "The chance of reaching the 2030 target is 12% on the assumptions stated below"),
        (
            {"probability": 0.0},
            "The chance of reaching the 2030 target is under 1% on the assumptions stated below",
        ),
        (
            {"probability": None, "probability_reason": "no action has tonnes."},
            "The chance of reaching the 2030 target cannot be said: no action has tonnes",
        ),
        ({"probability": None}, "The chance of reaching the 2030 target has not been computed"),
    ],
)
def test_projection_finding_is_the_chance_or_why_there_is_none(changes, title):
    assert title_of(PADOVA_PROJECTION, **changes) == title


def test_projection_says_in_words_what_it_does_not_know():
    assert notes_of(MILANO_PROJECTION, residual_tco2e=None) == [
        "What the actions on each rung would bring is not known, so no projection is drawn.",
        "The years since the last inventory have not been estimated.",
        "Inventories before 2021 stand in the table alone.",
        "The target is not published.",
    ]
    assert notes_of(PADOVA_PROJECTION)[:2] == list(PADOVA_PROJECTION.assumptions)


@pytest.mark.parametrize(
    ("covered", "title"),
    [
        (
            MILANO_RUNGS.covered_by_rung,
            (
                "Of the gap of 2,080 kt, 1.0% is delivered, 11.8% funded or under way, 77.3% planned or promised;"
                " 208 kt is covered by no action"
            ),
        ),
        ((("verified", 2_080_303),), "The gap of 2,080 kt is closed by what has been delivered"),
        (
            (("delivered", 208_030), ("funded", 1_040_151), ("idea", 832_122)),
            (
                "Actions cover the whole gap of 2,080 kt, but only 10.0% is delivered; 50.0% is funded or under way,"
                " 40.0% planned or promised"
            ),
        ),
        ((("idea", None),), "How much of the gap of 2,080 kt is covered has not been estimated"),
    ],
)
def test_gap_finding_by_rung(covered, title):
    assert title_of(MILANO_GAP, covered_by_rung=covered) == title


def test_gap_by_rung_keeps_the_maturities_in_words():
    assert notes_of(MILANO_RUNGS)[0] == (
        "By maturity as the contract states it: Projects 305 kt, Strategies without a project yet 1,568 kt."
    )


def test_verdict_finding_tells_the_last_turn_and_its_reason():
    points = sorted(VERDICTS.points, key=lambda point: point.date)

    assert [title_of(VERDICTS, points=tuple(points[:count])) for count in range(4)] == [
        "No verdict on Padova has been computed yet",
        "The verdict on Padova has been “not measured” since the first computation of 1 October 2024",
        "The verdict on Padova turned from “not measured” to “at risk” on 3 May 2025: new inventory",
        (
            "The verdict on Padova changed 2 times, last on 3 February 2026 from “at risk” to “off track”:"
            " restated inventory"
        ),
    ]


def test_verdict_reason_may_be_words_and_says_when_it_was_not_recorded():
    points = tuple(replace(point, reason="council vote") for point in VERDICTS.points[1:3])
    unknown = tuple(replace(point, reason="") for point in points)

    assert title_of(VERDICTS, points=points).endswith("on 3 May 2025: council vote")
    assert title_of(VERDICTS, points=unknown).endswith("on 3 May 2025: reason not recorded")


TRAM = Driver(code="A12", title="Tram", difference_share=0.081)


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (
            {"drivers": (TRAM,)},
            "“Tram” moves the chance of reaching the 2030 target, 12% today, most: +8.1 percentage points",
        ),
        (
            {"drivers": (TRAM,), "probability": None},
            "“Tram” moves the chance of reaching the 2030 target most: +8.1 percentage points",
        ),
        (
            {"drivers": (replace(TRAM, difference_share=0.0001),)},
            "No single action moves the chance of reaching the 2030 target",
        ),
        ({"drivers": ()}, "What moves the chance of reaching the 2030 target has not been computed"),
        (
            {"drivers": (), "reason": "no draws."},
            "What moves the chance of reaching the 2030 target cannot be said: no draws",
        ),
    ],
)
def test_drivers_finding_names_the_strongest(changes, title):
    assert title_of(DRIVERS, **changes) == title


DEAR = AbatementBlock(
    code="A5", title="Homes", reduction_tco2e=46_000, cost_eur_per_tco2e=118, is_funded=True
)


@pytest.mark.parametrize(
    ("blocks", "title"),
    [
        (
            CURVE.blocks,
            "4 actions save money while they avoid 76 kt a year; 84 kt a year still without funding",
        ),
        ((DEAR,), "The only action with a known cost avoids a tonne for 118 €/t; all of them funded"),
        (
            (DEAR, replace(DEAR, cost_eur_per_tco2e=4.25, is_funded=None)),
            "No action saves money: a tonne avoided costs from 4.3 €/t to 118 €/t",
        ),
        (
            (),
            (
                "What a tonne avoided costs in Padova cannot be said: no action states its tonnes, its costs, what it"
                " saves and its lifetime"
            ),
        ),
    ],
)
def test_abatement_finding_tells_savings_costs_and_funding(blocks, title):
    assert title_of(CURVE, blocks=blocks) == title


def test_abatement_notes_count_what_is_not_drawn():
    assert notes_of(CURVE) == [
        "The blocks do not add effects between actions: each stands for its action alone, so tonnes may overlap.",
        "Blocks that rise above the drawing are cut; their cost is written on them and in the table.",
        "31 actions have tonnes but no cost and are not drawn.",
        "1 action has no estimate of its effect and is not drawn.",
    ]


def path(kind, total):
    return CumulativePath(kind=kind, cumulative_tco2e=((2030, float(total)),))


ASKED = path("trajectory", 20_000_000)


@pytest.mark.parametrize(
    ("paths", "title"),
    [
        (
            (ASKED, path("projected", 25_000_000)),
            "As projected, Milano emits 5,000 kt more in all from 2022 to 2030 than along its trajectory (+25.0%)",
        ),
        (
            (ASKED, path("projected", 18_000_000)),
            "As projected, Milano emits 2,000 kt less in all from 2022 to 2030 than along its trajectory (−10.0%)",
        ),
        (
            (ASKED, path("projected", 20_000_000)),
            "From 2022 to 2030 Milano emits in all just what its trajectory allows: 20,000 kt",
        ),
        (
            (ASKED, path("nothing_more", 25_000_000)),
            (
                "If nothing more is delivered, Milano emits 5,000 kt more in all from 2022 to 2030 than along its"
                " trajectory (+25.0%)"
            ),
        ),
        (
            (ASKED, path("nothing_more", 18_000_000)),
            (
                "Even if nothing more is delivered, Milano emits 2,000 kt less in all from 2022 to 2030 than along"
                " its trajectory (−10.0%)"
            ),
        ),
        ((ASKED,), "Along its trajectory Milano emits 20,000 kt in all from 2022 to 2030"),
        ((), "How much Milano may emit in all until 2030 is not known: no trajectory can be drawn"),
    ],
)
def test_cumulative_finding_compares_with_the_trajectory(paths, title):
    assert title_of(CUMULATIVE, paths=paths) == title


def test_cumulative_says_that_a_budget_binds_nobody():
    assert notes_of(CUMULATIVE, budget_source="") == [
        "The budget of 21,000 kt is for information and binds nobody."
    ]
    assert notes_of(CUMULATIVE, paths=(ASKED,), budget_tco2e=None) == [
        "No projection is drawn: the emissions to come have not been estimated."
    ]


@pytest.mark.parametrize(
    ("plan", "scenario", "title"),
    [
        (0.12, 0.31, "With “S” the chance of reaching the 2030 target rises from 12% to 31%"),
        (0.31, 0.12, "With “S” the chance of reaching the 2030 target falls from 31% to 12%"),
        (0.121, 0.119, "With “S” the chance of reaching the 2030 target stays at 12%"),
        (None, 0.31, "With “S” emissions in 2030 are 180 kt lower than in the plan"),
    ],
)
def test_scenario_finding_compares_the_chances_or_else_the_emissions(plan, scenario, title):
    changes = {
        "scenario_name": "S",
        "plan": replace(SCENARIO.plan, probability=plan),
        "scenario": replace(SCENARIO.scenario, probability=scenario),
    }

    assert title_of(SCENARIO, **changes) == title


@pytest.mark.parametrize(
    ("estimates", "title"),
    [
        ((spread(2030, 900_000, 0.1),), "With “S” emissions in 2030 are 110 kt higher than in the plan"),
        ((spread(2030, 791_000, 0.1),), "With “S” emissions in 2030 stay as in the plan"),
        ((), "What “S” changes cannot be said: plan and scenario are not both projected"),
    ],
)
def test_scenario_without_a_chance_tells_the_difference_in_emissions(estimates, title):
    assert title_of(SCENARIO, scenario_name="S", scenario=ScenarioPath(estimates=estimates)) == title


def test_scenario_says_why_a_chance_is_missing():
    changes = {"plan": replace(SCENARIO.plan, probability=None), "probability_reason": "no draws."}

    assert (
        notes_of(SCENARIO, **changes)[-1]
        == "The chance of reaching the target cannot be said for both: no draws."
    )


def panels(**values):
    return tuple(CityPanel(city=city, values=((2023, value),)) for city, value in values.items())


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "Padova: 90 (baseline = 100); 1 of the 4 other comparable cities stands lower"),
        (
            {"panels": panels(Padova=80.0, A=81.0)},
            "Padova stands lowest of 2 comparable cities: 80 (baseline = 100)",
        ),
        (
            {"panels": panels(Padova=80.0, A=79.0)},
            "Padova stands highest of 2 comparable cities: 80 (baseline = 100)",
        ),
        ({"panels": panels(Padova=80.0)}, "No other city can be compared with Padova"),
        (
            {"panels": panels(A=80.0)},
            "Padova cannot be compared with the others: its figures follow different rules",
        ),
        ({"panels": ()}, "No two cities can be compared: their figures follow different rules"),
        (
            {"panels": panels(A=80.0, B=70.0), "ours": ""},
            "2 of 4 cities can be compared; B stands lowest: 70 (baseline = 100)",
        ),
    ],
)
def test_cities_finding_ranks_only_what_may_be_compared(changes, title):
    assert title_of(CITY_INDEX, **changes) == title


def test_cities_finding_has_the_unit_of_its_indicator():
    assert (
        title_of(CITY_DEVIATION)
        == "Padova stands highest of 2 comparable cities: +8.8% against the trajectory"
    )
    assert title_of(CITY_INDEX, indicator="per_resident", panels=panels(Padova=4.26, A=5.0)) == (
        "Padova stands lowest of 2 comparable cities: 4.3 t CO₂e a resident"
    )


def test_cities_left_out_are_told_with_what_differs():
    assert notes_of(CITY_INDEX) == [
        "Not compared: Milano (CO₂ only).",
        "Not compared: Roma (scope 3 included; GWP of AR4).",
    ]
