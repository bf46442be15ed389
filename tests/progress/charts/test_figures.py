"""The Plotly figures: valid, in the basic bundle, in the language of the page."""

import json

import plotly.graph_objects as go
import pytest

from progress.charts.figures.lines import lines_figure
from progress.charts.model import Line, LinePlot, Point
from progress.charts.render import render_chart
from tests.progress.charts.all_examples import ALL_DRAWN
from tests.progress.charts.examples import (
    ACTIONS,
    MILANO_GAP,
    MILANO_SECTORS,
    MILESTONES,
    PADOVA_TRAJECTORY,
    TORINO_SECTORS,
)

MAPS = ("molecules", "molecule-layer", "cities", "spread-map")
WITH_FIGURE = [name for name in ALL_DRAWN if name not in MAPS]


def figure_of(data, language="it"):
    return json.loads(render_chart(data, language).figure_json)


@pytest.mark.parametrize("name", WITH_FIGURE)
def test_figure_validates_and_uses_the_basic_bundle_only(name):
    figure = go.Figure(figure_of(ALL_DRAWN[name]))

    assert {trace.type for trace in figure.data} <= {"scatter", "bar", "pie"}
    assert figure.layout.title.text is None
    assert figure.layout.autosize is True


@pytest.mark.parametrize("name", WITH_FIGURE)
@pytest.mark.parametrize(("language", "separators"), [("it", ",."), ("en", ".,")])
def test_figure_has_the_separators_of_the_language(name, language, separators):
    assert figure_of(ALL_DRAWN[name], language)["layout"]["separators"] == separators


def test_figure_of_the_trajectory_starts_at_zero_and_holds_the_numbers_of_the_table():
    figure = figure_of(PADOVA_TRAJECTORY)
    _halo, target, measured = figure["data"]

    assert figure["layout"]["yaxis"]["rangemode"] == "tozero"
    assert (target["x"], target["y"]) == ([2021, 2030], [1283.174, 256.635])
    assert (measured["x"], measured["y"]) == ([2005, 2021, 2023], [1881.235, 1283.174, 1147.952])


def test_figure_of_the_gap_floats_its_bars():
    traces = figure_of(MILANO_GAP)["data"]
    steps = [(trace["base"][0], round(trace["x"][0], 3)) for trace in traces]

    assert steps == [
        (0.0, 4567.402),
        (4567.402, -1574.099),
        (2993.303, -304.597),
        (2688.706, -1568.0),
        (pytest.approx(1120.706), -207.706),
        (0.0, 913.0),
    ]


def test_figure_of_the_sectors_groups_three_traces():
    figure = figure_of(TORINO_SECTORS)

    assert figure["layout"]["barmode"] == "group"
    assert [len(trace["x"]) for trace in figure["data"]] == [5, 4, 5]
    assert figure["data"][2]["x"][-1] == -480.53


def test_figure_of_the_actions_stacks_by_base():
    traces = figure_of(ACTIONS)["data"]

    assert [(trace["base"], trace["x"]) for trace in traces] == [
        ([0, 0], [62, 6]),
        ([62], [2]),
        ([64], [3]),
        ([67, 6], [2, 6]),
    ]


def test_figure_escapes_names_that_plotly_would_read_as_markup():
    names = figure_of(MILESTONES)["layout"]["yaxis"]["categoryarray"]

    assert names[2:4] == [
        "District heating of the north &lt;opens&gt;",
        '120 electric buses in service on lines "3" &amp; "7", with the new depot and its own photovoltaic roof',
    ]


def test_figure_shows_a_tint_as_a_flat_colour():
    _baseline, reduction, residual = figure_of(MILANO_SECTORS)["data"]

    assert reduction["marker"]["color"][0] == "#8CA9B2"
    assert (residual["marker"]["color"][0], residual["marker"]["line"]["color"][0]) == ("#FFFFFF", "#003F53")


def test_years_below_a_figure_are_whole_and_stand_there_once():
    """A lone year: left to itself, Plotly would write "2020, 2020, 2021, 2021" below it."""
    lone = LinePlot((Line("Misurate", "measured", (Point(2021, 5.0),)),), "t")
    axis = json.loads(lines_figure(lone, language="it").to_json())["layout"]["xaxis"]
    assert (axis["range"], axis["tickvals"], "dtick" in axis) == ([2020, 2022], [2021], False)


def test_every_axis_of_years_says_in_whole_years_what_it_writes():
    layouts = {name: figure_of(ALL_DRAWN[name])["layout"] for name in WITH_FIGURE}
    axes = [
        (name, axis)
        for name, layout in layouts.items()
        for key, axis in layout.items()
        if key.startswith("xaxis") and axis.get("tickformat") == "d"
    ]
    told = {name for name, axis in axes if ("tickvals" in axis) != isinstance(axis.get("dtick"), int)}
    assert told == {name for name, _axis in axes}
    assert len(told) > 1
