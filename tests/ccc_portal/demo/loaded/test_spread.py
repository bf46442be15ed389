"""Every molecule of the demonstration has a package that spreads, and whatever was assumed says so."""

import numpy as np
import pytest

from contracts.models import City
from emissions.adoption_fit import fit_adoption
from emissions.diffusion import spread
from molecules.frames.spread_inputs import read_spread_inputs
from molecules.frames.spread_kept import keep_inputs
from molecules.models import Molecule, ObservedAdoption, Package, PackageParameter
from molecules.services.spreading import start_spread

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.mark.parametrize(
    ("slug", "molecules", "cells", "first_year"), [("milano", 18, 88, 2025), ("valdoria", 4, 24, 2017)]
)
def test_spread_of_both_cities_can_be_computed(
    slug: str, molecules: int, cells: int, first_year: int
) -> None:
    inputs = read_spread_inputs(City.objects.get(slug=slug))
    assert inputs.is_ready
    assert (len(inputs.molecules), len(inputs.cells), inputs.years[0]) == (molecules, cells, first_year)
    assert inputs.missing == ()


def test_what_spreads_in_milano_saves_more_every_year_and_never_more_than_is_emitted() -> None:
    inputs = read_spread_inputs(City.objects.get(slug="milano"))
    saved = spread(inputs.packages, inputs.cells_of_city, inputs.years).saving_tco2e.sum(axis=(0, 1))
    assert (np.diff(saved) >= 0).all()
    by_year = dict(zip(inputs.years, saved.tolist(), strict=True))
    assert 0 < by_year[2030] < by_year[2035] < by_year[2040]
    assert 10_000 < by_year[2040] < inputs.cells_of_city.remaining_tco2e[:, 0].sum()


def test_all_that_milano_states_of_packages_is_illustrative_and_has_a_source() -> None:
    packages = Package.objects.filter(city__slug="milano")
    parameters = PackageParameter.objects.filter(package__in=packages)
    assert (packages.count(), parameters.count()) == (3, 15)
    assert set(packages.values_list("is_illustrative", flat=True)) == {True}
    assert set(parameters.values_list("is_illustrative", "is_fitted")) == {(True, False)}
    assert not parameters.filter(source="").exists()
    assert packages.get(code="SPAZIO").cost_eur is None


def test_start_of_spread_follows_the_declared_end_of_works() -> None:
    innesto = Molecule.objects.get(code="mol-13")
    assert innesto.package is not None
    assert (innesto.package.code, innesto.spread_earliest, innesto.spread_from, innesto.spread_latest) == (
        "CASE",
        2027,
        2028,
        2031,
    )
    assert "REDOEB1: 2027" in innesto.spread_source
    assert "ipotizzato" in Molecule.objects.get(code="mol-09").spread_source


@pytest.mark.parametrize("slug", ["milano", "valdoria"])
def test_likeliest_spread_is_there_after_the_load_and_is_not_computed_twice(slug: str) -> None:
    city = City.objects.get(slug=slug)
    run = city.spread_runs.get()
    inputs = read_spread_inputs(city)
    assert run.inputs == keep_inputs(inputs)
    assert (run.finished_at, run.made_by, run.draws) == (None, None, 10_000)
    assert run.results["likeliest_tco2e"].keys() == {str(one.pk) for one in inputs.molecules}
    assert start_spread(city=city) is None
    assert city.spread_runs.count() == 1


def test_fitted_ranges_of_valdoria_follow_from_its_observations() -> None:
    package = Package.objects.get(city__slug="valdoria", code="CASA")
    rows = package.observations.filter(neighbourhood=None).order_by("year")
    fit = fit_adoption(
        np.array([row.year for row in rows], dtype=float), np.array([float(row.share) for row in rows])
    )
    fitted = {row.name: row for row in package.parameters.filter(is_fitted=True)}
    assert fitted.keys() == {"saturation", "rise_years"}
    for name, row in fitted.items():
        assert [float(row.low), float(row.likely), float(row.high)] == pytest.approx(
            getattr(fit, name).tolist(), abs=1e-5
        )
    assert ObservedAdoption.objects.filter(package=package).values("neighbourhood").distinct().count() == 4
