"""The small layer under the drawings: scales, measures, labels, the SVG writer, geometry."""

from itertools import combinations

import pytest
from django.utils import translation

from progress.charts.builders.geometry import rings_of
from progress.charts.drawings.maps import middle_of
from progress.charts.measure import (
    Box,
    LabelPlacer,
    boxes_along,
    shorten_text,
    spots_around,
    spread_evenly,
    text_box,
    text_width,
    wrap_text,
)
from progress.charts.palette import (
    MATURITY_PAINTS,
    RAMP,
    RUNG_PAINTS,
    SECTOR_COLOURS,
    WHITE,
    Paint,
    sector_colour,
)
from progress.charts.scale import LinearScale, nice_ticks, year_ticks
from progress.charts.svg import Drawing, number
from progress.charts.words import display_unit, format_chance, format_points, within_sentence


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 1283, (0, 250, 500, 750, 1000, 1250, 1500)),
        (0, 7493, (0, 2000, 4000, 6000, 8000)),
        (100, 900, (0, 200, 400, 600, 800, 1000)),
        (-481, 1734, (-500, 0, 500, 1000, 1500, 2000)),
        (0, 0.7, pytest.approx((0, 0.2, 0.4, 0.6, 0.8))),
        (0, 0, (0, 1)),
    ],
)
def test_nice_ticks_hold_zero_and_enclose_the_values(low, high, ticks):
    assert nice_ticks(low, high) == ticks


def test_year_ticks_end_with_the_last_year():
    assert year_ticks(2021, 2030, count=14) == tuple(range(2021, 2031))
    assert year_ticks(2003, 2030, count=5) == (2010, 2020, 2030)


def test_linear_scale_maps_ends_and_middle():
    scale = LinearScale(-10, 10, 100, 200)

    assert [scale(-10), scale(0), scale(10)] == [100, 150, 200]
    assert LinearScale(2021, 2021, 40, 80)(2021) == 40


def test_wrap_text_breaks_between_words_and_shortens_the_last_line():
    assert wrap_text("Agriculture, forestry and land use", 130) == ["Agriculture, forestry", "and land use"]
    assert wrap_text("Agriculture, forestry and land use", 95) == ["Agriculture,", "forestry and l…"]
    assert wrap_text("Waste", 130) == ["Waste"]
    assert shorten_text("Waste", 20) == "W…"


def test_text_width_grows_with_size_and_weight():
    assert text_width("Waste", size=28) == 2 * text_width("Waste", size=14)
    assert text_width("Waste", bold=True) > text_width("Waste")


def test_text_box_follows_the_anchor():
    boxes = [text_box("Waste", 100, 50, anchor=anchor) for anchor in ("start", "middle", "end")]

    assert [boxes[0].left, (boxes[1].left + boxes[1].right) / 2, boxes[2].right] == [100, 100, 100]


def test_label_placer_finds_free_spots_and_gives_up_when_there_is_none():
    placer = LabelPlacer(Box(0, 0, 300, 200))
    spots = [placer.place("Milano", spots_around(150, 100)) for _ in range(4)]
    boxes = [text_box("Milano", x, y, anchor=anchor) for x, y, anchor in filter(None, spots)]

    assert len(boxes) == 4
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])] == []
    assert LabelPlacer(Box(0, 0, 20, 20)).place("Milano", spots_around(10, 10)) is None


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        ([], []),
        ([10, 30, 60], [10, 30, 60]),
        ([10, 12, 40], [7, 15, 40]),
        ([0, 1], [0, 8]),
        ([58, 59, 60], [44, 52, 60]),
        ([20, 21, 22, 27], [10.5, 18.5, 26.5, 34.5]),
    ],
)
def test_spread_evenly_moves_labels_apart_and_keeps_them_inside(wanted, rows):
    assert spread_evenly(wanted, gap=8, low=0, high=60) == rows


def test_boxes_along_cover_a_line_from_end_to_end():
    boxes = boxes_along([(0, 0), (12, 0)])

    assert [box.left for box in boxes] == [-3, 3, 9]


