"""The acceleration index of a city's molecules: what is compared with what, and when nothing may be told."""

import csv
from decimal import Decimal
from math import exp

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.fields import Texts
from emissions.acceleration import AccelerationVerdict
from molecules.frames.acceleration_inputs import read_acceleration_inputs
from molecules.models import LocalEmission, Neighbourhood
from molecules.selectors.acceleration import CSV_COLUMNS, SEED, format_points, list_accelerations
from tests.factories import (
    CityMembershipFactory,
    ContractFactory,
    LocalEmissionFactory,
    MoleculeFactory,
    NeighbourhoodFactory,
)

pytestmark = pytest.mark.django_db
YEARS = range(2017, 2023)


def square(west, *, width=0.01):
    corners = [[0, 0], [width, 0], [width, 0.01], [0, 0.01], [0, 0]]
    return {"type": "Polygon", "coordinates": [[[west + x, 45.4 + y] for x, y in corners]]}


def measure(area, *, fall, first=1_000, years=YEARS, sector="buildings", **values):
    """Emissions that fall by the same share every year."""
    owner = (
        {"neighbourhood": area, "molecule": None} if isinstance(area, Neighbourhood) else {"molecule": area}
    )
    for year in years:
        tonnes = Decimal(str(round(first * (1 - fall) ** (year - years[0]), 4)))
        LocalEmissionFactory(**owner, year=year, sector=sector, emissions_tco2e=tonnes, **values)


@pytest.fixture
def contract():
    return ContractFactory()


@pytest.fixture
def molecule(contract):
    """A measured molecule that falls by 8 % a year among six measured neighbourhoods that fall by 2 %."""
    one = MoleculeFactory(
        city=contract.city, code="m", polygon=square(9.3), residents=10_000, names=Texts({"it": "Nucleo"})
    )
    measure(one, fall=0.08)
    for place in range(6):
        cell = NeighbourhoodFactory(
            city=contract.city,
            code=f"q{place}",
            polygon=square(9.0 + place / 50),
            area_km2=Decimal("1.25"),
            names=Texts({"it": f"Quartiere q{place}", "en": f"Quarter q{place}"}),
            residents=10_000 + 500 * place,
            dwellings=None,
        )
        measure(cell, fall=0.02, first=500)
    return one


def test_index_is_what_a_calculation_by_hand_gives(contract, molecule, django_assert_num_queries):
    with django_assert_num_queries(3):
        (row,) = list_accelerations(contract.city)
    assert row.verdict is AccelerationVerdict.FASTER
    assert row.index == pytest.approx(6.0, abs=1e-3)  # 8 % a year here, 2 % a year in each of the five
    assert row.low == pytest.approx(6.0, abs=1e-2)
    assert [area.code for area in row.areas] == [
        "m",
        "q0",
        "q1",
        "q2",
        "q3",
        "q4",
    ]  # the farthest by residents is out
    assert row.areas[0].fall == pytest.approx(0.08, abs=1e-5)
    assert row.areas[1].densities == (8_000.0, None, None, None)
    assert row.years == tuple(YEARS)
    assert not row.reason


def test_intensity_is_per_resident_of_what_was_measured(contract, molecule):
    (inputs,) = read_acceleration_inputs(contract.city)
    assert inputs.intensities.iloc[0].tolist() == pytest.approx([0.1 * 0.92**n for n in range(6)], abs=1e-7)
    assert inputs.areas["is_measured"].all()
    assert inputs.areas["is_control"].tolist() == [False] + [True] * 6


@pytest.mark.parametrize("whose", ["molecule", "neighbourhood"])
def test_apportioned_figures_never_give_a_verdict(contract, molecule, whose):
    LocalEmission.objects.exclude(**{whose: None}).update(basis="apportioned", key="residents")
    with override("en"):
        (row,) = list_accelerations(contract.city)
    expected = {
        "molecule": (
            AccelerationVerdict.NOT_MEASURED,
            (
                "Its emissions are apportioned from the city by residents, not measured: they fall as the city does, "
                "by construction."
            ),
        ),
        "neighbourhood": (
            AccelerationVerdict.TOO_FEW_CONTROLS,
            (
                "Fewer than 5 neighbourhoods outside molecules were measured in at least 4 of its years and have a "
                "stock figure in common with it. What 6 neighbourhoods emit is apportioned from the city."
            ),
        ),
    }
    assert (row.verdict, row.reason) == expected[whose]
    assert (row.can_tell, row.index, row.low, row.high, row.areas) == (False, None, None, None, ())


def test_a_measured_sector_that_comes_later_is_no_rise(contract, molecule):
    measure(molecule, fall=0.0, first=9_000, years=YEARS[3:], sector="transport")
    (row,) = list_accelerations(contract.city)
    assert row.index == pytest.approx(6.0, abs=1e-3)


