"""What the drawings, figures and tables of the charts that look ahead must show."""

import json
from dataclasses import replace

import pytest

from progress.charts.builders.abatement_curve import AbatementBlock
from progress.charts.builders.city_multiples import CityPanel
from progress.charts.render import render_chart
from tests.progress.charts.foresight_examples import (
    CITY_INDEX,
    CUMULATIVE,
    CURVE,
    DRIVERS,
    MILANO_RUNGS,
    PADOVA_ESTIMATED,
    PADOVA_PROJECTION,
    SCENARIO,
    VERDICTS,
)
from tests.progress.charts.reading import NAMESPACE, parse, texts


def root_of(data, width="svg_wide"):
    return parse(getattr(render_chart(data, "en"), width))


def words_of(data, width="svg_wide"):
    return [text.replace("\u00a0", " ") for text, _box in texts(root_of(data, width))]


def figure_of(data):
    return json.loads(render_chart(data, "en").figure_json)


def classes_of(root, tag):
    return [element.attrib.get("class", "") for element in root.iter(f"{NAMESPACE}{tag}")]


def test_nowcast_is_a_line_of_its_own_that_opens_from_the_last_inventory():
    root = root_of(PADOVA_ESTIMATED)
    lines = {
        line.attrib["class"]: line.attrib["points"].split() for line in root.iter(f"{NAMESPACE}polyline")
    }
    (band,) = root.iter(f"{NAMESPACE}polygon")
    corners = band.attrib["points"].split()

    assert lines["c-nowcast"][0] == lines["c-measured"][-1] == corners[0] == corners[-1]
    assert len(lines["c-nowcast"]) == 4
    assert len(corners) == 8


def test_nowcast_stands_in_the_table_with_its_interval():
    rendered = render_chart(PADOVA_ESTIMATED, "en")

    assert rendered.csv.splitlines()[0] == (
        "year,series,trajectory_tco2e,measured_tco2e,estimated_p50_tco2e,estimated_p10_tco2e,estimated_p90_tco2e"
    )
    assert rendered.csv.splitlines()[-1].startswith("2026,Nowcast (estimated),712874.")
    assert rendered.csv.splitlines()[-1].endswith(",,1090000,1002800,1177200")
    assert rendered.table_rows[0] == ["2005", "PAESC", "outside the trajectory", "1,881,235", "–", "–", "–"]


def test_projection_draws_one_area_a_rung_and_writes_what_it_takes_away():
    words = words_of(PADOVA_PROJECTION)
    areas = [area.attrib["fill"] for area in root_of(PADOVA_PROJECTION).iter(f"{NAMESPACE}polygon")]
    labels = [word for word in words if ": " in word]

    # Five further rungs and the nowcast's band; no two rungs look alike.
    assert len(areas) == len(set(areas)) == 6
    assert labels == [
        "if nothing more comes: 1,050",
        "Under way: −120",
        "Funded: −110",
        "simulated: 790 (672–908)",
        "Committed (signed): −180",
        "Planned: −220",
        "Idea: −5.0",
        "if everything comes: 415",
        "Target 2030: 257",
    ]


def test_projection_tells_its_numbers_on_a_phone_in_the_legend():
    words = words_of(PADOVA_PROJECTION, "svg_narrow")
    told = ["Target 2030: 257", "if nothing more comes: 1,050", "Under way: −120", "if everything comes: 415"]

    assert [label for label in told if label not in words] == []


def test_projection_table_holds_every_path_with_its_years():
    rows = render_chart(PADOVA_PROJECTION, "en").table_rows

    assert [row[:3] for row in rows if row[1] == "Only “Funded” or firmer"][-1] == [
        "2030",
        "Only “Funded” or firmer",
        "820,000",
    ]
    # 3 inventories, 3 estimates, 6 rungs and the simulated interval over 5 years, 2 ends of the trajectory.
    assert len(rows) == 3 + 3 + 6 * 5 + 5 + 2