@pytest.mark.parametrize(
    ("value", "text"),
    [(12.0, "12"), (12.34, "12.3"), (-0.004, "0"), (0.85, "0.85"), (-3.26, "-3.3"), (100.0, "100")],
)
def test_number_is_short_and_has_no_negative_zero(value, text):
    assert number(value) == text


def test_drawing_escapes_text_and_attributes():
    drawing = Drawing(uid="x", width=10, height=10, title='A & "B"', description="<c>")
    drawing.add("text", content="R&D <tests>", aria_label='say "hi" & go')

    assert '<title id="x-title">A &amp; "B"</title><desc id="x-desc">&lt;c&gt;</desc>' in drawing.render()
    assert "<text aria-label='say \"hi\" &amp; go'>R&amp;D &lt;tests&gt;</text>" in drawing.render()


def contrast(first, second):
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", SECTOR_COLOURS.values())
def test_sector_colours_stand_out_on_white(colour):
    assert contrast(colour, WHITE) >= 3


@pytest.mark.parametrize(
    "paint",
    [
        *MATURITY_PAINTS.values(),
        *RUNG_PAINTS.values(),
        *map(Paint, RAMP),
        *map(Paint, SECTOR_COLOURS.values()),
    ],
)
def test_text_inside_an_area_is_readable(paint):
    ground = WHITE if paint.hatch else paint.fill

    assert contrast(paint.ink, ground) >= 4.5


def test_sector_without_a_colour_is_neutral():
    assert sector_colour("unheard-of") == sector_colour("cross_cutting")


@pytest.mark.parametrize(
    ("probability", "words"),
    [
        (0.0, "under 1%"),
        (0.0099, "under 1%"),
        (0.01, "1%"),
        (0.124, "12%"),
        (0.99, "99%"),
        (0.991, "over 99%"),
    ],
)
def test_chance_says_no_more_than_the_draws_can_know(probability, words):
    with translation.override("en"):
        assert format_chance(probability) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.214, "+21"), (0.0814, "+8.1"), (-0.02, "−2.0"), (0.0, "0.0"), (-0.0001, "0.0"), (0.0996, "+10.0")],
)
def test_points_carry_their_sign_unless_they_print_as_zero(share, words):
    with translation.override("en"):
        assert format_points(share) == words


@pytest.mark.parametrize(
    ("tonnes", "words"),
    [((980_000, 1_050_000, 1_130_000), "1,050 kt (980–1,130)"), ((900, 1_000, 1_100), "1,000 t (900–1,100)")],
)
def test_interval_is_written_in_one_unit(tonnes, words):
    with translation.override("en"):
        assert display_unit(*tonnes).interval(*tonnes).replace("\u00a0", " ") == words


def test_display_unit_is_kilotonnes_for_a_city_and_tonnes_for_less():
    assert (
        display_unit(4_567_402, None).divisor,
        display_unit(900, -50).divisor,
        display_unit().divisor,
    ) == (1000, 1, 1)


def test_name_within_a_sentence_keeps_abbreviations():
    assert [within_sentence("Buildings"), within_sentence("AFOLU")] == ["buildings", "AFOLU"]


def test_rings_come_largest_first_and_only_from_areas():
    small = [[0, 0], [1, 0], [1, 1], [0, 0]]
    large = [[5, 5], [9, 5], [9, 9], [5, 5]]

    assert rings_of({"type": "MultiPolygon", "coordinates": [[small], [large]]})[0][0] == (5.0, 5.0)
    with pytest.raises(ValueError, match="not an area: Point"):
        rings_of({"type": "Point", "coordinates": [0, 0]})


def test_middle_of_a_ring_is_its_centroid():
    square = ((10.0, 40.0), (12.0, 40.0), (12.0, 42.0), (10.0, 42.0), (10.0, 40.0))

    assert middle_of(square) == pytest.approx((11.0, 41.0))
    assert middle_of(((1.0, 1.0), (1.0, 1.0))) == (1.0, 1.0)
