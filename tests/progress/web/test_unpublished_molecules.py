"""What a city has not published of its molecules is its team's alone."""

import pytest

from contracts.enums import CityRole
from progress.services.snapshots import record_progress
from progress.web.filters import molecule_choices
from tests import factories
from tests.progress.web.conftest import read_page

SECRET = "Nucleo segreto"


@pytest.fixture
def hidden(milano):
    """A molecule with an action, withdrawn from the public."""
    molecule = milano.molecule
    molecule.names, molecule.published_at = {"it": SECRET}, None
    molecule.save()
    record_progress(contract_ids=[milano.contract.pk])
    return molecule


def test_unpublished_molecule_stands_on_no_public_page(client, milano, hidden):
    pages = (
        "molecole/", "molecole.geojson", "molecole.csv", "molecole/confronto/",
        "", "azioni/", f"azioni/{milano.project.pk}/", "copertura/",
        "copertura.csv", "registro-tonnellate/", "ricevute/dati.json", "dati/",
    )  # fmt: skip
    found = {}
    for page in pages:
        response = client.get(f"/it/c/milano/{page}")
        content = b"".join(response) if response.streaming else response.content
        found[page] = (response.status_code, SECRET.encode() in content, str(hidden.pk).encode() in content)
    assert found == dict.fromkeys(pages, (200, False, False))
    assert molecule_choices(milano.city.pk) == []


def test_page_of_an_unpublished_molecule_is_the_teams_alone(client, milano, hidden):
    url = f"/it/c/milano/molecole/{hidden.pk}/"
    assert client.get(url).status_code == 404
    client.force_login(factories.CityMembershipFactory().user)
    assert client.get(url).status_code == 404
    client.force_login(factories.CityMembershipFactory(city=milano.city, role=CityRole.READER).user)
    assert read_page(client, url).title.startswith(SECRET)
