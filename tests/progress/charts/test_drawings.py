"""The rules that every drawing keeps (look of the charts, accessibility, strict CSP)."""

from itertools import combinations

import pytest

from progress.charts.render import render_chart
from tests.progress.charts.all_examples import ALL_DRAWN, ALL_NOT_DRAWN
from tests.progress.charts.examples import CITIES, MILESTONES
from tests.progress.charts.reading import NAMESPACE, coordinates, parse, size_of, texts

DRAWING_TAGS = {
    "svg",
    "title",
    "desc",
    "line",
    "rect",
    "circle",
    "path",
    "polyline",
    "polygon",
    "text",
    "defs",
    "pattern",
}
REPEATED = {
    *(
        "padova-trajectory",
        "padova-estimated",
        "milano-estimated",
        "padova-gap",
        "surplus-gap",
        "milano-rungs",
    ),
    *("torino-sectors", "milano-projection", "city-per-resident", "city-deviation"),
}
"""Second examples of charts that stand on a page once."""
LANGUAGES = ("it", "en")
CASES = [
    pytest.param(name, language, width, id=f"{name}-{language}-{width}")
    for name in ALL_DRAWN
    for language in LANGUAGES
    for width in ("svg_wide", "svg_narrow")
]


def draw(name, language, width):
    return getattr(render_chart(ALL_DRAWN[name], language), width)


@pytest.mark.parametrize(("name", "language", "width"), CASES)
def test_drawing_is_an_image_with_title_and_description(name, language, width):
    rendered = render_chart(ALL_DRAWN[name], language)
    root = parse(getattr(rendered, width))
    title, description = root[0], root[1]

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert title.text == rendered.title
    assert len(description.text or "") > 20


@pytest.mark.parametrize(("name", "language", "width"), CASES)
def test_drawing_keeps_the_strict_content_security_policy(name, language, width):
    elements = list(parse(draw(name, language, width)).iter())
    forbidden = [
        key for element in elements for key in element.attrib if key == "style" or key.startswith("on")
    ]

    fills = {element.attrib.get("fill", "") for element in elements}
    ids = {element.attrib["id"] for element in elements if "id" in element.attrib}

    assert forbidden == []
    assert {fill for fill in fills if "url" in fill} <= {f"url(#{name})" for name in ids}
    assert {element.tag.removeprefix(NAMESPACE) for element in elements} <= DRAWING_TAGS


@pytest.mark.parametrize(("name", "language", "width"), CASES)
def test_drawing_sets_no_text_below_thirteen_pixels(name, language, width):
    root = parse(draw(name, language, width))
    sizes = [float(text.attrib["font-size"]) for text in root.iter(f"{NAMESPACE}text")]

    assert [size for size in sizes if size < 13] == []
    assert sizes


@pytest.mark.parametrize(("name", "language", "width"), CASES)
def test_drawing_stays_inside_its_view_box(name, language, width):
    root = parse(draw(name, language, width))
    frame = size_of(root)
    outside = [
        (x, y)
        for x, y in coordinates(root)
        if not (frame.left <= x <= frame.right and frame.top <= y <= frame.bottom)
    ]

    assert outside == []
    assert [text for text, box in texts(root) if not box.inside(frame)] == []


@pytest.mark.parametrize(("name", "language", "width"), CASES)
def test_drawing_labels_do_not_overlap(name, language, width):
    root = parse(draw(name, language, width))
    overlapping = [
        (first, second)
        for (first, first_box), (second, second_box) in combinations(texts(root), 2)
        if first_box.overlaps(second_box)
    ]

    assert overlapping == []


def test_ids_are_unique_when_all_charts_stand_on_one_page():
    charts = [render_chart(data, "it") for name, data in ALL_DRAWN.items() if name not in REPEATED]
    ids = [
        element.attrib["id"]
        for chart in charts
        for svg in (chart.svg_wide, chart.svg_narrow)
        for element in parse(svg).iter()
        if "id" in element.attrib
    ]

    titles = [name for name in ids if name.endswith(("-title", "-desc"))]
    assert len(ids) == len(set(ids))
    assert len(titles) == 4 * len(charts)