def test_years_that_are_partly_apportioned_are_left_out(contract, molecule):
    molecule.local_emissions.filter(year__gt=2020).update(basis="apportioned", key="jobs")
    (row,) = list_accelerations(contract.city)
    assert (row.years, row.verdict) == ((2017, 2018, 2019, 2020), AccelerationVerdict.FASTER)
    molecule.local_emissions.filter(year=2020).update(basis="apportioned", key="jobs")
    (row,) = list_accelerations(contract.city)
    assert row.verdict is AccelerationVerdict.TOO_FEW_YEARS


def test_neighbourhoods_in_a_molecule_are_no_controls(contract, molecule):
    MoleculeFactory(city=contract.city, code="z", polygon=square(9.0))
    with override("en"):
        rows = list_accelerations(contract.city)
        assert [area.code for area in rows[0].areas] == ["m", "q1", "q2", "q3", "q4", "q5"]
        assert rows[1].reason == "Nobody has measured what it emits."
    MoleculeFactory(city=contract.city, code="zz", polygon=square(9.02))
    assert list_accelerations(contract.city)[0].verdict is AccelerationVerdict.TOO_FEW_CONTROLS


def test_illustrative_figures_of_a_compared_area_are_told(contract, molecule):
    cells = {cell.code: cell for cell in contract.city.neighbourhoods.all()}
    cells["q5"].local_emissions.update(is_illustrative=True)
    assert not list_accelerations(contract.city)[0].is_illustrative
    cells["q4"].local_emissions.update(is_illustrative=True)
    assert list_accelerations(contract.city)[0].is_illustrative


def test_unpublished_molecules_are_the_teams_alone_and_change_nothing_in_public(contract, molecule):
    draft = MoleculeFactory(city=contract.city, code="a", polygon=square(9.0), published_at=None)
    measure(draft, fall=0.0)
    (public,) = list_accelerations(contract.city)
    own, same = list_accelerations(contract.city, include_unpublished=True)
    assert public == same
    assert "q0" not in [area.code for area in own.areas]  # it lies in the draft itself
    assert own.index == pytest.approx(-2.0, abs=1e-3)


def test_an_interval_that_holds_zero_gives_no_verdict(contract, molecule):
    for row in molecule.local_emissions.all():
        row.emissions_tco2e = Decimal(
            str(round(1_000 * exp(-0.02 * (row.year - 2017)) * (1.3 if row.year % 2 else 1), 2))
        )
        row.save()
    with override("en"):
        (row,) = list_accelerations(contract.city)
        assert row.words == "cannot tell yet"
    assert row.low is not None
    assert row.high is not None
    assert row.low < 0 < row.high
    assert len(row.areas) == 6


def test_points_have_their_sign():
    with override("en"):
        assert [format_points(one) for one in (2.04, -2.04, 0.04, 0.0)] == ["+2.0", "\u22122.0", "0.0", "0.0"]


@pytest.mark.parametrize("office", [True, False])
def test_page_tells_index_interval_controls_and_method(contract, molecule, client, office):
    name = "molecule-acceleration"
    if office:
        client.force_login(CityMembershipFactory(city=contract.city).user)
        name = "office-acceleration"
    with override("en"):
        page = client.get(reverse(name, args=[contract.city.slug])).content.decode()
    assert "falls faster than in areas like it" in page
    assert "+6.0" in page
    assert "Quarter q4" in page
    assert "illustrative figures" not in page
    assert f"with the seed {SEED}" in page


def test_drafts_are_shown_in_the_office_only(contract, client):
    draft = MoleculeFactory(city=contract.city, published_at=None, names=Texts({"it": "Segretissimo"}))
    officer = CityMembershipFactory(city=contract.city).user
    client.force_login(officer)
    public = client.get(reverse("molecule-acceleration", args=[contract.city.slug])).content.decode()
    file = client.get(reverse("molecule-acceleration-csv", args=[contract.city.slug]))
    office = client.get(reverse("office-acceleration", args=[contract.city.slug])).content.decode()
    assert str(draft) not in public + b"".join(file.streaming_content).decode()
    assert str(draft) in office


def test_csv_names_every_area_with_the_figures_it_was_matched_on(contract, molecule, client):
    answer = client.get(reverse("molecule-acceleration-csv", args=[contract.city.slug]))
    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert [row["role"] for row in rows] == ["molecule", *["control"] * 5]
    assert rows[0]["verdict"] == "faster"
    assert rows[1]["residents_per_km2"] == "8000"
    assert (rows[1]["index_points_a_year"], rows[1]["dwellings_per_km2"]) == ("", "")


def test_page_asks_the_same_few_questions_for_many_molecules(
    contract, molecule, client, django_assert_max_num_queries
):
    for place in range(5):
        MoleculeFactory(city=contract.city, code=f"n{place}", polygon=square(9.4))
    with django_assert_max_num_queries(6):
        assert client.get(reverse("molecule-acceleration", args=[contract.city.slug])).status_code == 200
