"""The title of every chart is a finding made from its numbers, with a branch for each case."""

import re
from dataclasses import replace
from datetime import date

import pytest

from progress.charts.builders.actions_summary import SectorActions
from progress.charts.builders.sectors import SectorRow
from progress.charts.render import render_chart
from tests.progress.charts.all_examples import ALL_DRAWN, ALL_NOT_DRAWN
from tests.progress.charts.examples import (
    ACTIONS,
    CITIES,
    MILANO_GAP,
    MILANO_SECTORS,
    MILANO_TRAJECTORY,
    MILESTONES,
    MOLECULES,
    NAMES_ONLY_SECTORS,
    PADOVA_GAP,
    PADOVA_TRAJECTORY,
    TORINO_SECTORS,
)
from tests.progress.charts.findings import notes_of, title_of


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "In 2023 Padova emitted 1,148 kt, 93 kt more (8.8%) than its trajectory to 2030"),
        (
            {"verdict": "at_risk", "observed_tco2e": 1_070_000},
            "At risk: in 2023 Padova emitted 1,070 kt, 15 kt more (1.4%) than its trajectory to 2030",
        ),
        (
            {"verdict": "at_risk", "observed_tco2e": 1_050_000},
            "At risk, although in 2023 Padova emitted 1,050 kt, 5.1 kt less (0.5%) than its trajectory to 2030",
        ),
        (
            {"verdict": "on_track", "observed_tco2e": 1_000_000},
            "On track: in 2023 Padova emitted 1,000 kt, 55 kt less (5.2%) than its trajectory to 2030",
        ),
        (
            {"verdict": "on_track", "observed_tco2e": 1_060_000},
            (
                "On track within the tolerance: in 2023 Padova emitted 1,060 kt, 4.9 kt more (0.5%)"
                " than its trajectory to 2030"
            ),
        ),
        (
            {"verdict": "on_track", "observed_tco2e": 1_055_054},
            "In 2023 Padova emitted 1,055 kt, just what its trajectory to 2030 asks",
        ),
        (
            {"verdict": "not_measured"},
            "No comparable inventory after 2021: whether Padova is on its trajectory cannot be said",
        ),
        (
            {"residual_tco2e": None},
            "No trajectory can be drawn for Padova: its baseline or its target is not published",
        ),
    ],
)
def test_trajectory_finding_follows_the_verdict(changes, title):
    assert title_of(PADOVA_TRAJECTORY, **changes) == title


def test_trajectory_note_tells_other_series_apart():
    assert notes_of(MILANO_TRAJECTORY) == [
        "1 series in grey follows another method and is not compared with the baseline."
    ]
    assert notes_of(PADOVA_TRAJECTORY) == []


@pytest.mark.parametrize(
    ("data", "changes", "title"),
    [
        (MILANO_GAP, {}, "Projects cover 14.6% of the gap, strategies without a project yet 75.4%"),
        (
            MILANO_GAP,
            {"covered_tco2e": (("project", 304_597),)},
            "Projects cover 14.6% of the gap of 2,080 kt",
        ),
        (
            MILANO_GAP,
            {"covered_tco2e": (("project", None), ("strategy", 1_568_000))},
            "Strategies without a project yet cover 75.4% of the gap, projects are not estimated",
        ),
        (
            MILANO_GAP,
            {"covered_tco2e": (("enabling", 208_030),)},
            "Actions cover 10.0% of the gap of 2,080 kt",
        ),
        (
            MILANO_GAP,
            {"covered_tco2e": (("project", None),)},
            "How much of the gap of 2,080 kt is covered has not been estimated",
        ),
        (
            PADOVA_GAP,
            {},
            "On paper the actions cover 99.8% of the gap of 859 kt; how firm they are is not stated",
        ),
        (
            PADOVA_GAP,
            {"printed_portfolio_tco2e": 858_522},
            "On paper the actions cover the whole gap of 859 kt; how firm they are is not stated",
        ),
        (
            PADOVA_GAP,
            {"gap_tco2e": -5_205},
            "The existing plan already reaches the target of Padova: there is no gap to close",
        ),
        (
            PADOVA_GAP,
            {"gap_tco2e": None},
            "How large the gap of Padova is cannot be said: it is not published",
        ),
    ],
)
def test_gap_finding_tells_how_firm_the_coverage_is(data, changes, title):
    assert title_of(data, **changes) == title