@pytest.mark.parametrize("name", ALL_NOT_DRAWN)
def test_chart_without_numbers_has_words_and_no_drawing(name):
    rendered = render_chart(ALL_NOT_DRAWN[name], "en")

    assert (rendered.svg_wide, rendered.svg_narrow, rendered.figure_json) == ("", "", "")
    assert rendered.title
    assert rendered.source


def test_target_line_lies_on_a_white_halo():
    lines = [
        line.attrib["class"] for line in parse(draw("milano-gap", "it", "svg_wide")).iter(f"{NAMESPACE}line")
    ]
    curves = [
        curve.attrib["class"]
        for curve in parse(draw("milano-trajectory", "it", "svg_wide")).iter(f"{NAMESPACE}polyline")
    ]

    assert [name for name in lines if name in ("c-halo", "c-target")] == ["c-halo", "c-target"]
    assert curves == ["c-other", "c-halo", "c-target", "c-measured"]


def test_series_of_other_methods_are_never_joined_to_the_first():
    curves = {
        curve.attrib["class"]: len(curve.attrib["points"].split())
        for curve in parse(draw("milano-trajectory", "en", "svg_wide")).iter(f"{NAMESPACE}polyline")
    }

    assert curves == {"c-other": 2, "c-halo": 2, "c-target": 2, "c-measured": 5}


def test_unknown_amount_is_no_bar():
    root = parse(draw("milano-gap", "en", "svg_wide"))

    # Baseline, existing plan, projects, strategies, not covered, residual; "enabling" is not estimated.
    assert len([rect for rect in root.iter(f"{NAMESPACE}rect") if "x" in rect.attrib]) == 6


def test_negative_bar_starts_left_of_zero():
    root = parse(draw("torino-sectors", "en", "svg_wide"))
    zero = next(line for line in root.iter(f"{NAMESPACE}line") if line.attrib["class"] == "c-zero")
    bars = [rect for rect in root.iter(f"{NAMESPACE}rect") if float(rect.attrib["y"]) > 25]
    left = [bar for bar in bars if float(bar.attrib["x"]) < float(zero.attrib["x1"]) - 1]

    # Waste residual, both AFOLU bars, energy systems residual.
    assert len(left) == 4


def test_milestone_states_differ_by_shape_and_word():
    root = parse(render_chart(MILESTONES, "en").svg_narrow)
    shapes = [
        (element.tag.removeprefix(NAMESPACE), element.attrib.get("d", "").lstrip("M0123456789.,"))
        for element in root.iter()
        if element.attrib.get("class") == "c-mark"
    ]

    assert shapes == [
        ("circle", ""),
        ("circle", ""),
        ("path", "l10,18h-20z"),
        ("path", "h16v16h-16z"),
        ("path", "l9,9l-9,9l-9,-9z"),
    ]


def test_moved_milestone_keeps_its_old_date_hollow():
    root = parse(render_chart(MILESTONES, "en").svg_wide)

    assert [
        element.attrib["class"] for element in root.iter() if element.attrib.get("class") == "c-ghost"
    ] == ["c-ghost"]


def test_every_city_of_the_map_carries_its_name():
    root = parse(render_chart(CITIES, "en").svg_wide)
    names = [text for text, _box in texts(root)]

    assert names[-5:] == ["Milano", "Padova", "Prato", "Firenze", "Roma"]


def test_rendering_twice_gives_the_same_bytes():
    assert [render_chart(data, "it") for data in ALL_DRAWN.values()] == [
        render_chart(data, "it") for data in ALL_DRAWN.values()
    ]


@pytest.mark.parametrize("width", ["svg_wide", "svg_narrow"])
def test_trajectory_writes_the_numbers_of_its_finding(width):
    words = {text for text, _box in texts(parse(draw("padova-trajectory", "en", width)))}
    labels = ["1,881 in 2005", "1,283 in 2021", "1,148 in 2023", "93 too much", "Target 2030: 257"]

    assert [label for label in labels if label not in words] == []
