"""The findings of the charts that look ahead: a branch for each case."""

from dataclasses import replace

import pytest

from progress.charts.builders.cumulative import CumulativePath
from progress.charts.builders.drivers import Driver
from progress.charts.builders.intervals import YearInterval
from tests.progress.charts.examples import MILANO_GAP, PADOVA_TRAJECTORY
from tests.progress.charts.findings import notes_of, title_of
from tests.progress.charts.foresight_examples import (
    CUMULATIVE,
    DRIVERS,
    MILANO_PROJECTION,
    MILANO_RUNGS,
    PADOVA_ESTIMATED,
    PADOVA_PROJECTION,
    VERDICTS,
)


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
