"""Officers' pages of a molecule's figures."""

from decimal import Decimal
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.translation import override

from contracts.enums import CityRole, InventoryState
from contracts.models import CityPopulation
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    InventoryFactory,
    InventoryLineFactory,
    LocalEmissionFactory,
    MoleculeFactory,
)
from tests.pages import field_errors

pytestmark = pytest.mark.django_db
HEADER = "year,sector,emissions_tco2e,source"


@pytest.fixture
def molecule():
    contract = ContractFactory()
    return MoleculeFactory(city=contract.city, residents=1_000)


@pytest.fixture
def officer(molecule, client):
    user = CityMembershipFactory(city=molecule.city, role=CityRole.OFFICER).user
    client.force_login(user)
    return client


def address(name, molecule, **more):
    with override("en"):
        return reverse(name, kwargs={"city": molecule.city.slug, "pk": molecule.pk, **more})


def send_file(officer, molecule, *lines):
    file = SimpleUploadedFile("figures.csv", "\n".join(lines).encode())
    return officer.post(address("emission-import", molecule), {"file": file})


def test_figures_are_listed_in_few_queries(officer, molecule, django_assert_max_num_queries):
    for year in range(2010, 2020):
        LocalEmissionFactory(molecule=molecule, year=year)
        LocalEmissionFactory(molecule=molecule, year=year, sector="waste", basis="apportioned", key="jobs")
    with django_assert_max_num_queries(20):
        page = officer.get(address("molecule-figures", molecule)).content.decode()
    assert (page.count("apportioned by"), page.count(">measured<")) == (10, 10)


def test_a_measured_figure_is_saved_and_bad_input_stays_on_the_page(officer, molecule):
    fields = {"year": "2022", "sector": "waste", "emissions_tco2e": "1,240.5", "source": ""}
    answer = officer.post(address("molecule-figures", molecule), fields)
    assert set(field_errors(answer)) == {"source"}
    assert 'value="1,240.5"' in answer.content.decode()
    answer = officer.post(address("molecule-figures", molecule), fields | {"source": "Meters."})
    assert answer.status_code == HTTPStatus.FOUND
    row = molecule.local_emissions.get()
    assert (row.year, row.emissions_tco2e, row.basis) == (2022, Decimal("1240.5"), "measured")


def test_what_was_downloaded_can_be_imported_again(officer, molecule):
    LocalEmissionFactory(molecule=molecule, year=2020, source="=Meters")
    before = list(molecule.local_emissions.values())
    content = b"".join(officer.get(address("emission-csv", molecule)).streaming_content)
    assert send_file(officer, molecule, content.decode()).status_code == HTTPStatus.FOUND
    assert list(molecule.local_emissions.values()) == before


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("20x1,waste,10,Meters", "year"),
        ("2021,gardens,10,Meters", "sector"),
        ("2021,waste,-3,Meters", "emissions_tco2e"),
        ("2021,waste,10,", "source"),
        ("2099,waste,10,Meters", "year"),
    ],
)
def test_one_bad_line_imports_nothing_and_is_named(officer, molecule, line, column):
    page = send_file(officer, molecule, HEADER, "2020,waste,10,Meters", line)
    form = page.context["form"]
    assert [(fault.line, fault.column) for fault in form.faults] == [(3, column)]
    assert molecule.local_emissions.count() == 0


def test_a_file_of_apportioned_figures_is_refused(officer, molecule):
    page = send_file(officer, molecule, f"{HEADER},basis", "2021,waste,10,City,apportioned")
    assert [fault.column for fault in page.context["form"].faults] == ["basis"]
    assert send_file(officer, molecule, "year,sector").context["form"].has_error("file", "columns")


def test_apportioning_says_by_what_and_is_marked_on_the_page(officer, molecule):
    inventory = InventoryFactory(series__city=molecule.city, year=2021, state=InventoryState.PUBLISHED)
    InventoryLineFactory(inventory=inventory, sector="waste", value_tco2e=Decimal(900))
    CityPopulation.objects.create(city=molecule.city, year=2021, residents=10_000)
    offered = officer.get(address("emission-apportion", molecule)).content.decode()
    assert "10,000" in offered
    officer.post(address("emission-apportion", molecule), {"key": "residents"})
    assert molecule.local_emissions.get().emissions_tco2e == Decimal(90)
    assert "apportioned by residents" in officer.get(address("molecule-figures", molecule)).content.decode()


def test_viewers_read_the_figures_and_change_none(molecule, client):
    client.force_login(CityMembershipFactory(city=molecule.city, role=CityRole.READER).user)
    row = LocalEmissionFactory(molecule=molecule)
    page = client.get(address("molecule-figures", molecule))
    assert (page.status_code, b"main-form" in page.content) == (HTTPStatus.OK, False)
    taken = client.post(address("emission-remove", molecule, emission=row.pk))
    assert taken.status_code == HTTPStatus.FORBIDDEN


def test_rows_of_another_molecule_are_not_found(officer, molecule):
    other = LocalEmissionFactory(molecule=MoleculeFactory(city=molecule.city))
    answer = officer.post(address("emission-remove", molecule, emission=other.pk))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    other.refresh_from_db()
