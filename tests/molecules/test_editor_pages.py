"""The officers' pages of the editor: rights, states, errors that lose nothing."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from contracts.enums import CityRole
from molecules.models import Molecule
from tests.factories import (
    ActionFactory,
    CityMembershipFactory,
    ContractFactory,
    InterventionFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
)
from tests.molecules.geometry.files import BOW_TIE, SQUARE, geojson, in_metres, zipped_shapefile
from tests.pages import tells_an_error, words

pytestmark = pytest.mark.django_db
FILLED = {
    "code": "mol-1",
    "names_it": "Nucleo di prova",
    "kind": "campus",
    "state": "in_design",
    "residents": "1.200",
    "origin": "geojson",
    "geojson": geojson(SQUARE).decode(),
    "basis": "PGT, tavola R.02",
}


@pytest.fixture
def officer():
    return CityMembershipFactory(city=ContractFactory().city, role=CityRole.OFFICER)


@pytest.fixture
def office(officer, client):
    client.force_login(officer.user)
    return client


@pytest.fixture
def molecule(officer):
    return MoleculeFactory(city=officer.city, published_at=None)


def address(name, officer, *rows):
    return reverse(name, args=[officer.city.slug, *(row.pk for row in rows)])


def outline_of(response):
    return response.context["outline_form"]


def test_molecule_is_saved_once_its_outline_was_seen(office, officer):
    page = office.post(address("molecule-create", officer), FILLED)
    assert (page.status_code, Molecule.objects.count()) == (200, 0)
    assert "86,942 km²" in words(page)
    seen = outline_of(page)["seen"].value()
    saved = office.post(address("molecule-create", officer), FILLED | {"seen": seen})
    molecule = Molecule.objects.get()
    assert saved["Location"] == address("office-molecule", officer, molecule)
    assert (molecule.code, molecule.residents, molecule.kind, molecule.basis) == (
        "mol-1",
        1200,
        "campus",
        "PGT, tavola R.02",
    )
    assert (molecule.published_at, molecule.has_official_polygon) == (None, False)
    assert "Nucleo di prova" in words(office.get(saved["Location"]))


def test_errors_lose_neither_words_nor_the_outline_of_a_file(office, officer):
    content = zipped_shapefile(in_metres(SQUARE))
    sent: dict[str, Any] = FILLED | {
        "code": "",
        "residents": "many",
        "origin": "file",
        "geojson": "",
        "is_swapped": "",
    }
    sent["file"] = SimpleUploadedFile("area.zip", content)
    page = office.post(address("molecule-create", officer), sent)
    assert tells_an_error(page)
    assert set(page.context["form"].errors) == {"code", "residents"}
    assert page.context["form"]["residents"].value() == "many"
    kept = outline_of(page)
    assert (kept["origin"].value(), json.loads(kept["geojson"].value())["type"]) == ("geojson", "Polygon")


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"geojson": "{"}, ("geojson", "damaged")),
        ({"geojson": ""}, ("geojson", "Draw an outline")),
        ({"geojson": geojson([[y, x] for x, y in SQUARE]).decode()}, ("geojson", "swapped")),
        ({"geojson": geojson([[x + 20, y] for x, y in SQUARE]).decode()}, ("geojson", "away from the city")),
        ({"origin": "file"}, ("file", "Choose a file")),
        ({"basis": ""}, ("basis", "required")),
        ({"epsg": "12"}, ("epsg", "greater than")),
    ],
)
def test_outline_that_is_refused_says_why_at_its_field(office, officer, molecule, changes, refused):
    field, word = refused
    with override("en"):
        page = office.post(address("molecule-outline", officer, molecule), FILLED | changes)
        assert tells_an_error(page)
        assert set(page.context["form"].errors) == {field}
        assert word in words(page)
    molecule.refresh_from_db()
    assert molecule.revision == 1


def test_repaired_outline_is_shown_before_it_is_saved(office, officer, molecule):
    sent = FILLED | {"geojson": geojson(BOW_TIE).decode(), "revision": "1"}
    with override("en"):
        page = office.post(address("molecule-outline", officer, molecule), sent)
        assert "was repaired" in words(page)
    shown = outline_of(page)
    again = sent | {name: shown[name].value() for name in ("geojson", "seen")}
    assert office.post(address("molecule-outline", officer, molecule), again).status_code == 302
    molecule.refresh_from_db()
    assert (molecule.polygon["type"], molecule.revision) == ("MultiPolygon", 2)


def test_create_page_tells_errors_of_the_outline_in_its_title(office, officer):
    page = office.post(address("molecule-create", officer), FILLED | {"geojson": "{"})
    assert tells_an_error(page)
    assert page.content.decode().count('class="error-summary"') == 1


def test_preview_button_saves_nothing(office, officer, molecule):
    page = office.get(address("molecule-outline", officer, molecule))
    sent = {name: outline_of(page)[name].value() for name in ("origin", "geojson", "revision")}
    url, sent = address("molecule-outline", officer, molecule), sent | {"basis": "Delibera 12"}
    assert office.post(url, sent | {"preview": "yes"}).status_code == 200
    molecule.refresh_from_db()
    assert molecule.basis != "Delibera 12"
    assert office.post(url, sent).status_code == 302
    molecule.refresh_from_db()
    # the outline stayed, and so did the area that was published for it
    assert (molecule.basis, str(molecule.area_km2)) == ("Delibera 12", "1.2500")


def test_neighbourhoods_are_joined(office, officer, molecule):
    for number in range(2):
        ring = [[x + number / 10, y] for x, y in SQUARE]
        polygon = {"type": "Polygon", "coordinates": [ring]}
        NeighbourhoodFactory(city=officer.city, code=f"nil-{number}", polygon=polygon)
    sent = FILLED | {"origin": "neighbourhoods", "neighbourhoods": ["nil-0", "nil-1"]}
    page = office.post(address("molecule-outline", officer, molecule), sent)
    assert outline_of(page).shown.polygon["type"] == "Polygon"
    assert "173,884 km²" in words(page)


def test_second_person_learns_of_the_first_ones_change(office, officer, molecule):
    Molecule.objects.filter(pk=molecule.pk).update(revision=4, residents=5)
    for name in ("molecule-edit", "molecule-outline"):
        page = office.get(address(name, officer, molecule))
        form = page.context["form"]
        filled = {one: form[one].value() for one in form.fields if form[one].value()}
        sent = filled | {"revision": "3"}
        page = office.post(address(name, officer, molecule), sent)
        assert page.status_code == 409
        sent["revision"] = page.context["form"]["revision"].value()
        assert office.post(address(name, officer, molecule), sent).status_code == 302


def test_action_is_placed_and_taken_out(office, officer, molecule):
    action = ActionFactory(contract=officer.city.contract)
    url = address("molecule-interventions", officer, molecule)
    page = office.post(url, {"action": action.code, "share": "140"})
    assert set(page.context["form"].errors) == {"share"}
    assert office.post(url, {"action": action.code, "share": "40"})["Location"] == url
    row = molecule.interventions.get()
    assert (row.action, row.share) == (action, Decimal("0.4"))
    assert action.code in words(office.get(url))
    remove = address("intervention-remove", officer, molecule, row)
    assert office.post(remove)["Location"] == url
    assert office.get(remove).status_code == 404


def test_steps_ask_first_and_lead_back(office, officer, molecule):
    home = address("office-molecule", officer, molecule)
    for step in ("publish", "withdraw", "archive", "restore"):
        url = address(f"molecule-{step}", officer, molecule)
        assert str(molecule) in words(office.get(url))
        assert office.post(url)["Location"] == home
    molecule.refresh_from_db()
    assert (molecule.revision, molecule.published_at, molecule.archived_at) == (5, None, None)


def test_reader_of_the_team_sees_but_is_offered_no_step(client, officer, molecule):
    client.force_login(CityMembershipFactory(city=officer.city, role=CityRole.READER).user)
    page = client.get(address("office-molecule", officer, molecule)).content.decode()
    assert address("molecule-edit", officer, molecule) not in page
    assert address("molecule-publish", officer, molecule) not in page
    assert client.get(address("molecule-edit", officer, molecule)).status_code == 403


def test_molecule_of_another_city_is_not_found(office, officer):
    other = MoleculeFactory()
    for name in ("office-molecule", "molecule-edit", "molecule-outline", "molecule-publish"):
        assert office.get(address(name, officer, other)).status_code == 404


def test_page_of_a_molecule_asks_few_queries(office, officer, molecule, django_assert_max_num_queries):
    for _number in range(6):
        InterventionFactory(molecule=molecule, action=ActionFactory(contract=officer.city.contract))
    with django_assert_max_num_queries(14):
        office.get(address("office-molecule", officer, molecule))
