"""What the charts of a spread say, and how they are painted."""

import pytest
from django.utils.translation import override

from progress.charts.builders.spread_map import (
    CLASS_PAINTS,
    NOTHING_PAINT,
    UNKNOWN_PAINT,
    legend_shares,
    paint_share,
    share_bounds,
)
from progress.charts.render import render_chart
from tests.progress.charts.findings import notes_of, title_of
from tests.progress.charts.spread_examples import BANDS, MAP


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "By 2035 what spreads from 9 molecules would save 13 kt (4.5–27) of CO₂e a year"),
        (
            {"bands": (), "molecules": 1},
            "By 2035 what spreads from 1 molecule would save 14 kt of CO₂e a year",
        ),
        ({"horizon": None}, "What spreads from the molecules of Milano"),
    ],
)
def test_bands_finding_tells_the_interval_where_it_was_drawn(changes, title):
    assert title_of(BANDS, **changes) == title


def test_bands_say_what_is_not_drawn_yet_and_what_is_illustrative():
    assert notes_of(BANDS) == []
    assert notes_of(BANDS, bands=(), is_illustrative=True) == [
        "The bands have not been drawn yet: only what the likeliest parameters give is known.",
        "Some inputs are illustrative: the page says which.",
    ]


def test_bands_that_are_not_drawn_are_unknown_in_the_table():
    drawn = render_chart(BANDS, "en").table_rows[-1]
    assert drawn == ["2040", "21,000", "7,000", "19,600", "42,000"]


def test_map_tells_how_many_neighbourhoods_are_reached():
    assert title_of(MAP) == "2030: something is saved in 6 of 8 neighbourhoods of Milano"
    rows = render_chart(MAP, "en").table_rows
    assert [row[2] for row in rows[:3]] == ["emits nothing outside the molecules", "0.0%", "1.0%"]


def test_shares_are_painted_by_their_class_and_nothing_is_not_unknown():
    painted = [paint_share(share, (0.03, 0.05)) for share in (None, 0.0, 0.01, 0.03, 0.05)]
    assert painted == [UNKNOWN_PAINT, NOTHING_PAINT, *CLASS_PAINTS]


@pytest.mark.parametrize(
    ("shares", "bounds"),
    [
        ((), ()),
        ((0.0, 0.01, 0.02), ()),
        ((0.02, 0.02, 0.02, 0.02), ()),
        ((0.01, 0.02, 0.03, 0.04, 0.05, 0.06), (0.03, 0.05)),
    ],
)
def test_bounds_split_what_is_above_nothing(shares, bounds):
    assert share_bounds(shares) == bounds


def test_legend_names_every_look_that_the_map_may_have():
    with override("en"):
        assert [words for words, _paint in legend_shares((0.03, 0.05), MAP.cells)] == [
            "nothing yet",
            "less than 3.0%",
            "from 3.0%",
            "from 5.0%",
            "emits nothing outside the molecules",
            "molecule",
        ]
        assert [words for words, _paint in legend_shares(())] == [
            "nothing yet",
            "something is saved",
            "molecule",
        ]