def test_rungs_of_the_gap_add_up_to_the_residual_and_the_rest_is_hatched():
    rendered = render_chart(MILANO_RUNGS, "en")
    amounts = [row.split(",")[1] for row in rendered.csv.splitlines()[1:]]
    changes = [float(amount) for amount in amounts[:10] if amount]
    rects = [rect for rect in parse(rendered.svg_wide).iter(f"{NAMESPACE}rect") if "x" in rect.attrib]

    assert [row[0] for row in rendered.table_rows] == [
        *("Baseline 2021", "Existing plan", "Verified", "Delivered (reported)", "Under way", "Funded"),
        *("Committed (signed)", "Planned", "Idea", "Not covered yet", "Residual 2030"),
        *(
            "By maturity: Projects",
            "By maturity: Strategies without a project yet",
            "By maturity: Enabling actions",
        ),
    ]
    assert sum(changes) == pytest.approx(913_000, abs=1)
    assert rects[-2].attrib["fill"] == "url(#gap-waterfall-wide-diagonal-B5003C)"
    assert "−208" in words_of(MILANO_RUNGS)


def test_verdicts_that_say_the_same_are_drawn_once_and_listed_twice():
    rendered = render_chart(VERDICTS, "en")
    shapes = [
        element.tag.removeprefix(NAMESPACE)
        for element in parse(rendered.svg_narrow).iter()
        if element.attrib.get("class") == "c-mark"
    ]

    assert len(shapes) == 3
    assert [row[0] for row in rendered.table_rows] == ["01.10.2024", "03.05.2025", "03.02.2026", "01.11.2026"]
    assert rendered.table_rows[0] == [
        "01.10.2024",
        "not measured",
        "not measured",
        "not measured",
        "first computation",
    ]


def test_drivers_show_ten_and_tell_a_loss_by_pattern():
    rendered = render_chart(DRIVERS, "en")
    fills = [
        rect.attrib["fill"]
        for rect in parse(rendered.svg_wide).iter(f"{NAMESPACE}rect")
        if "x" in rect.attrib
    ]

    assert len(rendered.table_rows) == len(fills) == 10
    assert [index for index, fill in enumerate(fills) if fill.startswith("url(")] == [2]
    assert rendered.table_rows[0][2] == "21.4%"


def test_blocks_of_the_curve_have_the_width_of_their_tonnes_and_start_at_zero():
    root = root_of(CURVE)
    zero = next(
        float(line.attrib["y1"]) for line in root.iter(f"{NAMESPACE}line") if line.attrib["class"] == "c-zero"
    )
    rects = [rect.attrib for rect in root.iter(f"{NAMESPACE}rect") if "x" in rect.attrib][-7:]
    widths = [float(rect["width"]) + 1.2 for rect in rects]
    ends = [(float(rect["y"]), float(rect["y"]) + float(rect["height"])) for rect in rects]

    assert widths[4] / widths[1] == pytest.approx(46 / 38, rel=0.01)
    assert [pytest.approx(zero, abs=0.2) in end for end in ends] == [True] * 7


def test_curve_writes_the_cost_of_a_block_that_it_cuts():
    assert [word for word in words_of(CURVE) if ": " in word] == ["7: 4,226"]
    assert figure_of(CURVE)["layout"]["yaxis"]["range"] == [-95, 410.0]


def test_curve_figure_places_every_bar_and_tells_funding_by_pattern():
    traces = figure_of(CURVE)["data"]

    assert [trace["name"] for trace in traces] == ["funded", "not funded", "funding not known"]
    assert [trace["marker"].get("pattern", {}).get("shape") for trace in traces] == [None, "/", "."]
    assert (traces[1]["x"], traces[1]["width"], traces[1]["y"]) == ([6.0, 76.0], [38.0, 46.0], [-60, 118])


