"""What the charts of molecules find, and what they leave unknown."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from progress.charts.builders.molecule_bars import build_molecule_bars
from progress.charts.builders.molecule_layer import LAYERS, build_molecule_layer, layer_legend
from progress.charts.builders.molecule_path import build_molecule_path
from tests.progress.charts.molecule_examples import BARS, LAYER, PATH


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def plain(words):
    return words.replace("\xa0", " ")


def test_path_finds_the_newest_year_and_the_target():
    assert plain(build_molecule_path(PATH).title) == "4,400 t CO₂e in 2023; the target for 2030 is 900 t CO₂e"
    without = build_molecule_path(replace(PATH, targets=()))
    assert plain(without.title) == "4,400 t CO₂e in 2023; the molecule has no target yet"
    nothing = build_molecule_path(replace(PATH, measured=(), shared_out=()))
    assert nothing.title == "What this molecule emits is not known yet"


def test_path_never_joins_what_was_measured_with_what_was_shared_out():
    lines = {line.role: [point.x for point in line.points] for line in build_molecule_path(PATH).plot.lines}
    assert lines == {"target": [2022, 2030], "measured": [2022, 2023], "other": [2021]}


def test_path_tells_what_its_figures_rest_on():
    chart = build_molecule_path(replace(PATH, has_gaps=True, is_illustrative=True))
    assert [note.split(" ")[0] for note in chart.notes] == ["What", "The", "Some"]
    assert build_molecule_path(replace(PATH, shared_out=())).notes == ()


def test_bars_have_no_bar_for_what_is_unknown_and_say_so():
    chart = build_molecule_bars(BARS)
    ends = [[segment.end for segment in group.bars[0].segments] for group in chart.plot.groups]
    assert ends == [[2.4], [3.37], []]
    assert chart.plot.groups[2].bars[0].label == "not known"
    assert chart.subtitle == "Known for 2 of the 3 molecules of Valdoria."
    assert [name for name, _paint in chart.plot.legend] == [
        "measured or reported",
        "estimated, apportioned or illustrative",
    ]


def test_bars_of_promises_are_drawn_in_percent():
    chart = build_molecule_bars(replace(BARS, figure="promised"))
    assert [group.bars[0].label for group in chart.plot.groups] == ["240%", "337%", "not known"]
    assert chart.plot.groups[0].bars[0].segments[0].end == 240


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_has_a_legend_for_each_of_its_paints(layer):
    data = replace(LAYER, layer=layer)
    painted = {shape.paint for shape in build_molecule_layer(data).plot.shapes}
    assert painted == {paint for _words, paint in layer_legend(data)}


def test_layer_of_states_tells_them_in_words():
    assert [words for words, _paint in layer_legend(replace(LAYER, layer="state"))] == [
        "candidate",
        "in works",
    ]