def test_gap_notes_tell_what_is_not_counted():
    assert notes_of(MILANO_GAP) == [
        "Sinks remove a further 9 kt a year; they are shown apart and not counted.",
        "48 actions have no estimate of their effect and are not counted.",
        "1 action is included in another one and is not counted twice.",
    ]
    assert notes_of(PADOVA_GAP, gap_tco2e=858_600) == [
        "The contract does not state how mature the actions are: the bar is its printed portfolio column.",
        "As printed, target minus existing plan differs from the gap by 77 t.",
    ]


def test_gap_unknown_amounts_are_words_in_the_table():
    assert render_chart(MILANO_GAP, "en").table_rows == [
        ["Baseline 2021", "4,567,402", "–"],
        ["Existing plan", "−1,574,099", "–"],
        ["Projects", "−304,597", "14.6%"],
        ["Strategies without a project yet", "−1,568,000", "75.4%"],
        ["Enabling actions", "not estimated", "–"],
        ["Not covered yet", "−207,706", "10.0%"],
        ["Residual 2030", "913,000", "–"],
    ]


def test_gap_covered_twice_is_told_as_more_than_asked():
    rows = render_chart(ALL_DRAWN["surplus-gap"], "en").table_rows

    assert rows[3] == ["More than the gap asks", "419,697", "−20.2%"]


@pytest.mark.parametrize(
    ("data", "changes", "title"),
    [
        (MILANO_SECTORS, {}, "85.1% of the 4,567 kt of 2021 comes from one sector: buildings"),
        (
            MILANO_SECTORS,
            {"total_baseline_tco2e": None},
            "The largest source of 2021 is buildings, with 3,885 kt",
        ),
        (NAMES_ONLY_SECTORS, {}, "Parma publishes no baseline by sector"),
    ],
)
def test_sectors_finding_names_the_largest_source(data, changes, title):
    assert title_of(data, **changes) == title


def test_sectors_notes_tell_printed_oddities():
    assert notes_of(TORINO_SECTORS) == [
        "Waste: the residual is printed as negative (−11 kt) and shown so.",
        "Waste: the reduction printed (72 kt) is larger than the baseline (61 kt).",
        "Agriculture, forestry and land use: a sink of 35 kt; the total of the baseline is net of it.",
        "Energy systems: the residual is printed as negative (−481 kt) and shown so.",
        "Energy systems: the reduction printed (481 kt) is larger than the baseline (0 t).",
    ]
    assert notes_of(MILANO_SECTORS, total_baseline_tco2e=4_600_000) == [
        "As printed, the sectors add up to 4,567 kt and the total says 4,600 kt."
    ]


def test_sectors_without_numbers_say_so_in_the_table():
    rows = (SectorRow(sector="buildings", baseline_tco2e=12_000), SectorRow(sector="waste"))

    assert render_chart(replace(MILANO_SECTORS, rows=rows), "en").table_rows[:2] == [
        ["Buildings", "12,000", "not published", "not published"],
        ["Waste", "not published", "not published", "not published"],
    ]


