"""Land is cut at the edges of the map, and the places decide what the map shows."""

import re
from dataclasses import replace

import pytest

from progress.charts.drawings.clipping import clip_ring
from progress.charts.drawings.legend import draw_key
from progress.charts.measure import Box
from progress.charts.palette import RAMP, Paint
from progress.charts.render import render_chart
from tests.progress.charts.examples import CITIES, square

BOX = Box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("ring", "kept"),
    [
        ([(1, 1), (9, 1), (9, 9)], [(1, 1), (9, 1), (9, 9)]),
        ([(20, 20), (30, 20), (30, 30)], []),
        ([(5, 5), (15, 5), (15, 15), (5, 15)], [(5, 5), (10, 5), (10, 10), (5, 10)]),
        ([(-5, -5), (15, -5), (15, 15), (-5, 15)], [(0, 0), (10, 0), (10, 10), (0, 10)]),
        ([], []),
    ],
)
def test_clip_ring_keeps_what_lies_inside(ring, kept):
    assert sorted(clip_ring(ring, BOX)) == sorted(kept)


def test_land_changes_neither_the_size_nor_the_places_of_the_map():
    far = {"type": "Polygon", "coordinates": [[[-60, -60], [60, -60], [60, 60]]]}
    near = square(9.0, 43.0, 2.0)
    drawings = [render_chart(replace(CITIES, outline=land), "en").svg_wide for land in (near, far)]
    marks = [re.findall(r'class="c-mark" d="([^"]+)"', drawing) for drawing in drawings]
    heads = [drawing.split(">")[0] for drawing in drawings]
    assert (marks[0], heads[0]) == (marks[1], heads[1])


def test_key_of_a_legend_is_a_picture_without_words():
    keys = [draw_key(Paint(RAMP[0])), draw_key("off_track")]
    assert [(key.count("<svg"), "<title" in key, 'aria-hidden="true"' in key) for key in keys] == [
        (1, False, True)
    ] * 2
