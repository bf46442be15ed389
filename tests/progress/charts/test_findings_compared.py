"""The findings of the charts that compare costs, scenarios or cities: a branch for each case."""

from dataclasses import replace

import pytest

from progress.charts.builders.abatement_curve import AbatementBlock
from progress.charts.builders.city_multiples import CityPanel
from progress.charts.builders.scenario import ScenarioPath
from tests.progress.charts.findings import notes_of, title_of
from tests.progress.charts.foresight_examples import CITY_DEVIATION, CITY_INDEX, CURVE, SCENARIO, spread

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