@pytest.mark.parametrize(
    ("states", "title"),
    [
        (
            ("reached", "reached", "missed", "moved", "planned"),
            "2 milestones reached, 1 missed; next: M4 (30.06.2027)",
        ),
        (
            ("reached", "reached", "reached", "planned", "planned"),
            "3 milestones reached, none missed; next: M4 (30.06.2027)",
        ),
        (("planned",) * 5, "No milestone reached, none missed, 3 overdue; next: M4 (30.06.2027)"),
        (
            ("missed", "planned", "missed", "reached", "reached"),
            "2 milestones reached, 2 missed, 1 overdue; no further one is published",
        ),
        (("reached",) * 5, "5 milestones reached, none missed; no further one is published"),
    ],
)
def test_milestones_finding_counts_states_and_names_the_next(states, title):
    milestones = tuple(
        replace(milestone, name=f"M{index}", state=state)
        for index, (milestone, state) in enumerate(zip(MILESTONES.milestones, states, strict=True), start=1)
    )

    assert title_of(MILESTONES, milestones=milestones) == title


@pytest.mark.parametrize(
    ("counts", "title"),
    [
        (
            (("quantified", 62), ("not_estimated", 55)),
            "62 actions out of 117 (53%) state how many tonnes they save",
        ),
        (
            (("quantified", 1), ("not_estimated", 3)),
            "1 action out of 4 (25%) states how many tonnes it saves",
        ),
        ((("quantified", 9),), "All 9 actions state how many tonnes they save"),
        ((("not_estimated", 9),), "None of the 9 actions states how many tonnes it saves"),
        ((), "Milano has not published any action yet"),
    ],
)
def test_actions_finding_tells_how_many_state_tonnes(counts, title):
    assert title_of(ACTIONS, rows=(SectorActions(sector="waste", counts=counts),)) == title


def test_molecules_finding_tells_area_and_share():
    assert title_of(MOLECULES) == "6 molecules cover 27 km², 15% of Milano"
    assert title_of(MOLECULES, city_area_km2=None) == "6 molecules cover 27 km²"
    assert (
        title_of(MOLECULES, molecules=(replace(MOLECULES.molecules[0], area_km2=None),))
        == "1 molecule in Milano"
    )
    assert notes_of(MOLECULES) == ["The perimeters are illustrative, not official."]
    assert notes_of(MOLECULES, are_official=True) == []


def test_cities_finding_tells_how_many_can_be_judged():
    unmeasured = tuple(replace(city, verdict="not_measured") for city in CITIES.cities)

    assert title_of(CITIES) == "1 city out of 5 can be judged today; on track: 0"
    assert title_of(CITIES, cities=unmeasured) == (
        "None of the 5 cities can be judged yet: comparable inventories are missing"
    )


def test_finding_has_the_number_format_of_the_language():
    numbers = re.findall(r"\d[\d.,]*", title_of(PADOVA_TRAJECTORY, "it"))

    assert sorted(number.strip(".,") for number in numbers) == ["1.148", "2023", "2030", "8,8", "93"]


@pytest.mark.parametrize("name", [*ALL_DRAWN, *(f"empty {name}" for name in ALL_NOT_DRAWN)])
@pytest.mark.parametrize("language", ["it", "en"])
def test_chart_always_has_title_subtitle_and_source(name, language):
    data = ALL_NOT_DRAWN[name.removeprefix("empty ")] if name.startswith("empty ") else ALL_DRAWN[name]
    rendered = render_chart(data, language)

    assert rendered.language == language
    assert rendered.source == data.source
    assert min(len(rendered.title), len(rendered.subtitle)) > 10
    assert "%(" not in rendered.title + rendered.subtitle + "".join(rendered.notes)


@pytest.mark.parametrize(
    ("precision", "day", "is_next"), [("year", 1, True), ("month", 1, True), ("day", 1, False)]
)
def test_milestone_is_due_until_its_published_month_or_year_ends(precision, day, is_next):
    milestone = replace(
        MILESTONES.milestones[0], name="M", date=date(2026, 11, day), state="planned", precision=precision
    )
    title = title_of(MILESTONES, milestones=(milestone,))

    assert ("next: M" in title, "1 overdue" in title) == (is_next, not is_next)
