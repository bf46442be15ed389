"""The public pages of molecules: what they say, what they keep back, their files."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from core.fields import Texts
from molecules.models import MoleculeIndicator, MoleculeMilestone, MoleculePhoto, MoleculeTarget, SpreadRun
from tests import factories
from tests.progress.web.conftest import read_page

LIST = "/en/c/milano/molecole/"


@pytest.fixture
def page_of(client, milano):
    return lambda: read_page(client, f"{LIST}{milano.molecule.pk}/")


def test_page_tells_what_was_measured_and_what_was_shared_out(milano, page_of):
    factories.LocalEmissionFactory(molecule=milano.molecule, year=2022, emissions_tco2e=Decimal(1_500))
    factories.LocalEmissionFactory(
        molecule=milano.molecule, year=2022, sector="waste", basis="apportioned", key="residents"
    )
    MoleculeTarget.objects.create(
        molecule=milano.molecule, year=2030, emissions_tco2e=Decimal(700), is_illustrative=True
    )
    text = page_of().text.replace("\xa0", " ")
    wanted = (
        "in part measured here, in part apportioned from the city by residents",
        "Source of 2022: Local inventory.",
        "Its illustrative target is 700 t CO₂e in 2030.",
    )
    assert [words for words in wanted if words not in text] == []


def test_page_of_a_molecule_without_figures_says_that_they_are_unknown(milano, page_of):
    milano.molecule.illustrative_baseline_tco2e = None
    milano.molecule.save()
    text = page_of().text
    wanted = (
        "What it emits is not known",
        "Not known: nobody has measured this molecule by sector",
    )
    assert [words for words in wanted if words not in text] == []


def test_page_shows_what_is_tied_to_the_molecule(milano, page_of):
    milestone = factories.MilestoneFactory(city=milano.city, action=None, title=Texts({"en": "First stone"}))
    MoleculeMilestone.objects.create(molecule=milano.molecule, milestone=milestone)
    value = factories.IndicatorValueFactory(indicator__contract=milano.contract, state="published", value=12)
    MoleculeIndicator.objects.create(molecule=milano.molecule, indicator=value.indicator)
    html = page_of().html
    assert ("First stone" in html, str(value.indicator_id) in html) == (True, True)


def test_spread_is_told_only_once_it_was_computed(milano, page_of):
    bands = {str(milano.molecule.pk): {"p10": [1.0, 2.0], "p50": [10.0, 20.0], "p90": [100.0, 200.0]}}
    run = SpreadRun.objects.create(
        city=milano.city, inputs={}, draws=1, seed=1,
        results={"years": [2030, 2035], "bands": {"by_molecule_tco2e": bands}},
    )  # fmt: skip
    assert "spread from here" not in page_of().text
    run.finished_at = timezone.now()
    run.save()
    assert "20 t CO₂e a year, between 2 t CO₂e and 200 t CO₂e" in page_of().text.replace("\xa0", " ")


def test_what_it_is_part_of_is_named_only_where_it_is_public(milano, page_of):
    parent = factories.MoleculeFactory(
        city=milano.city, published_at=None, names=Texts({"en": "Secret whole"})
    )
    milano.molecule.parent = parent
    milano.molecule.save()
    assert "Secret whole" not in page_of().html
    parent.published_at = timezone.now()
    parent.save()
    assert "Secret whole" in page_of().html


def test_photos_have_words_and_follow_their_molecule(client, milano, page_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    shown = Texts({"en": "The square with its trees"})
    photo = MoleculePhoto(molecule=milano.molecule, alternative=shown, source="City", is_illustrative=True)
    photo.file.save("photo.jpg", ContentFile(b"\xff\xd8\xff"))
    html, url = page_of().html, f"{LIST}{milano.molecule.pk}/foto/{photo.pk}/"
    assert f'<img src="{url}" alt="The square with its trees"' in html
    answer = client.get(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert answer.getvalue() == b"\xff\xd8\xff"
    milano.molecule.published_at = None
    milano.molecule.save()
    assert client.get(url).status_code == 404


def test_trajectory_goes_out_as_table_and_figure(client, milano):
    factories.LocalEmissionFactory(molecule=milano.molecule, year=2022, emissions_tco2e=Decimal(1_500))
    address = f"{LIST}{milano.molecule.pk}/traiettoria"
    rows = list(csv.reader(io.StringIO(client.get(f"{address}.csv").content.decode("utf-8-sig"))))
    assert rows[1][:2] == ["2022", "1500"]
    assert client.get(f"{address}.json").json()["data"] != []
    other = factories.MoleculeFactory(city=milano.city)
    assert client.get(f"{LIST}{other.pk}/traiettoria.json").status_code == 404


@pytest.mark.parametrize("layer", ["declared", "state", "per_resident", "delivered", "promised", "nonsense"])
def test_every_layer_paints_the_drawing_as_the_live_map(client, milano, layer):
    factories.MoleculeFactory(city=milano.city, state="in_works", residents=None)
    page = read_page(client, f"{LIST}?layer={layer}")
    features = client.get(f"/en/c/milano/molecole.geojson?layer={layer}").json()["features"]
    drawing = page.html.split('class="only-wide"')[1].split("</svg>")[0]
    fills = [part.split('"')[0] for part in drawing.split('fill="')[1:]]
    assert [one["properties"]["fill"] for one in features if one["properties"]["fill"] not in fills] == []
    assert len(re.findall(r'layer=\w+" aria-current="true"', page.html)) == 1


def test_geojson_has_the_figures_and_keeps_to_its_box(client, milano):
    factories.LocalEmissionFactory(molecule=milano.molecule, basis="apportioned", key="residents")
    address = "/en/c/milano/molecole.geojson"
    (feature,) = client.get(f"{address}?bbox=9,45,10,46").json()["features"]
    figures = feature["properties"]
    assert figures["emissions_basis"] == "apportioned"
    assert (figures["target_tco2e"], figures["delivered_tco2e"]) == (None, 152298.5)
    assert figures["illustrative"] is True
    assert client.get(f"{address}?bbox=1,1,2,2").json()["features"] == []


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "9,46,10,45", "nan,1,2,3", "inf,1,2,3", ""])
def test_a_box_without_sense_is_refused_in_words(client, milano, box):
    answer = client.get(f"/en/c/milano/molecole.geojson?bbox={box}")
    assert (answer.status_code, "four numbers" in answer.json()["detail"]) == (400, True)


def test_csv_leaves_empty_what_is_unknown(client, milano):
    content = b"".join(client.get("/en/c/milano/molecole.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(content))
    assert (row["code"], row["emissions_basis"]) == (milano.molecule.code, "illustrative")
    assert (row["emissions_year"], row["target_tco2e"], row["delivered_tco2e"]) == ("", "", "152298.5")


def test_comparison_warns_of_figures_that_cannot_differ(client, milano):
    text = read_page(client, f"{LIST}confronto/").text
    assert "cannot tell one from another" in text
    figure = client.get(f"{LIST}confronto/molecules-residents.json")
    assert figure.json()["data"] != []
    assert client.get(f"{LIST}confronto/nonsense.json").status_code == 404


def test_comparison_holds_a_molecule_of_which_nothing_is_known(client, milano):
    bare = factories.MoleculeFactory(
        city=milano.molecule.city, residents=None, illustrative_baseline_tco2e=None
    )
    page = read_page(client, f"{LIST}confronto/")
    assert str(bare) in page.text
    assert page.text.count("not known") >= 2


def test_words_of_the_city_are_marked_as_its_language(client, milano):
    milano.molecule.note, milano.molecule.source_language = "Scelto da noi.", "it"
    milano.molecule.save()
    page = read_page(client, f"{LIST}{milano.molecule.pk}/")
    assert page.language == "en"
    assert re.search(r'<p [^>]*lang="it">Scelto da noi.</p>', page.html)


def test_figure_that_nobody_knows_is_a_table_and_no_drawing(client, milano):
    milano.molecule.interventions.all().delete()
    html = read_page(client, f"{LIST}confronto/").html
    empty = re.search(r'<section class="chart".*?</section>', html, re.DOTALL).group()
    assert "Not known for any molecule of Milan." in empty
    assert ("<figure" in empty, "chart-svg" in empty, "<table" in empty) == (False, False, True)
    assert '<figure class="chart"' in html
