"""The page of a city says what its snapshot says."""

import json
import re

import pytest

from progress.models import ProgressSnapshot
from progress.services.snapshots import record_progress
from tests import factories
from tests.progress.web.conftest import read_page


@pytest.mark.parametrize(
    ("language", "figures"),
    [
        (
            "it",
            [
                "4.567.402 t",
                "3.654.402 t",
                "2.080.303 t",
                "304.597 t",
                "14,6%",
                "1.568.000 t",
                "75,4%",
                "9.005 t",
            ],
        ),
        (
            "en",
            [
                "4,567,402 t",
                "3,654,402 t",
                "2,080,303 t",
                "304,597 t",
                "14.6%",
                "1,568,000 t",
                "75.4%",
                "9,005 t",
            ],
        ),
    ],
)
def test_dashboard_shows_the_exact_figures(client, milano, language, figures):
    text = read_page(client, f"/{language}/c/milano/").text
    assert [figure for figure in figures if figure not in text] == []


def test_dashboard_without_a_snapshot_says_so(client, milano):
    ProgressSnapshot.objects.all().delete()
    page = read_page(client, "/en/c/milano/")
    assert "The progress of Milan has not been computed yet" in page.text


def test_dashboard_of_a_city_without_contract_says_so(client, db):
    factories.CityFactory(slug="gozo", names={"en": "Gozo"})
    page = read_page(client, "/en/c/gozo/")
    assert "The contract of this city is not in this portal" in page.text
    assert "navbar" not in page.html.split("<main")[0].replace("navbar-brand", "")


def test_dashboard_of_a_training_city_says_that_all_is_invented(client, milano):
    milano.city.is_training = True
    milano.city.save()
    assert "all its figures are invented" in read_page(client, "/en/c/milano/azioni/").text


def test_chart_figure_and_csv_are_those_of_the_snapshot(client, milano):
    figure = client.get("/it/c/milano/grafici/trajectory.json")
    table = client.get("/it/c/milano/grafici/trajectory.csv")
    assert sorted(json.loads(figure.content)) == ["data", "layout"]
    assert table.content.decode().splitlines()[0].startswith("year,")


