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
    chart = read_page(client, "/en/c/milano/").html.split('id="sectors"')[1].split("</figure>")[0]
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
