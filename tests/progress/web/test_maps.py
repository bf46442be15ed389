"""The maps: what scripts draw says the same as the drawing, and neither needs the outline."""

import json
import re

import pytest

from core.fields import Texts
from progress.charts.palette import RAMP
from progress.selectors.outline import OUTLINE_FILE, outline_url, read_outline
from progress.web.maps import draw_cities
from tests import factories
from tests.progress.web.conftest import read_page

LAND = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Italy"},
            "geometry": {"type": "MultiPolygon", "coordinates": [[[[5, 40], [15, 40], [9, 50], [5, 40]]]]},
        }
    ],
}


@pytest.fixture(autouse=True)
def _nothing_remembered():
    for remembered in (read_outline, draw_cities):
        remembered.cache_clear()
    yield
    for remembered in (read_outline, draw_cities):
        remembered.cache_clear()


@pytest.fixture
def land(tmp_path, settings):
    """A front end that was built with an outline of one country."""
    path = tmp_path / "europe.geojson"
    path.write_text(json.dumps(LAND))
    settings.STATICFILES_DIRS = [("vendor", tmp_path)]


@pytest.fixture
def no_land(tmp_path, settings):
    """A front end that was not built."""
    settings.STATICFILES_DIRS = [("vendor", tmp_path)]


def test_home_draws_the_land_and_gives_it_to_scripts(client, milano, land):
    html = read_page(client, "/it/").html
    assert re.findall(r'data-outline-url="([^"]+)"', html) == [f"/static/{OUTLINE_FILE}"]
    assert html.count('class="c-land"') == 2


def test_home_without_a_built_outline_has_its_map(client, milano, no_land):
    html = read_page(client, "/it/").html
    assert ("data-outline-url" in html, 'class="c-land"' in html, 'class="c-mark"' in html) == (
        False,
        False,
        True,
    )


def test_outline_that_was_built_and_not_collected_is_left_out(land, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    assert outline_url() == ""


def test_cities_geojson_has_a_point_with_mark_words_and_page_for_each_city(client, milano):
    features = client.get("/en/citta.geojson").json()["features"]
    assert [(f["id"], f["geometry"]["coordinates"], f["properties"]) for f in features] == [
        (
            "milano",
            [9.19, 45.46],
            {"name": "Milan", "note": "not measured", "mark": "not_measured", "url": "/en/c/milano/"},
        )
    ]


def test_legend_of_the_cities_has_a_picture_for_every_mark(client, milano):
    html = read_page(client, "/en/").html
    legend = html.split('class="legend map-legend"')[1].split("</ul>")[0]
    assert re.findall(r'<li data-key="(\w+)"><svg .*?</svg>([^<]+)</li>', legend) == [
        ("not_measured", "not measured")
    ]


@pytest.fixture
def molecules(milano):
    """Milano with molecules in all four classes, one of them without a number."""
    for tonnes in (100, 2_000, 30_000, 400_000, None):
        action = factories.ActionFactory(contract=milano.contract, reduction_tco2e=tonnes)
        factories.InterventionFactory(molecule__city=milano.city, action=action)
    return milano


def test_molecules_geojson_has_boundary_and_polygons(client, milano):
    milano.city.boundary = milano.molecule.polygon
    milano.city.save()
    features = client.get("/it/c/milano/molecole.geojson").json()["features"]
    assert [feature["id"] for feature in features] == ["boundary", str(milano.molecule.pk)]


def test_molecules_of_the_live_map_have_the_numbers_and_fills_of_the_drawing(client, molecules):
    features = client.get("/en/c/milano/molecole.geojson").json()["features"]
    page = read_page(client, "/en/c/milano/molecole/").html
    drawing = page.split('class="only-wide"')[1].split("</svg>")[0]
    fills = re.findall(r'class="c-area"[^>]* fill="(#\w+)"', drawing)
    shown = [feature["properties"] for feature in features]
    assert [(one["label"], one["fill"]) for one in shown] == [
        (str(number), fill) for number, fill in enumerate(fills, start=1)
    ]
    assert sorted({one["fill"] for one in shown} & set(RAMP)) == sorted(RAMP)


def test_legend_of_the_live_map_has_the_words_of_the_drawing(client, molecules):
    page = read_page(client, "/en/c/milano/molecole/").html
    legend = page.split('class="legend map-legend"')[1].split("</ul>")[0]
    drawing = page.split('class="only-wide"')[1].split("</svg>")[0]
    words = re.findall(r"</svg>([^<]+)</li>", legend)
    assert (len(words), [word for word in words if f">{word}</text>" not in drawing]) == (5, [])


def test_molecule_map_leaves_out_what_a_sink_removes(client, milano):
    sink = factories.ActionFactory(contract=milano.contract, flow="sink", reduction_tco2e=5_000)
    factories.InterventionFactory(molecule=milano.molecule, action=sink)
    properties = client.get("/en/c/milano/molecole.geojson").json()["features"][0]["properties"]
    assert properties["note"].replace("\xa0", " ") == "305 kt"


def test_list_beside_the_map_has_a_button_for_each_numbered_molecule(client, molecules):
    names = Texts({"it": "Ultima", "en": "Last"})
    last = factories.MoleculeFactory(city=molecules.city, code="zzz", names=names)
    html = read_page(client, "/en/c/milano/molecole/").html
    items = html.split('class="map-list"')[1].split("</ul>")[0].split("</li>")
    assert re.findall(r'class="map-item-number">(\d+)\.<', items[-2]) == ["7"]
    assert re.findall(r'data-feature="([^"]+)"', items[-2]) == [str(last.pk)]
