"""The page of a city says what its snapshot says."""

import json

import pytest

from progress.models import ProgressSnapshot
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


def test_molecules_geojson_has_boundary_and_polygons(client, milano):
    milano.city.boundary = milano.molecule.polygon
    milano.city.save()
    features = client.get("/it/c/milano/molecole.geojson").json()["features"]
    assert [feature["id"] for feature in features] == ["boundary", str(milano.molecule.pk)]


def test_cities_geojson_has_a_point_for_each_city(client, milano):
    features = client.get("/it/citta.geojson").json()["features"]
    assert [(f["id"], f["geometry"]["coordinates"]) for f in features] == [("milano", [9.19, 45.46])]