@pytest.mark.parametrize("path", ["grafici/trajectory.json", "molecole.geojson"])
def test_data_for_scripts_can_be_kept_and_asked_again(client, milano, path):
    first = client.get(f"/it/c/milano/{path}")
    again = client.get(f"/it/c/milano/{path}", headers={"if-none-match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)


def test_chart_that_does_not_exist_is_not_found(client, milano):
    assert client.get("/it/c/milano/grafici/sunburst.json").status_code == 404


def test_snapshot_csv_holds_the_unrounded_figures(client, milano):
    lines = b"".join(client.get("/it/c/milano/avanzamento.csv").streaming_content).decode().splitlines()
    figures = dict(line.split(",", 1) for line in lines)
    assert (figures["gap_tco2e"], figures["verdict"]) == ("2080303", "not_measured")
    assert figures["coverage_by_maturity.project.tco2e"] == "304597"


def test_dashboard_puts_coverage_after_the_trajectory_and_milestones_after_the_sectors(client, milano):
    html = read_page(client, "/en/c/milano/").html
    parts = ["trajectory", "coverage", "gap-waterfall", "sectors", "milestones", "actions-summary", "parties"]
    places = [html.index(f'id="{part}"') for part in parts]
    assert (places, re.findall(r'<li><a href="#([\w-]+)">', html)[: len(parts)]) == (sorted(places), parts)


def test_dashboard_of_a_city_that_is_not_measured_says_so_in_its_first_tile(client, milano):
    tile = read_page(client, "/en/c/milano/").html.split('class="tile"')[1]
    words = " ".join(re.sub(r"<[^>]+>", " ", tile.partition(">")[2].split("</li>")[0]).split())
    assert re.sub(r"\d+ months", "N months", words.replace("\xa0", " ")) == (
        "Measured emissions not measured baseline of 2021: 4,567 kt; the data are N months old"
    )


def test_chart_without_published_figures_has_words_and_an_open_table(client, milano):
    milano.contract.versions.get().gap_rows.all().delete()
    record_progress(contract_ids=[milano.contract.pk])
    chart = read_page(client, "/en/c/milano/").html.split('id="sectors"')[1].split("</section>")[0]
    assert (
        "There is no drawing" in chart,
        "<details" in chart,
        " open>" in chart,
        "chart-svg" in chart,
    ) == (
        True,
        True,
        True,
        False,
    )


def tiles(client):
    """The words of the four figures, without the links to their receipts."""
    html = read_page(client, "/en/c/milano/").html.split('class="tiles"')[1].split("</ul>")[0]
    found = re.findall(r'<li class="tile">(.*?)</li>', html, re.DOTALL)
    plain = [re.sub(r"<a .*?</a>|<[^>]+>", " ", tile, flags=re.DOTALL) for tile in found]
    return [" ".join(words.replace("&nbsp;", " ").split()) for words in plain]


def test_dashboard_tells_estimate_chance_and_what_is_missing_beside_the_measured(client, milano):
    ProgressSnapshot.objects.update(results=factories.make_results())
    factories.ForesightFactory(snapshot=ProgressSnapshot.objects.get())
    assert tiles(client)[1:] == [
        (
            "Estimated emissions, 2026 4,567 kt CO₂e 3,468 kt to 6,015 kt, 80% interval; not measured; the trajectory"
            " asks for 2,537 kt"
        ),
        (
            "Chance of reaching the target of 2030 11% estimated from what stands behind each action, on stated"
            " assumptions"
        ),
        (
            "Gap covered by what is funded or begun 0.1% nothing reported as delivered; only planned or promised:"
            " 89.2%; no action: 10.7%"
        ),
    ]


def test_dashboard_says_in_words_what_is_not_estimated(client, milano):
    ProgressSnapshot.objects.update(
        results=factories.make_results(nowcast=None, nowcast_reason="no_inventory", rows_are_complete=False)
    )
    told = tiles(client)
    assert told[1] == (
        "Estimated emissions today not estimated No comparable inventory is published, so today cannot be estimated."
    )
    assert told[2].startswith("Chance of reaching the target of 2030 cannot be said")


def test_dashboard_shows_coverage_by_rung_as_rows_and_never_as_one_sum(client, milano):
    ProgressSnapshot.objects.update(results=factories.make_results(delivered_tco2e=0.0, actions_reported=1))
    html = read_page(client, "/en/c/milano/").html
    table = html.split('id="coverage"')[1].split("<table")[1].split("</table>")[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert rows == [
        "Verified",
        "Delivered (reported)",
        "Under way",
        "Funded",
        "Committed (signed)",
        "Planned",
        "Idea",
        "Covered by no action",
    ]
    assert 'href="/en/c/milano/azioni/?rung=idea"' in table


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"delivered_tco2e": None, "actions_reported": 0}, "No action has a dated report"),
        (
            {"delivered_tco2e": 1_500.0, "actions_reported": 2, "actions_without_report": 70},
            "Delivered by dated reports: 1,500 t CO₂e a year, by 2 actions with a report.",
        ),
        ({"actions_without_report": 1}, "1 action with tonnes has no report."),
    ],
)
def test_dashboard_tells_what_dated_reports_deliver(client, milano, changes, words):
    ProgressSnapshot.objects.update(results=factories.make_results(**changes))
    assert words in read_page(client, "/en/c/milano/").text.replace("\xa0", " ")


def test_dashboard_of_an_older_engine_is_shown_without_what_it_did_not_compute(client, milano):
    names = ("nowcast", "coverage_by_rung", "rows_are_complete", "delivered_tco2e", "delay", "credited_tco2e")
    old = {name: value for name, value in factories.make_results().items() if not name.startswith(names)}
    client.get("/en/c/milano/")  # its charts were drawn when it was computed
    ProgressSnapshot.objects.update(results=old)
    page = read_page(client, "/en/c/milano/")
    assert (
        page.status,
        "Gap covered by projects" in page.text,
        "has not been computed yet" in page.text,
    ) == (
        200,
        True,
        True,
    )


def test_snapshot_csv_has_the_estimate_and_the_rungs_but_no_lists(client, milano):
    lines = b"".join(client.get("/it/c/milano/avanzamento.csv").streaming_content).decode().splitlines()
    names = [line.split(",", 1)[0] for line in lines]
    wanted = [
        "nowcast.p50",
        "coverage_by_rung.idea.tco2e",
        "probability_2030",
        "delivered_tco2e",
        "delay.tco2e",
    ]
    assert [name for name in wanted if name not in names] == []
    assert [name for name in names if name.startswith(("nowcast_by_year", "projection"))] == []