@pytest.mark.parametrize("costs", [(-50.0,), (50.0,), (0.0,), tuple(float(n) for n in range(-20, 60))])
@pytest.mark.parametrize("width", ["svg_wide", "svg_narrow"])
def test_curve_of_any_sign_and_length_stays_inside(costs, width):
    blocks = tuple(
        AbatementBlock(
            code=f"A{n}", title="Action", reduction_tco2e=1_000, cost_eur_per_tco2e=cost, is_funded=False
        )
        for n, cost in enumerate(costs)
    )
    root = root_of(replace(CURVE, blocks=blocks), width)
    frame_width, frame_height = (float(root.attrib[name]) for name in ("width", "height"))
    boxes = [box for _text, box in texts(root)]

    assert min(box.left for box in boxes) >= 0
    assert max(box.right for box in boxes) <= frame_width
    assert max(box.bottom for box in boxes) <= frame_height


def test_cumulative_lines_start_at_zero_and_carry_total_and_end_point():
    words = words_of(CUMULATIVE)
    starts = {
        line.attrib["class"]: line.attrib["points"].split()[0]
        for line in root_of(CUMULATIVE).iter(f"{NAMESPACE}polyline")
        if line.attrib["class"] in ("c-target", "c-projected", "c-nothing_more")
    }

    assert len(set(starts.values())) == 1
    assert len(starts) == 3
    assert [word for word in words if word.startswith(("Along", "Budget:"))] == [
        "Along the trajectory",
        "Along the trajectory: 22,835 (913)",
        "Budget: 21,000",
    ]


def test_scenario_and_plan_differ_by_line_and_by_pattern():
    root = root_of(SCENARIO)
    dashes = {
        line.attrib["class"]: line.attrib["stroke-dasharray"]
        for line in root.iter(f"{NAMESPACE}polyline")
        if line.attrib["class"] in ("c-projected", "c-scenario")
    }
    fills = [area.attrib["fill"] for area in root.iter(f"{NAMESPACE}polygon")]

    assert len(set(dashes.values())) == 2
    assert fills == ["#17324D", "url(#scenario-wide-dots-753597-open)"]


def test_long_name_of_a_scenario_keeps_the_drawing_readable():
    data = replace(
        SCENARIO,
        scenario_name="Homes, schools and offices two years earlier than planned, with heat pumps " * 2,
    )
    root = root_of(data)
    (scenario,) = (line for line in root.iter(f"{NAMESPACE}polyline") if line.attrib["class"] == "c-scenario")

    assert float(scenario.attrib["points"].split()[-1].split(",")[0]) > 450
    assert max(box.right for _text, box in texts(root)) <= 900


@pytest.mark.parametrize(("width", "columns"), [("svg_wide", 4), ("svg_narrow", 2)])
def test_cities_stand_in_panels_on_one_scale_with_ours_in_the_dark(width, columns):
    root = root_of(CITY_INDEX, width)
    named = [
        (text, box.left)
        for text, box in texts(root)
        if text.startswith(("Padova", "Bergamo", "Bologna", "Fir", "Tor"))
    ]
    lines = classes_of(root, "polyline")

    assert named[0][0] == "Padova"
    assert len({left for _name, left in named}) == columns
    # Firenze has one value only: a dot, no line.
    assert [lines.count(name) for name in ("c-measured", "c-other")] == [1, 3]
    assert words_of(CITY_INDEX, width).count("150") == 5


def test_cities_left_out_are_in_the_table_and_in_no_panel():
    rendered = render_chart(CITY_INDEX, "en")

    assert rendered.table_rows[-1] == [
        "Roma",
        "–",
        "–",
        "not compared: scope 3 included; GWP of AR4",
        "not known",
    ]
    assert [word for word in words_of(CITY_INDEX) if word in ("Roma", "Milano", "Prato")] == []


def test_cities_figure_matches_all_axes_with_the_first():
    layout = figure_of(CITY_INDEX)["layout"]

    assert [layout[f"yaxis{n}"]["matches"] for n in range(2, 6)] == ["y"] * 4
    assert layout["grid"] == {"columns": 3, "pattern": "independent", "rows": 2, "ygap": 0.35}


def test_one_city_with_one_value_is_still_drawn():
    data = replace(CITY_INDEX, panels=(CityPanel(city="Padova", values=((2023, 89.5),)),), left_out=())

    assert "90" in words_of(data)
