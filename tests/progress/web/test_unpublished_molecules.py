"""What a city has not published of its molecules is its team's alone."""

import pytest

from contracts.enums import CityRole
from molecules.models import MoleculeMilestone
from molecules.services.spreading import request_spread
from progress.services.snapshots import record_progress
from progress.web.filters import molecule_choices
from tests import factories
from tests.progress.web.conftest import read_page

SECRET = "Nucleo segreto"
SPREAD = (
    "", "bande.csv", "bande.json", "molecole.csv", "parametri.csv", "quartieri.csv", "quartieri.geojson",
)  # fmt: skip


@pytest.fixture
def hidden(milano):
    """A molecule with an action, withdrawn from the public after it took part in the spread."""
    molecule = milano.molecule
    molecule.package, molecule.spread_from = factories.PackageFactory(city=milano.city), 2024
    molecule.save()
    factories.NeighbourhoodFactory(city=milano.city)
    factories.make_spreading_city(milano.city)
    officer = factories.CityMembershipFactory(city=milano.city)
    request_spread(city=milano.city, by=officer.user)
    molecule.names, molecule.published_at = {"it": SECRET}, None
    molecule.save()
    record_progress(contract_ids=[milano.contract.pk])
    return molecule


def test_unpublished_molecule_stands_on_no_public_page(client, milano, hidden):
    pages = (
        "molecole/", "molecole.geojson", "molecole.csv", "molecole/confronto/",
        "", "azioni/", f"azioni/{milano.project.pk}/", "copertura/",
        "copertura.csv", "registro-tonnellate/", "ricevute/dati.json", "dati/",
        *(f"dal-nucleo-alla-citta/{file}" for file in SPREAD),
    )  # fmt: skip
    found = {}
    for page in pages:
        response = client.get(f"/it/c/milano/{page}")
        content = b"".join(response) if response.streaming else response.content
        found[page] = (response.status_code, SECRET.encode() in content, str(hidden.pk).encode() in content)
    assert found == dict.fromkeys(pages, (200, False, False))
    assert hidden.code not in dict(molecule_choices(milano.city.pk))


def test_page_of_an_unpublished_molecule_is_the_teams_alone(client, milano, hidden):
    url = f"/it/c/milano/molecole/{hidden.pk}/"
    assert client.get(url).status_code == 404
    client.force_login(factories.CityMembershipFactory().user)
    assert client.get(url).status_code == 404
    client.force_login(factories.CityMembershipFactory(city=milano.city, role=CityRole.READER).user)
    assert read_page(client, url).title.startswith(SECRET)


def test_milestones_of_an_unpublished_molecule_stand_in_no_list(client, milano, hidden):
    """In the calendar, among the milestones of an action, in the receipts."""
    factories.MilestoneFactory(city=milano.city, title={"it": "Primi tetti"})
    secret = factories.MilestoneFactory(city=milano.city, action=milano.project, title={"it": SECRET})
    MoleculeMilestone.objects.create(molecule=hidden, milestone=secret)
    record_progress(contract_ids=[milano.contract.pk])
    pages = ("tappe.ics", "percorso/", f"azioni/{milano.project.pk}/", "ricevute/coverage_planned/", "")
    found = {page: client.get(f"/it/c/milano/{page}") for page in pages}
    told = {page: (answer.status_code, SECRET in answer.content.decode()) for page, answer in found.items()}
    assert told == dict.fromkeys(pages, (200, False))
    assert "Primi tetti" in client.get("/it/c/milano/tappe.ics").content.decode()


def test_milestones_of_a_published_molecule_stand_in_the_calendar(client, milano):
    tie = factories.MilestoneFactory(city=milano.city, title={"it": SECRET})
    MoleculeMilestone.objects.create(molecule=milano.molecule, milestone=tie)
    assert SECRET in client.get("/it/c/milano/tappe.ics").content.decode()
